"""The second opinion: OR-Tools finds the least vector by models of its own, entry after entry.

A plain path is a minimum-cost flow on all arcs from which the target can be reached: no bound of the label
search takes part. Under limits, arcs that no feasible route better than the known one can use are removed
first (Dijkstra forward and backward, per limit), and CP-SAT proves the rest. Once an entry of the vector is
settled, only arcs of routes that reach it stay for the next entry.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.compiling.arc_arrays import pack
from routing.compiling.problem import Problem
from routing.errors import DisagreementError
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.solvers.flow import least_flow

Ints = NDArray[np.int64]
CORRIDOR_ARCS = 5_000  # what a network flow or CP-SAT proves without long waiting; beyond it bounds remove arcs first
EXPANDED, BOUNDS = "the expanded graph", "bounds of Dijkstra searches, by which arcs were removed"
FLOW, PROGRAMME = "OR-Tools SimpleMinCostFlow", "OR-Tools CP-SAT"
SAFE_BITS = 53  # sums of objective coefficients that CP-SAT keeps exactly


@dataclass(frozen=True, slots=True)
class Certificate:
    """What OR-Tools says: ``status`` optimal, infeasible or stopped; its arcs; what it leaned on."""

    solver: str
    status: str
    arcs: int
    shared: tuple[str, ...]


def certify_least(
    problem: Problem,
    weight: int | None,
    to_come: Sequence[float | int],
    least: Sequence[Sequence[float | int]],
    most_arcs: int | None,
    time_limit_s: float,
) -> Certificate | None:
    """Return OR-Tools' verdict on the least vector that the label search found (`weight`, packed; None = no route).

    None is returned where more than `most_arcs` arcs are left after reduction (None: any number will do), or where
    OR-Tools takes no numbers so large. `shared` of the verdict says whether the arcs were reduced by the bounds.

    Raises
    ------
    DisagreementError
        OR-Tools finds another vector.
    """
    if problem.source < 0 or problem.target < 0:
        return Certificate(FLOW, "infeasible", 0, (EXPANDED,))
    until = time.monotonic() + time_limit_s
    rows = np.flatnonzero(problem.usable)
    rows = rows[np.isfinite(np.array(to_come, dtype=np.float64))[problem.graph.head[rows]]]
    shared = (EXPANDED,) if len(rows) <= CORRIDOR_ARCS else (EXPANDED, BOUNDS)
    try:
        relaxed = _plain(problem, rows, most_arcs, to_come, until)
    except OverflowError:
        return None
    if relaxed is None:
        return None
    if not problem.limits or relaxed.status != "optimal" or _within(problem, relaxed.rows):
        return _agreed(problem, relaxed, weight, FLOW, shared)
    try:
        found = _limited(problem, weight, to_come, least, most_arcs, until)
    except OverflowError:
        return None
    return None if found is None else _agreed(problem, found, weight, PROGRAMME, (EXPANDED, BOUNDS))


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    vector: tuple[int, ...]
    rows: tuple[int, ...]
    arcs: int


def _agreed(problem: Problem, found: _Answer, weight: int | None, solver: str, shared: tuple[str, ...]) -> Certificate:
    if found.status == "stopped":
        return Certificate(solver, "stopped", found.arcs, shared)
    expected = None if weight is None else _unpacked(problem, weight)
    mine = found.vector if found.status == "optimal" else None
    if mine != expected:
        raise DisagreementError(
            f"{solver} finds {mine}, the label search {expected}, for: {problem.question}. "
            "This is a defect of landbridge; please report it with the question and the network"
        )
    return Certificate(solver, found.status, found.arcs, shared)


def _unpacked(problem: Problem, weight: int) -> tuple[int, ...]:
    """Return the vector that a packed weight stands for."""
    entries = []
    for column in reversed(problem.vector[1:]):
        bits = max(1, sum(column.tolist()).bit_length())
        entries.append(weight & ((1 << bits) - 1))
        weight >>= bits
    return (weight, *reversed(entries))


def _plain(
    problem: Problem, rows: Ints, most_arcs: int | None, to_come: Sequence[float | int], until: float
) -> _Answer | None:
    """Return the least vector without limits, by one flow per entry.

    A flow cannot be interrupted; of 5,000 arcs the slowest that was found takes 0.2 s, most take a few ms. So the time
    is looked at before each.
    """
    tail, head = problem.graph.tail, problem.graph.head
    if len(rows) > CORRIDOR_ARCS:
        ahead = [_shifted(value, problem.shift) for value in to_come]
        rows = _tight(problem.source, problem.graph.leaving, problem.graph.heads, rows, ahead, problem.vector[0])
        if most_arcs is not None and len(rows) > most_arcs:
            return None
    arcs, values = len(rows), []
    path: tuple[int, ...] = ()
    for column in problem.vector:
        if time.monotonic() > until:
            return _Answer("stopped", (), (), arcs)
        found = least_flow(tail[rows], head[rows], column[rows], problem.source, problem.target)
        if found is None:
            return _Answer("infeasible", (), (), arcs)
        values.append(found[0])
        path = tuple(int(rows[number]) for number in found[1])
        if len(values) < len(problem.vector) and len(rows) > len(path):
            rows = _on_best(problem, rows, column, found[0])
        if len(rows) == len(path):
            values = [int(entry[list(path)].sum()) for entry in problem.vector]
            break
    return _Answer("optimal", tuple(values), path, arcs)


def _on_best(problem: Problem, rows: Ints, column: Ints, value: int) -> Ints:
    """Return the rows that lie on a path of least `column`, which is `value`."""
    usable = np.zeros(len(column), dtype=np.uint8)
    usable[rows] = 1
    graph = problem.graph
    behind = distances(graph.leaving, graph.heads, column.tolist(), usable.tobytes(), problem.source, most=value)
    return _tight(problem.target, graph.entering, graph.tails, rows, behind, column)


def _shifted(value: float | int, shift: int) -> float | int:
    return value if value == UNREACHED else int(value) >> shift


def _tight(
    start: int, rows_at: Sequence[Sequence[int]], ends: Sequence[int], rows: Ints, least: Sequence[float | int],
    column: Ints,
) -> Ints:  # fmt: skip
    """Return the rows of the paths from `start` on which the least weight that is left of each node is used up."""
    allowed = set(rows.tolist())
    tight: list[int] = []
    seen, stack = {start}, [start]
    while stack:
        node = stack.pop()
        for row in rows_at[node]:
            there = ends[row]
            if row in allowed and least[node] == int(column[row]) + least[there]:
                tight.append(row)
                if there not in seen:
                    seen.add(there)
                    stack.append(there)
    return np.array(sorted(tight), dtype=np.int64)


def _within(problem: Problem, rows: tuple[int, ...]) -> bool:
    return all(int(problem.columns[limit.column][list(rows)].sum()) <= limit.bound for limit in problem.limits)


def _limited(
    problem: Problem,
    weight: int | None,
    to_come: Sequence[float | int],
    least: Sequence[Sequence[float | int]],
    most_arcs: int | None,
    until: float,
) -> _Answer | None:
    """Return the least vector within the limits, by CP-SAT on the arcs that can matter."""
    from routing.solvers.limited import least_limited

    uses = [problem.columns[limit.column] for limit in problem.limits]
    bounds = [limit.bound for limit in problem.limits]
    rows = np.flatnonzero(problem.usable)
    for use, bound, ahead in zip(uses, bounds, least, strict=True):
        rows = _reaching(problem, rows, use, bound, ahead)
    if weight is not None:
        ahead = [_shifted(value, problem.shift) for value in to_come]
        rows = _reaching(problem, rows, problem.vector[0], weight >> problem.shift, ahead)
    if most_arcs is not None and len(rows) > most_arcs:
        return None
    arcs, values = len(rows), []
    path: tuple[int, ...] = ()
    for column in _merged(problem, rows):
        found = least_limited(
            problem.graph.tail[rows], problem.graph.head[rows], column[rows], problem.source, problem.target,
            [use[rows] for use in uses], bounds, max(0.0, until - time.monotonic()),
        )  # fmt: skip
        if found.status != "optimal" or found.weight is None or found.rows is None:
            return _Answer(found.status, (), (), arcs)
        values.append(found.weight)
        path = tuple(int(rows[number]) for number in found.rows)
        uses, bounds = [*uses, column], [*bounds, found.weight]
        rows = _reaching(problem, rows, column, found.weight, None)
        if len(rows) == len(path):
            break
    return _Answer("optimal", tuple(int(entry[list(path)].sum()) for entry in problem.vector), path, arcs)


def _reaching(problem: Problem, rows: Ints, use: Ints, bound: int, ahead: Sequence[float | int] | None) -> Ints:
    """Return the rows on some path from source to target that uses at most `bound`."""
    usable = np.zeros(len(use), dtype=np.uint8)
    usable[rows] = 1
    graph, weights, mask = problem.graph, use.tolist(), usable.tobytes()
    behind = distances(graph.leaving, graph.heads, weights, mask, problem.source)
    if ahead is None:
        ahead = distances(graph.entering, graph.tails, weights, mask, problem.target)
    keep = [behind[graph.tails[row]] + weights[row] + ahead[graph.heads[row]] <= bound for row in rows.tolist()]
    return rows[np.array(keep, dtype=np.bool_)]


def _merged(problem: Problem, rows: Ints) -> list[Ints]:
    """Return the entries to minimise in turn: the objective, then the rest as one number where it is small enough."""
    first, *rest = problem.vector
    packed, _ = pack([column[rows] for column in rest])
    if sum(packed).bit_length() > SAFE_BITS:
        return list(problem.vector)
    merged = np.zeros_like(first)
    merged[rows] = packed
    return [first, merged]
