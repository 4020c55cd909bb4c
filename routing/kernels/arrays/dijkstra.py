"""Dijkstra's algorithm in slices.

A heap entry is one number, ``distance << bits | node``, where that fits into 63 bits; else (``bits`` 0) the two are
kept apart. Entries that a better one has overtaken stay and are passed over. No distance exceeds the sum of all
weights, because the path behind it takes no arc twice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop, drop_pair, push, push_pair
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, States, WeightedRows

UNREACHED = 2**63 - 1
STATE = np.dtype([(name, np.int64) for name in ("going", "waiting", "touched", "limit", "goals", "settled", "scanned")])


class Work(NamedTuple):
    """What a search writes into.

    Attributes
    ----------
    reached : int64, shape (n,)
        Distances; `UNREACHED` all over before the first search, set back by the next.
    heap, second : int64, shape (m + 1,)
        The heap, for an arc is looked along once; the nodes beside it where they are kept apart.
    touched : int64, shape (n,)
        Nodes that have a distance.
    state
        Whether a search is ``going`` on; entries ``waiting`` in the heap, nodes ``touched``, ``limit`` of distance,
        ``goals`` not yet reached, nodes ``settled``, arcs ``scanned``.
    """

    reached: Ints
    heap: Ints
    second: Ints
    touched: Ints
    state: States


def work_for(n_nodes: int, n_arcs: int) -> Work:
    """Return what searches on a graph write into, one after the other."""
    reached, touched = np.full(n_nodes, UNREACHED, dtype=np.int64), np.empty(n_nodes, dtype=np.int64)
    heap, second = np.empty(n_arcs + 1, dtype=np.int64), np.empty(n_arcs + 1, dtype=np.int64)
    return Work(reached, heap, second, touched, np.zeros(1, STATE))


@compiled
def distances(
    rows: WeightedRows, usable: Bytes, source: int, goal: int, most: int, wanted: Bytes, work: Work, steps: int
) -> bool:
    """Settle up to so many nodes; return whether the search has come to its end.

    A search begins with the first call and goes on with the next ones. What the last search left is cleared.

    Parameters
    ----------
    rows, usable
        The graph, see the package.
    goal
        Node; all nodes nearer than it or as near are settled, and none beyond. -1: no such end.
    most
        Greatest distance of interest.
    wanted
        uint8 per node: the search ends when all marked ones are settled. Empty: every node is wanted.
    """
    rows, work = WeightedRows(*rows), Work(*work)
    state = work.state[0]
    if state["going"] == 0:
        _begin(source, most, wanted, work, rows.bits)
    if rows.bits > 0:
        _settle(rows, usable, goal, wanted, work, steps)
    else:
        _settle_wide(rows, usable, goal, wanted, work, steps)
    state["going"] = 1 if state["waiting"] > 0 else 0
    return bool(state["waiting"] == 0)


@compiled
def _begin(source: int, most: int, wanted: Bytes, work: Work, bits: int) -> None:
    """Clear what the last search left and put the source into the heap."""
    reached, touched, state = work.reached, work.touched, work.state[0]
    for at in range(state["touched"]):
        reached[touched[at]] = UNREACHED
    reached[source] = 0
    touched[0] = source
    work.heap[0] = source if bits > 0 else 0
    if bits == 0:
        work.second[0] = source
    goals = 0
    for node in range(len(wanted)):
        goals += wanted[node]
    state["waiting"], state["touched"], state["limit"], state["goals"] = 1, 1, most, goals
    state["settled"], state["scanned"] = 0, 0


@compiled
def _settle(rows: WeightedRows, usable: Bytes, goal: int, wanted: Bytes, work: Work, steps: int) -> None:
    """Settle up to so many nodes, entries of the heap being one number."""
    first, arcs, link, bits = rows.first, rows.arcs, rows.link, rows.bits
    reached, heap, touched, state = work.reached, work.heap, work.touched, work.state[0]
    size, count, limit, goals = state["waiting"], state["touched"], state["limit"], state["goals"]
    scanned, settled = state["scanned"], 0
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
        for at in range(begin_at, end_at):
            if masked and not usable[arcs[at]]:
                continue
            entry = base + link[at]  # added to the distance so far a link is the next entry: one number read per arc
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
    state["waiting"], state["touched"], state["limit"], state["goals"] = size, count, limit, goals
    state["settled"] += settled
    state["scanned"] = scanned


@compiled
def _settle_wide(rows: WeightedRows, usable: Bytes, goal: int, wanted: Bytes, work: Work, steps: int) -> None:
    """Settle up to so many nodes, entries of the heap being two, for weights that leave no room for the node."""
    first, arcs, ends, weight = rows.first, rows.arcs, rows.ends, rows.weight
    reached, heap, second, touched, state = work.reached, work.heap, work.second, work.touched, work.state[0]
    size, count, limit, goals = state["waiting"], state["touched"], state["limit"], state["goals"]
    scanned, settled = state["scanned"], 0
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
        for at in range(first[node], first[node + 1]):
            if masked and not usable[arcs[at]]:
                continue
            there = ends[at]
            total = so_far + weight[at]
            known = reached[there]
            if total < known and total <= limit:
                if known == UNREACHED:
                    touched[count] = there
                    count += 1
                reached[there] = total
                if there == goal:
                    limit = total
                size = push_pair(heap, second, size, total, there)
    state["waiting"], state["touched"], state["limit"], state["goals"] = size, count, limit, goals
    state["settled"] += settled
    state["scanned"] = scanned
