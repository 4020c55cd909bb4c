"""The arcs of journeys, compiled: chain by chain, with the door behind each; see `routing.kernels.arrays.departing`."""

from __future__ import annotations

from routing.kernels.arrays.chains import ARC, BEFORE, NONE, PASSED
from routing.kernels.arrays.departing import AT, CHAIN, EVENT, FOLLOWS, IS, OF, Rests, Ways
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Ints


@compiled
def moves(ways: Ways, rests: Rests, journeys: Ints, told: int, found: Ints, ends: Ints) -> bool:
    """Write the arcs of the journeys that start until a moment; False: there is no room.

    journeys : int64, shape (n, 4 + n_entries)
        Start, end, chain, rest that follows, and amounts.
    found : int64, shape (size, 2)
        Arcs, each with the moment at which it ends.
    ends : int64, shape (n,)
        Where the arcs of each journey end in it.
    """
    doors, events, _, chains, labels = ways
    cells = rests[0]
    count = 0
    for row in range(len(journeys)):
        at, chain, rest = journeys[row, 0], journeys[row, 2], journeys[row, 3]
        while journeys[row, 0] <= told:
            length, label = 0, chains[chain, 1]
            while labels[label, BEFORE] != NONE:
                length, label = length + 1, labels[label, BEFORE]
            if count + length + 1 > len(found):
                return False
            label = chains[chain, 1]
            for place in range(count + length - 1, count - 1, -1):
                found[place, 0], found[place, 1] = labels[label, ARC], at + labels[label, PASSED]
                label = labels[label, BEFORE]
            count += length
            if rest == NONE:
                break
            event = cells[rest, EVENT]
            chain, rest, at = cells[rest, CHAIN], cells[rest, FOLLOWS], events[event, AT]
            found[count, 0], found[count, 1] = doors[events[event, OF], IS], at
            count += 1
        ends[row] = count
    return True
