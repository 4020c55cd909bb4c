"""What is known but not on offer and would open a route, and which scenario offers it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.answers.conflict import OFFER, Conflict
from routing.answers.route import Route
from routing.asking.explain_search import best_of, feasible
from routing.asking.what_if import all_on_offer
from routing.compiling.calendar import departing_spans
from routing.compiling.problem import Problem, compile_problem
from routing.question.question import Question
from routing.search.budget import Budget

MOST = 5  # ways to open a route that are told


def offers(network: Network, question: Question, budget: Budget, also: Sequence[str] = ()) -> Iterator[Conflict]:
    """Yield what is not on offer and would open a route while all constraints stay: several things where each would.

    The first is on the least of the routes that make the fewest steps with what is withheld; the next is on a route
    without the first, and so on, as long as no more things are needed.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    withheld = _withheld_from(network, question)
    if not withheld:
        return
    problem = _fewest(compile_problem(all_on_offer(network), question, also), withheld)
    opens = cache(lambda name: _opens(network, name, question, budget, also))
    fewest = 0
    for _ in range(MOST):
        route = best_of(problem, budget)
        needed = () if route is None else _withheld_of(withheld, route)
        if not needed or (fewest and len(needed) > fewest):
            return
        fewest = len(needed)
        be = "is" if fewest == 1 else "are"
        state = "planned, and not open" if _planned(network).issuperset(needed) else "known but not on offer"
        words = f"{' and '.join(needed)} {be} {state}{_dates(network, question, needed)}"
        yield Conflict((words,), (_remedy(network, needed, opens),), OFFER)
        problem = _without(problem, needed)


def _withheld_from(network: Network, question: Question) -> frozenset[str]:
    """Return what is not on offer when the goods are ready: without what runs some time after that day.

    A planned link is not, unless it is supposed to be open.
    """
    ready, dated = question.shipment.ready, network.dated
    withheld = frozenset(network.withheld) | _planned(network)
    if ready is None:
        return withheld
    return withheld - {name for name, service in dated.items() if departing_spans(service, ready)}


def _planned(network: Network) -> frozenset[str]:
    return frozenset(link for link, is_supposed in network.planned.items() if not is_supposed)


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


def _withheld_of(withheld: Collection[str], route: Route) -> tuple[str, ...]:
    """Return what of a route is withheld, without what its own services bring along; in the order of use."""
    used = dict.fromkeys(name for step in route.steps for name in (step.element, *step.links, *step.places))
    return tuple(name for name in used if name in withheld)


def _dates(network: Network, question: Question, needed: Sequence[str]) -> str:
    """Return when services run that are withheld by their dates alone."""
    ready = question.shipment.ready
    day = network.as_of if ready is None else datetime.date(ready.year, ready.month, ready.day)
    table = network.catalogue["services"]
    told = []
    for row in table.rows():
        if row["id"] in needed and row["offered"] and day is not None:
            begins, ends = row["from_date"], row["until_date"]
            told.append(f"from {begins}" if begins and begins > day else f"until {ends}")
    return f" on {day} ({', '.join(told)})" if told else ""


def _remedy(network: Network, needed: Sequence[str], opens: Callable[[str], bool]) -> str:
    """Return how some elements are put on offer: by scenarios in which there is a route then, or by hand."""
    names = [name for name in _scenarios_that_add(network, needed) if opens(name)]
    them = "it" if len(needed) == 1 else "them"
    if not names:
        return f"supposing {them} to be open" if _planned(network) >= set(needed) else f"putting {them} on offer"
    return f"scenarios {', '.join(names)} offer {them}" if len(names) > 1 else f"scenario {names[0]} offers {them}"


def _scenarios_that_add(network: Network, needed: Iterable[str]) -> list[str]:
    """Return the scenarios of a network's tables that put all of some elements on offer."""
    from networks.changes.applying import scenarios_of  # not above: a question with an answer needs no changes

    found = []
    for name, scenario in scenarios_of(network).items():
        added = {change.element for change in scenario.changes if change.action == "add"}
        if name not in network.scenario and set(needed) <= added:
            found.append(name)
    return found


def _opens(network: Network, name: str, question: Question, budget: Budget, also: Sequence[str]) -> bool:
    """Tell whether a question has a route in a scenario, which some changes may not fit."""
    from networks.changes.applying import apply_scenarios, scenarios_of
    from networks.errors import DataError

    try:
        other = network.worked_out(
            (apply_scenarios, name), lambda: apply_scenarios(network, [scenarios_of(network)[name]])
        )
    except DataError:  # not on top of the scenarios that are applied already
        return False
    return all(place in other.places for place in _named_places(question)) and feasible(other, question, budget, also)


def _named_places(question: Question) -> tuple[str, ...]:
    return (question.shipment.origin, question.shipment.destination, *question.constraints.via)
