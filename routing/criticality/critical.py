"""`critical`: the elements whose loss hurts most, what replaces them, and which cut a shipment off.

1. Elements are candidates by kind; each takes its arcs along, as a closure does (`elements`).
2. What a shipment loses with a set of them is searched on the arrays of its question, with arcs struck out (`lane`).
3. The worst sets are found by branch and bound up to `EXACT` elements (`worst`), beyond by OR-Tools (`beyond`).
4. Every set that is told is asked again of a network in which it is closed, and verified (`telling`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answer_warning import LEFT_OUT, LIMIT_REACHED, MORE, AnswerWarning
from routing.answers.critical import Alone, Critical, CutSet, Element, Loss
from routing.answers.warned import once
from routing.asking.progress import tell
from routing.asking.solve import admitted
from routing.compiling.arc_table import ArcTable
from routing.compiling.problem import Problem, compile_problem
from routing.criticality.cut_sets import least_cut
from routing.criticality.elements import arcs_of, checked_kinds, elements_of, spared
from routing.criticality.lane import Ground, Lane, bits_of
from routing.criticality.telling import Teller, at_home, without
from routing.criticality.worst import Worst
from routing.errors import LimitReachedError, QuestionError
from routing.question.arguments import SHIPMENT, check_kinds, shortened
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import COST, MEASURE_OF
from routing.question.objectives import Objective
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget, TimeUp
from routing.search.choosing import is_compiled_for_many
from routing.status import Status

EXACT = 3  # elements up to which sets are searched by branch and bound
PER_LANE = 500  # searches that a shipment takes, about
Sets = Sequence[Mapping[str, str | Sequence[str]]]


def critical(
    network: Network,
    shipments: Shipment | Iterable[Shipment],
    k: int = 3,
    *,
    kinds: str | Iterable[str] = ("link", "place"),
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    weights: Iterable[int] | None = None,
    ends: bool = False,
    sets: Sets = (),
    cuts: str | Iterable[str] = ("territory", "border"),
    options: SolveOptions | None = None,
) -> Critical:
    """Return the at most `k` elements whose loss hurts most, what replaces them, and what cuts each shipment off.

    An element is *lost* as `networks.closed` shuts it, on all days: what touches it is removed, and every shipment takes
    the best way that is left. The *harm* is told in two parts, of which the first counts for more than any amount of the
    second: how many shipments are left without a route; and how much more of what is least the others need in all. Each
    shipment counts as often as its weight says; one that has no route to begin with has nothing to lose.

    The worst sets of 1, 2, ... up to `k` elements are told. Of sets that do the same harm it is that of the fewest
    elements, and of these the first by kind, in the order of `kinds`, and then by id. Up to 3 elements that is proven by
    branch and bound; more are found by OR-Tools, and of equal sets another one may be told. Each set that is told is
    asked again by `solve` of a network in which it is closed, and verified.

    Parameters
    ----------
    network
        What exists.
    shipments
        One or several.
    k
        How many elements are lost at most.
    kinds
        What may be lost: some of ``link``, ``place``, ``service``, ``border``, ``territory``.
    minimise, constraints
        As in `solve`, for all shipments.
    weights
        How many shipments each stands for, whole numbers from 1; None: one each.
    ends
        True: also the places at which a shipment begins or ends, and their territories, may be lost. Without them it
        would be no news that nothing leaves a closed port.
    sets
        Further sets to be told, each by the keywords of `networks.closed`: ``{"place": "EGSUZ", "border": "BY-PL"}``.
    cuts
        Kinds of which the fewest elements are told that leave a shipment without a route; a shipment's own ends are
        never among them. ``()``: none.
    options
        As in `solve`; the limit of time is for the search, not for telling the sets.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        A question that cannot be asked of this network.

    Examples
    --------
    >>> import networkx, networks
    >>> ways = [("A", "B", {"hours": 48}), ("A", "C", {"hours": 48}), ("C", "B", {"hours": 72})]
    >>> net = networks.from_networkx(networkx.Graph(ways), mode="sea")
    >>> found = critical(net, Shipment("A", "B"), k=1)
    >>> found.worst[0].elements, found.worst[0].harm
    ((Element(kind='link', id='A-B'),), Harm(unserved=0, extra=3.0))
    """
    asked = _asked(network, shipments, k, kinds, weights, sets, cuts, constraints, minimise)
    options = checked_options(options)
    return _Criticality(network, asked, ends, options).answer()


class _Asked(NamedTuple):
    """What is asked, checked."""

    questions: tuple[Question, ...]
    weights: tuple[int, ...]
    k: int
    kinds: tuple[str, ...]
    cuts: tuple[str, ...]
    sets: tuple[tuple[Element, ...], ...]


def _asked(
    network: Network,
    shipments: Shipment | Iterable[Shipment],
    k: int,
    kinds: str | Iterable[str],
    weights: Iterable[int] | None,
    sets: Sets,
    cuts: str | Iterable[str],
    constraints: Constraints | None,
    minimise: Objective,
) -> _Asked:
    several = (shipments,) if isinstance(shipments, Shipment) else tuple(shipments)
    check_kinds(**{f"shipments_{number}": (one, Shipment, SHIPMENT) for number, one in enumerate(several, start=1)})
    problems = [] if several else ["shipments: expected at least one"]
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        problems.append(f"k={shortened(k)}: expected a whole number from 1")
    counts = (1,) * len(several) if weights is None else tuple(weights)
    if len(counts) != len(several):
        problems.append(f"weights: {len(counts)} for {len(several)} shipments: expected one each")
    problems += [
        f"weights: {shortened(one)}: expected a whole number from 1"
        for one in counts
        if isinstance(one, bool) or not isinstance(one, int) or one < 1
    ]
    if problems:
        raise QuestionError(problems)
    named = checked_kinds("kinds", kinds)
    if not named:
        raise QuestionError(["kinds is empty: expected at least one kind of element"])
    questions = tuple(admitted(network, one, constraints, minimise) for one in several)
    told = tuple(_told(network, one) for one in sets)
    return _Asked(questions, counts, k, named, checked_kinds("cuts", cuts), told)


def _told(network: Network, given: Mapping[str, str | Sequence[str]]) -> tuple[Element, ...]:
    """Return the elements of a set by their ids; `networks.closed` says what is wrong with them."""
    shut = without(network, [Element(kind, name) for kind, names in given.items() for name in _several(names)])
    added = [closure for name, closure in shut.closures.items() if name not in network.closures]
    kinds = {"territories": "territory"}
    return tuple(
        Element(kinds.get(closure.table, closure.table.removesuffix("s")), name)
        for closure in added
        for name in closure.elements
    )


def _several(names: str | Sequence[str]) -> Sequence[str]:
    return (names,) if isinstance(names, str) else names


class _Criticality:
    """One question about what is critical."""

    def __init__(self, network: Network, asked: _Asked, ends: bool, options: SolveOptions) -> None:
        self.network, self.asked, self.ends, self.options = network, asked, ends, options
        self.budget = options.budget()
        problems = [compile_problem(network, question) for question in asked.questions]
        self.elements, self.masks = self._elements()
        self.bit = {element: bit for bit, element in enumerate(self.elements)}
        self.scale = math.lcm(*(problem.weights.scale for problem in problems))
        self.touched = {problem.table: self._touched(problem.table) for problem in problems}
        self.whole = 1 + sum(
            weight * (self.scale // problem.weights.scale) * int(problem.vector[0][problem.usable].sum())
            for weight, problem in zip(asked.weights, problems, strict=True)
        )
        n_arcs = max(len(problem.usable) for problem in problems)
        compiled = is_compiled_for_many(n_arcs, PER_LANE * len(problems))
        self.lanes = [
            Lane(self._ground(problem, weight, compiled=compiled), self.budget)
            for weight, problem in zip(asked.weights, problems, strict=True)
        ]
        self.late = False
        least = asked.questions[0].minimise
        per = COST.per if isinstance(least, GeneralisedCost) else MEASURE_OF[least].per
        self.teller = Teller(
            network, self.lanes, self.elements, asked.weights, self.whole, per * self.scale, options
        )

    def _elements(self) -> tuple[tuple[Element, ...], dict[str, int]]:
        """Return all elements, in the order in which they are told, and those of each kind as bits."""
        asked = self.asked
        told = [element for elements in asked.sets for element in elements]
        kinds = dict.fromkeys((*asked.kinds, *asked.cuts))
        elements = tuple(dict.fromkeys((*elements_of(self.network, kinds), *told)))
        masks = dict.fromkeys(kinds, 0)
        for bit, element in enumerate(elements):
            if element.kind in masks:
                masks[element.kind] |= 1 << bit
        return elements, masks

    def _touched(self, table: ArcTable) -> list[int]:
        touched = [0] * len(table.condition)
        for bit, element in enumerate(self.elements):
            for arc in arcs_of(self.network, table, element).tolist():
                touched[arc] |= 1 << bit
        return touched

    def _ground(self, problem: Problem, weight: int, *, compiled: bool) -> Ground:
        question, table = problem.question, problem.table
        is_plain = not problem.limits and problem.source >= 0 and problem.target >= 0
        ready = question.shipment.ready
        dated = (ready is not None and bool(self.network.dated or self.network.opening_years)) or not table.is_own(
            problem.vector
        )
        return Ground(
            network=self.network,
            problem=problem,
            arcs=[arcs_of(self.network, table, element) for element in self.elements],
            touched=self.touched[table],
            unit=weight * (self.scale // problem.weights.scale),
            unserved=weight * self.whole,
            compiled=compiled and is_plain and not dated and problem.searches.fits("entry 0"),
            dated=dated,
        )

    @property
    def allowed(self) -> int:
        """Return the elements that may be lost."""
        mask = sum(self.masks[kind] for kind in self.asked.kinds)
        if self.ends:
            return mask
        return mask & ~self._spared([question.shipment for question in self.asked.questions])

    def _spared(self, shipments: Iterable[Shipment]) -> int:
        return sum(1 << self.bit[element] for element in spared(self.network, shipments) if element in self.bit)

    def answer(self) -> Critical:
        """Return the answer."""
        allowed, asked = self.allowed, self.asked
        before = self.teller.asked(self.network)
        worst = Worst(self.lanes, allowed, self._greater(allowed), self.budget)
        sets, bound = self._worst_sets(worst)
        alone = self._alone(worst, allowed)
        cuts = tuple(self._cuts())
        tell("what is told is asked again")
        told: list[Loss] = []
        warned = [result.warnings for result in before]
        for lost in (*sets, *(self._bits(elements) for elements in asked.sets)):
            loss, warnings = self.teller.loss(lost)
            told.append(loss)
            warned.append(warnings)
        has_route = any(lane.has_route for lane in self.lanes)
        status = Status.FEASIBLE if self.late else Status.OPTIMAL
        return Critical(
            network=self.network,
            questions=asked.questions,
            weights=asked.weights,
            kinds=asked.kinds,
            k=asked.k,
            ends=self.ends,
            candidates=allowed.bit_count(),
            status=status if has_route else Status.INFEASIBLE,
            before=tuple(at_home(result.best, self.network) for result in before),
            worst=tuple(told[: len(sets)]),
            bound=self.teller.harm(bound),
            alone=alone,
            told=tuple(told[len(sets) :]),
            cuts=cuts,
            searches=sum(lane.searches for lane in self.lanes),
            warnings=once([tuple(self._own_warnings()), *warned]),
        )

    def _bits(self, elements: Iterable[Element]) -> int:
        return sum(1 << self.bit[element] for element in elements)

    def _own_warnings(self) -> Iterable[AnswerWarning]:
        if self.late:
            words = "the worst set is not proven, for a limit was reached: `bound` says how much more harm there may be"
            yield AnswerWarning(LIMIT_REACHED, words, (), MORE)
        for lane in self.lanes:
            if not lane.has_route:
                words = f"{lane.ground.problem.question.shipment}: no route to begin with, so that it has none to lose"
                yield AnswerWarning(LEFT_OUT, words)

    def _greater(self, allowed: int) -> list[int]:
        """Return per element one that takes all its arcs along, and that none does so of; else itself."""
        tables = list(self.touched)
        arcs = [
            [frozenset(arcs_of(self.network, table, element).tolist()) for table in tables]
            for element in self.elements
        ]
        found = list(range(len(self.elements)))
        for bit in bits_of(allowed):
            table, first = next(
                ((table, min(own)) for table, own in zip(tables, arcs[bit], strict=True) if own), (None, -1)
            )
            if table is None:
                continue
            near = self.touched[table][first] & allowed & ~(1 << bit)
            for other in bits_of(near):
                if all(own <= theirs for own, theirs in zip(arcs[bit], arcs[other], strict=True)) and (
                    arcs[bit] != arcs[other] or other < bit
                ):
                    found[bit] = other
                    break
        for bit in bits_of(allowed):
            while found[found[bit]] != found[bit]:
                found[bit] = found[found[bit]]
        return found

    def _worst_sets(self, worst: Worst) -> tuple[list[int], int]:
        """Return the worst sets of 1, 2, ... elements, each with more harm than the one before, and a bound of all."""
        sets: list[int] = []
        most = 0
        for size in range(1, self.asked.k + 1):
            tell(f"the worst {size}" if size > 1 else "the worst one")
            try:
                harm, found, bound = self._worst_set(worst, size)
            except (TimeUp, LimitReachedError):
                self.late = True
                if worst.most > most:
                    sets.append(worst.set)
                return sets, sum(lane.ground.unserved for lane in self.lanes if lane.has_route)
            if harm > most:
                sets.append(found)
                most = harm
            if bound > harm:
                self.late = True
                return sets, bound
        return sets, most

    def _worst_set(self, worst: Worst, size: int) -> tuple[int, int, int]:
        """Return the most harm of so many elements, the first set that does it, and a bound of the harm."""
        before = worst.most
        if size > EXACT:
            from routing.criticality.beyond import worst_beyond

            return worst_beyond(worst, size)
        harm, _ = worst.worst(size)
        return harm, worst.first(size, harm) if harm > before else 0, harm

    def _alone(self, worst: Worst, allowed: int) -> tuple[Alone, ...]:
        """Return the elements that do harm by themselves, the worst first; none where the time is over."""
        near = 0
        for lane in self.lanes:
            near |= lane.at(0).touched
        try:
            harms = [(worst.harm(1 << bit), bit) for bit in bits_of(near & allowed)]
        except (TimeUp, LimitReachedError):
            self.late = True
            return ()
        ranked = sorted((harm for harm in harms if harm[0]), key=lambda harm: (-harm[0], harm[1]))
        return tuple(Alone(self.elements[bit], self.teller.harm(harm)) for harm, bit in ranked)

    def _cuts(self) -> Iterable[CutSet]:
        for number, lane in enumerate(self.lanes):
            for kind in self.asked.cuts if lane.has_route else ():
                allowed = self.masks[kind] & ~self._spared([lane.ground.problem.question.shipment])
                try:
                    cut = least_cut(lane, allowed, self.budget)
                except (TimeUp, LimitReachedError):
                    yield CutSet(shipment=number, kind=kind, elements=(), status=Status.UNKNOWN)
                    continue
                status = Status.INFEASIBLE if cut is None else Status.OPTIMAL
                yield CutSet(shipment=number, kind=kind, elements=self.teller.named(cut or 0), status=status)
