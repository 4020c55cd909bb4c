"""A question about a network as integer arrays: `compile_problem`.

The expanded graph of a network is turned into arrays once (`ArcTable`); a question then is a mask of the
arcs that it may use, a weight per arc, and limits. Bans only ever remove arcs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.load import load_of
from routing.amounts.units import MILLI
from routing.answer_warning import ASSUMED, LEFT_OUT, AnswerWarning
from routing.compiling import vertices
from routing.compiling.arc_table import ArcTable, Ints, arc_table
from routing.compiling.arcs import Arc
from routing.compiling.calendar import needs_other_days
from routing.compiling.coarse import coarse
from routing.compiling.counting import counted
from routing.compiling.layers import VIA, layered
from routing.compiling.limits import Limit, limits_of
from routing.compiling.sieves import SIEVES, sieved
from routing.compiling.sieves.closures import delaying
from routing.compiling.sieves.conditions import Doors
from routing.compiling.sieves.figures import needed_columns, with_figures
from routing.compiling.timing import NO_TIMING, Timed, Timing, timed
from routing.compiling.weights import Weights, rounded_prices
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import MEASURE_OF, TIME
from routing.question.question import Question
from routing.search.graph import Graph, pack
from routing.steps.passing import via_of
from routing.steps.step import Step

if TYPE_CHECKING:
    from routing.search.on_arrays import ArrayEngine


@dataclass(frozen=True, eq=False)
class Problem:
    """What a solver gets: a graph, a mask, weights and limits.

    Attributes
    ----------
    usable : bool, shape (n_arcs,)
        Arcs that the question may use.
    vector : tuple of int64 arrays, shape (n_arcs,)
        The criteria in the order in which routes are compared: objective, figures missing, the other of time
        and cost, CO2e, number of arcs.
    limits
        Those that the question states.
    row
        Number of the arc of the expansion behind each arc (they differ where vias make layers).
    weights
        What a minute, cent, gram or metre weighs in the objective.
    left_out
        Warnings of arcs that nobody banned and that were left out all the same, with their number and an example.
    timing
        When arcs of services that run on some days only, and of links that open later, may be used.
    lacking
        Those of them that lack a figure.
    """

    question: Question
    table: ArcTable
    graph: Graph
    usable: NDArray[np.bool_]
    columns: Mapping[str, Ints]
    vector: tuple[Ints, ...]
    limits: tuple[Limit, ...]
    row: Ints
    source: int
    target: int
    weights: Weights
    left_out: tuple[AnswerWarning, ...]
    timing: Timing = NO_TIMING
    lacking: tuple[AnswerWarning, ...] = ()

    @cached_property
    def _packing(self) -> tuple[list[int], int]:
        if self.table.is_own(self.vector):
            return self.table.packed_weights(self.question.minimise)
        return pack(list(self.vector))

    @property
    def packed(self) -> list[int]:
        """Return the vector of each arc as one integer, packed when it is first asked for."""
        return self._packing[0]

    @property
    def shift(self) -> int:
        """Return how many bits lie below the objective: it is ``packed >> shift``."""
        return self._packing[1]

    @cached_property
    def mask(self) -> bytes:
        """Return `usable` as bytes, which the interpreted kernels index fastest."""
        return self.usable.astype(np.uint8).tobytes()

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return what is not counted as stated, what was left out, and what holds for want of data."""
        expansion, prices = self.table.expansion, rounded_prices(self.question.minimise, self.weights)
        gaps = [AnswerWarning(LEFT_OUT, words) for words in expansion.gaps]
        assumed = (AnswerWarning(ASSUMED, words) for words in expansion.assumptions)
        return (*prices, *coarse(expansion), *self.left_out, *gaps, *assumed)

    @property
    def unit(self) -> str:
        """Return the unit of the objective: of what is least, or a part of a cent of a generalised cost."""
        minimise = self.question.minimise
        if isinstance(minimise, GeneralisedCost):
            return f"cent/{MILLI * self.weights.scale}"
        return MEASURE_OF[minimise].unit

    @cached_property
    def searches(self) -> ArrayEngine:
        """Return the compiled searches over the arcs, by names: ``entry 0`` ... of the vector, ``limit 0`` ..."""
        from routing.search.on_arrays import ArrayEngine

        weights = {f"entry {number}": cells for number, cells in enumerate(self.vector)}
        weights |= {f"limit {number}": self.columns[limit.column] for number, limit in enumerate(self.limits)}
        return ArrayEngine(self.graph.arrays.weighed(weights))

    def arc(self, number: int) -> Arc:
        """Return what happens on an arc."""
        return self.table.expansion.arcs[int(self.row[number])]

    def step(self, number: int) -> Step:
        """Return what happens on an arc, as a route tells it."""
        return self.arc(number).step


def compile_problem(
    network: Network,
    question: Question,
    also: Iterable[str] = (),
    doors: Doors = "own",
    lost: NDArray[np.bool_] | None = None,
) -> Problem:
    """Return the integer arrays of a question; `also` names further columns that every arc of a route must have.

    `doors`: those of which places are open; with ``"all"`` the arrays serve every pair of ends that the sieves do not
    tell apart (`routing.batch`). `lost`: arcs of the expansion that are removed besides, as a closure removes them.

    Raises
    ------
    UnknownNameError
        A place, link or service that the network does not have; the nearest names are given.
    QuestionError
        Constraints that contradict the shipment; amounts or prices that no integers hold.
    """
    check_names(network, question)
    shipment, minimise = question.shipment, question.minimise
    other_days = needs_other_days(network, question)
    on_clock = question.model == "clock"
    load = load_of(network, shipment)
    delays = delaying(network, question)
    table = arc_table(network, load, shipment.scope, other_days=other_days, on_clock=on_clock, delays=delays)
    limits = limits_of(question)
    allowed = sieved(table, network, question, doors)
    if lost is not None:
        allowed = allowed._replace(usable=allowed.usable & ~lost)
    needed = (*needed_columns(minimise, limits), *also, *([TIME.column] if on_clock else []))
    known = with_figures(table, allowed.usable, needed)
    source = table.node.get(vertices.from_door(shipment.origin), -1)
    met = Timed(known.usable) if on_clock else timed(table, network, question, known.usable, limits, source)
    target = table.node.get(vertices.to_door(shipment.destination), -1)
    summed = counted(table, minimise, needed, met.usable, (source, target))
    problem = Problem(
        question=question,
        table=table,
        graph=table.graph,
        usable=summed.usable,
        columns=table.columns,
        vector=summed.vector,
        limits=limits,
        row=np.arange(len(known.usable)),
        source=source,
        target=target,
        weights=summed.weights,
        left_out=(*allowed.warnings, *known.warnings, *met.warnings, *summed.warnings),
        timing=met.timing,
        lacking=known.warnings,
    )
    return _on_layers(network, problem) if question.constraints.via else problem


def check_names(network: Network, question: Question) -> None:
    """Raise UnknownNameError for a name that the network does not have."""
    for place in (question.shipment.origin, question.shipment.destination):
        network.places[place]
    for rule in (VIA, *SIEVES):
        rule.check(network, question)


def _on_layers(network: Network, problem: Problem) -> Problem:
    """Return a problem on one copy of its graph per via passed; it ends in the last."""
    via = tuple(via_of(network, name) for name in problem.question.constraints.via)
    layers = len(via) + 1
    last = problem.graph.n_nodes * (layers - 1)
    return replace(
        problem,
        graph=layered(problem.table, via),
        usable=np.tile(problem.usable, layers),
        columns={name: np.tile(cells, layers) for name, cells in problem.columns.items()},
        vector=tuple(np.tile(cells, layers) for cells in problem.vector),
        row=np.tile(problem.row, layers),
        target=-1 if problem.target < 0 else problem.target + last,
    )
