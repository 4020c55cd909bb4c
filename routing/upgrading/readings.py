"""What the arcs of a question are with some upgrades: the network with their rows, compiled as for any question."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from networks.changes.applying import apply_changes
from networks.errors import DataError, DataWarning, Finding
from networks.model.keys import split_fare, split_leg
from networks.model.scenario import Change
from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.asking.progress import tell
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timing import NO_TIMING
from routing.compiling.vertices import without_dwell
from routing.errors import QuestionError
from routing.question.question import Question
from routing.search.budget import Budget
from routing.search.upgrades.sets import bits_of

Key = tuple[object, ...]  # the ends of an arc without the dwell that they remember, and the rest of its key
Vertex = tuple[int, str]  # layer of vias, and its name


@dataclass(frozen=True, eq=False)
class Reading:
    """The arcs of each question: what each weighs, by its key; those that may not be used are left out."""

    weights: tuple[Mapping[Key, int], ...]


@dataclass(eq=False)
class Readings:
    """The arcs with any set of upgrades, each read once.

    Attributes
    ----------
    ends
        Per question the vertices of each arc that was met.
    tokens
        Per question the upgrades, as bits, that have a row on something that an arc is of.
    """

    network: Network
    upgrades: Sequence[Upgrade]
    questions: Sequence[Question]
    budget: Budget
    ends: list[dict[Key, tuple[Vertex, Vertex]]] = field(default_factory=list)
    tokens: list[dict[Key, int]] = field(default_factory=list)
    known: dict[int, Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ends = [{} for _ in self.questions]
        self.tokens = [{} for _ in self.questions]
        self._named: dict[str, int] = {}
        self._made: dict[int, Network] = {}
        for bit, upgrade in enumerate(self.upgrades):
            for change in upgrade.changes:
                name = element_of(change)
                self._named[name] = self._named.get(name, 0) | 1 << bit

    def network_with(self, chosen: int) -> Network:
        """Return the network with the rows of a set of upgrades.

        Raises
        ------
        DataError
            Rows that cannot be made.
        """
        if chosen in self._made:
            return self._made.pop(chosen)
        return with_rows(self.network, [self.upgrades[bit] for bit in bits_of(chosen)], check=False)

    def check(self) -> None:
        """Raise DataError with all upgrades whose rows cannot be made, each by itself."""
        findings: list[Finding] = []
        for bit, upgrade in enumerate(self.upgrades):
            try:
                self._made[1 << bit] = with_rows(self.network, [upgrade])
            except DataError as error:
                findings += [
                    Finding(f"upgrade {upgrade.id}", one.row, one.field, one.value, one.expected)
                    for one in error.findings
                ]
        if findings:
            raise DataError(findings)

    def of(self, chosen: int) -> Reading:
        """Return the arcs with a set."""
        if chosen not in self.known:
            self.budget.check()
            tell(f"network {len(self.known) + 1} with other upgrades")
            network = self.network_with(chosen)
            problems = [compile_problem(network, question) for question in self.questions]
            self.known[chosen] = Reading(tuple(map(self._read, range(len(problems)), problems)))
        return self.known[chosen]

    def _read(self, number: int, problem: Problem) -> Mapping[Key, int]:
        if problem.timing is not NO_TIMING:
            raise QuestionError([f"{problem.question.shipment}: dates on the way are not planned with"])
        names = sorted(problem.table.node, key=problem.table.node.__getitem__)
        tails, heads = problem.graph.tail.tolist(), problem.graph.head.tolist()
        weights, rows = problem.vector[0].tolist(), problem.row.tolist()
        names = list(map(without_dwell, names))
        found: dict[Key, int] = {}
        ends, tokens = self.ends[number], self.tokens[number]
        for arc in np.flatnonzero(problem.usable).tolist():
            tail, head = divmod(tails[arc], len(names)), divmod(heads[arc], len(names))
            told = problem.table.expansion.arcs[rows[arc]]
            here, there = (tail[0], names[tail[1]]), (head[0], names[head[1]])
            if here == there:
                continue
            key: Key = (*here, *there, *told.key[2:])
            found[key] = min(weights[arc], found.get(key, weights[arc]))
            if key not in ends:
                ends[key] = here, there
                step = told.step
                figure = () if step.time_figure is None else (family(step.time_figure[0]),)
                mask = 0
                for name in (step.element, *step.links, *step.places, *figure):
                    mask |= self._named.get(name, 0)
                tokens[key] = mask
        return found


def with_rows(network: Network, upgrades: Iterable[Upgrade], *, check: bool = True) -> Network:
    """Return a network with the rows of upgrades; what is odd since is told where the network is asked for by hand.

    `check`: whether the rules are asked of it, as they are of each upgrade alone and of every set that is told.
    """
    rows = [change for upgrade in upgrades for change in upgrade.changes]
    if not rows:
        return network
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return apply_changes(network, rows, check=check)


def element_of(change: Change) -> str:
    """Return the element that a row speaks of: of a leg or a fare the service."""
    return family(change.element) if change.table == "figures" else change.element


def family(element: str) -> str:
    """Return the service of a leg or a fare; else the element itself.

    Examples
    --------
    >>> family("line:JTSL#6"), family("area:RZD")
    ('line:JTSL', 'area:RZD')
    """
    leg, fare = split_leg(element), split_fare(element)
    return leg[0] if leg else fare[0] if fare else element
