"""The departures of a network in a span of time as plain arrays, as `routing.search.Timetable` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding, UnknownNameError
from networks.model.elements import Service
from networks.model.tables import frozen
from networks.timetable.moments import moments
from networks.timetable.running import Running, running, seconds_in
from networks.timetable.seasons import in_season

if TYPE_CHECKING:
    from networks.network import Network

Ints = NDArray[np.int64]
COLUMNS = 7  # of rows while they are gathered


@dataclass(frozen=True, eq=False)
class Connections:
    """Rides of single departures from a stop to the next, on plain arrays.

    Attributes
    ----------
    departure, arrival : int64, shape (n,)
        Seconds since 1970-01-01 UTC.
    tail, head : int64, shape (n,)
        Nodes: numbers in `places`, or higher ones of stops where goods may only get on, only off, or neither.
    trip : int64, shape (n,)
        Rows of one departure of a service bear one number.
    min_change : int64, shape (n_nodes,)
        ``cut_off`` of each place in seconds, 0 where it has none.
    places
        Ids of places, in the order of their nodes.
    service, seq : int64, shape (n,)
        Number in `services`, and that of the stop that the row arrives at; seq 0 of a row that only stands for getting
        on or off at a stop where not both can be done.
    assumed
        Those of the services whose departures nobody states: they go every headway, by an assumption.
    left_out
        Services without rows -> why.
    """

    departure: Ints
    arrival: Ints
    tail: Ints
    head: Ints
    trip: Ints
    min_change: Ints
    places: tuple[str, ...]
    service: Ints
    seq: Ints
    services: tuple[str, ...]
    assumed: frozenset[str]
    left_out: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.departure)

    @property
    def n_nodes(self) -> int:
        """Return the number of nodes."""
        return len(self.min_change)

    @property
    def columns(self) -> dict[str, Ints]:
        """Return what a timetable consists of, by the names of its arguments."""
        names = ("departure", "arrival", "tail", "head", "trip")
        return {name: getattr(self, name) for name in names}

    @cached_property
    def _nodes(self) -> dict[str, int]:
        return {place: number for number, place in enumerate(self.places)}

    def node(self, place: str) -> int:
        """Return the number of a place; raise UnknownNameError where there is none of that id."""
        if place not in self._nodes:
            raise UnknownNameError("place", place, self.places)
        return self._nodes[place]


def connections(network: Network, start: int, end: int) -> Connections:
    """Return the rides that leave a stop from `start` until before `end`, of all services of a network that depart.

    A service departs by its rows of departures, else every headway (`networks.timetable.moments`), in its months and
    from its first to its last day (of the first stop's clocks); later stops follow as in `networks.timetable.running`.

    Parameters
    ----------
    start, end
        Seconds since 1970-01-01 UTC.

    Raises
    ------
    DataError
        `start` and `end` are no whole numbers, or a pattern is in no zone that is known.

    Examples
    --------
    >>> import networks
    >>> from routing.search import earliest_arrival
    >>> builder = networks.NetworkBuilder("toy").add_source(id="S", title="timetable")
    >>> for place in ("JPYOK", "RUVVO"):
    ...     _ = builder.add_place(id=place, name=place, zone="Asia/Tokyo")
    >>> _ = builder.add_link(id="lane", tail="JPYOK", head="RUVVO", mode="sea")
    >>> calls = ["JPYOK", {"place": "RUVVO", "path": ("lane",)}]
    >>> _ = builder.add_service(id="ship", name="Ship", kind="line", mode="sea", stops=calls)
    >>> _ = builder.add_departures(service="ship", weekdays="Mon", times="09:00", kind="sourced", source="S")
    >>> _ = builder.add_figure(
    ...     element="ship#2", quantity="running_time", value=60, unit="h", source="S", kind="sourced")
    >>> found = connections(builder.build(), 0, 14 * 86400)  # from Thursday, 1 January 1970
    >>> (found.departure // 86400).tolist(), found.trip.tolist()
    ([4, 11], [0, 1])
    >>> arrivals = earliest_arrival(**found.columns, origin=found.node("JPYOK"), after=0, min_change=found.min_change)
    >>> int(arrivals.arrival[found.node("RUVVO")]) // 3600 - 4 * 24
    60

    From Monday, 09:00 in Tokyo, that is 00:00 UTC, 60 hours.
    """
    _refuse(start, end)
    places = tuple(network.places)
    nodes = {place: number for number, place in enumerate(places)}
    rows = _Rows(len(places))
    services: list[str] = []
    assumed: set[str] = set()
    left_out: dict[str, str] = {}
    for service in network.services_of_all_dates.values():
        found = _departures(network, service, start, end)
        if isinstance(found, str):
            left_out[service.id] = found
        elif len(found.times):
            rows.add(len(services), service, nodes, found)
            services.append(service.id)
            assumed |= {service.id} if found.assumed else set()
    departure, arrival, tail, head, trip, number, seq = rows.within(start, end)
    changes = np.zeros(rows.n_nodes, dtype=np.int64)
    for place, node in nodes.items():
        figure = network.figure(place, "cut_off")
        changes[node] = 0 if figure is None else seconds_in(figure)
    return Connections(
        departure=departure,
        arrival=arrival,
        tail=tail,
        head=head,
        trip=trip,
        min_change=frozen(changes),
        places=places,
        service=number,
        seq=seq,
        services=tuple(services),
        assumed=frozenset(assumed),
        left_out=MappingProxyType(left_out),
    )


def _refuse(start: object, end: object) -> None:
    """Refuse what are no instants."""
    given = {"start": start, "end": end}
    wrong = {name: one for name, one in given.items() if isinstance(one, bool) or not isinstance(one, int | np.integer)}
    if wrong:
        expected = "expected whole seconds since 1970-01-01 UTC"
        raise DataError([Finding("connections", 0, name, repr(one), expected) for name, one in wrong.items()])


class _Found(NamedTuple):
    """Departures of a service from its first stop, and how long after them it is at each stop."""

    times: Ints
    running: Running
    assumed: bool


def _departures(network: Network, service: Service, start: int, end: int) -> _Found | str:
    """Return when a service departs such that it may leave any of its stops in a span; or why it does not."""
    if service.kind != "line":
        return "it has no stops: it goes wherever it is wanted"
    times = running(network, service)
    if times is None:
        return "how long it takes is not known"
    found = moments(network, service.id, start - int(times.departure[-1]), end)
    if found.known == "any":
        return "it departs at no stated times, nor every so often"
    return _Found(in_season(network, service, found.times), times, found.known == "assumed")


def _least_gap(times: Ints) -> float:
    """Return the least time between two departures; infinite where there is one alone."""
    gaps = np.diff(np.unique(times))
    return float(gaps.min()) if len(gaps) else np.inf


class _Rows:
    """Rows of services, gathered."""

    def __init__(self, n_places: int) -> None:
        self.n_nodes = n_places
        self._trips = 0
        self._parts: list[tuple[Ints, ...]] = []

    def add(self, number: int, service: Service, nodes: Mapping[str, int], found: _Found) -> None:
        """Add the rows of every departure of a service.

        Where one may not both get on and off, the vehicle stops at a node of its own. From there a way that takes no
        time leads to the place, or to there from the place. All departures of the service share that node: they take
        alike, so that nobody gains by waiting there for a later one. Where they stay so long that one is still there
        when a later one comes, each has a node of its own, for nobody changes there to the earlier one.
        """
        times, running, _ = found
        stops = service.stops
        last = len(stops) - 1  # nobody gets off at the first stop, nor on at the last
        may = [(stop.board or at == last, stop.alight or not at) for at, stop in enumerate(stops)]
        meet = (running.departure - running.arrival) >= _least_gap(times)
        own = [
            self._nodes_of(len(times), None if all(both) else bool(meet[at]), nodes[stop.place])
            for at, (both, stop) in enumerate(zip(may, stops, strict=True))
        ]
        trips = self._numbered(len(times))
        seq = np.array([stop.seq for stop in stops[1:]], dtype=np.int64)
        tail, head = np.stack(own[:-1], axis=1), np.stack(own[1:], axis=1)
        self._put(times, running.departure[:-1], running.arrival[1:], tail, head, trips, number, seq)
        for at, stop in enumerate(stops):
            place = np.full(len(times), nodes[stop.place], dtype=np.int64)
            if not all(may[at]):
                for is_way, when, ends in (
                    (stop.board and at < last, running.departure, (place, own[at])),
                    (stop.alight and at > 0, running.arrival, (own[at], place)),
                ):
                    if is_way:
                        begin, end = (one[:, None] for one in ends)
                        moment, none = when[at : at + 1], np.zeros(1, dtype=np.int64)
                        self._put(times, moment, moment, begin, end, self._numbered(len(times)), number, none)

    def _nodes_of(self, count: int, apart: bool | None, place: int) -> Ints:
        """Return the node of a stop for each departure: the place (None), one for all, or each one of its own."""
        if apart is None:
            return np.full(count, place, dtype=np.int64)
        first, more = self.n_nodes, count if apart else 1
        self.n_nodes += more
        return first + (np.arange(count) if apart else np.zeros(count, dtype=np.int64))

    def _numbered(self, count: int) -> Ints:
        self._trips += count
        return np.arange(self._trips - count, self._trips, dtype=np.int64)

    def _put(
        self,
        times: Ints,
        leaves: Ints,
        comes: Ints,
        tail: Ints,
        head: Ints,
        trips: Ints,
        number: int,
        seq: Ints,
    ) -> None:
        count, size = len(times), len(leaves)
        of_stops = (cells.ravel() for cells in (tail, head))
        sums = ((times[:, None] + cells).ravel() for cells in (leaves, comes))
        service = np.full(count * size, number, dtype=np.int64)
        self._parts.append((*sums, *of_stops, np.repeat(trips, size), service, np.tile(seq, count)))

    def within(self, start: int, end: int) -> list[Ints]:
        """Return the columns of the rows that depart in a span: departure, arrival, tail, head, trip, service, seq."""
        none = (np.empty(0, dtype=np.int64),)
        columns: list[tuple[Ints, ...]] = list(zip(*self._parts, strict=True)) or [none] * COLUMNS
        whole = [np.concatenate(parts) for parts in columns]
        kept = (whole[0] >= start) & (whole[0] < end)
        return [frozen(cells[kept]) for cells in whole]
