"""Whether a question has a lawful route, by labels over proposed steps: unlike the engines it has no graph, no bound.

Labels go forward from the door, in the order of their limited sums, and are dropped where another one at the same place
and in the same state equals or beats them in all of these. Where services or links run on some days only, it must not
be later as well; where some begin later, it must be there at the same time, and nothing comes back to where it was.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from networks.network import Network
from routing.errors import VerificationError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.days import Calendar, check_days
from routing.verification.passing import behind, touched, touches_asked
from routing.verification.proposed_steps import At
from routing.verification.proposing import Allows, Proposals
from routing.verification.walk import Walk

MOST_LABELS = 400_000
COLUMN_OF = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}


class Found(NamedTuple):
    """Steps of a lawful route, or None; and whether that none was found says that there is none."""

    steps: tuple[Step, ...] | None
    certain: bool


def search(
    network: Network, question: Question, allows: Allows, columns: Sequence[str] = (), most: int = MOST_LABELS
) -> Found:
    """Return a lawful route within the limits of a question, whatever it minimises, or that there is none.

    Parameters
    ----------
    columns
        Columns of which each step must have a figure, beside those that are least or limited.
    most
        Labels after which nothing is certain.
    """
    limits = limits_of(question)
    needed = dict.fromkeys((*minimised(question), *(column for column, _, _ in limits), *columns))
    calendar = Calendar(network, question)
    if calendar.opens:  # mostly there is no way on any day either, which is soon told
        on_any_day = search(network, replace(question, on_any_day=True), allows, columns, most)
        if on_any_day.steps is None:
            return on_any_day
    proposals = Proposals(network, question, list(needed), allows)
    via = [touches_asked(network, one) for one in question.constraints.via]
    turn, certain = count(), True
    zero = (0,) * len(limits)
    settled: dict[tuple[At, int], list[tuple[tuple[int, ...], int | None]]] = {}
    heap: list[tuple[tuple[int, ...], int, At, int, int | None, tuple[Step, ...] | None, object]] = []
    heapq.heappush(heap, (zero, next(turn), proposals.start, 0, 0, None, None))
    while heap:
        sums, number, at, passed, time, steps, before = heapq.heappop(heap)
        front = settled.setdefault((at, passed), [])
        if any(
            all(x <= y for x, y in zip(other, sums, strict=True)) and _is_in_time(calendar, at_other, time)
            for other, at_other in front
        ):
            continue
        front.append((sums, time))
        if number > most:
            return Found(None, certain=False)
        label = (steps, before, (at, passed))
        if at.state == "delivered":
            if passed == len(via):
                route = _route(label)
                if is_lawful(network, question, route):
                    return Found(route, certain=True)
                certain = False
            continue
        for more, there in proposals.moves(at):
            new = tuple(
                total + sum(getattr(step, column) for step in more)
                for total, (column, _, _) in zip(sums, limits, strict=True)
            )
            if all(total / per <= most_of for total, (_, per, most_of) in zip(new, limits, strict=True)):
                now = behind(touched(more), via, passed)
                is_right, later = calendar.passed(time, more, there.service)
                if is_right and not (calendar.opens and _was_at(label, there, now)):
                    heapq.heappush(heap, (new, next(turn), there, now, later, more, label))
    return Found(None, certain)


def limits_of(question: Question) -> list[tuple[str, int, float]]:
    """Return (column, integers in a unit, limit) of what a question limits."""
    asked, allowed = question.constraints, question.shipment.days_allowed
    days = [limit for limit in (asked.max_days, allowed) if limit is not None]
    stated = (
        ("milliminutes", 1_440_000, min(days) if days else None),
        ("millicents", 100_000, asked.max_usd),
        ("milligrams", 1_000_000, asked.max_kg_co2e),
        ("millimetres", 1_000_000, asked.max_km),
        ("lifts", 1, asked.max_transshipments),
    )
    return [(column, per, limit) for column, per, limit in stated if limit is not None]


def minimised(question: Question) -> list[str]:
    """Return the columns that what is least is made of."""
    least = question.minimise
    if not isinstance(least, GeneralisedCost):
        return [COLUMN_OF[least]]
    found = ["millicents"]
    found += ["milliminutes"] if least.usd_per_day else []
    return found + (["milligrams"] if least.usd_per_tonne_co2e else [])


def _route(label: object) -> tuple[Step, ...]:
    steps: list[Step] = []
    while label is not None:
        more, label, _ = label  # type: ignore[misc]
        steps[:0] = more or ()  # type: ignore[has-type]
    return tuple(steps)


def _is_in_time(calendar: Calendar, one: int | None, other: int | None) -> bool:
    """Tell whether what comes at one time can go on as what comes at the other."""
    if other is None or not (calendar.opens or calendar.closes):
        return True
    return one == other if calendar.opens else one is not None and one <= other


def _was_at(label: object, there: At, passed: int) -> bool:
    """Tell whether a label or one before it was there, however the goods came: who comes back only passes the time."""
    spot = _spot(there, passed)
    while label is not None:
        _, label, where = label  # type: ignore[misc]
        if _spot(*where) == spot:  # type: ignore[has-type]
            return True
    return False


def _spot(at: At, passed: int) -> tuple[At, int]:
    """Return where goods are without how they came there and how long they have stood."""
    return at._replace(dwell=None, came_by="", voyage="", abroad=False, grade=None), passed


def is_lawful(network: Network, question: Question, steps: tuple[Step, ...]) -> bool:
    """Tell whether a route that was proposed is one that `verify` would pass."""
    try:
        Walk(network, question.shipment, steps, spared=question.spared_closures).check()
        if not question.on_any_day:
            check_days(network, question.shipment, steps)
    except VerificationError:
        return False
    return True
