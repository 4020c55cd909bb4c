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
from routing.kernels.lists.span import Span

Arcs = tuple[int, ...]


def shortest_loopless(
    span: Span,
    entering: Sequence[Sequence[int]],
    tail: Sequence[int],
    weight: Sequence[int],
    check: Callable[[], None] | None = None,
) -> Iterator[tuple[int, Arcs]]:
    """Yield (weight, arcs) of each loopless path, the shortest first, until there is none left.

    Parameters
    ----------
    entering, tail
        Arc numbers entering each node; tail of each arc.
    weight
        Weight of each arc.
    check
        Called now and then; it may raise to end the search.
    """
    _, head, usable, source, target = span
    ahead = distances(entering, tail, weight, usable, target, check=check)
    first = canonical_path(span, weight, ahead, int(ahead[source])) if ahead[source] != math.inf else None
    if first is None:
        return
    waiting: list[tuple[int, Arcs, int]] = [(int(ahead[source]), first, 0)]
    taken: dict[Arcs, set[int]] = {}  # beginning of found paths -> arcs that they take next
    while waiting:
        length, arcs, deviation = heapq.heappop(waiting)
        yield length, arcs
        for at, arc in enumerate(arcs):
            taken.setdefault(arcs[:at], set()).add(arc)
        spent = sum(weight[arc] for arc in arcs[:deviation])
        closed = {source, *(head[arc] for arc in arcs[:deviation])}
        for at in range(deviation, len(arcs)):
            if check is not None:
                check()
            rest = _rest(span, tail[arcs[at]], weight, ahead, closed, taken[arcs[:at]], check)
            if rest is not None:
                heapq.heappush(waiting, (spent + rest[0], arcs[:at] + rest[1], at))
            spent += weight[arcs[at]]
            closed.add(head[arcs[at]])


def _rest(
    span: Span,
    node: int,
    weight: Sequence[int],
    ahead: Sequence[float | int],
    closed: Collection[int],
    barred: Collection[int],
    check: Callable[[], None] | None,
) -> tuple[int, Arcs] | None:
    """Return the least path from a node that begins with no barred arc and enters no closed node.

    Of paths of equal weight the one with the least sequence of arc numbers: the arcs of a label are a part of its key.
    """
    leaving, head, usable, _, target = span
    heap: list[tuple[float | int, Arcs, int]] = [(ahead[node], (), node)]
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
        so_far = bound - ahead[here]
        for arc in leaving[here]:
            there = head[arc]
            if not usable[arc] or there in closed or there in settled or ahead[there] == math.inf:
                continue
            if arcs or arc not in barred:
                heapq.heappush(heap, (so_far + weight[arc] + ahead[there], (*arcs, arc), there))
    return None
