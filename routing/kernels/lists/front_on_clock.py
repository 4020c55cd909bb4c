"""The Pareto front of ways on the clock: labels over states of place and moment, later ones only where that may save.

Who is at a node earlier and for no more is better, but where goods then come to a dwell that charges more than the
least for what is done there, to a link that is not open yet, or to a charge that nobody knows. So goods take the next
departure of what they board, and a label is dropped where another one at its node is as good in everything, the moment
among it; and when a label comes to such a thing, all that was dropped on its way since it boarded last is looked at
again, as far as it is later by so much as would save something: it *fires*. So do labels that were dropped in favour of
it, for they would have come there as well (`_Chain`).

A label is also dropped where a way that was found is as good in all criteria as what it may come to. Exact; a front may
have exponentially many points, so the labels are bounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from operator import add, le
from typing import NamedTuple

from routing.kernels.lists.on_clock import NO_DWELL, Clock, State, Vector
from routing.kernels.lists.span import Span

TIME_ENTRY = -1  # stands for the moment among the entries that are criteria


class Wanted(NamedTuple):
    """What a front is of.

    Attributes
    ----------
    fixed
        Per arc what it adds to each entry of the vector, whatever time passes.
    left, dwelling
        Per entry the least of it that is still to come from each node: where no dwell lasts that is charged, where one
        does.
    most
        Per entry its bound.
    criteria
        Entries that the front is of, in the order of their importance; `TIME_ENTRY`: the time that passes.
    time_left
        Per node the least time that is still to come.
    latest
        Per node the last moment at which it may be reached.
    """

    fixed: Sequence[Vector]
    left: Sequence[Sequence[float]]
    dwelling: Sequence[Sequence[float]]
    most: Sequence[int]
    criteria: Sequence[int]
    time_left: Sequence[float]
    latest: Sequence[float]


class Front(NamedTuple):
    """Vectors of a front in lexicographic order, and labels made or fired; not `whole`: too many, and no vectors."""

    whole: bool
    vectors: tuple[Vector, ...]
    labels: int


class _Label(NamedTuple):
    """Goods in a state, what their way has added up to, and the boarding that they came by."""

    state: State
    so_far: Vector
    chain: _Chain


class _Boarding(NamedTuple):
    """A boarding of an arc by the departure of a number."""

    label: _Label
    arc: int
    number: int


class _Chain:
    """What labels share from one boarding to the next.

    Attributes
    ----------
    boarding
        By which they came; None: by none, or moments do not matter behind it.
    later
        How much later something might save, at least; `NO_DWELL`: nothing does.
    dropped
        Labels that were dropped in favour of one of these, and how much later they were.
    """

    __slots__ = ("boarding", "dropped", "later")

    def __init__(self, boarding: _Boarding | None = None) -> None:
        self.boarding, self.later = boarding, NO_DWELL
        self.dropped: list[tuple[int, _Label]] = []


def front_on_clock(
    span: Span,
    clock: Clock,
    wanted: Wanted,
    max_labels: float,
    *,
    known: Sequence[Vector] = (),
    check: Callable[[], None] | None = None,
) -> Front:
    """Return the vectors of ways that leave the source at 0 and that no other way equals or beats.

    Parameters
    ----------
    known
        Vectors of ways, which are given back if nothing beats them.
    """
    search = _Search(span, clock, wanted, known, max_labels)
    search.push(_Label(State(span.source, 0), (0,) * len(wanted.most), _Chain()))
    while search.queue and search.labels <= max_labels:
        hoped, _, label = heappop(search.queue)
        if search.is_reached(hoped):
            continue
        if label.state.node == span.target:
            search.found.append(hoped)
            continue
        if search.is_beaten(label):
            continue
        search.labels += 1
        if check is not None and not search.labels & 255:
            check()
        for onward in search.onward(label):
            search.push(onward)
    if search.labels > max_labels:
        return Front(False, (), search.labels)
    return Front(True, not_beaten(search.found), search.labels)


class _Search:
    """Labels of nodes, the queue, and vectors of ways that were found."""

    def __init__(self, span: Span, clock: Clock, wanted: Wanted, known: Sequence[Vector], max_labels: float) -> None:
        self.span, self.clock, self.wanted = span, clock, wanted
        self.labels, self.max_labels = 0, max_labels
        self.kept: dict[object, list[_Label]] = {}
        self.found: list[Vector] = list(known)
        self.queue: list[tuple[Vector, int, _Label]] = []
        self.number = count()

    def push(self, label: _Label) -> None:
        """Put a label into the queue if a way through it may be of interest."""
        hoped = self.hoped(label)
        if hoped is not None and not self.is_reached(hoped):
            heappush(self.queue, (hoped, next(self.number), label))

    def hoped(self, label: _Label) -> Vector | None:
        """Return the least that a way comes to in the criteria; None where no bound allows it."""
        wanted, node = self.wanted, label.state.node
        lefts = wanted.left if label.state.since == NO_DWELL else wanted.dwelling
        hoped = [value + left[node] for value, left in zip(label.so_far, lefts, strict=True)]
        if not all(map(le, hoped, wanted.most)):
            return None
        time = label.state.at + wanted.time_left[node]
        return tuple(time if entry == TIME_ENTRY else hoped[entry] for entry in wanted.criteria)  # type: ignore[misc]

    def is_reached(self, hoped: Vector) -> bool:
        """Tell whether a way that was found is as good in all criteria."""
        return any(all(map(le, one, hoped)) for one in self.found)

    def is_beaten(self, label: _Label) -> bool:
        """Tell whether a label at the node of another is as good in everything; else keep the new one."""
        node, at, since = label.state
        exact = self.clock.worth_waiting[node]
        known = self.kept.setdefault(label.state if exact else node, [])
        for other in known:
            there = other.state
            if there.at > at or there.since < since or not all(map(le, other.so_far, label.so_far)):
                continue
            if since != NO_DWELL:  # the other one began to stand no earlier
                later = since - there.since
            elif exact:
                later = 0
            else:
                return True
            if later < other.chain.later:
                self.drop(label, other.chain, later)
                return True
        known.append(label)
        return False

    def drop(self, label: _Label, chain: _Chain, later: int) -> None:
        """Drop a label that is later than one of a chain, until that fires."""
        chain.dropped.append((later, label))
        if chain.later != NO_DWELL:
            self.fire(label.chain, chain.later - later)

    def fire(self, chain: _Chain, later: int) -> None:
        """Look at what is so much later than a chain: departures, and labels that were dropped."""
        waiting = [(chain, later)]
        while waiting and self.labels <= self.max_labels:
            self.labels += 1
            one, later = waiting.pop()
            if one.later <= later:
                continue
            one.later = later
            for more, label in one.dropped:
                if more >= later:
                    self.push(label)
                else:
                    waiting.append((label.chain, later - more))
            one.dropped = [(more, label) for more, label in one.dropped if more < later]
            if one.boarding is not None:
                label, arc, number = one.boarding
                times = self.clock.boards[arc].times
                for onward in self.boarded(label, arc, bisect_left(times, times[number] + later)):
                    self.push(onward)

    def onward(self, label: _Label) -> Iterator[_Label]:
        """Yield the labels behind one: by the next departure of what boards."""
        span, clock, wanted = self.span, self.clock, self.wanted
        node, at, since = label.state
        for arc in span.leaving[node]:
            if not span.usable[arc]:
                continue
            board = clock.boards.get(arc)
            if board is not None:
                yield from self.boarded(label, arc, bisect_left(board.times, at + board.lead))
                continue
            if arc in clock.spans and not any(begin <= at < end for begin, end in clock.spans[arc]):
                for begin in sorted(begin for begin, _ in clock.spans[arc] if begin > at)[:1]:
                    self.fire(label.chain, begin - at)
                continue
            end = at + clock.taken[arc]
            if end <= wanted.latest[span.end[arc]]:
                state = State(span.end[arc], end, at if clock.stored[arc] else since)
                vector = self.charged(label, arc, end, clock.taken[arc])
                if vector is not None:
                    after = state._replace(since=NO_DWELL) if since != NO_DWELL and clock.ends[arc] else state
                    yield _Label(after, vector, label.chain)

    def boarded(self, label: _Label, arc: int, number: int) -> Iterator[_Label]:
        """Yield the label behind an arc that boards by the departure of a number, if there is one in time."""
        board, head = self.clock.boards[arc], self.span.end[arc]
        if number >= len(board.times) or board.times[number] > self.wanted.latest[head]:
            return
        end = board.times[number]
        vector = self.charged(label, arc, end, board.lead)
        if vector is None:
            return
        since = NO_DWELL if self.clock.ends[arc] else label.state.since
        chain = _Chain(_Boarding(label, arc, number) if self.clock.worth_waiting[head] else None)
        yield _Label(State(head, end, since), vector, chain)

    def charged(self, label: _Label, arc: int, end: int, least: int) -> Vector | None:
        """Return the vector of a way over an arc that ends at a moment; None: its charge is not known.

        Where the dwell that it ends charges more than if goods had come later, the boarding before fires.
        """
        at, since = label.state.at, label.state.since
        added = self.wanted.fixed[arc]
        if since != NO_DWELL and self.clock.ends[arc]:
            due, charge = self.clock.charge(arc, end - since), self.clock.charge
            low, high = at + least - since, end - since  # the least dwell is charged otherwise, the greatest the same
            if charge(arc, low) != due:
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (low, middle) if charge(arc, middle) == due else (middle, high)
                self.fire(label.chain, end - since - low)
            if due is None:
                return None
            added = tuple(map(add, added, due))
        return tuple(map(add, label.so_far, added))


def not_beaten(vectors: Iterable[Vector]) -> tuple[Vector, ...]:
    """Return the vectors that no other one equals or beats, in lexicographic order."""
    found: list[Vector] = []
    for vector in sorted(set(vectors)):
        if not any(all(map(le, one, vector)) for one in found):
            found.append(vector)
    return tuple(found)
