"""What a front in two criteria knows before it is searched: the tree of canonical paths of an area, and bounds.

**The tree of canonical paths** from the source, in the order (first weight, second weight, arcs, arc numbers), is that
of Dijkstra's algorithm (1959) with these vectors for lengths, along arcs that are tight in the first weight. Of paths
equal in all three amounts the one with the least sequence of arc numbers is kept: two paths to a node are walked back
to where they part, and the arcs there decide. Paths are popped in order, so one that is walked back never changes any
more. In an area that is turned a path runs against its arcs, and the last one found is the first of the sequence.

**Numbers.** At first a node's number tells when it was settled from the source, so a least path jumps through arrays of
the size of the area. At the end the nodes are numbered anew, by a walk down the tree of canonical paths: mostly a path
lies in one piece then, and what a search of fronts goes along lies side by side in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop, drop_three, push, push_three
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.pareto_area import ARC, END, FIRST, SECOND, Area
from routing.kernels.arrays.rows import Ints, UsefulRows

MASK = (1 << 32) - 1
AMOUNT, OTHER, LENGTH, VIA, BEFORE, LEAST = range(6)  # columns of a node


class Region(NamedTuple):
    """Nodes by their number in the region, and the arcs between them, as `pareto_two` searches them.

    Attributes
    ----------
    nodes : int64, shape (k, 6)
        Of the canonical path from the source to each the two amounts, the number of arcs, the last arc, and the node
        before it; the least second amount to it, -1 beyond what was asked.
    target
        Number of the target; -1: no path leads there within the bounds.
    cap
        The most that a point has of the second criterion.
    bits
        How many bits the second criterion has in a key; 0: no key has room for both.
    table : int64, shape (k, 4)
        As `pareto_two.pareto_front_of_two` is given it.
    useful
        The arcs that enter each node, their two weights in one number.
    is_turned
        The area was turned: paths run against their arcs.
    """

    nodes: Ints
    target: int
    cap: int
    bits: int
    table: Ints
    useful: UsefulRows
    is_turned: bool


@compiled
def region_of(area: Area, cap: int, is_turned: bool) -> Region:
    """Return the region of a front in an area, points having at most `cap` of the second criterion."""
    area = Area(*area)
    begin_at, rows, most, (source, target) = area.begin, area.rows, area.most, area.ends
    nodes = np.empty((len(area.amounts), 6), np.int64)
    nodes[:, AMOUNT] = area.amounts[:, 0]
    if target >= 0:
        _canonical_tree(begin_at, rows, source, nodes, is_turned)
        cap = min(cap, nodes[target, OTHER])
        _least_second(begin_at, rows, cap, (source, area.bits), nodes)
        if nodes[target, LEAST] < 0:
            target = -1
    if target < 0:
        nothing = UsefulRows(np.zeros(1, np.int64), np.empty((0, 2), np.int64), 0)
        return Region(nodes, -1, cap, 0, np.empty((0, 4), np.int64), nothing, is_turned)
    bits, place = _bits_of(nodes, most, cap), _down_the_tree(nodes, source)
    useful = _entering(begin_at, rows, nodes, place, cap, bits)
    nodes = _numbered(nodes, place, source)
    return Region(nodes, place[target], cap, bits, _table(nodes, bits), useful, is_turned)


@compiled
def _bits_of(nodes: Ints, most: int, cap: int) -> int:
    """Return how many bits the second criterion needs in a key; 0 where the first has no room beside it."""
    largest, bits, first = 0, 0, 0
    for node in range(len(nodes)):
        if nodes[node, LEAST] >= 0:
            largest = max(largest, nodes[node, OTHER])
    while bits < 63 and (2 * cap + largest + 1) >> bits:
        bits += 1
    while first < 63 and (3 * most + 3) >> first:
        first += 1
    return bits if bits + first <= 62 else 0


@compiled
def _table(nodes: Ints, bits: int) -> Ints:
    """Return the table of nodes for a search: nothing closed, the key of the path to each, its least, its arcs."""
    table = np.empty((len(nodes), 4), np.int64)
    for node in range(len(nodes)):
        table[node, 0] = (1 << bits) - 1
        table[node, 1] = (nodes[node, AMOUNT] << bits) | nodes[node, OTHER]
        table[node, 2], table[node, 3] = nodes[node, LEAST], nodes[node, LENGTH] << 32
    return table


@compiled
def _canonical_tree(begin_at: Ints, rows: Ints, source: int, nodes: Ints, is_turned: bool) -> None:
    """Write the canonical path from the source to each node; the first amounts are known."""
    heap, done = np.empty((len(rows) + 1, 3), np.int64), np.zeros(len(nodes), np.uint8)
    for node in range(len(nodes)):
        nodes[node, LENGTH] = nodes[node, VIA] = nodes[node, BEFORE] = -1
    nodes[source, OTHER] = nodes[source, LENGTH] = 0
    heap[0, 0], heap[0, 1], heap[0, 2], size = 0, 0, source, 1
    while size > 0:
        so_far, beside, word = heap[0, 0], heap[0, 1], heap[0, 2]
        size = drop_three(heap, size)
        node, steps = word & MASK, (word >> 32) + 1
        if done[node]:
            continue
        done[node] = 1
        for at in range(begin_at[node], begin_at[node + 1]):
            there, total, beyond = rows[at, END], so_far + rows[at, FIRST], beside + rows[at, SECOND]
            if done[there] or total > nodes[there, AMOUNT]:
                continue
            if nodes[there, LENGTH] >= 0:
                if beyond != nodes[there, OTHER]:
                    if beyond > nodes[there, OTHER]:
                        continue
                elif steps > nodes[there, LENGTH]:
                    continue
                elif steps == nodes[there, LENGTH]:
                    arc = rows[at, ARC]
                    if arc < nodes[there, VIA] if is_turned else _parts_earlier(nodes, node, arc, there):
                        nodes[there, VIA], nodes[there, BEFORE] = arc, node
                    continue
            nodes[there, OTHER], nodes[there, LENGTH] = beyond, steps
            nodes[there, VIA], nodes[there, BEFORE] = rows[at, ARC], node
            size = push_three(heap, size, total, beyond, (steps << 32) | there)


@compiled
def _parts_earlier(nodes: Ints, before: int, arc: int, there: int) -> bool:
    """Tell whether the path over a node and an arc has lesser arc numbers than the one known, as long as it."""
    known, via = nodes[there, BEFORE], nodes[there, VIA]
    while before != known:
        arc, via = nodes[before, VIA], nodes[known, VIA]
        before, known = nodes[before, BEFORE], nodes[known, BEFORE]
    return bool(arc < via)


@compiled
def _down_the_tree(nodes: Ints, source: int) -> Ints:
    """Return the place of each node in a walk down the tree of canonical paths, each branch to its end."""
    inside, beside = np.full(len(nodes), -1, np.int64), np.full(len(nodes), -1, np.int64)
    for node in range(len(nodes) - 1, -1, -1):
        if node != source:
            before = nodes[node, BEFORE]
            beside[node], inside[before] = inside[before], node
    place, node = np.empty(len(nodes), np.int64), source
    for at in range(len(nodes)):
        place[node] = at
        if inside[node] >= 0:
            node = inside[node]
            continue
        while beside[node] < 0 and node != source:
            node = nodes[node, BEFORE]
        node = beside[node]
    return place


@compiled
def _numbered(nodes: Ints, place: Ints, source: int) -> Ints:
    """Return the nodes by their places."""
    there = np.empty_like(nodes)
    for node in range(len(nodes)):
        there[place[node]] = nodes[node]
        if node != source:
            there[place[node], BEFORE] = place[nodes[node, BEFORE]]
    return there


@compiled
def _least_second(begin_at: Ints, rows: Ints, cap: int, begins: tuple[int, int], nodes: Ints) -> None:
    """Write the least second amount from the source to each node, -1 beyond `cap`; `begins`: source, bits of a node."""
    source, bits = begins
    heap, size, node_mask = np.empty(len(rows) + 1, np.int64), 1, (1 << bits) - 1
    for node in range(len(nodes)):
        nodes[node, LEAST] = -1
    nodes[source, LEAST], heap[0] = 0, source
    while size > 0:
        so_far, node = heap[0] >> bits, heap[0] & node_mask
        size = drop(heap, size)
        if so_far > nodes[node, LEAST]:
            continue
        for at in range(begin_at[node], begin_at[node + 1]):
            there, total = rows[at, END], so_far + rows[at, SECOND]
            if total <= cap and (nodes[there, LEAST] < 0 or total < nodes[there, LEAST]):
                nodes[there, LEAST] = total
                size = push(heap, size, (total << bits) | there)


@compiled
def _entering(begin_at: Ints, rows: Ints, nodes: Ints, place: Ints, cap: int, bits: int) -> UsefulRows:
    """Return the arcs that enter each node, by its place: those of use to points with at most so much of the second."""
    first, longest = np.zeros(len(nodes) + 1, np.int64), 0
    for tail in range(len(nodes)):
        for at in range(begin_at[tail], begin_at[tail + 1]):
            if nodes[tail, LEAST] >= 0 and nodes[tail, LEAST] + rows[at, SECOND] <= cap:
                first[place[rows[at, END]] + 1] += 1
    for node in range(len(nodes)):
        longest = max(longest, first[node + 1])
        first[node + 1] += first[node]
    cells = np.empty((first[len(nodes)], 2), np.int64)
    filled = first[:-1].copy()
    for tail in range(len(nodes)):
        for at in range(begin_at[tail], begin_at[tail + 1]):
            if nodes[tail, LEAST] >= 0 and nodes[tail, LEAST] + rows[at, SECOND] <= cap:
                there = place[rows[at, END]]
                to = filled[there]
                filled[there] += 1
                cells[to, 0] = (rows[at, FIRST] << bits) | rows[at, SECOND]
                cells[to, 1] = (place[tail] << 32) | rows[at, ARC]
    return UsefulRows(first, cells, longest)
