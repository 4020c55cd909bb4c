"""Searches for journeys of many starts: when goods leave to just meet a departure, and which of these are worth taking.

Goods take the next departure of whatever they board. So who is at a node earlier and no worse in what is compared is
better, also than who started earlier; starts are looked at from the last to the first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Any, NamedTuple

from routing.kernels.lists.on_clock import NO_DWELL, Clock, Move, State, Vector, moves
from routing.kernels.lists.span import Span

Column = Sequence[float]  # per node, the least that is still to come


class Asked(NamedTuple):
    """What journeys are compared by, and what bounds them.

    Attributes
    ----------
    fixed
        Per arc what it adds to the vector besides its time.
    latest
        Per node the last moment at which it may be reached.
    time_left
        Per node the least time that is still to come.
    entries
        Entries of the vector that journeys are compared by, each with the least of it that is still to come.
    limits
        Entries with their bounds, and the least that is still to come.
    most_time
        How long a journey may take.
    """

    fixed: Sequence[Vector]
    latest: Sequence[int]
    time_left: Column
    entries: Sequence[tuple[int, Column]]
    limits: Sequence[tuple[int, int, Column]] = ()
    most_time: float = float("inf")


class Journey(NamedTuple):
    """A journey: when it starts and ends, what it adds up to, and its moves, each with the state that it begins in."""

    start: int
    end: int
    vector: Vector
    moves: tuple[tuple[State, Move], ...]


class Journeys(NamedTuple):
    """Journeys by their starts and ends; `whole`: all were found before there were too many labels."""

    found: list[Journey]
    whole: bool
    labels: int


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


def tight_starts(span: Span, clock: Clock, asked: Asked, first: int, last: int) -> list[int]:
    """Return the moments from `first` to `last` at which goods leave just in time, the last first.

    In time for a departure, for the end, or for the last moment at which an arc is open; each so long before as a way
    takes that no other one beats in time, in what else it adds, and in how long goods have stood. Where the target is
    reached without a departure, the last moment that is in time for it is one of them.
    """
    found: set[int] = set()
    latest = asked.latest
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
            begun = _begun(span, clock, asked.fixed, way, arc)
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


def journeys(
    span: Span,
    clock: Clock,
    asked: Asked,
    starts: Sequence[int],
    max_labels: float,
    check: Callable[[], None] | None = None,
) -> Journeys:
    """Return the journeys that no other beats in leaving late, arriving early and the entries that are asked.

    `starts`: moments, the last first.
    """
    search = _Search(span, clock._replace(worth_waiting=bytes(len(clock.worth_waiting))), asked, max_labels, check)
    whole = all(search.run(start) for start in starts)
    found = sorted(search.found, key=lambda one: (one.start, one.end, one.vector))
    return Journeys(found, whole, search.labels)


class _Search:
    """Labels of all starts so far: kept at each node, and the journeys that they ended in."""

    def __init__(
        self, span: Span, clock: Clock, asked: Asked, max_labels: float, check: Callable[[], None] | None
    ) -> None:
        self.span, self.clock, self.asked = span, clock, asked
        self.max_labels, self.check = max_labels, check
        self.kept: dict[int, list[tuple[int, int, Vector]]] = {}
        self.ends: list[tuple[int, Vector]] = []
        self.found: list[Journey] = []
        self.labels = 0
        self.number = count()

    def run(self, start: int) -> bool:
        """Look for the journeys of one start; False when there are too many labels."""
        span, asked = self.span, self.asked
        zero = (0,) * len(self.clock.per_time)
        queue: list[Any] = [(start + asked.time_left[span.source], zero, 0, State(span.source, start), None)]
        while queue:
            _, so_far, _, state, trail = heappop(queue)
            if self._is_ended(state, so_far):
                continue
            values = tuple(so_far[entry] for entry, _ in asked.entries)
            if state.node == span.target:
                self.ends.append((state.at, values))
                self.found.append(Journey(start, state.at, so_far, _unwound(trail)))
                continue
            if self._is_beaten(state, values):
                continue
            self.labels += 1
            if self.labels > self.max_labels:
                return False
            if self.check is not None and not self.labels & 255:
                self.check()
            for move in moves(span, self.clock, asked.fixed, state, asked.latest):
                hoped = move.head.at + asked.time_left[move.head.node]
                vector = tuple(map(sum, zip(so_far, move.added, strict=True)))
                if hoped - start <= asked.most_time and self._is_within(move.head.node, vector):
                    heappush(queue, (hoped, vector, next(self.number), move.head, (state, move, trail)))
        return True

    def _is_within(self, node: int, vector: Vector) -> bool:
        return all(vector[entry] + left[node] <= most for entry, most, left in self.asked.limits)

    def _is_ended(self, state: State, so_far: Vector) -> bool:
        """Tell whether a journey that is known is no worse than all that may come of a state."""
        at = state.at + self.asked.time_left[state.node]
        hoped = tuple(so_far[entry] + left[state.node] for entry, left in self.asked.entries)
        return any(end <= at and _no_worse(values, hoped) for end, values in self.ends)

    def _is_beaten(self, state: State, values: Vector) -> bool:
        """Tell whether a label at the node of a state is no worse; else keep the new one."""
        here = self.kept.setdefault(state.node, [])
        if any(at <= state.at and since >= state.since and _no_worse(known, values) for at, since, known in here):
            return True
        here.append((state.at, state.since, values))
        return False


def _no_worse(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(left <= right for left, right in zip(one, other, strict=True))


def _unwound(trail: Any) -> tuple[tuple[State, Move], ...]:
    found = []
    while trail is not None:
        state, move, trail = trail
        found.append((state, move))
    return tuple(reversed(found))
