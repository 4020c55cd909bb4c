"""What each shipment does when some elements are lost: asked by `solve` of a network in which they are closed.

So what is told never rests on the arcs that the search has struck out: each answer is that of `networks.closed`, by
both engines, and walked again by `verify`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from networks.network import Network
from networks.what_if.closing import closed
from routing.answer_warning import CLOSURE, AnswerWarning
from routing.answers.critical import Element, Harm, Loss
from routing.answers.result import Result
from routing.answers.route import Route
from routing.asking.solve import answer_to
from routing.compiling.arc_table import lend_arcs
from routing.compiling.calendar import needs_other_days
from routing.compiling.sieves.closures import delaying
from routing.criticality.lane import Lane
from routing.errors import DisagreementError, VerificationError
from routing.question.options import SolveOptions
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.status import Status
from routing.verification.closures import closing
from routing.verification.verify import verify


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells what losses do, and that they do what the search says.

    Attributes
    ----------
    elements
        What the bits of a set stand for.
    whole, per
        The harm that counts for more than any detour, and how much of the rest is one of the unit shown.
    """

    network: Network
    lanes: Sequence[Lane]
    elements: Sequence[Element]
    weights: Sequence[int]
    whole: int
    per: int
    options: SolveOptions

    def harm(self, harm: int) -> Harm:
        """Return a harm as it is shown."""
        unserved, extra = divmod(harm, self.whole)
        return Harm(unserved, extra / self.per)

    def named(self, lost: int) -> tuple[Element, ...]:
        """Return the elements of a set."""
        return tuple(self.elements[bit] for bit in bits_of(lost))

    @cached_property
    def before(self) -> tuple[Result, ...]:
        """Return the answer for each shipment while nothing is lost, verified."""
        found = tuple(self._asked(self.network))
        for result in found:
            self._verify(result)
        return found

    def _asked(self, network: Network) -> Iterator[Result]:
        options = replace(self.options, explain=False, time_limit_s=None, max_labels=None)
        for lane in self.lanes:
            yield answer_to(lane.ground.problem.question, network, options, Budget.of())

    def _verify(self, result: Result) -> None:
        """Walk a route again; of a refusal both engines are sure."""
        if self.options.engines != "ours" and result.best is not None:
            verify(result.network, result)

    def loss(self, lost: int) -> tuple[Loss, tuple[AnswerWarning, ...]]:
        """Return what a set does to each shipment, and what that rests on.

        Raises
        ------
        DisagreementError
            The closed network says something else than the search.
        """
        elements = self.named(lost)
        shut = without(self.network, elements)
        for lane in self.lanes:  # what is closed makes no arcs and takes none: it leaves them out
            question = lane.ground.problem.question
            delays, other_days = delaying(shut, question), needs_other_days(shut, question)
            lend_arcs(lane.ground.problem.table, shut, other_days=other_days, delays=delays)
        results = tuple(self._asked(shut))
        for lane, before, result in zip(self.lanes, self.before, results, strict=True):
            self._check(lane, lost, result)
            if before.best is None or result.best is None or before.best.steps != result.best.steps:
                self._verify(result)
            elif any(closing(shut, result.question, step) for step in result.best.steps):  # the rest was walked before
                raise VerificationError(f"a route uses what is closed: {result.question}")
        harm = sum(lane.loss(lost) for lane in self.lanes)
        told = Loss(
            elements=elements,
            harm=self.harm(harm),
            after=tuple(at_home(result.best, self.network) for result in results),
            cut_by=tuple(self.named(_least_cutting(lane, lost)) for lane in self.lanes),
        )
        known = {_about(one) for result in self.before for one in result.warnings}
        warnings = (one for result in results for one in result.warnings if one.code != CLOSURE)
        return told, tuple(dict.fromkeys(one for one in warnings if _about(one) not in known))

    def _check(self, lane: Lane, lost: int, result: Result) -> None:
        """Raise DisagreementError unless a result is what the search says."""
        way = lane.at(lost)
        if not lane.has_route or way.loss >= lane.ground.unserved:
            agrees = result.status is Status.INFEASIBLE
        else:
            least = result.proof.objective
            agrees = least is not None and (least - lane.base) * lane.ground.unit == way.loss
        if not agrees:
            told = ", ".join(map(str, self.named(lost)))
            raise DisagreementError(
                f"without {told} the search of losses and the closed network differ, for: {result.question}. "
                "This is a defect of landbridge; please report it with the question and the network"
            )


def _about(warning: AnswerWarning) -> tuple[str, tuple[str, ...], str]:
    """Return what a warning is of, whatever it counts."""
    return warning.code, warning.elements, warning.remedy


def without(network: Network, elements: Iterable[Element]) -> Network:
    """Return a network in which some elements are closed."""
    named: dict[str, list[str]] = {}
    for element in elements:
        named.setdefault(element.kind, []).append(element.id)
    return closed(network, **named)  # type: ignore[arg-type]  # kinds are its keywords


def at_home(route: Route | None, network: Network) -> Route | None:
    """Return a route as one of the network in which nothing is lost: all of it is there, too."""
    return None if route is None else replace(route, network=network)


def _least_cutting(lane: Lane, lost: int) -> int:
    """Return the fewest elements of a set that leave a shipment without a route; none where it has one."""
    if not lane.has_route or lane.loss(lost) < lane.ground.unserved:
        return 0
    return next(part for part in _parts(lost) if lane.loss(part) >= lane.ground.unserved)


def _parts(lost: int) -> Iterator[int]:
    """Yield the parts of a set, the smallest first."""
    bits = list(bits_of(lost))
    for size in range(1, len(bits) + 1):
        for part in combinations(bits, size):
            yield sum(1 << bit for bit in part)
