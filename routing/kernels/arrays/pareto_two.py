"""The front of paths in two criteria, compiled: BOA* backward from the target, with canonical paths.

min (w_1(P), w_2(P)) over paths P from s to t. A label is the rest of a path, from a node u to the target, with amounts
g. Its key is g plus the least (w_1, w_2, arcs) from s to u in this order; keys never fall along a path, so labels leave
the queue in the order of the *whole* paths that they end best. Of two labels at a node the later has no less of the
first criterion and only the second is compared: least closed g_2 per node (Hernandez Ulloa et al. 2020). And the first
label popped with less of the second criterion than every point so far *is* the next point, whole: nothing better can
follow (the early completion of Ahmadi et al. 2021, without the need to take points back). It is pursued only where the
least of the second criterion to come leaves room for other points.

Both amounts of a key lie in one int64, the first above the second, so one addition extends and one comparison orders
both. What a line adds to the key of a whole path is known before the search: of a node only its closed key is read. A
row of the queue (`bucket_queue`) holds the key, the arcs of the whole path with the node, and the label that it
continues with the line; a label is kept only when its row is taken from the queue and is of use. The continuation along
the least path to a node has its parent's key: it is next in order, so it is held in hand and never enters the queue.
The caller sees to it that the bits suffice.

**Paths.** Every path of a point's amounts is the end of a label with that key, joined to a least path to its node.
Of labels with the same amounts and arcs at a node the one whose first line has the least number is kept: a later one
overwrites it, in place, so what continues them follows. All labels with the key of a point and its number of arcs are
noted; `write_paths` compares the paths that they make and leaves the one of least arc numbers.

**Turned.** The same search answers the question with every line reversed, forward from the source, which may take a
small part of the labels. Labels are beginnings of paths then, and which of two is less depends on lines far back, that
a later tie may still change. So ties are noted, and `settle_ties` decides them at the end, shorter paths first.

The kernels work in slices and in arrays of a given size, and return why they stopped; see `search.two_criteria`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.bucket_queue import BUCKETS, ROWS, SPARE, Queue, give_back, put
from routing.kernels.arrays.bucket_queue import USED as USED_CHUNKS
from routing.kernels.arrays.heaps import drop_three, push_three
from routing.kernels.arrays.jit import compiled, compiled_with_arrays, inlined
from routing.kernels.arrays.pareto_lines import Lines
from routing.kernels.arrays.pareto_region import AMOUNT, BEFORE, LENGTH, OTHER, VIA, Region
from routing.kernels.arrays.room import doubled
from routing.kernels.arrays.rows import Ints, States, UsefulRows

DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3
LOW = (1 << 32) - 1
SAME = 1 << 31  # mark beside a line: the whole path is the parent's
LINE = SAME - 1
ROOT = -1  # link of the first label
GIVEN = ("origin", "bits", "most", "shift", "turned")
COUNTS = ("waiting", "labels", "bucket", "taken", "made", "points", "rivals", "ties", "best")
IN_HAND = ("key", "word", "link", "held")
STATE = np.dtype([(name, np.int64) for name in (*GIVEN, *COUNTS, *IN_HAND)])


class Labels(NamedTuple):
    """What a search has made.

    Attributes
    ----------
    pool : int64, shape (size, 2)
        Per label its parent + 1 and line, and the arcs of its whole path with its node.
    points : int64, shape (size, 3)
        Per point its key, arcs and first rival.
    rivals : int64, shape (size,)
        Per rival its label.
    ties : int64, shape (size, 2)
        Where the lines are turned: a label, and another parent + 1 and line that make it as good.
    holders : int64, shape (n_nodes,)
        Per node the label closed last.
    state
        The first key (``origin``); how many ``bits`` the second criterion has in a key; the ``most`` that a point may
        have of the first criterion; a bucket holds keys that differ in the last ``shift`` bits only; whether the lines
        are ``turned``. Rows ``waiting`` in the heap; ``labels`` kept; ``bucket`` searched now; rows ``taken`` from the
        queue; labels ``made``; number of ``points``, ``rivals`` and ``ties``; ``best``, the least second criterion of
        the points. Of the row in hand ``key``, ``word``, ``link`` and whether it is ``held``.
    """

    pool: Ints
    points: Ints
    rivals: Ints
    ties: Ints
    holders: Ints
    state: States


def amounts_of(keys: Ints, bits: int) -> Ints:
    """Return the two amounts of each key."""
    return _beside(keys >> bits, keys & ((1 << bits) - 1))


def _beside(first: Ints, second: Ints) -> Ints:
    """Return two columns as one array."""
    cells = np.empty((len(first), 2), np.int64)
    cells[:, 0], cells[:, 1] = first, second
    return cells


def labels_for(size: int) -> Labels:
    """Return room for so many labels."""
    pool, points, ties = (np.empty((size, width), np.int64) for width in (2, 3, 2))
    return Labels(pool, points, np.empty(size, np.int64), ties, np.empty(size, np.int64), np.empty(1, STATE))


def begin(labels: Labels, region: Region, lines: Lines) -> Labels:
    """Forget the last search and put the label of the target in hand; return the labels, with room for all nodes."""
    nodes, target, bits, most = region.nodes, region.target, region.bits, lines.most
    origin, length = int((nodes[target, AMOUNT] << bits) | nodes[target, OTHER]), int(nodes[target, LENGTH])
    widest = (((most + 1) << bits) - 1 - origin).bit_length()
    given = (origin, bits, most, max(0, widest - (BUCKETS - 1).bit_length()), lines.is_turned)
    counts, in_hand = (0, 0, 0, 0, 1, 0, 0, 0, region.cap + 1), (origin, (length << 32) | target, ROOT, 1)
    labels.state[0] = (*given, *counts, *in_hand)
    if len(labels.holders) < len(nodes):
        labels = labels._replace(holders=np.empty(len(nodes), np.int64))
    return labels


def longer(labels: Labels, ties: int) -> Labels:
    """Return the labels with twice the room in what is full, and in any case with room for so many ties more."""
    pool, points, rivals, noted, holders, states = labels
    state = states[0]
    return Labels(
        doubled(pool) if state["labels"] + 1 >= len(pool) else pool,
        doubled(points) if state["points"] >= len(points) else points,
        doubled(rivals) if state["rivals"] >= len(rivals) else rivals,
        doubled(noted, int(state["ties"]) + ties) if state["turned"] and state["ties"] + ties > len(noted) else noted,
        holders,
        states,
    )


@compiled
def pareto_front_of_two(  # noqa: C901 -- one loop whose numbers stay in registers
    useful: UsefulRows, closed: Ints, slack: Ints, queue: Queue, labels: Labels, steps: int, max_labels: int
) -> int:
    """Go on with a search and return DONE, FULL (an array is), PAUSED (after `steps` labels) or STOPPED (`max_labels`).

    Parameters
    ----------
    useful, slack
        As in a region.
    closed : int64, shape (n_nodes,)
        Per node the key of the label closed last.
    """
    begin, rows, longest = useful
    near, heads, chunks = queue
    pool, points, rivals, ties, holders, states = labels
    state = states[0]
    mask, origin, shift = (1 << state["bits"]) - 1, state["origin"], state["shift"]
    beyond = (state["most"] + 1) << state["bits"]
    size, used, now, made = state["waiting"], state["labels"], state["bucket"], state["made"]
    found, noted, tied, best = state["points"], state["rivals"], state["ties"], state["best"]
    turned, state["taken"] = state["turned"] != 0, state["taken"] + steps
    key, word, link = state["key"], state["word"], state["link"]
    held = state["held"] != 0
    outcome = PAUSED
    while steps > 0:
        if (
            size + longest + ROWS > len(near)
            or heads[USED_CHUNKS] + longest > len(chunks) + heads[SPARE]
            or used + 1 >= len(pool)
            or found >= len(points)
            or noted >= len(rivals)
            or (turned and tied + longest + 1 > len(ties))
        ):
            outcome = FULL
            break
        if heads[now] != 0:  # the next range: what is still of use comes into the heap
            chunk = heads[now] >> 3
            for at in range(1, 1 + 3 * (heads[now] & 7), 3):
                key, word = chunks[chunk, at], chunks[chunk, at + 1]
                node = word & LOW
                if key & mask < closed[node] & mask and (key & mask) + slack[node] < best:
                    size = push_three(near, size, key, word, chunks[chunk, at + 2])
            give_back(heads, chunks, now)
            continue
        if held:
            held = False
        elif size > 0:
            key, word, link = near[0, 0], near[0, 1], near[0, 2]
            size = drop_three(near, size)
        else:
            now += 1
            while now < BUCKETS and heads[now] == 0:
                now += 1
            if now < BUCKETS:
                continue
            outcome = DONE
            break
        steps -= 1
        node, whole, shut = word & LOW, word >> 32, closed[word & LOW]
        if key & mask >= shut & mask:
            if key == shut:
                holder = holders[node]
                if whole == pool[holder, 1] >> 32 and (turned or link & LINE < pool[holder, 0] & LINE):
                    if turned:
                        ties[tied, 0], ties[tied, 1] = holder, link & ~SAME
                        tied += 1
                    else:
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
        going = (key & mask) + slack[node] < best
        if not going and not rival:
            continue
        label = used
        used += 1
        pool[label, 0] = link & ~SAME
        pool[label, 1] = word
        if rival:
            rivals[noted] = label
            noted += 1
        if not going:
            continue
        closed[node], holders[node] = key, label
        own, whole_own = key, whole
        for at in range(begin[node], begin[node + 1]):
            there, line = rows[at, 1] >> 32, rows[at, 1] & LOW
            ahead, shut = own + rows[at, 0], closed[there]
            if ahead & mask >= shut & mask:
                if ahead == shut:
                    holder = holders[there]
                    if whole_own + rows[at, 2] == pool[holder, 1] >> 32 and (turned or line < pool[holder, 0] & LINE):
                        if turned:
                            ties[tied, 0], ties[tied, 1] = holder, ((label + 1) << 32) | line
                            tied += 1
                        else:
                            pool[holder, 0] = ((label + 1) << 32) | line
                continue
            if (ahead & mask) + rows[at, 3] >= best or ahead >= beyond:
                continue
            if made >= max_labels:
                outcome = STOPPED
                break
            made += 1
            steps_whole = whole_own + rows[at, 2]
            fresh, onward = (steps_whole << 32) | there, ((label + 1) << 32) | line
            if ahead == own and steps_whole == whole_own:  # the same whole path as the parent's: nothing comes before
                if not held:
                    held = True
                    key, word, link = ahead, fresh, onward | SAME
                    continue
                onward |= SAME
            bucket = (ahead - origin) >> shift
            if bucket <= now:
                size = push_three(near, size, ahead, fresh, onward)
            else:
                put(heads, chunks, bucket, ahead, fresh, onward)
        if outcome == STOPPED:  # a point of this very key may have better paths yet: not known
            if found > 0 and own == points[found - 1, 0] and whole_own == points[found - 1, 1]:
                found -= 1
                noted = points[found, 2]
            break
    state["waiting"], state["labels"], state["bucket"], state["made"] = size, used, now, made
    state["points"], state["rivals"], state["ties"], state["best"] = found, noted, tied, best
    state["taken"] -= steps
    state["key"], state["word"], state["link"], state["held"] = key, word, link, 1 if held else 0
    return outcome


def next_key(labels: Labels, queue: Queue) -> int:
    """Return the key that a paused search goes on with; -1 where only later ranges are left."""
    state = labels.state[0]
    if state["held"]:
        return int(state["key"])
    return int(queue.near[0, 0]) if state["waiting"] else -1


def first_to_come(labels: Labels, queue: Queue) -> int:
    """Return how much of the first criterion the next label has in all, or the least of the range that it lies in."""
    state, key = labels.state[0], next_key(labels, queue)
    if key < 0:
        key = int(state["origin"]) + (int(state["bucket"]) << int(state["shift"]))
    return key >> int(state["bits"])


@compiled_with_arrays
def settle_ties(labels: Labels, region: Region) -> None:
    """Leave each label of a turned search with the parent and the line that make the least sequence of arc numbers."""
    pool, ties, nodes = labels[0], labels[3], Region(*region).nodes
    ties = ties[: labels[5][0]["ties"]]
    lengths = np.empty(len(ties), np.int64)
    for at in range(len(ties)):
        lengths[at] = _length(ties[at, 0], pool, nodes)
    for at in np.argsort(lengths):
        label, link = ties[at]
        one, other = link, pool[label, 0]
        while one >> 32 != other >> 32:
            before, beside = (one >> 32) - 1, (other >> 32) - 1
            further = _length(before, pool, nodes) - _length(beside, pool, nodes)
            if further >= 0:
                one = pool[before, 0]
            if further <= 0:
                other = pool[beside, 0]
        if one & LINE < other & LINE:
            pool[label, 0] = link


@compiled_with_arrays
def write_paths(ends: Ints, labels: Labels, region: Region, lines: Lines, offsets: Ints, out: Ints) -> None:
    """Write the path of each point into `out`: of its rivals' paths the one with the least arc numbers.

    Parameters
    ----------
    ends
        Where the rivals of each point begin, and one number more.
    offsets, out
        Where the path of each point begins in `out`, and one number more; the paths.
    """
    rivals, count, longest = labels[2], len(offsets) - 1, 0
    for point in range(count):
        longest = max(longest, offsets[point + 1] - offsets[point])
    trial = np.empty(longest, np.int64)
    for point in range(count):
        path = out[offsets[point] : offsets[point + 1]]
        _write(rivals[ends[point]], labels, region, lines, path)
        for rival in range(ends[point] + 1, ends[point + 1]):
            other = trial[: len(path)]
            _write(rivals[rival], labels, region, lines, other)
            for at in range(len(path)):
                if other[at] != path[at]:
                    if other[at] < path[at]:
                        path[:] = other
                    break


@compiled
def _write(label: int, labels: Labels, region: Region, lines: Lines, path: Ints) -> None:
    """Write the path that a label ends best: the least path to its node, and its own rest; if turned, the reverse."""
    pool, lines, region = labels[0], Lines(*lines), Region(*region)
    begin, arcs, nodes = lines.begin, lines.arcs, region.nodes
    node, own = pool[label, 1] & LOW, _length(label, pool, nodes)
    step = -1 if lines.is_turned else 1
    at = own if lines.is_turned else len(path) - own
    before = at
    while nodes[node, BEFORE] >= 0:
        before = _copy(begin, arcs, nodes[node, VIA], path, before, -step)
        node = nodes[node, BEFORE]
    while pool[label, 0] >= 0:
        at = _copy(begin, arcs, pool[label, 0] & LINE, path, at, step)
        label = (pool[label, 0] >> 32) - 1


@compiled
def _length(label: int, pool: Ints, nodes: Ints) -> int:
    """Return how many arcs a label has itself, without those of the least path to its node."""
    return int((pool[label, 1] >> 32) - nodes[pool[label, 1] & LOW, LENGTH])


@inlined
def _copy(begin: Ints, arcs: Ints, line: int, path: Ints, at: int, step: int) -> int:
    """Write the arcs of a line into a path, from a place on or up to it; return the place behind, or before, them."""
    first, behind = begin[line], begin[line + 1]
    if step < 0:
        at -= behind - first
    for arc in range(first, behind):
        path[at + arc - first] = arcs[arc]
    return at if step < 0 else at + behind - first
