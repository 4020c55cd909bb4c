"""Services that do not run on the day in question as a reason why there is no route, and the day that would do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import NamedTuple

from networks.model.closure import Closure
from networks.network import Network
from routing.asking.explain_search import searched
from routing.compiling.calendar import ALWAYS, departing_spans, lies_in, open_spans
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.rule import Item
from routing.compiling.sieves.closures import barring
from routing.compiling.timing import dated_steps, dates_of
from routing.question.measures import TIME
from routing.question.moments import Moment
from routing.question.question import Question
from routing.search.budget import Budget
from routing.steps.closed import touches

DAYS_TRIED = 20 * 366  # later, and then earlier


class OtherDay(NamedTuple):
    """The nearest value that works is the day, from the one stated, on which the best way on any day would run."""


def items(network: Network, question: Question) -> Iterator[Item]:
    """Yield the days of services as something that can be lifted, where there are any that may matter."""
    if may_matter(network, question):
        yield Item("the days on which services run", _on_any_day, (), OtherDay())


def _on_any_day(question: Question) -> Question:
    return replace(question, on_any_day=True)


def may_matter(network: Network, question: Question) -> bool:
    """Tell whether there is anything that does not run, or is not open, on every day from that of the goods on.

    Without such a day that of the network stands for it, on which nothing is on offer that runs on other days alone.
    """
    ready, as_of = question.shipment.ready, network.as_of
    if ready is None:
        later = as_of is not None and any(year > as_of.year for year in network.opening_years.values())
        return later or bool(network.seasonal)
    return any(departing_spans(service, ready) != ALWAYS for service in network.dated.values()) or any(
        year > ready.year for year in network.opening_years.values()
    )


def day_that_would_do(network: Network, question: Question, budget: Budget, also: Sequence[str]) -> str:
    """Return on which day the goods would have to be ready for the best route on any day, in words.

    It is the nearest later one, else the nearest earlier one; a deadline is moved alike.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    problem = compile_problem(network, question, also)
    arcs, shipment = searched(problem, budget).arcs, question.shipment
    begin = shipment.ready or network.as_of
    needed = _needed(network, problem, arcs)
    if problem.table.missing[TIME.column][problem.row[list(arcs)]].any():
        return "times of everything on the way, so that the days can be told"
    names = "; ".join(f"{name} {dates_of(network, name)}" for name in dict.fromkeys(name for name, _ in needed))
    if begin is None:
        return f"saying when the goods are ready ({names})"
    steps = [problem.table.expansion.arcs[row].step for row in problem.row[list(arcs)].tolist()]
    opens = cache(
        lambda day: not any(touches(network, one, step) for one in _closed(network, question, day) for step in steps)
    )
    for days in chain(range(DAYS_TRIED), range(-1, -DAYS_TRIED, -1)):
        day = _moved(begin, days)
        if day is not None and all(_runs(network, name, day, at) for name, at in needed) and opens(day):
            alike = " and the deadline moved alike" if shipment.deadline is not None else ""
            return f"goods ready on {day:%Y-%m-%d}{alike} ({names})"
    return f"other dates of services ({names})"


def _needed(network: Network, problem: Problem, arcs: Sequence[int]) -> list[tuple[str, int]]:
    """Return each dated service or link that a route uses, and the time until it departs or goods run onto it."""
    found, passed = [], 0
    milliminutes = problem.table.columns[TIME.column]
    for row in problem.row[list(arcs)].tolist():
        step = problem.table.expansion.arcs[row]
        begun, passed = passed, passed + int(milliminutes[row])
        found += [(name, passed if name in network.dated else begun) for name in dated_steps(network, step)]
    return found


def _closed(network: Network, question: Question, day: Moment) -> list[Closure]:
    """Return the closures that would concern the goods if they were ready on another day."""
    return barring(network, replace(question, shipment=replace(question.shipment, ready=day, deadline=None)))


def _moved(day: Moment, days: int) -> Moment | None:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def _runs(network: Network, name: str, ready: Moment, at: int) -> bool:
    if name in network.dated:
        return lies_in(departing_spans(network.dated[name], ready), at)
    return lies_in(open_spans(network.opening_years[name], ready), at)
