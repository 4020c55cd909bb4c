"""Least paths of many commodities, those of one origin by one search: Dijkstra's algorithm, and a walk back.

Weights are from 1, so no path meets a node twice. Of the arcs by which a path may come to a node the least number is
taken: the paths are the same whatever the search settled first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from routing.kernels.lists.dijkstra import distances

UNREACHED = 2**63 - 1


def commodity_paths(
    leaving: Sequence[Sequence[int]],
    entering: Sequence[Sequence[int]],
    ends: tuple[Sequence[int], Sequence[int]],
    weight: Sequence[int],
    goals: Sequence[tuple[int, int]],
    source: int,
    most: int,
    check: Callable[[], None] | None = None,
) -> list[tuple[int, list[int]]]:
    """Return the distance from a source and the arcs of a path to each goal; no arcs where none is wanted or found.

    Parameters
    ----------
    leaving, entering
        Arc numbers at each node, rising.
    ends
        Tails and heads of the arcs.
    weight
        Of each arc, from 1.
    goals
        Nodes, each with the weight below which its path is wanted.
    most
        Greatest distance of interest; what is farther is `UNREACHED`.
    check
        Called now and then; it may raise to end the search.
    """
    tail, head = ends
    reached = distances(leaving, head, weight, b"\1" * len(weight), source, check=check, most=most)
    found = []
    for goal, below in goals:
        far = int(reached[goal]) if reached[goal] <= most else UNREACHED
        path: list[int] = []
        node = goal
        while far < below and node != source:
            arc = next(one for one in entering[node] if reached[tail[one]] + weight[one] == reached[node])
            path.append(arc)
            node = tail[arc]
        found.append((far, path[::-1]))
    return found
