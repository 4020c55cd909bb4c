"""Chains of arcs that fronts in three criteria are searched on as one arc.

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
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Bytes, Ints, Rows, UsefulRows

JUNCTION, THROUGH, DEAD = range(3)  # what a node is: an end of chains, inside of them, of no use
ONE, OTHER, FLAGS = range(3)  # columns of a node: two neighbours, -1 where there is none, and what is known of them
LEAVING, ENTERING = 1, 4  # an arc to the first neighbour, and from it; to and from the second one twice as much
TO_ONE, TO_OTHER = LEAVING | ENTERING, 2 * (LEAVING | ENTERING)
THIRD, TWICE = 16, 32  # there is a third neighbour; there are two arcs to a neighbour, or from one


class Drawn(NamedTuple):
    """Chains by the places of their arcs, in the order of the nodes that they leave and of their first arcs.

    Attributes
    ----------
    begin : int64, shape (n_chains + 1,)
        Where the arcs of each begin in `places`.
    places : int64
        Their arcs, one behind the other.
    ends : int64, shape (n_chains, 2)
        The node that each leaves, and the one that it enters.
    """

    begin: Ints
    places: Ints
    ends: Ints


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


@compiled_with_arrays
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


@compiled_with_arrays
def drawn(first: Ints, heads: Ints, ends: tuple[int, int]) -> Drawn:
    """Return the chains between the nodes of a region.

    Parameters
    ----------
    first : int64, shape (n_nodes + 1,)
        Where the arcs that leave each node begin, and one number more.
    heads : int64, shape (n_arcs,)
        The node that each arc enters.
    ends
        Source and target.
    """
    kinds = _kinds(first, heads, ends)
    begin, places = np.zeros(len(heads) + 1, np.int64), np.empty(len(heads), np.int64)
    between, count, filled = np.empty((len(heads), 2), np.int64), 0, 0
    for node in range(len(kinds)):
        if kinds[node] != JUNCTION:
            continue
        for begun in range(first[node], first[node + 1]):
            before, there, at, end = node, node, begun, filled
            while at < first[there + 1] and kinds[heads[at]] != DEAD:
                places[end] = at
                end += 1
                before, there = there, heads[at]
                if kinds[there] == JUNCTION:
                    break
                at = first[there]
                while at < first[there + 1] and (heads[at] == before or kinds[heads[at]] == DEAD):
                    at += 1
            if there != node and kinds[there] == JUNCTION:
                between[count, 0], between[count, 1] = node, there
                count, filled = count + 1, end
                begin[count] = filled
    return Drawn(begin[: count + 1], places[:filled], between[:count])


@compiled_with_arrays
def _kinds(first: Ints, heads: Ints, ends: tuple[int, int]) -> Bytes:
    """Return what each node is."""
    nodes = len(first) - 1
    kinds, stale = np.zeros(nodes, np.uint8), np.ones(nodes, np.uint8)
    sides, stack, again = np.empty((nodes, 3), np.int64), np.empty(nodes, np.int64), True
    while again:
        again = False
        _look_beside(first, heads, kinds, sides, stale)
        waiting = 0
        for node in range(nodes):
            if stale[node]:
                stale[node] = 0
                if node != ends[0] and node != ends[1] and _leads_nowhere(sides[node]):
                    kinds[node] = DEAD
                    stack[waiting] = node
                    waiting += 1
        while waiting > 0:
            waiting -= 1
            gone = stack[waiting]
            for column in range(2):
                node = sides[gone, column]
                if node < 0 or kinds[node] == DEAD:
                    continue
                if sides[node, FLAGS] & THIRD:  # whether there is a fourth is not known
                    stale[node], again = 1, True
                    continue
                _forget(sides[node], gone)
                if node != ends[0] and node != ends[1] and _leads_nowhere(sides[node]):
                    kinds[node] = DEAD
                    stack[waiting] = node
                    waiting += 1
    for node in range(nodes):
        at_end = node == ends[0] or node == ends[1]
        if kinds[node] == JUNCTION and not at_end and not sides[node, FLAGS] & (THIRD | TWICE):
            kinds[node] = THROUGH  # it has two neighbours: with one it would lead nowhere
    return kinds


@compiled
def _look_beside(first: Ints, heads: Ints, kinds: Bytes, sides: Ints, stale: Bytes) -> None:
    """Write what is beside each node of which that is not known any more, without those that are dead."""
    for node in range(len(kinds)):
        if stale[node]:
            sides[node, ONE] = sides[node, OTHER] = -1
            sides[node, FLAGS] = 0
    for tail in range(len(kinds)):
        if kinds[tail] == DEAD:
            continue
        for at in range(first[tail], first[tail + 1]):
            head = heads[at]
            if stale[tail] and kinds[head] != DEAD:
                _note(sides[tail], head, LEAVING)
            if stale[head]:
                _note(sides[head], tail, ENTERING)


@compiled
def _note(side: Ints, other: int, mark: int) -> None:
    """Note an arc between a node and another."""
    if side[ONE] < 0:
        side[ONE] = other
    if side[ONE] != other:
        mark <<= 1
        if side[OTHER] < 0:
            side[OTHER] = other
        if side[OTHER] != other:
            side[FLAGS] |= THIRD
            return
    if side[FLAGS] & mark:
        mark |= TWICE
    side[FLAGS] |= mark


@compiled
def _forget(side: Ints, gone: int) -> None:
    """Take a neighbour away from a node that has two at most."""
    if side[ONE] == gone:
        side[ONE] = side[OTHER]
        side[FLAGS] = (side[FLAGS] & TWICE) | (side[FLAGS] & TO_OTHER) >> 1
    else:
        side[FLAGS] &= TWICE | TO_ONE
    side[OTHER] = -1


@compiled
def _leads_nowhere(side: Ints) -> bool:
    """Tell whether no path leads through a node: it has one neighbour, or no arc that leaves, or none that enters."""
    flags = side[FLAGS]
    return not flags & THIRD and (side[OTHER] < 0 or not flags & 3 * LEAVING or not flags & 3 * ENTERING)


@compiled_with_arrays
def chains_of(leaving: Rows, weights: Ints, bounds: Ints, ends: tuple[int, int], bits: int) -> Chains:
    """Return the chains between the nodes of a region in three criteria.

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
    begin, places, between = drawn(first, heads, ends)
    amounts, enters, longest = np.zeros((len(between), 3), np.int64), np.zeros(len(first), np.int64), 0
    fits = np.ones(len(between), np.uint8)
    for chain in range(len(between)):
        for k in range(3):
            for at in range(begin[chain], begin[chain + 1]):
                amounts[chain, k] += weights[k, places[at]]
            fits[chain] &= amounts[chain, k] <= bounds[k]
        enters[between[chain, 1] + 1] += fits[chain]
    for node in range(len(first) - 1):
        longest = max(longest, enters[node + 1])
        enters[node + 1] += enters[node]
    rows, following = np.empty((enters[-1], 4), np.int64), enters.copy()
    for chain in range(len(between)):
        if fits[chain]:
            at = following[between[chain, 1]]
            following[between[chain, 1]] += 1
            rows[at, 0], rows[at, 1] = (amounts[chain, 0] << bits) | amounts[chain, 1], amounts[chain, 2]
            rows[at, 2], rows[at, 3] = (between[chain, 0] << 32) | chain, begin[chain + 1] - begin[chain]
    return Chains(UsefulRows(enters, rows, longest), begin, numbers[places])
