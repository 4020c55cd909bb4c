"""The part of a graph that a front in two criteria is searched on: the nodes on paths of at most so much.

Only a small part of a graph can lie on a path of a front: no point has more of the first criterion than a path of the
least second one. `nodes_between` searches from both ends until the two searches together reach that far; each then goes
on only where what the other knows leaves room. So each node gets its distance from either end, and where both together
are too much it is out. Of nodes that the rows pass over (`through`) only the source and the target are of an area.

To a node beyond the reach of the other search there is at least the least distance that waits there. For nodes of the
area that bound is right and none is left out, because all nodes of a least path to one of them are in it.
"""

from __future__ import annotations

from routing.kernels.arrays.both_ends import FROM_SOURCE, RANGES, TO_TARGET, Work, begin, next_range, waits
from routing.kernels.arrays.heaps import drop, push
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, WeightedRows
from routing.kernels.arrays.through import is_open

TURN = 64  # nodes that one side settles before the other's turn


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
    waiting, turns, all_of_them = state["waiting"], 0, len(work.met)
    one, other, once, turn = 0, 0, min(1, all_of_them), min(TURN, all_of_them)
    while turns < 2 or (waiting[FROM_SOURCE] > 0 and waiting[TO_TARGET] > 0):
        one, other = waits(work.ahead, FROM_SOURCE, bits, shift, work), waits(work.back, TO_TARGET, bits, shift, work)
        if one + other > bound:
            break
        # each end first of all, then the smaller side; a number like any, not two constants
        side = turns if turns < 2 else int(waiting[FROM_SOURCE] > waiting[TO_TARGET])
        rows, beyond = (entering, one) if side else (leaving, other)
        _settle(rows, usable, work, side, beyond, (bound, shift), once if turns < 2 else turn)
        turns += 1
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
