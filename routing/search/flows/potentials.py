"""Prices of nodes: potentials under which no arc of a residual network has a negative reduced cost.

Bellman and Ford's algorithm (1956, 1958) from all nodes at once, looking only along the arcs of nodes that became
cheaper in the round before; exact in 64-bit integers, O(n m). Potentials exist if and only if no round of arcs has a
negative cost, so finding them proves that a flow is a cheapest one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def potentials(tail: Ints, head: Ints, cost: Ints, n_nodes: int) -> tuple[Ints, Ints]:
    """Return a price for each node, and the arcs of a round of negative cost: empty where the prices are right.

    Of all prices up to 0 with ``cost + price[tail] - price[head] >= 0`` on every arc these are the greatest.

    Examples
    --------
    >>> prices, negative = potentials(np.array([0, 1]), np.array([1, 2]), np.array([-2, 1]), 3)
    >>> prices.tolist(), negative.tolist()
    ([0, -2, -1], [])
    >>> sorted(potentials(np.array([0, 1]), np.array([1, 0]), np.array([-2, 1]), 2)[1].tolist())
    [0, 1]
    """
    order = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[order], np.arange(n_nodes + 1))
    price, via = np.zeros(n_nodes, dtype=np.int64), np.full(n_nodes, -1, dtype=np.int64)
    cheaper = np.arange(n_nodes)
    for _ in range(n_nodes + 1):
        arcs = order[_ranges(first[cheaper], first[cheaper + 1])]
        offered = price[tail[arcs]] + cost[arcs]
        better = offered < price[head[arcs]]
        arcs, offered = arcs[better], offered[better]
        if not len(arcs):
            return price, np.empty(0, dtype=np.int64)
        np.minimum.at(price, head[arcs], offered)
        taken = arcs[offered == price[head[arcs]]]
        via[head[taken]] = taken
        cheaper = np.unique(head[taken])
    return price, _round(via, tail, int(cheaper[0]))


def _ranges(begin: Ints, end: Ints) -> Ints:
    """Return the numbers from each begin to before its end, one range after the other."""
    sizes = end - begin
    begins = np.repeat(begin - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.arange(int(sizes.sum()), dtype=np.int64) + begins


def _round(via: Ints, tail: Ints, node: int) -> Ints:
    """Return the arcs of the round that a walk back by `via` ends in, in order."""
    for _ in range(len(via)):
        node = int(tail[via[node]])
    arcs: list[int] = []
    at = node
    while not arcs or at != node:
        arcs.append(int(via[at]))
        at = int(tail[arcs[-1]])
    return np.array(arcs[::-1], dtype=np.int64)
