"""Earliest arrivals in a timetable by connection scan, on lists (Dibbelt, Pajor, Strasser, Wagner 2013 and 2018).

A connection is a ride from one stop to the next: departure, arrival, tail, head, trip. All are looked at once, in order
of departure: one can be taken by who is aboard its trip, or at its tail long enough to change. What is reached at a
node at some instant is never reached there earlier by a connection that departs after it, so nothing is looked at
again, but for connections that take no time: those of one instant are settled together, going on from each node that
one of them reaches until nothing more is.

Aboard is told by *seats*, one for each trip and node: who sits in one at an instant stays aboard whatever departs there
later on that trip. So a trip need be no chain, and one that comes by a node again is no case of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

NEVER = 2**63 - 1
NOT_TAKEN, BOARDED = -2, -1


class Connections(NamedTuple):
    """Connections in order of departure, and within an instant of their tails.

    Attributes
    ----------
    departure, arrival, tail, head
        Of each connection.
    boards, leaves
        The seat in which one has to be aboard to stay, and the seat in which one is when it arrives.
    instant
        Where the connections of one departure begin and some of them take no time: where they end; elsewhere 0.
    """

    departure: Sequence[int]
    arrival: Sequence[int]
    tail: Sequence[int]
    head: Sequence[int]
    boards: Sequence[int]
    leaves: Sequence[int]
    instant: Sequence[int]


class Reached(NamedTuple):
    """What a scan has reached.

    Attributes
    ----------
    best
        Earliest arrival at each node; `NEVER` where there is none.
    by
        The connection that arrives then; -1 at the origin and where there is none.
    came
        Of each connection that is taken: the one before it on the same trip, or `BOARDED` at its tail.
    """

    best: list[int]
    by: list[int]
    came: list[int]


def connection_scan(
    connections: Connections, min_change: Sequence[int], n_seats: int, origin: int, after: int
) -> Reached:
    """Return the earliest arrivals of who is at a node at an instant.

    Parameters
    ----------
    connections
        In order.
    min_change
        Per node, what lies at least between an arrival and a departure by another trip.
    n_seats
        Number of seats.
    origin, after
        Node and instant of the start; boarding there needs no change.
    """
    departure, arrival, tail, head, boards, leaves, instants = connections
    reached = Reached([NEVER] * len(min_change), [-1] * len(min_change), [NOT_TAKEN] * len(departure))
    best, by, came = reached
    ready, aboard, aboard_by = [NEVER] * len(min_change), [NEVER] * n_seats, [-1] * n_seats
    best[origin] = ready[origin] = after

    def take(row: int) -> bool:
        now, then, node = departure[row], arrival[row], head[row]
        if aboard[boards[row]] <= now:
            came[row] = aboard_by[boards[row]]
        elif ready[tail[row]] <= now:
            came[row] = BOARDED
        else:
            return False
        if then < aboard[leaves[row]]:
            aboard[leaves[row]], aboard_by[leaves[row]] = then, row
        if then < best[node]:
            best[node], by[node], ready[node] = then, row, then + min_change[node]
        return True

    def settle(begin: int, end: int) -> None:
        pending = [(begin, end)]
        while pending:
            for row in range(*pending.pop()):
                if came[row] == NOT_TAKEN and take(row) and arrival[row] == departure[row]:
                    first = bisect_left(tail, head[row], begin, end)
                    pending.append((first, bisect_right(tail, head[row], first, end)))

    row = bisect_left(departure, after)
    while row < len(departure):
        if end := instants[row]:
            settle(row, end)
            row = end
        else:
            take(row)
            row += 1
    return reached
