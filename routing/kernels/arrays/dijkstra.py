"""Dijkstra's algorithm in slices, and the canonical path through the distances that it leaves.

A heap entry is one number, ``distance << bits | node``; the caller makes sure that it fits into 63 bits, else
`distances_wide` keeps the two apart. Entries that a better one has overtaken stay and are passed over. No distance
exceeds the sum of all weights, because the path behind it takes no arc twice.

The work arrays are: ``reached`` (n; `UNREACHED` all over before the first search, set back by the next), ``heap``
(m + 1: an arc is looked along once), ``second`` (as long, for the wide form), ``touched`` (n) and ``state`` (8): size
of the heap, nodes touched, limit of distance, goals not yet reached, nodes settled, arcs looked along.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.heaps import drop, drop_pair, push, push_pair
from routing.kernels.arrays.jit import compiled

UNREACHED = 2**63 - 1
HEAP_SIZE, TOUCHED, LIMIT, GOALS, SETTLED, SCANNED = range(6)


@compiled
def begin(
    source: int, most: int, goals: int, reached: Any, heap: Any, second: Any, touched: Any, state: Any, bits: int
) -> None:
    """Clear what the last search left and start one: with nodes up to `most` away, or until so many goals are settled.

    Parameters
    ----------
    goals
        0: every node is wanted.
    bits
        Bits of a node in a heap entry; 0: the wide form.
    """
    for place in range(state[TOUCHED]):
        reached[touched[place]] = UNREACHED
    reached[source] = 0
    touched[0] = source
    heap[0] = source if bits > 0 else 0
    if bits == 0:
        second[0] = source
    state[HEAP_SIZE], state[TOUCHED], state[LIMIT], state[GOALS] = 1, 1, most, goals
    state[SETTLED], state[SCANNED] = 0, 0


@compiled
def distances(
    first: Any, arcs: Any, link: Any, usable: Any, goal: int, wanted: Any, reached: Any, heap: Any, touched: Any,
    state: Any, bits: int, steps: int,
) -> bool:  # fmt: skip
    """Settle up to so many nodes; return whether the search has come to its end.

    Parameters
    ----------
    first, arcs, usable
        The graph, see the package.
    link : int64, shape (m,)
        ``weight << bits | end`` of each arc: added to the distance so far it is the next heap entry, and only one
        number is read per arc.
    goal
        Node; all nodes nearer than it or as near are settled, and none beyond. -1: no such end.
    wanted
        uint8 per node, the goals that were counted for `begin`; may be empty.
    bits
        Bits of a node in a heap entry.
    """
    size, count, limit, goals = state[HEAP_SIZE], state[TOUCHED], state[LIMIT], state[GOALS]
    scanned, settled = state[SCANNED], 0
    masked, node_mask = len(usable) > 0, (1 << bits) - 1
    if goal >= 0:
        limit = min(limit, reached[goal])
    while size > 0 and settled < steps:
        key = heap[0]
        so_far, node = key >> bits, key & node_mask
        if so_far > limit:
            size = 0
            break
        size = drop(heap, size)
        if so_far > reached[node]:
            continue
        settled += 1
        if goals > 0 and wanted[node]:
            goals -= 1
            if goals == 0:
                size = 0
                break
        begin_at, end_at = first[node], first[node + 1]
        scanned += end_at - begin_at
        base = key - node
        for place in range(begin_at, end_at):
            if masked and not usable[arcs[place]]:
                continue
            entry = base + link[place]
            there, total = entry & node_mask, entry >> bits
            known = reached[there]
            if total < known and total <= limit:
                if known == UNREACHED:
                    touched[count] = there
                    count += 1
                reached[there] = total
                if there == goal:
                    limit = total
                size = push(heap, size, entry)
    state[HEAP_SIZE], state[TOUCHED], state[LIMIT], state[GOALS] = size, count, limit, goals
    state[SETTLED] += settled
    state[SCANNED] = scanned
    return bool(size == 0)


@compiled
def distances_wide(
    first: Any, arcs: Any, ends: Any, weight: Any, usable: Any, goal: int, wanted: Any,
    reached: Any, heap: Any, second: Any, touched: Any, state: Any, steps: int,
) -> bool:  # fmt: skip
    """Do what `distances` does with distance and node in two arrays, for weights that leave no room for the node."""
    size, count, limit, goals = state[HEAP_SIZE], state[TOUCHED], state[LIMIT], state[GOALS]
    scanned, settled = state[SCANNED], 0
    masked = len(usable) > 0
    if goal >= 0:
        limit = min(limit, reached[goal])
    while size > 0 and settled < steps:
        so_far, node = heap[0], second[0]
        if so_far > limit:
            size = 0
            break
        size = drop_pair(heap, second, size)
        if so_far > reached[node]:
            continue
        settled += 1
        if goals > 0 and wanted[node]:
            goals -= 1
            if goals == 0:
                size = 0
                break
        scanned += first[node + 1] - first[node]
        for place in range(first[node], first[node + 1]):
            if masked and not usable[arcs[place]]:
                continue
            there = ends[place]
            total = so_far + weight[place]
            known = reached[there]
            if total < known and total <= limit:
                if known == UNREACHED:
                    touched[count] = there
                    count += 1
                reached[there] = total
                if there == goal:
                    limit = total
                size = push_pair(heap, second, size, total, there)
    state[HEAP_SIZE], state[TOUCHED], state[LIMIT], state[GOALS] = size, count, limit, goals
    state[SETTLED] += settled
    state[SCANNED] = scanned
    return bool(size == 0)


@compiled
def canonical_walk(
    first: Any, arcs: Any, ends: Any, weight: Any, usable: Any, source: int, target: int,
    to_come: Any, level: Any, queue: Any, path: Any,
) -> int:  # fmt: skip
    """Write the canonical path into `path` and return the number of its arcs.

    An arc is tight if its weight is the difference of the distances to come at its ends: least paths are the paths of
    tight arcs. Of these the nodes are numbered by the fewest arcs from the source up to the target; those from which
    the target is not reached along rising numbers are struck out; and from the source the first arc that is left is
    taken, again and again.

    Parameters
    ----------
    first, arcs, ends, weight, usable
        The arcs that leave each node.
    to_come : int64, shape (n,)
        Least weight to the target, of each node not farther than the source.
    level, queue : int64, shape (n,)
        Work arrays; `level` is -1 all over before and after.
    path : int64, shape (n,)
        Room for the answer.
    """
    masked = len(usable) > 0
    level[source] = 0
    queue[0], count, at = source, 1, 0
    while at < count and level[target] < 0:
        node = queue[at]
        at += 1
        for place in range(first[node], first[node + 1]):
            there = ends[place]
            if level[there] >= 0 or to_come[there] != to_come[node] - weight[place]:
                continue
            if not masked or usable[arcs[place]]:
                level[there] = level[node] + 1
                queue[count] = there
                count += 1
    length = level[target]
    for back in range(count - 1, -1, -1):
        node = queue[back]
        dead = level[node] >= length or _tight(first, arcs, ends, weight, usable, to_come, level, node) < 0
        if dead and node != target:
            level[node] = -1
    node = source
    for step in range(length):
        place = _tight(first, arcs, ends, weight, usable, to_come, level, node)
        path[step] = arcs[place]
        node = ends[place]
    for place in range(count):
        level[queue[place]] = -1
    return int(length)


@compiled
def _tight(
    first: Any, arcs: Any, ends: Any, weight: Any, usable: Any, to_come: Any, level: Any, node: int
) -> int:  # fmt: skip
    """Return the place of the first tight arc from a node to one of the next level, or -1."""
    for place in range(first[node], first[node + 1]):
        there = ends[place]
        tight = level[there] == level[node] + 1 and to_come[there] == to_come[node] - weight[place]
        if tight and (len(usable) == 0 or usable[arcs[place]]):
            return int(place)
    return -1
