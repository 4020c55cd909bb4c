"""Trips of one route that stop alike and take alike become one line, with the days and times of its departures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from networks.errors import Finding
from networks.readers.gtfs_calendars import Days
from networks.readers.gtfs_calls import Calls, Ints
from networks.readers.gtfs_feed import Feed
from networks.readers.gtfs_repeats import Repeat

APPROXIMATE = "the times are approximate (timepoint 0)"
OFTEN = "departs that often, at times that are not stated (exact_times 0)"


@dataclass
class Line:
    """Trips of one route with the same stops, running times and dwells.

    Attributes
    ----------
    calls
        Those of the first of them, times counted from its departure.
    starts
        Days of service -> seconds of the departures from the first stop.
    repeats
        Days of service -> spans in which it departs again and again.
    departing
        Seconds -> the days of service on which it departs then.
    """

    route: str
    calls: Calls
    starts: dict[str, list[int]] = field(default_factory=dict)
    repeats: dict[str, list[Repeat]] = field(default_factory=dict)
    departing: dict[int, set[str]] = field(default_factory=dict)

    def is_free(self, name: str, seconds: Sequence[int], days: Mapping[str, Days]) -> bool:
        """Tell whether it departs at none of some seconds on the days of a service."""
        others = {other for second in seconds for other in self.departing.get(second, ())}
        return not any(days[name].all & days[other].all for other in others)

    def add(self, name: str, start: int, spans: Sequence[Repeat]) -> None:
        """Add departures on the days of a service: at `start`, or by spans where there are any."""
        if spans:
            self.repeats.setdefault(name, []).extend(spans)
        else:
            self.starts.setdefault(name, []).append(start)
        for second in _seconds(start, spans):
            self.departing.setdefault(second, set()).add(name)


def _seconds(start: int, spans: Sequence[Repeat]) -> list[int]:
    return [second for one in spans for second in range(one.first, one.last + 1, one.every)] or [start]


def lines_of(feed: Feed) -> list[Line]:
    """Return the lines of a feed in the order of its trips; trips that carry nothing anywhere are told."""
    calls, merged = _merged(feed.calls)
    if merged:
        told = f"{merged} stops of a trip at the place of its stop before are one call there"
        feed.findings.append(Finding("stop_times.txt", 0, "stop_id", "", told, "warning", "made"))
    lines: dict[tuple[object, ...], list[Line]] = {}
    order: list[Line] = []
    lone = []
    bounds, stated = (_bounds(one.trip, len(feed.trips)) for one in (calls, feed.calls))
    for number, (trip, begin, end) in enumerate(zip(feed.trips, bounds[:-1], bounds[1:], strict=True)):
        if end - begin < 2:
            lone.append(trip.line)
        if end - begin < 2 or not feed.days[trip.days].all:
            continue
        own = calls.of(np.arange(begin, end))
        start = int(own.departure[0])
        own.departure -= start
        own.arrival -= start
        own.arrival[0], own.departure[-1] = 0, own.arrival[-1]
        parts = (own.place, own.arrival, own.departure, own.board, own.alight, own.guessed)
        key = (trip.route, bool(own.about[0]), *(part.tobytes() for part in parts))
        later = start - int(feed.calls.departure[stated[number]])  # where the first call is more than one
        spans = [one.put_off(later) for one in feed.repeats.get(number, ())]
        vehicles, seconds = lines.setdefault(key, []), _seconds(start, spans)
        line = next((one for one in vehicles if one.is_free(trip.days, seconds, feed.days)), None)
        if line is None:  # another vehicle leaves at that moment, and a line has one
            line = Line(trip.route, own)
            vehicles.append(line)
            order.append(line)
        line.add(trip.days, start, spans)
    if lone:
        told = f"{len(lone)} trips have fewer than two stops and are left out"
        feed.findings.append(Finding("trips.txt", lone[0], "trip_id", "", told, "warning", "skipped"))
    return order


def _bounds(trip: Ints, count: int) -> list[int]:
    """Return where the calls of each trip begin, and where the last ends."""
    found: list[int] = np.searchsorted(trip, np.arange(count + 1)).tolist()
    return found


def _merged(calls: Calls) -> tuple[Calls, int]:
    """Return calls without those at the place of the call before, which is as long as both; and how many these were.

    Calls of which one alone lets on or off stay two.
    """
    if not len(calls):
        return calls, 0
    alike = (getattr(calls, name) for name in ("trip", "place", "board", "alight"))
    again = np.zeros(len(calls), np.bool_)
    again[1:] = np.logical_and.reduce([values[1:] == values[:-1] for values in alike])
    if not again.any():
        return calls, 0
    first = np.flatnonzero(~again)
    last = np.append(first[1:], len(calls)) - 1
    whole = calls.of(first)
    whole.departure = calls.departure[last]
    return whole, int(again.sum())


@dataclass(frozen=True, slots=True)
class Pattern:
    """Days and times of departures of a line, as a row of ``departures.csv`` has them.

    `loosely`: in which way the times are not those of a timetable; "" where they are.
    """

    days: str
    weekdays: tuple[str, ...]
    dates: tuple[datetime.date, ...]
    first: datetime.date | None
    last: datetime.date | None
    except_dates: tuple[datetime.date, ...]
    times: tuple[str, ...]
    loosely: str


def patterns_of(line: Line, days: Mapping[str, Days]) -> Iterator[Pattern]:
    """Yield the patterns of a line: for each calendar those of its weeks and of the days added to it."""
    for name in dict.fromkeys((*line.starts, *line.repeats)):
        spans = line.repeats.get(name, ())
        sure = [_text(start) for start in sorted(set(line.starts.get(name, ())))]
        sure += [_span(one) for one in spans if one.exact]
        often = [_span(one) for one in spans if not one.exact]
        for times, loosely in ((sure, APPROXIMATE if line.calls.about[0] else ""), (often, OFTEN)):
            yield from _of_calendar(name, days[name], tuple(times), loosely) if times else ()


def _of_calendar(name: str, days: Days, times: tuple[str, ...], loosely: str) -> Iterator[Pattern]:
    if days.by_week:
        yield Pattern(name, days.weekdays, (), days.first, days.last, tuple(sorted(days.removed)), times, loosely)
    if days.added:
        yield Pattern(name, (), tuple(sorted(days.added)), None, None, (), times, loosely)


def _text(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")


def _span(repeat: Repeat) -> str:
    if repeat.first == repeat.last:
        return _text(repeat.first)
    return f"{_text(repeat.first)}-{_text(repeat.last)}/{_text(repeat.every)}"


def stretches_of(lines: Sequence[Line], modes: Sequence[str]) -> dict[tuple[str, int, int], int]:
    """Return the ways from place to place by a mode, each with the line of the file that names it first."""
    found: dict[tuple[str, int, int], int] = {}
    for line, mode in zip(lines, modes, strict=True):
        places = line.calls.place.tolist()
        for tail, head, row in zip(places, places[1:], line.calls.line[1:].tolist(), strict=False):
            found.setdefault((mode, tail, head), row)
    return found
