"""The tree of canonical paths from a node in the order (first weight, second weight, arcs, arc numbers).

Dijkstra's algorithm (1959) with these vectors for lengths. Of paths that are equal in all three amounts the one with
the least sequence of arc numbers is kept: two paths to a node are walked back to where they part, and the arcs there
decide. Paths from the source are popped in order, so a path that is walked back never changes any more.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop_three, push_three
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints

MASK = (1 << 32) - 1


class Graph(NamedTuple):
    """A graph with two weights.

    Attributes
    ----------
    first, arcs, ends
        The arcs that leave each node, as in `rows.Rows`.
    tail, weight, second, usable
        Tail, weights from 0 and mask of each arc, by its number.
    """

    first: Ints
    arcs: Ints
    ends: Ints
    tail: Ints
    weight: Ints
    second: Ints
    usable: Bytes


class Tree(NamedTuple):
    """A tree that grows, and the queue of what comes next.

    Attributes
    ----------
    amount, other, length, via : int64, shape (n,)
        Of the path to each node the two amounts, the number of arcs and the last arc; -1 in `amount` where none leads.
    done : uint8, shape (n,)
        Mark of the settled.
    heap : int64, shape (m + 1, 3)
    waiting : int64, shape (1,)
        Number of rows in the heap.
    """

    amount: Ints
    other: Ints
    length: Ints
    via: Ints
    done: Bytes
    heap: Ints
    waiting: Ints


@compiled
def tree_from(graph: Graph, source: int, goal: int, most: int) -> Tree:
    """Return a tree that has grown from a source, see `grow`."""
    graph = Graph(*graph)
    n_nodes, n_arcs = len(graph.first) - 1, len(graph.tail)
    amount, other = np.full(n_nodes, -1, np.int64), np.zeros(n_nodes, np.int64)
    length, via = np.zeros(n_nodes, np.int64), np.full(n_nodes, -1, np.int64)
    heap = np.empty((n_arcs + 1, 3), np.int64)
    heap[0, 0] = heap[0, 1] = 0
    heap[0, 2] = source
    amount[source] = 0
    tree = Tree(amount, other, length, via, np.zeros(n_nodes, np.uint8), heap, np.ones(1, np.int64))
    grow(graph, tree, goal, most)
    return tree


@compiled
def grow(graph: Graph, tree: Tree, goal: int, most: int) -> None:  # noqa: C901 -- one loop, whose comparisons are the order itself
    """Settle nodes in order until the goal is among them.

    Parameters
    ----------
    goal
        -1: none; then all nodes are settled that have at most `most` of the first weight.
    most
        Nodes with more than this of the first weight are not settled; their amounts, if any, are above it.
    """
    first, arcs, ends, tail, weight, second, usable = graph
    amount, other, length, via, done, heap, waiting = tree
    size = waiting[0]
    while size > 0:
        so_far, beside, word = heap[0, 0], heap[0, 1], heap[0, 2]
        if so_far > most:
            break
        size = drop_three(heap, size)
        node, steps = word & MASK, (word >> 32) + 1
        if done[node]:
            continue
        done[node] = 1
        for at in range(first[node], first[node + 1]):
            arc, there = arcs[at], ends[at]
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
    waiting[0] = size


@compiled
def parts_earlier(via: Ints, tail: Ints, one: int, other: int) -> bool:
    """Tell whether the path that ends with arc `one` has lesser arc numbers than that with `other`, as long as it."""
    while tail[one] != tail[other]:
        one, other = via[tail[one]], via[tail[other]]
    return bool(one < other)


@compiled
def canonical_tree(graph: Graph, source: int, most: int) -> tuple[Ints, Ints]:
    """Return per node the two amounts of its canonical path, -1 in the first beyond `most`. See `grow`."""
    tree = tree_from(graph, source, -1, most)
    return tree.amount, tree.other
