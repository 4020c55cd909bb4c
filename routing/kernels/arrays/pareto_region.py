"""What a front in two criteria is searched on: the nodes that lie on a path of at most so much, and their arcs.

Only a small part of a graph can lie on a path of a front: no point has more of the first criterion than a path of the
least second one. `nodes_between` searches from both ends until the two searches together reach that far; each then goes
on only where what the other knows leaves room. So each node gets its distance from either end, and where both together
are too much it is out. `region_of` numbers the nodes that are left, from 0 up as they are settled from the source, and
lays out their arcs; everything that follows works on arrays of this size, whatever the size of the graph.

To a node beyond the reach of the other search there is at least the least distance that waits there. For nodes of the
region that bound is right and none is left out, because all nodes of a least path to one of them are in it.

**The tree of canonical paths** from the source, in the order (first weight, second weight, arcs, arc numbers), is that
of Dijkstra's algorithm (1959) with these vectors for lengths, along arcs that are tight in the first weight. Of paths
equal in all three amounts the one with the least sequence of arc numbers is kept: two paths to a node are walked back
to where they part, and the arcs there decide. Paths are popped in order, so one that is walked back never changes any
more.

**Numbers.** At first a node's number tells when it was settled from the source, so a least path jumps through arrays of
the size of the region. At the end the nodes are numbered anew, by a walk down the tree of canonical paths: mostly a
path lies in one piece then, and what a search of fronts goes along lies side by side in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.both_ends import FROM_SOURCE, RANGES, TO_TARGET, Work, begin, next_range, waits
from routing.kernels.arrays.heaps import drop, drop_three, push, push_three
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, UsefulRows, WeightedRows

TURN = 64  # nodes that one side settles before the other's turn
MASK = (1 << 32) - 1
FIRST, SECOND, END, ARC = range(4)  # columns of an arc that leaves a node
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
    """

    nodes: Ints
    target: int
    cap: int
    bits: int
    table: Ints
    useful: UsefulRows


@compiled
def nodes_between(
    leaving: WeightedRows,
    entering: WeightedRows,
    usable: Bytes,
    ends: tuple[int, int],
    most: tuple[int, int, int],
    work: Work,
) -> int:
    """Write the nodes on paths of at most so much into ``work.met`` and return their number.

    Their distances from both ends are in ``work.labels``, less the offset.

    Parameters
    ----------
    ends
        Source and target, two different nodes.
    most
        What a path may weigh; what none weighs more than and the bits of a range, as in `both_ends`.
    """
    leaving, entering, work = WeightedRows(*leaving), WeightedRows(*entering), Work(*work)
    bound, shift, state, bits = most[0], most[2], work.state[0], leaving.bits
    begin(ends[0], ends[1], most[1], work)
    waiting = state["waiting"]
    one, other = 0, 0
    while waiting[FROM_SOURCE] > 0 and waiting[TO_TARGET] > 0:
        one, other = waits(work.ahead, FROM_SOURCE, bits, shift, work), waits(work.back, TO_TARGET, bits, shift, work)
        if one + other > bound:
            break
        if waiting[FROM_SOURCE] <= waiting[TO_TARGET]:
            _settle(leaving, usable, work, FROM_SOURCE, other, (bound, shift), TURN)
        else:
            _settle(entering, usable, work, TO_TARGET, one, (bound, shift), TURN)
    other = bound + 1 if waiting[TO_TARGET] == 0 else other
    _settle(leaving, usable, work, FROM_SOURCE, other, (bound, shift), len(work.met))
    _settle(entering, usable, work, TO_TARGET, bound + 1, (bound, shift), len(work.met))
    state["going"] = 0
    met, labels, count = work.met, work.labels, 0
    for at in range(state["met"]):
        node = met[at]
        if labels[2 * node] + labels[2 * node + 1] + 2 * state["offset"] <= bound:
            met[count] = node
            count += 1
    return count


@compiled
def _settle(
    rows: WeightedRows, usable: Bytes, work: Work, side: int, other: int, most: tuple[int, int], turn: int
) -> None:
    """Settle up to so many nodes of one side; beyond what the other side knows there is at least `other` left."""
    first, arcs, link, bits = rows.first, rows.arcs, rows.link, rows.bits
    labels, met, later, heads, state = work.labels, work.met, work.later, work.heads, work.state[0]
    heap = work.ahead if side == FROM_SOURCE else work.back
    size, near, filled, now = state["waiting"][side], state["near"][side], state["filled"][side], state["nearest"][side]
    count, offset, place, row = state["met"], state["offset"], side * len(heap), side * RANGES
    masked, node_mask, settled, bound, shift = len(usable) > 0, (1 << bits) - 1, 0, most[0], most[1]
    while size > 0 and settled < turn:
        if near == 0:
            state["waiting"][side] = size
            next_range(heap, side, bits, work)
            size, near, now = state["waiting"][side], state["near"][side], state["nearest"][side]
            continue
        key = heap[0]
        so_far, node = key >> bits, key & node_mask
        near = drop(heap, near)
        size -= 1
        cell = 2 * node + side
        if so_far - offset > labels[cell] or so_far + min(labels[cell ^ 1] + offset, other) > bound:
            continue
        settled += 1
        if side == FROM_SOURCE:
            met[count] = node
            count += 1
        base = key - node
        for at in range(first[node], first[node + 1]):
            if masked and not usable[arcs[at]]:
                continue
            entry = base + link[at]
            there, total = entry & node_mask, entry >> bits
            cell = 2 * there + side
            if total - offset >= labels[cell]:
                continue
            labels[cell] = total - offset
            if total + min(labels[cell ^ 1] + offset, other) <= bound:
                size += 1
                if total >> shift <= now:
                    near = push(heap, near, entry)
                else:
                    head = row + ((total >> shift) & (RANGES - 1))
                    later[place + filled, 0], later[place + filled, 1] = entry, heads[head]
                    filled += 1
                    heads[head] = filled
    state["waiting"][side], state["near"][side], state["filled"][side] = size, near, filled
    state["nearest"][side], state["met"] = now, count


@compiled
def region_of(
    leaving: WeightedRows,
    entering: WeightedRows,
    second: Ints,
    usable: Bytes,
    ends: tuple[int, int],
    most: tuple[int, int, int],
    cap: int,
    work: Work,
) -> Region:
    """Return the region of a front.

    Parameters
    ----------
    leaving, entering
        The arcs by node, with the first weight.
    second : int64, shape (n_arcs,)
        The second weight, in the order of `leaving`; an entry of a heap has room for its sums, too, beside a node.
    ends, most
        As in `nodes_between`.
    cap
        The most that a point may have of the second criterion.
    """
    leaving, work = WeightedRows(*leaving), Work(*work)
    count = nodes_between(leaving, entering, usable, ends, most, work)
    met, number = work.met, work.level
    for slot in range(count):
        number[met[slot]] = slot
    target = number[ends[1]]
    begin_at, rows = _arcs_between(leaving, second, usable, most[0], count, work)
    nodes = np.empty((count, 6), np.int64)
    for slot in range(count):
        number[met[slot]] = -1
        nodes[slot, AMOUNT] = work.labels[2 * met[slot]] + work.state[0]["offset"]
    if target >= 0:
        _canonical_tree(begin_at, rows, nodes)
        cap = min(cap, nodes[target, OTHER])
        _least_second(begin_at, rows, cap, leaving.bits, nodes)
        if nodes[target, LEAST] < 0:
            target = -1
    if target < 0:
        nothing = UsefulRows(np.zeros(1, np.int64), np.empty((0, 2), np.int64), 0)
        return Region(nodes, target, cap, 0, np.empty((0, 4), np.int64), nothing)
    bits, place = _bits_of(nodes, most[0], cap), _down_the_tree(nodes)
    useful = _entering(begin_at, rows, nodes, place, cap, bits)
    nodes = _numbered(nodes, place)
    return Region(nodes, place[target], cap, bits, _table(nodes, bits), useful)


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
def _arcs_between(
    leaving: WeightedRows, second: Ints, usable: Bytes, bound: int, count: int, work: Work
) -> tuple[Ints, Ints]:
    """Return the arcs that leave each node of a region, those on paths of at most so much."""
    first, arcs, ends, weight = leaving.first, leaving.arcs, leaving.ends, leaving.weight
    labels, met, number, masked = work.labels, work.met, work.level, len(usable) > 0
    offset, room = work.state[0]["offset"], 0
    for slot in range(count):
        room += first[met[slot] + 1] - first[met[slot]]
    begin_at, rows, filled = np.empty(count + 1, np.int64), np.empty((room, 4), np.int64), 0
    for slot in range(count):
        node = met[slot]
        begin_at[slot] = filled
        spent = labels[2 * node] + 2 * offset
        for at in range(first[node], first[node + 1]):
            there = number[ends[at]]
            if there < 0 or there == slot or (masked and not usable[arcs[at]]):
                continue
            if spent + weight[at] + labels[2 * ends[at] + 1] > bound:
                continue
            rows[filled, FIRST], rows[filled, SECOND] = weight[at], second[at]
            rows[filled, END], rows[filled, ARC] = there, arcs[at]
            filled += 1
    begin_at[count] = filled
    return begin_at, rows[:filled]


@compiled
def _canonical_tree(begin_at: Ints, rows: Ints, nodes: Ints) -> None:
    """Write the canonical path from node 0 to each; the first amounts are known."""
    heap, done = np.empty((len(rows) + 1, 3), np.int64), np.zeros(len(nodes), np.uint8)
    for node in range(len(nodes)):
        nodes[node, LENGTH] = nodes[node, VIA] = nodes[node, BEFORE] = -1
    nodes[0, OTHER] = nodes[0, LENGTH] = 0
    heap[0, 0], heap[0, 1], heap[0, 2], size = 0, 0, 0, 1
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
                    if _parts_earlier(nodes, node, rows[at, ARC], there):
                        nodes[there, VIA], nodes[there, BEFORE] = rows[at, ARC], node
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
def _down_the_tree(nodes: Ints) -> Ints:
    """Return the place of each node in a walk down the tree of canonical paths, each branch to its end."""
    inside, beside = np.full(len(nodes), -1, np.int64), np.full(len(nodes), -1, np.int64)
    for node in range(len(nodes) - 1, 0, -1):
        before = nodes[node, BEFORE]
        beside[node], inside[before] = inside[before], node
    place, node = np.empty(len(nodes), np.int64), 0
    for at in range(len(nodes)):
        place[node] = at
        if inside[node] >= 0:
            node = inside[node]
            continue
        while beside[node] < 0 and node > 0:
            node = nodes[node, BEFORE]
        node = beside[node]
    return place


@compiled
def _numbered(nodes: Ints, place: Ints) -> Ints:
    """Return the nodes by their places."""
    there = np.empty_like(nodes)
    for node in range(len(nodes)):
        there[place[node]] = nodes[node]
        if node > 0:
            there[place[node], BEFORE] = place[nodes[node, BEFORE]]
    return there


@compiled
def _least_second(begin_at: Ints, rows: Ints, cap: int, bits: int, nodes: Ints) -> None:
    """Write the least second amount from node 0 to each, -1 beyond `cap`."""
    heap, size, node_mask = np.empty(len(rows) + 1, np.int64), 1, (1 << bits) - 1
    for node in range(len(nodes)):
        nodes[node, LEAST] = -1
    nodes[0, LEAST] = heap[0] = 0
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
