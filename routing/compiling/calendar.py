"""The calendar: when services depart and links are open, as spans of time since the goods are ready.

A service departs in its months, from its first day until its last; what counts is the day on which it departs with the
goods: when the wait for it ends, or a wagon has been handed over to it. A link is open from the first day of the year
in which it opens; what counts is the day on which goods run onto it. Goods do not wait for a service or a link to open.
What opens more than a year after the goods are ready is not looked at.

Without a day on which the goods are ready everything is judged at the as-of date of the network, and a seasonal service
is left out, for nobody knows its month.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from networks.model.elements import Service
from networks.network import Network
from routing.question.measures import TIME
from routing.question.moments import Moment, elapsed
from routing.question.question import Question

FOREVER = 2**62
A_YEAR = 366  # days
ONE_DAY = datetime.timedelta(days=1)
SECONDS = 86_400


class Span(NamedTuple):
    """From a begin on and before an end, in integers of time since the goods are ready."""

    begin: int
    end: int


Spans = tuple[Span, ...]  # in their order, apart from each other
ALWAYS: Spans = (Span(0, FOREVER),)


class Days(NamedTuple):
    """A first and a last day; None: there is none."""

    first: datetime.date | None
    last: datetime.date | None


def departing_spans(service: Service, ready: Moment, days: int = A_YEAR) -> Spans:
    """Return the time since `ready` in which a service departs, as far as it begins within so many days."""
    return _spans(_departing_days(service, ready, days), ready)


def open_spans(year: int, ready: Moment, days: int = A_YEAR) -> Spans:
    """Return the time since `ready` in which a link that opens in a year is open."""
    if year <= ready.year:
        return ALWAYS
    first = datetime.date(year, 1, 1)
    return _spans([Days(first, None)] if first <= _days_after(ready, days) else [], ready)


def runs_in_words(service: Service) -> str:
    """Return when a service runs.

    Examples
    --------
    >>> runs_in_words(Service(id="s", name="S", kind="line", mode="sea", months=(7, 8)))
    'departs in the months 7, 8 only'
    """
    words = []
    if service.months:
        words.append(f"departs in the months {', '.join(map(str, sorted(service.months)))} only")
    if service.from_date is not None:
        words.append(f"runs from {service.from_date} on")
    if service.until_date is not None:
        words.append(f"ran until {service.until_date}" if not service.from_date else f"until {service.until_date}")
    return " ".join(words)


def needs_other_days(network: Network, question: Question) -> bool:
    """Tell whether services that are not on offer at the as-of date may run when the goods are there."""
    ready = question.shipment.ready
    return ready is not None and any(
        question.on_any_day or departing_spans(service, ready)
        for name, service in network.dated.items()
        if name not in network.services
    )


def closed_spans(first: datetime.date | None, last: datetime.date | None, ready: Moment) -> Spans:
    """Return the time since `ready` from a first day until a last one; None: since ever, or for ever."""
    return _spans([Days(first, last)], ready)


def beside(spans: Spans) -> Spans:
    """Return the time since 0 that lies in none of some spans, which are in their order and apart."""
    edges = [0, *(edge for span in spans for edge in span), FOREVER]
    return tuple(Span(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end)


def overlap(one: Spans, other: Spans) -> Spans:
    """Return the time that lies in both."""
    both = (Span(max(a.begin, b.begin), min(a.end, b.end)) for a in one for b in other)
    return tuple(sorted(span for span in both if span.begin < span.end))


def earlier(spans: Spans, by: int) -> Spans:
    """Return spans moved towards the begin, from 0."""
    moved = (Span(max(0, begin - by), end if end == FOREVER else end - by) for begin, end in spans)
    return tuple(span for span in moved if span.end > span.begin)


def lies_in(spans: Iterable[Span], at: int) -> bool:
    """Tell whether a time lies in one of some spans."""
    return any(begin <= at < end for begin, end in spans)


def _departing_days(service: Service, ready: Moment, days: int) -> Iterator[Days]:
    """Yield the days on which a service departs, as far as they matter to goods that are ready then."""
    begin, end = _plain_day(ready), _days_after(ready, days)
    first, last = service.from_date, service.until_date
    if (first is not None and first > end) or (last is not None and last < begin):
        return
    if not service.months:
        yield Days(first, last)
        return
    begin, end = max(begin, first or begin), min(end, last or end)
    year, month = begin.year, begin.month
    while datetime.date(year, month, 1) <= end:
        if month in service.months:
            opens, closes = datetime.date(year, month, 1), _last_of(year, month)
            yield Days(max(opens, first or opens), min(closes, last or closes))
        if (year, month) == (datetime.MAXYEAR, 12):
            return
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _spans(days: Iterable[Days], ready: Moment) -> Spans:
    """Return days as spans since `ready`; what follows at once is one."""
    found: list[Span] = []
    for first, last in days:
        begin = 0 if first is None else max(0, _until(first, ready))
        end = FOREVER if last is None or last == datetime.date.max else _until(last + ONE_DAY, ready)
        if end <= begin:
            continue
        if found and found[-1].end >= begin:
            found[-1] = Span(found[-1].begin, end)
        else:
            found.append(Span(begin, end))
    return tuple(found)


def _until(day: datetime.date, ready: Moment) -> int:
    """Return the time from `ready` to 00:00 of a day on the clocks of `ready`, in whole units, rounded up."""
    zone = ready.tzinfo if isinstance(ready, datetime.datetime) else None
    passed = elapsed(ready, datetime.datetime(day.year, day.month, day.day, tzinfo=zone))
    seconds = Fraction(passed // datetime.timedelta(microseconds=1), 1_000_000)
    return math.ceil(seconds * TIME.per / SECONDS)


def _plain_day(moment: Moment) -> datetime.date:
    return datetime.date(moment.year, moment.month, moment.day)


def _days_after(ready: Moment, days: int) -> datetime.date:
    day, later = _plain_day(ready), datetime.timedelta(days=days)
    return datetime.date.max if datetime.date.max - day < later else day + later


def _last_of(year: int, month: int) -> datetime.date:
    if (year, month) == (datetime.MAXYEAR, 12):
        return datetime.date.max
    return datetime.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
