"""Earliest arrivals in a timetable by connection scan, compiled; see `routing.kernels.lists.connection_scan`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Ints
from routing.kernels.lists.connection_scan import BOARDED, NEVER, NOT_TAKEN


class Scan(NamedTuple):
    """What a scan works in.

    Attributes
    ----------
    node : int64, shape (n_nodes, 3)
        Per node its earliest arrival, from when on one may board there, and the connection that arrives.
    seat : int64, shape (n_seats, 2)
        Per seat the earliest instant at which somebody is in it, and the connection that brought him.
    came : int64, shape (n_rows,)
        Of each connection that is taken: the one before it on the same trip, or `BOARDED`.
    """

    node: Ints
    seat: Ints
    came: Ints


def scan_for(n_rows: int, n_nodes: int, n_seats: int, origin: int, after: int) -> Scan:
    """Return what a scan from a node and an instant works in."""
    node, seat = np.full((n_nodes, 3), NEVER, np.int64), np.full((n_seats, 2), NEVER, np.int64)
    node[:, 2] = -1
    node[origin, :2] = after
    return Scan(node, seat, np.full(n_rows, NOT_TAKEN, np.int64))


@compiled
def _take(row: int, cells: Ints, min_change: Ints, scan: Scan) -> bool:
    """Take a connection if one can be aboard; return whether."""
    node, seat, came = scan
    now, then, place, seat_then = cells[row, 0], cells[row, 1], cells[row, 3], cells[row, 5]
    if seat[cells[row, 4], 0] <= now:
        came[row] = seat[cells[row, 4], 1]
    elif node[cells[row, 2], 1] <= now:
        came[row] = BOARDED
    else:
        return False
    if then < seat[seat_then, 0]:
        seat[seat_then, 0], seat[seat_then, 1] = then, row
    if then < node[place, 0]:
        node[place, 0], node[place, 1], node[place, 2] = then, then + min_change[place], row
    return True


@compiled
def _leaving(cells: Ints, node: int, begin: int, end: int) -> int:
    """Return the first of some connections, ordered by their tails, whose tail is no less than a node."""
    while begin < end:
        middle = (begin + end) >> 1
        if cells[middle, 2] < node:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled
def connection_scan(cells: Ints, instants: Ints, min_change: Ints, scan: Scan, first: int) -> None:
    """Look at all connections from the first that may be taken.

    Parameters
    ----------
    cells : int64, shape (n_rows, 6)
        Departure, arrival, tail, head, seat to be in, seat reached; in order of departure, then of tails.
    instants : int64, shape (n_rows,)
        Where the connections of one departure begin and some of them take no time: where they end; elsewhere 0.
    min_change : int64, shape (n_nodes,)
    """
    came = scan[2]
    row, longest = first, 0
    for number in range(len(instants)):
        longest = max(longest, instants[number] - number)
    pending = np.empty(longest, np.int64)
    while row < len(cells):
        end = instants[row]
        if end == 0:
            _take(row, cells, min_change, scan)
            row += 1
            continue
        waiting = 0
        for one in range(row, end):
            if _take(one, cells, min_change, scan) and cells[one, 0] == cells[one, 1]:
                pending[waiting] = cells[one, 3]
                waiting += 1
        while waiting:
            waiting -= 1
            node = pending[waiting]
            for one in range(_leaving(cells, node, row, end), end):
                if cells[one, 2] != node:
                    break
                if came[one] == NOT_TAKEN and _take(one, cells, min_change, scan) and cells[one, 0] == cells[one, 1]:
                    pending[waiting] = cells[one, 3]
                    waiting += 1
        row = end
