"""The tree of canonical paths from a node in the order (first weight, second weight, arcs, arc numbers).

Dijkstra's algorithm (1959) with these vectors for lengths. Of paths that are equal in all three amounts the one with
the least sequence of arc numbers is kept: two paths to a node are walked back to where they part, and the arcs there
decide. Paths from the source are popped in order, so a path that is walked back never changes any more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.compiled.jit import compiled
from routing.kernels.compiled.row_heap import drop_three, push_three

MASK = (1 << 32) - 1


@compiled
def parts_earlier(via: Any, tail: Any, one: int, other: int) -> bool:
    """Tell whether the path that ends with arc `one` has lesser arc numbers than that with `other`, as long as it."""
    while tail[one] != tail[other]:
        one, other = via[tail[one]], via[tail[other]]
    return bool(one < other)


@compiled
def canonical_tree(
    first: Any, arcs: Any, tail: Any, head: Any, weight: Any, second: Any, usable: Any, source: int, most: int
) -> tuple[Any, Any, Any, Any]:
    """Return per node the two amounts and the arcs of its canonical path, and the last arc of it.

    Parameters
    ----------
    first, arcs
        Where the arcs that leave each node begin in `arcs`, and their numbers.
    tail, head, weight, second, usable
        Ends, weights from 0 and mask of each arc, by its number.
    most
        Nodes with more than this of the first weight are not reached: -1 in the first amount.
    """
    nodes = len(first) - 1
    amount, other = np.full(nodes, -1, np.int64), np.zeros(nodes, np.int64)
    length, via = np.zeros(nodes, np.int64), np.full(nodes, -1, np.int64)
    done = np.zeros(nodes, np.uint8)
    heap = np.empty((len(arcs) + 1, 3), np.int64)
    heap[0, 0] = heap[0, 1] = 0
    heap[0, 2] = source
    amount[source] = 0
    size = 1
    while size > 0:
        so_far, beside, word = heap[0, 0], heap[0, 1], heap[0, 2]
        size = drop_three(heap, size)
        node, steps = word & MASK, (word >> 32) + 1
        if done[node]:
            continue
        done[node] = 1
        for place in range(first[node], first[node + 1]):
            arc = arcs[place]
            there = head[arc]
            if not usable[arc] or done[there]:
                continue
            total, beyond = so_far + weight[arc], beside + second[arc]
            if total > most:
                continue
            if amount[there] >= 0:
                if total != amount[there]:
                    if total > amount[there]:
                        continue
                elif beyond != other[there]:
                    if beyond > other[there]:
                        continue
                elif steps > length[there]:
                    continue
                elif steps == length[there]:
                    if parts_earlier(via, tail, arc, via[there]):
                        via[there] = arc
                    continue
            amount[there], other[there], length[there], via[there] = total, beyond, steps, arc
            size = push_three(heap, size, total, beyond, (steps << 32) | there)
    return amount, other, length, via
