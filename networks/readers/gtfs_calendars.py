"""Days of service of a GTFS feed: weekdays between two days, days added and days taken out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from networks.errors import READING, Finding
from networks.readers.gtfs_cells import day_of, one_of
from networks.readers.gtfs_tables import WEEKDAYS
from networks.readers.sheets import Cells

ADDED, REMOVED = 1, 2
NAMES = tuple(day[:3].capitalize() for day in WEEKDAYS)  # as columns of a network name them
LONGEST = datetime.timedelta(days=100 * 365)  # of a calendar: its days are counted one by one
_NEVER = datetime.date.min


@dataclass
class Days:
    """On which days a service runs: the weekdays from a first to a last day, those added, without those removed."""

    weekdays: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    added: list[datetime.date] = field(default_factory=list)
    removed: list[datetime.date] = field(default_factory=list)
    line: int = 0
    file: str = "calendar.txt"

    def has(self, day: datetime.date) -> bool:
        """Tell whether its weekdays run on a day, exceptions aside."""
        if self.first is None or self.last is None:
            return False
        return self.first <= day <= self.last and NAMES[day.weekday()] in self.weekdays

    @cached_property
    def by_week(self) -> frozenset[int]:
        """Return the days of its weekdays that are left, by their ordinals; to be asked when all is read."""
        if self.first is None or self.last is None or not self.weekdays:
            return frozenset()
        wanted = {NAMES.index(day) for day in self.weekdays}
        span = range(self.first.toordinal(), self.last.toordinal() + 1)  # day 1 was a Monday
        return frozenset(day for day in span if (day - 1) % 7 in wanted) - {day.toordinal() for day in self.removed}

    @cached_property
    def all(self) -> frozenset[int]:
        """Return all of its days, by their ordinals; to be asked when all is read."""
        return self.by_week | {day.toordinal() for day in self.added}


def days_of_services(tables: Mapping[str, Cells], *, tolerant: bool) -> dict[str, Days]:
    """Return the days of each service of the two tables of calendars, with findings about them.

    A day that is added although the week has it, or taken out although it has not, is refused, or told where the
    caller is `tolerant`: the days are the same with it and without it.
    """
    found: dict[str, Days] = {}
    weeks, single = tables.get("calendar.txt"), tables.get("calendar_dates.txt")
    if weeks is not None:
        _weeks(weeks, found)
    if single is not None:
        _exceptions(single, found, tolerant)
    return found


def without_days(services: Mapping[str, Days], used: set[str], *, tolerant: bool) -> list[Finding]:
    """Return a finding for each service in use that runs on no day; a warning where the caller is `tolerant`."""
    severity, rule = ("warning", "skipped") if tolerant else ("error", READING)
    told = "no service runs: this one has no day at all" + (", and its trips are left out" if tolerant else "")
    return [
        Finding(days.file, days.line, "service_id", name, told, severity, rule)
        for name, days in services.items()
        if name in used and not days.all
    ]


def _weeks(cells: Cells, found: dict[str, Days]) -> None:
    cells.keys("service_id")
    ids = cells.ids("service_id")
    flags = [cells.parsed(day, one_of((0, 1)), 0) for day in WEEKDAYS]
    first, last = (cells.parsed(name, day_of, _NEVER) for name in ("start_date", "end_date"))
    ends = {row: f"expected no day before start_date, {begin}" for row, begin in enumerate(first) if last[row] < begin}
    far = [row for row, begin in enumerate(first) if last[row] - begin > LONGEST]
    ends |= dict.fromkeys(far, f"expected a day within {LONGEST.days // 365} years of start_date")
    cells.tell("end_date", {row: text for row, text in ends.items() if row not in cells.bad})
    for row, name in enumerate(ids):
        weekdays = tuple(day for day, flag in zip(NAMES, flags, strict=True) if flag[row])
        if row not in cells.bad:
            found[name] = Days(weekdays, first[row], last[row], line=cells.sheet.lines[row])
        else:
            found.setdefault(name, Days(added=[_NEVER]))  # known, and told already


def _exceptions(cells: Cells, found: dict[str, Days], tolerant: bool) -> None:
    ids, kinds = cells.ids("service_id"), cells.parsed("exception_type", one_of((ADDED, REMOVED)), ADDED)
    days = cells.parsed("date", day_of, _NEVER)
    cells.keys("service_id", "date")
    idle: dict[int, str] = {}
    for row, (name, day, kind) in enumerate(zip(ids, days, kinds, strict=True)):
        entry = found.setdefault(name, Days(line=cells.sheet.lines[row], file=cells.sheet.file))
        if row in cells.bad:
            continue
        if entry.has(day) == (kind == ADDED):
            what = "added, and its week has it" if kind == ADDED else "taken out, and its week does not have it"
            idle[row] = f"the day is {what}: pattern and exception overlap"
        else:
            (entry.added if kind == ADDED else entry.removed).append(day)
    if tolerant:
        cells.tell("date", idle, "warning", "made")
    else:
        cells.tell("date", {row: f"{text}; tolerant=True reads such rows" for row, text in idle.items()})
