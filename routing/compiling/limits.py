"""Upper limits on sums: bounds in whole units, and their rules, one for each measure, for lifts and for a deadline."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from networks.network import Network
from routing.amounts.rounding import exact
from routing.compiling.rule import CountedUp, Item, Least, Rule, constrained
from routing.question.measures import LIFTS, MEASURES, TIME, Measure
from routing.question.moments import DAY, after, is_day, told
from routing.question.question import Question
from routing.question.shipment import Shipment

MINUTE = datetime.timedelta(minutes=1)


class Limit(NamedTuple):
    """An upper limit on a column: the constraint that states it, and the bound in the column's unit."""

    constraint: str
    column: str
    bound: int


def limits_of(question: Question) -> tuple[Limit, ...]:
    """Return the limits of a question as integers, rounded down; a deadline tightens ``max_days``.

    A total meets a limit if, as the number of days, USD, kg or km that a route shows, it is not above it: so
    ``max_days=route.days`` lets that route pass, although a minute is no finite decimal part of a day.
    """
    found = []
    for row in (*MEASURES, LIFTS):
        stated = [getattr(question.constraints, row.limit), question.shipment.days_allowed if row is TIME else None]
        values = [float(value) for value in stated if value is not None]
        if values:
            limit = min(values)
            bound = int(exact(limit) * row.per)
            found.append(Limit(row.limit, row.column, bound + ((bound + 1) / row.per <= limit)))
    return tuple(found)


def _rule(measure: Measure) -> Rule:
    """Return the rule of the limit of a measure."""

    def lift(question: Question) -> Question:
        return constrained(question, **{measure.limit: None})

    def items(network: Network, question: Question) -> Iterator[Item]:
        value = getattr(question.constraints, measure.limit)
        if value is not None:
            yield Item(f"{measure.limit} {value:g}", lift, (), Least(measure, measure.limit))

    return Rule(items=items)


def _lifts(network: Network, question: Question) -> Iterator[Item]:
    most = question.constraints.max_transshipments
    if most is not None:
        nearest = CountedUp(LIFTS.limit, most, _with_lifts)
        yield Item(f"{LIFTS.limit} {most:g}", lambda asked: _with_lifts(asked, None), (), nearest)


def _with_lifts(question: Question, most: int | None) -> Question:
    return constrained(question, **{LIFTS.limit: most})


def _deadline(network: Network, question: Question) -> Iterator[Item]:
    shipment = question.shipment
    if shipment.deadline is not None:
        words = f"the deadline {told(shipment.deadline, end=True)} ({shipment.days_allowed:g} days)"
        yield Item(words, _without_deadline, (), Least(TIME, "days allowed", _deadline_after(shipment)))


def _deadline_after(shipment: Shipment) -> Callable[[int], str]:
    """Return what tells the first deadline that leaves so much time."""

    def told_of(least: int) -> str:
        ready, whole = shipment.ready, -(-least // TIME.per)
        assert ready is not None
        try:
            if is_day(ready):
                return f", deadline from {ready + (whole - 1) * DAY}"
            moment = after(ready, DAY * least / TIME.per)
            minute = moment.replace(second=0, microsecond=0)
            return f", deadline from {told(minute if minute == moment else minute + MINUTE)}"
        except OverflowError:  # beyond the years that dates have
            return ""

    return told_of


def _without_deadline(question: Question) -> Question:
    return replace(question, shipment=replace(question.shipment, deadline=None))


LIMITS: tuple[Rule, ...] = (*map(_rule, MEASURES), Rule(items=_lifts), Rule(items=_deadline))
