"""A timetable made ready for a scan: checked, in order of departure, its seats numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.kernels.lists.connection_scan import Connections
from routing.search.checks import INT64_MAX, WHOLE, exact_sum, integers

Ints = NDArray[np.int64]
Arranged = Callable[[tuple[Ints, ...]], Ints]
COLUMNS = ("departure", "arrival", "tail", "head", "trip")


@dataclass(frozen=True, eq=False)
class Ordered:
    """Connections in order of departure, and within an instant of their tails.

    Attributes
    ----------
    columns
        Departure, arrival, tail, head and trip of each row of the timetable as it was given.
    n_nodes
        Number of nodes.
    order : int64, shape (n_rows,)
        Rows, in order.
    latest
        No instant that is reckoned with lies behind it.
    arranged
        Puts rows in order as `numpy.lexsort` does.
    """

    columns: tuple[Ints, ...]
    n_nodes: int
    order: Ints
    latest: int
    arranged: Arranged

    @cached_property
    def cells(self) -> Ints:
        """Departure, arrival, tail, head, seat to be in, seat reached of each connection; a seat per trip and node."""
        cells = np.empty((len(self.order), 6), np.int64)
        for column, values in enumerate(self.columns[:4]):
            cells[:, column] = values[self.order]
        trip = _roomy(self.columns[4], self.n_nodes)[self.order]
        cells[:, 4], cells[:, 5] = _seats(trip, cells[:, 2], cells[:, 3], self.n_nodes, self.arranged)
        return cells

    @cached_property
    def n_seats(self) -> int:
        """Number of seats of `cells`."""
        return int(self.cells[:, 4:].max(initial=-1)) + 1

    @cached_property
    def instants(self) -> Ints:
        """Where the connections of each departure at which some take no time begin, and where they end."""
        departure, arrival = self.columns[:2]
        if not (departure == arrival).any():
            return np.empty((0, 2), np.int64)
        departure, arrival = departure[self.order], arrival[self.order]
        moments = departure[departure == arrival]
        moments = moments[np.diff(moments, prepend=-1) != 0]
        return np.stack([np.searchsorted(departure, moments, side) for side in ("left", "right")], axis=1)

    @cached_property
    def lists(self) -> Connections:
        """Return the connections as lists, for who looks at them one by one in the interpreter."""
        ends = np.zeros(len(self.order), np.int64)
        ends[self.instants[:, 0]] = self.instants[:, 1]
        departure, arrival, tail, head, boards, leaves = self.cells.T.tolist()
        return Connections(departure, arrival, tail, head, boards, leaves, ends.tolist())

    @cached_property
    def rides(self) -> Rides:
        """Return the connections for who looks at them compiled."""
        from routing.kernels.arrays.rides import fill_rides

        departure, *others, trip = self.columns
        least, n_rows = int(departure.min(initial=self.latest)), len(self.order)
        small = max(self.latest - least, 4 * n_rows, self.n_nodes) < np.iinfo(np.int32).max
        number: Any = np.int32 if small else np.int64
        cells, before = np.empty((n_rows, 6), number), np.empty(n_rows, number)
        trip, n_trips = _dense(trip, self.arranged)
        n_seats = fill_rides((departure, *others, trip), self.order, least, cells, before, n_trips, self.n_nodes)
        return Rides(cells, before, n_trips, n_seats, least)


@dataclass(frozen=True, eq=False)
class Rides:
    """Connections for a compiled scan.

    Attributes
    ----------
    cells : int32, or int64 where numbers are large, shape (n_rows, 6)
        Departure, arrival, tail, head, seat to be in, seat reached. The seats of a trip that is a chain are one.
    before : shape (n_rows,)
        The connection before on the same trip; -1 for none.
    n_trips
        Number of trips; from it on seats are those of trips that are no chains.
    n_seats
        Number of seats.
    least
        What instants of `cells` lack.
    """

    cells: Ints
    before: Ints
    n_trips: int
    n_seats: int
    least: int

    @property
    def never(self) -> int:
        """An instant that does not come."""
        return int(np.iinfo(self.cells.dtype).max)

    def aboard(self, row: int, brought: int) -> list[int]:
        """Return the connections of a trip before one, the last first, to that which brought one aboard a chain.

        Where the trip comes by a node again, one is there from the first time on.
        """
        if self.cells[row, 4] >= self.n_trips:
            return [brought]
        ride = [row]
        while ride[-1] != brought:
            ride.append(int(self.before[ride[-1]]))
        ride.reverse()
        first: dict[int, int] = {}
        for number, one in enumerate(ride):
            first.setdefault(int(self.cells[one, 3]), number)
        found, number = [], len(ride) - 1
        while number:
            number = first[int(self.cells[ride[number], 2])]
            found.append(ride[number])
        return found


def checked(
    columns: dict[str, ArrayLike], min_change: ArrayLike, n_nodes: int | None, *, copied: bool = True
) -> tuple[dict[str, Ints], Ints]:
    """Return the columns of a timetable as int64, copied or not, and the least time of a change at each node.

    Raises
    ------
    QuestionError
        Arrays that are no timetable: all that is wrong with them.
    """
    problems: list[str] = []
    cells = {name: integers(name, values, problems, copied=copied) for name, values in columns.items()}
    sizes = {name: len(values) for name, values in cells.items() if values is not None}
    if len(set(sizes.values())) > 1:
        problems.append(f"expected arrays of one length, found {sizes}")
    if n_nodes is not None and (isinstance(n_nodes, bool) or not isinstance(n_nodes, WHOLE) or n_nodes < 1):
        problems.append(f"n_nodes={n_nodes!r}: expected a whole number from 1")
    if problems:
        raise QuestionError(problems)
    found = {name: values for name, values in cells.items() if values is not None}
    nodes = max([int(found[end].max(initial=0)) for end in ("tail", "head")]) + 1
    changes = _changes(min_change, nodes if n_nodes is None else int(n_nodes), problems, grows=n_nodes is None)
    problems += _row_problems(found, len(changes))
    if problems:
        raise QuestionError(problems)
    return found, changes


def _changes(min_change: ArrayLike, n_nodes: int, problems: list[str], *, grows: bool) -> Ints:
    """Return the least time of a change at each node; who states it for more nodes than rows name has that many."""
    if np.ndim(min_change) == 0:
        given = integers("min_change", np.atleast_1d(np.asarray(min_change)), problems)
        found = np.full(n_nodes, 0 if given is None else given[0], np.int64)
    else:
        listed = integers("min_change", min_change, problems)
        found = np.zeros(n_nodes, np.int64) if listed is None else listed
        if len(found) < n_nodes or (len(found) > n_nodes and not grows):
            problems.append(f"min_change: expected a number, or one for each of {n_nodes} nodes, found {len(found)}")
            found = np.zeros(n_nodes, np.int64)
    if found.size and found.min() < 0:
        problems.append(f"min_change: expected numbers from 0, found {found.min()}")
    return found


def _row_problems(found: dict[str, Ints], n_nodes: int) -> list[str]:
    """Return what is wrong with rows, the first of each kind."""
    problems = []
    for name in ("tail", "head"):
        nodes = found[name]
        if nodes.size and (nodes.min() < 0 or nodes.max() >= n_nodes):
            row = int(np.flatnonzero((nodes < 0) | (nodes >= n_nodes))[0])
            problems.append(f"{name}: expected nodes from 0 to {n_nodes - 1}, found {nodes[row]} in row {row}")
    for name in ("departure", "cost"):
        if name in found and found[name].size and found[name].min() < 0:
            row = int(np.argmin(found[name]))
            problems.append(f"{name}: expected numbers from 0, found {found[name][row]} in row {row}")
    early = found["arrival"] < found["departure"]
    if early.any():
        row = int(np.argmax(early))
        one, other = found["arrival"][row], found["departure"][row]
        problems.append(f"arrival {one} before departure {other} in row {row} ({int(early.sum())} such rows)")
    if "cost" in found and not problems and exact_sum(found["cost"]) > INT64_MAX:
        problems.append(f"cost: the sum {exact_sum(found['cost'])} exceeds 64-bit integers; use a coarser unit")
    return problems


def ordered(columns: tuple[Ints, ...], n_nodes: int, latest: int, arranged: Arranged) -> Ordered:
    """Return connections in order; the order of the rows given tells only rows alike in all columns apart.

    Parameters
    ----------
    columns
        Departure, arrival, tail, head and trip, checked.
    n_nodes
        Number of nodes.
    latest
        No instant that is reckoned with lies behind it.
    arranged
        Puts rows in order as `numpy.lexsort` does.
    """
    departure, arrival, tail, head, trip = columns
    return Ordered(columns, n_nodes, arranged((trip, arrival, head, tail, departure)), latest, arranged)


def _seats(trip: Ints, tail: Ints, head: Ints, n_nodes: int, arranged: Arranged) -> tuple[Ints, Ints]:
    """Return the seat to be in and the seat reached of each connection, numbered by trip and node."""
    keys = np.concatenate((trip * n_nodes + tail, trip * n_nodes + head))
    by_seat = arranged((keys,))
    keys = keys[by_seat]
    seats = np.empty_like(by_seat)
    seats[by_seat[:1]], seats[by_seat[1:]] = 0, np.cumsum(keys[1:] != keys[:-1])
    return seats[: len(tail)], seats[len(tail) :]


def _roomy(trip: Ints, n_nodes: int) -> Ints:
    """Return trips by numbers from 0 of which each has room for all nodes; as they are where they have it."""
    least, most = int(trip.min(initial=0)), int(trip.max(initial=0))
    if (most - least + 1) * n_nodes <= INT64_MAX:
        return trip - least
    return np.unique(trip, return_inverse=True)[1].astype(np.int64)


def _dense(trip: Ints, arranged: Arranged) -> tuple[Ints, int]:
    """Return trips by numbers from 0, and how many numbers there are: hardly more than rows."""
    least, most = (int(trip.min()), int(trip.max())) if trip.size else (0, -1)
    if most - least < 2 * len(trip):
        return trip - least, most - least + 1
    by_trip = arranged((trip,))
    new = np.diff(trip[by_trip], prepend=trip[by_trip[0]]) != 0
    numbers = np.empty_like(trip)
    numbers[by_trip] = np.cumsum(new)
    return numbers, int(new.sum()) + 1
