"""A question about departures in numbers, as both engines take it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from routing.amounts import charges
from routing.amounts.demurrage import Storage
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.kernels.lists.journeys import Journeys
from routing.question.measures import COST, TIME
from routing.search.budget import Budget
from routing.search.graph import Ints

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Given:
    """A question about departures.

    Attributes
    ----------
    columns
        Journeys are compared by the first `compared` of them; the others are limited only.
    bounds
        The most of each column; None: any amount.
    last, until
        The last moment at which goods may leave, from the begin on, and that by which they arrive.
    ready
        The moment at which goods leave; None: just in time for what they take.
    most_time
        How long a journey may take.
    """

    problem: Problem
    timetable: Timetable
    columns: tuple[str, ...]
    compared: int
    bounds: tuple[int | None, ...]
    last: int
    until: int
    most_time: int
    ready: int | None = None

    @cached_property
    def rows(self) -> list[int]:
        """Return the arc of the expansion behind each arc."""
        return list(self.problem.row.tolist())

    @cached_property
    def amounts(self) -> Ints:
        """Return the columns, shape (n_arcs, n_columns)."""
        return np.stack([self.problem.columns[column] for column in self.columns], axis=1)

    @property
    def taken(self) -> Ints:
        """Return how long each arc takes; of one that boards the least."""
        return self.problem.columns[TIME.column]

    @cached_property
    def stored(self) -> Mask:
        """Return which arcs begin a dwell whose charge matters."""
        charging = [row for row, place in self.timetable.stored.items() if place in self.timetable.storages]
        return np.asarray(np.isin(self.problem.row, charging if any(self.priced) else []))

    @cached_property
    def ends(self) -> Mask:
        """Return which arcs end a dwell."""
        return np.frombuffer(self.timetable.ends, np.bool_)[self.problem.row]

    @cached_property
    def tariffs(self) -> dict[str, tuple[Storage, list[int | None]]]:
        """Return the tariff of each place that charges: free time, and millicents by the number of days."""
        days = self.most_time // TIME.per + 2  # no dwell is longer
        return {place: (one, self._by_days(place, one, days)) for place, one in sorted(self.timetable.storages.items())}

    def _by_days(self, place: str, storage: Storage, days: int) -> list[int | None]:
        network, load = self.problem.table.expansion.network, self.problem.table.expansion.load
        return network.worked_out(
            ("demurrage by days", load, place, days),
            lambda: charges.demurrage_by_days(network, load, storage, days),
        )

    @cached_property
    def tariff(self) -> Ints:
        """Return the number of the tariff for a dwell that each arc ends; -1 where none is charged."""
        number = {place: row for row, place in enumerate(self.tariffs)}
        found = np.full(len(self.timetable.ends), -1, np.int64)
        for row, place in self.timetable.places.items():
            found[row] = number[place]
        return found[self.problem.row]

    @property
    def priced(self) -> tuple[int, ...]:
        """Return 1 for each column that a charge adds to."""
        return tuple(int(column == COST.column) for column in self.columns)


class Bounds(NamedTuple):
    """What leads to no journey that is worth taking.

    Attributes
    ----------
    usable : bool, shape (n_arcs,)
        Arcs that may lead to one.
    behind, ahead : int64, shape (n_nodes, n_columns + 1)
        The least time and amounts from the source, and to the target; -1 without a way.
    known : int64, shape (n_known, compared + 1)
        Within such a time and for such amounts there is a journey whenever goods leave.
    told
        Journeys that start after it need no arcs.
    slower
        Whether ways are looked at that are slower between two departures, but may save a charge.
    """

    usable: Mask
    behind: Ints
    ahead: Ints
    known: Ints
    told: int
    slower: bool


class Engine(Protocol):
    """Searches for departures."""

    def least(self, given: Given, weight: Ints, budget: Budget) -> tuple[Ints, Ints]:
        """Return the least weight from the source to each node, and from each to the target; -1 without a way."""

    def journeys(self, given: Given, bounds: Bounds, budget: Budget) -> Journeys:
        """Return the journeys that no other beats."""
