"""Fronts on large networks: the points by the compiled searches, and the route of each by the tie rule of `solve`.

The search for the points knows only totals. Among the routes with the totals of a point the rule goes on with the rest
of the vector (figures missing, the other of time and cost, CO2e, number of arcs, arc numbers). Dijkstra searches tell
which arcs a route with the totals of a point may use: a path over any other arc has more of a criterion or, with two
criteria, more of their mix by which the nearest corners of the front's convex hull are least. Often that leaves but one
route, else the limited search of `on_arrays.py` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from routing.compiling.limits import Limit
from routing.compiling.problem import Problem
from routing.search.budget import NO_LABEL_LIMIT, Budget, TimeUp
from routing.search.fronts import BeyondRangeError, FrontAsked, pareto_on_arrays
from routing.search.graph import Ints
from routing.search.on_arrays import ArrayEngine
from routing.solving.array_searches import least_within, named_limits, rows_within, sums_fit
from routing.solving.engine import Front, front_status
from routing.solving.part import part_of


def front_on_arrays(problem: Problem, columns: Sequence[str], budget: Budget) -> Front | None:
    """Return the front in some columns within a problem's limits; None where 64 bits do not hold the sums."""
    bounds = {limit.column: limit.bound for limit in problem.limits}
    names = [*columns, *(name for name in bounds if name not in columns)]
    if not sums_fit(_within(problem, dict.fromkeys(names, 0))):
        return None
    try:
        asked = FrontAsked(
            problem.graph.arrays,
            [problem.columns[name] for name in names],
            problem.usable,
            problem.source,
            problem.target,
            [bounds.get(name) for name in names],
            len(columns),
        )
        found = pareto_on_arrays(asked, budget=budget)
    except BeyondRangeError:
        return None
    vectors = tuple(map(tuple, found.vectors.tolist()))
    paths = [tuple(found.path(point).tolist()) for point in range(len(vectors))]
    ties_broken = True
    try:
        routes = PointRoutes(problem, columns, vectors, budget) if vectors else None
        for point, vector in enumerate(vectors):
            assert routes is not None
            paths[point] = routes.canonical(vector, paths[point])
    except TimeUp:
        ties_broken = False
    return Front(front_status(found.complete, vectors, ties_broken), vectors, tuple(paths), found.labels)


@dataclass(frozen=True, eq=False)
class _Mix:
    """A mix of two criteria, the first criterion of the last point it serves, and the least mix over each arc."""

    until: int
    first: int
    second: int
    least: Ints


class PointRoutes:
    """The arcs that some point of a front may use, and the least of each bounded amount on a path over each of them.

    Raises
    ------
    TimeUp
        The time is over.
    """

    def __init__(
        self, problem: Problem, columns: Sequence[str], vectors: Sequence[Sequence[int]], budget: Budget
    ) -> None:
        most = {name: max(vector[k] for vector in vectors) for k, name in enumerate(columns)}
        most |= {limit.column: limit.bound for limit in problem.limits if limit.column not in most}
        bounded = _within(problem, most)
        self.rows = rows_within(bounded, named_limits(bounded), budget)
        self.part, self.most = part_of(bounded, self.rows), named_limits(bounded)
        self.budget = replace(budget, labels=NO_LABEL_LIMIT)
        self.searches = self.part.searches
        self.least = [self._least_over(self.searches, name) for name in self.most]
        self.mixes = list(self._mixes(vectors)) if len(columns) == 2 else []

    def _least_over(self, searches: ArrayEngine, name: str) -> Ints:
        """Return for each arc the least weight of a path from the source to the target over it."""
        part = self.part
        behind = searches.distances(part.source, name, None, self.budget)
        ahead = searches.distances(part.target, name, None, self.budget, backward=True)
        return behind[part.graph.tail] + searches.graph.given[name] + ahead[part.graph.head]

    def _mixes(self, vectors: Sequence[Sequence[int]]) -> Iterator[_Mix]:
        """Yield for each two neighbouring corners of the hull the mix of both criteria that is least at both."""
        one, other = (self.searches.graph.weight(name) for name in list(self.most)[:2])
        for left, right in pairwise(corners_of_hull(vectors)):
            first, second = left[1] - right[1], right[0] - left[0]
            shift = max(0, (first * one.most + second * other.most).bit_length() - 61)  # any mix is a bound
            first, second = first >> shift, second >> shift
            cells = first * one.by_arc + second * other.by_arc
            mixed = ArrayEngine(self.part.graph.arrays.weighed({"mix": cells}))
            yield _Mix(right[0], first, second, self._least_over(mixed, "mix"))

    def canonical(self, vector: Sequence[int], path: tuple[int, ...]) -> tuple[int, ...]:
        """Return of all routes with the totals of a point the one of the tie rule; `path` is one of them."""
        bounds = self.most | dict(zip(self.most, vector, strict=False))  # the criteria come first
        usable = np.ones(len(self.rows), dtype=np.bool_)
        for least, bound in zip(self.least, bounds.values(), strict=True):
            usable &= least <= bound
        mix = next((mix for mix in self.mixes if vector[0] <= mix.until), None)
        if mix is not None:
            usable &= mix.least <= mix.first * vector[0] + mix.second * vector[1]
        if np.count_nonzero(usable) == len(path):
            return path
        del bounds["limit 0"]  # the objective, of which a route within the others has no less
        found = least_within(self.part, self.searches, bounds, usable, self.budget)
        if found.stopped:
            raise TimeUp
        assert found.arcs is not None
        return tuple(self.rows[found.arcs].tolist())


def corners_of_hull(vectors: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """Return the points of a front in two criteria that are least in some mix of both, in their order.

    Examples
    --------
    >>> corners_of_hull([(0, 9), (1, 8), (2, 3), (5, 2), (9, 0)])
    [(0, 9), (2, 3), (9, 0)]
    """
    corners: list[Sequence[int]] = []
    for point in vectors:
        while len(corners) > 1 and _turn(corners[-2], corners[-1], point) <= 0:
            corners.pop()
        corners.append(point)
    return corners


def _turn(one: Sequence[int], other: Sequence[int], third: Sequence[int]) -> int:
    """Return a number above 0 where the way over three points turns left, 0 where it goes straight."""
    return (other[0] - one[0]) * (third[1] - one[1]) - (other[1] - one[1]) * (third[0] - one[0])


def _within(problem: Problem, bounds: Mapping[str, int]) -> Problem:
    """Return a problem with other limits, by column."""
    return replace(problem, limits=tuple(Limit("a point of the front", name, most) for name, most in bounds.items()))
