"""The labels of a front in three or more criteria: what the searches of `pareto_three` and `pareto_many` work in.

A label is the rest of a path, from a node to the target. Those that wait lie in a heap in the order of the whole paths
that they end best, then of their arcs. Those closed at a node lie together in a *store*, in a block of a power of two
of rows; a block that has become too small is given back for nodes with fewer.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.room import doubled
from routing.kernels.arrays.rows import Ints, States

DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3
LOW = (1 << 32) - 1
SHIFT = 36  # bits of a label's number, under the number of arcs
LABEL = (1 << SHIFT) - 1
SIZES = 48  # powers of two that blocks of closed labels come in
BEGIN, COUNT, ROOM = range(3)  # columns of the table of nodes: closed labels
STATE = np.dtype(
    [(name, np.int64) for name in ("waiting", "used", "free", "next", "points", "made", "stored")]
    + [(name, np.int64) for name in ("bucket", "origin", "bits", "shift")]
    + [("blocks", np.int64, SIZES)]
)


class Labels(NamedTuple):
    """What a search works in.

    Attributes
    ----------
    table : int64, shape (n_nodes, 4)
        Per node where its closed labels begin, their number and room; the last column is the search's own.
    store : int64, shape (size, n_weights + 1)
        The closed labels; each search says what of a label lies in which column.
    keys : int64, shape (size,)
        Beside the store: what closed labels are looked for by, if that is one number.
    heap : int64, shape (size, n_weights + 1)
        Amounts of the whole path, and arcs with label.
    pool : int64, shape (size, 2)
        Per label its parent + 1 and arc, and its node.
    points : int64, shape (size, n_weights + 1)
        Per point its amounts, and arcs with label.
    state
        Labels ``waiting``; labels ever ``used``; ``free`` labels and the ``next`` of them; number of ``points``; labels
        ``made``; rows ``stored``; the first free one of ``blocks`` of each size.
    """

    table: Ints
    store: Ints
    keys: Ints
    heap: Ints
    pool: Ints
    points: Ints
    state: States


def labels_for(size: int, n_nodes: int, width: int, target: int) -> Labels:
    """Return the labels of a search in so many weights that begins at the target, with room for so many at first.

    The first label has the amounts that the caller writes into the heap.
    """
    store, heap, points = (np.empty((size, width + 1), np.int64) for _ in range(3))
    pool = np.empty((size, 2), np.int64)
    heap[0, width], pool[0] = 0, (-1, target)
    table, keys = np.zeros((n_nodes, 4), np.int64), np.empty(size, np.int64)
    labels = Labels(table, store, keys, heap, pool, points, np.zeros(1, STATE))
    state = labels.state[0]
    state["waiting"] = state["used"] = state["made"] = 1
    state["blocks"] = -1
    return labels


def longer(labels: Labels, longest: int) -> Labels:
    """Return the labels with more room in what is full, when one node may make so many at once."""
    state = labels.state[0]
    if state["bits"] == 0 and state["waiting"] + longest > len(labels.heap):
        return labels._replace(heap=doubled(labels.heap, int(state["waiting"]) + longest))
    if state["used"] + longest > len(labels.pool) + state["free"]:
        return labels._replace(pool=doubled(labels.pool, int(state["used"]) + longest))
    if state["points"] >= len(labels.points):
        return labels._replace(points=doubled(labels.points))
    return labels._replace(store=doubled(labels.store), keys=doubled(labels.keys))


@compiled
def lacks_room(table: Ints, node: int, store: Ints, state: Any) -> bool:
    """Tell whether one more closed label at a node may not fit; make room for it where it does."""
    if table[node, COUNT] < table[node, ROOM]:
        return False
    blocks = state["blocks"]
    old, room = table[node, BEGIN], table[node, ROOM]
    size = 2
    while (1 << size) <= room:
        size += 1
    block = blocks[size]
    if block >= 0:
        blocks[size] = store[block, 0]
    elif state["stored"] + (1 << size) <= len(store):
        block = state["stored"]
        state["stored"] += 1 << size
    else:
        return True
    for at in range(table[node, COUNT]):
        for column in range(store.shape[1]):
            store[block + at, column] = store[old + at, column]
    if room > 0:
        store[old, 0] = blocks[size - 1]
        blocks[size - 1] = old
    table[node, BEGIN], table[node, ROOM] = block, 1 << size
    return False


@compiled
def write_paths(words: Ints, pool: Ints, offsets: Ints, out: Ints) -> None:
    """Write the path of each point into `out`; `words` has the labels of the points."""
    for point in range(len(words)):
        label = words[point] & LABEL
        at = offsets[point]
        while pool[label, 0] >= 0:
            out[at] = pool[label, 0] & LOW
            at += 1
            label = (pool[label, 0] >> 32) - 1
