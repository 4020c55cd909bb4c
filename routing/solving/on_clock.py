"""A problem on the clock, as states of place and moment joined by arcs: what every engine takes.

1. A search over moments finds the least vector of a way that keeps to departures and limits, or none.
2. States from which nothing as good may come are left out, by what is at least still to come; the rest is a problem
   like any other, with a node for each state. Its least route is found by one engine and confirmed by another.

So the search only says how far to look: a way that it overlooked, if it is better, is in the graph and is found.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from routing.amounts import charges
from routing.compiling.arc_table import Ints
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable, timetable_of
from routing.compiling.vector import vector_columns
from routing.kernels.lists.on_clock import (
    Board,
    Clock,
    Found,
    Move,
    Sought,
    State,
    Vector,
    latest_moments,
    least_on_clock,
    moves,
)
from routing.kernels.lists.tight_starts import tight_starts
from routing.question.clock import seconds_of
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import CO2E, COLUMN_OF, COST, TIME
from routing.search.budget import Budget, TimeUp
from routing.search.graph import Graph
from routing.solving.choosing import choose
from routing.solving.on_lists import Bound, least_so_far, least_to_come, span_of
from routing.steps.kinds import DEMURRAGE, PORT
from routing.steps.step import Step

CHECKED = 4096  # states between two looks at the time that is left
HORIZON_DAYS = 366  # departures are looked at so far from the begin


@dataclass(frozen=True, eq=False, kw_only=True)
class ClockProblem(Problem):
    """A problem whose nodes are states.

    Attributes
    ----------
    taken
        Per arc, the milliminutes that it takes, waiting included.
    charged_days
        Per arc, the days of demurrage that it charges; 0 of all arcs but those of charges.
    """

    taken: Ints
    charged_days: Ints

    def step(self, number: int) -> Step:
        """Return what happens on an arc, with the wait that ends with the departure, or the charge that follows."""
        return step_of(self, int(self.row[number]), int(self.taken[number]), int(self.charged_days[number]))


def step_of(problem: Problem, row: int, taken: int, charged_days: int = 0) -> Step:
    """Return the step of an arc of the expansion that takes so long, or of the charge that follows it."""
    expansion = problem.table.expansion
    arc = expansion.arcs[row]
    if charged_days:
        return _charge(problem, arc.step, charged_days)
    if arc.leaving is None:
        return arc.step
    return replace(
        arc.step,
        milliminutes=taken,
        time_figure=None,
        timetable="stated" if arc.leaving.service in expansion.network.departures else "assumed",
        lead=arc.step.milliminutes or 0,
    )


def _charge(problem: Problem, step: Step, days: int) -> Step:
    expansion = problem.table.expansion
    network, place = expansion.network, step.places[0]
    storage = charges.storage_at(network, place)
    assert storage is not None
    millicents, key = charges.demurrage(network, expansion.load, storage, days)
    return Step(
        kind=DEMURRAGE,
        component=PORT,
        element=place,
        places=(place,),
        side=step.side,
        millicents=millicents,
        charged_days=days,
        price_figure=key,
        territories=step.territories,
    )


class Plan(NamedTuple):
    """What the searches on the clock take of a problem."""

    clock: Clock
    fixed: list[Vector]
    to_come: list[Vector | None]
    latest: list[int]
    limits: list[tuple[int, int, Bound]]
    known: int  # entries of the problem's vector; limits follow
    columns: tuple[str, ...]  # of each entry of the vector, "" of what is no column


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
    starts = (last, *tight_starts(span_of(problem), plan.clock, plan.fixed, plan.latest, (0, last)))
    sought = Sought(plan.fixed, plan.to_come, starts, plan.latest, plan.limits)
    found = least_on_clock(span_of(problem), plan.clock, sought, budget.labels, check=budget.check)
    if found.stopped:
        raise TimeUp
    return found._replace(vector=None if found.vector is None else ())


def least_time(problem: Problem, timetable: Timetable, budget: Budget) -> int | None:
    """Return the least time from the begin to the target within the limits, in milliminutes; None: there is no way."""
    states = in_states(problem, timetable, budget)
    found = choose(states).least(states, budget)
    return found.vector[0] if found.vector else None


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
    starts = (last, *tight_starts(span, plan.clock, plan.fixed, plan.latest, (0, last)))
    return _least(problem, timetable, plan, starts, budget)


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
    problem = _within_limits(problem)
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


def _least(problem: Problem, timetable: Timetable, plan: Plan, starts: Sequence[int], budget: Budget) -> Found:
    """Return the least vector from one of some moments: first as if the earlier were always the better.

    What is found so is a way, and bounds the search for a better one that comes later somewhere.
    """
    span, clock = span_of(problem), plan.clock
    sought = Sought(plan.fixed, plan.to_come, starts, plan.latest, plan.limits)
    hoped = least_on_clock(span, clock, sought, budget.labels, first_only=True, check=budget.check)
    if hoped.stopped:
        raise TimeUp
    if not any(clock.worth_waiting):
        return hoped
    if hoped.vector is not None:
        clock = _of_interest(problem, timetable, clock, hoped.vector[0])
        if len(starts) == 1 and problem.question.minimise == "time":
            latest = latest_by(problem, clock, starts[0] + hoped.vector[0])
            sought = sought._replace(latest=latest)
    found = least_on_clock(span, clock, sought._replace(bound=hoped.vector), budget.labels, check=budget.check)
    if found.stopped:
        raise TimeUp
    return hoped if found.vector is None else found


def latest_by(problem: Problem, clock: Clock, by: int) -> list[int]:
    """Return per node the last moment from which the target is reached by another; below 0: from none."""
    return latest_moments(span_of(problem), clock, problem.graph.entering, problem.graph.tails, by)


def plan_of(problem: Problem, timetable: Timetable) -> Plan:
    """Return what the searches take of a problem, with no end to the time that they have."""
    row = problem.row
    taken = problem.columns[TIME.column]
    minimise = problem.question.minimise
    others = [measure.column for measure in (TIME, COST, CO2E) if measure.criterion != minimise]
    size = len(problem.vector)
    told = size == len(others) + 3  # whether figures are missing on some arc; here a charge may be, so they count
    size += not told
    first_other = size - 1 - len(others)
    entries = {column: first_other + number for number, column in enumerate(others)}
    extra = [limit for limit in problem.limits if limit.column != TIME.column]
    per_time = [0] * (size + len(extra))
    per_time[0] += problem.weights.of.get(TIME.column, 0)
    if TIME.column in entries:
        per_time[entries[TIME.column]] += 1
    counted = [] if told else [np.zeros(len(row), dtype=np.int64)]
    columns = [problem.vector[0], *counted, *problem.vector[1:], *(problem.columns[limit.column] for limit in extra)]
    fixed = np.stack([column - taken * unit for column, unit in zip(columns, per_time, strict=True)], axis=1)
    per_cost = [0] * (size + len(extra))
    per_cost[0] += problem.weights.of.get(COST.column, 0)
    if COST.column in entries:
        per_cost[entries[COST.column]] += 1
    for number, limit in enumerate(extra):
        if limit.column == COST.column:
            per_cost[size + number] += 1
    ones = [0] * (size + len(extra))
    ones[size - 1] = 1
    unknown = tuple(one + (number == 1) for number, one in enumerate(ones))
    is_limited = any(limit.column == COST.column for limit in extra)
    rows = row.tolist()

    def charge(arc: int, stood: int) -> Vector | None:
        days, millicents = timetable.charge(rows[arc], stood)
        if not days:
            return (0,) * len(per_cost)
        if millicents is None:
            return None if per_cost[0] or is_limited else unknown
        return tuple(one * millicents + more for one, more in zip(per_cost, ones, strict=True))

    bits = [max(1, sum(column.tolist()).bit_length()) for column in problem.vector[1:]]
    ahead = least_to_come(problem, problem.packed)
    tail = (0,) * len(extra)
    to_come = [None if value == float("inf") else (*_unpacked(int(value), bits, told), *tail) for value in ahead]
    limits = [
        (size + number, limit.bound, least_to_come(problem, problem.columns[limit.column].tolist()))
        for number, limit in enumerate(extra)
    ]
    clock = Clock(
        taken=taken.tolist(),
        boards={arc: Board(*timetable.boards[r]) for arc, r in enumerate(rows) if r in timetable.boards},
        spans={arc: timetable.open[r] for arc, r in enumerate(rows) if r in timetable.open},
        stored=bytes(r in timetable.stored for r in rows),
        ends=bytes(timetable.ends[r] for r in rows),
        charge=charge,
        per_time=tuple(per_time),
        worth_waiting=_worth_waiting(problem, timetable, problem.usable),
    )
    names = [""] * size + [limit.column for limit in extra]
    for column, entry in entries.items():
        names[entry] = column
    if not isinstance(minimise, GeneralisedCost):
        names[0] = COLUMN_OF[minimise]
    return Plan(clock, [tuple(one) for one in fixed.tolist()], to_come, [], limits, size, tuple(names))


def _within_limits(problem: Problem) -> Problem:
    """Return the problem without the arcs that no way within a limit uses, however it waits."""
    usable, graph = problem.usable, problem.graph
    for column, bound in ((problem.columns[limit.column], limit.bound) for limit in problem.limits):
        behind, ahead = (np.array(least(problem, column.tolist())) for least in (least_so_far, least_to_come))
        usable = usable & (behind[graph.tail] + column + ahead[graph.head] <= bound)
    return replace(problem, usable=usable)


def _unpacked(value: int, bits: list[int], told: bool) -> Vector:
    """Return the entries of a vector that is one integer; `told`: it counts missing figures, else there are none."""
    found = []
    for width in reversed(bits):
        found.append(value & ((1 << width) - 1))
        value >>= width
    return (value, *(() if told else (0,)), *reversed(found))


def _of_interest(problem: Problem, timetable: Timetable, clock: Clock, most: int) -> Clock:
    """Return the clock with waits worth while only where a way of no more than the objective leads on."""
    first = problem.vector[0]
    behind = np.array(least_so_far(problem, first.tolist()))
    ahead = np.array(least_to_come(problem, first.tolist()))
    near = problem.usable & (behind[problem.graph.tail] + first + ahead[problem.graph.head] <= most)
    return clock._replace(worth_waiting=_worth_waiting(problem, timetable, near))


def _worth_waiting(problem: Problem, timetable: Timetable, usable: np.ndarray) -> bytes:
    """Return for each node whether something behind it may be better for coming later."""
    graph, tails = problem.graph, problem.graph.tails
    mask = usable.astype(np.uint8).tobytes()
    found = bytearray(graph.n_nodes)
    nodes = []
    for arc, row in enumerate(problem.row.tolist()):
        if mask[arc] and (row in timetable.stored or row in timetable.open) and not found[tails[arc]]:
            found[tails[arc]] = 1
            nodes.append(tails[arc])
    rows = problem.row.tolist()
    for node in nodes:
        for arc in graph.entering[node]:
            if mask[arc] and not found[tails[arc]] and rows[arc] not in timetable.boards:
                found[tails[arc]] = 1
                nodes.append(tails[arc])
    return bytes(found)


def _kept(problem: Problem, plan: Plan, origin: State, bound: Vector, budget: Budget) -> list[tuple[State, Move]]:
    """Return the moves between states by which a way may be no worse than the bound."""
    span, number = span_of(problem), count()
    zero = (0,) * len(plan.fixed[0])
    queue = [(zero, next(number), origin)]
    settled: set[State] = set()
    kept = []
    cut = bound[: plan.known]
    while queue:
        so_far, _, state = heappop(queue)
        if state in settled:
            continue
        settled.add(state)
        if not len(settled) % CHECKED:
            budget.check()
        for move in moves(span, plan.clock, plan.fixed, state, plan.latest):
            ahead = plan.to_come[move.head.node]
            if ahead is None:
                continue
            vector = tuple(map(sum, zip(so_far, move.added, strict=True)))
            if tuple(map(sum, zip(vector, ahead, strict=True)))[: plan.known] > cut:
                continue
            kept.append((state, move))
            if move.head not in settled:
                heappush(queue, (vector, next(number), move.head))
    return kept


class _Made(NamedTuple):
    """An arc between two states, or one of them and a charge: over which arc of the problem, and what it adds to it."""

    tail: tuple[int, ...]
    head: tuple[int, ...]
    arc: int
    taken: int
    days: int = 0
    millicents: int = -1  # -1: no charge, or one that nobody knows


def problem_of(
    problem: Problem, timetable: Timetable, origin: State, kept: Iterable[tuple[State, Move]]
) -> ClockProblem:
    """Return the problem of some moves between states."""
    rows = problem.row.tolist()
    made: set[_Made] = set()
    for state, move in kept:
        head = (*move.head, -1, 0) if move.head.node != problem.target else (problem.target, 0, 0, -1, 0)
        tail = (*state, -1, 0)
        days, millicents = timetable.charge(rows[move.arc], move.stood) if move.stood else (0, 0)
        taken = move.head.at - state.at
        if days:
            between = (*move.head, move.arc, move.stood)
            made.add(_Made(tail, between, move.arc, taken))
            made.add(_Made(between, head, move.arc, 0, days, -1 if millicents is None else millicents))
        else:
            made.add(_Made(tail, head, move.arc, taken))
    arcs = sorted(made)
    ends = (*origin, -1, 0), (problem.target, 0, 0, -1, 0)
    names = sorted({one.tail for one in arcs} | {one.head for one in arcs} | set(ends))
    node = {name: number for number, name in enumerate(names)}
    tails, heads, numbers, times, days_charged, charges_due = (
        np.array(column, dtype=np.int64).reshape(-1)
        for column in (
            [node[one.tail] for one in arcs],
            [node[one.head] for one in arcs],
            *([one[place] for one in arcs] for place in range(2, 6)),
        )
    )
    charged = days_charged > 0
    columns = {name: np.where(charged, 0, cells[numbers]) for name, cells in problem.columns.items()}
    columns[TIME.column] = times
    columns[COST.column] = columns[COST.column] + np.maximum(charges_due, 0)
    missing = {name: cells[problem.row[numbers]] & ~charged for name, cells in problem.table.missing.items()}
    missing[COST.column] |= charged & (charges_due < 0)
    return ClockProblem(
        question=problem.question,
        table=problem.table,
        graph=Graph(tails, heads, len(names)),
        usable=np.ones(len(arcs), dtype=np.bool_),
        columns=columns,
        vector=tuple(vector_columns(columns, missing, problem.question.minimise, problem.weights.of)),
        limits=problem.limits,
        row=problem.row[numbers],
        source=node[ends[0]],
        target=node[ends[1]],
        weights=problem.weights,
        left_out=problem.left_out,
        lacking=problem.lacking,
        charged_days=days_charged,
        taken=times,
    )
