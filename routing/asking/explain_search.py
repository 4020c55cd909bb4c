"""Whether a question has a route, by the exact search; a search stopped by its limit is an error, not a no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from networks.network import Network
from routing.answers.route import Route
from routing.compiling.limits import Limit
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.figures import needed_columns
from routing.errors import LimitReachedError
from routing.question.measures import COST
from routing.question.question import Question
from routing.search.budget import Budget, TimeUp
from routing.solving.agreement import route_of
from routing.solving.choosing import choose
from routing.solving.engine import Least
from routing.solving.on_lists import UNBOUNDED
from routing.status import Status


def feasible(network: Network, question: Question, budget: Budget, also: Iterable[str] = ()) -> bool:
    """Tell whether a question has a route; `also` names columns of which each arc must have a figure as well.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    if question.model != "clock":
        return least_of(compile_problem(network, question, also), budget) is not None
    also = [*also, *needed_columns(question.minimise, ())]
    problem = compile_problem(network, replace(question, minimise="time"), also)  # the first arrival is soonest found
    return least_of(with_known_charges(problem, also), budget) is not None


def with_known_charges(problem: Problem, columns: Iterable[str]) -> Problem:
    """Return a problem of whose ways none has a charge that nobody knows, where cost is one of some columns.

    By the clock what is charged for a dwell hangs on the way.
    """
    if problem.question.model != "clock" or COST.column not in columns:
        return problem
    return replace(problem, limits=(*problem.limits, Limit("known", COST.column, UNBOUNDED)))


def least_of(problem: Problem, budget: Budget) -> int | None:
    """Return the least objective, None without a route; errors as `feasible`."""
    found = searched(_as_asked(problem, budget), budget)
    return found.vector[0] if found.vector else None


def best_of(problem: Problem, budget: Budget) -> Route | None:
    """Return the best route, None without one; errors as `feasible`."""
    problem = _as_asked(problem, budget)
    found = searched(problem, budget)
    return route_of(problem, found.arcs) if found.vector else None


def searched(problem: Problem, budget: Budget) -> Least:
    """Return what the exact search of a problem finds; errors as `feasible`."""
    if budget.passed:  # a small search would not look at the time
        raise LimitReachedError("the time was not enough")
    found = choose(problem).least(problem, budget)
    if found.status is Status.UNKNOWN:
        raise LimitReachedError("the labels or the time were not enough")
    return found


def _as_asked(problem: Problem, budget: Budget) -> Problem:
    """Return a problem, on the clock that of its states."""
    if problem.question.model != "clock":
        return problem
    from routing.solving.by_clock import ByClock

    try:
        return ByClock.of(problem).states(problem, budget)
    except TimeUp as error:
        raise LimitReachedError("the labels or the time were not enough") from error
