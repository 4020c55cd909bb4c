"""Rules about calendars: patterns that run on some day, exceptions that say something, no departure twice."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, product
from typing import Any, NamedTuple

import numpy as np

from networks.errors import Finding, row_of
from networks.model.calendars import DeparturePattern
from networks.model.tables import Table, Tables
from networks.model.times_of_day import repeated, seconds_of
from networks.model.vocabulary import VOCABULARY
from networks.rules.wording import Hints, at, ids
from networks.timetable.patterns import day_number, days_of, has_day
from networks.timetable.zones import EPOCH, FIRST_DAY, LAST_DAY, zone_called, zones_of_first_stops, zones_of_places

DAYS = ("weekdays", "every_days", "dates")
OF_DAYS = (*DAYS, "from_date", "until_date", "except_dates")
OPENED = ("places", "operations", "procedures")
NOT_STATED = -1  # how a table holds a whole number that is missing
FEW, MANY = 100, -1  # rows with more seconds than a few are held against all others
Fault = tuple[str, str, str]  # column, value, what was expected
Told = Iterator[Finding]


class Said(NamedTuple):
    """What a row says: its pattern, from the first day on which it may run to the last, and its seconds on each day."""

    row: int
    column: str  # what names them in a finding
    pattern: DeparturePattern
    seconds: tuple[range, ...]
    first: int
    last: int


def said(row: int, column: str, pattern: DeparturePattern, seconds: tuple[range, ...]) -> Said:
    """Return what a row says."""
    days = [day_number(day) for day in pattern.dates]
    first = FIRST_DAY if pattern.from_date is None else day_number(pattern.from_date)
    last = LAST_DAY if pattern.until_date is None else day_number(pattern.until_date)
    return Said(row, column, pattern, seconds, min(days, default=first), max(days, default=last))


def known_zones(tables: Tables) -> Iterator[Finding]:
    """Yield each zone that nobody knows, and each pattern of departures whose zone is not known."""
    hints: Hints | None = None
    for name in ("places", "departures"):
        table = tables[name]
        unknown = table.distinct("zone").where(lambda zone: zone and zone_called(zone) is None)
        for row in np.flatnonzero(unknown).tolist():
            hints = hints or Hints(_all_zones())
            yield at(table, row, "zone", f"no zone has this name{hints(table['zone'][row])}")
    table = tables["departures"]
    zones = zones_of_first_stops(tables) if len(table) else {}
    for row, (service, zone) in enumerate(zip(table["service"].tolist(), table["zone"].tolist(), strict=True)):
        if not zone and service in ids(tables, "services") and not zones.get(service):
            yield at(table, row, "zone", "expected a zone here, or at the place of the first stop: its days lie in one")


def departure_days(tables: Tables) -> Iterator[Finding]:
    """Yield each pattern that says its days in no way or in two, or has none; and exceptions that change nothing."""
    table = tables["departures"]
    told: dict[tuple[Any, ...], list[Fault]] = {}
    for row, cells in enumerate(zip(*(table[name].tolist() for name in OF_DAYS), strict=True)):
        if cells not in told:  # many trips may have one calendar
            days = dict(zip(OF_DAYS, cells, strict=True))
            days["every_days"] = None if days["every_days"] == NOT_STATED else days["every_days"]
            told[cells] = list(_faults(DeparturePattern(service="", kind="", **days)))
        for column, value, expected in told[cells]:
            yield at(table, row, column, expected, value=value or None)


def departures_once(tables: Tables) -> Iterator[Finding]:
    """Yield each row by which a service departs when it does by an earlier row already."""
    table = tables["departures"]
    zones = zones_of_first_stops(tables) if len(table) else {}
    rows_of = Counter(table["service"].tolist())
    grouped: dict[tuple[str, str], list[Said]] = {}
    for row, service in enumerate(table["service"].tolist()):
        if rows_of[service] == 1:
            continue
        pattern = DeparturePattern(**table.row(row))
        if sum(map(bool, (pattern.weekdays, pattern.every_days, pattern.dates))) == 1:
            key = (pattern.service, pattern.zone or zones.get(service, ""))
            seconds = tuple(map(repeated, pattern.times or ("00:00",)))
            grouped.setdefault(key, []).append(said(row, pattern.runs_by, pattern, seconds))
    yield from _met_twice(table, grouped.values(), _share_a_second, "the service departs then")


def opening_hours(tables: Tables) -> Iterator[Finding]:
    """Yield hours of what is nowhere, that end before they begin, and that lie within those of an earlier row."""
    table = tables["opening_hours"]
    if not len(table):
        return
    hints = Hints({key for name in OPENED for key in ids(tables, name)})
    zones = zones_of_places(tables)
    for name in OPENED[1:]:
        places = zip(tables[name]["id"].tolist(), tables[name]["place"].tolist(), strict=True)
        zones |= {element: zones.get(place, "") for element, place in places}
    grouped: dict[str, list[Said]] = {}
    for row, cells in enumerate(table.rows()):
        element, opens, closes = cells["element"], cells["opens"], cells["closes"]
        if element and not any(element in ids(tables, name) for name in OPENED):
            yield at(table, row, "element", f"no such place, operation or procedure{hints(element)}")
        elif element and zone_called(zones.get(element, "")) is None:
            yield at(table, row, "element", "expected an element at a place whose zone is known: hours are local")
        if opens and closes and seconds_of(closes) <= seconds_of(opens):
            text = f"expected a time later than its opens, {opens} (26:00 is 2:00 next day)"
            yield at(table, row, "closes", text)
        elif opens and closes:
            days = {name: cells[name] for name in ("from_date", "until_date")}
            weekdays = cells["weekdays"] or VOCABULARY["weekday"]
            pattern = DeparturePattern(service=element, weekdays=weekdays, kind="", **days)
            seconds = (range(seconds_of(opens), seconds_of(closes)),)
            grouped.setdefault(element, []).append(said(row, "opens", pattern, seconds))
    yield from _met_twice(table, grouped.values(), _overlap, "it is open then")


def _all_zones() -> list[str]:
    import zoneinfo

    return sorted(zoneinfo.available_timezones())


def _faults(pattern: DeparturePattern) -> Iterator[Fault]:
    stated = [name for name in DAYS if getattr(pattern, name)]
    if len(stated) != 1:
        which = f"this has {' and '.join(stated)}" if stated else "this has none: no service runs"
        yield stated[-1] if stated else DAYS[0], "", f"expected exactly one of {', '.join(DAYS)}; {which}"
        return
    if pattern.every_days and pattern.from_date is None:
        yield "from_date", "", "expected the day from which every_days is counted"
        return
    bare = replace(pattern, except_dates=())
    if pattern.from_date and pattern.until_date and pattern.until_date < pattern.from_date:
        return  # which another rule tells
    if not has_day(bare):
        yield pattern.runs_by, "", "expected a day between its from_date and until_date: no service runs"
        return
    idle = [day for day in pattern.except_dates if not len(days_of(bare, day_number(day), day_number(day)))]
    both = [day for day in pattern.except_dates if day in pattern.dates]
    for day in idle:
        yield "except_dates", str(day), "expected a day on which it would run: on this day it does not anyway"
    for day in both:
        yield "except_dates", str(day), "expected it in dates or in except_dates, not in both"
    if not both and not has_day(pattern):
        yield "except_dates", "", "expected a day that is left: no service runs"


def _met_twice(table: Table, groups: Iterable[list[Said]], share: Callable[[Said, Said], bool], what: str) -> Told:
    """Tell each row of a group that says of a moment what an earlier row says of it."""
    for group in groups if len(table) else ():
        told: set[int] = set()
        alone, again = _apart(group)
        for one, other in chain(again, _pairs(alone)):
            earlier, later = sorted((one, other), key=lambda said: said.row)
            day = _common_day(earlier, later) if later.row not in told and share(one, other) else None
            if day is not None:
                told.add(later.row)
                where = at(table, earlier.row, "", "")
                text = f"{what} by {row_of(where.file)} {where.row} already, as on {day}"
                yield at(table, later.row, later.column, text)


def _apart(group: list[Said]) -> tuple[list[Said], list[tuple[Said, Said]]]:
    """Return the rows of a group without those that say what an earlier one does, and these with the first that does.

    Such a row meets what the first one meets, so that it need not be held against all others: of thousands alike that
    would be millions of pairs.
    """
    first: dict[tuple[Any, ...], Said] = {}
    again = []
    for one in sorted(group, key=lambda said: said.row):
        key = (*(getattr(one.pattern, name) for name in OF_DAYS), one.seconds)
        if first.setdefault(key, one) is not one:
            again.append((first[key], one))
    return list(first.values()), again


def _pairs(group: list[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the pairs of rows that may meet: each that may run on the days of another, and at one of its seconds."""
    active: dict[int, list[Said]] = {}  # second of the day, or MANY -> rows met so far, those that are over taken out
    for one in sorted(group, key=lambda said: (said.first, said.row)):
        few = sum(map(len, one.seconds)) <= FEW
        own = [second for seconds in one.seconds for second in seconds] if few else [MANY]
        met: dict[int, Said] = {}
        for key in {*own, MANY} if few else set(active):
            active[key] = [other for other in active.get(key, ()) if other.last >= one.first]
            met |= {other.row: other for other in active[key]}
        yield from ((one, other) for other in met.values())
        for key in own:
            active.setdefault(key, []).append(one)


def _share_a_second(one: Said, other: Said) -> bool:
    """Tell whether two rows depart at one second of a day."""
    pairs = (sorted(pair, key=len) for pair in product(one.seconds, other.seconds))
    return any(second in more for few, more in pairs for second in few)


def _overlap(one: Said, other: Said) -> bool:
    """Tell whether two rows are open at one second of a day."""
    pairs = product(one.seconds, other.seconds)
    return any(a.start < b.stop and b.start < a.stop for a, b in pairs)


def _common_day(one: Said, other: Said) -> datetime.date | None:
    """Return the first day on which two rows run, None where there is none."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    if not (one.pattern.dates or other.pattern.dates):  # what recurs, recurs together, but for what is left out
        excepted = len(one.pattern.except_dates) + len(other.pattern.except_dates)
        reach = math.lcm(one.pattern.every_days or 7, other.pattern.every_days or 7) * (excepted + 1)
        first = max(first, last - reach) if first == FIRST_DAY else first
        last = min(last, first + reach)
    days = np.intersect1d(days_of(one.pattern, first, last), days_of(other.pattern, first, last))
    return datetime.date.fromordinal(int(days[0]) + EPOCH) if len(days) else None
