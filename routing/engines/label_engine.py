"""The first opinion: the least vector of a problem by searches over its arrays, and the bounds that they need.

Dijkstra's algorithm runs from the destination: without limits its value at the origin is the answer, and the canonical
route, walked forward, adds up to it; with limits labels are set forward under its bounds
(`kernels/lists/constrained.py`). Large problems go to `large_search.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from routing.compiling.arc_arrays import Ints
from routing.compiling.problem import Problem
from routing.effort import Effort
from routing.engine_choice import is_large
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.span import Span


@dataclass(frozen=True, slots=True)
class Search:
    """Outcome of the label search: ``status`` found, none or stopped, the least vector packed, labels and bounds.

    `arcs` is a path of that vector where limits were searched, not yet the canonical one. On large networks it is the
    canonical one; then `vector` stands in for the weight and no bounds are handed on, but `rows`, where they are known
    already: the arcs that a route as good as this one may use.
    """

    status: str
    weight: int | None
    labels: int
    to_come: list[float | int]
    least: tuple[list[float | int], ...]
    arcs: tuple[int, ...] = ()
    vector: tuple[int, ...] = ()
    rows: Ints | None = None
    large: bool = False

    def objective(self, problem: Problem) -> int | None:
        """Return the least objective."""
        if self.vector:
            return self.vector[0]
        return None if self.weight is None else self.weight >> problem.shift


def search(problem: Problem, effort: Effort | int) -> Search:
    """Return the least vector within the limits by the label search, with the bounds that it used.

    `effort` may also be a number of labels, without a limit of time.
    """
    effort = effort if isinstance(effort, Effort) else Effort(effort)
    if problem.source < 0 or problem.target < 0:
        return Search("none", None, 0, [], ())
    try:
        large = is_large(len(problem.usable), plain=not problem.limits)
        found = _searched_large(problem, effort) if large else None
        return found or searched(problem, effort)
    except TimeoutError:
        return Search("stopped", None, 0, [], ())


def _searched_large(problem: Problem, effort: Effort) -> Search | None:
    from routing.engines.large_search import search_large

    return search_large(problem, effort)


def searched(problem: Problem, effort: Effort) -> Search:
    """Return the outcome of the interpreted searches.

    Raises
    ------
    TimeoutError
        The time is over.
    """
    graph, mask, check = problem.graph, problem.mask, effort.check
    to_come = distances(graph.entering, graph.tails, problem.packed, mask, problem.target, check=check)
    resources, limits = resources_of(problem)
    if not resources:
        weight = to_come[problem.source]
        return Search("none" if weight == UNREACHED else "found", _finite(weight), 0, to_come, ())
    least = least_uses(problem, check)
    span = Span(graph.leaving, graph.heads, mask, problem.source, problem.target)
    within = Limits(resources, limits, least)
    found = constrained_path(span, problem.packed, to_come, within, effort.labels, math.inf, check)
    return Search(found.status, found.weight, found.labels, to_come, least, found.arcs or ())


def least_uses(problem: Problem, check: Callable[[], None] | None = None) -> tuple[list[float | int], ...]:
    """Return for each limit the least use from each node to the target."""
    graph, (resources, _) = problem.graph, resources_of(problem)
    return tuple(
        distances(graph.entering, graph.tails, use, problem.mask, problem.target, check=check) for use in resources
    )


def resources_of(problem: Problem) -> tuple[list[list[int]], list[int]]:
    """Return the columns that are limited, as lists, and their bounds."""
    columns = [problem.columns[limit.column].tolist() for limit in problem.limits]
    return columns, [limit.bound for limit in problem.limits]


def _finite(weight: float | int) -> int | None:
    return None if weight == UNREACHED else int(weight)
