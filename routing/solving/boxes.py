"""What the points of a front leave open: boxes below their local upper bounds, and a problem within a box.

A vector that no point equals or beats lies strictly below one of the front's *local upper bounds* (Klamroth, Lacour
and Vanderpooten 2015): corners u such that the boxes {v : v < u} cover exactly what the points do not. Two criteria
have one box more than points, three about two for each point, four more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from routing.compiling.limits import Limit
from routing.compiling.problem import Problem

Corner = tuple[float | int, ...]  # infinite where the points bound nothing


def corners_of(
    vectors: Iterable[Sequence[int]], count: int, check: Callable[[], None] | None = None
) -> tuple[Corner, ...]:
    """Return the local upper bounds of vectors in so many criteria.

    `check` is called before each vector; it may raise to end the work.

    Examples
    --------
    >>> corners_of([(1, 5), (4, 2)], 2)
    ((1, inf), (4, 5), (inf, 2))
    """
    corners: set[Corner] = {(math.inf,) * count}
    for vector in vectors:
        if check is not None:
            check()
        hit = {corner for corner in corners if all(x < u for x, u in zip(vector, corner, strict=True))}
        cut = {(*corner[:k], vector[k], *corner[k + 1 :]) for corner in hit for k in range(count)}
        left = corners - hit
        corners = left | {one for one in cut if not any(_within(one, other) for other in (left | cut) - {one})}
    return tuple(sorted(corners))


def _within(corner: Corner, other: Corner) -> bool:
    return all(mine <= theirs for mine, theirs in zip(corner, other, strict=True))


def inside(problem: Problem, columns: Sequence[str], corner: Corner) -> Problem | None:
    """Return a problem with the limits of a box; None where one of them allows nothing."""
    bounds = {limit.column: limit for limit in problem.limits}
    for column, top in zip(columns, corner, strict=True):
        if top != math.inf:
            below = int(top) - 1
            stated = bounds.get(column)
            if below < 0:
                return None
            if stated is None or below < stated.bound:
                bounds[column] = Limit("gap of the front", column, below)
    return replace(problem, limits=tuple(bounds.values()))
