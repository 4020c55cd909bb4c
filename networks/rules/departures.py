"""Rules about calendars: patterns that run on some day, exceptions that say something, no departure twice."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from networks.errors import Finding, row_of
from networks.model.calendars import DeparturePattern
from networks.model.tables import Table, Tables
from networks.model.times_of_day import repeated, seconds_of
from networks.model.vocabulary import VOCABULARY
from networks.rules.wording import Hints, at, ids, stop_rows
from networks.timetable.openings import zone_of_element
from networks.timetable.patterns import day_number, days_of, has_day
from networks.timetable.zones import EPOCH, FIRST_DAY, LAST_DAY, zone_called, zone_name

DAYS = ("weekdays", "every_days", "dates")
OTHER_CELLS = {"service": "", "times": (), "zone": "", "source": "", "kind": "", "note": ""}  # no matter of days
OPENED = ("places", "operations", "procedures")
Fault = tuple[str, str, str]  # column, value, what was expected
Told = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: the days of its pattern and its seconds on each of them; `column` names them in a finding."""

    row: int
    column: str
    pattern: DeparturePattern
    seconds: tuple[range, ...]

    @property
    def first(self) -> int:
        """Return the first day on which it may run."""
        days = [day_number(day) for day in self.pattern.dates]
        return min(days, default=FIRST_DAY if self.pattern.from_date is None else day_number(self.pattern.from_date))

    @property
    def last(self) -> int:
        """Return the last day on which it may run."""
        days = [day_number(day) for day in self.pattern.dates]
        return max(days, default=LAST_DAY if self.pattern.until_date is None else day_number(self.pattern.until_date))


def known_zones(tables: Tables) -> Iterator[Finding]:
    """Yield each zone that nobody knows, and each pattern of departures whose zone is not known."""
    hints: Hints | None = None
    for name in ("places", "departures"):
        table = tables[name]
        for row, zone in enumerate(table["zone"].tolist()):
            if zone and zone_called(zone) is None:
                hints = hints or Hints(_all_zones())
                yield at(table, row, "zone", f"no zone has this name{hints(zone)}")
    zones, table = _zones_of_services(tables), tables["departures"]
    for row, (service, zone) in enumerate(zip(table["service"].tolist(), table["zone"].tolist(), strict=True)):
        if not zone and service in ids(tables, "services") and not zones(service):
            yield at(table, row, "zone", "expected a zone here, or at the place of the first stop: its days lie in one")


def departure_days(tables: Tables) -> Iterator[Finding]:
    """Yield each pattern that says its days in no way or in two, or has none; and exceptions that change nothing."""
    table = tables["departures"]
    told: dict[DeparturePattern, list[Fault]] = {}
    for row, cells in enumerate(table.rows()):
        pattern = DeparturePattern(**cells | OTHER_CELLS)
        if pattern not in told:  # many trips may have one calendar
            told[pattern] = list(_faults(pattern))
        for column, value, expected in told[pattern]:
            yield at(table, row, column, expected, value=value or None)


def departures_once(tables: Tables) -> Iterator[Finding]:
    """Yield each row by which a service departs when it does by an earlier row already."""
    table, zones = tables["departures"], _zones_of_services(tables)
    grouped: dict[tuple[str, str], list[Said]] = {}
    for row, cells in enumerate(table.rows()):
        pattern = DeparturePattern(**cells)
        if sum(map(bool, (pattern.weekdays, pattern.every_days, pattern.dates))) == 1:
            key = (pattern.service, pattern.zone or zones(pattern.service))
            seconds = tuple(map(repeated, pattern.times or ("00:00",)))
            grouped.setdefault(key, []).append(Said(row, pattern.runs_by, pattern, seconds))
    yield from _met_twice(table, grouped.values(), _share_a_second, "the service departs then")


def opening_hours(tables: Tables) -> Iterator[Finding]:
    """Yield hours of what is nowhere, that end before they begin, and that lie within those of an earlier row."""
    table = tables["opening_hours"]
    if not len(table):
        return
    hints = Hints({key for name in OPENED for key in ids(tables, name)})
    grouped: dict[str, list[Said]] = {}
    for row, cells in enumerate(table.rows()):
        element, opens, closes = cells["element"], cells["opens"], cells["closes"]
        if element and not any(element in ids(tables, name) for name in OPENED):
            yield at(table, row, "element", f"no such place, operation or procedure{hints(element)}")
        elif element and zone_called(zone_of_element(tables, element)) is None:
            yield at(table, row, "element", "expected an element at a place whose zone is known: hours are local")
        if opens and closes and seconds_of(closes) <= seconds_of(opens):
            yield at(
                table,
                row,
                "closes",
                f"expected a time later than its opens, {opens} (26:00 is 2:00 next day)",
            )
        elif opens and closes:
            days = {name: cells[name] for name in ("from_date", "until_date")}
            weekdays = cells["weekdays"] or VOCABULARY["weekday"]
            pattern = DeparturePattern(service=element, weekdays=weekdays, kind="", **days)
            seconds = (range(seconds_of(opens), seconds_of(closes)),)
            grouped.setdefault(element, []).append(Said(row, "opens", pattern, seconds))
    yield from _met_twice(table, grouped.values(), _overlap, "it is open then")


def _all_zones() -> list[str]:
    import zoneinfo

    return sorted(zoneinfo.available_timezones())


def _zones_of_services(tables: Tables) -> Callable[[str], str]:
    """Return the function that gives the name of the zone of the first stop of a line; "" where it is not known."""
    stops = stop_rows(tables) if len(tables["departures"]) else {}
    places = tables["places"]
    cells = zip(places["id"].tolist(), places["zone"].tolist(), places["country"].tolist(), strict=True)
    zones = {place: (zone, country) for place, zone, country in cells}

    def zone_of(service: str) -> str:
        rows = stops.get(service)
        return zone_name(*zones.get(tables["stops"]["place"][rows[0]], ("", ""))) if rows else ""

    return zone_of


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
        active: list[Said] = []  # those that may run on the days of the next one
        for one in sorted(group, key=lambda said: (said.first, said.row)):
            active = [other for other in active if other.last >= one.first]
            for other in active:
                earlier, later = sorted((one, other), key=lambda said: said.row)
                day = _common_day(earlier, later) if later.row not in told and share(one, other) else None
                if day is not None:
                    told.add(later.row)
                    where = at(table, earlier.row, "", "")
                    text = f"{what} by {row_of(where.file)} {where.row} already, as on {day}"
                    yield at(table, later.row, later.column, text)
            active.append(one)


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
