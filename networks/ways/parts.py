"""Which nodes of a graph hang together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def parts_of(n_nodes: int, tail: Ints, head: Ints) -> Ints:
    """Return the part of each node, numbered by size: 0 is the largest; of equal ones the first node decides.

    Labels are pushed over edges and shortened by pointers until nothing changes (Shiloach and Vishkin 1982).

    Examples
    --------
    >>> parts_of(5, np.array([0, 3]), np.array([1, 4])).tolist()
    [0, 0, 2, 1, 1]
    """
    label = np.arange(n_nodes, dtype=np.int64)
    while True:
        low = np.minimum(label[tail], label[head])
        before = label.copy()
        for end in (tail, head):
            np.minimum.at(label, before[end], low)
            np.minimum.at(label, end, low)
        while (further := label[label] != label).any():
            label[further] = label[label[further]]
        if np.array_equal(label, before):
            break
    roots, part, size = np.unique(label, return_inverse=True, return_counts=True)
    rank = np.empty(len(roots), dtype=np.int64)
    rank[np.lexsort((roots, -size))] = np.arange(len(roots))
    return rank[part]
