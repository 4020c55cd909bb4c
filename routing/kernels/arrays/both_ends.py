"""Dijkstra's algorithm from both ends of a path at once, in slices, and what the canonical path needs of it.

Both searches take nodes in turns until the least distances that wait on the two sides add up to more than the weight of
the best path seen: from there on no path can be better, nor as good and new. On even ground each side then has looked
at a circle of half the radius, together half of what one search looks at.

Both stop at junctions alone, on rows that lead through what lies between (`through`). At a source or target inside a
chain no row ends: the two are settled first of all, and what joins them without a junction is looked at by itself. In
what follows nodes are the junctions of a path and its two ends.

A node of a least path need not be reached from both ends. What holds is that every least path has a node which both
sides have reached by their least distances, that all its nodes before this one are reached so from the source and all
behind it from the target. (Let x be the first node of the path, seen from the source, whose arcs the forward search has
not looked along, and y the first so from the target. If y lies behind x, then each of both was left waiting or was
never put on the heap because with it the two sides exceeded the best weight; either way the one had then to be
taken before the other, and the other before the one.) So nodes where both sides meet on a least path are noted, and
`finish` goes back from them along tight rows: then each junction of a least path has its distance to the target, and
so have, by a walk along tight rows from the source, the nodes between them. The canonical path is read off.

On each side what waits near lies in a heap, and what waits farther away is only written down, in ranges of distance:
a range comes into the heap when it is the next (a two-level queue: Denardo and Fox 1979). So the heap stays small.

Distances are kept less an *offset*. It rises from search to search by more than the greatest distance, so that what
earlier searches left behind is greater than all that a search writes: nothing has to be cleared, and what is left over
counts as not reached.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.canonical import Work as Walk
from routing.kernels.arrays.canonical import canonical_path
from routing.kernels.arrays.dijkstra import Work as WorkOfDijkstra
from routing.kernels.arrays.heaps import drop, push
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, States, WeightedRows
from routing.kernels.arrays.through import is_open

GOING_ON, NO_PATH = -2, -1
TURN = 256  # nodes that one side settles before the other's turn
RANGES = 4096  # of a side: 32 kB
BUCKETS = 256  # of a side, for `both_ends_buckets`: 2 kB; on a chain of heavy arcs so many empty ones are passed a node
LEFT_OVER = 2**62  # a label greater than all distances; the sum of two such stays within 64 bits
FROM_SOURCE, TO_TARGET = 0, 1  # the two sides
OF_EACH_SIDE, OF_BOTH = ("waiting", "nearest", "filled", "near"), ("going", "met", "settled", "best", "offset")
STATE = np.dtype([(name, np.int64, 2) for name in OF_EACH_SIDE] + [(name, np.int64) for name in OF_BOTH])


class Work(NamedTuple):
    """What a search writes into.

    Attributes
    ----------
    labels : int64, shape (2 n,)
        Distances from the source at ``2 node`` and those to the target at ``2 node + 1``, side by side because they are
        looked at together; each less the offset.
    ahead, back : int64, shape (m + 1,)
        Of what waits on the two sides the nearest range: heaps with entries as in `dijkstra`; or buckets.
    later : int64, shape (2 * (m + 1), 2)
        What waits farther away, of both sides: an entry, and the place of the one below it in the same range.
    heads : int64, shape (2 * RANGES,)
        The uppermost entry of each range, or bucket.
    met : int64, shape (n,)
        Nodes where the two sides met.
    level, queue, path : int64, shape (n,)
        What the canonical path is written by and into, see `canonical.Work`.
    state
        Whether a search is ``going`` on; entries that are ``waiting`` on the two sides; the ``nearest`` range of each
        side (in buckets: distance), how many entries it has ``filled`` and how many lie ``near``, in its heap; number
        of nodes where they ``met``, nodes ``settled``, weight of the ``best`` path seen, ``offset``.
    """

    labels: Ints
    ahead: Ints
    back: Ints
    later: Ints
    heads: Ints
    met: Ints
    level: Ints
    queue: Ints
    path: Ints
    state: States


def work_for(one_end: WorkOfDijkstra, walk: Walk) -> Work:
    """Return what a search writes into; it shares the arrays of searches that never run meanwhile."""
    n_nodes, heads = len(one_end.reached), np.zeros(2 * RANGES, dtype=np.int64)
    labels, met = np.full(2 * n_nodes, LEFT_OVER, dtype=np.int64), np.empty(n_nodes, dtype=np.int64)
    later = np.empty((2 * len(one_end.heap), 2), dtype=np.int64)
    return Work(labels, one_end.heap, one_end.second, later, heads, met, *walk, np.zeros(1, STATE))


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

    A search begins with the first call and goes on with the next ones. In the end it is the canonical path that is
    written, or `NO_PATH` is returned.

    Parameters
    ----------
    leaving, entering, usable
        The arcs that leave and that enter each node, and their mask, see the package.
    source, target
        Two different nodes.
    most
        No path between them weighs more.
    shift
        A range holds distances that differ in the last so many bits only; fewer than `RANGES` ranges lie between the
        nearest and the farthest distance that wait on a side.
    """
    leaving, entering, work = WeightedRows(*leaving), WeightedRows(*entering), Work(*work)
    if work.state[0]["going"] == 0:
        begin(source, target, most, work)
        _look_inside(entering, usable, source, target, work)
    if not _settle_both(leaving, entering, usable, shift, work, steps):
        return GOING_ON
    return finish(leaving, entering, usable, source, target, work)


@compiled
def begin(source: int, target: int, most: int, work: Work) -> None:
    """Start a search."""
    labels, state = work.labels, work.state[0]
    offset = state["offset"] + most + 1
    if offset + most >= LEFT_OVER:
        labels[:] = LEFT_OVER
        offset = 0
    labels[2 * source + FROM_SOURCE] = labels[2 * target + TO_TARGET] = -offset
    work.ahead[0], work.back[0] = source, target
    work.heads[:] = 0
    for side in range(2):
        state["waiting"][side], state["near"][side], state["nearest"][side], state["filled"][side] = 1, 1, 0, 0
    state["going"], state["met"], state["settled"], state["best"], state["offset"] = 1, 0, 0, most, offset


@compiled
def _look_inside(entering: WeightedRows, usable: Bytes, source: int, target: int, work: Work) -> None:
    """Note the paths from the source to the target on which there is no choice: both ends may lie inside one chain."""
    ends, onward, weight, state = entering.ends, entering.onward, entering.weight, work.state[0]
    masked = len(usable) > 0
    for begun in range(entering.first[target], entering.first[target + 1]):
        at, total = begun, 0
        while at >= 0 and not (masked and not usable[entering.arcs[at]]):
            total += weight[at]
            at, there = onward[at], ends[at]
            if there == source:
                if total <= state["best"]:
                    state["best"], state["met"] = total, 1
                    work.met[0] = source
                    work.labels[2 * source + TO_TARGET] = total - state["offset"]
                break


@compiled
def finish(leaving: WeightedRows, entering: WeightedRows, usable: Bytes, source: int, target: int, work: Work) -> int:
    """Write the canonical path when all is settled, and return the number of its arcs or `NO_PATH`."""
    state = work.state[0]
    state["going"] = 0
    if state["met"] == 0:
        return NO_PATH
    work.labels[2 * source + TO_TARGET] = state["best"] - state["offset"]
    _mark(entering, usable, work)
    ahead = work.labels[TO_TARGET::2]  # less the offset, which no difference shows
    _fill(leaving, entering, usable, (source, target), ahead, work)
    return canonical_path(leaving, usable, source, target, ahead, Walk(work.level, work.queue, work.path))


@compiled
def _settle_both(
    leaving: WeightedRows, entering: WeightedRows, usable: Bytes, shift: int, work: Work, steps: int
) -> bool:
    """Settle about so many nodes; return whether the searches have come to their end."""
    state, bits = work.state[0], leaving.bits
    waiting, end = state["waiting"], state["settled"] + steps
    while state["settled"] < end:
        begins = state["settled"] < 2  # each end first of all
        if (waiting[FROM_SOURCE] == 0 or waiting[TO_TARGET] == 0) and not begins:
            return True
        one, other = waits(work.ahead, FROM_SOURCE, bits, shift, work), waits(work.back, TO_TARGET, bits, shift, work)
        if one + other > state["best"]:
            return True
        turn = 1 if begins else TURN
        if state["settled"] == 0 or (waiting[FROM_SOURCE] <= waiting[TO_TARGET] and not begins):
            _settle(leaving, usable, shift, work, work.ahead, FROM_SOURCE, other, turn)
        else:
            _settle(entering, usable, shift, work, work.back, TO_TARGET, one, turn)
    return False


@compiled
def waits(heap: Ints, side: int, bits: int, shift: int, work: Work) -> int:
    """Return the least distance that waits on a side, or a lesser one of the range that comes next."""
    state = work.state[0]
    return int(heap[0] >> bits if state["near"][side] > 0 else state["nearest"][side] << shift)


@compiled
def next_range(heap: Ints, side: int, bits: int, work: Work) -> None:
    """Put the next range of a side that has entries into its empty heap, without those that are overtaken."""
    labels, later, heads, state = work.labels, work.later, work.heads, work.state[0]
    base, row, offset, node_mask = side * len(heap), side * RANGES, state["offset"], (1 << bits) - 1
    now, near, overtaken = state["nearest"][side], 0, 0
    while heads[row + (now & (RANGES - 1))] == 0:
        now += 1
    at = heads[row + (now & (RANGES - 1))]
    heads[row + (now & (RANGES - 1))] = 0
    while at > 0:
        entry = later[base + at - 1, 0]
        if (entry >> bits) - offset <= labels[2 * (entry & node_mask) + side]:
            near = push(heap, near, entry)
        else:
            overtaken += 1
        at = later[base + at - 1, 1]
    state["nearest"][side], state["near"][side] = now, near
    state["waiting"][side] -= overtaken


@compiled
def _settle(
    rows: WeightedRows, usable: Bytes, shift: int, work: Work, heap: Ints, side: int, other: int, turn: int
) -> None:
    """Settle up to `turn` nodes of one side; `other`: the least distance that waits on the other side."""
    first, jump, bits = rows.first, rows.jump, rows.bits
    labels, met, later, heads, state = work.labels, work.met, work.later, work.heads, work.state[0]
    size, near, filled, now = (
        state["waiting"][side],
        state["near"][side],
        state["filled"][side],
        state["nearest"][side],
    )
    meetings, best, offset, place, row = state["met"], state["best"], state["offset"], side * len(heap), side * RANGES
    masked, node_mask, settled = len(usable) > 0, (1 << bits) - 1, 0
    most = best - other
    while size > 0 and settled < turn:
        if near == 0:
            state["waiting"][side] = size
            next_range(heap, side, bits, work)
            size, near, now = state["waiting"][side], state["near"][side], state["nearest"][side]
            if now << shift > most:
                break
            continue
        key = heap[0]
        so_far, node = key >> bits, key & node_mask
        if so_far > most:
            break
        near = drop(heap, near)
        size -= 1
        if so_far - offset > labels[2 * node + side]:
            continue
        settled += 1
        base = key - node
        for at in range(first[node], first[node + 1]):
            entry = base + jump[at]
            there, total = entry & node_mask, entry >> bits
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
                size += 1
                if total >> shift <= now:
                    near = push(heap, near, entry)
                else:
                    at_head = row + ((total >> shift) & (RANGES - 1))
                    later[place + filled, 0], later[place + filled, 1] = entry, heads[at_head]
                    filled += 1
                    heads[at_head] = filled
    state["waiting"][side], state["near"][side], state["filled"][side] = size, near, filled
    state["nearest"][side], state["met"], state["best"] = now, meetings, best
    state["settled"] += settled


@compiled
def _mark(entering: WeightedRows, usable: Bytes, work: Work) -> None:
    """Write the distance to the target of junctions of least paths that only the search from the source has reached."""
    first, jump, bits = entering.first, entering.jump, entering.bits
    labels, met, state = work.labels, work.met, work.state[0]
    masked, best, node_mask = len(usable) > 0, state["best"] - 2 * state["offset"], (1 << bits) - 1
    count, taken = state["met"], 0
    while taken < count:
        node = met[taken]
        taken += 1
        for at in range(first[node], first[node + 1]):
            before = jump[at] & node_mask
            label = labels[2 * before]
            if label != labels[2 * node] - (jump[at] >> bits) or labels[2 * before + 1] == best - label:
                continue
            if not masked or is_open(entering, usable, at):
                labels[2 * before + 1] = best - label
                met[count] = before
                count += 1


@compiled
def _fill(
    leaving: WeightedRows, entering: WeightedRows, usable: Bytes, between: tuple[int, int], ahead: Ints, work: Work
) -> None:
    """Write the distance to the target of all nodes of least paths that lie between two junctions, or beside an end."""
    source, target = between
    masked, ends = len(usable) > 0, entering.ends
    for begun in range(entering.first[target], entering.first[target + 1]):
        at, before = begun, target
        while at >= 0 and not (masked and not usable[entering.arcs[at]]):
            ahead[ends[at]] = min(ahead[ends[at]], ahead[before] + entering.weight[at])
            at, before = entering.onward[at], ends[at]
    first, jump, onward, bits = leaving.first, leaving.jump, leaving.onward, leaving.bits
    level, queue, node_mask = work.level, work.queue, (1 << bits) - 1
    queue[0], level[source], count, taken = source, 0, 1, 0
    while taken < count:
        node = queue[taken]
        taken += 1
        for begun in range(first[node], first[node + 1]):
            there, at = jump[begun] & node_mask, begun
            if there == node or ahead[there] != ahead[node] - (jump[begun] >> bits):
                continue
            if masked and not is_open(leaving, usable, begun):
                continue
            before = node
            while onward[at] >= 0:
                ahead[leaving.ends[at]] = ahead[before] - leaving.weight[at]
                at, before = onward[at], leaving.ends[at]
            if level[there] < 0:
                level[there] = 0
                queue[count] = there
                count += 1
    for place in range(count):
        level[queue[place]] = -1
