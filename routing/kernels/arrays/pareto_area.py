"""The part of a graph that a front in two criteria is searched on: the nodes on paths of at most so much, their arcs.

Only a small part of a graph can lie on a path of a front: no point has more of the first criterion than a path of the
least second one. `nodes_between` searches from both ends until the two searches together reach that far; each then goes
on only where what the other knows leaves room. So each node gets its distance from either end, and where both together
are too much it is out. `area_of` numbers the nodes that are left and lays out their arcs; everything that follows works
on arrays of this size, whatever the size of the graph. Nodes with one way through are passed over (`through`); of these
only the source and the target are of an area.

To a node beyond the reach of the other search there is at least the least distance that waits there. For nodes of the
area that bound is right and none is left out, because all nodes of a least path to one of them are in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.both_ends import FROM_SOURCE, RANGES, TO_TARGET, Work, begin, next_range, waits
from routing.kernels.arrays.heaps import drop, push
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import AT_JUNCTION, Bytes, Ints, WeightedRows
from routing.kernels.arrays.through import is_open

TURN = 64  # nodes that one side settles before the other's turn
FIRST, SECOND, END, ROW = range(4)  # columns of a jump that leaves a node


class Area(NamedTuple):
    """Nodes by their number in the area, and the arcs between them.

    Attributes
    ----------
    begin : int64, shape (k + 1,)
        Where the jumps that leave each node begin in ``rows``, and one number more.
    rows : int64, shape (m, 4)
        Of each jump the two weights, the node where it ends, and its place in the rows of the graph.
    amounts : int64, shape (k, 2)
        The least of the first weight from the source to each node, and from it to the target.
    ends
        Source and target; a target of -1: no path leads there within the bound.
    most
        What a path may have of the first weight.
    bits
        How many bits the number of a node takes in an entry of a heap.
    """

    begin: Ints
    rows: Ints
    amounts: Ints
    ends: tuple[int, int]
    most: int
    bits: int


@compiled_with_arrays
def area_of(
    leaving: WeightedRows,
    entering: WeightedRows,
    second: WeightedRows,
    usable: Bytes,
    ends: tuple[int, int],
    most: tuple[int, int, int],
    work: Work,
) -> Area:
    """Return the area of a front.

    Parameters
    ----------
    leaving, entering
        The arcs by node, with the first weight.
    second
        The arcs that leave each node, with the second weight, of which too an entry of a heap has room for the sums.
    ends, most
        As in `nodes_between`.
    """
    leaving, entering, second, work = (
        WeightedRows(*leaving),
        WeightedRows(*entering),
        WeightedRows(*second),
        Work(*work),
    )
    count = nodes_between(leaving, entering, usable, ends, most, work)
    met, number = work.met, work.level
    for slot in range(count):
        number[met[slot]] = slot
    inside = (number[ends[0]], number[ends[1]])
    last = _arcs_into_chain(leaving, entering, ends)
    begin_at, rows = _jumps_between(leaving, second, usable, (most[0], count, ends[1]), last, work)
    amounts, offset = np.empty((count, 2), np.int64), work.state[0]["offset"]
    for slot in range(count):
        number[met[slot]] = -1
        amounts[slot, 0] = work.labels[2 * met[slot]] + offset
        amounts[slot, 1] = work.labels[2 * met[slot] + 1] + offset
    return Area(begin_at, rows, amounts, inside, most[0], leaving.bits)


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
    _settle(leaving, usable, work, FROM_SOURCE, 0, (bound, shift), 1)
    _settle(entering, usable, work, TO_TARGET, 0, (bound, shift), 1)
    waiting = state["waiting"]
    one, other, turn, all_of_them = 0, 0, min(TURN, len(work.met)), len(work.met)
    while waiting[FROM_SOURCE] > 0 and waiting[TO_TARGET] > 0:
        one, other = waits(work.ahead, FROM_SOURCE, bits, shift, work), waits(work.back, TO_TARGET, bits, shift, work)
        if one + other > bound:
            break
        side = int(waiting[FROM_SOURCE] > waiting[TO_TARGET])  # the smaller one; a number like any, not two constants
        rows, beyond = (entering, one) if side else (leaving, other)
        _settle(rows, usable, work, side, beyond, (bound, shift), turn)
    for side in range(2):
        rows, beyond = (entering, bound + 1) if side else (leaving, bound + 1 if waiting[TO_TARGET] == 0 else other)
        _settle(rows, usable, work, side, beyond, (bound, shift), all_of_them)
    state["going"] = 0
    _reach_ends(leaving, entering, usable, ends, bound, work)
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
    first, jump, bits = rows.first, rows.jump, rows.bits
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
            entry = base + jump[at]
            there, total = entry & node_mask, entry >> bits
            cell = 2 * there + side
            if total - offset >= labels[cell] or (masked and not is_open(rows, usable, at)):
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
def _reach_ends(
    leaving: WeightedRows, entering: WeightedRows, usable: Bytes, ends: tuple[int, int], bound: int, work: Work
) -> None:
    """Write the distances between the two ends themselves: no row lands inside a chain."""
    labels, state, masked, node_mask = work.labels, work.state[0], len(usable) > 0, (1 << leaving.bits) - 1
    (source, target), offset = ends, state["offset"]
    known = labels[2 * target]
    for at in range(entering.first[target], entering.first[target + 1]):
        before = entering.jump[at] & node_mask
        if not masked or is_open(entering, usable, at):
            labels[2 * target] = min(labels[2 * target], labels[2 * before] + (entering.jump[at] >> entering.bits))
        total = 0
        while at >= 0 and not (masked and not usable[entering.arcs[at]]):
            total += entering.weight[at]
            if entering.ends[at] == source:
                labels[2 * target] = min(labels[2 * target], total - offset)
                break
            at = entering.onward[at]
    labels[2 * source + 1] = labels[2 * target]
    if known + offset > bound:
        work.met[state["met"]] = target
        state["met"] += 1


@compiled_with_arrays
def _arcs_into_chain(leaving: WeightedRows, entering: WeightedRows, ends: tuple[int, int]) -> Ints:
    """Return the arcs by which paths come into a chain in which the target lies; none where it is a junction."""
    source, target = ends
    found, count = np.empty(2, np.int64), 0
    for begun in range(entering.first[target], entering.first[target + 1]):
        before, at = entering.ends[begun], begun
        if before == target:
            continue
        for row in range(leaving.first[before], leaving.first[before + 1]):
            if leaving.arcs[row] == entering.arcs[begun] and leaving.onward[row] == AT_JUNCTION:
                return found[:0]
        while entering.onward[at] >= 0 and entering.ends[at] != source:
            at = entering.onward[at]
        found[count] = entering.arcs[at]
        count += 1
    return found[:count]


@compiled_with_arrays
def _jumps_between(
    leaving: WeightedRows, second: WeightedRows, usable: Bytes, limits: tuple[int, int, int], last: Ints, work: Work
) -> tuple[Ints, Ints]:
    """Return the jumps that leave each node of a region, those on paths of at most so much.

    Parameters
    ----------
    limits
        The most of the first weight, the number of nodes, and the target.
    last
        The arcs by which paths come into the chain in which the target lies.
    """
    first, jump, labels, met, number = leaving.first, leaving.jump, work.labels, work.met, work.level
    masked, offset, (bound, count, target) = len(usable) > 0, work.state[0]["offset"], limits
    node_mask, room, filled = (1 << leaving.bits) - 1, 0, 0
    for slot in range(count):
        room += first[met[slot] + 1] - first[met[slot]]
    begin_at, rows = np.empty(count + 1, np.int64), np.empty((room, 4), np.int64)
    for slot in range(count):
        node = met[slot]
        begin_at[slot] = filled
        spent = labels[2 * node] + 2 * offset
        for at in range(first[node], first[node + 1]):
            there, one, two = jump[at] & node_mask, jump[at] >> leaving.bits, second.jump[at] >> leaving.bits
            for arc in last:
                if leaving.arcs[at] == arc:
                    there, one, two = target, *_up_to(leaving, second, at, target)
            if there == node or number[there] < 0 or spent + one + labels[2 * there + 1] > bound:
                continue
            if masked and not is_open(leaving, usable, at, there):
                continue
            rows[filled, FIRST], rows[filled, SECOND] = one, two
            rows[filled, END], rows[filled, ROW] = number[there], at
            filled += 1
    begin_at[count] = filled
    return begin_at, rows[:filled]


@compiled
def _up_to(leaving: WeightedRows, second: WeightedRows, at: int, target: int) -> tuple[int, int]:
    """Return both weights of the arcs from a row on up to a node inside the chain."""
    one, two = leaving.weight[at], second.weight[at]
    while leaving.ends[at] != target:
        at = leaving.onward[at]
        one, two = one + leaving.weight[at], two + second.weight[at]
    return one, two
