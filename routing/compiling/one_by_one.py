"""Arcs that were made one by one, as a bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

import numpy as np

from routing.amounts.by_column import Column, whole
from routing.compiling.arcs import Arc, Test
from routing.compiling.bundle import Bundle, Ends, Ints, Named, Touched, numbered

TIMED, DURING = "timed", "during"  # what arcs bear for which the moment matters: by itself, by delays then in force
BORNE: Mapping[str, Callable[[Arc], tuple[str, ...]]] = {
    "place": lambda arc: arc.step.places,
    "link": lambda arc: arc.step.links,
    "element": lambda arc: (arc.step.element,),
    "mode": lambda arc: (arc.step.mode,) if arc.step.mode else (),
    "kind": lambda arc: (arc.step.kind,),
    "moment": lambda arc: (TIMED,) * _is_timed(arc) + (DURING,) * bool(arc.during),
}


def _is_timed(arc: Arc) -> bool:
    """Tell whether an arc boards by a timetable, or a dwell that is charged begins with it."""
    return bool(arc.stored) or arc.leaving is not None


class OneByOne(Bundle):
    """Arcs that were made one by one."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self.arcs = arcs

    def __len__(self) -> int:
        return len(self.arcs)

    def arc(self, row: int, tail: str, head: str) -> Arc:
        """Return an arc."""
        return self.arcs[row]

    def rest_of_key(self, row: int) -> tuple[str, ...]:
        """Return the key of an arc without its two ends."""
        return self.arcs[row].key[2:]

    def ends(self) -> Ends:
        """Return where the arcs lead."""
        names, place = numbered([*(arc.tail for arc in self.arcs), *(arc.head for arc in self.arcs)])
        return Ends(names, place[: len(self)], place[len(self) :])

    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""
        amount = attrgetter(f"step.{column}")
        values = [amount(arc) for arc in self.arcs]
        return Column(whole([value or 0 for value in values]), np.array([value is None for value in values], np.bool_))

    def named(self, kind: str) -> Named:
        """Return which ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment`` the arcs bear."""
        borne = BORNE[kind]
        pairs = [(row, name) for row, arc in enumerate(self.arcs) for name in borne(arc)]
        return _named(pairs)

    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""
        sets = [(arc.step.territories, arc.step.in_transit) for arc in self.arcs]
        number = {marks: position for position, marks in enumerate(dict.fromkeys(sets))}
        return list(number), np.fromiter(map(number.__getitem__, sets), np.int64, len(sets))

    def conditions(self) -> Iterator[tuple[Test, Named]]:
        """Yield each test that some arcs depend on, with these and the names that are asked for."""
        found: dict[Test, list[tuple[int, str]]] = {}
        for row, arc in enumerate(self.arcs):
            if arc.when is not None:
                found.setdefault(arc.when.test, []).append((row, arc.when.name))
        for test, pairs in found.items():
            yield test, _named(pairs)

    def one_by_one(self) -> Iterator[Arc]:
        """Yield every arc."""
        return iter(self.arcs)


def _named(pairs: Sequence[tuple[int, str]]) -> Named:
    names, name = numbered([name for _, name in pairs])
    return Named(names, np.array([row for row, _ in pairs], dtype=np.int64), name)
