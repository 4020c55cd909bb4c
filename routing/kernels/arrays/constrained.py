"""Shortest path with limits on further resources: labels set backward from the target under bounds from the source.

minimise w(P) over paths P from s to t subject to r_k(P) <= L_k for every resource k; r_k from 0, and w above 0 or,
with ties to break, the last of them.

The problem and the rules are those of `routing.kernels.lists.constrained`, turned round: labels grow from the target
and leave the heap in the order of weight + least weight from the source. A label is dropped when no path from the
source can be put before it within a limit or within the weight of a path already complete, or when a closed label of
its node weighs no more and has used no more of any resource. All labels up to the least weight are closed, ties among
them; so they tell for every node which completions there are, and the canonical path is read off forward without a
search.

Ties may be broken by further weights, in their order: they are added up behind the resources, and of two labels of the
same weight one only drops the other if it is no worse in them either.

Labels lie in arrays that the caller makes longer when they are full: ``cost``, ``node``, ``following`` (the label
closed at the same node before it, or -1), ``used`` (labels x resources and tie-breakers), and a heap as long.
``closed`` (n; -1 all over) holds the label closed last at each node. ``state`` (4): labels, size of the heap, weight of
the best path, labels closed.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled

GOING_ON, DONE, FULL = range(3)
LABELS, HEAP_SIZE, BEST, CLOSED = range(4)


@compiled
def limited(
    first: Any, arcs: Any, ends: Any, weight: Any, resources: Any, usable: Any, source: int, limits: Any,
    ahead: Any, least: Any, cost: Any, node_of: Any, following: Any, used: Any, heap: Any, second: Any,
    closed: Any, state: Any, steps: int,
) -> int:  # fmt: skip
    """Take up to so many labels from the heap; return whether the search goes on, is done or needs longer arrays.

    Parameters
    ----------
    first, arcs, ends, weight, usable
        The arcs that enter each node, see the package.
    resources : int64, shape (number of resources and tie-breakers, m)
        In the same order.
    limits : int64, shape (number of resources,)
    ahead : int64, shape (n,)
        Least weight from the source; `UNREACHED` also where it exceeds the weight of some path that keeps the limits.
    least : int64, shape (number of resources, n)
        Least use from the source; `UNREACHED` also where it exceeds the limit.
    """
    labels, size, best, shut = state[LABELS], state[HEAP_SIZE], state[BEST], state[CLOSED]
    masked, count, outcome = len(usable) > 0, len(limits), GOING_ON
    amounts = len(resources)
    for _ in range(steps):
        if size == 0 or heap[0] > best:
            outcome = DONE
            break
        label = second[0]
        node = node_of[label]
        if labels + first[node + 1] - first[node] >= len(cost):
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
        for place in range(first[node], first[node + 1]):
            if masked and not usable[arcs[place]]:
                continue
            there = ends[place]
            total = cost[label] + weight[place]
            if ahead[there] > best - total:
                continue
            within = True
            for k in range(count):
                used[labels, k] = used[label, k] + resources[k, place]
                if least[k, there] > limits[k] - used[labels, k]:
                    within = False
                    break
            if not within:
                continue
            for k in range(count, amounts):
                used[labels, k] = used[label, k] + resources[k, place]
            cost[labels], node_of[labels] = total, there
            if _beaten(cost, used, labels, closed[there], following, count):
                continue
            if there == source:
                best = total
            size = push_pair(heap, second, size, total + ahead[there], labels)
            labels += 1
    state[LABELS], state[HEAP_SIZE], state[BEST], state[CLOSED] = labels, size, best, shut
    return outcome


@compiled
def limited_walk(
    first: Any, arcs: Any, ends: Any, weight: Any, resources: Any, usable: Any, source: int, target: int,
    best: int, spare: Any, count: int, cost: Any, following: Any, used: Any, closed: Any, path: Any,
) -> int:  # fmt: skip
    """Write the canonical path of weight `best` into `path` and return the number of its arcs, or -1.

    Parameters
    ----------
    first, arcs, ends, weight, resources, usable
        The arcs that leave each node.
    spare : int64
        The `count` limits, then the least of each tie-breaker; changed.
    """
    masked, length = len(usable) > 0, 0
    node, rest = source, best
    while node != target:
        for place in range(first[node], first[node + 1]):
            if masked and not usable[arcs[place]]:
                continue
            there = ends[place]
            label = closed[there]
            while label >= 0:
                fits = cost[label] <= rest - weight[place]
                for k in range(count):
                    fits = fits and used[label, k] <= spare[k] - resources[k, place]
                if fits and cost[label] == rest - weight[place]:
                    for k in range(count, len(spare)):
                        if used[label, k] != spare[k] - resources[k, place]:
                            fits = used[label, k] < spare[k] - resources[k, place]
                            break
                if fits:
                    break
                label = following[label]
            if label >= 0:
                path[length] = arcs[place]
                length += 1
                rest -= weight[place]
                for k in range(len(spare)):
                    spare[k] -= resources[k, place]
                node = there
                break
        else:
            return -1
    return length


@compiled
def _beaten(cost: Any, used: Any, label: int, other: int, following: Any, count: int) -> bool:
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
def _breaks_tie(used: Any, one: int, other: int, count: int) -> bool:
    """Tell whether a label comes before another in the amounts behind the resources."""
    for k in range(count, used.shape[1]):
        if used[one, k] != used[other, k]:
            return bool(used[one, k] < used[other, k])
    return False
