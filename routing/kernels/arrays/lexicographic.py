"""The tree of canonical paths from a node in the order (first weight, second weight, arcs, arc numbers).

Dijkstra's algorithm (1959) with these vectors for lengths. Of paths that are equal in all three amounts the one with
the least sequence of arc numbers is kept: two paths to a node are walked back to where they part, and the arcs there
decide. Paths from the source are popped in order, so a path that is walked back never changes any more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.row_heap import drop_three, push_three

MASK = (1 << 32) - 1


@compiled
def parts_earlier(via: Any, tail: Any, one: int, other: int) -> bool:
    """Tell whether the path that ends with arc `one` has lesser arc numbers than that with `other`, as long as it."""
    while tail[one] != tail[other]:
        one, other = via[tail[one]], via[tail[other]]
    return bool(one < other)


@compiled
def begin(n_nodes: int, n_arcs: int, source: int) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return a tree of the source alone: per node the two amounts, arcs, last arc and mark of the settled; the queue.

    A node that is not reached has -1 in the first amount.
    """
    amount, other = np.full(n_nodes, -1, np.int64), np.zeros(n_nodes, np.int64)
    length, via = np.zeros(n_nodes, np.int64), np.full(n_nodes, -1, np.int64)
    heap = np.empty((n_arcs + 1, 3), np.int64)
    heap[0, 0] = heap[0, 1] = 0
    heap[0, 2] = source
    amount[source] = 0
    return amount, other, length, via, np.zeros(n_nodes, np.uint8), heap


@compiled
def grow(  # noqa: C901 -- one loop, whose comparisons are the order itself
    first: Any, arcs: Any, tail: Any, head: Any, weight: Any, second: Any, usable: Any, goal: int, most: int,
    amount: Any, other: Any, length: Any, via: Any, done: Any, heap: Any, size: int,
) -> int:  # fmt: skip
    """Settle nodes in order until the goal is among them; return how many rows then wait in the queue.

    Parameters
    ----------
    first, arcs
        Where the arcs that leave each node begin in `arcs`, and their numbers.
    tail, head, weight, second, usable
        Ends, weights from 0 and mask of each arc, by its number.
    goal
        -1: none; then all nodes are settled that have at most `most` of the first weight.
    most
        Nodes with more than this of the first weight are not settled; their amounts, if any, are above it.
    amount, other, length, via, done, heap, size
        The tree and its queue, as `begin` or an earlier call has left them.
    """
    while size > 0:
        so_far, beside, word = heap[0, 0], heap[0, 1], heap[0, 2]
        if so_far > most:
            break
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
        if node == goal:
            break
    return size


@compiled
def canonical_tree(
    first: Any, arcs: Any, tail: Any, head: Any, weight: Any, second: Any, usable: Any, source: int, most: int
) -> tuple[Any, Any]:
    """Return per node the two amounts of its canonical path, -1 in the first beyond `most`. See `grow`."""
    amount, other, length, via, done, heap = begin(len(first) - 1, len(arcs), source)
    grow(first, arcs, tail, head, weight, second, usable, -1, most, amount, other, length, via, done, heap, 1)
    return amount, other
