"""Earliest arrivals in a timetable by connection scan, compiled; see `routing.kernels.lists.connection_scan`."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints
from routing.kernels.lists.connection_scan import BOARDED, NOT_TAKEN

Scan = tuple[Ints, Ints, Ints, Ints, Ints, Ints]  # by node: best, ready, by; by seat: aboard, by; by row: came


@compiled
def _at_least(cells: Ints, column: int, value: int, begin: int, end: int) -> int:
    """Return the first of some connections, ordered by a column, in which that is no less than a value."""
    while begin < end:
        middle = (begin + end) >> 1
        if cells[middle, column] < value:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def _sweep(begin: int, end: int, cells: Ints, min_change: Ints, scan: Scan) -> None:
    """Look at connections in turn, and take those that one can be aboard.

    One loop without a call in it, indices without a sign, an array for each column: each makes it quicker by a quarter
    at least.
    """
    best, ready, by, aboard, aboard_by, came = scan
    for row in range(np.uint64(begin), np.uint64(end)):
        now, then = cells[row, 0], cells[row, 1]
        node, boards, leaves = np.uint32(cells[row, 3]), np.uint32(cells[row, 4]), np.uint32(cells[row, 5])
        if aboard[boards] <= now:
            came[row] = aboard_by[boards]
        elif ready[np.uint32(cells[row, 2])] <= now:
            came[row] = BOARDED
        else:
            came[row] = NOT_TAKEN
            continue
        if then < aboard[leaves]:
            aboard[leaves], aboard_by[leaves] = then, row
        if then < best[node]:
            best[node], ready[node], by[node] = then, then + min_change[node], row


@compiled_with_arrays
def _settle(begin: int, end: int, cells: Ints, min_change: Ints, scan: Scan) -> None:
    """Take what can be taken of the connections of one instant, going on from where those lead that take no time."""
    came = scan[5]
    _sweep(begin, end, cells, min_change, scan)
    pending, waiting = np.empty(end - begin, cells.dtype), 0
    for row in range(begin, end):
        if came[row] != NOT_TAKEN and cells[row, 0] == cells[row, 1]:
            pending[waiting] = cells[row, 3]
            waiting += 1
    while waiting:
        waiting -= 1
        place = pending[waiting]
        row = _at_least(cells, 2, place, begin, end)
        while row < end and cells[row, 2] == place:
            if came[row] == NOT_TAKEN:
                _sweep(row, row + 1, cells, min_change, scan)
                if came[row] != NOT_TAKEN and cells[row, 0] == cells[row, 1]:
                    pending[waiting] = cells[row, 3]
                    waiting += 1
            row += 1


@compiled_with_arrays
def connection_scan(
    cells: Ints, instants: Ints, min_change: Ints, n_seats: int, origin: int, after: int, never: int
) -> tuple[Ints, Ints, Ints]:
    """Return what who is at a node at an instant reaches.

    Parameters
    ----------
    cells : int32 or int64, shape (n_rows, 6)
        Departure, arrival, tail, head, seat to be in, seat reached; in order of departure, then of tails.
    instants : int64, shape (n, 2)
        First connection, and the one behind the last, of each departure at which some take no time; in order.
    min_change : int64, shape (n_nodes,)
    n_seats
        Number of seats.
    origin, after
        Node and instant.
    never
        The largest number of `cells`, an instant that does not come.

    Returns
    -------
    best : shape (n_nodes,)
        Earliest arrival at each node.
    by : shape (n_nodes,)
        The connection that arrives then; -1 for none.
    came : shape (n_rows,)
        Of each connection that is taken, and of no other: the one that brought one to its seat, or `BOARDED`.
    """
    n_nodes, number = len(min_change), cells.dtype
    best, ready, by = np.full(n_nodes, never, number), np.full(n_nodes, never, number), np.full(n_nodes, -1, number)
    best[origin], ready[origin] = after, after
    aboard, aboard_by, came = (
        np.full(n_seats, never, number),
        np.full(n_seats, -1, number),
        np.empty(len(cells), number),
    )
    scan = best, ready, by, aboard, aboard_by, came
    row = _at_least(cells, 0, after, 0, len(cells))
    for place in range(_at_least(instants, 0, row, 0, len(instants)), len(instants)):
        begin, end = instants[place]
        _sweep(row, begin, cells, min_change, scan)
        _settle(begin, end, cells, min_change, scan)
        row = end
    _sweep(row, len(cells), cells, min_change, scan)
    return best, by, came
