"""The canonical path: of all paths of least weight within the limits, the one with the least arc numbers.

Without limits the distances to the target tell it; with limits the labels that `constrained` has closed do.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.constrained import Labels
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, WeightedRows


class Work(NamedTuple):
    """What `canonical_path` writes into: three arrays of int64, shape (n,).

    Attributes
    ----------
    level
        -1 all over before and after.
    queue
        Nodes in the order of their levels.
    path
        The answer.
    """

    level: Ints
    queue: Ints
    path: Ints


def work_for(n_nodes: int) -> Work:
    """Return what is written into on a graph of so many nodes."""
    return Work(np.full(n_nodes, -1, dtype=np.int64), *(np.empty(n_nodes, dtype=np.int64) for _ in range(2)))


@compiled
def canonical_path(rows: WeightedRows, usable: Bytes, source: int, target: int, ahead: Ints, work: Work) -> int:
    """Write the canonical path into ``work.path`` and return the number of its arcs.

    An arc is tight if its weight is the difference of the distances to come at its ends: least paths are the paths of
    tight arcs. Of these the nodes are numbered by the fewest arcs from the source up to the target; those from which
    the target is not reached along rising numbers are struck out; and from the source the first arc that is left is
    taken, again and again.

    Parameters
    ----------
    rows
        The arcs that leave each node.
    ahead : int64, shape (n,)
        Least weight to the target, of each node not farther than the source.
    """
    rows = WeightedRows(*rows)
    first, arcs, ends, weight = rows.first, rows.arcs, rows.ends, rows.weight
    level, queue, path = work
    masked = len(usable) > 0
    level[source] = 0
    queue[0], count, taken = source, 1, 0
    while taken < count and level[target] < 0:
        node = queue[taken]
        taken += 1
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            if level[there] >= 0 or ahead[there] != ahead[node] - weight[at]:
                continue
            if not masked or usable[arcs[at]]:
                level[there] = level[node] + 1
                queue[count] = there
                count += 1
    length = level[target]
    for back in range(count - 1, -1, -1):
        node = queue[back]
        dead = level[node] >= length or _tight(rows, usable, ahead, level, node) < 0
        if dead and node != target:
            level[node] = -1
    node = source
    for step in range(length):
        at = _tight(rows, usable, ahead, level, node)
        path[step] = arcs[at]
        node = ends[at]
    for place in range(count):
        level[queue[place]] = -1
    return int(length)


@compiled
def _tight(rows: WeightedRows, usable: Bytes, ahead: Ints, level: Ints, node: int) -> int:
    """Return where the first tight arc from a node to one of the next level stands in the rows, or -1."""
    first, arcs, ends, weight = rows.first, rows.arcs, rows.ends, rows.weight
    for at in range(first[node], first[node + 1]):
        there = ends[at]
        tight = level[there] == level[node] + 1 and ahead[there] == ahead[node] - weight[at]
        if tight and (len(usable) == 0 or usable[arcs[at]]):
            return int(at)
    return -1


@compiled
def canonical_path_within(
    rows: WeightedRows, uses: Ints, usable: Bytes, source: int, target: int, spare: Ints, labels: Labels, path: Ints
) -> int:
    """Write the canonical path within limits into `path` and return the number of its arcs, or -1.

    Parameters
    ----------
    rows
        The arcs that leave each node.
    uses : int64, shape (number of resources and tie-breakers, m)
        What each arc uses, in the order of the rows.
    spare : int64
        The limit of each resource, then the least of each tie-breaker; changed.
    labels
        As `constrained.constrained_path` has left them.
    """
    rows, labels = WeightedRows(*rows), Labels(*labels)
    first, arcs, ends, weight = rows.first, rows.arcs, rows.ends, rows.weight
    cost, following, used, closed = labels.cost, labels.following, labels.used, labels.closed
    state = labels.state[0]
    masked, length, count = len(usable) > 0, 0, state["resources"]
    node, rest = source, state["best"]
    while node != target:
        for at in range(first[node], first[node + 1]):
            if masked and not usable[arcs[at]]:
                continue
            there = ends[at]
            label = closed[there]
            while label >= 0:
                fits = cost[label] <= rest - weight[at]
                for k in range(count):
                    fits = fits and used[label, k] <= spare[k] - uses[k, at]
                if fits and cost[label] == rest - weight[at]:
                    for k in range(count, len(spare)):
                        if used[label, k] != spare[k] - uses[k, at]:
                            fits = used[label, k] < spare[k] - uses[k, at]
                            break
                if fits:
                    break
                label = following[label]
            if label >= 0:
                path[length] = arcs[at]
                length += 1
                rest -= weight[at]
                for k in range(len(spare)):
                    spare[k] -= uses[k, at]
                node = there
                break
        else:
            return -1
    return length
