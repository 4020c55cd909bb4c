"""`Part`: the arcs of a graph that are still of interest, as a small graph of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Part:
    """Arcs between two nodes, with what a path over them adds up.

    Attributes
    ----------
    tail, head : int64, shape (m,)
    n_nodes
        Nodes are numbered anew, from 0.
    amounts : int64, shape (1 + number of resources, m)
        The weight of each arc, then its use of each resource.
    rows : int64, shape (m,)
        The numbers of the arcs in the whole graph, rising.
    source, target
    """

    tail: Ints
    head: Ints
    n_nodes: int
    amounts: Ints
    rows: Ints
    source: int
    target: int

    def of(self, kept: Mask) -> Part:
        """Return the part of some of its arcs, with the nodes that they touch and both ends."""
        at = np.flatnonzero(kept)
        tail, head = self.tail[at], self.head[at]
        number = np.full(self.n_nodes, -1, dtype=np.int64)
        number[tail] = number[head] = 0
        number[[self.source, self.target]] = 0
        nodes = np.flatnonzero(number == 0)
        number[nodes] = np.arange(len(nodes))
        return Part(
            number[tail],
            number[head],
            len(nodes),
            np.ascontiguousarray(self.amounts[:, at]),
            self.rows[at],
            int(number[self.source]),
            int(number[self.target]),
        )
