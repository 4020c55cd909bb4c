"""Shortest path with limits on further resources: labels set backward from the target under bounds from the source.

minimise w(P) over paths P from s to t subject to r_k(P) <= L_k for every resource k; r_k from 0, and w above 0 or,
with ties to break, the last of them.

The problem and the rules are those of `routing.kernels.lists.constrained`, turned round: labels grow from the target
and leave the heap in the order of weight + least weight from the source. A label is dropped when no path from the
source can be put before it within a limit or within the weight of a path already complete, or when a closed label of
its node weighs no more and has used no more of any resource. All labels up to the least weight are closed, ties among
them; so they tell for every node which completions there are, and the canonical path is read off forward without a
search (`canonical.canonical_path_within`).

Ties may be broken by further weights, in their order: they are added up behind the resources, and of two labels of the
same weight one only drops the other if it is no worse in them either.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, States, WeightedRows

GOING_ON, DONE, FULL = range(3)
STATE = np.dtype([(name, np.int64) for name in ("labels", "waiting", "best", "closed", "resources", "met", "tree")])


class Limits(NamedTuple):
    """What a path may use of its resources.

    Attributes
    ----------
    uses : int64, shape (number of resources and tie-breakers, m)
        What each arc uses, in the order of the rows.
    most : int64, shape (number of resources,)
    least : int64, shape (number of resources, n)
        Least use from the source; `UNREACHED` also where it exceeds the limit.
    """

    uses: Ints
    most: Ints
    least: Ints


class Labels(NamedTuple):
    """The labels of a search, in arrays that are made longer when they are full.

    Attributes
    ----------
    cost, node : int64, shape (size,)
        Weight and node of each label.
    following : int64, shape (size,)
        The label closed at the same node before it, or -1.
    used : int64, shape (size, number of resources and tie-breakers)
    heap, second : int64, shape (size,)
        The heap: weight + least weight from the source, and label.
    closed : int64, shape (n,)
        The label closed last at each node, or -1.
    state
        Number of ``labels``, entries ``waiting`` in the heap, weight of the ``best`` path, labels ``closed``, number of
        ``resources``; in a search under bounds on sums the label ``met`` by which the best path came, or
        -1, and the ``tree`` that completed it.
    """

    cost: Ints
    node: Ints
    following: Ints
    used: Ints
    heap: Ints
    second: Ints
    closed: Ints
    state: States


def labels_for(n_nodes: int, size: int) -> Labels:
    """Return room for so many labels; a search looks whether it suffices for all arcs that enter a node."""
    cost, node, following, heap, second = (np.empty(size, dtype=np.int64) for _ in range(5))
    closed = np.full(n_nodes, -1, dtype=np.int64)
    return Labels(cost, node, following, np.empty((size, 1), np.int64), heap, second, closed, np.zeros(1, STATE))


def begin(labels: Labels, target: int, bound: int, best: int, limits: Limits) -> Labels:
    """Forget the last search and put the label of the target into the heap; return the labels to go on with.

    Parameters
    ----------
    bound
        Least weight from the source to the target.
    best
        Weight of a path known to keep the limits, or the greatest number of interest.
    """
    amounts = len(limits.uses)
    labels.closed[labels.node[: labels.state["labels"][0]]] = -1
    if labels.used.shape[1] != amounts:
        labels = labels._replace(used=np.empty((len(labels.cost), amounts), dtype=np.int64))
    labels.cost[0], labels.node[0], labels.used[0] = 0, target, 0
    labels.heap[0], labels.second[0] = bound, 0
    labels.state[0] = (1, 1, best, 0, len(limits.most), -1, 0)  # in the order of `STATE`
    return labels


def longer(labels: Labels) -> Labels:
    """Return the labels with twice the room."""
    grown = {name: _doubled(getattr(labels, name)) for name in ("cost", "node", "following", "used", "heap", "second")}
    return labels._replace(**grown)


def _doubled(cells: Ints) -> Ints:
    longer = np.empty((2 * len(cells), *cells.shape[1:]), dtype=np.int64)
    longer[: len(cells)] = cells  # the other half is not touched before it is needed
    return longer


def spare_of(labels: Labels, node: int, most: Ints) -> Ints:
    """Return the limits, and of the best labels closed at a node the least amounts behind them, in their order."""
    best, label, resources = labels.state["best"][0], int(labels.closed[node]), len(most)
    if labels.used.shape[1] == resources:
        return most.copy()
    beside = list[list[int]]()
    while label >= 0:
        if labels.cost[label] == best:
            beside.append(labels.used[label, resources:].tolist())
        label = int(labels.following[label])
    return np.array([*most.tolist(), *min(beside)], dtype=np.int64)


@compiled
def constrained_path(
    rows: WeightedRows, usable: Bytes, source: int, ahead: Ints, limits: Limits, labels: Labels, steps: int
) -> int:
    """Take up to so many labels from the heap; return whether the search goes on, is done or needs longer arrays.

    Parameters
    ----------
    rows, usable
        The arcs that enter each node, see the package.
    ahead : int64, shape (n,)
        Least weight from the source; `UNREACHED` also where it exceeds the weight of some path that keeps the limits.
    """
    rows, labels = WeightedRows(*rows), Labels(*labels)
    first, arcs, ends, weight = rows.first, rows.arcs, rows.ends, rows.weight
    uses, most, least = limits
    cost, node_of, following, used = labels.cost, labels.node, labels.following, labels.used
    heap, second, closed, state = labels.heap, labels.second, labels.closed, labels.state[0]
    made, size, best, shut = state["labels"], state["waiting"], state["best"], state["closed"]
    masked, count, amounts, outcome = len(usable) > 0, len(most), len(uses), GOING_ON
    for _ in range(steps):
        if size == 0 or heap[0] > best:
            outcome = DONE
            break
        label = second[0]
        node = node_of[label]
        if made + first[node + 1] - first[node] >= len(cost):
            outcome = FULL
            break
        size = drop_pair(heap, second, size)
        if _beaten(cost, used, label, closed[node], following, count):
            continue
        following[label] = closed[node]
        closed[node] = label
        shut += 1
        if node == source:
            continue
        for at in range(first[node], first[node + 1]):
            if masked and not usable[arcs[at]]:
                continue
            there = ends[at]
            total = cost[label] + weight[at]
            if ahead[there] > best - total:
                continue
            within = True
            for k in range(count):
                used[made, k] = used[label, k] + uses[k, at]
                if least[k, there] > most[k] - used[made, k]:
                    within = False
                    break
            if not within:
                continue
            for k in range(count, amounts):
                used[made, k] = used[label, k] + uses[k, at]
            cost[made], node_of[made] = total, there
            if _beaten(cost, used, made, closed[there], following, count):
                continue
            if there == source:
                best = total
            size = push_pair(heap, second, size, total + ahead[there], made)
            made += 1
    state["labels"], state["waiting"], state["best"], state["closed"] = made, size, best, shut
    return outcome


@compiled
def _beaten(cost: Ints, used: Ints, label: int, other: int, following: Ints, count: int) -> bool:
    """Tell whether a label closed at the same node used no more of any resource and is no worse in breaking ties.

    It weighs no more.
    """
    ties = used.shape[1] > count
    while other >= 0:
        better = True
        for k in range(count):
            if used[other, k] > used[label, k]:
                better = False
                break
        before = following[other]
        if better:
            if not ties or cost[other] < cost[label] or not _breaks_tie(used, label, other, count):
                return True
        elif count == 1 and (not ties or before < 0 or cost[before] < cost[other]):
            return False  # those closed before at a lower weight used more, else they had dropped this one
        other = before
    return False


@compiled
def _breaks_tie(used: Ints, one: int, other: int, count: int) -> bool:
    """Tell whether a label comes before another in the amounts behind the resources."""
    for k in range(count, used.shape[1]):
        if used[one, k] != used[other, k]:
            return bool(used[one, k] < used[other, k])
    return False
