"""When a place, an operation or a procedure is open, as windows of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.model.calendars import OpeningHours
from networks.model.tables import Tables, frozen
from networks.model.times_of_day import seconds_of
from networks.model.vocabulary import VOCABULARY
from networks.timetable.patterns import day_number, on_weekdays
from networks.timetable.zones import (
    DAY_S,
    EARLIEST,
    FIRST_DAY,
    LAST_DAY,
    LATEST,
    beginnings,
    zone_called,
    zones_of_places,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from networks.network import Network

Windows = tuple[NDArray[np.int64], NDArray[np.int64]]  # begins, ends; ascending, no two of them touch


def open_windows(network: Network, element: str, start: int, end: int) -> Windows | None:
    """Return when an element is open in a span of time, None where it always is.

    Parameters
    ----------
    element
        Id of a place, an operation or a procedure.
    start, end
        Seconds since 1970-01-01 UTC.

    Returns
    -------
    (begins, ends) : int64, shape (n,)
        Windows, cut off at `start` and `end`; what joins is one window. None: no row of ``opening_hours.csv`` speaks
        of the element.

    Raises
    ------
    DataError
        The zone of the element is not known.

    Examples
    --------
    >>> import networks
    >>> toy = networks.NetworkBuilder("toy").add_place(id="A", name="A", country="JP").add_source(id="S", title="s")
    >>> hours = {"opens": "09:00", "closes": "17:00", "kind": "sourced", "source": "S"}
    >>> net = toy.add_opening_hours(element="A", weekdays="Fri", **hours).build()
    >>> begins, ends = open_windows(net, "A", 0, 7 * 86400)
    >>> begins.tolist(), ends.tolist()  # Friday 2 January 1970, 00:00 to 08:00 UTC
    ([86400], [115200])
    """
    rows = network.opening_hours.get(element)
    if rows is None:
        return None
    key = ("zone of", element)
    zone = zone_called(network.worked_out(key, lambda: zone_of_element(network.catalogue, element)))
    if zone is None:
        raise DataError([Finding("opening_hours", 0, "element", element, "the zone of its place is not known")])
    start, end = (min(max(int(moment), EARLIEST), LATEST) for moment in (start, end))
    return _joined([_windows(row, zone, start, end) for row in rows], start, end)


def zone_of_element(tables: Tables, element: str) -> str:
    """Return the name of the zone of a place, or of the place of an operation or a procedure; "" where none is known.

    Examples
    --------
    >>> import networks
    >>> net = networks.NetworkBuilder("toy").add_place(id="A", name="A", country="JP").build()
    >>> zone_of_element(net.catalogue, "A"), zone_of_element(net.catalogue, "B")
    ('Asia/Tokyo', '')
    """
    for name in ("operations", "procedures"):
        rows = np.flatnonzero(tables[name]["id"] == element)
        element = tables[name]["place"][rows[0]] if len(rows) else element
    return zones_of_places(tables).get(element, "")


def _windows(hours: OpeningHours, zone: ZoneInfo, start: int, end: int) -> Windows:
    """Return the windows of one row that may reach into a span."""
    opens, closes = seconds_of(hours.opens), seconds_of(hours.closes)
    first = max((start - closes) // DAY_S - 1, FIRST_DAY if hours.from_date is None else day_number(hours.from_date))
    last = min(end // DAY_S + 1, LAST_DAY if hours.until_date is None else day_number(hours.until_date))
    begins = beginnings(zone, on_weekdays(hours.weekdays or VOCABULARY["weekday"], first, last))
    return begins + opens, begins + closes


def _joined(windows: list[Windows], start: int, end: int) -> Windows:
    """Return windows as few that do not touch, within a span."""
    begins, ends = (np.clip(np.concatenate(sides), start, end) for sides in zip(*windows, strict=True))
    order = np.argsort(begins, kind="stable")
    order = order[begins[order] < ends[order]]
    if not len(order):
        return frozen(np.empty(0, dtype=np.int64)), frozen(np.empty(0, dtype=np.int64))
    begins, ends = begins[order], np.maximum.accumulate(ends[order])
    fresh = np.flatnonzero(begins[1:] > ends[:-1])
    return frozen(begins[np.r_[0, fresh + 1]]), frozen(ends[np.r_[fresh, len(ends) - 1]])
