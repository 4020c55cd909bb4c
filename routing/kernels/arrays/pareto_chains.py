"""What a front in three criteria is searched on: the nodes of a region, and chains of its arcs as one arc.

Many nodes of a region have one way through: two neighbours, and between them and each of both at most one arc in either
direction. A path that comes to such a node goes on to the other neighbour. So a *chain*, from a node that has more ways
to the next such node, is searched as one arc, and nodes from where there is no way on fall away. On sea lanes half of
the nodes do.

Chains that leave a node are numbered in the order of their first arcs; so the lesser sequence of arc numbers is that
with the lesser number of the first chain in which two differ.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop, push
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, Rows, UsefulRows

OUT, IN, LEAST_OUT, MOST_OUT, LEAST_IN, MOST_IN = range(6)  # columns of a node: arcs, and their other ends


class Chains(NamedTuple):
    """The chains of a region.

    Attributes
    ----------
    useful
        Those that enter each node. Per chain its amounts of the first and the second criterion in one number, and of
        the third; the node that it leaves (upper 32 bits) with its number; how many arcs it has.
    begin : int64, shape (n_chains + 1,)
        Where the arcs of each begin in `arcs`.
    arcs : int64
        Their arcs, one behind the other.
    """

    useful: UsefulRows
    begin: Ints
    arcs: Ints


@compiled
def least_of_each(rows: Rows, weights: Ints, start: int, bits: int) -> Ints:
    """Return the least of each weight, shape (k, n_arcs), from a node along rows to each; -1 without a way.

    An entry of a heap has room for a sum of weights beside the bits of a node.
    """
    first, arcs, ends = rows
    found = np.empty((len(weights), len(first) - 1), np.int64)
    heap, mask = np.empty(len(arcs) + 1, np.int64), (1 << bits) - 1
    for k in range(len(weights)):
        for node in range(len(first) - 1):
            found[k, node] = -1
        heap[0], size, found[k, start] = start, 1, 0
        while size > 0:
            so_far, node = heap[0] >> bits, heap[0] & mask
            size = drop(heap, size)
            if so_far > found[k, node]:
                continue
            for at in range(first[node], first[node + 1]):
                there, total = ends[at], so_far + weights[k, arcs[at]]
                if found[k, there] < 0 or total < found[k, there]:
                    found[k, there] = total
                    size = push(heap, size, (total << bits) | there)
    return found


@compiled
def chains_of(leaving: Rows, weights: Ints, bounds: Ints, ends: tuple[int, int], bits: int) -> Chains:
    """Return the chains between the nodes of a region.

    Parameters
    ----------
    leaving
        The arcs that leave each node, in the order of `weights`.
    weights : int64, shape (3, n_arcs)
    bounds : int64, shape (3,)
        Most of each criterion.
    ends
        Source and target.
    bits
        Of the second criterion, under the first in one number.
    """
    first, numbers, heads = leaving
    nodes, gone = len(first) - 1, np.zeros(len(heads), np.uint8)
    through, enters = np.zeros(nodes, np.uint8), np.zeros(nodes + 1, np.int64)
    while _dead_ends(first, heads, ends, gone, through):
        pass
    begin, arcs = np.zeros(len(heads) + 1, np.int64), np.empty(len(heads), np.int64)
    cells, count, filled, longest = np.empty((len(heads), 5), np.int64), 0, 0, 0
    for node in range(nodes):
        for begun in range(first[node], first[node + 1]):
            if through[node] or gone[begun]:
                continue
            before, there, at, length = node, node, begun, 0
            one, two, three = 0, 0, 0
            while at < first[there + 1]:
                one, two, three = one + weights[0, at], two + weights[1, at], three + weights[2, at]
                arcs[filled + length] = numbers[at]
                length += 1
                before, there = there, heads[at]
                if not through[there]:
                    break
                at = first[there]
                while at < first[there + 1] and (gone[at] or heads[at] == before):
                    at += 1
            if through[there] or there == node or one > bounds[0] or two > bounds[1] or three > bounds[2]:
                continue
            cells[count, 0], cells[count, 1] = (one << bits) | two, three
            cells[count, 2], cells[count, 3], cells[count, 4] = (node << 32) | count, length, there
            enters[there + 1] += 1
            count, filled = count + 1, filled + length
            begin[count] = filled
    for node in range(nodes):
        longest = max(longest, enters[node + 1])
        enters[node + 1] += enters[node]
    rows, following = np.empty((count, 4), np.int64), enters.copy()
    for chain in range(count):
        there = cells[chain, 4]
        for column in range(4):
            rows[following[there], column] = cells[chain, column]
        following[there] += 1
    return Chains(UsefulRows(enters, rows, longest), begin[: count + 1], arcs[:filled])


@compiled
def _dead_ends(first: Ints, heads: Ints, ends: tuple[int, int], gone: Bytes, through: Bytes) -> bool:
    """Mark the nodes that have one way through; drop the arcs of those with none, and tell whether there were any."""
    nodes, dropped = len(first) - 1, False
    sides = np.zeros((nodes, 6), np.int64)
    for node in range(nodes):
        sides[node, LEAST_OUT] = sides[node, LEAST_IN] = nodes
    for tail in range(nodes):
        for at in range(first[tail], first[tail + 1]):
            if not gone[at]:
                head = heads[at]
                sides[tail, OUT] += 1
                sides[tail, LEAST_OUT] = min(sides[tail, LEAST_OUT], head)
                sides[tail, MOST_OUT] = max(sides[tail, MOST_OUT], head)
                sides[head, IN] += 1
                sides[head, LEAST_IN] = min(sides[head, LEAST_IN], tail)
                sides[head, MOST_IN] = max(sides[head, MOST_IN], tail)
    for node in range(nodes):
        out, into = sides[node, OUT], sides[node, IN]
        one, other = sides[node, LEAST_OUT], sides[node, MOST_OUT]
        two, last = sides[node, LEAST_IN], sides[node, MOST_IN]
        least, most = min(one, two), max(other, last)
        through[node] = 0
        if node == ends[0] or node == ends[1]:
            continue
        if out == 0 or into == 0 or least == most:
            through[node] = 2
        elif out <= 2 and into <= 2 and (out == 1 or one < other) and (into == 1 or two < last):
            between = (one - least) * (most - one) + (other - least) * (most - other)
            between += (two - least) * (most - two) + (last - least) * (most - last)
            through[node] = between == 0  # no third neighbour
    for tail in range(nodes):
        for at in range(first[tail], first[tail + 1]):
            if not gone[at] and (through[tail] == 2 or through[heads[at]] == 2):
                gone[at] = 1
                dropped = True
    return dropped
