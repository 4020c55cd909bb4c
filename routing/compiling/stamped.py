"""What is done alike at many places: arcs written once, for a place that stands for all, and stamped for each.

A stand-in has an id that no place bears; wherever it stands in a pattern, in the keys of vertices too, each place comes
in its stead. It lies in the country that its places lie in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from routing.amounts.by_column import Column
from routing.compiling.arcs import Arc, Test
from routing.compiling.bundle import Bundle, Ends, Ints, Named, Touched
from routing.compiling.one_by_one import OneByOne
from routing.steps.step import Step


def stand_in(country: str) -> str:
    """Return the id of a place that stands for many in a country: no id has control characters."""
    return f"\0{country}\0"


class Stamped(Bundle):
    """Arcs of a pattern, one after another, each for all places.

    Parameters
    ----------
    pattern
        Arcs at the stand-in alone.
    standing
        The id of the stand-in.
    places
        Ids of the places.
    """

    def __init__(self, pattern: Sequence[Arc], standing: str, places: Sequence[str]) -> None:
        self.pattern, self.standing, self.places = OneByOne(pattern), standing, places

    def __len__(self) -> int:
        return len(self.pattern) * len(self.places)

    def arc(self, row: int, tail: str, head: str) -> Arc:
        """Return an arc."""
        arc, place = self._written(row)
        return arc._replace(
            tail=tail,
            head=head,
            step=self._stamped(arc.step, place),
            when=None if arc.when is None else arc.when._replace(name=self._put(arc.when.name, place)),
            stored=self._put(arc.stored, place),
        )

    def _written(self, row: int) -> tuple[Arc, str]:
        number, place = divmod(row, len(self.places))
        return self.pattern.arcs[number], self.places[place]

    def _put(self, text: str, place: str) -> str:
        return text.replace(self.standing, place)

    def _stamped(self, step: Step, place: str) -> Step:
        places = tuple(self._put(name, place) for name in step.places)
        return replace(step, places=places, element=self._put(step.element, place))

    def rest_of_key(self, row: int) -> tuple[str, ...]:
        """Return the key of an arc without its two ends."""
        arc, place = self._written(row)
        return tuple(self._put(part, place) for part in arc.key[2:])

    def ends(self) -> Ends:
        """Return where the arcs lead."""
        names, tail, head = self.pattern.ends()
        stamped = [name for parted in names for name in self._stamped_names(*parted.split(self.standing))]
        each = np.arange(len(self.places))
        tails, heads = ((ends[:, None] * len(self.places) + each).ravel() for ends in (tail, head))
        return Ends(stamped, tails, heads)

    def _stamped_names(self, begin: str, *others: str) -> list[str]:
        """Return a text for each place that stands between its parts."""
        if len(others) == 1:
            return [f"{begin}{place}{others[0]}" for place in self.places]
        return [place.join((begin, *others)) for place in self.places]

    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""
        values, missing = self.pattern.amounts(column)
        return Column(values.repeat(len(self.places)), missing.repeat(len(self.places)))

    def named(self, kind: str) -> Named:
        """Return which ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment`` the arcs bear."""
        return self._named(self.pattern.named(kind))

    def _named(self, written: Named) -> Named:
        """Return the names of all arcs by those of the pattern."""
        names, first, each = list[str](), list[int](), np.arange(len(self.places))
        for name in written.names:
            first.append(len(names))
            names += self.places if name == self.standing else [name]
        at, stands = (
            np.array(first, dtype=np.int64),
            np.array([name == self.standing for name in written.names], dtype=np.bool_),
        )
        arc = written.arc[:, None] * len(each) + each
        position = at[written.name][:, None] + stands[written.name][:, None] * each
        return Named(names, arc.ravel(), position.ravel())

    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""
        sets, of_arc = self.pattern.marks()
        return sets, of_arc.repeat(len(self.places))

    def conditions(self) -> Iterator[tuple[Test, Named]]:
        """Yield each test that some arcs depend on, with these and the names that are asked for."""
        for test, written in self.pattern.conditions():
            yield test, self._named(written)
