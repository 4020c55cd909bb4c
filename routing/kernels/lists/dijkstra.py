"""Dijkstra's algorithm (1959) with a binary heap and lazy deletion; exact for weights from 0.

O((n + m) log m) comparisons. Weights may be integers of any size, so a lexicographic order of several
criteria is one packed integer per arc.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence

UNREACHED = math.inf


def distances(
    leaving: Sequence[Sequence[int]],
    end: Sequence[int],
    weight: Sequence[int],
    usable: Sequence[int],
    source: int,
    target: int = -1,
    check: Callable[[], None] | None = None,
    most: float | int = UNREACHED,
) -> list[float | int]:
    """Return the least weight of a path from `source` to every node; infinity where there is none.

    For distances *to* a node, give the arcs that enter each node and the tails of the arcs.

    Parameters
    ----------
    leaving
        Arc numbers leaving each node.
    end
        Node at the other end of each arc.
    weight, usable
        Weight from 0 and mask of each arc.
    source, target
        Nodes; with a target, nodes farther than it have upper bounds only.
    check
        Called now and then; it may raise to end the search.
    most
        Greatest weight of interest: values above it are upper bounds only.
    """
    reached: list[float | int] = [UNREACHED] * len(leaving)
    reached[source] = 0
    bits = len(leaving).bit_length()
    low = (1 << bits) - 1
    heap = [source]  # weight and node in one number, which compare fastest
    pop, push = heapq.heappop, heapq.heappush
    settled = 0
    while heap:
        key = pop(heap)
        node, so_far = key & low, key >> bits
        if so_far > reached[node]:
            continue
        settled += 1
        if check is not None and not settled & 255:
            check()
        if so_far > most:
            break
        if node == target:
            most = so_far
        for arc in leaving[node]:
            if usable[arc]:
                there = end[arc]
                total = so_far + weight[arc]
                if total < reached[there]:
                    reached[there] = total
                    push(heap, total << bits | there)
    return reached
