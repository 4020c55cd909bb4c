"""The front of paths in two criteria, compiled: BOA* backward from the target, with canonical paths.

min (w_1(P), w_2(P)) over paths P from s to t. A label is the rest of a path, from a node u to the target, with amounts
g. Its key is g plus the least (w_1, w_2, arcs) from s to u in this order; keys never fall along a path, so labels leave
the queue in the order of the *whole* paths that they end best. Of two labels at a node the later has no less of the
first criterion and only the second is compared: least closed g_2 per node (Hernandez Ulloa et al. 2020). And the first
label popped with less of the second criterion than every point so far *is* the next point, whole: nothing better can
follow (the early completion of Ahmadi et al. 2021, without the need to take points back). It is pursued only where the
least of the second criterion to come leaves room for other points.

Both amounts of a key lie in one int64, the first above the second, so one addition extends and one comparison orders
both. A row of the queue (`bucket_queue`) holds the key, the arcs of the whole path with the node, and the label that it
continues with the arc; a label is kept only when its row is taken from the queue and is of use. The continuation along
the least path to a node has its parent's key: it is next in order, so it is held in hand and never enters the queue.
The caller sees to it that the bits suffice.

**Paths.** Every path of a point's amounts is the end of a label with that key, joined to a least path to its node.
Of labels with the same amounts and arcs at a node the one whose first arc has the least number is kept: a later one
overwrites it, in place, so what continues them follows. All labels with the key of a point and its number of arcs are
noted; `write_paths` compares the paths that they make and leaves the one of least arc numbers.

The kernels work in slices and in arrays of a given size, and return why they stopped; see `search.fronts_on_arrays`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.arrays.bucket_queue import BUCKETS, ROWS, SPARE, give_back, put
from routing.kernels.arrays.bucket_queue import USED as USED_CHUNKS
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.row_heap import drop_three, push_three

DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3
LOW = (1 << 32) - 1
SAME = 1 << 31  # mark beside an arc: the whole path is the parent's
ARC = SAME - 1
ROOT = -1  # link of the first label
# Cells of the state: rows in the heap; labels; bucket searched now; labels made; points; rivals; least second criterion
# of the points; first key; the row in hand, and whether there is one.
NEAR, USED, AT, MADE, POINTS, RIVALS, BEST, ORIGIN, KEY, WORD, LINK, HELD = range(12)
# Columns of the table of nodes: amounts closed last; key of the least path to it; least second criterion to it; arcs of
# the least path, with the label closed last.
CLOSED, AHEAD, LEAST, STEPS = range(4)


@compiled
def search(  # noqa: C901 -- one loop whose numbers stay in registers
    begin: Any, rows: Any, longest: int, table: Any, bits: int, most: int, shift: int, state: Any, heads: Any,
    chunks: Any, near: Any, pool: Any, points: Any, rivals: Any, steps: int, max_labels: int,
) -> int:  # fmt: skip
    """Go on with a search and return DONE, FULL (an array is), PAUSED (after `steps` labels) or STOPPED (`max_labels`).

    Parameters
    ----------
    begin, rows, longest
        As returned by `rows.useful_rows`, the two weights of an arc in one number as in a key.
    table : int64, shape (n_nodes, 4)
        Per node: amounts closed last; key of the least path to it; least second criterion to it; arcs of that path,
        with the label closed last.
    most
        Greatest first criterion of a point.
    shift
        A bucket holds keys that differ in this many bits at the end only.
    state, heads, chunks, near
        Numbers to go on with; the queue, see `bucket_queue`.
    pool
        Per label its parent + 1 and arc, and its arcs and node.
    points, rivals
        Per point its key, arcs and first rival; per rival its label.
    """
    mask = (1 << bits) - 1
    beyond = (most + 1) << bits
    size, used, at, made = state[NEAR], state[USED], state[AT], state[MADE]
    found, noted, best, origin = state[POINTS], state[RIVALS], state[BEST], state[ORIGIN]
    key, word, link = state[KEY], state[WORD], state[LINK]
    held = state[HELD] != 0
    outcome = PAUSED
    while steps > 0:
        if (
            size + longest + ROWS > len(near)
            or heads[USED_CHUNKS] + longest > len(chunks) + heads[SPARE]
            or used + 1 >= len(pool)
            or found >= len(points)
            or noted >= len(rivals)
        ):
            outcome = FULL
            break
        if heads[at] != 0:  # the next range: what is still of use comes into the heap
            chunk = heads[at]
            for place in range(1, 1 + 3 * (chunks[chunk, 0] & 7), 3):
                key, word = chunks[chunk, place], chunks[chunk, place + 1]
                node = word & LOW
                spent, closed = key - table[node, AHEAD], table[node, CLOSED]
                if spent & mask < closed & mask and (spent & mask) + table[node, LEAST] < best:
                    size = push_three(near, size, key, word, chunks[chunk, place + 2])
            give_back(heads, chunks, at)
            continue
        if held:
            held = False
        elif size > 0:
            key, word, link = near[0, 0], near[0, 1], near[0, 2]
            size = drop_three(near, size)
        else:
            at += 1
            while at < BUCKETS and heads[at] == 0:
                at += 1
            if at < BUCKETS:
                continue
            outcome = DONE
            break
        steps -= 1
        node, whole = word & LOW, word >> 32
        spent, length = key - table[node, AHEAD], whole - (table[node, STEPS] >> 32)
        closed = table[node, CLOSED]
        if spent & mask >= closed & mask:
            if spent == closed:
                holder = table[node, STEPS] & LOW
                if length == pool[holder, 1] >> 32 and link & ARC < pool[holder, 0] & ARC:
                    pool[holder, 0] = link & ~SAME
                    if link & SAME == 0 and found > 0 and key == points[found - 1, 0] and whole == points[found - 1, 1]:
                        rivals[noted] = holder
                        noted += 1
            continue
        rival = key & mask < best
        if rival:
            best = key & mask
            points[found, 0], points[found, 1], points[found, 2] = key, whole, noted
            found += 1
        elif link & SAME == 0 and found > 0 and key == points[found - 1, 0] and whole == points[found - 1, 1]:
            rival = True
        going = (spent & mask) + table[node, LEAST] < best
        if not going and not rival:
            continue
        label = used
        used += 1
        pool[label, 0] = link & ~SAME
        pool[label, 1] = (length << 32) | node
        if rival:
            rivals[noted] = label
            noted += 1
        if not going:
            continue
        table[node, CLOSED] = spent
        table[node, STEPS] = (table[node, STEPS] & ~LOW) | label
        own, whole_own = key, whole
        for place in range(begin[node], begin[node + 1]):
            there, arc = rows[place, 1] >> 32, rows[place, 1] & LOW
            use = spent + rows[place, 0]
            closed = table[there, CLOSED]
            if use & mask >= closed & mask:
                if use == closed:
                    holder = table[there, STEPS] & LOW
                    if length + 1 == pool[holder, 1] >> 32 and arc < pool[holder, 0] & ARC:
                        pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            ahead = use + table[there, AHEAD]
            if (use & mask) + table[there, LEAST] >= best or ahead >= beyond:
                continue
            if made >= max_labels:
                outcome = STOPPED
                break
            made += 1
            steps_whole = length + 1 + (table[there, STEPS] >> 32)
            fresh, chain = (steps_whole << 32) | there, ((label + 1) << 32) | arc
            if ahead == own and steps_whole == whole_own:  # the same whole path as the parent's: nothing comes before
                if not held:
                    held = True
                    key, word, link = ahead, fresh, chain | SAME
                    continue
                chain |= SAME
            bucket = (ahead - origin) >> shift
            if bucket <= at:
                size = push_three(near, size, ahead, fresh, chain)
            else:
                put(heads, chunks, bucket, ahead, fresh, chain)
        if outcome == STOPPED:  # a point of this very key may have better paths yet: not known
            if found > 0 and own == points[found - 1, 0] and whole_own == points[found - 1, 1]:
                found -= 1
            break
    state[NEAR], state[USED], state[AT], state[MADE] = size, used, at, made
    state[POINTS], state[RIVALS], state[BEST] = found, noted, best
    state[KEY], state[WORD], state[LINK], state[HELD] = key, word, link, 1 if held else 0
    return outcome


def next_key(state: Any, near: Any) -> int:
    """Return the key that a paused search goes on with; -1 where only later ranges are left."""
    if state[HELD]:
        return int(state[KEY])
    return int(near[0, 0]) if state[NEAR] else -1


@compiled
def write_paths(
    ends: Any, rivals: Any, pool: Any, source: int, table: Any, via: Any, tail: Any, offsets: Any, out: Any
) -> None:
    """Write the path of each point into `out`: of its rivals' paths the one with the least arc numbers.

    Parameters
    ----------
    ends, rivals
        Where the rivals of each point begin, and one number more; per rival its label.
    via
        Last arc of the least path to each node.
    offsets, out
        Where the path of each point begins in `out`, and one number more; the paths.
    """
    count = len(offsets) - 1
    longest = 0
    for point in range(count):
        longest = max(longest, offsets[point + 1] - offsets[point])
    trial = np.empty(longest, np.int64)
    for point in range(count):
        start, length = offsets[point], offsets[point + 1] - offsets[point]
        for rival in range(ends[point], ends[point + 1]):
            label = rivals[rival]
            node = pool[label, 1] & LOW
            place = table[node, STEPS] >> 32
            while node != source:
                place -= 1
                trial[place] = via[node]
                node = tail[via[node]]
            place = table[pool[label, 1] & LOW, STEPS] >> 32
            while pool[label, 0] >= 0:
                trial[place] = pool[label, 0] & ARC
                place += 1
                label = (pool[label, 0] >> 32) - 1
            better = rival == ends[point]
            if not better:
                for place in range(length):
                    if trial[place] != out[start + place]:
                        better = trial[place] < out[start + place]
                        break
            if better:
                for place in range(length):
                    out[start + place] = trial[place]
