"""The search of `both_ends` with buckets in place of heaps, for weights less than `BUCKETS`.

A bucket holds what waits at one distance; no two distances that wait on one side are farther apart than the greatest
weight, so that `BUCKETS` of them serve in turn. Taking the nearest node is then a step to the next bucket that is not
empty, and there is no heap to be kept in order. Which nodes are settled, when the search stops and what it leaves is
as there.

``ahead`` and ``back`` hold entries ``next << bits | node``, where `next` is the place, counted from 1, of the entry
below in the same bucket and 0 ends it.
"""

from __future__ import annotations

from routing.kernels.arrays.both_ends import BUCKETS, FROM_SOURCE, GOING_ON, TO_TARGET, TURN, Work, begin, finish
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, WeightedRows
from routing.kernels.arrays.through import is_open


@compiled
def shortest_path(
    leaving: WeightedRows,
    entering: WeightedRows,
    usable: Bytes,
    source: int,
    target: int,
    most: int,
    shift: int,
    work: Work,
    steps: int,
) -> int:
    """Settle about so many nodes; return `GOING_ON`, or in the end how many arcs there are in ``work.path``.

    See `both_ends.shortest_path`; `shift` is not looked at, for a bucket holds one distance.
    """
    leaving, entering, work = WeightedRows(*leaving), WeightedRows(*entering), Work(*work)
    if work.state[0]["going"] == 0:
        begin(source, target, most, work)
        _begin(work)
    if not _settle_both(leaving, entering, usable, work, steps):
        return GOING_ON
    return finish(leaving, entering, usable, source, target, work)


@compiled
def _begin(work: Work) -> None:
    """Put the two ends into buckets."""
    heads, state = work.heads, work.state[0]
    for side in range(2):
        heads[side * BUCKETS] = 1
        state["nearest"][side], state["filled"][side] = 0, 1


@compiled
def _settle_both(leaving: WeightedRows, entering: WeightedRows, usable: Bytes, work: Work, steps: int) -> bool:
    """Settle about so many nodes; return whether the searches have come to their end."""
    state = work.state[0]
    waiting, nearest, end = state["waiting"], state["nearest"], state["settled"] + steps
    while state["settled"] < end:
        if waiting[FROM_SOURCE] == 0 or waiting[TO_TARGET] == 0:
            return True
        one, other = nearest[FROM_SOURCE], nearest[TO_TARGET]
        if one + other > state["best"]:
            return True
        if waiting[FROM_SOURCE] <= waiting[TO_TARGET]:
            _settle(leaving, usable, work, work.ahead, FROM_SOURCE, other)
        else:
            _settle(entering, usable, work, work.back, TO_TARGET, one)
    return False


@compiled
def _settle(rows: WeightedRows, usable: Bytes, work: Work, pool: Ints, side: int, other: int) -> None:
    """Settle a few nodes of one side; nothing that waits on the other side is nearer to its end than `other`."""
    first, jump, bits = rows.first, rows.jump, rows.bits
    labels, heads, met, state = work.labels, work.heads, work.met, work.state[0]
    size, meetings, best, offset = state["waiting"][side], state["met"], state["best"], state["offset"]
    so_far, filled = state["nearest"][side], state["filled"][side]
    masked, node_mask, settled = len(usable) > 0, (1 << bits) - 1, 0
    most, row = best - other, side * BUCKETS
    while size > 0 and settled < TURN and so_far <= most:
        bucket = row + (so_far & (BUCKETS - 1))
        if heads[bucket] == 0:
            so_far += 1
            continue
        entry = pool[heads[bucket] - 1]
        heads[bucket] = entry >> bits
        node = entry & node_mask
        size -= 1
        if so_far - offset > labels[2 * node + side]:
            continue
        settled += 1
        for at in range(first[node], first[node + 1]):
            there, total = jump[at] & node_mask, so_far + (jump[at] >> bits)
            label = total - offset
            cell = 2 * there + side
            if label >= labels[cell] or (masked and not is_open(rows, usable, at)):
                continue
            labels[cell] = label
            whole = total + (labels[cell ^ 1] + offset)
            if whole <= best:
                if whole < best:
                    best, meetings = whole, 0
                    most = best - other
                met[meetings] = there
                meetings += 1
            if total <= most:
                bucket = row + (total & (BUCKETS - 1))
                pool[filled] = heads[bucket] << bits | there
                filled += 1
                heads[bucket] = filled
                size += 1
    state["waiting"][side], state["met"], state["best"] = size, meetings, best
    state["nearest"][side], state["filled"][side] = so_far, filled
    state["settled"] += settled
