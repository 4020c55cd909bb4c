"""The search of `both_ends` with buckets in place of heaps, for weights less than `BUCKETS`.

A bucket holds what waits at one distance; no two distances that wait on one side are farther apart than the greatest
weight, so that `BUCKETS` of them serve in turn. Taking the nearest node is then a step to the next bucket that is not
empty, and there is no heap to be kept in order. Which nodes are settled, when the search stops and what it leaves for
`both_ends.mark` is as there.

``ahead`` and ``back`` (m + 1) hold entries ``next << bits | node``, where `next` is the place, counted from 1, of the
entry below in the same bucket and 0 ends it; ``heads`` (2 * `BUCKETS`) the uppermost of each bucket. ``state`` (12)
goes on with the distance that each side has come to and the number of entries each has made.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays import both_ends
from routing.kernels.arrays.both_ends import AHEAD, BACK, BEST, MET, SETTLED, TURN
from routing.kernels.arrays.jit import compiled

BUCKETS = 256  # 2 kB a side; on a chain of heavy arcs so many empty ones are passed for each node, so not more
NEAREST, FILLED = 5, 7  # of the search from the source; that from the target follows
begin_labels = both_ends.begin


@compiled
def begin(
    source: int, target: int, most: int, offset: int, labels: Any, ahead: Any, back: Any, heads: Any, state: Any
) -> None:
    """Start a search between two different nodes, see `both_ends.begin`."""
    begin_labels(source, target, most, offset, labels, ahead, back, state)
    heads[:] = 0
    for side in range(2):
        heads[side * BUCKETS] = 1
        state[NEAREST + side], state[FILLED + side] = 0, 1


@compiled
def search(
    first: Any, arcs: Any, link: Any, first_in: Any, arcs_in: Any, link_in: Any, usable: Any, labels: Any, offset: int,
    ahead: Any, back: Any, heads: Any, met: Any, state: Any, bits: int, steps: int,
) -> bool:  # fmt: skip
    """Settle about so many nodes; return whether the searches have come to their end. See `both_ends.search`."""
    end = state[SETTLED] + steps
    while state[SETTLED] < end:
        if state[AHEAD] == 0 or state[BACK] == 0:
            return True
        one, other = state[NEAREST], state[NEAREST + 1]
        if one + other > state[BEST]:
            return True
        if state[AHEAD] <= state[BACK]:
            _settle(first, arcs, link, usable, labels, offset, 0, ahead, heads, other, met, state, bits)
        else:
            _settle(first_in, arcs_in, link_in, usable, labels, offset, 1, back, heads, one, met, state, bits)
    return False


@compiled
def _settle(
    first: Any, arcs: Any, link: Any, usable: Any, labels: Any, offset: int, side: int, pool: Any, heads: Any,
    other: int, met: Any, state: Any, bits: int,
) -> None:  # fmt: skip
    """Settle a few nodes of one side; nothing that waits on the other side is nearer to its end than `other`."""
    size, meetings, best = state[side], state[MET], state[BEST]
    so_far, filled = state[NEAREST + side], state[FILLED + side]
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
        for place in range(first[node], first[node + 1]):
            if masked and not usable[arcs[place]]:
                continue
            there, total = link[place] & node_mask, so_far + (link[place] >> bits)
            label = total - offset
            cell = 2 * there + side
            if label >= labels[cell]:
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
    state[side], state[MET], state[BEST] = size, meetings, best
    state[NEAREST + side], state[FILLED + side] = so_far, filled
    state[SETTLED] += settled
