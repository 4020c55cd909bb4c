"""Which of the closures in force are in the way of the best route, and what it would be without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from networks.network import Network
from routing.answer_warning import CLOSURE, AnswerWarning
from routing.answers.route import Route
from routing.asking.explain_search import best_of
from routing.compiling.arcs import some_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.closures import NAMED, barring, counted
from routing.errors import LimitReachedError
from routing.search.budget import Budget
from routing.steps.closed import touches


def with_what_is_closed(
    warnings: Sequence[AnswerWarning], network: Network, problem: Problem, best: Route, budget: Budget
) -> tuple[AnswerWarning, ...]:
    """Return the warnings of an answer, that of closures in force with what they keep the best route from."""
    told = next((one for one in problem.left_out if one.code == CLOSURE), None)
    if told is None:
        return tuple(warnings)
    question = problem.question
    closures = barring(network, question)
    free = replace(question, spared_closures=frozenset(closure.id for closure in closures))
    try:
        route = best_of(compile_problem(network, free), budget)
    except LimitReachedError:
        return tuple(warnings)
    met = [one for one in closures if route and any(touches(network, one, step) for step in route.steps)]
    count = len(told.elements)
    words = counted(network, question, count)
    if met and route is not None:
        some = f"{len(met)} of them in" if len(met) < count else "in"
        cost = f"{_totals(route)} without, {_totals(best)} with"
        words += f", {some} the way of the best route: {some_of(list(map(str, met)), NAMED)}; {cost}"
    else:
        none = "not" if count == 1 else "none of them"
        words += f", {none} in the way of the best route: {some_of(list(told.elements), NAMED)}"
    return tuple(replace(one, words=words) if one is told else one for one in warnings)


def _totals(route: Route) -> str:
    days = "an unknown time" if route.days is None else f"{route.days:.1f} days"
    return days if route.usd is None else f"{days} and {route.usd:,.0f} USD"
