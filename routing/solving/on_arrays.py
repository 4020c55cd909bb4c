"""The engine on arrays: compiled searches for large problems.

The vector by which routes are compared is too long for one 64-bit number there, so its entries are told apart:

1. Dijkstra's algorithm backward finds the least objective to come. Only arcs that make up the difference of their ends
   lie on best routes: mostly a handful, on which the interpreted searches settle the further entries and the ties.
2. If that route keeps the limits, it is the answer under them too. Else labels find the least objective within the
   limits, with the further entries to break ties (`kernels/arrays/constrained.py`).

The answers are those of `on_lists`, route by route. What 64 bits do not hold is left to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from routing.compiling.problem import Problem
from routing.search.budget import Budget, TimeUp
from routing.search.choosing import BOUND, FEW
from routing.search.graph import Ints
from routing.solving.array_searches import least_within, named_limits, sums_fit
from routing.solving.engine import Front, Least, keeps_limits, unproven, vector_of
from routing.solving.fronts_on_arrays import front_on_arrays
from routing.solving.on_lists import OnLists
from routing.solving.part import part_of
from routing.status import Status

if TYPE_CHECKING:
    from routing.search.on_arrays import ArrayEngine


class OnArrays:
    """Compiled searches on arrays; needs numba."""

    name = "label setting"  # the same method: proofs need not tell which text of it ran

    def fits(self, problem: Problem) -> bool:
        """Tell whether 64 bits hold all sums on the way."""
        if problem.source < 0 or problem.target < 0:
            return False
        return sums_fit(problem)

    def least(self, problem: Problem, budget: Budget) -> Least:
        """Return the least vector within the limits and its canonical route."""
        try:
            return _least(problem, budget)
        except TimeUp:
            return Least(Status.UNKNOWN)

    def front(self, problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
        """Return the front in some columns, within the limits."""
        return front_on_arrays(problem, columns, budget) or OnLists().front(problem, columns, budget)


def _least(problem: Problem, budget: Budget) -> Least:
    searches, limits = problem.searches, named_limits(problem)
    ahead = searches.distances(problem.target, "entry 0", problem.usable, budget, backward=True)
    if ahead[problem.source] < 0:
        leading = np.flatnonzero(problem.usable & (ahead[problem.graph.head] >= 0))
        return Least(Status.INFEASIBLE, rows=leading)
    rows, found = _without_limits(problem, searches, ahead, budget)
    if found.status is not Status.OPTIMAL or keeps_limits(problem, found.arcs):
        return found._replace(rows=rows)
    within = least_within(problem, searches, limits, problem.usable, budget)
    if within.stopped:
        return unproven(within)
    if within.arcs is None:
        return Least(Status.INFEASIBLE, labels=within.labels)
    arcs = tuple(within.arcs.tolist())
    few = None if within.rows is None or len(within.rows) > BOUND else within.rows
    return Least(Status.OPTIMAL, vector_of(problem, arcs), arcs, few, within.labels)


def _without_limits(problem: Problem, searches: ArrayEngine, ahead: Ints, budget: Budget) -> tuple[Ints, Least]:
    """Return the arcs of all routes of the least objective, and the canonical one of those of the least vector."""
    usable = _on_least(problem, searches, 0, problem.usable, ahead, budget)
    rows = left = np.flatnonzero(usable)
    for entry in range(1, len(problem.vector)):
        if len(left) <= FEW:
            break
        ahead = searches.distances(problem.target, f"entry {entry}", usable, budget, backward=True)
        usable = _on_least(problem, searches, entry, usable, ahead, budget)
        left = np.flatnonzero(usable)
    found = OnLists().least(replace(part_of(problem, left), limits=()), budget)
    return rows, found._replace(arcs=tuple(left[list(found.arcs)].tolist()))


def _on_least(
    problem: Problem, searches: ArrayEngine, entry: int, usable: NDArray[np.bool_], ahead: Ints, budget: Budget
) -> NDArray[np.bool_]:
    """Return which arcs lie on routes that are least in an entry, given what each node has of it to come."""
    tail, head = problem.graph.tail, problem.graph.head
    tight = usable & (ahead[head] >= 0) & (problem.vector[entry] + ahead[head] == ahead[tail])
    behind = searches.distances(problem.source, f"entry {entry}", tight, budget)  # runs over least routes alone
    return np.asarray(tight & (behind[tail] >= 0))
