"""Moments at which goods leave just in time, of which one is the last start of any best way.

A way that leaves later is as good and has stood no longer, until it would miss a departure, come to something that has
just closed, or no longer wait for something to open. So the starts that matter are those after which a first departure
is just met, something just opens or is about to close, or the end is just in time.

Ways until that first event are looked for as labels, each with the starts from which it runs so: without any wait. A
label is needless for a start if another one that takes no longer and adds no more either is there at the same moment,
having left later, and has stood no longer; or, where the earlier is the better, does so from the same start.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from routing.kernels.lists.on_clock import NO_DWELL, Clock, Sought, Vector
from routing.kernels.lists.span import Span

Intervals = tuple[tuple[int, int], ...]  # from a moment on and before another one; ascending, apart from each other


class _Begun(NamedTuple):
    """A way without a wait: how long it takes, what it adds, and from which starts it runs so.

    `since`: when after the start a dwell began that is charged.
    """

    passed: int
    added: Vector
    node: int
    starts: Intervals
    since: int = NO_DWELL

    def without(self, other: _Begun, *, sooner: bool) -> Intervals:
        """Return the starts for which another way, which takes no longer, does not make this one needless.

        `sooner`: at their node nothing is better for coming later.
        """
        starts, later = self.starts, self.passed - other.passed
        if any(one > more for one, more in zip(other.added, self.added, strict=True)):
            return starts
        if other.since - other.passed >= self.since - self.passed:
            starts = _outside(starts, tuple((begin - later, end - later) for begin, end in other.starts))
        return _outside(starts, other.starts) if sooner and other.since >= self.since else starts


def tight_starts(span: Span, clock: Clock, sought: Sought, first: int, last: int) -> list[int]:
    """Return the moments from `first` to `last` at which goods leave just in time, the last first.

    In time for a departure, for the end, for an arc to open or before it closes; each so long before as a way takes
    that no other one beats from there.

    Parameters
    ----------
    sought
        Ways beyond its bound and its limits are not looked at; its starts are of no matter.
    """
    found: set[int] = set()
    kept: dict[int, list[_Begun]] = {}
    number, latest = count(), sought.latest
    queue = [(0, next(number), _Begun(0, (0,) * len(clock.per_time), span.source, ((first, last + 1),)))]
    while queue:
        _, _, way = heappop(queue)
        if way.node == span.target:
            found.add(min(last, int(latest[span.target]) - way.passed))
            continue
        here, sooner = kept.setdefault(way.node, []), not clock.worth_waiting[way.node]
        way = way._replace(starts=_inside(way.starts, ((first, int(latest[way.node]) - way.passed + 1),)))
        for one in here:
            way = way._replace(starts=way.without(one, sooner=sooner))
        if not way.starts:
            continue
        here.append(way)
        for arc in span.leaving[way.node]:
            if not span.usable[arc]:
                continue
            board = clock.boards.get(arc)
            if board is not None:
                before, until = way.passed + board.lead, latest[span.end[arc]]
                low, high = bisect_left(board.times, first + before), bisect_right(board.times, last + before)
                starts = (end - before for end in board.times[low:high] if end <= until)
                found.update(start for start in starts if _lies_in(way.starts, start))
                continue
            begun = _begun(span, clock, sought, way, arc, found)
            if begun is not None and _is_of_interest(sought, begun):
                heappush(queue, (begun.passed, next(number), begun))
    return sorted(found, reverse=True)


def _begun(span: Span, clock: Clock, sought: Sought, way: _Begun, arc: int, found: set[int]) -> _Begun | None:
    """Return a way with one arc more, which boards at no departures; None where it waits or its charge is not known.

    The starts from which the arc just opens, and those from which it is about to close, are found on the way.
    """
    starts, windows = way.starts, clock.windows.get(arc)
    if windows is not None:
        opening = (begin - way.passed for begin in windows.begins)
        found.update(start for start in opening if _lies_in(way.starts, start))
    for opens in _openings(clock, arc):
        shifted = _within(opens, way.passed, starts[0][0], starts[-1][1])
        found.update(end - 1 for _, end in shifted if _lies_in(way.starts, end - 1))
        starts = _inside(starts, shifted)
        if not starts:
            return None
    taken, since = clock.taken[arc], way.passed if clock.stored[arc] else way.since
    added = tuple(
        one + more + taken * unit for one, more, unit in zip(way.added, sought.fixed[arc], clock.per_time, strict=True)
    )
    if way.since != NO_DWELL and clock.ends[arc]:
        charged = clock.charge(arc, way.passed + taken - way.since)
        if charged is None:
            return None
        added, since = tuple(map(sum, zip(added, charged, strict=True))), NO_DWELL
    return _Begun(way.passed + taken, added, span.end[arc], starts, since)


def _is_of_interest(sought: Sought, way: _Begun) -> bool:
    """Tell whether what is left of a way may lead to the target within the bound and the limits."""
    ahead = sought.to_come[way.node]
    if ahead is None:
        return False
    compared = len(ahead) - len(sought.limits)
    hoped = tuple(map(sum, zip(way.added, ahead, strict=True)))[:compared]
    if sought.bound is not None and hoped > sought.bound[:compared]:
        return False
    return all(way.added[entry] + left[way.node] <= most for entry, most, left in sought.limits)


def _lies_in(some: Intervals, at: int) -> bool:
    number = bisect_right(some, at, key=lambda one: one[0]) - 1
    return number >= 0 and at < some[number][1]


def _openings(clock: Clock, arc: int) -> list[Sequence[tuple[int, int]]]:
    """Return when an arc may be begun, by what opens and closes; none of an arc that always may."""
    windows = clock.windows.get(arc)
    found = [] if windows is None else [tuple(zip(windows.begins, windows.ends, strict=True))]
    return [*found, *([clock.spans[arc]] if arc in clock.spans else [])]


def _within(opens: Sequence[tuple[int, int]], passed: int, first: int, end: int) -> Intervals:
    """Return the starts from `first` on and before `end` from which goods come while it is open, after so long."""
    low = bisect_right(opens, first + passed, key=lambda one: one[1])
    high = bisect_left(opens, end + passed, key=lambda one: one[0])
    return tuple((begin - passed, until - passed) for begin, until in opens[low:high])


def _inside(some: Intervals, others: Intervals) -> Intervals:
    """Return the moments that lie in both.

    Examples
    --------
    >>> _inside(((0, 10), (20, 30)), ((5, 25),))
    ((5, 10), (20, 25))
    """
    found, first = [], 0
    for begin, end in some:
        while first < len(others) and others[first][1] <= begin:
            first += 1
        number = first
        while number < len(others) and others[number][0] < end:
            found.append((max(begin, others[number][0]), min(end, others[number][1])))
            number += 1
    return tuple(found)


def _outside(some: Intervals, others: Intervals) -> Intervals:
    """Return the moments of the first that do not lie in the others.

    Examples
    --------
    >>> _outside(((0, 10), (20, 30)), ((5, 25),))
    ((0, 5), (25, 30))
    """
    edges = [some[0][0] if some else 0, *(edge for pair in others for edge in pair), some[-1][1] if some else 0]
    gaps = tuple((begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end)
    return _inside(some, gaps)
