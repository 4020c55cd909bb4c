"""Shipments that ask alike are one lane, and lanes that differ in ends and limits alone share their arcs.

What a question may use depends on its ends by three things: their doors, the customs areas in which they lie, and the
closures that concern it (`routing.batch.blocks`). So the arcs are sieved once for all that agree in those and in bans;
a path that runs through a door of another place, or what hangs on the day, has its question compiled by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from networks.model.closure import ids_of
from networks.network import Network
from routing.batch.answering import doors_of
from routing.batch.blocks import is_shared
from routing.batch.rules import but_for_ends, rules_of
from routing.compiling import vertices
from routing.compiling.arc_table import ArcTable, Ints
from routing.compiling.limits import limits_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.closures import barring, delaying
from routing.question.consignment import Consignment
from routing.question.constraints import Constraints
from routing.question.measures import LIFTS, MEASURES
from routing.question.question import Question

NO_LIMITS = {measure.limit: None for measure in (*MEASURES, LIFTS)}


@dataclass(eq=False)
class Lane:
    """Consignments that differ by their names and numbers alone.

    Attributes
    ----------
    question
        Of one shipment.
    consignments
        Their numbers.
    per_week
        Of all of them.
    unserved_usd
        What it costs to leave one shipment behind; None: not stated.
    whole
        Whether each shipment goes as a whole.
    is_empty, share
        Whether these are empty boxes that nobody asked for; what they pay, as a share of what goods would.
    problem
        Of the question, with its own ends and limits.
    teu, tonnes
        Of one shipment; 0 where it has none, or nobody knows.
    """

    question: Question
    consignments: list[int]
    per_week: float
    unserved_usd: float | None
    whole: bool
    is_empty: bool = False
    share: float = 1.0
    problem: Problem = field(init=False)
    teu: float = field(init=False)
    tonnes: float = field(init=False)
    is_own: bool = False

    @property
    def table(self) -> ArcTable:
        """Return the arcs of its load."""
        return self.problem.table

    @property
    def per_usd(self) -> float:
        """Return how many units of its objective are a dollar."""
        return 100_000.0 * self.problem.weights.scale / self.share

    def take(self, problem: Problem, *, is_own: bool) -> None:
        """Take a problem as that of the question; `is_own`: of no other ends."""
        node, shipment = problem.table.node, self.question.shipment
        self.problem = replace(
            problem,
            question=self.question,
            limits=limits_of(self.question),
            source=node.get(vertices.from_door(shipment.origin), -1) if not is_own else problem.source,
            target=node.get(vertices.to_door(shipment.destination), -1) if not is_own else problem.target,
        )
        load = problem.table.expansion.load
        self.teu, self.tonnes = float(load.teu or 0), float(load.tonnes or 0)
        self.is_own = is_own

    def keeps_doors(self, arcs: Sequence[int]) -> bool:
        """Tell whether a path runs through no other doors than those of its ends."""
        if self.is_own:
            return True
        doors, shipment = doors_of(self.problem), self.question.shipment
        own = {("origin", shipment.origin), ("destination", shipment.destination)}
        return all(doors[arc] in own for arc in arcs if arc in doors)


def lanes_of(network: Network, consignments: Sequence[Consignment], question: Callable[[int], Question]) -> list[Lane]:
    """Return the lanes of consignments, in an order that does not depend on theirs."""
    found: dict[Hashable, Lane] = {}
    for number, one in enumerate(consignments):
        asked = question(number)
        key = (asked.shipment.origin, asked.shipment.destination, *but_for_ends(asked), one.unserved_usd, one.whole)
        if key not in found:
            found[key] = Lane(asked, [], 0.0, one.unserved_usd, one.whole)
        found[key].consignments.append(number)
    for lane in found.values():  # added up in an order of their own, for sums of fractions depend on it
        lane.per_week = float(np.sum(sorted(consignments[number].per_week for number in lane.consignments)))
    return sorted(found.values(), key=_order)


def _order(lane: Lane) -> tuple[str, str, str, float, bool]:
    shipment = lane.question.shipment
    penalty = -1.0 if lane.unserved_usd is None else lane.unserved_usd
    return shipment.origin, shipment.destination, rules_of(lane.question).words, penalty, lane.whole


class Compiler:
    """Compiles the questions of lanes, those that share their arcs together."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._shared: dict[Hashable, Problem | None] = {}
        self._closed: dict[Hashable, tuple[str, ...]] = {}
        country = zip(*(network.tables["places"][name].tolist() for name in ("id", "country")), strict=True)
        self._area = {place: network.customs_area(code) for place, code in country}

    def compile(self, lane: Lane) -> None:
        """Give a lane its problem."""
        question = lane.question
        shared = self._of_several(question) if is_shared(self.network, question) else None
        if shared is None:
            self.compile_alone(lane)
        else:
            lane.take(shared, is_own=False)

    def compile_alone(self, lane: Lane) -> None:
        """Give a lane a problem of no other ends."""
        lane.take(compile_problem(self.network, lane.question), is_own=True)

    def _of_several(self, question: Question) -> Problem | None:
        """Return the problem that a question has in common with others; None where it has none."""
        limited = frozenset(limit.column for limit in limits_of(question))
        plain = replace(question, constraints=_without_limits(question.constraints))
        shipment = question.shipment
        ends = self._area[shipment.origin], self._area[shipment.destination]
        key = (*but_for_ends(plain), limited, *ends, self._closures(question))
        if key not in self._shared:
            problem = compile_problem(self.network, question, doors="all")
            table = problem.table
            alike = not problem.timing.spans and not table.uncounted and table.is_own(problem.vector)
            self._shared[key] = problem if alike else None
        return self._shared[key]

    def _closures(self, question: Question) -> tuple[str, ...]:
        if not len(self.network.closures):
            return ()
        places = self.network.places
        ends = places[question.shipment.origin].country, places[question.shipment.destination].country
        key = (*but_for_ends(question), ends)
        if key not in self._closed:
            self._closed[key] = ids_of((*barring(self.network, question), *delaying(self.network, question)))
        return self._closed[key]


def _without_limits(constraints: Constraints) -> Constraints:
    return replace(constraints, **NO_LIMITS)  # type: ignore[arg-type]


def is_timed(problem: Problem) -> bool:
    """Tell whether some arcs may be used at some times only."""
    return bool(problem.timing.spans)


def base(problem: Problem) -> Ints:
    """Return what each arc weighs without a price of capacity."""
    return problem.vector[0]
