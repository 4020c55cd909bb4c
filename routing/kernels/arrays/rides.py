"""The rides of a timetable: its trips, of which most are chains of connections, and the connections in cells."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled_with_arrays
from routing.kernels.arrays.rows import Ints


@compiled_with_arrays
def fill_rides(
    columns: tuple[Ints, ...], order: Ints, least: int, cells: Ints, before: Ints, n_trips: int, n_nodes: int
) -> int:
    """Write connections into cells and number their seats; return how many seats there are.

    A chain is a trip whose connections, in order, begin where the one before them ends, no earlier than that arrives
    and later than it departs. Who takes one of them can take all that follow, so a chain needs one seat only, of its
    trip's number. Another trip has one for each of its nodes, numbered from `n_trips` on.

    Parameters
    ----------
    columns
        Departure, arrival, tail, head and trip of each row, trips from 0.
    order : int64, shape (n_rows,)
        Rows in order of departure.
    least
        What is taken away from instants.
    cells : shape (n_rows, 6)
        Filled: departure, arrival, tail, head, seat to be in, seat reached.
    before : shape (n_rows,)
        Filled: the connection before on the same trip; -1 for none.
    n_trips, n_nodes
        Number of trips and of nodes.
    """
    for number in range(5):  # column by column: one of them finds room in the processor's near memory
        values, less = columns[number], least if number < 2 else 0
        for at in range(len(order)):
            cells[at, number] = values[order[at]] - less
    last, chain = np.full(n_trips, -1, np.int64), np.ones(n_trips, np.bool_)
    for at in range(len(order)):
        ride = cells[at, 4]
        one = last[ride]
        cells[at, 5] = ride
        joins = one < 0 or (
            cells[one, 3] == cells[at, 2] and cells[one, 1] <= cells[at, 0] and cells[one, 0] < cells[at, 0]
        )
        chain[ride] &= joins
        before[at], last[ride] = one, at
    n_seats = n_trips
    seat, seat_of = np.empty(n_nodes, np.int64), np.full(n_nodes, -1, np.int64)
    for ride in range(n_trips):
        at = -1 if chain[ride] else last[ride]
        while at >= 0:
            for end in range(2):
                node = cells[at, 2 + end]
                if seat_of[node] != ride:
                    seat[node], seat_of[node], n_seats = n_seats, ride, n_seats + 1
                cells[at, 4 + end] = seat[node]
            at = before[at]
    return n_seats
