"""`Study`: the elements and shipments of one question about what is critical, and the answer to it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from networks.network import Network
from routing.answer_warning import LEFT_OUT, LIMIT_REACHED, MORE, AnswerWarning
from routing.answers.critical import Alone, Critical, CutSet, Element, Loss
from routing.answers.warned import once
from routing.asking.progress import tell
from routing.compiling.arc_table import ArcTable
from routing.compiling.problem import Problem, compile_problem
from routing.criticality.asked import Asked
from routing.criticality.cut_sets import least_cut
from routing.criticality.elements import arcs_of, elements_of, spared
from routing.criticality.lane import Ground, Lane
from routing.criticality.telling import Teller, at_home
from routing.criticality.worst import Worst
from routing.errors import LimitReachedError, QuestionError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import COST, MEASURE_OF
from routing.question.options import SolveOptions
from routing.question.shipment import Shipment
from routing.search.bits import bits_of
from routing.search.budget import TimeUp
from routing.search.choosing import is_compiled_for_many
from routing.status import Status

EXACT = 3  # elements up to which sets are searched by branch and bound
PER_LANE = 500  # searches that a shipment takes, about
MOST = 10_000  # elements: each arc knows by bits which it goes with


class Study:
    """One question about what is critical: the elements, the shipments, and what is found out about them."""

    def __init__(self, network: Network, asked: Asked, ends: bool, options: SolveOptions) -> None:
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
        grounds = [
            self._ground(problem, weight, compiled=compiled)
            for weight, problem in zip(asked.weights, problems, strict=True)
        ]
        try:
            self.lanes = [Lane(ground, self.budget) for ground in grounds]
        except TimeUp as error:
            raise LimitReachedError(f"what is critical: {self.budget.reason}") from error
        self.late = False
        least = asked.questions[0].minimise
        per = COST.per if isinstance(least, GeneralisedCost) else MEASURE_OF[least].per
        self.teller = Teller(network, self.lanes, self.elements, asked.weights, self.whole, per * self.scale, options)

    def _elements(self) -> tuple[tuple[Element, ...], dict[str, int]]:
        """Return all elements, in the order in which they are told, and those of each kind as bits."""
        asked = self.asked
        told = [element for elements in asked.sets for element in elements]
        kinds = dict.fromkeys((*asked.kinds, *asked.cuts))
        elements = tuple(dict.fromkeys((*elements_of(self.network, kinds), *told)))
        if len(elements) > MOST:
            what = f"{len(elements):,} elements may be lost, expected at most {MOST:,}: name fewer kinds"
            raise QuestionError([f"kinds, cuts: {what}"])
        masks = dict.fromkeys(kinds, 0)
        for bit, element in enumerate(elements):
            if element.kind in masks:
                masks[element.kind] |= 1 << bit
        return elements, masks

    def _touched(self, table: ArcTable) -> list[int]:
        touched = [0] * table.n_arcs
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
        before = self.teller.before
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
            [frozenset(arcs_of(self.network, table, element).tolist()) for table in tables] for element in self.elements
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
        most, ground = 0, sum(lane.ground.unserved for lane in self.lanes if lane.has_route)
        for size in range(1, min(self.asked.k, len(self.elements)) + 1):
            if most >= ground:  # nobody has a route: one more adds nothing
                break
            tell(f"the worst {size}" if size > 1 else "the worst one")
            try:
                harm, found, bound = self._worst_set(worst, size)
            except (TimeUp, LimitReachedError):
                self.late = True
                if worst.most > most:
                    sets.append(worst.set)
                return sets, ground
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

            return worst_beyond(worst, size, self.whole)
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
