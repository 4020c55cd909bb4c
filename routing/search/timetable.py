"""Journeys in a timetable, on plain arrays with no freight in them: who leaves when, arrives when, by which rows.

A row is a connection, the ride of one trip from a stop to the next: departure, arrival, tail, head, trip. Times are
whole numbers from 0 of one unit, seconds of one clock say. Who changes from one trip to another at a node needs its
``min_change`` between arrival and departure; who boards at the origin, leaves at the destination or stays aboard a trip
needs none. Aboard a trip stays who takes one of its rows and then another that leaves the node where the first ends,
no earlier than that arrives. Exact, in 64-bit integers; rows that take no time, and rounds of them, are allowed.

By connection scan: Dibbelt, Pajor, Strasser, Wagner, Connection Scan Algorithm, ACM Journal of Experimental
Algorithmics 23 (2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.kernels.lists.connection_scan import BOARDED, NEVER, Reached, connection_scan
from routing.kernels.lists.profile_scan import END, Profile, profile_scan
from routing.search.checks import INT64_MAX, WHOLE
from routing.search.choosing import ENGINES, Engine, is_compiled
from routing.search.connections import Ordered, checked, ordered
from routing.search.journeys import Arrivals, Departures, Journey, frozen

Ints = NDArray[np.int64]
SLICE = 100_000  # connections that a compiled scan looks at before an interrupt is heard


class Timetable:
    """A timetable made ready once, for many questions.

    Parameters
    ----------
    departure, arrival : array_like of integers, shape (n_rows,)
        Instants from 0 in one unit, the arrival no earlier than the departure; rows in any order.
    tail, head : array_like of integers, shape (n_rows,)
        Nodes, 0 to n_nodes - 1.
    trip : array_like of integers, shape (n_rows,)
        Any whole number for each trip.
    min_change
        What lies at least between an arrival and a departure by another trip, in the unit of the instants: a whole
        number from 0, or one for each node.
    cost : array_like of integers, shape (n_rows,)
        From 0, in any unit, for `profile`; 0 if not given.
    n_nodes
        Number of nodes; as many as the rows name if not given.
    engine
        As in `Digraph`: the answers are the same.

    Raises
    ------
    QuestionError
        Arrays that are no timetable; all problems at once.

    Examples
    --------
    >>> rows = {"departure": [0, 20, 30], "arrival": [10, 40, 35], "tail": [0, 1, 1], "head": [1, 2, 2]}
    >>> timetable = Timetable(**rows, trip=[7, 7, 8], min_change=5)
    >>> found = timetable.earliest_arrival(0, 0)
    >>> found.arrival.tolist(), found.itinerary(2).tolist()
    ([0, 10, 35], [0, 2])
    """

    def __init__(
        self,
        departure: ArrayLike,
        arrival: ArrayLike,
        tail: ArrayLike,
        head: ArrayLike,
        trip: ArrayLike,
        *,
        min_change: ArrayLike = 0,
        cost: ArrayLike | None = None,
        n_nodes: int | None = None,
        engine: Engine = "auto",
    ) -> None:
        if engine not in ENGINES:
            raise QuestionError([f"engine={engine!r}: expected one of {', '.join(ENGINES)}"])
        columns = {"departure": departure, "arrival": arrival, "tail": tail, "head": head, "trip": trip}
        self._columns, self._changes = checked(columns | ({} if cost is None else {"cost": cost}), min_change, n_nodes)
        self.engine: Engine = engine
        self._end = int(self._columns["arrival"].max(initial=0))
        if self._end + int(self._changes.max(initial=0)) >= INT64_MAX:
            raise QuestionError(["arrival: the last one and a change after it exceed 64-bit integers"])

    @property
    def n_nodes(self) -> int:
        """Return the number of nodes."""
        return len(self._changes)

    @cached_property
    def _forward(self) -> Ordered:
        return ordered(self._columns, self.n_nodes, self._arranged)

    @cached_property
    def _backward(self) -> Ordered:
        """Return the connections as who looks back from the end of all arrivals sees them."""
        given = self._columns
        departure, arrival = self._end - given["arrival"], self._end - given["departure"]
        turned = {"departure": departure, "arrival": arrival, "tail": given["head"], "head": given["tail"]}
        return ordered(turned | {"trip": given["trip"]}, self.n_nodes, self._arranged)

    def earliest_arrival(self, origin: int, after: int) -> Arrivals:
        """Return when each node is reached by who is at one from an instant on.

        Parameters
        ----------
        origin
            A node; boarding there needs no change.
        after
            An instant from 0.

        Raises
        ------
        QuestionError
            No such node, or no such instant.
        """
        self._refuse({"origin": origin}, {"after": after})
        reached = self._scan(self._forward, int(origin), int(after))
        order = self._forward.order

        def rows_to(node: int) -> list[int]:
            return order[_back(reached, self._forward.cells, node)[::-1]].tolist()  # type: ignore[no-any-return]

        return Arrivals(rows_to, frozen(_or_none(reached.best)))

    def latest_departure(self, destination: int, before: int) -> Departures:
        """Return until when one may leave each node to be at one by an instant.

        Parameters
        ----------
        destination
            A node; who arrives there needs no time for a change.
        before
            An instant from 0.

        Raises
        ------
        QuestionError
            No such node, or no such instant.
        """
        self._refuse({"destination": destination}, {"before": before})
        late = max(0, int(before) - self._end)  # later than all arrivals is as good as the last of them
        reached = self._scan(self._backward, int(destination), self._end - int(before) + late)
        order = self._backward.order
        departures = self._end - _or_none(reached.best)
        departures[departures > self._end] = -1
        departures[destination] = before

        def rows_from(node: int) -> list[int]:
            return order[_back(reached, self._backward.cells, node)].tolist()  # type: ignore[no-any-return]

        return Departures(rows_from, frozen(departures))

    def profile(self, origin: int, destination: int, start: int, end: int) -> tuple[Journey, ...]:
        """Return all journeys that no other beats: later departure, earlier arrival, less cost.

        Of journeys alike in all three one is returned. They depart from `start` to `end`, both included, and arrive
        whenever they do.

        Raises
        ------
        QuestionError
            No such node or instant, ends that are one node, an end before the start.

        Examples
        --------
        >>> rows = [0, 5, 8], [20, 25, 30], [0, 0, 0], [1, 1, 1], [0, 1, 2]
        >>> found = Timetable(*rows, cost=[9, 9, 5]).profile(0, 1, start=0, end=9)
        >>> [(one.departure, one.arrival, one.cost, one.rows.tolist()) for one in found]
        [(0, 20, 9, [0]), (5, 25, 9, [1]), (8, 30, 5, [2])]
        """
        self._refuse({"origin": origin, "destination": destination}, {"start": start, "end": end})
        if origin == destination or start > end:
            same = f"origin and destination are both {origin}: expected two nodes"
            raise QuestionError([same if origin == destination else f"end={end}: expected no instant before {start}"])
        found = self._profile((int(origin), int(destination)), (int(start), int(end)))
        departure = self._forward.cells[:, 0]
        labels = [
            (-int(departure[found.rows[one]]), found.arrivals[one], found.costs[one], one) for one in found.answers
        ]
        kept = [self._journey(found, label) for *_, label in _unbeaten(sorted(labels))]
        return tuple(sorted(kept, key=lambda journey: (journey.departure, journey.arrival)))

    def _journey(self, found: Profile, label: int) -> Journey:
        rows, at = [], label
        while at != END:
            rows.append(int(found.rows[at]))
            at = int(found.rest[at])
        leaving = int(self._forward.cells[rows[0], 0])
        taken = frozen(self._forward.order[rows])
        return Journey(leaving, int(found.arrivals[label]), int(found.costs[label]), taken)

    def _arranged(self, columns: tuple[Ints, ...]) -> Ints:
        """Return rows in order, as `numpy.lexsort` does."""
        if not is_compiled(self.engine, len(columns[0])) or any(_is_wide(values) for values in columns):
            return np.lexsort(columns)
        from routing.kernels.arrays.radix import radix_arranged

        return radix_arranged(columns)

    def _scan(self, table: Ordered, origin: int, after: int) -> Reached:
        if not is_compiled(self.engine, len(table.order)):
            return connection_scan(table.lists, self._changes.tolist(), table.n_seats, origin, after)
        from routing.kernels.arrays import connection_scan as compiled

        scan = compiled.scan_for(len(table.order), self.n_nodes, table.n_seats, origin, after)
        first = int(np.searchsorted(table.cells[:, 0], after))
        compiled.connection_scan(table.cells, table.instants, self._changes, scan, first)
        return Reached(scan.node[:, 0], scan.node[:, 2], scan.came)  # type: ignore[arg-type]  # arrays go for lists

    def _profile(self, ends: tuple[int, int], stretch: tuple[int, int]) -> Profile:
        table = self._forward
        given = self._columns.get("cost")
        cost = np.zeros(len(table.order), np.int64) if given is None else given[table.order]
        if not is_compiled(self.engine, len(table.order)):
            lists = table.lists, cost.tolist(), self._changes.tolist()
            return profile_scan(*lists, table.n_seats, ends, stretch)
        from routing.kernels.arrays import profile_scan as compiled

        asked, size = np.array([*ends, *stretch], np.int64), 1 << 14
        while True:
            bags = compiled.bags_for(self.n_nodes, table.n_seats, len(table.order), size)
            how = compiled.PAUSED
            while how == compiled.PAUSED:
                how = compiled.profile_scan(table.cells, cost, self._changes, asked, bags, SLICE)
            if how == compiled.DONE:
                return _profile_of(bags.labels, bags.newest)
            size *= 4

    def _refuse(self, nodes: dict[str, int], instants: dict[str, int]) -> None:
        """Refuse what is no node and no instant."""
        problems = [
            f"{name}={node!r}: expected a node from 0 to {self.n_nodes - 1}"
            for name, node in nodes.items()
            if isinstance(node, bool) or not isinstance(node, WHOLE) or not 0 <= node < self.n_nodes
        ]
        problems += [
            f"{name}={instant!r}: expected a whole number from 0"
            for name, instant in instants.items()
            if isinstance(instant, bool) or not isinstance(instant, WHOLE) or not 0 <= instant <= INT64_MAX
        ]
        if problems:
            raise QuestionError(problems)


def earliest_arrival(
    departure: ArrayLike,
    arrival: ArrayLike,
    tail: ArrayLike,
    head: ArrayLike,
    trip: ArrayLike,
    *,
    origin: int,
    after: int,
    min_change: ArrayLike = 0,
    n_nodes: int | None = None,
) -> Arrivals:
    """Return when each node is reached by who is at one from an instant on: `Timetable.earliest_arrival`.

    The arrays are those of `Timetable`; who asks one timetable more than once makes it ready once.

    Raises
    ------
    QuestionError
        Arrays that are no timetable, no such node, no such instant.

    Examples
    --------
    >>> found = earliest_arrival([0, 12], [10, 20], [0, 1], [1, 2], [0, 1], origin=0, after=0)
    >>> found.arrival.tolist(), found.itinerary(2).tolist()
    ([0, 10, 20], [0, 1])
    >>> earliest_arrival([0, 12], [10, 20], [0, 1], [1, 2], [0, 1], origin=0, after=0, min_change=5).arrival.tolist()
    [0, 10, -1]
    """
    nodes = _as_many(n_nodes, tail, head, origin, min_change)
    timetable = Timetable(departure, arrival, tail, head, trip, min_change=min_change, n_nodes=nodes)
    return timetable.earliest_arrival(origin, after)


def latest_departure(
    departure: ArrayLike,
    arrival: ArrayLike,
    tail: ArrayLike,
    head: ArrayLike,
    trip: ArrayLike,
    *,
    destination: int,
    before: int,
    min_change: ArrayLike = 0,
    n_nodes: int | None = None,
) -> Departures:
    """Return until when one may leave each node to be at one by an instant: `Timetable.latest_departure`.

    Raises
    ------
    QuestionError
        Arrays that are no timetable, no such node, no such instant.

    Examples
    --------
    >>> found = latest_departure([0, 12], [10, 20], [0, 1], [1, 2], [0, 1], destination=2, before=20)
    >>> found.departure.tolist(), found.itinerary(0).tolist()
    ([0, 12, 20], [0, 1])
    """
    nodes = _as_many(n_nodes, tail, head, destination, min_change)
    timetable = Timetable(departure, arrival, tail, head, trip, min_change=min_change, n_nodes=nodes)
    return timetable.latest_departure(destination, before)


def _as_many(n_nodes: int | None, tail: ArrayLike, head: ArrayLike, asked: int, min_change: ArrayLike) -> int | None:
    """Return how many nodes there are where nobody says it: those of the rows, and the one that is asked for."""
    if n_nodes is not None or np.ndim(min_change) or isinstance(asked, bool) or not isinstance(asked, WHOLE):
        return n_nodes
    ends = [np.asarray(nodes) for nodes in (tail, head)]
    if any(nodes.dtype.kind not in "iu" for nodes in ends if nodes.size):
        return None
    return max(int(asked), *(int(nodes.max(initial=0)) for nodes in ends)) + 1


def _is_wide(values: Ints) -> bool:
    """Return whether the range of numbers takes more than 63 bits."""
    return bool(values.size) and int(values.max()) - int(values.min()) > INT64_MAX


def _or_none(instants: Sequence[int]) -> Ints:
    """Return instants, -1 for those that never come."""
    found = np.array(instants, np.int64)
    found[found == NEVER] = -1
    return found


def _back(reached: Reached, cells: Ints, node: int) -> list[int]:
    """Return the connections by which a node is reached, the last first."""
    rows, row = [], int(reached.by[node])
    while row >= 0:
        rows.append(row)
        row = int(reached.came[row])
        if row == BOARDED:
            row = int(reached.by[int(cells[rows[-1], 2])])
    return rows


def _unbeaten(labels: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return those labels, ordered by falling departure, arrival and cost, that none of the same departure beats."""
    found = []
    for _, together in groupby(labels, key=lambda label: label[0]):
        cheapest = None
        for label in together:
            if cheapest is None or label[2] < cheapest:
                cheapest = label[2]
                found.append(label)
    return found


def _profile_of(labels: Ints, newest: Ints) -> Profile:
    """Return the labels of a compiled scan as those of an interpreted one."""
    answers, at = [], int(newest[-1])
    while at != END:
        answers.append(at)
        at = int(labels[at, 4])
    rows, arrivals, costs, rest = labels[:, :4].T
    return Profile(rows, arrivals, costs, rest, answers[::-1])  # arrays go for lists
