"""Searches on the clock: arcs that take a fixed time, that board by departures, that open; a dwell that is charged.

Goods at a node may wait for a later departure of any arc that boards. At a node from which nothing depends on the
moment but by "the earlier the better" only the next departure matters, and who comes earlier and no dearer is better;
at the others (`Clock.worth_waiting`) every departure is looked at, and only goods that are there at one moment are
compared.

An arc that opens at times is begun when goods come, or else when it opens next; so who comes earlier begins no later.

A charge depends on how long goods have stood: `stored` arcs begin the dwell, when goods come to them, `ends` arcs end
it, at the moment at which they lead on.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from routing.kernels.lists.span import Span

NO_DWELL = 2**62  # later than any moment
UNBOUNDED = sys.maxsize  # a limit that none is beyond

Vector = tuple[int, ...]
# of labels at a node, by what they add besides time and what is limited: moments, and when their dwells began, both
# ascending
_Kept = dict[tuple[Vector, Vector], tuple[list[int], list[int]]]
Charge = Callable[[int, int], Vector | None]  # arc, how long the goods stood -> what is added; None: not known


class Board(NamedTuple):
    """When an arc boards: departures in their order, and how long before one the goods must be there."""

    times: Sequence[int]
    lead: int


class Windows(NamedTuple):
    """When an arc may be begun: from each begin on and before the end beside it; ascending, apart from each other."""

    begins: Sequence[int]
    ends: Sequence[int]

    def following(self, at: int) -> int | None:
        """Return the first moment from another one on at which it is open; None: there is none.

        Examples
        --------
        >>> windows = Windows([10, 30], [20, 40])
        >>> [windows.following(at) for at in (5, 10, 19, 20, 40)]
        [10, 10, 19, 30, None]
        """
        number = bisect_right(self.ends, at)
        return max(at, self.begins[number]) if number < len(self.begins) else None

    def before(self, by: int) -> int:
        """Return the last moment until another one at which it is open; -1: there is none.

        Examples
        --------
        >>> windows = Windows([10, 30], [20, 40])
        >>> [windows.before(by) for by in (9, 10, 20, 30, 99)]
        [-1, 10, 19, 30, 39]
        """
        number = bisect_right(self.begins, by) - 1
        return min(by, self.ends[number] - 1) if number >= 0 else -1


class Clock(NamedTuple):
    """Time over the arcs of a graph.

    Attributes
    ----------
    taken
        Per arc, how long it takes; of one that boards the least.
    boards
        Arc -> when it boards.
    spans
        Arc -> spans of time (from, until before) in which it may be begun.
    stored, ends
        Per arc, whether it begins a dwell that is charged, and whether it ends one.
    charge
        What a dwell adds to the vector.
    per_time
        What one unit of time adds to each entry of the vector.
    worth_waiting
        Per node, whether something behind it may be better for coming later.
    windows
        Arc, of those that do not board at departures -> when it is open: who comes while it is not waits.
    """

    taken: Sequence[int]
    boards: Mapping[int, Board]
    spans: Mapping[int, Sequence[tuple[int, int]]]
    stored: bytes
    ends: bytes
    charge: Charge
    per_time: Vector
    worth_waiting: bytes
    windows: Mapping[int, Windows] = MappingProxyType({})


class State(NamedTuple):
    """Where goods are, when, and since when a dwell lasts that is charged (`NO_DWELL`: none does)."""

    node: int
    at: int
    since: int = NO_DWELL


class Move(NamedTuple):
    """A way from one state to another: over which arc, and what it adds to the vector; `stood`: the dwell it ends."""

    arc: int
    head: State
    added: Vector
    stood: int = 0


def latest_moments(
    span: Span, clock: Clock, entering: Sequence[Sequence[int]], tails: Sequence[int], by: int
) -> list[int]:
    """Return per node the last moment from which the target is reached by a moment; -1: from none."""
    latest = [-1] * len(span.leaving)
    latest[span.target] = by
    queue = [(-by, span.target)]
    while queue:
        found, node = heappop(queue)
        if -found < latest[node]:
            continue
        for arc in entering[node]:
            if not span.usable[arc]:
                continue
            begin = last_begin(clock, arc, -found)
            if begin > latest[tails[arc]]:
                latest[tails[arc]] = begin
                heappush(queue, (-begin, tails[arc]))
    return latest


def last_begin(clock: Clock, arc: int, end: int) -> int:
    """Return the last moment at which an arc may be begun to end by a moment; below 0: there is none."""
    board = clock.boards.get(arc)
    if board is not None:
        number = bisect_right(board.times, end)
        return board.times[number - 1] - board.lead if number else -1
    by, windows = end - clock.taken[arc], clock.windows.get(arc)
    if arc not in clock.spans:
        return by if windows is None else windows.before(by)
    lasts = [(first, min(by, until - 1)) for first, until in clock.spans[arc]]
    if windows is not None:
        lasts = [(first, windows.before(last)) for first, last in lasts]
    return max((last for first, last in lasts if first <= last), default=-1)


def moves(span: Span, clock: Clock, fixed: Sequence[Vector], state: State, latest: Sequence[float]) -> Iterator[Move]:
    """Yield the moves from a state; `fixed`: per arc what it adds besides the time, `latest`: when none ends later."""
    node, at, since = state
    per_time = clock.per_time
    for arc in span.leaving[node]:
        if not span.usable[arc]:
            continue
        head = span.end[arc]
        board = clock.boards.get(arc)
        if board is not None:
            first = bisect_left(board.times, at + board.lead)
            last = len(board.times) if clock.worth_waiting[head] else first + 1
            ends: Sequence[int] = board.times[first:last]
        else:
            begin = clock.windows[arc].following(at) if arc in clock.windows else at
            if begin is None:
                continue
            if arc in clock.spans and not any(first <= begin < until for first, until in clock.spans[arc]):
                continue
            ends = (begin + clock.taken[arc],)
        for end in ends:
            if end > latest[head]:
                break
            passed = end - at
            added = tuple(one + passed * unit for one, unit in zip(fixed[arc], per_time, strict=True))
            after, stood = at if clock.stored[arc] else since, 0
            if since != NO_DWELL and clock.ends[arc]:
                stood, after = end - since, NO_DWELL
                charged = clock.charge(arc, stood)
                if charged is None:
                    continue
                added = tuple(map(sum, zip(added, charged, strict=True)))
            yield Move(arc, State(head, end, after), added, stood)


class Found(NamedTuple):
    """The least vector of a way from one of the starts to the target, or None, and the moment at which it starts.

    `labels` were made; `stopped`: more of them were not allowed.
    """

    vector: Vector | None
    labels: int
    start: int = 0
    stopped: bool = False


class Sought(NamedTuple):
    """What is sought: from where on, within what.

    Attributes
    ----------
    fixed, to_come
        Per arc what it adds besides its time, per node the least that is still to come (None: the target is not
        reached from there).
    limits
        Entry of the vector, bound, and per node the least of that entry that is still to come.
    starts
        Moments at which goods may leave the source; of ways that are equal the one that leaves last is taken.
    latest
        Per node the last moment at which it may be reached.
    bound
        Ways beyond it are of no interest; None: all are.
    """

    fixed: Sequence[Vector]
    to_come: Sequence[Vector | None]
    starts: Sequence[int]
    latest: Sequence[float]
    limits: Sequence[tuple[int, int, Sequence[float]]]
    bound: Vector | None = None


def least_on_clock(
    span: Span,
    clock: Clock,
    sought: Sought,
    max_labels: float,
    *,
    first_only: bool = False,
    check: Callable[[], None] | None = None,
) -> Found:
    """Return the least vector, in lexicographic order, of a way that keeps to the limits.

    `first_only`: every node is taken for one where the earlier is the better: what is found is a way, perhaps not the
    least.
    """
    fixed, to_come, starts, latest, limits, bound = sought
    origin = to_come[span.source]
    if origin is None:
        return Found(None, 0)
    size, number, labels = len(origin), count(), 0
    compared = size - len(limits)  # what is limited stands behind what ways are compared by
    clock = clock._replace(worth_waiting=bytes(len(clock.worth_waiting))) if first_only else clock
    zero = (0,) * size
    queue = [
        (origin[:compared], -start, next(number), zero, State(span.source, start))
        for start in starts
        if start <= latest[span.source]
    ]
    kept: dict[object, _Kept] = {}
    uses = [entry for entry, most, _ in limits if most < UNBOUNDED]
    while queue:
        _, earliness, _, so_far, state = heappop(queue)
        if state.node == span.target:
            return Found(so_far, labels, -earliness)
        if _is_beaten(clock, kept, so_far, state, uses):
            continue
        labels += 1
        if labels > max_labels:
            return Found(None, labels, stopped=True)
        if check is not None and not labels & 255:
            check()
        for move in moves(span, clock, fixed, state, latest):
            ahead = to_come[move.head.node]
            if ahead is None:
                continue
            vector = tuple(map(sum, zip(so_far, move.added, strict=True)))
            hoped = tuple(map(sum, zip(vector, ahead, strict=True)))[:compared]
            if bound is not None and hoped > bound[:compared]:
                continue
            if any(vector[entry] + left[move.head.node] > most for entry, most, left in limits):
                continue
            heappush(queue, (hoped, earliness, next(number), vector, move.head))
    return Found(None, labels)


def _is_beaten(clock: Clock, kept: dict[object, _Kept], so_far: Vector, state: State, uses: Sequence[int]) -> bool:
    """Tell whether a label at the node of a state is no worse; else keep the new one.

    Where the moment matters only labels of the same state are compared.
    """
    node, at, since = state
    timeless = tuple(one - at * unit for one, unit in zip(so_far, clock.per_time, strict=True))
    used = tuple(so_far[entry] for entry in uses)
    known = kept.setdefault(state if clock.worth_waiting[node] else node, {})
    for (least, spent), (moments, dwells) in known.items():
        if least > timeless:
            continue
        place = bisect_right(moments, at)
        if place and dwells[place - 1] >= since and all(one <= other for one, other in zip(spent, used, strict=True)):
            return True
    moments, dwells = known.setdefault((timeless, used), ([], []))
    first = bisect_left(moments, at)
    last = bisect_right(dwells, since, lo=first)  # there no earlier, and stood no shorter
    moments[first:last], dwells[first:last] = [at], [since]
    return False
