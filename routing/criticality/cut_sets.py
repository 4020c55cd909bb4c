"""`least_cut`: the fewest elements whose loss leaves a shipment without a route.

Every set that does so touches every route. The least sets that touch all routes that are known are found by branching
over the elements of one that is not touched yet; the first of them in the order of elements is lost, and where a route
is left it joins the others. The first set that leaves none is the least: no fewer elements touch even the known routes.
"""

from __future__ import annotations

from collections.abc import Sequence

from routing.criticality.lane import Lane
from routing.search.bits import bits_of
from routing.search.budget import Budget


def least_cut(lane: Lane, allowed: int, budget: Budget) -> int | None:
    """Return the first of the least sets among some elements that leave a shipment without a route; None without one.

    Raises
    ------
    TimeUp, LimitReachedError
        A limit was reached.
    """
    routes = [lane.at(0).touched & allowed, *(way.touched & allowed for way in lane.ways)]
    while True:
        cut = first_touching(routes, budget)
        if cut is None:
            return None
        way = lane.at(cut)
        if way.loss >= lane.ground.unserved:
            return cut
        routes.append(way.touched & allowed)


def first_touching(routes: Sequence[int], budget: Budget) -> int | None:
    """Return of the least sets of elements that touch all routes the first in the order of elements; None without one.

    Examples
    --------
    >>> bin(first_touching([0b011, 0b110], Budget.of()))
    '0b10'
    >>> first_touching([0b1, 0b0], Budget.of()) is None
    True
    """
    routes = sorted(set(routes), key=lambda mask: (mask.bit_count(), mask))
    if not routes or not routes[0]:
        return None if routes else 0
    size = 1
    while True:
        found = _touching(routes, 0, size, 0, budget)
        if found:
            return min(found, key=lambda cut: tuple(bits_of(cut)))
        size += 1


def _touching(routes: Sequence[int], chosen: int, more: int, barred: int, budget: Budget) -> list[int]:
    """Return the sets that touch all routes with so many elements more, none of the barred ones."""
    budget.check()
    left = [mask & ~barred for mask in routes if not mask & chosen]
    if not left:
        return [chosen]
    if not more or not all(left) or _apart(left) > more:
        return []
    found = []
    for bit in bits_of(min(left, key=lambda mask: (mask.bit_count(), mask))):
        found += _touching(routes, chosen | 1 << bit, more - 1, barred, budget)
        barred |= 1 << bit
    return found


def _apart(masks: Sequence[int]) -> int:
    """Return how many of some sets have no element in common, at least: so many elements are needed to touch all."""
    taken = count = 0
    for mask in masks:
        if not mask & taken:
            taken |= mask
            count += 1
    return count
