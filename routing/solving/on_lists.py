"""The engine on lists: interpreted searches over a problem's arcs, which begin at once and know numbers of any width.

Dijkstra's algorithm runs from the destination: without limits its value at the origin is the answer, and the canonical
route, walked forward, adds up to it. With limits labels are set forward under its bounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from routing.compiling.problem import Problem
from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.constrained import Found, Limits, constrained_path
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.span import Span
from routing.search.budget import NO_LABEL_LIMIT, Budget, TimeUp
from routing.search.in_sums import Asked, Ends, first_budget, second_stage
from routing.search.on_lists import ListEngine
from routing.search.path import Outcome
from routing.search.sums_on_lists import SumsOnLists
from routing.solving.engine import Front, Least, front_status, unproven, vector_of
from routing.status import Status

UNBOUNDED = sys.maxsize  # more than any sum: those of a problem stay below 2^62
WRITING = 0.15  # share of a limit that a front cut short leaves for its routes: some hundred steps for a point

Check = Callable[[], None]
Bound = list[float | int]  # per node, the least that is still to come


class OnLists:
    """Label setting on Python's lists."""

    name = "label setting"

    def fits(self, problem: Problem) -> bool:
        """Tell whether its numbers hold the sums of a problem: always."""
        return True

    def least(self, problem: Problem, budget: Budget) -> Least:
        """Return the least vector within the limits and its canonical route."""
        if problem.source < 0 or problem.target < 0:
            return Least(Status.INFEASIBLE)
        try:
            return _least(problem, budget)
        except TimeUp:
            return Least(Status.UNKNOWN)

    def front(self, problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
        """Return the front in some columns, within the limits."""
        if problem.source < 0 or problem.target < 0:
            return Front(Status.INFEASIBLE)
        try:
            return _front(problem, columns, budget)
        except TimeUp:
            return Front(Status.UNKNOWN)


def span_of(problem: Problem) -> Span:
    """Return what a search of a problem looks at, from its source to its target."""
    return Span(problem.graph.leaving, problem.graph.heads, problem.mask, problem.source, problem.target)


def limits_of(problem: Problem, check: Check | None = None) -> Limits:
    """Return what the limits of a problem speak of."""
    return _limits_on(problem, {limit.column: limit.bound for limit in problem.limits}, check)


def _limits_on(problem: Problem, bounds: dict[str, int], check: Check | None) -> Limits:
    uses = [problem.columns[column].tolist() for column in bounds]
    return Limits(uses, list(bounds.values()), [least_to_come(problem, use, check) for use in uses])


def least_to_come(problem: Problem, weight: list[int], check: Check | None = None, source: int = -1) -> Bound:
    """Return the least weight of a path from each node to the target; only up to that of `source` where it is given."""
    graph = problem.graph
    return distances(graph.entering, graph.tails, weight, problem.mask, problem.target, source, check)


def least_so_far(problem: Problem, weight: list[int]) -> Bound:
    """Return the least weight of a path from the source to each node."""
    graph = problem.graph
    return distances(graph.leaving, graph.heads, weight, problem.mask, problem.source)


def tie_rule(problem: Problem, weight: int, ahead: Bound, limits: Limits, check: Check | None) -> tuple[int, ...]:
    """Return of all routes of a packed weight within the limits the one of the least arc numbers."""
    arcs = canonical_path(span_of(problem), problem.packed, ahead, weight, limits, check)
    assert arcs is not None
    return arcs


def _least(problem: Problem, budget: Budget) -> Least:
    check = budget.check
    limits = limits_of(problem, check)
    ahead = least_to_come(problem, problem.packed, check, -1 if limits.uses else problem.source)
    if not limits.uses:
        weight = ahead[problem.source]
        if weight == UNREACHED:
            return Least(Status.INFEASIBLE)
        arcs = tie_rule(problem, int(weight), ahead, limits, None)
        return Least(Status.OPTIMAL, vector_of(problem, arcs), arcs)
    first = first_budget(budget, len(problem.limits), on_lists=True)
    try:
        found = constrained_path(span_of(problem), problem.packed, ahead, limits, first.labels, check=first.check)
    except TimeUp:
        check()
        found = Found("stopped", None, None, 0)
    if found.status == "stopped":
        second = _least_in_sums(problem, found, budget)
        if second is not None:
            return second
        found = constrained_path(span_of(problem), problem.packed, ahead, limits, budget.labels, check=check)
    if found.status == "stopped":
        return Least(Status.UNKNOWN, labels=found.labels)
    if found.weight is None or found.arcs is None:
        return Least(Status.INFEASIBLE, labels=found.labels)
    status, arcs = Status.OPTIMAL, found.arcs
    try:
        arcs = tie_rule(problem, found.weight, ahead, limits, check)
    except TimeUp:  # a route with the least totals all the same, but perhaps not the one of the tie rule
        status = Status.FEASIBLE
    return Least(status, vector_of(problem, arcs), arcs, labels=found.labels)


def _least_in_sums(problem: Problem, first: Found, budget: Budget) -> Least | None:
    """Return the answer to a problem of which labels were too many under the bounds of each amount by itself.

    None: its numbers are too wide for sums of them.
    """
    graph, limits = problem.graph, {f"limit {number}": limit.bound for number, limit in enumerate(problem.limits)}
    given = {f"limit {number}": problem.columns[limit.column] for number, limit in enumerate(problem.limits)}
    given["entry 0"] = problem.vector[0]
    ends = Ends(graph.tail, graph.head, graph.n_nodes, problem.source, problem.target)
    asked = Asked(ends, "entry 0", limits, problem.usable, given)
    stopped = Outcome(None, first.labels, stopped=True)
    found = second_stage(
        asked, stopped, ListEngine(graph, given), SumsOnLists(problem.packed, budget.check_early), budget
    )
    if found is None or found.stopped:
        return None if found is None else unproven(found)
    if found.arcs is None:
        return Least(Status.INFEASIBLE, labels=found.labels)
    arcs = tuple(found.arcs.tolist())
    return Least(Status.OPTIMAL, vector_of(problem, arcs), arcs, labels=found.labels)


def _front(problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
    from routing.kernels.lists.pareto import pareto_front

    size = len(columns)
    bounds = dict.fromkeys(columns, UNBOUNDED)
    bounds |= {limit.column: limit.bound for limit in problem.limits}
    limits = _limits_on(problem, bounds, budget.check)

    def is_late() -> bool:
        return budget.leaves(WRITING)

    found = pareto_front(span_of(problem), limits.uses, limits.least, budget.labels, limits.most, size, is_late)
    if not found.vectors:
        return Front(front_status(found.complete, ()), labels=found.labels)
    late = not found.complete and is_late()  # what is left of the time is for making the routes
    ahead = least_to_come(problem, problem.packed)
    paths, ties_broken = [], not late
    for vector, path in zip(found.vectors, found.paths, strict=True):
        within = limits._replace(most=[*vector, *limits.most[size:]])
        try:
            paths.append(path if late else _canonical_within(problem, within, ahead, budget.check))
        except TimeUp:
            paths.append(path)
            ties_broken = False
    return Front(front_status(found.complete, found.vectors, ties_broken), found.vectors, tuple(paths), found.labels)


def _canonical_within(problem: Problem, within: Limits, ahead: Bound, check: Check) -> tuple[int, ...]:
    """Return the canonical path of least packed weight within the totals of a point."""
    found = constrained_path(span_of(problem), problem.packed, ahead, within, NO_LABEL_LIMIT, check=check)
    assert found.weight is not None
    return tie_rule(problem, found.weight, ahead, within, check)
