"""Journeys of many starts on the clock: each with its route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.kernels.lists.departing import Asked, Journey, journeys, tight_starts
from routing.kernels.lists.on_clock import State
from routing.question.measures import TIME
from routing.search.budget import Budget
from routing.solving.agreement import route_of
from routing.solving.on_clock import latest_by, plan_of, problem_of
from routing.solving.on_lists import OnLists, least_to_come, span_of

BEYOND_DAYS = 31  # after the window: what leaves then may make something needless that leaves before
LONGEST_DAYS = 180  # a journey is followed so far where no limit says less


class Leaving(NamedTuple):
    """A journey: the milliminutes from the begin until it starts, and its route."""

    start: int
    route: Route


class Departing(NamedTuple):
    """Journeys by their starts; `whole`: no limit was reached; `starts`: moments at which one might leave."""

    found: list[Leaving]
    whole: bool
    labels: int
    starts: int


def departing(problem: Problem, timetable: Timetable, window: int, columns: Sequence[str], budget: Budget) -> Departing:
    """Return the journeys worth taking that start within a window of milliminutes from the begin.

    None of them leaves no later, arrives no earlier and is no better in the columns than another one, be it one that
    leaves soon after the window. Goods take the next departure of whatever they board.

    Raises
    ------
    TimeUp
        The time is over.
    """
    if problem.source < 0 or problem.target < 0:
        return Departing([], True, 0, 0)
    plan, span = plan_of(problem, timetable), span_of(problem)
    if plan.to_come[problem.source] is None:
        return Departing([], True, 0, 0)
    most = min(
        (limit.bound for limit in problem.limits if limit.column == TIME.column), default=LONGEST_DAYS * TIME.per
    )
    beyond = window + BEYOND_DAYS * TIME.per
    latest = latest_by(problem, plan.clock, beyond + most)
    at = {column: place for place, column in enumerate(plan.columns)}
    left = {column: least_to_come(problem, problem.columns[column].tolist()) for column in (*columns, TIME.column)}
    asked = Asked(plan.fixed, latest, left[TIME.column], [(at[one], left[one]) for one in columns], plan.limits, most)
    starts = tight_starts(span, plan.clock, asked, 0, beyond)
    found = journeys(span, plan.clock, asked, starts, budget.labels, budget.check)
    routes = [Leaving(one.start, _route(problem, timetable, one)) for one in found.found if one.start <= window]
    return Departing(routes, found.whole, found.labels, len(starts))


def _route(problem: Problem, timetable: Timetable, journey: Journey) -> Route:
    """Return the route of a journey: the one way through its own states."""
    states = problem_of(problem, timetable, State(problem.source, journey.start), journey.moves)
    way = OnLists().least(states, Budget.of(None, None))
    return route_of(states, way.arcs)
