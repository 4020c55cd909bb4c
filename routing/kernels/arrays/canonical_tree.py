"""The canonical paths from one node to all others, or from all others to one, by vectors of any length.

As `routing.kernels.lists.canonical_tree`, for weights that 64 bits do not hold as one number: the entries of a vector
are told apart and compared from the left. The heap holds nodes, each once, and knows where each of them stands.
"""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Bytes, Ints, Rows

NO_ARC = -1


@compiled_with_arrays
def canonical_tree(
    incident: Rows, ends: tuple[Ints, Ints], weight: Ints, usable: Bytes, root: int, wanted: Bytes, backward: bool
) -> Ints:
    """Return per node its arc in the tree, -1 of the root, of what is not reached, and of some that are not wanted.

    Parameters
    ----------
    incident
        The arcs that leave each node; backward, those that enter it.
    ends
        Of each arc, the node from which the search comes, and the one to which it goes.
    weight : int64, shape (n_arcs, k)
        Vectors, from 0; the last entry counts arcs.
    usable, wanted : uint8
        Mask of the arcs; mark of the nodes of which the paths are asked.
    root
        Where all paths begin; backward, where they end.
    """
    first, arcs, _ = incident
    near, far = ends
    n_nodes, size = len(first) - 1, weight.shape[1]
    reached, via = np.zeros((n_nodes, size), np.int64), np.full(n_nodes, -1, np.int64)
    stands = np.full(n_nodes, -1, np.int64)  # in the heap; -1: never was there, -2: settled
    heap, total = np.empty(n_nodes, np.int64), np.empty(size, np.int64)
    heap[0], stands[root], waiting = root, 0, 1
    left = 0
    for node in range(n_nodes):
        left += wanted[node]
    while waiting > 0 and left > 0:
        node = heap[0]
        waiting -= 1
        stands[node] = -2
        if waiting > 0:
            _sink(heap, stands, reached, waiting, heap[waiting])
        left -= wanted[node]
        for at in range(first[node], first[node + 1]):
            arc = arcs[at]
            if not usable[arc]:
                continue
            there = far[arc]
            if stands[there] == -2:
                continue
            for k in range(size):
                total[k] = reached[node, k] + weight[arc, k]
            if stands[there] == -1:
                stands[there] = waiting
                waiting += 1
            else:
                sign = _compared(total, reached[there])
                if sign > 0:
                    continue
                if sign == 0:
                    if arc < via[there] if backward else _parts_earlier(via, near, arc, via[there]):
                        via[there] = arc
                    continue
            reached[there, :] = total
            via[there] = arc
            _rise(heap, stands, reached, stands[there], there)
    for node in range(n_nodes):
        if wanted[node] and stands[node] != -2:
            via[node] = -1
    return via


@compiled
def _compared(one: Ints, other: Ints) -> int:
    """Return -1, 0 or 1: whether one vector is less than the other, equal or more."""
    for k in range(len(one)):
        if one[k] != other[k]:
            return -1 if one[k] < other[k] else 1
    return 0


@compiled
def _rise(heap: Ints, stands: Ints, reached: Ints, at: int, node: int) -> None:
    """Put a node where it belongs, at a place of the heap or above it."""
    while at > 0:
        above = (at - 1) >> 1
        if _compared(reached[heap[above]], reached[node]) <= 0:
            break
        heap[at] = heap[above]
        stands[heap[at]] = at
        at = above
    heap[at] = node
    stands[node] = at


@compiled
def _sink(heap: Ints, stands: Ints, reached: Ints, size: int, node: int) -> None:
    """Put a node where it belongs, from the top of a heap of so many."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and _compared(reached[heap[child + 1]], reached[heap[child]]) < 0:
            child += 1
        if _compared(reached[node], reached[heap[child]]) <= 0:
            break
        heap[at] = heap[child]
        stands[heap[at]] = at
        at = child
    heap[at] = node
    stands[node] = at


@compiled
def _parts_earlier(via: Ints, near: Ints, one: int, other: int) -> bool:
    """Tell whether the path that ends with arc `one` has lesser arc numbers than that with `other`, as long as it."""
    while near[one] != near[other]:
        one, other = via[near[one]], via[near[other]]
    return bool(one < other)
