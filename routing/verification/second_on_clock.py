"""Whether a question on the clock has a lawful route: labels over proposed steps that wait for departures.

First the least is asked for that could do: goods take the next departure of everything, a dwell charges nothing, and
dates of services and links are left aside. If nothing arrives so within the limits, nothing does. What arrives is
charged as it must be and walked; if that is a lawful route within the limits, it is one. Else every departure is looked
at, and labels are only compared at one moment. A refusal by `arrive_by` is not proven by that part, for it does not
look at later starts; nor is one that needs too many labels.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from networks.model.elements import Service
from networks.network import Network
from routing.errors import VerificationError
from routing.question.clock import moment_at, seconds_of
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.closures import closing
from routing.verification.customs import WATER
from routing.verification.days import Calendar, check_days
from routing.verification.delays import Delay, Delays
from routing.verification.hours import Hours
from routing.verification.passing import behind, touched, touches_asked
from routing.verification.proposed_steps import At, Move
from routing.verification.proposing import Allows, Proposals
from routing.verification.reckoning import NOTHING
from routing.verification.second_search import MOST_LABELS, Found, limits_of, minimised
from routing.verification.walk import Walk

MOST_OF_ALL = 40_000  # labels by whatever departure after which nothing is certain
HORIZON = 366 * 1_440_000  # milliminutes that the clock looks ahead


class Group(NamedTuple):
    """A step with the surcharges before and behind it."""

    ahead: tuple[Step, ...]
    step: Step
    behind: tuple[Step, ...]


class Waiting(Proposals):
    """The lawful moves of a question, but that goods have not yet waited for what they board."""

    def __init__(self, network: Network, question: Question, columns: Sequence[str], allows: Allows, by: int) -> None:
        super().__init__(network, question, columns, allows)
        self.by = by
        self.hours = Hours(network, question.shipment, begin_of(network, question))
        self.calendar = Calendar(network, question)
        self.leaving: dict[tuple[str, int], list[int]] = {}
        self.timely = Delays(network, question.shipment, question.spared_closures, timed=True)
        self.untimely = Delays(network, question.shipment, question.spared_closures, timed=True)
        self.untimely.rows = [row for row in self.timely.rows if not (row["from_date"] or row["until_date"])]
        self.delays.rows = []  # they are put in when it is known at which moments

    def board(self, at: At, service: Service, element: str | None) -> Step:
        """Return the boarding of a service; of one that departs at moments without the wait."""
        if not self.hours.is_timed(service.id):
            return super().board(at, service, element)
        at_origin = at.state == "loaded"
        lead = 0
        if not (at_origin and self.shipment.scope == "terminal"):
            lead = self.hours.lead(service.id, element, at.place, at_origin=at_origin)
        amounts = self.paid(NOTHING, self.reckoning.boarding_price(service.id))
        stated = "stated" if service.id in self.network.departures else "assumed"
        component = "origin" if at_origin else "waiting"
        step = self.step("board", component, service.id, at.place, side=at.side, timetable=stated, lead=lead, **amounts)
        return replace(step, time_figure=None)

    def departed(self, at: At, step: Step, there: At) -> Move:
        """Return a departure; what the dwell charges is known when goods have waited."""
        return (step,), there

    def departing(self, name: str, index: int) -> list[int]:
        """Return when a service leaves a stop, in milliminutes since the begin, as far as anybody looks."""
        key = (name, index)
        if key not in self.leaving:
            self.leaving[key] = self.hours.departing(self.network.services_of_all_dates[name], index, self.by)
        return self.leaving[key]

    def timed(self, at: At, steps: Sequence[Step], there: At, now: int, *, every: bool) -> Iterator[tuple[Step, ...]]:
        """Yield the steps of a move that begins at a moment, by the next departure or by every one, with its charge.

        By every one they bear the delays of their days, else those alone that have none.
        """
        ways: list[tuple[tuple[Step, ...], int]] = [((), now)]
        for number, group in enumerate(self.grouped(steps)):
            begins = at.state == "door" and not number
            ways = [
                ((*taken, *more), then)
                for taken, begun in ways
                for more, then in self.begun(group, there, begun, begins=begins, every=every)
            ]
        for taken, _ in ways:
            yield self.charged(at, taken)

    def grouped(self, steps: Sequence[Step]) -> Iterator[Group]:
        """Yield the steps that are no surcharges, each with those before and behind it."""
        ahead: list[Step] = []
        left = list(steps)
        while left:
            step = left.pop(0)
            if step.kind == "surcharge":
                ahead.append(step)
                continue
            count = len(self.surcharges.behind(step)) if self.surcharges.names else 0
            yield Group(tuple(ahead), step, tuple(left[:count]))
            ahead, left = [], left[count:]

    def begun(
        self, group: Group, there: At, now: int, *, begins: bool, every: bool
    ) -> Iterator[tuple[tuple[Step, ...], int]]:
        """Yield a step with all that is borne beside it, and when that is over."""
        delays, step = self.timely if every else self.untimely, group.step
        paid = _sum(group.ahead)
        if self.is_of_clock(step):
            times = self.departing(step.element, max(there.boarded, 0))
            first = bisect_left(times, now + paid + step.lead)
            for end in times[first : None if every else first + 1]:
                slow = self.delayed(delays.ahead(step, there.service, begins=begins, day=self.hours.day(end)))
                come = now + paid + _sum(slow)
                if come + step.lead <= end:
                    taken = (*group.ahead, *slow, replace(step, milliminutes=end - come))
                    yield self.left(delays, taken, group, end - come, end)
            return
        day = self.hours.day(now + ((step.milliminutes or 0) if step.kind == "board" else 0))
        slow = self.delayed(delays.ahead(step, there.service, begins=begins, day=day))
        come = now + paid + _sum(slow)
        element = self.hours.keeps_to(step)
        due = self.hours.wait_until_open(element, come) if element else 0
        if due is not None:
            wait = [self.waited(element, step, due)] if due else []
            end = come + due + (step.milliminutes or 0)
            yield self.left(delays, (*group.ahead, *slow, *wait, step), group, end - come - due, end)

    def left(
        self, delays: Delays, taken: tuple[Step, ...], group: Group, took: int, end: int
    ) -> tuple[tuple[Step, ...], int]:
        """Return steps with all that is borne behind the last of them, and when that is over."""
        slow = self.delayed(delays.behind(group.step, (self.hours.day(end - took), self.hours.day(end))))
        found = (*taken, *group.behind, *slow)
        return found, end + _sum(group.behind) + _sum(slow)

    def delayed(self, due: Sequence[Delay]) -> list[Step]:
        return list(map(self.delay, due))

    def waited(self, element: str, step: Step, due: int) -> Step:
        """Return the wait before a step until something opens."""
        return Step(
            kind="waiting",
            component="waiting",
            element=element,
            places=step.places,
            milliminutes=due,
            territories=step.territories,
        )

    def is_of_clock(self, step: Step) -> bool:
        """Tell whether a boarding ends with a departure."""
        return bool(step.timetable)

    def charged(self, at: At, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Return the steps of a move with what the dwell charges that ends in it."""
        ends = next((n for n, step in enumerate(steps) if step.kind in ("board", "pass")), None)
        if at.state != "out" or ends is None or {at.came_by, at.side} <= set(WATER):
            return tuple(steps)
        times = [at.dwell, *(step.milliminutes for step in steps[: ends + 1])]
        dwell = None if None in times else sum(time for time in times if time is not None)
        owed = self.reckoning.storage(at.place, dwell)
        if owed is None:
            return tuple(steps)
        more = self.paid(NOTHING, owed[1])
        due = self.step("demurrage", "port", at.place, at.place, side=at.side, charged_days=owed[0], **more)
        return (*steps[: ends + 1], due, *steps[ends + 1 :])


class Label(NamedTuple):
    """Where goods are and when, how many vias are behind them, what is limited so far, and how they came."""

    at: At
    passed: int
    now: int
    sums: tuple[int, ...]
    steps: tuple[Step, ...]
    before: Label | None


def search_on_clock(
    network: Network, question: Question, allows: Allows, columns: Sequence[str] = (), most: int = MOST_LABELS
) -> Found:
    """Return a lawful route by the clock within the limits of a question, or that there is none.

    Parameters
    ----------
    columns
        Columns of which each step must have a figure, beside those that are least or limited.
    most
        Labels after which nothing is certain.
    """
    limits = [limit for limit in limits_of(question) if limit[0] != "milliminutes"]
    by = last_of(network, question)
    needed = (*minimised(question), *(column for column, _, _ in limits), *columns, "milliminutes")
    waiting = Waiting(network, question, list(dict.fromkeys(needed)), allows, by)
    search = _Search(waiting, question, limits)
    hoped = search.run(every=False, most=most)
    if hoped.steps is not None or hoped.certain:
        return hoped
    if question.arrive_by is not None:
        return Found(None, certain=False)
    return search.run(every=True, most=min(most, MOST_OF_ALL))


def begin_of(network: Network, question: Question) -> int:
    """Return the seconds since 1970-01-01 UTC at which the goods of a question leave."""
    shipment = question.shipment
    return seconds_of(moment_at(network, shipment.origin, shipment.ready, "ready"))


def last_of(network: Network, question: Question) -> int:
    """Return the milliminutes after which no goods may arrive: the least of all limits on time."""
    days = [most for column, _, most in limits_of(question) if column == "milliminutes"]
    found = [HORIZON, *(int(most * 1_440_000 + 1e-6) for most in days)]
    if question.arrive_by is not None:
        found.append((seconds_of(question.arrive_by) - begin_of(network, question)) * 1000 // 60)
    return min(found)


class _Search:
    """Labels forward from the door, in the order of time."""

    def __init__(self, waiting: Waiting, question: Question, limits: list[tuple[str, int, float]]) -> None:
        self.waiting, self.question, self.limits = waiting, question, limits
        self.via = [touches_asked(waiting.network, one) for one in question.constraints.via]

    def run(self, *, every: bool, most: int) -> Found:
        """Return a lawful route; `every`: by whatever departure, else by the next, and as if nothing were dated."""
        settled: dict[object, list[tuple[int, tuple[int, ...]]]] = {}
        number, certain = count(), True
        begin = Label(self.waiting.start, 0, 0, (0,) * len(self.limits), (), None)
        heap = [(0, next(number), begin)]
        while heap:
            _, _, label = heapq.heappop(heap)
            key = (label.at, label.passed, label.now if every else None)
            known = settled.setdefault(key, [])
            if any(now <= label.now and _no_more(sums, label.sums) for now, sums in known):
                continue
            known.append((label.now, label.sums))
            if label.at.state == "delivered":
                if label.passed == len(self.via):
                    steps = _route(label)
                    if self.is_lawful(steps):
                        return Found(steps, certain=True)
                    certain = False
                continue
            for onward in self.onward(label, every=every):
                made = next(number)
                if made > most:
                    return Found(None, certain=False)
                heapq.heappush(heap, (onward.now, made, onward))
        return Found(None, certain)

    def onward(self, label: Label, *, every: bool) -> Iterator[Label]:
        for steps, there in self.waiting.moves(label.at):
            for taken in self.waiting.timed(label.at, steps, there, label.now, every=every):
                now = label.now + sum(step.milliminutes or 0 for step in taken)
                counted = taken if every else [step for step in taken if step.kind != "demurrage"]
                if now > self.waiting.by or not self.is_known(counted):
                    continue
                values = [[getattr(step, column) for step in counted] for column, _, _ in self.limits]
                sums = tuple(total + sum(one) for total, one in zip(label.sums, values, strict=True))
                if any(total / per > most for total, (_, per, most) in zip(sums, self.limits, strict=True)):
                    continue
                if every and not self.waiting.calendar.passed(label.now, taken, there.service)[0]:
                    continue
                if every and self.is_closed(taken, label.now):
                    continue
                passed = behind(touched(taken), self.via, label.passed)
                yield Label(there, passed, now, sums, taken, label)

    def is_known(self, steps: Sequence[Step]) -> bool:
        """Tell whether each step has a figure of what is least or limited."""
        return not any(getattr(step, column) is None for step in steps for column in self.waiting.columns)

    def is_closed(self, steps: Sequence[Step], now: int) -> bool:
        """Tell whether steps that begin at a moment break a closure on its days."""
        waiting = self.waiting
        for step in steps:
            end = now + (step.milliminutes or 0)
            if closing(waiting.network, waiting.question, step, (waiting.hours.day(now), waiting.hours.day(end))):
                return True
            now = end
        return False

    def is_lawful(self, steps: tuple[Step, ...]) -> bool:
        """Tell whether a route that was proposed is one that `verify` would pass."""
        waiting = self.waiting
        if not self.is_known(steps) or self.is_closed(steps, 0):
            return False
        if any(sum(getattr(step, column) for step in steps) / per > most for column, per, most in self.limits):
            return False
        try:
            spared = waiting.question.spared_closures
            Walk(waiting.network, waiting.shipment, steps, waiting.hours, spared).check()
            check_days(waiting.network, waiting.shipment, steps)
        except VerificationError:
            return False
        return True


def _route(label: Label | None) -> tuple[Step, ...]:
    steps: list[Step] = []
    while label is not None:
        steps[:0] = label.steps
        label = label.before
    return tuple(steps)


def _no_more(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(left <= right for left, right in zip(one, other, strict=True))


def _sum(steps: Sequence[Step]) -> int:
    return sum(step.milliminutes or 0 for step in steps)
