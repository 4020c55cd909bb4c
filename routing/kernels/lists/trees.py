"""Least paths from a node in a weighted sum of several amounts, with what each path has of every amount.

The interpreted text of `routing.kernels.arrays.trees`; the paths are the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

UNREACHED = math.inf


class Tree(NamedTuple):
    """Least paths from a node to all others, or to it from all others.

    Attributes
    ----------
    reached
        Least length per node; infinity where there is no path up to the length of interest.
    via
        The last arc of the path, seen from where the tree begins; -1 where it begins, and where there is none.
    totals
        What the path has of each amount.
    """

    reached: list[float | int]
    via: list[int]
    totals: list[tuple[int, ...]]


def tree_of(
    rows: Sequence[Sequence[int]],
    ends: Sequence[int],
    amounts: Sequence[tuple[int, ...]],
    lengths: Sequence[int],
    start: int,
    most: int,
    width: int,
    check: Callable[[], None],
) -> Tree:
    """Return the tree of least paths.

    Parameters
    ----------
    rows, ends
        The arcs that leave each node and where each ends; the other way round, for paths *to* `start`.
    amounts
        The amounts of each arc.
    lengths
        The weighted sum of the amounts of each arc.
    most
        Greatest length of interest.
    width
        How many amounts there are.
    check
        Called now and then; it may raise to end the search.
    """
    reached: list[float | int] = [UNREACHED] * len(rows)
    via, totals = [-1] * len(rows), [(0,) * width] * len(rows)
    reached[start] = 0
    heap: list[tuple[float | int, int]] = [(0, start)]
    settled = 0
    while heap:
        so_far, node = heapq.heappop(heap)
        if so_far > reached[node]:
            continue
        settled += 1
        if not settled & 255:
            check()
        behind = totals[node]
        for arc in rows[node]:
            there, length = ends[arc], so_far + lengths[arc]
            if length <= most and length < reached[there]:
                reached[there], via[there] = length, arc
                totals[there] = tuple([had + more for had, more in zip(behind, amounts[arc], strict=True)])
                heapq.heappush(heap, (length, there))
    return Tree(reached, via, totals)
