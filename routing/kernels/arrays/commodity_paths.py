"""Least paths of many commodities, those of one origin by one search: Dijkstra's algorithm, and a walk back.

Weights are from 1, so no path meets a node twice. Of the arcs by which a path may come to a node the least number is
taken: the paths are the same whatever the search settled first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.dijkstra import UNREACHED, Work, distances
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Bytes, Ints, Rows, States, WeightedRows

STATE = np.dtype([(name, np.int64) for name in ("group", "filled")])
ALL_STEPS = 2**60


class Goals(NamedTuple):
    """Commodities in groups of one origin, those of group i from ``first[i]`` to ``first[i + 1]``.

    Attributes
    ----------
    origin, most : int64, shape (n_groups,)
        The origin, and the greatest distance of interest.
    first : int64, shape (n_groups + 1,)
    goal, below : int64, shape (n_goals,)
        The destination, and the weight below which a path is wanted.
    """

    origin: Ints
    most: Ints
    first: Ints
    goal: Ints
    below: Ints


class FoundPaths(NamedTuple):
    """What the search writes into.

    Attributes
    ----------
    far : int64, shape (n_goals,)
        Distances; `UNREACHED` beyond what is of interest.
    begin : int64, shape (n_goals + 1,)
        Where the arcs of each path begin.
    arcs : int64
        The arcs of all paths.
    wanted : uint8, shape (n_nodes,)
        Zeros.
    state
        The ``group`` to go on with, arcs ``filled``.
    """

    far: Ints
    begin: Ints
    arcs: Ints
    wanted: Bytes
    state: States


def found_for(n_nodes: int, n_goals: int, room: int) -> FoundPaths:
    """Return arrays for the paths of so many goals."""
    far, begin = np.empty(n_goals, dtype=np.int64), np.zeros(n_goals + 1, dtype=np.int64)
    arcs, wanted = np.empty(room, dtype=np.int64), np.zeros(n_nodes, dtype=np.uint8)
    return FoundPaths(far, begin, arcs, wanted, np.zeros(1, STATE))


@compiled_with_arrays
def commodity_paths(
    rows: WeightedRows, entering: Rows, weight: Ints, goals: Goals, found: FoundPaths, work: Work, groups: int
) -> bool:
    """Search for so many groups more; return whether it came so far: False where `arcs` has no room for the next one.

    Parameters
    ----------
    rows
        The arcs that leave each node, with their weights.
    entering
        The arcs that enter each node, `ends` being their tails.
    weight
        Of each arc by its number, from 1.
    """
    goals, found = Goals(*goals), FoundPaths(*found)
    state, wanted = found.state[0], found.wanted
    usable = np.empty(0, np.uint8)
    last = min(state["group"] + groups, len(goals.origin))
    for group in range(state["group"], last):
        begin, end = goals.first[group], goals.first[group + 1]
        for at in range(begin, end):
            wanted[goals.goal[at]] = 1
        while not distances(rows, usable, goals.origin[group], -1, goals.most[group], wanted, work, ALL_STEPS):
            pass
        for at in range(begin, end):
            wanted[goals.goal[at]] = 0
        if not _walk_back(group, entering, weight, goals, found, work):
            return False
        state["group"] = group + 1
    return True


@compiled
def _walk_back(group: int, entering: Rows, weight: Ints, goals: Goals, found: FoundPaths, work: Work) -> bool:
    """Write the distances and the paths of a group; return False where the paths do not fit."""
    goals, found, entering, work = Goals(*goals), FoundPaths(*found), Rows(*entering), Work(*work)
    reached, arcs, source = work.reached, found.arcs, goals.origin[group]
    filled = found.state[0]["filled"]
    for at in range(goals.first[group], goals.first[group + 1]):
        node = goals.goal[at]
        found.far[at] = reached[node]
        first = filled
        if reached[node] != UNREACHED and reached[node] < goals.below[at]:
            while node != source:
                if filled == len(arcs):
                    return False
                arc, tail = _arriving(node, entering, weight, reached)
                arcs[filled] = arc
                filled += 1
                node = tail
            for step in range((filled - first) // 2):
                other = filled - 1 - step
                arcs[first + step], arcs[other] = arcs[other], arcs[first + step]
        found.begin[at + 1] = filled
    found.state[0]["filled"] = filled
    return True


@compiled
def _arriving(node: int, entering: Rows, weight: Ints, reached: Ints) -> tuple[int, int]:
    """Return the first arc by which the node is reached at its distance, and the tail of it."""
    for at in range(entering.first[node], entering.first[node + 1]):
        arc, tail = entering.arcs[at], entering.ends[at]
        if reached[tail] != UNREACHED and reached[tail] + weight[arc] == reached[node]:
            return arc, tail
    return -1, -1
