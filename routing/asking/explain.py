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
from dataclasses import replace

import numpy as np

from networks.network import Network
from routing.answers.conflict import Conflict
from routing.asking import other_day
from routing.asking.door_operations import lacking
from routing.compiling.layers import VIA
from routing.compiling.limits import LIMITS
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.rule import CountedUp, Item, Least, together
from routing.compiling.sieves import SIEVES
from routing.compiling.sieves.figures import needed_columns
from routing.errors import LimitReachedError
from routing.question.constraints import Constraints
from routing.question.measures import CRITERIA
from routing.question.question import Question
from routing.search.budget import Budget
from routing.solving.choosing import choose
from routing.status import Status

MOST_ITEMS = 12  # more single bans than this are taken together by kind
RULES = (*SIEVES, VIA, *LIMITS)  # in the order in which clashing constraints are told


def conflicts(network: Network, question: Question, budget: Budget) -> tuple[Conflict, ...]:
    """Return all minimal sets of clashing constraints of a question without a route, smallest first.

    Where even lifting all of them opens no way, one conflict says so: what is not on offer, or which figures
    are missing. An empty tuple means that the search limit was reached before the reasons were found.
    """
    items = [*items_of(network, question), *other_day.items(network, question)]
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
    kinds = [list(rule.items(network, question)) for rule in RULES]
    singly = sum(len(item.names) for items in kinds for item in items) <= MOST_ITEMS - 6
    for items in kinds:
        if singly or not any(item.names for item in items):
            yield from items
        else:
            yield together(items)


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
    return Conflict(tuple(str(items[bit]) for bit in members), tuple(remedies))


def _remedy(network: Network, question: Question, items: list[Item], kept: int, bit: int, budget: Budget) -> str:
    """Return what would have to change about one member while the others stay."""
    everything = (1 << len(items)) - 1
    others = everything & ~(1 << bit)
    alone = _feasible(network, _without(question, items, others), budget)
    rest = _without(question, items, others if alone else kept & ~(1 << bit))
    note = "" if alone else ", as far as these constraints go"
    item = items[bit]
    nearest = item.nearest
    if isinstance(nearest, Least):
        minimise = nearest.measure.criterion
        least = _least(_with_figures(compile_problem(network, replace(rest, minimise=minimise)), question), budget)
        if least is None:  # there are routes, but none with figures for the limit as well
            return f"lifting {item}, for no route has the figures that it needs{note}"
        return f"{nearest.called} from {_rounded_up(least, nearest.measure.per)}{nearest.also(least)}{note}"
    if isinstance(nearest, CountedUp):
        value = nearest.stated
        while not _feasible(network, nearest.set_to(rest, value), budget):
            value += 1
        return f"{nearest.called} from {value}{note}"
    if isinstance(nearest, other_day.OtherDay):
        problem = compile_problem(network, rest)
        found = choose(problem).least(problem, budget)
        if not found.arcs:
            raise LimitReachedError("the labels or the time were not enough")
        return other_day.day_that_would_do(network, problem, found.arcs) + note
    return f"lifting {item}{note}"


def _rounded_up(amount: int, per: int) -> str:
    """Return an amount in a larger unit, rounded up to thousandths.

    Examples
    --------
    >>> _rounded_up(1440, 1440), _rounded_up(1, 1440)
    ('1', '0.001')
    """
    return f"{math.ceil(amount / per * 1000) / 1000:.3f}".rstrip("0").rstrip(".")


def _with_figures(problem: Problem, question: Question) -> Problem:
    """Return a problem without the arcs that lack figures for what a question asks to be least."""
    lacking = [problem.table.missing[column][problem.row] for column in needed_columns(question.minimise, ())]
    return replace(problem, usable=problem.usable & ~np.any(lacking, axis=0))


def _unreachable(network: Network, question: Question, budget: Budget) -> Conflict:
    """Return why there is no way even without constraints."""
    shipment = question.shipment
    problem = compile_problem(network, question)
    if problem.left_out:
        open_question = replace(question, constraints=Constraints(modes=question.constraints.modes))
        for minimise in CRITERIA:
            if minimise != question.minimise and _feasible(network, replace(open_question, minimise=minimise), budget):
                return Conflict(
                    (f"figures missing: {'; '.join(warning.words for warning in problem.left_out)}",),
                    (f"asking for least {minimise}",),
                )
    for end, place, vertex, words in (
        ("origin", shipment.origin, problem.source, f"takes a {shipment.load} on"),
        ("destination", shipment.destination, problem.target, f"sets a {shipment.load} down"),
    ):
        if vertex < 0:
            missing = lacking(problem.table.expansion, place, end)
            if missing:
                return _without_operations(network, question, place, missing, budget)
            return Conflict((f"nothing on offer {words} at {place}",), ())
    return Conflict((f"no chain of services on offer joins {shipment.origin} and {shipment.destination}",), ())


def _without_operations(
    network: Network, question: Question, place: str, missing: tuple[str, ...], budget: Budget
) -> Conflict:
    """Return that a place lacks operations at the door, and whether the question can be asked without its doors."""
    between = replace(question, shipment=replace(question.shipment, scope="terminal"))
    remedies = ("asking from terminal to terminal",) if _feasible(network, between, budget) else ()
    return Conflict((f"no row of operations.csv at {place} for {', '.join(missing)}",), remedies)
