"""Shortest path with limits on further resources, by labels under bounds on sums of weight and resources.

The interpreted text of `routing.kernels.arrays.bounded`: the same order, the same bounds, the same path. Instead of
tie-breakers beside the weight each arc has a *rank*, the weight and what breaks ties after it packed into one number.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

NOT_KNOWN = 2**62  # the weight of a path that is not known
Amounts = tuple[int, ...]  # weight, then the use of each resource


class Arcs(NamedTuple):
    """The arcs of a graph.

    Attributes
    ----------
    leaving, entering
        Numbers of the arcs that leave and that enter each node.
    tail, head
        Ends of each arc.
    rank
        Weight and tie-breakers of each arc as one number.
    amounts
        Weight and uses of each arc.
    """

    leaving: Sequence[Sequence[int]]
    entering: Sequence[Sequence[int]]
    tail: Sequence[int]
    head: Sequence[int]
    rank: Sequence[int]
    amounts: Sequence[Amounts]


class Bounds(NamedTuple):
    """Sums of weight and resources, and what a path may have of them.

    Attributes
    ----------
    times
        Per sum how many times the weight and each resource is taken; the first sum tells the order.
    most
        The limits.
    least
        Per sum the least of it from the source to each node.
    behind
        Per sum and node the amounts of the path from the source that is least in it.
    """

    times: Sequence[Amounts]
    most: Sequence[int]
    least: Sequence[Sequence[float | int]]
    behind: Sequence[Sequence[Amounts]]


class Closed(NamedTuple):
    """What a search has found.

    Attributes
    ----------
    complete
        Whether all labels that may lie on a path of the least weight are closed; else so many labels were made.
    best
        Weight of the best path; `NOT_KNOWN` if none is.
    met
        The sum that completed the label by which it came, and node, rank and amounts of that; None: it was given.
    order
        The first sum of the next label that would have been closed; infinity where none was left.
    at
        Per node rank and amounts of the labels closed there.
    labels
        How many were made.
    """

    complete: bool
    best: int
    met: tuple[int, int, int, Amounts] | None
    order: float | int
    at: dict[int, list[tuple[int, Amounts]]]
    labels: int


def bounded_path(
    arcs: Arcs,
    source: int,
    target: int,
    bounds: Bounds,
    best: int,
    max_labels: int,
    is_late: Callable[[], bool],
) -> Closed:
    """Close all labels that may lie on a path of least weight within the limits.

    Parameters
    ----------
    best
        Weight of a path known to keep the limits; `NOT_KNOWN` if none is.
    is_late
        Asked now and then; true ends the search.
    """
    _, entering, tail, _, rank, amounts = arcs
    times, most, least, behind = bounds
    closed: dict[int, list[tuple[int, Amounts]]] = defaultdict(list)
    greatest, met = _greatest(bounds, best), None
    nothing = (0,) * (1 + len(most))
    heap = [(least[0][target], 0, target, 0, nothing)] if least[0][target] < math.inf else []
    made, taken, work = 1, 0, 0
    while heap and heap[0][0] <= greatest[0]:
        if made > max_labels or (not taken & 63 and is_late()):
            return Closed(False, best, met, heap[0][0], closed, made)
        taken += 1
        _, _, node, so_far, spent = heapq.heappop(heap)
        if _order(times, least, node, spent, greatest) is None or _beaten(so_far, spent, closed[node]):
            continue
        closed[node].append((so_far, spent))
        work += len(closed[node])
        if work > 4096:  # long lists are long to look through
            work, taken = 0, 63
        if node == source:
            continue
        for arc in entering[node]:
            there, total = tail[arc], so_far + rank[arc]
            use = tuple([had + more for had, more in zip(spent, amounts[arc], strict=True)])
            order = _order(times, least, there, use, greatest)
            if order is None or _beaten(total, use, closed[there]):
                continue
            for number, tree in enumerate(behind):
                whole = [had + more for had, more in zip(use, tree[there], strict=True)]
                if whole[0] < best and all(map(int.__le__, whole[1:], most)):
                    best, met = whole[0], (number, there, total, use)
                    greatest = _greatest(bounds, best)
            heapq.heappush(heap, (order, made, there, total, use))
            made += 1
    return Closed(True, best, met, math.inf, closed, made)


def path_from(arcs: Arcs, node: int, target: int, rest: int, spare: Sequence[int], found: Closed) -> tuple[int, ...]:
    """Return the canonical path of a rank, within what may be used, from a node at which a label of it was closed.

    Of the arcs that leave a node the least is taken behind which a closed label has the rest of the rank.
    """
    taken: list[int] = []
    left = list(spare)
    while node != target:
        for arc in arcs.leaving[node]:
            after = rest - arcs.rank[arc]
            beside = [had - use for had, use in zip(left, arcs.amounts[arc][1:], strict=True)]
            labels = found.at.get(arcs.head[arc], ())
            if any(total <= after and all(map(int.__le__, use[1:], beside)) for total, use in labels):
                taken.append(arc)
                node, rest, left = arcs.head[arc], after, beside
                break
        else:
            raise AssertionError("a closed label has no way on")
    return tuple(taken)


def _greatest(bounds: Bounds, best: int) -> list[float | int]:
    """Return the most that a path of interest may have of each sum."""
    found: list[float | int] = []
    for count, *others in bounds.times:
        within = sum(one * most for one, most in zip(others, bounds.most, strict=True))
        found.append(within + count * best if best < NOT_KNOWN or not count else math.inf)
    return found


def _order(
    times: Sequence[Amounts],
    least: Sequence[Sequence[float | int]],
    node: int,
    spent: Amounts,
    greatest: Sequence[float | int],
) -> float | int | None:
    """Return the first sum of a label and of the least ahead of it; None where some sum is more than it may be."""
    first: float | int | None = None
    for counts, ahead, most in zip(times, least, greatest, strict=True):
        length = ahead[node] + sum(map(int.__mul__, counts, spent))
        if length > most or length == math.inf:
            return None
        if first is None:
            first = length
    return first


def _beaten(rank: int, spent: Amounts, others: Sequence[tuple[int, Amounts]]) -> bool:
    """Tell whether a label closed at the same node is no worse in rank and resources."""
    return any(other <= rank and all(map(int.__le__, use, spent)) for other, use in others)
