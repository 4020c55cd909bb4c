"""Dijkstra's algorithm towards a goal (A*: Hart, Nilsson and Raphael 1968): distances along the least paths to it.

Nodes are taken by the weight so far and a lower bound of the rest together, so that far fewer are looked at than the
goal is away. Bounds need not be consistent, as where they are of other weights rounded down: a node that is reached at
less weight once more is taken once more.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from routing.kernels.lists.dijkstra import UNREACHED


def distances_towards(
    ways: tuple[Sequence[Sequence[int]], Sequence[int]],
    weight: Sequence[int],
    usable: Sequence[int],
    source: int,
    target: int,
    rest: Sequence[int],
    shift: int = 0,
    check: Callable[[], None] | None = None,
) -> list[float | int]:
    """Return the least weight from `source` to the nodes of all least paths to `target`; others may have more.

    For distances *to* a node, give the arcs that enter each node and the tails of the arcs, and the ends turned round.

    Parameters
    ----------
    ways
        Arc numbers leaving each node, and the node at the other end of each arc.
    weight, usable
        Weight from 0 and mask of each arc.
    source, target
        Nodes.
    rest
        At most what is left from each node to the target, in units of ``2**shift``; -1: the target is not reached.
    check
        Called now and then; it may raise to end the search.
    """
    leaving, end = ways
    reached: list[float | int] = [UNREACHED] * len(leaving)
    if rest[source] < 0:
        return reached
    reached[source] = 0
    bits = len(leaving).bit_length()
    low = (1 << bits) - 1
    heap = [rest[source] << shift + bits | source]  # least total and node in one number, which compare fastest
    most: float | int = UNREACHED
    pop, push = heapq.heappop, heapq.heappush
    settled = 0
    while heap:
        key = pop(heap)
        node, total = key & low, key >> bits
        so_far = total - (rest[node] << shift)
        if so_far > reached[node]:
            continue
        settled += 1
        if check is not None and not settled & 255:
            check()
        if total > most:
            break
        if node == target:
            most = so_far
        for arc in leaving[node]:
            if usable[arc]:
                there = end[arc]
                new = so_far + weight[arc]
                if new < reached[there] and rest[there] >= 0:
                    reached[there] = new
                    push(heap, new + (rest[there] << shift) << bits | there)
    return reached
