"""The k shortest loopless paths: Yen's algorithm (1971) in the form of Lawler (1972).

Each further path leaves one found before at some node (the deviation): up to there it is the same, there it takes
an arc that no found path with the same beginning takes, and it never comes back to a node of the beginning. Lawler's
remark: only deviations at or after the one that made a path are new. The search for the rest of a path is A* under the
least weight to come, which closing nodes and arcs can only raise, so the bound stays valid.

Weights must be above 0 on every cycle (landbridge packs the number of arcs into the weight). Paths come in the order of
their weight, and among equal ones of their sequence of arc numbers; parallel arcs make different paths.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterator, Sequence

from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.dijkstra import distances

Arcs = tuple[int, ...]


def shortest_loopless(
    leaving: Sequence[Sequence[int]],
    entering: Sequence[Sequence[int]],
    tail: Sequence[int],
    head: Sequence[int],
    weight: Sequence[int],
    usable: Sequence[int],
    source: int,
    target: int,
    check: Callable[[], None] | None = None,
) -> Iterator[tuple[int, Arcs]]:
    """Yield (weight, arcs) of each loopless path, the shortest first, until there is none left.

    Parameters are those of `distances` and `canonical_path`.
    """
    to_come = distances(entering, tail, weight, usable, target, check=check)
    first = (
        canonical_path(leaving, head, weight, usable, source, target, int(to_come[source]), to_come)
        if (to_come[source] != math.inf)
        else None
    )
    if first is None:
        return
    waiting: list[tuple[int, Arcs, int]] = [(int(to_come[source]), first, 0)]
    taken: dict[Arcs, set[int]] = {}  # beginning of found paths -> arcs that they take next
    while waiting:
        length, arcs, deviation = heapq.heappop(waiting)
        yield length, arcs
        for place, arc in enumerate(arcs):
            taken.setdefault(arcs[:place], set()).add(arc)
        spent = sum(weight[arc] for arc in arcs[:deviation])
        closed = {source, *(head[arc] for arc in arcs[:deviation])}
        for place in range(deviation, len(arcs)):
            if check is not None:
                check()
            node = tail[arcs[place]]
            rest = _rest(leaving, head, weight, usable, node, target, to_come, closed, taken[arcs[:place]], check)
            if rest is not None:
                heapq.heappush(waiting, (spent + rest[0], arcs[:place] + rest[1], place))
            spent += weight[arcs[place]]
            closed.add(head[arcs[place]])


def _rest(
    leaving: Sequence[Sequence[int]],
    head: Sequence[int],
    weight: Sequence[int],
    usable: Sequence[int],
    node: int,
    target: int,
    to_come: Sequence[float | int],
    closed: Collection[int],
    barred: Collection[int],
    check: Callable[[], None] | None,
) -> tuple[int, Arcs] | None:
    """Return the least path from a node that begins with no barred arc and enters no closed node.

    Of paths of equal weight the one with the least sequence of arc numbers: the arcs of a label are a part of its key.
    """
    heap: list[tuple[float | int, Arcs, int]] = [(to_come[node], (), node)]
    settled: set[int] = set()
    while heap:
        bound, arcs, here = heapq.heappop(heap)
        if here in settled:
            continue
        if here == target:
            return int(bound), arcs
        settled.add(here)
        if check is not None and not len(settled) & 63:
            check()
        so_far = bound - to_come[here]
        for arc in leaving[here]:
            there = head[arc]
            if not usable[arc] or there in closed or there in settled or to_come[there] == math.inf:
                continue
            if arcs or arc not in barred:
                heapq.heappush(heap, (so_far + weight[arc] + to_come[there], (*arcs, arc), there))
    return None
