"""What the arcs of a question are with some upgrades: the network with their rows, compiled as for any question."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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
from routing.search.bits import bits_of
from routing.search.budget import Budget

Key = tuple[int, int]  # the ends of an arc, without the dwell that they remember: of parallel arcs the least counts


@dataclass(frozen=True, eq=False)
class Reading:
    """The arcs of each question: what each weighs, by its key; those that may not be used are left out."""

    weights: tuple[Mapping[Key, int], ...]


@dataclass(eq=False)
class Readings:
    """The arcs with any set of upgrades, each read once.

    Attributes
    ----------
    met
        Per question the arcs that were met.
    tokens
        Per question the upgrades, as bits, that have a row on something that an arc is of.
    """

    network: Network
    upgrades: Sequence[Upgrade]
    questions: Sequence[Question]
    budget: Budget
    met: list[set[Key]] = field(default_factory=list)
    tokens: list[dict[Key, int]] = field(default_factory=list)
    known: dict[int, Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.met = [set() for _ in self.questions]
        self._vertices: list[dict[tuple[int, str], int]] = [{} for _ in self.questions]
        self._plain: dict[str, str] = {}
        self._near: set[str] = set()
        self.tokens = [{} for _ in self.questions]
        self._named: dict[str, int] = {}
        self._made: dict[int, Network] = {}
        for bit, upgrade in enumerate(self.upgrades):
            for change in upgrade.changes:
                name = element_of(change)
                self._named[name] = self._named.get(name, 0) | 1 << bit

    @property
    def far(self) -> int:
        """Return the upgrades, as bits, that have a row on something that no arc was of so far."""
        mask = 0
        for name, bits in self._named.items():
            mask |= 0 if name in self._near else bits
        return mask

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
            self.known[chosen] = Reading(
                tuple(self._read(number, problem, chosen) for number, problem in enumerate(problems))
            )
        return self.known[chosen]

    def _read(self, number: int, problem: Problem, chosen: int) -> Mapping[Key, int]:
        if problem.timing is not NO_TIMING:
            raise QuestionError([f"{problem.question.shipment}: dates on the way are not planned with"])
        usable = np.flatnonzero(problem.usable)
        vertex = self._numbers(number, problem)
        tail, head = vertex[problem.graph.tail[usable]], vertex[problem.graph.head[usable]]
        for arcs, mask in self._touched(problem):
            is_in = np.isin(problem.row[usable], arcs)
            for key in zip(tail[is_in].tolist(), head[is_in].tolist(), strict=True):
                self.tokens[number][key] = self.tokens[number].get(key, 0) | mask
        found = self.described(problem, usable, list(zip(tail.tolist(), head.tolist(), strict=True)), chosen)
        self.met[number] |= found.keys()
        return found

    def described(
        self, problem: Problem, usable: NDArray[np.int64], keys: Sequence[Key], chosen: int
    ) -> dict[Key, int]:
        """Return what some arcs weigh with a set, by their keys: of parallel ones the least."""
        found: dict[Key, int] = {}
        for key, weight in zip(keys, problem.vector[0][usable].tolist(), strict=True):
            if weight < found.get(key, weight + 1) and key[0] != key[1]:
                found[key] = weight
        return found

    def weights_in(self, network: Network) -> list[Mapping[Key, int]]:
        """Return what the arcs of each question weigh in a network with other figures, by the same keys."""
        other = Readings(network, (), self.questions, self.budget)
        other._vertices, other._plain = self._vertices, self._plain
        return [
            other._read(number, compile_problem(network, question), 0) for number, question in enumerate(self.questions)
        ]

    def _touched(self, problem: Problem) -> Iterator[tuple[NDArray[np.int64], int]]:
        """Yield arcs of the expansion that are of something on which upgrades have a row, with these."""
        for kind in ("element", "link", "place"):
            arcs_of = problem.table.arcs_of(kind)
            for name, mask in self._named.items():
                if name in arcs_of:
                    self._near.add(name)
                    yield arcs_of[name], mask

    def _numbers(self, number: int, problem: Problem) -> NDArray[np.int64]:
        """Return the number of each vertex of a graph, the same in all readings."""
        names, plain = sorted(problem.table.node, key=problem.table.node.__getitem__), self._plain
        for name in names:
            if name not in plain:
                plain[name] = without_dwell(name)
        layers = max(1, problem.graph.n_nodes // max(1, len(names)))
        return np.array([self.vertex(number, layer, plain[name]) for layer in range(layers) for name in names] or [0])

    def vertex(self, number: int, layer: int, name: str) -> int:
        """Return the number of a vertex of a question, by its layer of vias and its name."""
        return self._vertices[number].setdefault((layer, name), len(self._vertices[number]))

    def vertex_name(self, number: int, vertex: int) -> str:
        """Return the name of a vertex of a question."""
        return next(name for (_, name), one in self._vertices[number].items() if one == vertex)


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
