"""Least paths from a node in a weighted sum of several amounts, with what each path has of every amount.

Dijkstra's algorithm: the length of an arc is the sum of its amounts, each taken so many times, made up where the arc is
looked along. Of the paths that it finds the totals are kept, which tell at once whether two of them, put together, keep
to limits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled_with_arrays
from routing.kernels.arrays.rows import Ints, Rows


class Tree(NamedTuple):
    """Least paths from a node to all others, or to it from all others.

    Attributes
    ----------
    reached : int64, shape (n,)
        Least length; `UNREACHED` where there is no path up to the length of interest.
    via : int64, shape (n,)
        The last arc of the path, seen from where the tree begins; -1 where it begins, and where there is none.
    totals : int64, shape (n, number of amounts)
        What the path has of each amount; 0 where there is none.
    """

    reached: Ints
    via: Ints
    totals: Ints


def tree_of(rows: Rows, amounts: Ints, times: Ints, start: int, most: int) -> Tree:
    """Return the tree of least paths.

    Parameters
    ----------
    rows
        The arcs that leave each node; those that enter it, for paths *to* `start`.
    amounts : int64, shape (number of amounts, m)
        By number of the arc.
    times : int64, shape (number of amounts,)
        How many times each is taken.
    most
        Greatest length of interest.
    """
    nodes = len(rows.first) - 1
    tree = Tree(
        np.full(nodes, UNREACHED, dtype=np.int64),
        np.full(nodes, -1, dtype=np.int64),
        np.zeros((nodes, len(amounts)), dtype=np.int64),
    )
    grow(rows, amounts, times, start, most, tree)
    return tree


@compiled_with_arrays
def grow(rows: Rows, amounts: Ints, times: Ints, start: int, most: int, tree: Tree) -> None:
    """Fill a tree in which nothing is reached yet."""
    first, arcs, ends = rows
    reached, via, totals = tree
    width = len(times)
    heap, second = np.empty(len(arcs) + 1, np.int64), np.empty(len(arcs) + 1, np.int64)
    reached[start] = 0
    size = push_pair(heap, second, 0, 0, start)
    while size > 0:
        so_far, node = heap[0], second[0]
        size = drop_pair(heap, second, size)
        if so_far > reached[node]:
            continue
        for at in range(first[node], first[node + 1]):
            arc, there, length = arcs[at], ends[at], so_far
            for k in range(width):
                length += times[k] * amounts[k, arc]
            if length <= most and length < reached[there]:
                reached[there], via[there] = length, arc
                for k in range(width):
                    totals[there, k] = totals[node, k] + amounts[k, arc]
                size = push_pair(heap, second, size, length, there)
