"""OR-Tools finds the least vector by models of its own, entry after entry: a second opinion, or an engine by itself.

A plain path is a minimum-cost flow on all arcs from which the target can be reached. Under limits, arcs that no
feasible route as good as the known one can use are removed first (Dijkstra forward and backward, per limit), and CP-SAT
proves the rest. Once an entry of the vector is settled, only arcs of routes that reach it stay for the next entry.

Its bounds are worked out here, from the problem alone: none of the first engine's numbers takes part but the vector
that is to be confirmed, and on large problems the arcs that a route as good may use. `Verdict.shared` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routing.compiling.problem import Problem
from routing.errors import SolverError
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.search.budget import Budget, TimeUp
from routing.search.choosing import CORRIDOR
from routing.search.graph import Ints, pack
from routing.solving.choosing import untimed_engine
from routing.solving.engine import Least, Vector, Verdict, keeps_limits, missed_by, vector_of
from routing.solving.models.flow import least_flow
from routing.solving.on_lists import OnLists, least_to_come, limits_of, tie_rule
from routing.solving.part import part_of
from routing.solving.timed import clock_of, time_bound
from routing.status import Status

if TYPE_CHECKING:
    from routing.solving.models.cp_sat import Times

EXPANDED, BOUNDS = "the expanded graph", "bounds of Dijkstra searches, by which arcs were removed"
FLOW, PROGRAMME = "OR-Tools SimpleMinCostFlow", "OR-Tools CP-SAT"
SAFE_BITS = 53  # sums of objective coefficients that CP-SAT keeps exactly


class OrTools:
    """OR-Tools: a second opinion, or an engine by itself."""

    name = "OR-Tools"

    def confirm(self, problem: Problem, found: Least, budget: Budget, *, beyond: bool) -> Verdict | None:
        """Return the least vector; None where more arcs are left than it is asked about, or its numbers are too narrow.

        `beyond`: any number of arcs will do.
        """
        if problem.source < 0 or problem.target < 0:
            return Verdict(FLOW, Status.INFEASIBLE, (), 0, (EXPANDED,))
        most_arcs = None if beyond else CORRIDOR
        try:
            if isinstance(untimed_engine(problem), OnLists):
                return _verdict(problem, found.vector, most_arcs, budget)
            return _verdict_on_large(problem, found, most_arcs, budget)
        except (OverflowError, _TooManyArcs):
            return None

    def least(self, problem: Problem, budget: Budget) -> Least:
        """Return the least vector within the limits, and of all routes of that vector the one of the tie rule.

        Raises
        ------
        SolverError
            OR-Tools takes no numbers so large.
        """
        if problem.source < 0 or problem.target < 0:
            return Least(Status.INFEASIBLE)
        try:
            _, answer = _answer(problem, (), None, budget)
            return Least(answer.status) if answer.status is not Status.OPTIMAL else _canonical(problem, answer, budget)
        except TimeUp:
            return Least(Status.UNKNOWN)
        except OverflowError as error:
            raise SolverError(f"{error}; ask for engines='ours'") from error


class _Answer(NamedTuple):
    """What a model says: a vector and the rows of a path that has it, or no path, or no time.

    `arcs` were given to it; `bounded`: others were left out because a search told that no best route runs there;
    `timed`: it had to search time.
    """

    status: Status
    arcs: int
    vector: Vector = ()
    rows: tuple[int, ...] = ()
    bounded: bool = False
    timed: bool = False


class _TooManyArcs(Exception):
    """More arcs are left than OR-Tools is asked about."""


def _verdict(problem: Problem, known: Vector, most_arcs: int | None, budget: Budget) -> Verdict:
    try:
        solver, answer = _answer(problem, known, most_arcs, budget)
    except TimeUp:
        solver, answer = FLOW, _Answer(Status.UNKNOWN, len(problem.usable), bounded=True)
    bounded = solver == PROGRAMME or answer.bounded
    return Verdict(solver, answer.status, answer.vector, answer.arcs, (EXPANDED, BOUNDS) if bounded else (EXPANDED,))


def _verdict_on_large(problem: Problem, found: Least, most_arcs: int | None, budget: Budget) -> Verdict:
    """Return the verdict on the arcs that a route as good as the one found may use, which are few even there."""
    from routing.solving.array_searches import named_limits, rows_within

    try:
        rows = found.rows
        if rows is None:
            least = {"entry 0": found.vector[0]} if found.vector else {}
            rows = rows_within(problem, least | named_limits(problem), budget)
        _few(rows, most_arcs)
        solver, answer = _answer(part_of(problem, rows), found.vector, most_arcs, budget)
    except TimeUp:
        solver, answer = FLOW, _Answer(Status.UNKNOWN, len(problem.usable))
    return Verdict(solver, answer.status, answer.vector, answer.arcs, (EXPANDED, BOUNDS))


def _answer(problem: Problem, known: Vector, most_arcs: int | None, budget: Budget) -> tuple[str, _Answer]:
    """Return which model settled a problem and what it says; `known` is a vector to be beaten, if there is one."""
    relaxed = _plain(problem, most_arcs, budget)
    if relaxed.status is not Status.OPTIMAL:
        return FLOW, relaxed
    in_time, within = not missed_by(problem, relaxed.rows), keeps_limits(problem, relaxed.rows)
    if in_time and within:
        return FLOW, relaxed
    if problem.limits and not within:
        limited = _limited(problem, () if problem.timing.spans else known, most_arcs, budget)
        if limited.status is not Status.OPTIMAL or not missed_by(problem, limited.rows):
            return PROGRAMME, limited
    return PROGRAMME, _limited(problem, known, most_arcs, budget, timed=True)


def _canonical(problem: Problem, answer: _Answer, budget: Budget) -> Least:
    """Return the canonical route of the vector that a model found; under times the one that it found."""
    if answer.timed:
        return Least(Status.OPTIMAL, answer.vector, answer.rows)
    ahead, limited = least_to_come(problem, problem.packed, budget.check), limits_of(problem, budget.check)
    weight = sum(problem.packed[row] for row in answer.rows)
    try:
        return Least(Status.OPTIMAL, answer.vector, tie_rule(problem, weight, ahead, limited, budget.check))
    except TimeUp:
        return Least(Status.FEASIBLE, answer.vector, answer.rows)


def _few(rows: Ints, most_arcs: int | None) -> None:
    if most_arcs is not None and len(rows) > most_arcs:
        raise _TooManyArcs


def _leading(problem: Problem) -> Ints:
    """Return the usable arcs from which the target can be reached."""
    graph, mask = problem.graph, problem.mask
    tails, entering = graph.tails, graph.entering
    reached = bytearray(graph.n_nodes)
    reached[problem.target] = 1
    nodes = [problem.target]
    for node in nodes:
        for arc in entering[node]:
            if mask[arc] and not reached[tails[arc]]:
                reached[tails[arc]] = 1
                nodes.append(tails[arc])
    return np.flatnonzero(problem.usable & np.frombuffer(reached, dtype=np.bool_)[graph.head])


def _candidates(problem: Problem, budget: Budget) -> tuple[Ints, bool]:
    """Return the arcs that a flow is given: all that lead to the target, or of many those of the least first entry.

    True: a search has told which. It runs backward and ends at the source: what is farther is on no best route.
    """
    usable, graph, column = problem.usable, problem.graph, problem.vector[0]
    if np.count_nonzero(usable) > CORRIDOR:
        ahead = distances(
            graph.entering, graph.tails, column.tolist(), problem.mask, problem.target, problem.source, budget.check
        )
        met = usable & (np.array(ahead) < UNREACHED)[graph.head]
        if np.count_nonzero(met) > CORRIDOR or len(_leading(problem)) > CORRIDOR:
            return _tight(problem.source, graph.leaving, graph.heads, met.tobytes(), ahead, column), True
    return _leading(problem), False


def _plain(problem: Problem, most_arcs: int | None, budget: Budget) -> _Answer:
    """Return the least vector without limits, by one flow per entry.

    A flow cannot be interrupted; of 5,000 arcs the slowest that was found takes 0.2 s, most take a few ms. So the time
    is looked at before each.
    """
    graph, source, target = problem.graph, problem.source, problem.target
    tail, head = graph.tail, graph.head
    rows, bounded = _candidates(problem, budget)
    _few(rows, most_arcs)
    arcs, values = len(rows), []
    path: tuple[int, ...] = ()
    for column in problem.vector:
        if budget.passed:
            return _Answer(Status.UNKNOWN, arcs, bounded=bounded)
        found = least_flow(tail[rows], head[rows], column[rows], source, target)
        if found is None:
            return _Answer(Status.INFEASIBLE, arcs, bounded=bounded)
        values.append(found[0])
        path = tuple(int(rows[number]) for number in found[1])
        if len(values) < len(problem.vector) and len(rows) > len(path):
            rows = _on_best(problem, rows, column, found[0], budget)
        if len(rows) == len(path):
            return _Answer(Status.OPTIMAL, arcs, vector_of(problem, path), path, bounded)
    return _Answer(Status.OPTIMAL, arcs, tuple(values), path, bounded)


def _on_best(problem: Problem, rows: Ints, column: Ints, value: int, budget: Budget) -> Ints:
    """Return the rows that lie on a path of least `column`, which is `value`."""
    graph, mask = problem.graph, _mask_of(rows, len(column))
    behind = distances(graph.leaving, graph.heads, column.tolist(), mask, problem.source, -1, budget.check, value)
    return _tight(problem.target, graph.entering, graph.tails, mask, behind, column)


def _tight(
    start: int,
    rows_at: Sequence[Sequence[int]],
    ends: Sequence[int],
    mask: Sequence[int],
    least: Sequence[float | int],
    column: Ints,
) -> Ints:
    """Return the rows of the paths from `start` on which the least weight that is left of each node is used up."""
    tight: list[int] = []
    seen, stack = {start}, [start]
    while stack:
        node = stack.pop()
        for row in rows_at[node]:
            there = ends[row]
            if mask[row] and least[node] == int(column[row]) + least[there]:
                tight.append(row)
                if there not in seen:
                    seen.add(there)
                    stack.append(there)
    return np.array(sorted(tight), dtype=np.int64)


def _limited(problem: Problem, known: Vector, most_arcs: int | None, budget: Budget, *, timed: bool = False) -> _Answer:
    """Return the least vector within the limits, by CP-SAT on the arcs that can matter; `timed`: on the right days."""
    from routing.solving.models.cp_sat import least_limited

    uses = [problem.columns[limit.column] for limit in problem.limits]
    bounds = [limit.bound for limit in problem.limits]
    rows = np.flatnonzero(problem.usable)
    for use, bound in zip(uses, bounds, strict=True):
        rows = _reaching(problem, rows, use, bound, budget, problem.mask)
    if known:
        rows = _reaching(problem, rows, problem.vector[0], known[0], budget, problem.mask)
    _few(rows, most_arcs)
    arcs = len(rows)
    path: tuple[int, ...] = ()
    for column in _merged(problem, rows):
        ends = problem.graph.tail[rows], problem.graph.head[rows]
        kept = [use[rows] for use in uses], bounds
        times = _times(problem, rows, known) if timed else None
        found = least_limited(*ends, column[rows], problem.source, problem.target, *kept, budget.left_s, times)
        if found.status is not Status.OPTIMAL or found.weight is None or found.rows is None:
            return _Answer(found.status, arcs)
        path = tuple(int(rows[number]) for number in found.rows)
        uses, bounds = [*uses, column], [*bounds, found.weight]
        rows = _reaching(problem, rows, column, found.weight, budget)
        if len(rows) == len(path):
            break
    return _Answer(Status.OPTIMAL, arcs, vector_of(problem, path), path, timed=timed)


def _times(problem: Problem, rows: Ints, known: Vector) -> Times:
    """Return the time on the way over some arcs; no route of interest takes longer than one as good as the known."""
    from routing.solving.models.cp_sat import Times

    latest = time_bound(problem, known)
    clock, number = clock_of(problem, latest), {row: at for at, row in enumerate(rows.tolist())}
    return Times(
        taken=[clock.taken[row] for row in rows.tolist()],
        untimed=[clock.untimed[row] for row in rows.tolist()],
        spans={number[row]: spans for row, spans in clock.spans.items() if row in number},
        latest=latest,
    )


def _reaching(
    problem: Problem, rows: Ints, use: Ints, bound: int, budget: Budget, ahead_over: bytes | None = None
) -> Ints:
    """Return the rows on some path from source to target that uses at most `bound`.

    `ahead_over` masks the arcs by which the rest of a path is bounded; None = the rows alone.
    """
    graph, weights, mask = problem.graph, use.tolist(), _mask_of(rows, len(use))
    behind = distances(graph.leaving, graph.heads, weights, mask, problem.source, -1, budget.check, bound)
    mask = ahead_over or mask
    ahead = distances(graph.entering, graph.tails, weights, mask, problem.target, -1, budget.check, bound)
    keep = [behind[graph.tails[row]] + weights[row] + ahead[graph.heads[row]] <= bound for row in rows.tolist()]
    return rows[np.array(keep, dtype=np.bool_)]


def _mask_of(rows: Ints, size: int) -> bytes:
    usable = np.zeros(size, dtype=np.uint8)
    usable[rows] = 1
    return usable.tobytes()


def _merged(problem: Problem, rows: Ints) -> list[Ints]:
    """Return the entries to minimise in turn: the objective, then the rest as one number where it is small enough."""
    first, *rest = problem.vector
    packed, _ = pack([column[rows] for column in rest])
    if sum(packed).bit_length() > SAFE_BITS:
        return list(problem.vector)
    merged = np.zeros_like(first)
    merged[rows] = packed
    return [first, merged]
