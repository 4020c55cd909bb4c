"""Why there is no route: all minimal sets of constraints that clash, and what would open a way.

Constraints are monotone: lifting one never closes a route. So every infeasible question has minimal sets of
constraints that leave no route while any fewer of them would. They are found by growing and shrinking
subsets with the exact search (MARCO: Liffiton, Previti, Malik and Marques-Silva 2016; shrinking is the
deletion filter of Chinneck and Dravnieks 1991), and each is minimal because every one of its members was
tried without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np

from networks.network import Network
from routing.answer_warning import LIMIT_REACHED, MORE, AnswerWarning
from routing.answers.conflict import Conflict
from routing.asking import other_day
from routing.asking.explain_missing import lacking_figures, missing
from routing.asking.explain_offer import offers
from routing.asking.explain_search import feasible, least_of, with_known_charges
from routing.asking.other_scenarios import scenarios_that_open
from routing.compiling.layers import VIA, VIA_WORDS
from routing.compiling.limits import LIMITS
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.rule import CountedUp, Item, Least, Widened, constrained, together
from routing.compiling.sieves import SIEVES, closures
from routing.compiling.sieves.figures import needed_columns
from routing.errors import LimitReachedError
from routing.question.question import Question
from routing.search.budget import Budget

MOST_ORDERED = 4  # vias of which every order is tried
MOST_ITEMS = 12  # more single bans than this are taken together by kind
RULES = (*SIEVES, VIA, *LIMITS)  # in the order in which clashing constraints are told


class Reasons(NamedTuple):
    """Why there is no route, and a warning where a limit was reached before all of that was known."""

    blocked_by: tuple[Conflict, ...]
    warnings: tuple[AnswerWarning, ...] = ()


def reasons(network: Network, question: Question, budget: Budget, also: Sequence[str] = ()) -> Reasons:
    """Return all minimal sets of clashing constraints of a question without a route, smallest first.

    Where even lifting all of them opens no way, one conflict says what is missing: figures, operations, services. Then,
    where it would open a route, what is known but not on offer, and other scenarios. Of more bans than can be tried one
    by one each clash is minimal all the same, but not all of them are found.

    Parameters
    ----------
    also
        Columns of which each arc must have a figure, beside what is least and limited.
    """
    found: list[Conflict] = []
    scenarios: set[str] = set()
    parts: tuple[tuple[Callable[[], Iterable[Conflict]], str], ...] = (
        (lambda: _constraints_that_clash(network, question, budget, also), "the reasons were found"),
        (lambda: offers(network, question, budget, also, scenarios), "all was known that would do if it were on offer"),
        (lambda: scenarios_that_open(network, question, budget, also, scenarios), "other scenarios were tried"),
    )
    for sought, what in parts:
        try:
            found.extend(sought())  # what came before a limit stays
        except LimitReachedError:
            told = AnswerWarning(LIMIT_REACHED, f"the limit was reached before {what}", (), MORE)
            return Reasons(tuple(found), (told,))
    return Reasons(tuple(found))


def _constraints_that_clash(
    network: Network, question: Question, budget: Budget, also: Sequence[str]
) -> Iterable[Conflict]:
    """Return the sets of constraints that clash, else what is missing even without any."""
    items = [*items_of(network, question), *other_day.items(network, question)]
    bare = _without(question, items, 0)
    if feasible(network, bare, budget, also):
        return _clashes(network, question, items, budget, also)

    def closing(asked: Question, columns: Sequence[str]) -> str:
        def has_route(kept: int) -> bool:
            return feasible(network, _without(asked, items, kept), budget, columns)

        everything = (1 << len(items)) - 1
        if has_route(everything):
            return ""
        kept = shrunk(everything, has_route)
        return " and ".join(str(item) for bit, item in enumerate(items) if kept >> bit & 1)

    return (missing(network, bare, question, budget, closing, also),)


def clashing(network: Network, question: Question, budget: Budget, also: Sequence[str]) -> tuple[Conflict, ...]:
    """Return all minimal sets of clashing constraints of a question; none where it has no route without any of them.

    Raises
    ------
    LimitReachedError
        A limit was reached before that was known.
    """
    items = [*items_of(network, question)]
    if not feasible(network, _without(question, items, 0), budget, also):
        return ()
    return _clashes(network, question, items, budget, also)


def _clashes(
    network: Network, question: Question, items: list[Item], budget: Budget, also: Sequence[str]
) -> tuple[Conflict, ...]:
    """Return all minimal sets of clashing constraints; of such as are taken together a minimal part."""
    found = list(
        minimal_sets(len(items), lambda kept: feasible(network, _without(question, items, kept), budget, also))
    )
    if any(item.parts for item in items):
        parts = [item.parts or (item,) for item in items]
        ends = [sum(map(len, parts[: number + 1])) for number in range(len(parts))]
        masks = [(1 << end) - (1 << end - len(part)) for end, part in zip(ends, parts, strict=True)]
        items = [one for part in parts for one in part]
        whole = [sum(mask for bit, mask in enumerate(masks) if kept >> bit & 1) for kept in found]
        found = [
            shrunk(kept, lambda mask: feasible(network, _without(question, items, mask), budget, also))
            for kept in whole
        ]
    ordered = sorted(found, key=lambda kept: (kept.bit_count(), kept))
    return tuple(_conflict(network, question, items, kept, budget, also) for kept in ordered)


def shrunk(kept: int, feasible: Callable[[int], bool]) -> int:
    """Return a minimal infeasible part of an infeasible set, by leaving out one after the other.

    Examples
    --------
    >>> shrunk(0b1111, lambda kept: kept & 0b0110 != 0b0110)
    6
    """
    for bit in range(kept.bit_length()):
        smaller = kept & ~(1 << bit)
        if smaller != kept and not feasible(smaller):
            kept = smaller
    return kept


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
    kinds = [(rule is closures.RULE, list(rule.items(network, question))) for rule in RULES]
    stated = sum(len(item.names) for of_closures, items in kinds if not of_closures for item in items)
    shut = sum(len(items) for of_closures, items in kinds if of_closures)
    for of_closures, items in kinds:  # what the asker states comes first: closures never make it be taken together
        singly = stated + of_closures * shut <= MOST_ITEMS - 6
        if singly or not any(item.names for item in items):
            yield from items
        else:
            yield together(items)


def _without(question: Question, items: list[Item], kept: int) -> Question:
    """Return the question with only the items of a mask kept; the last is lifted first, as equal vias want it."""
    for bit, item in reversed(list(enumerate(items))):
        if not kept >> bit & 1:
            question = item.lift(question)
    return question


def _conflict(
    network: Network, question: Question, items: list[Item], kept: int, budget: Budget, also: Sequence[str]
) -> Conflict:
    members = [bit for bit in range(len(items)) if kept >> bit & 1]
    remedies = [_remedy(network, question, items, kept, bit, budget, also) for bit in members]
    if sum(items[bit].words == VIA_WORDS for bit in members) > 1:
        remedies[0] += _other_order(network, question, budget, also)
    return Conflict(tuple(str(items[bit]) for bit in members), tuple(remedies))


def _other_order(network: Network, question: Question, budget: Budget, also: Sequence[str]) -> str:
    """Return in which order the vias can be passed while everything else stays, if in any; "" for many of them."""
    via = question.constraints.via
    for order in permutations(via) if len(via) <= MOST_ORDERED else ():
        if feasible(network, constrained(question, via=order), budget, also):
            return f" or passing {', '.join(order)} in this order"
    return ""


def _remedy(
    network: Network, question: Question, items: list[Item], kept: int, bit: int, budget: Budget, also: Sequence[str]
) -> str:
    """Return what would have to change about one member while the others stay."""
    everything = (1 << len(items)) - 1
    others = everything & ~(1 << bit)
    alone = feasible(network, _without(question, items, others), budget, also)
    rest = _without(question, items, others if alone else kept & ~(1 << bit))
    note = "" if alone else ", as far as these constraints go"
    item = items[bit]
    nearest = item.nearest
    if isinstance(nearest, Least):
        minimise = nearest.measure.criterion
        problem = compile_problem(network, replace(rest, minimise=minimise), also)
        least = least_of(_with_figures(problem, question), budget)
        if least is None:  # there are routes, but none with figures for the limit as well
            problem = compile_problem(network, rest, also)
            columns = (*needed_columns(rest.minimise, problem.limits), nearest.measure.column)
            lacking = lacking_figures(network, rest, problem, list(dict.fromkeys(columns)), budget)
            return f"lifting {item}, for no route has the figures that it needs, such as {lacking}{note}"
        return f"{nearest.called} from {_rounded_up(least, nearest.measure.per)}{nearest.also(least)}{note}"
    if isinstance(nearest, CountedUp):
        value = nearest.stated
        while not feasible(network, nearest.set_to(rest, value), budget, also):
            value += 1
        return f"{nearest.called} from {value}{note}"
    if isinstance(nearest, other_day.OtherDay):
        return other_day.day_that_would_do(network, rest, budget, also) + note
    if isinstance(nearest, Widened):
        return f"{_widened(network, nearest, rest, budget, also)}{note}"
    return f"{item.remedy or f'lifting {item}'}{note}"


def _widened(network: Network, nearest: Widened, rest: Question, budget: Budget, also: Sequence[str]) -> str:
    """Return the fewest names that must be allowed as well; of several such sets each."""
    for size in range(1, len(nearest.barred) + 1):
        found = [
            some
            for some in combinations(nearest.barred, size)
            if feasible(network, nearest.set_to(rest, some), budget, also)
        ]
        if found:
            return " or ".join(map(nearest.told, found))
    return nearest.told(nearest.barred)


def _rounded_up(amount: int, per: int) -> str:
    """Return an amount in a larger unit, rounded up to thousandths.

    Examples
    --------
    >>> _rounded_up(1440, 1440), _rounded_up(1, 1440), _rounded_up(128_091_000, 1_000_000)
    ('1', '0.001', '128.091')
    """
    thousandths = -(-amount * 1000 // per)
    return f"{thousandths // 1000}.{thousandths % 1000:03}".rstrip("0").rstrip(".")


def _with_figures(problem: Problem, question: Question) -> Problem:
    """Return a problem of whose ways none lacks figures for what a question asks to be least."""
    needed = needed_columns(question.minimise, ())
    lacking = [problem.table.missing[column][problem.row] for column in needed]
    return with_known_charges(replace(problem, usable=problem.usable & ~np.any(lacking, axis=0)), needed)
