"""Zones of places, and how far their clocks are from UTC on a day; `zoneinfo` is imported when one is asked for."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from networks.model.countries import zone_of_country
from networks.model.tables import Tables, frozen

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from networks.network import Network

DAY_S = 86_400
EPOCH = datetime.date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = 2 - EPOCH, datetime.date.max.toordinal() - 1 - EPOCH  # days of which noon is known in any zone
EARLIEST, LATEST = (FIRST_DAY - 2) * DAY_S, (LAST_DAY + 45) * DAY_S  # seconds: a time of day has at most 999 hours
_BLOCK = 512  # days whose noons are worked out together


@cache
def zone_called(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name, None where there is none of that name.

    Examples
    --------
    >>> zone_called("Asia/Almaty").key, zone_called("Asia/Almata")
    ('Asia/Almaty', None)
    """
    from zoneinfo import ZoneInfo

    if name in NO_ZONES:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError; OSError: the name of a folder
        return None


NO_ZONES = ("", "localtime", "posixrules", "Factory")  # files beside the zones that name none


def zone_name(place_zone: str, country: str) -> str:
    """Return the IANA name of the zone of a place: its own, else that of its country where it has one alone.

    Examples
    --------
    >>> zone_name("Asia/Almaty", "KZ"), zone_name("", "JP"), zone_name("", "RU")
    ('Asia/Almaty', 'Asia/Tokyo', '')
    """
    return place_zone or (zone_of_country(country) if country else "")


def zone_of(network: Network, place: str) -> ZoneInfo | None:
    """Return the zone of a place, None where it is not known.

    Parameters
    ----------
    place
        Id of a place of the network.

    Examples
    --------
    >>> import networks
    >>> net = networks.NetworkBuilder("toy").add_place(id="JPYOK", name="Yokohama", country="JP").build()
    >>> zone_of(net, "JPYOK").key
    'Asia/Tokyo'
    """
    found = network.places[place]
    return zone_called(zone_name(found.zone, found.country))


def zones_of_places(tables: Tables) -> dict[str, str]:
    """Return the name of the zone of each place, "" where it is not known."""
    cells = (tables["places"][name].tolist() for name in ("id", "zone", "country"))
    return {place: zone_name(zone, country) for place, zone, country in zip(*cells, strict=True)}


def zones_of_first_stops(tables: Tables) -> dict[str, str]:
    """Return the name of the zone of the first stop of each line, "" where it is not known."""
    cells = (tables["stops"][name].tolist() for name in ("service", "seq", "place"))
    first: dict[str, tuple[int, str]] = {}
    for service, seq, place in zip(*cells, strict=True):
        first[service] = min(first.get(service, (seq, place)), (seq, place))
    zones = zones_of_places(tables)
    return {service: zones.get(place, "") for service, (_, place) in first.items()}


def beginnings(zone: ZoneInfo, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return when service days begin, noon less twelve hours, in seconds since 1970 UTC.

    Parameters
    ----------
    zone
        Zone by whose clocks the days are.
    days : int64, shape (n,)
        Days since 1970-01-01, ascending.

    Notes
    -----
    Counted from noon, a time of day is the same number of seconds after another one on days of 23 and 25 hours too, as
    in GTFS; on such a day a time before the clocks are changed is an hour off the wall clock. A day that the clocks of
    a zone skip as a whole (30 December 2011 in Apia) has no beginning: it is left out.

    Examples
    --------
    >>> tokyo = zone_called("Asia/Tokyo")
    >>> beginnings(tokyo, np.array([0, 1])).tolist()  # 1 January 1970 began at 15:00 UTC of 31 December
    [-32400, 54000]
    """
    if not len(days):
        return days
    blocks = range(int(days[0]) // _BLOCK, int(days[-1]) // _BLOCK + 1)
    begin = np.concatenate([_beginnings_in(zone.key, block) for block in blocks])[days - blocks[0] * _BLOCK]
    found: NDArray[np.int64] = begin[begin != _NONE]
    return found


_NONE = np.iinfo(np.int64).min


@lru_cache(maxsize=4096)
def _beginnings_in(key: str, block: int) -> NDArray[np.int64]:
    """Return when the days of a block begin, `_NONE` of a day that is none."""
    zone = zone_called(key)
    first, last = max(block * _BLOCK, FIRST_DAY), min((block + 1) * _BLOCK, LAST_DAY + 1)
    noons = [datetime.datetime.fromordinal(day + EPOCH).replace(hour=12, tzinfo=zone) for day in range(first, last)]
    offsets = np.array([_offset(noon) for noon in noons], dtype=np.int64)
    begin = np.full(_BLOCK, _NONE, dtype=np.int64)
    begin[first - block * _BLOCK : last - block * _BLOCK] = np.arange(first, last) * DAY_S - offsets
    ahead = np.append(offsets[1:], _offset(noons[-1] + datetime.timedelta(days=1)))
    for number in np.flatnonzero(ahead - offsets >= DAY_S).tolist():
        if _offset(noons[number].replace(fold=1)) - int(offsets[number]) >= DAY_S:
            begin[first - block * _BLOCK + number] = _NONE
    return frozen(begin)


def _offset(moment: datetime.datetime) -> int:
    """Return how many seconds the clocks of a moment are before UTC."""
    offset = moment.utcoffset()
    assert offset is not None
    return offset.days * DAY_S + offset.seconds
