"""All journeys of a stretch of time that none beats, compiled; see `routing.kernels.lists.profile_scan`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints

END = -1
SPARE = 3  # labels that one offer may make
DONE, FULL, PAUSED = 0, 1, 2


class Bags(NamedTuple):
    """What a profile scan works in.

    Attributes
    ----------
    newest : int64, shape (n_nodes + n_seats + 1,)
        The newest label of each bag: nodes, seats, answers; `END` of an empty one.
    labels : int64, shape (size, 7)
        Per label its connection, arrival and cost at the destination, the label that it goes on with, the one before it
        in its bag, and the least arrival and cost of those in the bag up to it.
    state : int64, shape (2,)
        Number of labels, and the connection behind the instant to look at next.
    """

    newest: Ints
    labels: Ints
    state: Ints


def bags_for(n_nodes: int, n_seats: int, n_rows: int, size: int = 1 << 14) -> Bags:
    """Return empty bags for a scan that begins behind the last connection."""
    newest = np.full(n_nodes + n_seats + 1, END, np.int64)
    return Bags(newest, np.empty((size, 7), np.int64), np.array([0, n_rows], np.int64))


@compiled
def _put(bags: Bags, bag: int, row: int, arrival: int, cost: int, rest: int) -> bool:
    """Add a label that no other in the bag beats or equals; return whether it was."""
    newest, labels, state = bags
    at = newest[bag]
    while at >= 0 and labels[at, 5] <= arrival and labels[at, 6] <= cost:
        if labels[at, 1] <= arrival and labels[at, 2] <= cost:
            return False
        at = labels[at, 4]
    made, older = state[0], newest[bag]
    labels[made, 0], labels[made, 1], labels[made, 2] = row, arrival, cost
    labels[made, 3], labels[made, 4] = rest, older
    labels[made, 5] = min(arrival, labels[older, 5]) if older >= 0 else arrival
    labels[made, 6] = min(cost, labels[older, 6]) if older >= 0 else cost
    newest[bag] = made
    state[0] = made + 1
    return True


@compiled
def _offer(bags: Bags, to: Ints, row: int, arrival: int, cost: int, rest: int) -> bool:
    """Give a label to each of some bags; return whether one takes it."""
    taken = False
    for bag in to:
        if bag >= 0 and _put(bags, bag, row, arrival, cost, rest):
            taken = True
    return taken


@compiled
def _spread(row: int, cells: Ints, cost: Ints, bags: Bags, asked: Ints, changes: Ints, to: Ints) -> int:
    """Give the labels of a connection to those who may come to it; return whether one is new, -1 where room lacks."""
    newest, labels, state = bags
    origin, destination, _, latest = asked
    n_nodes = len(changes)
    to[0], to[1], to[2] = cells[row, 2], n_nodes + cells[row, 4], -1
    if cells[row, 2] == origin and cells[row, 0] <= latest:
        to[2] = len(newest) - 1
    new = False
    if state[0] + SPARE > len(labels):
        return -1
    if cells[row, 3] == destination:
        new |= _offer(bags, to, row, cells[row, 1], cost[row], END)
    seat, node = n_nodes + cells[row, 5], cells[row, 3]
    for turn in range(2):
        at = newest[seat] if turn == 0 else newest[node]
        ready = cells[row, 1] + (0 if turn == 0 else changes[node])
        last = -1
        while at >= 0:
            if cells[labels[at, 0], 0] >= ready:
                if last >= 0 and labels[last, 1] <= labels[at, 5] and labels[last, 2] <= labels[at, 6]:
                    break
                last = at
                if state[0] + SPARE > len(labels):
                    return -1
                new |= _offer(bags, to, row, labels[at, 1], labels[at, 2] + cost[row], at)
            at = labels[at, 4]
    return 1 if new else 0


@compiled_with_arrays
def profile_scan(cells: Ints, cost: Ints, changes: Ints, asked: Ints, bags: Bags, steps: int) -> int:
    """Go on with a scan; return DONE, FULL (no room for more labels: begin anew with more) or PAUSED (after `steps`).

    Parameters
    ----------
    cells : int64, shape (n_rows, 6)
        As for `connection_scan`.
    cost : int64, shape (n_rows,)
    changes : int64, shape (n_nodes,)
    asked : int64, shape (4,)
        Origin, destination, first and last instant of departure.
    """
    state = bags[2]
    to = np.empty(3, np.int64)
    while state[1] > 0 and cells[state[1] - 1, 0] >= asked[2]:
        end = state[1]
        row = end
        timeless = False
        while row > 0 and cells[row - 1, 0] == cells[end - 1, 0]:
            row -= 1
            if cells[row, 1] == cells[row, 0]:
                timeless = True
            elif _spread(row, cells, cost, bags, asked, changes, to) < 0:
                return FULL
            steps -= 1
        while timeless:
            timeless = False
            for one in range(end - 1, row - 1, -1):
                if cells[one, 1] == cells[one, 0]:
                    new = _spread(one, cells, cost, bags, asked, changes, to)
                    if new < 0:
                        return FULL
                    timeless |= new == 1
        state[1] = row
        if steps < 0:
            return PAUSED
    return DONE
