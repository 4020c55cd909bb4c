"""What the searches on the clock take of a problem: what its arcs add and wait for, and what is still to come."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.kernels.lists.on_clock import Board, Clock, Vector, Windows, latest_moments
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import CO2E, COLUMN_OF, COST, TIME
from routing.solving.on_lists import Bound, least_so_far, least_to_come, span_of


class Plan(NamedTuple):
    """What the searches on the clock take of a problem."""

    clock: Clock
    fixed: list[Vector]
    to_come: list[Vector | None]
    latest: list[int]
    limits: list[tuple[int, int, Bound]]
    known: int  # entries of the problem's vector; limits follow
    columns: tuple[str, ...]  # of each entry of the vector, "" of what is no column


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
        worth_waiting=worth_waiting(problem, timetable, problem.usable),
        windows={arc: Windows(*timetable.windows[r]) for arc, r in enumerate(rows) if r in timetable.windows},
    )
    names = [""] * size + [limit.column for limit in extra]
    for column, entry in entries.items():
        names[entry] = column
    if not isinstance(minimise, GeneralisedCost):
        names[0] = COLUMN_OF[minimise]
    return Plan(clock, [tuple(one) for one in fixed.tolist()], to_come, [], limits, size, tuple(names))


def within_limits(problem: Problem) -> Problem:
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


def worth_waiting(problem: Problem, timetable: Timetable, usable: np.ndarray) -> bytes:
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


def latest_by(problem: Problem, clock: Clock, by: int) -> list[int]:
    """Return per node the last moment from which the target is reached by another; below 0: from none."""
    return latest_moments(span_of(problem), clock, problem.graph.entering, problem.graph.tails, by)
