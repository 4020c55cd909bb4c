"""Journeys worth taking of a span of time: backwards in time, from door to door.

Behind a door goods are at a node at a moment: an *event*. What may come of it, as ends and amounts that no other beats
(its *rests*), follows from the chains of the node and from the rests of the events that they lead to; at a boarding
these are all later departures, for to come later may save a charge. Events are looked at from the last to the first, so
that what they lead to is known; those of one moment again until none changes.

A charge grows with the dwell. So a rest behind a departure is needless if an earlier one has a rest that is no worse,
and what is open to goods at a boarding stays short.

A dwell that begins later, also by a slower way, may save a charge; a way to and fro between two departures is one such.
Where it is asked for, first no chain is looked at for that; where a rest would be worth taking if nothing were charged
for its dwell, the chains are found anew that may save so much, until no longer dwells are met. Where all doors board,
only those are looked at that lead to such a dwell for less than it saves (`routing.kernels.lists.aims`); where some are
open at some times only, a dwell may last through them, and there may be too many.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import add
from typing import NamedTuple

from routing.kernels.lists.asked import Asked
from routing.kernels.lists.chains import NO_DWELL, TARGET, Chain, no_more
from routing.kernels.lists.families import Families
from routing.kernels.lists.journeys import ALWAYS, ANY_TIME, Journey, Journeys, Movable, closing, unbeaten, worth_taking
from routing.kernels.lists.on_clock import Clock, Vector, last_begin
from routing.kernels.lists.span import Span

SLOWER, FEW = 400, 2_000


class _Event(NamedTuple):
    """Goods behind a door at a moment; `stood`: how long a dwell that is charged has lasted, or `NO_DWELL`."""

    at: int
    door: int
    stood: int


class _Rest(NamedTuple):
    """What is still to come of an event: when it ends and what it adds; over which chain, and what follows its door."""

    end: int
    added: Vector
    chain: Chain
    event: _Event | None = None
    rest: _Rest | None = None


class _Dwelling(NamedTuple):
    """A dwell of so long that is charged at a door, and the rest behind it as if it were not."""

    door: int
    stood: int
    rest: _Rest


class _TooManyError(Exception):
    """There are more labels than allowed."""


def journeys(
    span: Span, clock: Clock, asked: Asked, max_labels: float, check: Callable[[], None] | None = None
) -> Journeys:
    """Return the journeys that no other beats in leaving late, arriving early and what is compared."""
    search = _Search(span, clock, asked, max_labels, check)
    try:
        found = search.run()
    except _TooManyError:
        return Journeys([], False, search.labels)
    if not asked.slower:
        return Journeys(found, True, search.labels)
    search.max_labels = min(max_labels, SLOWER * (search.labels + FEW))
    while search.is_more_charged:
        try:
            if search.has_more_chains():
                found = search.run()
        except _TooManyError:
            return Journeys(found, True, search.labels)
    return Journeys(found, True, search.labels, slower=True)


class _Search:
    """Chains and rests, as far as they are known."""

    def __init__(
        self, span: Span, clock: Clock, asked: Asked, max_labels: float, check: Callable[[], None] | None
    ) -> None:
        self.span, self.clock, self.asked = span, clock, asked
        self.max_labels, self.check = max_labels, check
        self.rests: dict[_Event, list[_Rest]] = {}
        self.open: dict[int, list[list[tuple[_Event, _Rest]]]] = {}
        self.dwellings: dict[_Event, list[_Dwelling]] = {}
        self.labels = 0
        self.families = Families(span, clock, asked, self._count)

    @property
    def is_more_charged(self) -> bool:
        """Tell whether charges were met that chains are not looked at for."""
        return self.families.is_more_charged

    def has_more_chains(self) -> bool:
        """Look at what was charged: tell whether chains are found anew so that all is to be settled again."""
        fresh = self.families.look_anew()
        return fresh is None or bool(fresh.get(self.span.source)) or self._are_of_use(fresh)

    def _are_of_use(self, fresh: dict[int, list[Chain]]) -> bool:
        """Tell whether one of some chains leads to a rest of an event that none which is known beats."""
        met = []
        for event, known in self.rests.items():
            charged: list[_Dwelling] = []
            for chain in fresh.get(self.span.end[event.door], ()):
                for rest in self._over(chain, event.at, charged):
                    if not (_is_beaten_by(known, rest) or self._is_needless(event, rest)):
                        return True
            met.append((event, charged))
        for event, charged in met:
            self._meet_all(event, charged)
        return False

    def run(self) -> list[Journey]:
        """Return the journeys."""
        self.rests, self.open, self.dwellings = {}, {}, {}
        starts = self._starts()
        events = self._events(starts)
        for door, board in self.clock.boards.items():
            self.open[door] = [[] for _ in range(len(board.times) + 1)]
        timeless = self._is_timeless()
        for _, group in groupby(sorted(events, reverse=True), key=lambda event: event.at):
            together = list(group)
            changed = True
            while changed:
                changed = any([self._settle_one(event) for event in together]) and timeless  # each of them
        for event, charged in self.dwellings.items():
            self._meet_all(event, charged)
        found = self._worth_taking(starts)
        self.families.spread()
        return found

    def _count(self) -> None:
        self.labels += 1
        if self.labels > self.max_labels:
            raise _TooManyError
        if self.check is not None and not self.labels & 255:
            self.check()

    def _behind(self, event: _Event) -> list[Chain]:
        return self.families.of(self.span.end[event.door], event.stood)

    # ---- which events there are ----

    def _starts(self) -> list[tuple[Chain, int]]:
        """Return the chains from the source to what is open at some times only, each with moments to begin it."""
        asked, found = self.asked, []
        for chain in self.families.of(self.span.source, NO_DWELL):
            if chain.door != TARGET and chain.door not in self.clock.boards:
                found += [(chain, one) for one in sorted(self._moments(chain)) if 0 <= one <= asked.last]
        return found

    def _moments(self, chain: Chain) -> set[int]:
        """Return when goods may leave over a chain to what is open at some times only."""
        if self.asked.ready is not None:
            return {self.asked.ready}
        in_time = self._just_in_time(chain.door, chain.stood)
        return {min(self.asked.told, self.asked.last), *(arrival - chain.passed for arrival in in_time)}

    def _just_in_time(self, gate: int, stood: int) -> set[int]:
        """Return when goods come to what is open at some times only and then wait nowhere, or are the last to pass."""
        found: dict[tuple[int, int], set[int]] = {}
        leading: dict[tuple[int, int], list[tuple[tuple[int, int], int]]] = {}
        waiting: list[tuple[tuple[int, int], int]] = []
        keys = [(gate, stood)]
        for key in keys:
            found[key] = set()
            after = self._stood(*key, self.clock.taken[key[0]])
            waiting += [(key, end - 1) for end in closing(self.clock, key[0]) if end <= self.asked.until]
            for chain in self.families.of(self.span.end[key[0]], after):
                board = self.clock.boards.get(chain.door)
                far = chain.passed + self.clock.taken[key[0]]
                if board is not None:
                    waiting += [(key, time - board.lead - far) for time in board.times if time <= self.asked.until]
                elif chain.door != TARGET:
                    leading.setdefault((chain.door, chain.stood), []).append((key, far))
                    keys += [(chain.door, chain.stood)] if (chain.door, chain.stood) not in keys else []
        while waiting:
            key, by = waiting.pop()
            arrival = last_begin(self.clock, key[0], by + self.clock.taken[key[0]])
            if arrival < 0 or arrival in found[key]:
                continue
            found[key].add(arrival)
            if self.check is not None and not len(found[key]) & 255:
                self.check()
            waiting += [(before, arrival - far) for before, far in leading.get(key, ())]
        return found[gate, stood]

    def _stood(self, door: int, stood: int, taken: int) -> int:
        """Return how long a dwell has lasted behind a door that took so long."""
        if stood != NO_DWELL:
            return NO_DWELL if self.clock.ends[door] else stood + taken
        return taken if self.clock.stored[door] else NO_DWELL

    def _through(self, chain: Chain, at: int) -> _Event | None:
        """Return the event behind what is open at some times only, for goods that begin its chain at a moment."""
        arrival, door = at + chain.passed, chain.door
        begin = self.clock.windows[door].following(arrival) if door in self.clock.windows else arrival
        if begin is None or not any(first <= begin < end for first, end in self.clock.spans.get(door, ALWAYS)):
            return None
        end = begin + self.clock.taken[door]
        return _Event(end, door, self._stood(door, chain.stood, end - arrival))

    def _events(self, starts: list[tuple[Chain, int]]) -> set[_Event]:
        """Return the events that goods may come to."""
        found: set[_Event] = set()
        boards = {chain.door for chain in self.families.of(self.span.source, NO_DWELL)}
        waiting = [event for chain, at in starts if (event := self._through(chain, at)) is not None]
        seen: set[int] = set()
        while waiting or boards:
            for door in boards - seen:
                if door in self.clock.boards:
                    times = self.clock.boards[door].times
                    end = bisect_right(times, self.asked.until)
                    waiting += [_Event(time, door, NO_DWELL) for time in times[:end]]
            seen |= boards
            boards = set()
            while waiting:
                event = waiting.pop()
                if event in found or event.at > self.asked.until:
                    continue
                found.add(event)
                if self.check is not None and not len(found) & 255:
                    self.check()
                for chain in self._behind(event):
                    if chain.door in self.clock.boards:
                        boards |= {chain.door} - seen
                    elif chain.door != TARGET and (behind := self._through(chain, event.at)) is not None:
                        waiting.append(behind)
        return found

    # ---- what may come of them ----

    def _is_timeless(self) -> bool:
        """Tell whether a chain leads behind a door in no time: then events of one moment may lead to each other."""
        return any(self._least_to(chain) == 0 for family in self.families.chains.values() for chain in family)

    def _least_to(self, chain: Chain) -> int | None:
        """Return how long it takes at least from the begin of a chain to behind its door; None without a door."""
        if chain.door == TARGET:
            return None
        board = self.clock.boards.get(chain.door)
        return chain.passed + (self.clock.taken[chain.door] if board is None else board.lead)

    def _settle_one(self, event: _Event) -> bool:
        """Work out the rests of an event; tell whether they have changed."""
        known, found = self.rests.get(event), self._unbeaten(event)
        if known is not None and [one[:2] for one in known] == [one[:2] for one in found]:
            return False
        self.rests[event] = found
        if event.door in self.clock.boards:
            self._offer(event, found)
        return len(found) > 0

    def _offer(self, event: _Event, rests: list[_Rest]) -> None:
        """Add the rests of a departure to what is open to goods that come in time for it."""
        times, rows = self.clock.boards[event.door].times, self.open[event.door]
        number = bisect_left(times, event.at)
        later = [(other, one) for other, one in rows[number + 1] if not _is_beaten_by(rests, one)]
        rows[number] = [*((event, one) for one in rests), *later]

    def _over(self, chain: Chain, at: int, charged: list[_Dwelling] | None = None) -> Iterator[_Rest]:
        """Yield what comes of a chain that is begun at a moment; take note of what it would be without charges."""
        arrival = at + chain.passed
        if chain.door == TARGET:
            if arrival <= self.asked.until:
                yield _Rest(arrival, chain.added, chain)
            return
        board = self.clock.boards.get(chain.door)
        if board is None:
            behind = self._through(chain, at)
            options = [(behind, one) for one in self.rests.get(behind, ())] if behind is not None else []
        else:
            options = self.open[chain.door][bisect_left(board.times, arrival + board.lead)]
        for event, rest in options:
            added = self._with_door(chain, event.at - arrival, rest, charged)
            if added is not None:
                yield _Rest(rest.end, added, chain, event, rest)

    def _with_door(
        self, chain: Chain, passed: int, rest: _Rest, charged: list[_Dwelling] | None = None
    ) -> Vector | None:
        """Return what a chain, its door and the rest behind it add; None: a charge is not known, or too much."""
        added = tuple(map(sum, zip(chain.added, self.asked.fixed[chain.door], rest.added, strict=True)))
        if chain.stood != NO_DWELL and self.clock.ends[chain.door]:
            stood = chain.stood + passed
            due = self.clock.charge(chain.door, stood)
            if charged is not None and (due is None or any(due)) and no_more(added, self.asked.bounds):
                charged.append(_Dwelling(chain.door, stood, _Rest(rest.end, added, chain)))
            if due is None:
                return None
            added = tuple(map(add, added, due))
        return added if no_more(added, self.asked.bounds) else None

    def _meet_all(self, event: _Event, charged: Iterable[_Dwelling]) -> None:
        """Take note of charges behind an event, of rests that would be worth taking without.

        Where the dwell began before, or the event is no departure, other chains may lead to another event.
        """
        is_fixed = event.stood == NO_DWELL and event.door in self.clock.boards
        for dwell in charged:
            if not (_is_beaten_by(self.rests[event], dwell.rest) or self._is_needless(event, dwell.rest)):
                self.families.meet(self.span.end[event.door] if is_fixed else None, dwell.door, dwell.stood)

    def _unbeaten(self, event: _Event) -> list[_Rest]:
        """Return the rests of an event that no other beats, by their ends."""
        kept: list[_Rest] = []
        charged: list[_Dwelling] = []
        for chain in self._behind(event):
            for rest in self._over(chain, event.at, charged):
                if _is_beaten_by(kept, rest):
                    continue
                if self._is_needless(event, rest):
                    continue
                self._count()
                kept = [one for one in kept if not (rest.end <= one.end and no_more(rest.added, one.added))]
                kept.append(rest)
        self.dwellings[event] = charged
        return sorted(kept, key=lambda one: (one.end, one.added))

    def _is_needless(self, event: _Event, rest: _Rest) -> bool:
        """Tell whether all journeys by a rest are.

        Those that leave later than any which is told matter if they beat one of these; so they count from its start.
        """
        passed, *behind = self.asked.behind[self.span.end[event.door]]
        passed += rest.end - event.at
        if self.asked.told >= 0:
            passed = max(passed, rest.end - self.asked.told)
        return self.asked.is_beaten((passed, *map(add, behind, rest.added)))

    # ---- from the source ----

    def _worth_taking(self, starts: list[tuple[Chain, int]]) -> list[Journey]:
        charged: list[_Dwelling] = []
        offers = [*self._departing(charged), *self._timely(starts, charged)]
        for dwell in charged:
            self.families.meet(self.span.source, dwell.door, dwell.stood)
        found = [self._journey(start, rest) for start, rest in offers]
        any_time = [
            Journey(ANY_TIME, chain.passed, chain.added, _moved(0, chain, self.clock))
            for chain in self.families.of(self.span.source, NO_DWELL)
            if chain.door == TARGET and self._is_within(0, chain.passed, chain.added)
        ]
        compared = self.asked.compared
        any_time = unbeaten(any_time, compared)
        if self.asked.ready is not None:
            found += [one.at(self.asked.ready) for one in any_time]
            any_time = []
        kept = worth_taking(found, any_time, compared)
        if self.asked.ready is None:
            movable = [Movable(self.clock, one, self.asked.last) for one in found if Movable.is_one(self.clock, one)]
            kept = [one for one in kept if not any(other.beats(one, compared) for other in movable)]
        return [*any_time, *kept]

    def _departing(self, charged: list[_Dwelling]) -> Iterator[tuple[int, _Rest]]:
        """Yield the journeys that leave just in time for a departure."""
        for chain in self.families.of(self.span.source, NO_DWELL):
            board = self.clock.boards.get(chain.door)
            for time in () if board is None else board.times:
                start = time - board.lead - chain.passed if board is not None else 0
                event = _Event(time, chain.door, NO_DWELL)
                if self.asked.ready is not None:
                    start = self.asked.ready if start >= self.asked.ready else -1
                if not 0 <= start <= self.asked.last:
                    continue
                for rest in self.rests.get(event, ()):
                    added = self._with_door(chain, time - start - chain.passed, rest, charged)
                    if added is not None and self._is_within(start, rest.end, added):
                        yield start, _Rest(rest.end, added, chain, event, rest)

    def _timely(self, starts: list[tuple[Chain, int]], charged: list[_Dwelling]) -> Iterator[tuple[int, _Rest]]:
        """Yield the journeys that leave in time for what is open at some times only."""
        for chain, start in starts:
            for rest in self._over(chain, start, charged):
                if self._is_within(start, rest.end, rest.added):
                    yield start, rest

    def _is_within(self, start: int, end: int, added: Vector) -> bool:
        return end - start <= self.asked.most_time and all(
            one <= most for one, most in zip(added, self.asked.bounds, strict=True)
        )

    def _journey(self, start: int, rest: _Rest) -> Journey:
        at, end, vector = start, rest.end, rest.added
        moves: list[tuple[int, int]] = []
        while True:
            moves += _moved(at, rest.chain, self.clock)
            if rest.event is None or rest.rest is None:
                return Journey(start, end, vector, tuple(moves))
            at = rest.event.at
            moves.append((rest.event.door, at))
            rest = rest.rest


def _moved(at: int, chain: Chain, clock: Clock) -> tuple[tuple[int, int], ...]:
    """Return the arcs of a chain that is begun at a moment, each with that at which it ends."""
    found = []
    for arc in chain.arcs:
        at += clock.taken[arc]
        found.append((arc, at))
    return tuple(found)


def _is_beaten_by(rests: Iterable[_Rest], other: _Rest) -> bool:
    """Tell whether one of some rests ends no later than another and adds no more."""
    return any(one.end <= other.end and no_more(one.added, other.added) for one in rests)
