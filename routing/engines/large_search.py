"""The first opinion on large networks: the least vector and its canonical route, by the compiled searches on arrays.

The vector by which routes are compared is too long for one 64-bit number there, so its entries are told apart:

1. Dijkstra's algorithm backward finds the least objective to come. Only arcs that make up the difference of their ends
   lie on best routes: mostly a handful, on which the interpreted searches settle the further entries and the ties.
2. If that route keeps the limits, it is the answer under them too. Else labels find the least objective within the
   limits, with the further entries to break ties (`kernels/arrays/constrained.py`).

The answers are those of the interpreted searches, route by route. What 64 bits do not hold is left to them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from routing.compiling.arc_arrays import Ints
from routing.compiling.problem import Problem
from routing.effort import Effort
from routing.engines.label_engine import Search, searched
from routing.engines.reduction import part_of
from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.span import Span
from routing.time_limits import Clock, TimeUp

if TYPE_CHECKING:
    from routing.search.array_engine import ArrayEngine
    from routing.search.paths import Outcome

FEW = 1_000  # arcs on which the interpreted searches settle what is left, without limits


def search_large(problem: Problem, effort: Effort) -> Search | None:
    """Return the least vector within the limits and its canonical route; None where 64 bits do not hold the sums.

    Raises
    ------
    TimeoutError
        The time is over.
    """
    try:
        return _search(problem, effort, clock_of(effort))
    except TimeUp:
        raise TimeoutError("the time of the search is over") from None


def _search(problem: Problem, effort: Effort, clock: Clock) -> Search | None:
    engine, limits = engine_of(problem), named_limits(problem)
    if not fits(problem, engine):
        return None
    ahead = engine.distances(problem.target, "entry 0", problem.usable, clock, backward=True)
    if ahead[problem.source] < 0:
        leading = np.flatnonzero(problem.usable & (ahead[problem.graph.head] >= 0))
        return Search("none", None, 0, [], (), rows=leading, large=True)
    rows, arcs = _without_limits(problem, engine, ahead, effort, clock)
    if keeps_limits(problem, arcs):
        return Search("found", None, 0, [], (), arcs, vector_of(problem, arcs), rows, large=True)
    found = least_within(problem, engine, limits, problem.usable, effort.labels, clock)
    if found.stopped:
        return Search("stopped", None, found.labels, [], ())
    if found.arcs is None:
        return Search("none", None, found.labels, [], (), large=True)
    arcs = tuple(found.arcs.tolist())
    return Search("found", None, found.labels, [], (), arcs, vector_of(problem, arcs), large=True)


def _without_limits(
    problem: Problem, engine: ArrayEngine, ahead: Ints, effort: Effort, clock: Clock
) -> tuple[Ints, tuple[int, ...]]:
    """Return the arcs of all routes of the least objective, and the canonical one of those of the least vector."""
    usable = _on_least(problem, engine, 0, problem.usable, ahead, clock)
    rows = left = np.flatnonzero(usable)
    for entry in range(1, len(problem.vector)):
        if len(left) <= FEW:
            break
        ahead = engine.distances(problem.target, f"entry {entry}", usable, clock, backward=True)
        usable = _on_least(problem, engine, entry, usable, ahead, clock)
        left = np.flatnonzero(usable)
    part = replace(part_of(problem, left), limits=())
    found, graph = searched(part, effort), part.graph
    assert found.weight is not None  # there is a route
    span = Span(graph.leaving, graph.heads, part.mask, part.source, part.target)
    arcs = canonical_path(span, part.packed, found.to_come, found.weight, check=effort.check)
    assert arcs is not None
    return rows, tuple(left[list(arcs)].tolist())


def _on_least(
    problem: Problem, engine: ArrayEngine, entry: int, usable: NDArray[np.bool_], ahead: Ints, clock: Clock
) -> NDArray[np.bool_]:
    """Return which arcs lie on routes that are least in an entry, given what each node has of it to come."""
    tail, head = problem.graph.tail, problem.graph.head
    tight = usable & (ahead[head] >= 0) & (problem.vector[entry] + ahead[head] == ahead[tail])
    behind = engine.distances(problem.source, f"entry {entry}", tight, clock)  # runs over least routes alone
    return np.asarray(tight & (behind[tail] >= 0))


def least_within(
    problem: Problem, engine: ArrayEngine, limits: Mapping[str, int], usable: NDArray[np.bool_], labels: int,
    clock: Clock,
) -> Outcome:  # fmt: skip
    """Return the canonical route of least vector within limits by the names of `engine_of`."""
    ties = [f"entry {entry}" for entry in range(1, len(problem.vector))]
    limits = {name: bound for name, bound in limits.items() if engine.graph.weight(name).most > bound}
    return engine.constrained(problem.source, problem.target, "entry 0", limits, usable, labels, clock, ties)


def rows_within(problem: Problem, bounds: Mapping[str, int], clock: Clock) -> Ints:
    """Return the arcs on some path from source to target within each of the bounds, taken one by one."""
    engine, usable = engine_of(problem), problem.usable
    tail, head = problem.graph.tail, problem.graph.head
    for name, bound in bounds.items():
        behind = engine.distances(problem.source, name, usable, clock, most=bound)
        ahead = engine.distances(problem.target, name, usable, clock, backward=True, most=bound)
        usable = usable & (behind[tail] >= 0) & (ahead[head] >= 0)
        usable &= behind[tail] + engine.graph.given[name] + ahead[head] <= bound
    return np.flatnonzero(usable)


def vector_of(problem: Problem, arcs: tuple[int, ...]) -> tuple[int, ...]:
    """Return the vector of a route."""
    return tuple(int(column[list(arcs)].sum()) for column in problem.vector)


def keeps_limits(problem: Problem, arcs: tuple[int, ...]) -> bool:
    """Tell whether a route keeps the limits."""
    return all(int(problem.columns[limit.column][list(arcs)].sum()) <= limit.bound for limit in problem.limits)


def engine_of(problem: Problem) -> ArrayEngine:
    """Return the compiled searches over a problem's arcs: weights ``entry 0`` ... of its vector, ``limit 0`` ..."""
    from routing.search.array_engine import ArrayEngine

    weights = {f"entry {number}": cells for number, cells in enumerate(problem.vector)}
    weights |= {f"limit {number}": problem.columns[limit.column] for number, limit in enumerate(problem.limits)}
    return ArrayEngine(problem.graph.arrays.weighed(weights))


def named_limits(problem: Problem) -> dict[str, int]:
    """Return the bounds of a problem's limits by the names that `engine_of` gives them."""
    return {f"limit {number}": limit.bound for number, limit in enumerate(problem.limits)}


def fits(problem: Problem, engine: ArrayEngine) -> bool:
    """Tell whether 64 bits hold all sums on the way."""
    names = [f"entry {number}" for number in range(len(problem.vector))]
    return engine.fits("entry 0", [*names, *named_limits(problem)], added=True)


def clock_of(effort: Effort) -> Clock:
    """Return the limit of wall time of an effort."""
    return Clock(None if effort.until == math.inf else max(effort.left_s, 1e-9))
