"""All journeys of a stretch of time that no other beats in departure, arrival and cost, by connection scan, on lists.

Connections are looked at in falling order of departure (the profile scan of Dibbelt, Pajor, Strasser, Wagner 2018, with
several criteria). A label says of a connection when and at what cost one is at the destination who takes it; it
continues with the label of a connection that departs later. Labels are kept in bags: one for each node (who boards
there), one for each seat (who stays aboard), and one of the answers. Whoever comes to a bag departs no later than all
that is in it, so it is of use only if none in it has both an arrival no later and a cost no greater; and of a bag those
can be gone on with that depart after the arrival (and the change).

Connections that take no time are looked at again and again within their instant until they bring nothing new. Costs
are never below 0, so that comes to an end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from routing.kernels.lists.connection_scan import Connections

END = -1  # what the label of a last connection goes on with; no label


class Profile(NamedTuple):
    """The labels that a scan has made.

    Attributes
    ----------
    rows, arrivals, costs
        Per label its connection, and arrival and cost at the destination.
    rest
        Per label the one that goes on from it; `END` at the destination.
    answers
        Numbers of the labels of journeys, of falling departure; those of one departure may beat one another.
    """

    rows: list[int]
    arrivals: list[int]
    costs: list[int]
    rest: list[int]
    answers: list[int]


class _Bag:
    """The labels of a bag, the oldest first, and the least arrival and cost up to each of them."""

    def __init__(self) -> None:
        self.labels: list[int] = []
        self.least: list[tuple[int, int]] = []

    def put(self, found: Profile, row: int, arrival: int, cost: int, rest: int) -> bool:
        """Add a label that no other in the bag beats or equals; return whether it was."""
        _, arrivals, costs, _, _ = found
        for label, (earliest, cheapest) in zip(reversed(self.labels), reversed(self.least), strict=True):
            if earliest > arrival or cheapest > cost:
                break
            if arrivals[label] <= arrival and costs[label] <= cost:
                return False
        earliest, cheapest = self.least[-1] if self.least else (arrival, cost)
        self.least.append((min(earliest, arrival), min(cheapest, cost)))
        self.labels.append(len(found.rows))
        for cells, value in zip(found, (row, arrival, cost, rest), strict=False):
            cells.append(value)
        return True


def profile_scan(
    connections: Connections,
    cost: Sequence[int],
    min_change: Sequence[int],
    n_seats: int,
    ends: tuple[int, int],
    stretch: tuple[int, int],
) -> Profile:
    """Return the journeys from one node to another that depart within a stretch of time.

    Parameters
    ----------
    connections
        In order.
    cost
        Per connection, from 0.
    min_change
        Per node.
    ends
        Origin and destination.
    stretch
        First and last instant of departure.
    """
    departure, arrival, tail, head, boards, leaves, _ = connections
    found = Profile([], [], [], [], [])
    nodes, seats, answers = [_Bag() for _ in min_change], [_Bag() for _ in range(n_seats)], _Bag()

    def spread(row: int) -> bool:
        """Give the labels of a connection to those who may come to it; return whether one is new."""
        new = []
        bags = [nodes[tail[row]], seats[boards[row]]]
        if tail[row] == ends[0] and departure[row] <= stretch[1]:
            bags.append(answers)

        def offer(then: int, spent: int, rest: int) -> None:
            new.extend([bag.put(found, row, then, spent, rest) for bag in bags])

        if head[row] == ends[1]:
            offer(arrival[row], cost[row], END)
        aboard, ashore = seats[leaves[row]], nodes[head[row]]
        for bag, ready in ((aboard, arrival[row]), (ashore, arrival[row] + min_change[head[row]])):
            last = None
            for label, least in reversed(list(zip(bag.labels, bag.least, strict=True))):
                if departure[found.rows[label]] < ready:
                    continue
                if last is not None and last[0] <= least[0] and last[1] <= least[1]:
                    break  # none of those before it is better than the one just gone on with
                last = found.arrivals[label], found.costs[label]
                offer(last[0], last[1] + cost[row], label)
        return any(new)

    first, row = bisect_left(departure, stretch[0]), len(departure)
    while row > first:
        end, row = row, bisect_left(departure, departure[row - 1])
        for one in range(end - 1, row - 1, -1):
            if departure[one] < arrival[one]:
                spread(one)
        timeless = [one for one in range(end - 1, row - 1, -1) if departure[one] == arrival[one]]
        while any([spread(one) for one in timeless]):
            pass
    return found._replace(answers=answers.labels)
