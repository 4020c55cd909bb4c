"""The front of paths in two criteria, compiled: BOA* backward from the target, with canonical paths.

min (w_1(P), w_2(P)) over paths P from s to t. A label is the rest of a path, from a node u to the target, with amounts
g. Its key is g plus the least (w_1, w_2, arcs) from s to u in this order; keys never fall along a path, so labels leave
the queue in the order of the *whole* paths that they end best. Of two labels at a node the later has no less of the
first criterion and only the second is compared: least closed g_2 per node (Hernandez Ulloa et al. 2020). And the first
label popped with less of the second criterion than every point so far *is* the next point, whole: nothing better can
follow (the early completion of Ahmadi et al. 2021, without the need to take points back). It is pursued only where the
least of the second criterion to come leaves room for other points.

Both amounts of a key lie in one int64, the first above the second, so one addition extends and one comparison orders
both; beside it lie the arcs of the whole path and the label's number. The caller sees to it that the bits suffice.

**Paths.** Every path of a point's amounts is the end of a label with that key, joined to a least path to its node.
Of labels with the same amounts and arcs at a node the one whose first arc has the least number is kept: a later one
overwrites it, in place, so what continues them follows. All labels with the key of a point and its number of arcs are
noted; `write_paths` compares the paths that they make and leaves the one of least arc numbers.

The kernels work in slices and in arrays of a given size, and return why they stopped; see `routing.fronts_on_arrays`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.compiled.jit import compiled
from routing.kernels.compiled.row_heap import drop_two, push_two

DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3
LOW = (1 << 32) - 1
SHIFT = 36  # bits of a label's number, under the number of arcs
LABEL = (1 << SHIFT) - 1
# Cells of the state: entries of the heap; labels ever used; free labels and the first of them; points; rivals; labels
# made; least second criterion of the points.
HEAP, USED, FREE, NEXT, POINTS, RIVALS, MADE, BEST = range(8)
# Columns of the table of nodes: amounts closed last; key of the least path to it; least second criterion to it; arcs of
# the least path.
CLOSED, AHEAD, LEAST, STEPS = range(4)


@compiled
def useful_arcs(
    first: Any,
    arcs: Any,
    tail: Any,
    weight: Any,
    second: Any,
    usable: Any,
    node_in: Any,
    bits: int,
    most: int,
    cap: int,
) -> tuple[Any, Any, int]:
    """Return the rows of arcs that enter each node and may lie on a point's path, and the longest row.

    Parameters
    ----------
    first, arcs
        Where the arcs that enter each node begin in `arcs`, and their numbers.
    node_in
        Nodes that a point's path may touch.
    bits
        Bits of the second amount in a key.
    most, cap
        Most of the first and second weight that one arc may have.
    """
    nodes = len(first) - 1
    rows = np.empty((len(arcs), 2), np.int64)  # packed weights; tail and number of the arc
    begin = np.empty(nodes + 1, np.int64)
    count, longest = 0, 0
    for node in range(nodes):
        begin[node] = count
        if node_in[node]:
            for place in range(first[node], first[node + 1]):
                arc = arcs[place]
                here = tail[arc]
                if usable[arc] and node_in[here] and here != node and weight[arc] <= most and second[arc] <= cap:
                    rows[count, 0] = (weight[arc] << bits) | second[arc]
                    rows[count, 1] = (here << 32) | arc
                    count += 1
        longest = max(longest, count - begin[node])
    begin[nodes] = count
    return begin, rows, longest


@compiled
def search(  # noqa: C901 -- one loop whose numbers stay in registers
    begin: Any, rows: Any, longest: int, table: Any, holders: Any, bits: int, most: int, state: Any, heap: Any,
    pool: Any, points: Any, rivals: Any, steps: int, max_labels: int,
) -> int:  # fmt: skip
    """Go on with a search and return DONE, FULL (an array is), PAUSED (after `steps` labels) or STOPPED (`max_labels`).

    Parameters
    ----------
    begin, rows, longest
        As returned by `useful_arcs`.
    table : int64, shape (n_nodes, 4)
        Per node: amounts closed last; key of the least path to it; least second criterion to it; arcs of that path.
    holders : int64, shape (n_nodes,)
        Per node the arcs of the label closed last, with its number.
    most
        Greatest first criterion of a point.
    state, heap, pool
        Numbers to go on with; the queue; per label its parent + 1 and arc, and its node with a mark if its
        whole path is its parent's.
    points, rivals
        Per point its key, arcs and first rival; per rival its label.
    """
    mask = (1 << bits) - 1
    beyond = (most + 1) << bits
    size, used, free, spare = state[HEAP], state[USED], state[FREE], state[NEXT]
    found, noted, made, best = state[POINTS], state[RIVALS], state[MADE], state[BEST]
    outcome = DONE
    while size > 0:
        if steps == 0:
            outcome = PAUSED
            break
        if (
            size + longest > len(heap)
            or used + longest > len(pool) + free
            or found >= len(points)
            or noted >= len(rivals)
        ):
            outcome = FULL
            break
        steps -= 1
        key, word = heap[0, 0], heap[0, 1]
        size = drop_two(heap, size)
        label, whole = word & LABEL, word >> SHIFT
        node, own = pool[label, 1] & LOW, pool[label, 1] >> 32 == 0
        spent, length = key - table[node, AHEAD], whole - table[node, STEPS]
        closed = table[node, CLOSED]
        kept = False
        fresh = spent & mask < closed & mask
        if not fresh and spent == closed and length == holders[node] >> SHIFT:
            holder = holders[node] & LABEL
            if pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
                if own and found > 0 and key == points[found - 1, 0] and whole == points[found - 1, 1]:
                    rivals[noted] = holder
                    noted += 1
        if fresh:
            total = key & mask
            if total < best:
                best = total
                points[found, 0], points[found, 1], points[found, 2] = key, whole, noted
                found += 1
                rivals[noted] = label
                noted += 1
                kept = True
            elif own and found > 0 and key == points[found - 1, 0] and whole == points[found - 1, 1]:
                rivals[noted] = label
                noted += 1
                kept = True
            if (spent & mask) + table[node, LEAST] < best:
                kept = True
                table[node, CLOSED] = spent
                holders[node] = (length << SHIFT) | label
                for place in range(begin[node], begin[node + 1]):
                    there = rows[place, 1] >> 32
                    use = spent + rows[place, 0]
                    held = table[there, CLOSED]
                    if use & mask >= held & mask:
                        if use == held and length + 1 == holders[there] >> SHIFT:
                            holder = holders[there] & LABEL
                            arc = rows[place, 1] & LOW
                            if arc < pool[holder, 0] & LOW:
                                pool[holder, 0] = ((label + 1) << 32) | arc
                        continue
                    ahead = use + table[there, AHEAD]
                    if (use & mask) + table[there, LEAST] >= best or ahead >= beyond:
                        continue
                    if made >= max_labels:
                        outcome = STOPPED
                        break
                    made += 1
                    if free > 0:
                        fresh_label = spare
                        spare = pool[fresh_label, 0]
                        free -= 1
                    else:
                        fresh_label = used
                        used += 1
                    pool[fresh_label, 0] = ((label + 1) << 32) | (rows[place, 1] & LOW)
                    steps_whole = length + 1 + table[there, STEPS]
                    same = 1 if ahead == key and steps_whole == whole else 0  # the same whole path as the parent's
                    pool[fresh_label, 1] = (same << 32) | there
                    size = push_two(heap, size, ahead, (steps_whole << SHIFT) | fresh_label)
                if outcome == STOPPED:  # a point of this very key may have better paths yet: not known
                    if found > 0 and key == points[found - 1, 0] and whole == points[found - 1, 1]:
                        found -= 1
                    break
        if not kept:
            pool[label, 0] = spare
            spare = label
            free += 1
    state[HEAP], state[USED], state[FREE], state[NEXT] = size, used, free, spare
    state[POINTS], state[RIVALS], state[MADE], state[BEST] = found, noted, made, best
    return outcome


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
            place = table[node, STEPS]
            while node != source:
                place -= 1
                trial[place] = via[node]
                node = tail[via[node]]
            place = table[pool[label, 1] & LOW, STEPS]
            while pool[label, 0] >= 0:
                trial[place] = pool[label, 0] & LOW
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
