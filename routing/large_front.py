"""Fronts on large networks: the points by the compiled searches, and the route of each by the tie rule of `solve`.

The search for the points knows only totals. Among the routes with the totals of a point the rule goes on with the rest
of the vector (figures missing, the other of time and cost, CO2e, number of arcs, arc numbers). Dijkstra searches, once
for all points, tell which arcs a route with the totals of a point may use; often they make but one route, else the
limited search of `large_search.py` decides among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from routing.arc_arrays import Ints
from routing.effort import Effort
from routing.fronts_on_arrays import BeyondRangeError, pareto_on_arrays
from routing.kernels.pareto import Front
from routing.large_search import clock_of, engine_of, fits, least_within, named_limits, rows_within
from routing.problem import Limit, Problem
from routing.reduction import part_of
from routing.time_limits import Clock, TimeUp


def large_front(problem: Problem, columns: Sequence[str], effort: Effort) -> tuple[Front, bool] | None:
    """Return the front in some columns within a problem's limits, and whether there was time to break every tie.

    None where 64 bits do not hold the sums.
    """
    bounds = {limit.column: limit.bound for limit in problem.limits}
    names = [*columns, *(name for name in bounds if name not in columns)]
    clock = clock_of(effort)
    if not fits(problem, engine_of(problem)):
        return None
    try:
        found = pareto_on_arrays(
            problem.graph.arrays, [problem.columns[name] for name in names], problem.usable, problem.source,
            problem.target, limits=[bounds.get(name) for name in names], criteria=len(columns),
            max_labels=effort.labels, clock=clock,
        )  # fmt: skip
    except BeyondRangeError:
        return None
    vectors = tuple(map(tuple, found.vectors.tolist()))
    paths = [tuple(found.path(point).tolist()) for point in range(len(vectors))]
    canonical = True
    try:
        routes = PointRoutes(problem, columns, vectors, clock) if vectors else None
        for point, vector in enumerate(vectors):
            assert routes is not None
            paths[point] = routes.canonical(vector, paths[point])
    except TimeUp:
        canonical = False
    return Front(found.complete, vectors, tuple(paths), found.labels), canonical


class PointRoutes:
    """The arcs that some point of a front may use, and the least of each bounded amount on a path over each of them.

    Raises
    ------
    TimeUp
        The time is over.
    """

    def __init__(
        self, problem: Problem, columns: Sequence[str], vectors: Sequence[Sequence[int]], clock: Clock
    ) -> None:
        most = {name: max(vector[k] for vector in vectors) for k, name in enumerate(columns)}
        most |= {limit.column: limit.bound for limit in problem.limits if limit.column not in most}
        bounded = _within(problem, most)
        self.rows = rows_within(bounded, named_limits(bounded), clock)
        self.part, self.most, self.clock = part_of(bounded, self.rows), named_limits(bounded), clock
        self.engine, tail, head = engine_of(self.part), self.part.graph.tail, self.part.graph.head
        self.least: list[Ints] = []
        for name in self.most:
            behind = self.engine.distances(self.part.source, name, None, clock)
            ahead = self.engine.distances(self.part.target, name, None, clock, backward=True)
            self.least.append(behind[tail] + self.engine.graph.given[name] + ahead[head])

    def canonical(self, vector: Sequence[int], path: tuple[int, ...]) -> tuple[int, ...]:
        """Return of all routes with the totals of a point the one of the tie rule; `path` is one of them."""
        bounds = self.most | dict(zip(self.most, vector, strict=False))  # the criteria come first
        usable = np.ones(len(self.rows), dtype=np.bool_)
        for least, bound in zip(self.least, bounds.values(), strict=True):
            usable &= least <= bound
        if np.count_nonzero(usable) == len(path):
            return path
        del bounds["limit 0"]  # the objective, of which a route within the others has no less
        found = least_within(self.part, self.engine, bounds, usable, 2**62, self.clock)
        assert found.arcs is not None
        return tuple(self.rows[found.arcs].tolist())


def _within(problem: Problem, bounds: Mapping[str, int]) -> Problem:
    """Return a problem with other limits, by column."""
    return replace(problem, limits=tuple(Limit("a point of the front", name, most) for name, most in bounds.items()))
