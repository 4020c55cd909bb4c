"""`ChargedPaths`: cheapest paths of one graph under weights that change from one search to the next; compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.commodity_paths import Goals, commodity_paths, found_for
from routing.kernels.arrays.dijkstra import UNREACHED, distances, work_for
from routing.kernels.arrays.rows import Rows, frozen, rows_of, weighted
from routing.search.upgrades.lanes import FAR, Lane, bounding

Ints = NDArray[np.int64]
NO_BYTES = np.empty(0, np.uint8)
ALL = 2**60  # steps


class ChargedPath(NamedTuple):
    """The distance, by the weights as they were given, and the arcs in order; None: there is no path."""

    far: int
    arcs: Ints | None


class ChargedPaths:
    """Searches on the arcs of a lane, from its source to its target."""

    def __init__(self, lane: Lane) -> None:
        tail, head = np.ascontiguousarray(lane.tail), np.ascontiguousarray(lane.head)
        self.lane = lane
        self.leaving, self.entering = rows_of(tail, head, lane.n_nodes), rows_of(head, tail, lane.n_nodes)
        self.work = work_for(lane.n_nodes, len(tail))
        self.bits = lane.n_nodes.bit_length()
        self.goals = Goals(
            np.array([lane.source]), np.array([FAR]), np.array([0, 1]), np.array([lane.target]), np.array([FAR])
        )

    @property
    def most(self) -> int:
        """Return what a distance and an arc together must not exceed."""
        return int(2 ** (62 - self.bits))

    def path(self, weight: Ints) -> ChargedPath:
        """Return a path of least weight; weights from 1."""
        found = found_for(self.lane.n_nodes, 1, self.lane.n_nodes + 1)
        rows = weighted(self.leaving, weight, self.bits)
        commodity_paths(rows, self.entering, frozen(weight), self.goals, found, self.work, 1)
        if found.far[0] == UNREACHED:
            return ChargedPath(FAR, None)
        return ChargedPath(int(found.far[0]), found.arcs[: found.state[0]["filled"]].copy())

    def through(self, weight: Ints) -> Ints:
        """Return for each arc what a way over it weighs at least; `FAR` where there is none.

        Raises
        ------
        RuntimeError
            Where the distances are no bounds, which each arc is asked.
        """
        lane = self.lane
        ahead, behind = self._reached(self.leaving, weight, lane.source), self.to_target(weight)
        bounding(ahead, lane.source, lane.tail, lane.head, weight)
        bounding(behind, lane.target, lane.head, lane.tail, weight)
        found: Ints = np.minimum(ahead[lane.tail] + weight + behind[lane.head], FAR)
        return found

    def to_target(self, weight: Ints) -> Ints:
        """Return for each node what the way to the target weighs at least; `FAR` where there is none."""
        return self._reached(self.entering, weight, self.lane.target)

    def _reached(self, rows: Rows, weight: Ints, node: int) -> Ints:
        while not distances(weighted(rows, weight, self.bits), NO_BYTES, node, -1, FAR, NO_BYTES, self.work, ALL):
            pass
        return np.minimum(self.work.reached, FAR)
