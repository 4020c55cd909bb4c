"""The compiled searches over the arrays of a problem, and what both the engine and the fronts ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from routing.compiling.problem import Problem
from routing.search.budget import Budget
from routing.search.graph import Ints

if TYPE_CHECKING:
    from routing.search.on_arrays import ArrayEngine
    from routing.search.path import Outcome


def sums_fit(problem: Problem) -> bool:
    """Tell whether 64 bits hold all sums on the way."""
    names = [f"entry {number}" for number in range(len(problem.vector))]
    return problem.searches.fits("entry 0", [*names, *named_limits(problem)], added=True)


def least_within(
    problem: Problem, searches: ArrayEngine, limits: Mapping[str, int], usable: NDArray[np.bool_], budget: Budget
) -> Outcome:
    """Return the canonical route of least vector within limits by the names of `Problem.searches`."""
    ties = [f"entry {entry}" for entry in range(1, len(problem.vector))]
    limits = {name: bound for name, bound in limits.items() if searches.graph.weight(name).most > bound}
    return searches.constrained(problem.source, problem.target, "entry 0", limits, usable, budget, ties)


def rows_within(problem: Problem, bounds: Mapping[str, int], budget: Budget) -> Ints:
    """Return the arcs on some path from source to target within each of the bounds, taken one by one."""
    searches, usable = problem.searches, problem.usable
    tail, head = problem.graph.tail, problem.graph.head
    for name, bound in bounds.items():
        behind = searches.distances(problem.source, name, usable, budget, most=bound)
        ahead = searches.distances(problem.target, name, usable, budget, backward=True, most=bound)
        usable = usable & (behind[tail] >= 0) & (ahead[head] >= 0)
        usable &= behind[tail] + searches.graph.given[name] + ahead[head] <= bound
    return np.flatnonzero(usable)


def named_limits(problem: Problem) -> dict[str, int]:
    """Return the bounds of a problem's limits by the names that `Problem.searches` gives them."""
    return {f"limit {number}": limit.bound for number, limit in enumerate(problem.limits)}
