"""When a service departs from its first stop: by its rows of ``departures.csv``, else by its headway, as moments."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.model.calendars import DeparturePattern
from networks.model.elements import Service
from networks.model.keys import leg_key
from networks.model.tables import frozen
from networks.timetable.patterns import days_of, times_of
from networks.timetable.zones import DAY_S, EARLIEST, LATEST, beginnings, zone_called, zones_of_first_stops

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from networks.network import Network

Known = Literal["stated", "assumed", "any"]
ASSUMED_FROM = 946_857_600  # 2000-01-03T00:00Z, a Monday
UNIT_S = {"h": 3600, "d": DAY_S}
_BLOCK = 64 * DAY_S  # moments that are worked out together and kept
_NONE: NDArray[np.int64] = frozen(np.empty(0, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Moments:
    """When a service departs from its first stop.

    Attributes
    ----------
    times : int64, shape (n,)
        Departures in seconds since 1970-01-01 UTC, ascending, each once.
    known
        ``stated`` by rows of ``departures.csv``; ``assumed`` by the headway alone; ``any``: it departs whenever goods
        are there, and `times` is empty.
    time_of_day_known
        Whether every pattern states times of day; else 00:00 of the day stands for them, or an assumption.
    """

    times: NDArray[np.int64]
    known: Known
    time_of_day_known: bool


def moments(network: Network, service: str, start: int, end: int) -> Moments:
    """Return when a service departs from its first stop (an area: from anywhere) in a span of time.

    Parameters
    ----------
    service
        Id of a service on offer on any day. Its own months, first and last day are not looked at.
    start, end
        Seconds since 1970-01-01 UTC; `end` itself does not count.

    Raises
    ------
    UnknownNameError
        There is no such service on offer.
    DataError
        A pattern of it is in no zone that is known.

    Notes
    -----
    Without rows of departures and with a headway it departs every headway (in whole seconds) from 2000-01-03T00:00Z
    on and before, put off by ``sha256(id) mod headway``: an assumption, by which not all ships leave at one hour.

    Examples
    --------
    >>> import datetime, networks
    >>> net = networks.load("eurasia")
    >>> begin = int(datetime.datetime(2016, 5, 1, tzinfo=datetime.timezone.utc).timestamp())
    >>> found = moments(net, "line:suez", begin, begin + 28 * 86400)
    >>> len(found.times), found.known, found.time_of_day_known
    (4, 'assumed', False)
    """
    start, end = (min(max(int(moment), EARLIEST), LATEST) for moment in (start, end))
    patterns = network.departures.get(service)
    if patterns is not None:
        return Moments(_stated(network, service, start, end), "stated", all(pattern.times for pattern in patterns))
    headway, phase = network.worked_out(("assumed departures", service), lambda: _assumption(network, service))
    if not headway:
        return Moments(_NONE, "any", False)
    first = start + (ASSUMED_FROM + phase - start) % headway
    return Moments(frozen(np.arange(first, end, headway, dtype=np.int64)), "assumed", False)


def _stated(network: Network, service: str, start: int, end: int) -> NDArray[np.int64]:
    """Return the stated departures of a span, of blocks that are kept."""
    if start >= end:
        return _NONE
    blocks = [_in_block(network, service, block) for block in range(start // _BLOCK, (end - 1) // _BLOCK + 1)]
    found = blocks[0] if len(blocks) == 1 else np.concatenate(blocks)
    first, last = np.searchsorted(found, (start, end))
    return frozen(found[first:last])


def _in_block(network: Network, service: str, block: int) -> NDArray[np.int64]:
    """Return the stated departures of a service in a block of time, worked out once."""

    def work() -> NDArray[np.int64]:
        found = [
            departures_of(pattern, zone_of_pattern(network, pattern), block * _BLOCK, (block + 1) * _BLOCK)
            for pattern in network.departures[service]
        ]
        return frozen(found[0] if len(found) == 1 else np.unique(np.concatenate(found)))

    return network.worked_out(("departures", service, block), work)


def departures_of(pattern: DeparturePattern, zone: ZoneInfo, start: int, end: int) -> NDArray[np.int64]:
    """Return the departures of one pattern from `start` until before `end`, ascending, each once.

    Examples
    --------
    >>> ship = DeparturePattern(service="L", weekdays=("Fri",), times=("25:30",), kind="assumption")
    >>> departures_of(ship, zone_called("UTC"), 0, 7 * 86400).tolist()  # Saturday, half past one
    [178200]
    """
    times = times_of(pattern.times)
    first, last = (start - int(times[-1])) // DAY_S - 1, end // DAY_S + 1
    begins = beginnings(zone, days_of(pattern, first, last))
    found = np.unique(begins[:, None] + times)
    return found[slice(*np.searchsorted(found, (start, end)))]


def zone_of_pattern(network: Network, pattern: DeparturePattern) -> ZoneInfo:
    """Return the zone of the days and times of a pattern; raise DataError where it is not known."""
    stops = network.worked_out("zones of first stops", lambda: zones_of_first_stops(network.catalogue))
    name = pattern.zone or stops.get(pattern.service, "")
    zone = zone_called(name)
    if zone is None:
        text = "the zone of its days is not known: expected one here, or at its first stop"
        raise DataError([Finding("departures", 0, "zone", f"{pattern.service} {name}".strip(), text)])
    return zone


def _assumption(network: Network, service: str) -> tuple[int, int]:
    """Return the headway of a service in whole seconds, 0 where it has none, and by how much it is put off."""
    seconds = headway_s(network, network.services_of_all_dates[service])
    digest = hashlib.sha256(service.encode()).digest()
    return seconds, int.from_bytes(digest[:8], "big") % seconds if seconds else 0


def headway_s(network: Network, service: Service) -> int:
    """Return the headway of a service in whole seconds: its own, else that of its first stop, else 0."""
    stops: Sequence[str] = [leg_key(service.id, service.stops[0].seq)] if service.stops else []
    for element in (service.id, *stops):
        figure = network.figure(element, "headway")
        if figure is not None:
            return max(1, round(Decimal(repr(figure.value)) * UNIT_S[figure.unit]))
    return 0
