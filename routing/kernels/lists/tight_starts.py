"""When goods leave to just meet a departure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from routing.kernels.lists.on_clock import NO_DWELL, Clock, Vector
from routing.kernels.lists.span import Span


class _Begun(NamedTuple):
    """A way that no departure has put off yet: how long it takes and what it adds.

    `since`: when after the start a dwell began that is charged; `dated`: the arcs of it that are not open at all times.
    """

    passed: int
    added: Vector
    node: int
    since: int = NO_DWELL
    dated: frozenset[int] = frozenset()

    def beats(self, other: _Begun) -> bool:
        """Tell whether nothing can be done behind another way at the same node that this one does not allow as well."""
        return (
            self.passed <= other.passed
            and self.since - self.passed >= other.since - other.passed
            and all(one <= more for one, more in zip(self.added, other.added, strict=True))
            and self.dated <= other.dated
        )


def tight_starts(
    span: Span, clock: Clock, fixed: Sequence[Vector], latest: Sequence[int], between: tuple[int, int]
) -> list[int]:
    """Return the moments of a span of time, its ends included, at which goods leave just in time, the last first.

    In time for a departure, for the end, or for the last moment at which an arc is open; each so long before as a way
    takes that no other one beats in time, in what else it adds, and in how long goods have stood. Where the target is
    reached without a departure, the last moment that is in time for it is one of them.

    `fixed`: per arc what it adds besides its time, `latest`: per node the last moment at which it may be reached.
    """
    found: set[int] = set()
    first, last = between
    kept: dict[int, list[_Begun]] = {}
    number = count()
    queue = [(0, next(number), _Begun(0, (0,) * len(clock.per_time), span.source))]
    while queue:
        _, _, way = heappop(queue)
        if way.node == span.target:
            found.add(min(last, latest[span.target] - way.passed))
            continue
        if latest[way.node] - way.passed < first:
            continue
        if any(one.beats(way) for one in kept.setdefault(way.node, [])):
            continue
        kept[way.node].append(way)
        for arc in span.leaving[way.node]:
            if not span.usable[arc]:
                continue
            board = clock.boards.get(arc)
            if board is not None:
                before = way.passed + board.lead
                low, high = bisect_left(board.times, first + before), bisect_right(board.times, last + before)
                found.update(end - before for end in board.times[low:high] if end <= latest[span.end[arc]])
                continue
            found.update(end - 1 - way.passed for _, end in clock.spans.get(arc, ()))
            begun = _begun(span, clock, fixed, way, arc)
            if begun is not None:
                heappush(queue, (begun.passed, next(number), begun))
    return sorted((start for start in found if first <= start <= last), reverse=True)


def _begun(span: Span, clock: Clock, fixed: Sequence[Vector], way: _Begun, arc: int) -> _Begun | None:
    """Return a way with one arc more, which does not board at departures; None where its charge is not known."""
    taken, since = clock.taken[arc], way.passed if clock.stored[arc] else way.since
    added = tuple(
        one + more + taken * unit for one, more, unit in zip(way.added, fixed[arc], clock.per_time, strict=True)
    )
    if way.since != NO_DWELL and clock.ends[arc]:
        charged = clock.charge(arc, way.passed + taken - way.since)
        if charged is None:
            return None
        added, since = tuple(map(sum, zip(added, charged, strict=True))), NO_DWELL
    dated = way.dated | {arc} if arc in clock.spans else way.dated
    return _Begun(way.passed + taken, added, span.end[arc], since, dated)
