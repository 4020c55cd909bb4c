"""The rides of a timetable: its trips, of which most are chains of connections, and the connections in cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Ints


@compiled
def fill_rides(
    columns: tuple[Ints, ...], order: Ints, least: int, cells: Ints, before: Ints, n_trips: int
) -> NDArray[np.bool_]:
    """Write connections into cells, each with its trip for its seats; return which trips are chains.

    A chain is a trip whose connections, in order, begin where the one before them ends, no earlier than that arrives
    and later than it departs. Who takes one of them can take all that follow, so a chain needs one seat only.

    Parameters
    ----------
    columns
        Departure, arrival, tail, head and trip of each row, trips from 0.
    order : int64, shape (n_rows,)
        Rows in order of departure.
    least
        What is taken away from instants.
    cells : shape (n_rows, 6)
        Filled: departure, arrival, tail, head, trip, trip.
    before : shape (n_rows,)
        Filled: the connection before on the same trip; -1 for none.
    n_trips
        Number of trips.
    """
    departure, arrival, tail, head, trip = columns
    last, chain = np.full(n_trips, -1, np.int64), np.ones(n_trips, np.bool_)
    for at in range(len(order)):
        row = order[at]
        ride, one = trip[row], last[trip[row]]
        cells[at, 0], cells[at, 1] = departure[row] - least, arrival[row] - least
        cells[at, 2], cells[at, 3] = tail[row], head[row]
        cells[at, 4], cells[at, 5] = ride, ride
        joins = one < 0 or (
            cells[one, 3] == cells[at, 2] and cells[one, 1] <= cells[at, 0] and cells[one, 0] < cells[at, 0]
        )
        chain[ride] &= joins
        before[at], last[ride] = one, at
    return chain
