"""Trees and labels under bounds on sums, by the compiled kernels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routing.kernels.arrays import bounded, constrained, trees
from routing.kernels.arrays.bounded import Bounds
from routing.kernels.arrays.canonical import canonical_path_within
from routing.kernels.arrays.constrained import Limits
from routing.kernels.arrays.rows import Rows, WeightedRows, rows_of, weighted
from routing.search.budget import Budget, Growth, Slices
from routing.search.in_sums import Answer, Sums
from routing.search.label_pool import LabelPool
from routing.search.narrowing import UNREACHED, Tree
from routing.search.part import Ints, Part

STEPS = 1024  # labels between two looks at the budget, at first
NO_BYTES = np.empty(0, dtype=np.uint8)
NO_BYTES.setflags(write=False)


class SumsOnArrays:
    """Grows trees and sets labels on parts of a graph.

    Parameters
    ----------
    ties : int64, shape (number of tie-breakers, m)
        What breaks ties of the weight, for each arc of the whole graph.
    """

    def __init__(self, ties: Ints) -> None:
        self.ties = ties
        self._part: Part | None = None
        self._rows: tuple[Rows, Rows]

    def tree(self, part: Part, times: Ints, most: int, *, backward: bool) -> Tree:
        """Return the least paths from the source to each node, or to the target from each, up to a length."""
        leaving, entering = self.rows(part)
        start = part.target if backward else part.source
        return Tree(*trees.tree_of(entering if backward else leaving, part.amounts, times, start, most))

    def rows(self, part: Part) -> tuple[Rows, Rows]:
        """Return the arcs that leave and those that enter each node; those of the last part are kept."""
        if self._part is not part:
            leaving = rows_of(part.tail, part.head, part.n_nodes)
            self._part, self._rows = part, (leaving, rows_of(part.head, part.tail, part.n_nodes))
        return self._rows

    def labels(self, part: Part, most: Sequence[int], sums: Sums, best: int, budget: Budget) -> Answer:
        """Return the canonical path of least weight within the limits, or the best one that was found."""
        leaving, entering = (weighted(rows, part.amounts[0], 0) for rows in self.rows(part))
        uses = np.concatenate([part.amounts[1:], self.ties[:, part.rows]])
        behind = np.stack([tree.totals for tree in sums.trees])
        bounds = Bounds(sums.times, np.array(most, dtype=np.int64), sums.least, behind)
        pool = LabelPool(part.n_nodes, int(np.diff(entering.first).max(initial=0)))
        limits = Limits(np.ascontiguousarray(uses[:, entering.arcs]), bounds.most, bounds.least)
        pool.begin(part.target, int(sums.least[0, part.target]), best, limits)
        complete = _set(entering, part.source, bounds, limits, pool, budget)
        reading = _Reading(leaving, np.ascontiguousarray(uses[:, leaving.arcs]), part, pool)
        arcs = reading.best(bounds.most) if complete else reading.known(sums)
        order = int(pool.labels.heap[0]) if pool.labels.state["waiting"][0] else UNREACHED
        return Answer(complete, arcs, order, pool.made)


class _Reading:
    """Reads paths off closed labels."""

    def __init__(self, leaving: WeightedRows, uses: Ints, part: Part, pool: LabelPool) -> None:
        self.leaving, self.uses, self.part, self.labels = leaving, uses, part, pool.labels

    def best(self, most: Ints) -> Ints | None:
        """Return the canonical path of the least weight; None: there is none."""
        source, labels = self.part.source, self.labels
        return None if labels.closed[source] < 0 else self.path_from(source, constrained.spare_of(labels, source, most))

    def known(self, sums: Sums) -> Ints | None:
        """Return the best path that was met; None: none was better than the one that was known."""
        state = self.labels.state[0]
        met = int(state["met"])
        if met < 0:
            return None
        node, state["best"] = int(self.labels.node[met]), self.labels.cost[met]
        ahead = self.path_from(node, self.labels.used[met].copy())
        return np.concatenate([sums.trees[int(state["tree"])].path_to(node, self.part.tail), ahead])

    def path_from(self, node: int, spare: Ints) -> Ints:
        """Return the canonical path from a node of the weight that the labels call the best."""
        target, path = self.part.target, np.empty(self.part.n_nodes, dtype=np.int64)
        length = canonical_path_within(self.leaving, self.uses, NO_BYTES, node, target, spare, self.labels, path)
        assert length >= 0
        return path[:length]


def _set(rows: WeightedRows, source: int, bounds: Bounds, limits: Limits, pool: LabelPool, budget: Budget) -> bool:
    """Set labels until all that may lie on a path of the least weight are closed; False: a limit was reached."""
    slices, growth = Slices(STEPS, constrained.GOING_ON), Growth(budget)

    def go_on(steps: int) -> int:
        return bounded.bounded_path(rows, limits.uses, source, bounds, pool.labels, steps)

    while True:
        outcome = slices.run(go_on)
        if outcome == constrained.DONE:
            return pool.made <= budget.labels
        if pool.made > budget.labels or budget.passed:
            return False
        if outcome == constrained.FULL and not growth.run(pool.grow):
            return False
