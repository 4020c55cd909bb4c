"""All routes of a lane that whole shipments can need: those that no cheaper one does with less of what has a capacity.

The cheapest route of all stands for every route that uses no less of anything; any other one uses something fewer
times. So each thing in turn is allowed one time less than that route uses it, the cheapest such route is looked for,
and so on: every route that is not dominated is found. Where prices show that no route that is allowed so much can be in
an answer better than the one that is known, that branch ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from routing.assigning.pricing import Path

Arcs = tuple[int, ...]
Cheapest = Callable[[Mapping[int, int], bool], Path]  # row -> times it may be used; with the prices of all rows, or not
Uses = Callable[[Arcs], dict[int, int]]  # how often a route uses each row that counts it


def nondominated(cheapest: Cheapest, uses: Uses, most: float, count: int) -> list[Arcs] | None:
    """Return the routes that are not dominated and cost no more than `most` under prices; None: that cannot be told.

    It cannot after more than `count` searches, and where a search had to stop.

    Examples
    --------
    Of two routes the cheaper one uses row 0, which costs 5 where prices count.

    >>> def cheapest(allowed, is_priced):
    ...     return Path(11.0, (8,)) if 0 in allowed else Path(11.0, (8,)) if is_priced else Path(10.0, (7,))
    >>> nondominated(cheapest, lambda arcs: {0: 1} if arcs == (7,) else {}, 12, 9)
    [(7,), (8,)]
    """
    found: list[Arcs] = []
    waiting, seen = [dict[int, int]()], {frozenset[tuple[int, int]]()}
    while waiting:
        allowed = waiting.pop()
        if cheapest(allowed, True).least > most:
            continue
        path = cheapest(allowed, False)
        if path.arcs is None:
            return None
        if path.arcs not in found:
            found.append(path.arcs)
        for row, times in sorted(uses(path.arcs).items()):
            less = {**allowed, row: times - 1}
            if frozenset(less.items()) not in seen:
                seen.add(frozenset(less.items()))
                waiting.append(less)
        if len(seen) > count:
            return None
    return found
