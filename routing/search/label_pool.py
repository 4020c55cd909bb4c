"""Room for the labels of a compiled search: arrays that grow between two calls of the kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.constrained import BEST, CLOSED, HEAP_SIZE, LABELS


class LabelPool:
    """Labels of `routing.kernels.arrays.constrained`, used by one search at a time.

    Parameters
    ----------
    n_nodes
        Nodes of the graph.
    widest
        The most arcs that enter one node: so many labels are made between two looks at the room that is left.
    """

    def __init__(self, n_nodes: int, widest: int) -> None:
        size = max(1024, 2 * widest + 2)
        self.closed = np.full(n_nodes, -1, dtype=np.int64)
        self.cost, self.node, self.following, self.heap, self.second = (np.empty(size, dtype=np.int64) for _ in "12345")
        self.used = np.empty((size, 1), dtype=np.int64)
        self.state = np.zeros(4, dtype=np.int64)

    def begin(self, target: int, bound: int, best: int, resources: int) -> None:
        """Forget the last search and put the label of the target into the heap."""
        self.closed[self.node[: self.state[LABELS]]] = -1
        if self.used.shape[1] != resources:
            self.used = np.empty((len(self.cost), resources), dtype=np.int64)
        self.cost[0], self.node[0], self.used[0] = 0, target, 0
        self.heap[0], self.second[0] = bound, 0
        self.state[LABELS], self.state[HEAP_SIZE], self.state[BEST], self.state[CLOSED] = 1, 1, best, 0

    def least_beside(self, node: int, resources: int) -> NDArray[np.int64]:
        """Return of the best labels closed at a node the least amounts behind the resources, in their order."""
        label, best = int(self.closed[node]), list[list[int]]()
        while label >= 0:
            if self.cost[label] == self.state[BEST]:
                best.append(self.used[label, resources:].tolist())
            label = int(self.following[label])
        return np.array(min(best), dtype=np.int64)

    def grow(self) -> None:
        """Double the room."""
        for name in ("cost", "node", "following", "heap", "second", "used"):
            cells = getattr(self, name)
            longer = np.empty((2 * len(cells), *cells.shape[1:]), dtype=np.int64)
            longer[: len(cells)] = cells  # the other half is not touched before it is needed
            setattr(self, name, longer)
