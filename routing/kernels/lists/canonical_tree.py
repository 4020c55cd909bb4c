"""The canonical paths from one node to all others, or from all others to one, by a single search.

Dijkstra's algorithm (1959). Of paths of equal weight the one with the least sequence of arc numbers counts, compared
from where the path begins. The weight has the number of arcs packed into it, so paths of equal weight are equally long:

* From a source, the begin of a canonical path is canonical. Of two ways to a node that weigh the same, both are walked
  back to where they part, and the arcs there decide.
* To a target, the rest of a canonical path is canonical. Of the arcs by which a node keeps the least weight to come,
  the least arc is taken.

So either way the canonical paths are a tree: `via` of a node is the last arc of its path, or the first.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Sequence

from routing.kernels.lists.dijkstra import UNREACHED

NO_ARC = -1


def canonical_tree(
    incident: Sequence[Sequence[int]],
    ends: tuple[Sequence[int], Sequence[int]],
    weight: Sequence[int],
    usable: Sequence[int],
    root: int,
    wanted: Collection[int],
    *,
    backward: bool = False,
    check: Callable[[], None] | None = None,
) -> list[int]:
    """Return per node its arc in the tree, -1 of the root, of what is not reached, and of some that are not wanted.

    Parameters
    ----------
    incident
        The arcs that leave each node; backward, those that enter it.
    ends
        Of each arc, the node from which the search comes, and the one to which it goes: tails and heads, or, backward,
        heads and tails.
    weight
        Weight of each arc, above 0 and with the number of arcs as its last part, of any size.
    usable
        Mask of the arcs.
    root
        Where all paths begin; backward, where they end.
    wanted
        The search ends when all of these have their path.
    backward
        Whether the paths lead to the root.
    check
        Called now and then; it may raise to end the search.
    """
    near, far = ends
    reached: list[float | int] = [UNREACHED] * len(incident)
    via = [NO_ARC] * len(incident)
    reached[root] = 0
    bits = len(incident).bit_length()
    low = (1 << bits) - 1
    heap = [root]
    left, pop, push, settled = {*wanted}, heapq.heappop, heapq.heappush, 0
    while heap and left:
        key = pop(heap)
        node, so_far = key & low, key >> bits
        if so_far > reached[node]:
            continue
        left.discard(node)
        settled += 1
        if check is not None and not settled & 255:
            check()
        for arc in incident[node]:
            if not usable[arc]:
                continue
            there, total = far[arc], so_far + weight[arc]
            if total < reached[there]:
                reached[there], via[there] = total, arc
                push(heap, total << bits | there)
            elif total == reached[there] and (
                arc < via[there] if backward else _parts_earlier(via, near, arc, via[there])
            ):
                via[there] = arc
    for node in left:
        via[node] = NO_ARC
    return via


def _parts_earlier(via: Sequence[int], near: Sequence[int], one: int, other: int) -> bool:
    """Tell whether the path that ends with arc `one` has lesser arc numbers than that with `other`, as long as it."""
    while near[one] != near[other]:
        one, other = via[near[one]], via[near[other]]
    return one < other
