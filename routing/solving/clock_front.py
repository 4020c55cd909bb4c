"""A Pareto front on the clock: its vectors by labels over states, and of each the route that the tie rule takes.

1. Chains between departures (`departing.py`) make a first front: each of its vectors is that of a way. It leaves out
   ways alone that are slower between two departures than others that add no more, and these only where they are too
   many.
2. Then further labels look for what that front leaves open. Where these are too many as well, the first front is the
   answer, which says so (`Status.FEASIBLE`).
3. Each vector is asked for again, as limits of a question on the clock (`on_clock.py`): a search that knows nothing of
   the first finds the route of it, or they differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from routing.answers.route import Route
from routing.compiling.limits import Limit
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.errors import DisagreementError
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.front_on_clock import TIME_ENTRY, Wanted, front_on_clock, not_beaten
from routing.kernels.lists.on_clock import Clock, Vector
from routing.question.measures import COST, TIME
from routing.search.budget import Budget, TimeUp
from routing.search.graph import Graph
from routing.solving.agreement import DEFECT, route_of
from routing.solving.choosing import choose
from routing.solving.clock_plan import Plan, latest_by, plan_of, within_limits, worth_waiting
from routing.solving.departing import leaving_at
from routing.solving.engine import front_status
from routing.solving.on_clock import in_states
from routing.solving.on_lists import UNBOUNDED, least_so_far, least_to_come, span_of
from routing.status import Status

MOST_LABELS = 4_000  # of the search for what coming later may save: less than a second


class ClockFront(NamedTuple):
    """As `engine.Front`, but for the routes, each of which is one of states of its own.

    `Status.FEASIBLE`: the front of ways on which goods are not sent by a slower way between two departures; that may
    save something.
    """

    status: Status
    vectors: tuple[Vector, ...] = ()
    routes: tuple[Route, ...] = ()
    labels: int = 0


def front_by_clock(problem: Problem, timetable: Timetable, columns: Sequence[str], budget: Budget) -> ClockFront:
    """Return the front in some columns of the ways that leave at the begin of a timetable, within the limits."""
    if problem.source < 0 or problem.target < 0:
        return ClockFront(Status.INFEASIBLE)
    routes: dict[Vector, Route] = {}
    found = _Vectors(None, (), 0)
    try:
        found = _vectors(problem, timetable, columns, budget)
        for vector in found.vectors:
            sums, route = _route(problem, timetable, columns, vector, budget)
            if sums != vector and found.status is Status.OPTIMAL:
                raise DisagreementError(f"the front has {vector}, its route {sums}, for: {problem.question}. {DEFECT}")
            routes[sums] = route
    except TimeUp:
        found = found._replace(status=None)
    vectors = not_beaten(routes)
    whole = front_status(found.status is not None, vectors)
    status = Status.FEASIBLE if found.status is Status.FEASIBLE and vectors else whole
    return ClockFront(status, vectors, tuple(routes[vector] for vector in vectors), found.labels)


class _Vectors(NamedTuple):
    """Vectors in their order, what they are worth (None: a limit was reached), and labels made.

    `slower`: slower ways between two departures are among those which are looked at.
    """

    status: Status | None
    vectors: tuple[Vector, ...]
    labels: int
    slower: bool = False


def _vectors(problem: Problem, timetable: Timetable, columns: Sequence[str], budget: Budget) -> _Vectors:
    """Return the vectors of a front."""
    asked = within_limits(_counted(problem, columns))
    plan, span = plan_of(asked, timetable), span_of(asked)
    if plan.to_come[asked.source] is None:
        return _Vectors(Status.OPTIMAL, (), 0)
    bounds = [limit.bound for limit in asked.limits if limit.column == TIME.column]
    clock = _without_objective(plan)
    entries = [limit.column for limit in asked.limits if limit.column != TIME.column]
    free, dwelling = _cost_to_come(asked, timetable)
    lefts = [(one, left) for one, (_, _, left) in zip(entries, plan.limits, strict=True)]
    wanted = Wanted(
        fixed=[one[plan.known :] for one in plan.fixed],
        left=[free if one == COST.column else left for one, left in lefts],
        dwelling=[dwelling if one == COST.column else left for one, left in lefts],
        most=[most for _, most, _ in plan.limits],
        criteria=[TIME_ENTRY if column == TIME.column else entries.index(column) for column in columns],
        time_left=least_to_come(asked, asked.columns[TIME.column].tolist()),
        latest=latest_by(asked, plan.clock, min((*bounds, timetable.horizon))),
    )
    first = _by_chains(problem, timetable, columns, min((*bounds, timetable.horizon)), budget)
    if first.status is None:
        return first
    if first.slower:
        return first
    near = asked.usable & _left_open(asked, columns, first.vectors)
    clock = clock._replace(worth_waiting=worth_waiting(asked, timetable, near))
    if not any(clock.worth_waiting):
        return first
    most = min(budget.labels, MOST_LABELS)
    found = front_on_clock(span, clock, wanted, most, known=first.vectors, check=budget.check)
    labels = first.labels + found.labels
    if found.whole:
        return _Vectors(Status.OPTIMAL, found.vectors, labels)
    return _Vectors(Status.FEASIBLE, first.vectors, labels)


def _by_chains(problem: Problem, timetable: Timetable, columns: Sequence[str], until: int, budget: Budget) -> _Vectors:
    """Return the front by chains; where they are too many, without ways slower than others that add no more."""
    others = [column for column in columns if column != TIME.column]
    found = leaving_at(problem, timetable, 0, until, others, budget)
    place = {column: number for number, column in enumerate(others)}
    vectors = (
        tuple(one.end if column == TIME.column else one.vector[place[column]] for column in columns)
        for one in found.found
    )
    status = Status.OPTIMAL if found.whole else None
    return _Vectors(status, not_beaten(vectors), found.labels, found.slower)


def _counted(problem: Problem, columns: Sequence[str]) -> Problem:
    """Return a problem with a limit, be it without a bound, on each column but time, so that searches count it."""
    limited = {limit.column for limit in problem.limits} | {TIME.column}
    more = [Limit("criterion", column, UNBOUNDED) for column in columns if column not in limited]
    return replace(problem, limits=(*problem.limits, *more))


def _cost_to_come(problem: Problem, timetable: Timetable) -> tuple[list[float | int], list[float | int]]:
    """Return per node the least cost to the target, where no dwell lasts that is charged, and where one does.

    A dwell lasts at least as long as what is done between its begin and its end, and the lead of what is boarded.
    """
    graph, rows = problem.graph, problem.row.tolist()
    taken, cost = problem.columns[TIME.column].tolist(), problem.columns[COST.column].tolist()
    stood = _least_dwells(problem, timetable)
    nodes = graph.n_nodes
    tails, heads, weights = [], [], []
    for arc in np.flatnonzero(problem.usable).tolist():
        tail, head, row = graph.tails[arc], graph.heads[arc], rows[arc]
        begins, ends = row in timetable.stored, timetable.ends[row]
        tails.append(tail)
        heads.append(head + nodes * begins)
        weights.append(cost[arc])
        if stood[tail] != UNREACHED:
            due = (timetable.charge(row, int(stood[tail]) + taken[arc])[1] or 0) if ends else 0
            tails.append(tail + nodes)
            heads.append(head + nodes * (begins or not ends))
            weights.append(cost[arc] + due)
    layers = Graph(np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64), 2 * nodes)
    usable = bytes([1]) * len(tails)
    found = distances(layers.entering, layers.tails, weights, usable, problem.target)
    return found[:nodes], found[nodes:]


def _least_dwells(problem: Problem, timetable: Timetable) -> list[float | int]:
    """Return per node the least time since a dwell began that is charged and has not ended; infinite: none can last."""
    graph, rows = problem.graph, problem.row.tolist()
    taken, nodes = problem.columns[TIME.column].tolist(), graph.n_nodes
    tails, heads, weights = [], [], []
    for arc in np.flatnonzero(problem.usable).tolist():
        row = rows[arc]
        if row in timetable.stored or not timetable.ends[row]:
            tails.append(nodes if row in timetable.stored else graph.tails[arc])
            heads.append(graph.heads[arc])
            weights.append(taken[arc])
    layers = Graph(np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64), nodes + 1)
    return distances(layers.leaving, layers.heads, weights, bytes([1]) * len(tails), nodes)[:nodes]


def _without_objective(plan: Plan) -> Clock:
    """Return the clock of a plan for vectors of what is limited alone."""
    charge, known = plan.clock.charge, plan.known

    def limited(arc: int, stood: int) -> Vector | None:
        charged = charge(arc, stood)
        return None if charged is None else charged[known:]

    return plan.clock._replace(per_time=plan.clock.per_time[known:], charge=limited)


def _left_open(problem: Problem, columns: Sequence[str], vectors: Sequence[Vector]) -> np.ndarray:
    """Return the arcs through which a way may lead that none of some vectors equals or beats."""
    graph, least = problem.graph, []
    for column in columns:
        cells = problem.columns[column]
        behind, ahead = (np.array(one(problem, cells.tolist())) for one in (least_so_far, least_to_come))
        least.append(behind[graph.tail] + cells + ahead[graph.head])
    found = np.ones(len(problem.usable), dtype=np.bool_)
    for vector in vectors:
        found &= ~np.logical_and.reduce([cells >= value for cells, value in zip(least, vector, strict=True)])
    return found


def _route(
    problem: Problem, timetable: Timetable, columns: Sequence[str], vector: Vector, budget: Budget
) -> tuple[Vector, Route]:
    """Return of all ways within the totals of a point the one that is best and that the tie rule takes, and its totals.

    Raises
    ------
    DisagreementError
        There is none.
    """
    others = [limit for limit in problem.limits if limit.column not in columns]
    totals = [Limit("point of the front", column, most) for column, most in zip(columns, vector, strict=True)]
    states = in_states(replace(problem, limits=(*others, *totals)), timetable, budget)
    found = choose(states).least(states, budget)
    if found.status is Status.UNKNOWN:
        raise TimeUp
    if not found.arcs:
        raise DisagreementError(f"the front has {vector}, but no route, for: {problem.question}. {DEFECT}")
    sums = tuple(int(states.columns[column][list(found.arcs)].sum()) for column in columns)
    return sums, route_of(states, found.arcs)
