"""Why there is no route: all minimal sets of constraints that clash, and what would open a way.

Constraints are monotone: lifting one never closes a route. So every infeasible question has minimal sets of
constraints that leave no route while any fewer of them would. They are found by growing and shrinking
subsets with the exact search (MARCO: Liffiton, Previti, Malik and Marques-Silva 2016; shrinking is the
deletion filter of Chinneck and Dravnieks 1991), and each is minimal because every one of its members was
tried without.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from networks.model.network import Network
from routing.amounts.load import load_of
from routing.answers.conflict import Conflict
from routing.compiling.arc_table import arc_table
from routing.compiling.expansion import expand
from routing.compiling.problem import Problem, compile_problem, needed_columns
from routing.errors import LimitReachedError
from routing.question.constraints import Constraints
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.choosing import choose
from routing.status import Status

MOST_ITEMS = 12  # more single bans than this are taken together by kind
LIMITED: dict[str, tuple[Objective, int]] = {
    "max_days": ("time", 1440),
    "max_usd": ("cost", 100),
    "max_kg_co2e": ("co2e", 1000),
    "max_km": ("distance", 1000),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A constraint that can be lifted: its name in the question, in words, and the question without it."""

    field: str
    words: str
    lift: Callable[[Question], Question]


def conflicts(network: Network, question: Question, budget: Budget) -> tuple[Conflict, ...]:
    """Return all minimal sets of clashing constraints of a question without a route, smallest first.

    Where even lifting all of them opens no way, one conflict says so: what is not on offer, or which figures
    are missing. An empty tuple means that the search limit was reached before the reasons were found.
    """
    items = list(items_of(network, question))
    try:
        if not _feasible(network, _without(question, items, 0), budget):
            return (_unreachable(network, _without(question, items, 0), budget),)
        found = minimal_sets(len(items), lambda kept: _feasible(network, _without(question, items, kept), budget))
        ordered = sorted(found, key=lambda kept: (kept.bit_count(), kept))
        return tuple(_conflict(network, question, items, kept, budget) for kept in ordered)
    except LimitReachedError:
        return ()


def minimal_sets(count: int, feasible: Callable[[int], bool]) -> Iterator[int]:
    """Yield all minimal infeasible subsets of `count` constraints, as bit masks.

    `feasible` tells whether a route exists when only the constraints of a mask are kept; it must be
    monotone, true for 0 and false for all.

    Examples
    --------
    >>> sorted(minimal_sets(3, lambda kept: kept & 0b011 != 0b011 and not kept & 0b100))
    [3, 4]
    """
    clashing: list[int] = []
    fine: list[int] = []
    by_size = sorted(range(1 << count), key=lambda mask: -mask.bit_count())
    for seed in by_size:
        if any(seed & mask == mask for mask in clashing) or any(seed | mask == mask for mask in fine):
            continue
        if feasible(seed):
            fine.append(seed)
            continue
        for bit in range(count):
            smaller = seed & ~(1 << bit)
            if smaller != seed and not any(smaller | mask == mask for mask in fine) and not feasible(smaller):
                seed = smaller
        clashing.append(seed)
        yield seed


def items_of(network: Network, question: Question) -> Iterator[Item]:
    """Yield the constraints of a question, each as something that can be lifted."""
    bans = [
        ("avoid_territories", "the ban of territory"), ("avoid_places", "the ban of place"),
        ("avoid_links", "the ban of link"), ("avoid_services", "the ban of service"),
    ]  # fmt: skip
    singly = sum(len(getattr(question.constraints, field)) for field, _ in bans) <= MOST_ITEMS - 6
    for field, words in bans:
        names = sorted(getattr(question.constraints, field))
        groups = [[name] for name in names] if singly else [names] if names else []
        for group in groups:
            yield Item(field, f"{words} {', '.join(group)}", _lift_names(field, frozenset(group)))
    if question.constraints.waters == "12nm" and question.constraints.avoid_territories:
        yield Item("waters", "the ban of 12-mile waters", _lift(waters="internal"))
    modes = sorted(
        {service.mode for service in network.services.values()} | {link.mode for link in network.links.values()}
    )
    barred = [mode for mode in modes if not question.constraints.allows_mode(mode)]
    if barred:
        yield Item("modes", f"no way by {', '.join(barred)}", _lift(modes=frozenset(modes)))
    if question.constraints.via:
        yield Item("via", f"via {', '.join(question.constraints.via)}", _lift(via=()))
    for field in (*LIMITED, "max_transshipments"):
        value = getattr(question.constraints, field)
        if value is not None:
            yield Item(field, f"{field} {value:g}", _lift(**{field: None}))
    if question.shipment.deadline is not None:
        words = f"the deadline {question.shipment.deadline} ({question.shipment.days_allowed:g} days)"
        yield Item("deadline", words, _lift_deadline)


def _lift(**changes: object) -> Callable[[Question], Question]:
    def lift(question: Question) -> Question:
        return replace(question, constraints=replace(question.constraints, **changes))  # type: ignore[arg-type]

    return lift


def _lift_names(field: str, names: frozenset[str]) -> Callable[[Question], Question]:
    def lift(question: Question) -> Question:
        left = getattr(question.constraints, field) - names
        return replace(question, constraints=replace(question.constraints, **{field: left}))

    return lift


def _lift_deadline(question: Question) -> Question:
    shipment = question.shipment
    return replace(
        question,
        shipment=Shipment(
            shipment.origin, shipment.destination, containers=shipment.containers, size=shipment.size,
            tonnes=shipment.tonnes, scope=shipment.scope, load=shipment.load, commodity=shipment.commodity,
            value_usd=shipment.value_usd, ready=shipment.ready,
        ),
    )  # fmt: skip


def _without(question: Question, items: list[Item], kept: int) -> Question:
    """Return the question with only the items of a mask kept."""
    for bit, item in enumerate(items):
        if not kept >> bit & 1:
            question = item.lift(question)
    return question


def _feasible(network: Network, question: Question, budget: Budget) -> bool:
    return _least(compile_problem(network, question), budget) is not None


def _least(problem: Problem, budget: Budget) -> int | None:
    """Return the least objective, None without a route; a search stopped by its limit is an error, not a no."""
    if budget.passed:  # a small search would not look at the time
        raise LimitReachedError("the time was not enough")
    found = choose(problem).least(problem, budget)
    if found.status is Status.UNKNOWN:
        raise LimitReachedError("the labels or the time were not enough")
    return found.vector[0] if found.vector else None


def _conflict(network: Network, question: Question, items: list[Item], kept: int, budget: Budget) -> Conflict:
    members = [bit for bit in range(len(items)) if kept >> bit & 1]
    remedies = [_remedy(network, question, items, kept, bit, budget) for bit in members]
    return Conflict(tuple(items[bit].words for bit in members), tuple(remedies))


def _remedy(network: Network, question: Question, items: list[Item], kept: int, bit: int, budget: Budget) -> str:
    """Return what would have to change about one member while the others stay."""
    everything = (1 << len(items)) - 1
    others = everything & ~(1 << bit)
    alone = _feasible(network, _without(question, items, others), budget)
    rest = _without(question, items, others if alone else kept & ~(1 << bit))
    note = "" if alone else ", as far as these constraints go"
    field = items[bit].field
    if field in LIMITED or field == "deadline":
        minimise, units = LIMITED["max_days" if field == "deadline" else field]
        least = _least(_with_figures(compile_problem(network, replace(rest, minimise=minimise)), question), budget)
        if least is None:  # there are routes, but none with figures for the limit as well
            return f"lifting {items[bit].words}, for no route has the figures that it needs{note}"
        nearest = f"{math.ceil(least / units * 1000) / 1000:.3f}".rstrip("0").rstrip(".")
        return f"{'days allowed' if field == 'deadline' else field} from {nearest}{note}"
    if field == "max_transshipments":
        value = question.constraints.max_transshipments or 0
        while not _feasible(network, _with_lifts(rest, value), budget):
            value += 1
        return f"{field} from {value}{note}"
    return f"lifting {items[bit].words}{note}"


def _with_figures(problem: Problem, question: Question) -> Problem:
    """Return a problem without the arcs that lack figures for what a question asks to be least."""
    lacking = [problem.table.missing[column][problem.row] for column in needed_columns(question.minimise, ())]
    return replace(problem, usable=problem.usable & ~np.any(lacking, axis=0))


def _with_lifts(question: Question, most: int) -> Question:
    return replace(question, constraints=replace(question.constraints, max_transshipments=most))


def _unreachable(network: Network, question: Question, budget: Budget) -> Conflict:
    """Return why there is no way even without constraints."""
    shipment = question.shipment
    problem = compile_problem(network, question)
    if problem.excluded:
        open_question = replace(question, constraints=Constraints(modes=question.constraints.modes))
        for minimise in ("time", "cost", "co2e", "distance"):
            if minimise != question.minimise and _feasible(network, replace(open_question, minimise=minimise), budget):
                return Conflict((f"figures missing: {'; '.join(problem.excluded)}",), (f"asking for least {minimise}",))
    table = arc_table(expand(network, load_of(network, shipment), shipment.scope))
    if f"door>{shipment.origin}" not in table.node:
        return Conflict((f"nothing on offer takes a {shipment.load} on at {shipment.origin}",), ())
    if f"{shipment.destination}>door" not in table.node:
        return Conflict((f"nothing on offer sets a {shipment.load} down at {shipment.destination}",), ())
    return Conflict((f"no chain of services on offer joins {shipment.origin} and {shipment.destination}",), ())
