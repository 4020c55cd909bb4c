"""Routes on the clock as calendars (RFC 5545), and each time the same bytes.

Of a route an event a leg, cut-off, wait for opening and deadline; of journeys to choose from one each.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from networks.model.escaping import visible
from routing.accounts.schedule import Event, legs_on_clock
from routing.errors import QuestionError
from routing.question.clock import moment_at
from routing.steps.kinds import WAITING
from routing.views.by_kind import by_kind, no_form
from routing.views.text.clock import events_of
from routing.views.text.moments import moment_text, nearest_minute
from routing.views.text.steps import calendar_text
from routing.views.text.table import number

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.departures import Departures
    from routing.answers.result import Result
    from routing.answers.route import Route
    from routing.answers.shown import Shown
    from routing.steps.leg import Leg

LONGEST = 75  # octets of a line, its end not counted
CALENDAR = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//landbridge//landbridge//EN", "CALSCALE:GREGORIAN")
NO_CLOCK = (
    "a calendar needs moments, which only answers on the clock have: expected solve(..., depart=...) or arrive_by="
)


class Entry(NamedTuple):
    """An entry of a calendar: from when until when (None: a moment), what, where, and what else there is to say."""

    begins: datetime.datetime
    ends: datetime.datetime | None
    summary: str
    location: str
    lines: tuple[str, ...]


@by_kind
def ics(answer: Shown) -> str:
    """Return an answer on the clock as a calendar, its lines ended by CR and LF.

    Raises
    ------
    QuestionError
        The answer is not on the clock.
    """
    raise no_form("a calendar", answer)


@ics.register("Route")
def _(route: Route) -> str:
    return _calendar(route, ())


@ics.register("Result")
def _(result: Result) -> str:
    """Return the calendar of the best route, with the deadline that it was asked for."""
    route = result.require()
    place = route.network.places[route.places[-1]].name if route.places else ""
    last = _deadline(result) if route.model == "clock" else None
    if last is None:
        return _calendar(route, ())
    return _calendar(route, (Entry(last, None, f"Deadline: {place}", place, (f"There by {moment_text(last)}",)),))


@ics.register("Departures")
def _(found: Departures) -> str:
    """Return the calendar of journeys to choose from, an event for each."""
    entries = [_journey(route) for route in found.require()]
    return _of(entries, found.network)


def _journey(route: Route) -> Entry:
    """Return the event of a whole journey, with its legs."""
    assert route.shipment is not None and route.leaves is not None and route.arrives is not None
    first, last = (route.network.places[place].name for place in (route.places[0], route.places[-1]))
    told = [
        f"{_called(leg, *(route.network.places[place].name for place in (leg.origin, leg.destination)))}, "
        f"{moment_text(aboard.begins)} to {moment_text(aboard.ends)}"
        for leg, (_, aboard) in zip(route.legs, legs_on_clock(route.network, route.shipment, route.steps), strict=True)
    ]
    totals = f"{number(route.days, 1)} d, {number(route.usd)} USD, {number(route.kg_co2e)} kg CO2e"
    ends = (f"Leaves {first} {moment_text(route.leaves)}", f"Arrives {last} {moment_text(route.arrives)}")
    return Entry(route.leaves, route.arrives, f"{first} - {last}: {totals}", first, (*ends, *told))


def _deadline(result: Result) -> datetime.datetime | None:
    """Return the moment by which the goods must be there, by the clocks of the destination; None without one."""
    shipment, by = result.question.shipment, result.question.arrive_by
    if by is not None:
        return moment_at(result.network, shipment.destination, by, "arrive_by", end=True)
    if shipment.days_allowed is None:
        return None
    events = events_of(result.require())
    begin = events[0].begins.astimezone(datetime.UTC)
    return (begin + datetime.timedelta(days=shipment.days_allowed)).astimezone(events[-1].ends.tzinfo)


def _calendar(route: Route, more: Sequence[Entry]) -> str:
    if route.model != "clock":
        raise QuestionError([NO_CLOCK])
    return _of([*sorted((*_entries(route), *_waits(route)), key=lambda entry: entry.begins), *more], route.network)


def _of(entries: Sequence[Entry], network: Network) -> str:
    as_of = network.as_of
    stamp = entries[0].begins if as_of is None else datetime.datetime(*as_of.timetuple()[:3], tzinfo=datetime.UTC)
    lines = [line for entry in entries for line in _event(entry, stamp, network.content_hash)]
    return "".join(f"{folded(line)}\r\n" for line in (*CALENDAR, *lines, "END:VCALENDAR"))


def _entries(route: Route) -> Iterator[Entry]:
    """Yield the legs of a route, each behind the moment by which the goods must be there for it."""
    assert route.shipment is not None
    times = legs_on_clock(route.network, route.shipment, route.steps)
    for leg, (wait, aboard) in zip(route.legs, times, strict=True):
        first, last = (route.network.places[place].name for place in (leg.origin, leg.destination))
        departs, arrives = (moment_text(moment) for moment in (aboard.begins, aboard.ends))
        if wait.there_by is not None and wait.there_by < aboard.begins:
            told = (f"There by {moment_text(wait.there_by)}", f"Departs {departs}", *_known(wait))
            yield Entry(wait.there_by, None, f"There by: {first}, for {leg.name}", first, told)
        told = (f"Departs {first} {departs}", f"Arrives {last} {arrives}", *_known(wait))
        yield Entry(aboard.begins, aboard.ends, _called(leg, first, last), first, told)


def _waits(route: Route) -> Iterator[Entry]:
    """Yield the waits until something opens."""
    for event in events_of(route):
        step = event.steps[0]
        if step.kind == WAITING:
            place = route.network.places[step.places[0]].name
            told = (f"Opens {moment_text(event.ends)}", f"Rests on {calendar_text(route.network, step)}")
            yield Entry(event.begins, event.ends, f"Wait for opening: {place}", place, told)


def _called(leg: Leg, first: str, last: str) -> str:
    return f"{leg.mode}: {first} - {last} by {leg.name}"


def _known(wait: Event) -> list[str]:
    is_assumed = any(step.timetable == "assumed" for step in wait.steps)
    return ["Its departure days are assumed: once a headway"] if is_assumed else []


def _event(entry: Entry, stamp: datetime.datetime, data: str) -> list[str]:
    """Return the lines of an event; what it is called by (UID) hangs on what it says and on the data alone."""
    said = [
        f"DTSTART:{_utc(entry.begins)}",
        *([] if entry.ends is None else [f"DTEND:{_utc(entry.ends)}"]),
        f"SUMMARY:{escaped(entry.summary)}",
        f"LOCATION:{escaped(entry.location)}",
        f"DESCRIPTION:{escaped(chr(10).join(entry.lines))}",
        "TRANSP:TRANSPARENT",
    ]
    digest = hashlib.sha256("\n".join([data, *said]).encode("utf-8", "backslashreplace")).hexdigest()
    return ["BEGIN:VEVENT", f"UID:{digest[:32]}@landbridge", f"DTSTAMP:{_utc(stamp)}", *said, "END:VEVENT"]


def _utc(moment: datetime.datetime) -> str:
    """Return a moment in UTC, to the nearest minute as it is told elsewhere.

    Examples
    --------
    >>> _utc(datetime.datetime(2016, 3, 1, 14, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=9))))
    '20160301T050000Z'
    """
    at = nearest_minute(moment.astimezone(datetime.UTC))
    return f"{at.year:04}{at:%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""Return a text as it stands in a calendar: nothing in it ends a line or a value.

    Examples
    --------
    >>> print(escaped("Port; of A, B\nEND:VEVENT"))
    Port\; of A\, B\nEND:VEVENT
    """
    plain = visible(text, keep="\n").replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    r"""Return a line in parts of at most 75 octets, no letter broken, each further part behind a blank.

    Examples
    --------
    >>> [len(part.encode()) for part in folded("SUMMARY:" + "é" * 60).split("\r\n")]
    [74, 55]
    """
    parts, size = [""], 0
    for letter in line.encode("utf-8", "backslashreplace").decode():
        octets = len(letter.encode())
        if size + octets > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
