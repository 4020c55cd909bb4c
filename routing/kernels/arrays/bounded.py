"""Shortest path with limits on further resources, by labels under bounds on sums of weight and resources.

minimise w(P) over paths P from s to t subject to r_k(P) <= L_k for every resource k; all of them from 0.

Labels grow from the target, as in `constrained`, whose arrays and whose rules of dominance they share. But they leave
the heap in the order of one sum, q w + sum p_k r_k, of what is behind and the least that is ahead (Lagrangian order),
and a label is dropped where in some sum it has more, with the least that is ahead, than a path of interest may have:
q W + sum p_k L_k for the weight W of the best path that is known. Weight and resources by themselves are such sums too.
Whatever label is put into the heap is also completed by the paths from the source that are least in each sum: where one
keeps the limits, a path is known. All labels that may lie on a path of the least weight are closed, ties among
them, so that the canonical path is read off them by `canonical.canonical_path_within`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.constrained import DONE, FULL, GOING_ON, Labels
from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints, WeightedRows

NOT_KNOWN = 2**62  # the weight of a path that is not known


class Bounds(NamedTuple):
    """Sums of weight and resources, and what a path may have of them.

    Attributes
    ----------
    times : int64, shape (number of sums, 1 + number of resources)
        How many times the weight and each resource is taken; the first sum tells the order.
    most : int64, shape (number of resources,)
        The limits.
    least : int64, shape (number of sums, n)
        The least of each sum from the source; `UNREACHED` where there is no path.
    behind : int64, shape (number of sums, n, 1 + number of resources)
        Weight and uses of the path from the source that is least in each sum.
    """

    times: Ints
    most: Ints
    least: Ints
    behind: Ints


@compiled_with_arrays
def bounded_path(rows: WeightedRows, uses: Ints, source: int, bounds: Bounds, labels: Labels, steps: int) -> int:
    """Take up to so many labels from the heap; return whether the search goes on, is done or needs longer arrays.

    Parameters
    ----------
    rows
        The arcs that enter each node.
    uses : int64, shape (number of resources and tie-breakers, m)
        What each arc uses, in the order of the rows.
    """
    rows, bounds, labels = WeightedRows(*rows), Bounds(*bounds), Labels(*labels)
    first, ends, weight = rows.first, rows.ends, rows.weight
    cost, node_of, following, used = labels.cost, labels.node, labels.following, labels.used
    heap, second, closed, state = labels.heap, labels.second, labels.closed, labels.state[0]
    made, size, shut, count = state["labels"], state["waiting"], state["closed"], state["resources"]
    times, behind, amounts, outcome = bounds.times, bounds.behind, len(uses), GOING_ON
    greatest = np.empty(len(times), np.int64)
    _greatest(bounds, state["best"], greatest)
    for _ in range(steps):
        if size == 0 or heap[0] > greatest[0]:
            outcome = DONE
            break
        label = second[0]
        node = node_of[label]
        if made + first[node + 1] - first[node] >= len(cost):
            outcome = FULL
            break
        size = drop_pair(heap, second, size)
        if _length(bounds, cost, used, label, node, greatest) < 0 or _beaten(cost, used, label, closed[node], labels):
            continue
        following[label] = closed[node]
        closed[node] = label
        shut += 1
        if node == source:
            continue
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            cost[made], node_of[made] = cost[label] + weight[at], there
            for k in range(amounts):
                used[made, k] = used[label, k] + uses[k, at]
            length = _length(bounds, cost, used, made, there, greatest)
            if length < 0 or _beaten(cost, used, made, closed[there], labels):
                continue
            for tree in range(len(times)):
                if cost[made] + behind[tree, there, 0] < state["best"]:
                    within = True
                    for k in range(count):
                        within = within and used[made, k] + behind[tree, there, 1 + k] <= bounds.most[k]
                    if within:
                        state["best"], state["met"] = cost[made] + behind[tree, there, 0], made
                        state["tree"] = tree
                        _greatest(bounds, state["best"], greatest)
            size = push_pair(heap, second, size, length, made)
            made += 1
    state["labels"], state["waiting"], state["closed"] = made, size, shut
    return outcome


@compiled
def _greatest(bounds: Bounds, best: int, greatest: Ints) -> None:
    """Write the most that a path of interest may have of each sum."""
    times, most = bounds.times, bounds.most
    for one in range(len(times)):
        greatest[one] = times[one, 0] * best if best < NOT_KNOWN else (NOT_KNOWN if times[one, 0] > 0 else 0)
        if best < NOT_KNOWN or times[one, 0] == 0:
            for k in range(len(most)):
                greatest[one] += times[one, 1 + k] * most[k]


@compiled
def _length(bounds: Bounds, cost: Ints, used: Ints, label: int, node: int, greatest: Ints) -> int:
    """Return the first sum of a label and of the least ahead of it; -1 where some sum is more than it may be."""
    times, least = bounds.times, bounds.least
    order = 0
    for one in range(len(times)):
        length = least[one, node]
        if length == UNREACHED:
            return -1
        length += times[one, 0] * cost[label]
        for k in range(len(bounds.most)):
            length += times[one, 1 + k] * used[label, k]
        if length > greatest[one]:
            return -1
        if one == 0:
            order = length
    return order


@compiled
def _beaten(cost: Ints, used: Ints, label: int, other: int, labels: Labels) -> bool:
    """Tell whether a label closed at the same node is no worse in weight, resources and, of as much, breaking ties."""
    count, amounts = labels.state[0]["resources"], used.shape[1]
    while other >= 0:
        better = cost[other] <= cost[label]
        for k in range(count):
            if not better:
                break
            better = used[other, k] <= used[label, k]
        if better and cost[other] == cost[label]:
            for k in range(count, amounts):
                if used[label, k] != used[other, k]:
                    better = used[other, k] < used[label, k]
                    break
        if better:
            return True
        other = labels.following[other]
    return False
