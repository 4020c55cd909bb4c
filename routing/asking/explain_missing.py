"""Why there is no way even without constraints: which figures, operations, hours or services are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from networks.model.elements import DRAYAGE
from networks.network import Network
from routing.amounts.load import load_of
from routing.answers.conflict import FIGURES, OFFER, Conflict
from routing.answers.route import Route
from routing.asking.door_operations import lacking
from routing.asking.explain_search import best_of, feasible
from routing.asking.what_if import all_handled, all_links_timed, all_loads_taken, idle_links
from routing.compiling.ground import ground_of
from routing.compiling.operations import operations_between
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves import sieved
from routing.compiling.sieves.figures import LACKING, needed_columns
from routing.question.measures import COLUMN_OF, CRITERIA
from routing.question.question import Question
from routing.search.budget import Budget
from routing.steps.kinds import DELIVERY, LIFT, ORIGIN, PASS

Closing = Callable[[Question, Sequence[str]], str]  # question, columns -> what constraints leave no route, in words


def missing(
    network: Network,
    question: Question,
    constrained: Question,
    budget: Budget,
    closing: Closing,
    also: Sequence[str] = (),
) -> Conflict:
    """Return what is missing for a question that has no route though nothing constrains it.

    Parameters
    ----------
    constrained
        The same question with its constraints.
    closing
        Tells which of them leave a question that is asked otherwise without a route; "" where it has one.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    problem = compile_problem(network, question, also)
    found = None
    if problem.lacking:
        columns = list(dict.fromkeys((*_columns(question), *also)))
        told = lacking_figures(network, question, problem, columns, budget)
        if told is not None:
            remedy = _other_criteria(network, question, constrained, budget, closing, also)
            found = Conflict((f"figures missing: {told}",), (remedy,), FIGURES)
    return found or _operations(network, question, problem, budget) or _unserved(network, question, problem, budget)


def lacking_figures(
    network: Network, question: Question, problem: Problem, columns: Sequence[str], budget: Budget
) -> str | None:
    """Return which figures are missing on the way that lacks the fewest of some columns; None where there is no way."""
    gaps = [problem.table.missing[column][problem.row].astype(np.int64) for column in columns]
    usable = sieved(problem.table, network, question).usable[problem.row]
    timeless = replace(problem.question, model="frequency")  # whatever the clock says of such a way
    vector = (sum(gaps[1:], gaps[0]), *problem.vector)
    route = best_of(replace(problem, question=timeless, usable=usable, vector=vector), budget)
    if route is None:
        return None
    parts = []
    for column in columns:
        elements = dict.fromkeys(step.element for step in route.steps if getattr(step, column) is None)
        parts += [f"{LACKING[column]} of {', '.join(elements)}"] if elements else []
    return "; ".join(parts)


def _other_criteria(
    network: Network,
    question: Question,
    constrained: Question,
    budget: Budget,
    closing: Closing,
    also: Sequence[str],
) -> str:
    """Return which criteria have all figures, and what would leave no route for them; else that those must be given."""
    able = [name for name in CRITERIA if feasible(network, replace(question, minimise=name), budget)]
    if also:
        asked = [name for name in CRITERIA if COLUMN_OF[name] in (*also, *_columns(question))]
        short, left = ([name for name in asked if (name in able) == known] for known in (False, True))
        if not short or not left:
            return "giving them"
        words = closing(replace(constrained, minimise=left[0]), [COLUMN_OF[name] for name in left])
        return f"leaving out {' and '.join(short)} of the criteria{_closed_by(words)}"
    closed = {name: closing(replace(constrained, minimise=name), ()) for name in able}
    able = [name for name in able if not closed[name]] or able
    if not able:
        return "giving them"
    by_words: dict[str, list[str]] = {}
    for name in able:
        by_words.setdefault(closed[name], []).append(name)
    told = [f"least {' or '.join(names)}{_closed_by(words)}" for words, names in by_words.items()]
    return f"asking for {'; or '.join(told)}"


def _closed_by(words: str) -> str:
    return f", but that is blocked by {words}" if words else ""


def _columns(question: Question) -> list[str]:
    return needed_columns(question.minimise, ())


def _operations(network: Network, question: Question, problem: Problem, budget: Budget) -> Conflict | None:
    """Return at which place operations are missing: at a door, or where a route would change vehicles."""
    shipment = question.shipment
    for end, place, vertex in (
        ("origin", shipment.origin, problem.source),
        ("destination", shipment.destination, problem.target),
    ):
        if vertex < 0:
            found = lacking(problem.table.expansion, place, end)
            return _without(network, question, {place: list(found)}, budget) if found else None
    if not len(network.operations):
        return None
    route = best_of(compile_problem(all_handled(network), question), budget)
    unhandled: dict[str, list[str]] = {}
    for place, words in () if route is None else _unhandled(network, question, route):
        unhandled.setdefault(place, []).append(words)
    return _without(network, question, unhandled, budget) if unhandled else None


def _without(network: Network, question: Question, places: Mapping[str, list[str]], budget: Budget) -> Conflict:
    """Return that places lack operations, and whether the question can be asked without its doors."""
    between = replace(question, shipment=replace(question.shipment, scope="terminal"))
    helps = question.shipment.scope == "door" and feasible(network, between, budget)
    told = [f"no row of operations.csv at {place} for {', '.join(words)}" for place, words in places.items()]
    return Conflict(("; ".join(told),), ("asking from terminal to terminal",) if helps else (), OFFER)


def _unhandled(network: Network, question: Question, route: Route) -> Iterator[tuple[str, str]]:
    """Yield the handlings of a route for which there is no operation: place, and kind and sides in words."""
    shipment = question.shipment
    ground, side = ground_of(network, load_of(network, shipment), shipment.scope), ""
    for step in route.steps:
        place, handled = step.places[0], []
        at_door = step.kind == PASS and not ground.has_free_ends
        if at_door and step.component == ORIGIN:
            handled = [("origin", "door", "gate"), ("load", "gate", step.side)]
        elif at_door and step.component == DELIVERY:
            handled = [("unload", step.side or side, "gate"), ("delivery", "gate", "door")]
        elif step.kind == LIFT:
            handled = [("lift", side, step.side)]
        side = step.side or side
        for kind, one, other in handled:
            if not operations_between(ground, place, one, other):
                yield place, f"{kind} ({one} to {other})"


def _unserved(network: Network, question: Question, problem: Problem, budget: Budget) -> Conflict:
    """Return what nothing serves, and which links would join it if they had hours."""
    shipment = question.shipment
    words = f"no chain of services on offer joins {shipment.origin} and {shipment.destination}"
    if problem.target < 0:
        words = f"nothing on offer sets a {shipment.load} down at {shipment.destination}"
    if problem.source < 0:
        words = f"nothing on offer takes a {shipment.load} on at {shipment.origin}"
    door = replace(question, shipment=replace(shipment, scope="door"))
    if shipment.scope == "terminal" and _has_lorries(network) and feasible(network, door, budget):
        return Conflict((words,), ("asking from door to door: there is no drayage from terminal to terminal",), OFFER)
    other = _other_loads(network, question, budget)
    if other:
        return Conflict((words,), (other,), OFFER)
    idle = idle_links(network)
    route = best_of(compile_problem(all_links_timed(network), question), budget) if idle else None
    needed = [] if route is None else [link for link in dict.fromkeys(route.links) if link in idle]
    if not needed:
        return Conflict((words,), (), OFFER)
    have = "has" if len(needed) == 1 else "have"
    return Conflict((words,), (f"hours or a service for {', '.join(needed)}, which {have} neither",), OFFER)


def _has_lorries(network: Network) -> bool:
    return any(service.grade == DRAYAGE for service in network.services_of_all_dates.values())


def _other_loads(network: Network, question: Question, budget: Budget) -> str:
    """Return which services would open a route if they took such a load, and what they take; "" where none would."""
    kind = question.shipment.load
    taken = {service.id: service.loads for service in network.services.values() if service.loads}
    if not taken:
        return ""
    freed = all_loads_taken(network)
    problem = compile_problem(freed, question)
    usable = sieved(problem.table, freed, question).usable[problem.row]  # nobody prices what is not carried
    route = best_of(replace(problem, usable=usable), budget)
    used = dict.fromkeys(step.element for step in route.steps) if route is not None else {}
    needed = [name for name in used if kind not in taken.get(name, (kind,))]
    if not needed:
        return ""
    loads = sorted({load for name in needed for load in taken[name]})
    return f"a {kind} taken by {', '.join(needed)}, which take{'s' * (len(needed) == 1)} {' or '.join(loads)} only"
