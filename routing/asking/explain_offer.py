"""What is known but not on offer and would open a route, and which scenario offers it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answers.conflict import OFFER, Conflict
from routing.answers.route import Route
from routing.asking.barring import Bars, bars_of, words_of
from routing.asking.explain_search import best_of, feasible
from routing.asking.other_day import day_that_would_do
from routing.asking.other_scenarios import opens_route
from routing.asking.what_if import all_on_offer, put_on_offer
from routing.compiling.problem import Problem, compile_problem
from routing.question.question import Question
from routing.search.budget import Budget

MOST = 5  # ways to open a route that are told


def offers(
    network: Network, question: Question, budget: Budget, also: Sequence[str], scenarios: set[str]
) -> Iterator[Conflict]:
    """Yield what is not on offer and would open a route while all constraints stay: several things where each would.

    The first is on the least of the routes that make the fewest steps with what is withheld; the next is on a route
    without the first, and so on, as long as no more things are needed.

    Parameters
    ----------
    scenarios
        Is given those that are told, for whoever tells others.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    bars = bars_of(network, question)
    if not bars.all:
        return
    problem = _fewest(compile_problem(all_on_offer(network), replace(question, on_any_day=True), also), bars.all)
    opens = cache(lambda name: opens_route(network, name, question, budget, also))
    fewest = 0
    for _ in range(MOST):
        route = best_of(problem, budget)
        needed = () if route is None else _barred_of(bars, route)
        if not needed or (fewest and len(needed) > fewest):
            return
        fewest = len(needed)
        if not _is_told_by_days(question, bars, needed):
            remedy = _remedy(network, question, bars, needed, opens, budget, also, scenarios)
            yield Conflict((words_of(network, question, bars, needed),), (remedy,), OFFER)
        problem = _without(problem, needed)


def _is_told_by_days(question: Question, bars: Bars, needed: Sequence[str]) -> bool:
    """Tell whether the days on which services run are a constraint that says so already."""
    if any(name in bars.off or name in bars.planned for name in needed):
        return False
    return question.shipment.ready is not None or all(name in bars.later for name in needed)


def _fewest(problem: Problem, withheld: Collection[str]) -> Problem:
    """Return a problem in which routes are first compared by how many steps they make with what is withheld."""
    return replace(problem, vector=(_touching(problem, withheld).astype(np.int64), *problem.vector))


def _without(problem: Problem, elements: Iterable[str]) -> Problem:
    """Return a problem whose routes do not touch all of some elements that would do together."""
    return replace(problem, usable=problem.usable & ~_touching(problem, set(elements)))


def _touching(problem: Problem, elements: Collection[str]) -> NDArray[np.bool_]:
    """Return the arcs that touch some elements."""
    per_arc = [
        any(name in elements for name in (arc.step.element, *arc.step.links, *arc.step.places))
        for arc in problem.table.expansion.arcs
    ]
    return np.array(per_arc, dtype=np.bool_)[problem.row]


def _barred_of(bars: Bars, route: Route) -> tuple[str, ...]:
    """Return what of a route something keeps from being used, in the order of use."""
    used = dict.fromkeys(name for step in route.steps for name in (step.element, *step.links, *step.places))
    barred = bars.all
    return tuple(name for name in used if name in barred)


def _remedy(
    network: Network,
    question: Question,
    bars: Bars,
    needed: Sequence[str],
    opens: Callable[[str], bool],
    budget: Budget,
    also: Sequence[str],
    scenarios: set[str],
) -> str:
    """Return what would open the way: scenarios in which there is a route then, or changes by hand, or another day."""
    withheld = [name for name in needed if name in bars.off or name in bars.planned]
    names = [name for name in _scenarios_that_add(network, withheld) if opens(name)] if withheld else []
    them = "it" if len(withheld) == 1 else "them"
    scenarios.update(names)
    if names:
        return f"scenarios {', '.join(names)} offer {them}" if len(names) > 1 else f"scenario {names[0]} offers {them}"
    off, planned = ([name for name in needed if name in names] for names in (bars.off, bars.planned))
    day = _other_day(network, question, withheld, budget, also)
    is_alone = (bool(off) + bool(planned) + bool(day)) == 1
    parts = [f"putting {them if is_alone else ' and '.join(off)} on offer"] if off else []
    parts += [f"supposing {them if is_alone else ' and '.join(planned)} to be open"] if planned else []
    return ", and ".join([*parts, day] if day else parts)


def _other_day(
    network: Network, question: Question, withheld: Sequence[str], budget: Budget, also: Sequence[str]
) -> str:
    """Return the day on which the goods must be ready once some things are on offer; "" where any day will do."""
    other = put_on_offer(network, withheld) if withheld else network
    if not (other.dated or other.opening_years) or feasible(other, question, budget, also):
        return ""
    shipment = question.shipment
    if shipment.ready is None and network.as_of is not None:
        shipment = replace(shipment, ready=network.as_of)
    return day_that_would_do(other, replace(question, shipment=shipment, on_any_day=True), budget, also)


def _scenarios_that_add(network: Network, needed: Iterable[str]) -> list[str]:
    """Return the scenarios of a network's tables that put all of some elements on offer."""
    from networks.changes.applying import scenarios_of  # not above: a question with an answer needs no changes

    found = []
    for name, scenario in scenarios_of(network).items():
        added = {change.element for change in scenario.changes if change.action == "add"}
        if name not in network.scenario and set(needed) <= added:
            found.append(name)
    return found
