"""Journeys by a timetable: when they start and end and what they add up to, and which beats which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from routing.kernels.lists.chains import no_more
from routing.kernels.lists.on_clock import Clock, Vector

ANY_TIME = -1  # the start of a journey that meets no departure
ALWAYS = ((0, 2**62),)


class Journey(NamedTuple):
    """A journey: when it starts and ends, what it adds up to, and its arcs, each with the moment at which it ends.

    One that meets no departure starts at any moment: its moments count from its start, which is `ANY_TIME`.
    """

    start: int
    end: int
    vector: Vector
    arcs: tuple[tuple[int, int], ...]

    def at(self, start: int) -> Journey:
        """Return a journey of any start for one start."""
        return Journey(start, self.end + start, self.vector, tuple((arc, end + start) for arc, end in self.arcs))


class Journeys(NamedTuple):
    """Journeys by their starts and ends.

    Attributes
    ----------
    whole
        All were found before there were too many labels.
    slower
        Slower ways that may save a charge were looked at too.
    """

    found: list[Journey]
    whole: bool
    labels: int
    slower: bool = False


def worth_taking(journeys: Sequence[Journey], any_time: Sequence[Journey], compared: int) -> list[Journey]:
    """Return the journeys that none beats, the last start last, of them and of those that start at any moment."""
    kept: list[Journey] = []
    front: list[Journey] = []
    for one in sorted(journeys, key=lambda one: (-one.start, one.end, one.vector)):
        if any(_is_no_worse(known, one, 0, compared) for known in front):
            continue
        if any(_is_no_worse(free, one, one.start, compared) for free in any_time):
            continue
        kept.append(one)
        front = [one, *(other for other in front if not _is_no_worse(one, other, 0, compared))]
    return kept[::-1]


def unbeaten(any_time: Sequence[Journey], compared: int) -> list[Journey]:
    """Return of journeys that start at any moment those that no other beats."""
    return [one for one in any_time if not any(_beats(other, one, compared) for other in any_time)]


def _is_no_worse(one: Journey, other: Journey, later: int, compared: int) -> bool:
    """Tell whether a journey that is put off arrives no later than another, and adds no more of what is compared."""
    return one.end + later <= other.end and no_more(one.vector[:compared], other.vector[:compared])


def _beats(one: Journey, other: Journey, compared: int) -> bool:
    """Tell whether a journey of any start is better than another one, or as good and first by what is limited."""
    return _is_no_worse(one, other, 0, compared) and (one.end, one.vector) < (other.end, other.vector)


def closing(clock: Clock, arc: int) -> Iterator[int]:
    """Yield the moments at which an arc that is open at some times only closes."""
    yield from (end for _, end in clock.spans.get(arc, ()))
    yield from clock.windows[arc].ends if arc in clock.windows else ()


class Movable:
    """A journey that meets no departure and waits for nothing, so that it may leave at other moments too."""

    def __init__(self, clock: Clock, journey: Journey, last: int) -> None:
        self.clock, self.journey, self.last = clock, journey, last
        self.begins = [(arc, end - clock.taken[arc] - journey.start) for arc, end in journey.arcs]
        self.passed = journey.end - journey.start

    @staticmethod
    def is_one(clock: Clock, journey: Journey) -> bool:
        """Tell whether a journey is movable."""
        at = journey.start
        for arc, end in journey.arcs:
            at += clock.taken[arc]
            if arc in clock.boards or end != at:
                return False
        return True

    def beats(self, other: Journey, compared: int) -> bool:
        """Tell whether it beats another journey if it leaves at some moment until the last, while all of it is open."""
        mine, theirs = self.journey.vector[:compared], other.vector[:compared]
        first, last = other.start, min(other.end - self.passed, self.last)
        if first > last or not no_more(mine, theirs) or (mine == theirs and self.passed == other.end - first):
            return False
        closings = {end - 1 - begun for arc, begun in self.begins for end in closing(self.clock, arc)}
        return any(first <= moment <= last and self._is_open(moment) for moment in {first, last, *closings})

    def _is_open(self, start: int) -> bool:
        """Tell whether all that the journey takes is open if it leaves at a moment."""
        windows, spans = self.clock.windows, self.clock.spans
        return all(
            (arc not in windows or windows[arc].following(start + begun) == start + begun)
            and any(first <= start + begun < end for first, end in spans.get(arc, ALWAYS))
            for arc, begun in self.begins
        )
