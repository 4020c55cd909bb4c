"""Times of day of a calendar as text: ``HH:MM``, ``HH:MM:SS``, and a repetition ``06:00-22:00/00:30``.

A time is counted from the beginning of a service day, which is noon less twelve hours. It may pass 24 hours: ``25:30``
of Monday is half past one on Tuesday.
"""

from __future__ import annotations

import re

HOUR_S, MINUTE_S = 3600, 60
_TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?\Z")
_EXPECTED = "expected a time of day as HH:MM or HH:MM:SS such as 06:30 (25:30 is half past one on the next day)"
_REPEATED = "or first-last/every such as 06:00-22:00/00:30"


def parse_time(text: str) -> str:
    """Return a time of day as a table writes it; raise ValueError where it is none.

    Examples
    --------
    >>> parse_time("6:30"), parse_time("25:30"), parse_time("06:30:00")
    ('06:30', '25:30', '06:30')
    """
    found = _TIME.match(text)
    if not found:
        raise ValueError(_EXPECTED)
    hours, minutes, seconds = found.groups()
    return f"{int(hours):02d}:{minutes}" + (f":{seconds}" if seconds not in (None, "00") else "")


def parse_times(text: str) -> str:
    """Return a time of day or a repetition as a table writes it; raise ValueError where it is neither.

    Examples
    --------
    >>> parse_times("6:00-22:00/0:30"), parse_times("6:00")
    ('06:00-22:00/00:30', '06:00')
    """
    span, slash, every = text.partition("/")
    first, dash, last = span.partition("-")
    if not slash and not dash:
        try:
            return parse_time(text)
        except ValueError:
            raise ValueError(f"{_EXPECTED}, {_REPEATED}") from None
    try:
        first, last, every = map(parse_time, (first.strip(), last.strip(), every.strip()))
    except ValueError:
        raise ValueError(f"{_EXPECTED}, {_REPEATED}") from None
    if seconds_of(last) < seconds_of(first):
        raise ValueError("expected a last time of day that is not before the first")
    if not seconds_of(every):
        raise ValueError("expected a time between two departures above 0")
    return f"{first}-{last}/{every}"


def seconds_of(text: str) -> int:
    """Return a sound time of day in seconds from the beginning of the service day.

    Examples
    --------
    >>> seconds_of("06:30"), seconds_of("25:00:01")
    (23400, 90001)
    """
    hours, minutes, seconds = (*map(int, text.split(":")), 0)[:3]
    return hours * HOUR_S + minutes * MINUTE_S + seconds


def repeated(text: str) -> range:
    """Return the seconds of a sound time of day or repetition.

    Examples
    --------
    >>> list(repeated("06:00-07:00/00:30")), list(repeated("00:10"))
    ([21600, 23400, 25200], [600])
    """
    span, _, every = text.partition("/")
    first, _, last = span.partition("-")
    begin = seconds_of(first)
    return range(begin, seconds_of(last) + 1, seconds_of(every)) if every else range(begin, begin + 1)
