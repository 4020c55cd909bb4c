"""Rides over single links without customs on the way, as a bundle: in both directions."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from networks.model.distinct import combined
from routing.amounts.by_column import Column, none_of
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Test
from routing.compiling.bundle import Bundle, Ends, Ints, Named, Touched, in_use
from routing.compiling.ground import Ground
from routing.compiling.link_columns import link_columns
from routing.compiling.rides import Ride
from routing.steps.kinds import RIDE


class LinkRides(Bundle):
    """Rides over links, each in the directions that it may be used in.

    Parameters
    ----------
    ground
        What they stand on.
    rows
        Rows of the links.
    columns
        Column of a step -> amounts of those links.
    enters
        Whether goods that have just entered at a vertex are told apart; they ride as well.
    """

    service = ""  # by which they ride; "" by links that have hours of their own

    def __init__(self, ground: Ground, rows: Ints, columns: Mapping[str, Column], *, enters: bool) -> None:
        self.ground, self.rows, self.columns = ground, rows, columns
        self.links = link_columns(ground.network)
        both = np.flatnonzero(~self.links.directed[rows])
        ways = np.concatenate([np.arange(len(rows)), both])  # which of the rows each way runs over
        times = 2 if enters else 1
        self.link = np.tile(ways, times)
        self.back = np.tile(np.arange(len(ways)) >= len(rows), times)
        self.entered = np.arange(len(self.link)) >= len(ways)

    @abstractmethod
    def vertex(self, place: str, side: str) -> str:
        """Return the key of the vertex aboard, or under way, at a side of a place."""

    @abstractmethod
    def ride(self, link: str) -> Ride:
        """Return the ride over a link."""

    def __len__(self) -> int:
        return len(self.link)

    def _id(self, row: int) -> str:
        return self.links.ids[int(self.rows[self.link[row]])]

    def _places(self) -> tuple[Ints, Ints]:
        """Return the rows of the places that each arc leads from and to."""
        row = self.rows[self.link]
        tail, head = self.links.tail[row], self.links.head[row]
        return np.where(self.back, head, tail), np.where(self.back, tail, head)

    def arc(self, row: int, tail: str, head: str) -> Arc:
        """Return an arc."""
        at = self.rows[self.link[row]]
        ends = self.links.places[self.links.tail[at]], self.links.places[self.links.head[at]]
        return Arc(tail, head, self.ride(self._id(row))(places=ends[::-1] if self.back[row] else ends))

    def rest_of_key(self, row: int) -> tuple[str, ...]:
        """Return the key of an arc without its two ends."""
        link = self._id(row)
        return (RIDE, self.service or link, link, "", "")

    def ends(self) -> Ends:
        """Return where the arcs lead."""
        here, there = self._places()
        side = self.links.side[self.rows[self.link]]
        first, at = combined(np.concatenate([here, there]), np.tile(side, 2))
        tail, head = at[: len(self)], at[len(self) :]
        places, sides = self.links.places, self.links.sides
        rows = np.concatenate([here, there])[first].tolist(), np.tile(side, 2)[first].tolist()
        names = [self.vertex(places[place], sides[number]) for place, number in zip(*rows, strict=True)]
        leaving = np.flatnonzero(np.bincount(tail[self.entered], minlength=len(names)))
        number = np.zeros(len(names), dtype=np.int64)
        number[leaving] = np.arange(len(names), len(names) + len(leaving))
        entered = [vertices.departing(names[position]) for position in leaving.tolist()]
        return Ends([*names, *entered], np.where(self.entered, number[tail], tail), head)

    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""
        if column not in self.columns:
            return none_of(len(self))
        values, missing = self.columns[column]
        return Column(values[self.link], missing[self.link])

    def named(self, kind: str) -> Named:
        """Return which ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment`` the arcs bear."""
        each = np.arange(len(self))
        if kind in ("kind", "moment"):
            return Named([RIDE], each, np.zeros_like(each)) if kind == "kind" else Named([], each[:0], each[:0])
        if kind == "place":
            return _borne(self.links.places, np.tile(each, 2), np.concatenate(self._places()))
        if kind == "link" or not self.service:
            row = self.rows[self.link]
            return (
                _borne(self.links.modes, each, self.links.mode[row])
                if kind == "mode"
                else _borne(self.links.ids, each, row)
            )
        name = self.service if kind == "element" else self.ground.services[self.service].mode
        return Named([name], each, np.zeros_like(each))

    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""
        first, of_row = combined(self.links.alike[self.rows])
        sets = []
        for row in self.rows[first].tolist():
            ends = self.links.places[self.links.tail[row]], self.links.places[self.links.head[row]]
            step = self.ride(self.links.ids[row])(places=ends)
            sets.append((step.territories, step.in_transit))
        return sets, of_row[self.link]

    def conditions(self) -> Iterator[tuple[Test, Named]]:
        """Yield nothing: who may ride is a matter of sieves."""
        return iter(())


def _borne(names: Sequence[str], arc: Ints, name: Ints) -> Named:
    """Return pairs of arcs and names, without the names that no arc bears."""
    borne, position = in_use(names, name)
    return Named(borne, arc, position)
