"""A problem on the clock, as states of place and moment joined by arcs: what every engine takes.

1. A search over moments finds the least vector of a way that keeps to departures and limits, or none.
2. States from which nothing as good may come are left out, by what is at least still to come; the rest is a problem
   like any other, with a node for each state. Its least route is found by one engine and confirmed by another.

So the search only says how far to look: a way that it overlooked, if it is better, is in the graph and is found.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from heapq import heappop, heappush
from itertools import count
from operator import add

import numpy as np

from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable, timetable_of
from routing.kernels.lists.on_clock import (
    Clock,
    Found,
    Move,
    Sought,
    State,
    Vector,
    least_on_clock,
    moves,
)
from routing.kernels.lists.span import Span
from routing.kernels.lists.tight_starts import tight_starts
from routing.question.clock import seconds_of
from routing.question.measures import TIME
from routing.search.budget import Budget, TimeUp
from routing.solving.clock_plan import Plan, latest_by, plan_of, within_limits, worth_waiting
from routing.solving.clock_states import problem_of
from routing.solving.on_lists import least_so_far, least_to_come, span_of

CHECKED = 4096  # states between two looks at the time that is left
SOME = 64  # starts, spread over all of them, from which a first way is looked for
HORIZON_DAYS = 366  # departures are looked at so far from the begin


def timetable_from(problem: Problem, begin: datetime.datetime) -> Timetable:
    """Return the timetable of a problem from a moment on, as far as a question on the clock looks."""
    return timetable_of(problem, seconds_of(begin), HORIZON_DAYS, begin)


def latest_start(problem: Problem, timetable: Timetable, by: int, budget: Budget, end: int) -> Found:
    """Return the last moment before an end from which the target is reached by another; no vector: there is none.

    All moments are in milliminutes since the begin of the timetable; the vector says nothing else.

    Raises
    ------
    TimeUp
        A limit was reached.
    """
    if problem.source < 0 or problem.target < 0:
        return Found(None, 0)
    plan = plan_of(problem, timetable)
    plan = plan._replace(latest=latest_by(problem, plan.clock, by))
    last = min(plan.latest[problem.source], end - 1)
    if last < 0 or not (plan.limits or plan.clock.spans):
        return Found((), 0, last) if last >= 0 else Found(None, 0)
    hopeful = Sought(plan.fixed, plan.to_come, (last,), plan.latest, plan.limits)
    found = least_on_clock(span_of(problem), plan.clock, hopeful, budget.labels, first_only=True, check=budget.check)
    if found.vector is not None:  # none is later
        return found._replace(vector=())

    def limited(vector: Vector | None) -> Vector | None:
        """Return what an addition leaves of the limits; nothing else matters, so that the last start comes first."""
        return None if vector is None else ((0,) * plan.known + vector[plan.known :])

    charge = plan.clock.charge
    clock = plan.clock._replace(
        per_time=(0,) * len(plan.clock.per_time), charge=lambda arc, stood: limited(charge(arc, stood))
    )
    plan = plan._replace(
        clock=clock,
        fixed=[(0,) * plan.known + one[plan.known :] for one in plan.fixed],
        to_come=[None if one is None else (0,) * len(one) for one in plan.to_come],
    )
    sought = Sought(plan.fixed, plan.to_come, (), plan.latest, plan.limits)
    starts = tight_starts(span_of(problem), plan.clock, sought, 0, last)
    sought = sought._replace(starts=(last, *starts))
    found = least_on_clock(span_of(problem), plan.clock, sought, budget.labels, check=budget.check)
    if found.stopped:
        raise TimeUp
    return found._replace(vector=None if found.vector is None else ())


def best_start(problem: Problem, timetable: Timetable, by: int, budget: Budget, end: int) -> Found:
    """Return the best way that starts before an end and reaches the target by a moment, with its last start.

    Raises
    ------
    TimeUp
        A limit was reached.
    """
    if problem.source < 0 or problem.target < 0:
        return Found(None, 0)
    plan, span = plan_of(problem, timetable), span_of(problem)
    plan = plan._replace(latest=latest_by(problem, plan.clock, by))
    last = min(plan.latest[problem.source], end - 1)
    if plan.to_come[problem.source] is None or last < 0:
        return Found(None, 0)
    some = (last, *range(0, last, last // SOME + 1))  # a way that is known, so that dearer ones need not be looked at
    first = _hoped(plan, span, some, budget)
    sought = Sought(plan.fixed, plan.to_come, (), plan.latest, plan.limits, first.vector)
    starts = (last, *tight_starts(span, plan.clock, sought, 0, last))
    return _least(problem, timetable, plan, starts, budget, first.vector)


def in_states(problem: Problem, timetable: Timetable, budget: Budget, by: int | None = None) -> Problem:
    """Return the problem of the states that a route as good as the best may use, from the begin on.

    `by`: the milliminutes since the begin until which the target must be reached; None: any time.

    Raises
    ------
    TimeUp
        A limit was reached.
    """
    if problem.source < 0 or problem.target < 0:
        return problem
    problem = within_limits(problem)
    plan = plan_of(problem, timetable)
    most = min((limit.bound for limit in problem.limits if limit.column == TIME.column), default=timetable.horizon)
    plan = plan._replace(latest=latest_by(problem, plan.clock, most if by is None else min(most, by)))
    found = _least(problem, timetable, plan, (0,), budget) if plan.to_come[problem.source] is not None else None
    if found is None or found.vector is None:
        return replace(problem, usable=np.zeros_like(problem.usable))
    if problem.question.minimise == "time":
        plan = plan._replace(latest=latest_by(problem, plan.clock, found.vector[0]))
    plan = plan._replace(clock=_of_interest(problem, timetable, plan.clock, found.vector[0]))
    origin = State(problem.source, 0)
    return problem_of(problem, timetable, origin, _kept(problem, plan, origin, found.vector, budget))


def _least(
    problem: Problem,
    timetable: Timetable,
    plan: Plan,
    starts: Sequence[int],
    budget: Budget,
    bound: Vector | None = None,
) -> Found:
    """Return the least vector from one of some moments: first as if the earlier were always the better.

    What is found so is a way, and bounds the search for a better one that comes later somewhere. `bound`: that of a way
    that is known, which none of those moments is to be worse than.
    """
    span, clock = span_of(problem), plan.clock
    hoped = _hoped(plan, span, starts, budget, bound)
    if not any(clock.worth_waiting):
        return hoped
    bound = bound if hoped.vector is None else hoped.vector
    sought = Sought(plan.fixed, plan.to_come, starts, plan.latest, plan.limits, bound)
    if bound is not None:
        clock = _of_interest(problem, timetable, clock, bound[0])
        if len(starts) == 1 and problem.question.minimise == "time":
            sought = sought._replace(latest=latest_by(problem, clock, starts[0] + bound[0]))
    found = least_on_clock(span, clock, sought, budget.labels, check=budget.check)
    if found.stopped:
        raise TimeUp
    return hoped if found.vector is None else found


def _hoped(plan: Plan, span: Span, starts: Sequence[int], budget: Budget, bound: Vector | None = None) -> Found:
    """Return the best way from some moments of those that are found as if the earlier were always the better."""
    sought = Sought(plan.fixed, plan.to_come, starts, plan.latest, plan.limits, bound)
    found = least_on_clock(span, plan.clock, sought, budget.labels, first_only=True, check=budget.check)
    if found.stopped:
        raise TimeUp
    return found


def _of_interest(problem: Problem, timetable: Timetable, clock: Clock, most: int) -> Clock:
    """Return the clock with waits worth while only where a way of no more than the objective leads on."""
    first = problem.vector[0]
    behind = np.array(least_so_far(problem, first.tolist()))
    ahead = np.array(least_to_come(problem, first.tolist()))
    near = problem.usable & (behind[problem.graph.tail] + first + ahead[problem.graph.head] <= most)
    return clock._replace(worth_waiting=worth_waiting(problem, timetable, near))


def _kept(problem: Problem, plan: Plan, origin: State, bound: Vector, budget: Budget) -> list[tuple[State, Move]]:
    """Return the moves between states by which a way may be no worse than the bound and within the limits.

    What a way adds up to behind a state is known entry by entry, by the least of each: states are gone through in the
    order of time, and again where something less turns up.
    """
    span, number = span_of(problem), count()
    least: dict[State, Vector] = {origin: (0,) * len(plan.fixed[0])}
    found: dict[State, list[Move]] = {}
    queue = [(origin.at, next(number), origin)]
    waiting = {origin}
    cut = bound[: plan.known]
    while queue:
        state = heappop(queue)[-1]
        waiting.discard(state)
        if state not in found and not len(found) % CHECKED:
            budget.check()
        so_far = least[state]
        found[state] = []
        for move in moves(span, plan.clock, plan.fixed, state, plan.latest):
            node = move.head.node
            ahead = plan.to_come[node]
            if ahead is None:
                continue
            vector = tuple(map(add, so_far, move.added))
            if tuple(map(add, vector, ahead))[: plan.known] > cut:
                continue
            if any(vector[entry] + left[node] > most for entry, most, left in plan.limits):
                continue
            found[state].append(move)
            known = least.get(move.head)
            lower = vector if known is None else tuple(map(min, known, vector))
            if lower != known:
                least[move.head] = lower
                if move.head not in waiting:
                    waiting.add(move.head)
                    heappush(queue, (move.head.at, next(number), move.head))
    return [(state, move) for state, ways in found.items() for move in ways]
