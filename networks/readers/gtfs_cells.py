"""What cells of a GTFS feed mean: times, days, whole numbers, zones."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence

from networks.timetable.zones import zone_called

NO_TIME = -1
_TIME = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])\Z")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_WHOLE = re.compile(r"[0-9]{1,9}\Z")


def time_of(text: str) -> int:
    """Return a time of a service day in seconds; raise ValueError where it is none.

    Examples
    --------
    >>> time_of("6:30:00"), time_of("25:00:01")
    (23400, 90001)
    """
    found = _TIME.match(text)
    if not found:
        raise ValueError("expected a time as HH:MM:SS, minutes and seconds below 60 (25:30:00 is on the next day)")
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


def time_text(seconds: int) -> str:
    """Return a time of a service day as GTFS writes it.

    Examples
    --------
    >>> time_text(90001)
    '25:00:01'
    """
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def day_of(text: str) -> datetime.date:
    """Return a day; raise ValueError where there is none of that date.

    Examples
    --------
    >>> day_of("20240229").isoformat()
    '2024-02-29'
    """
    found = _DAY.match(text)
    if not found:
        raise ValueError("expected a day as YYYYMMDD")
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        raise ValueError("there is no such day; expected one as YYYYMMDD") from None


def whole_of(text: str) -> int:
    """Return a whole number from 0; raise ValueError where it is none."""
    if not _WHOLE.match(text):
        raise ValueError("expected a whole number from 0")
    return int(text)


def one_of(allowed: Sequence[int]) -> Callable[[str], int]:
    """Return the function that reads one of some numbers."""

    def parse(text: str) -> int:
        if text not in words:
            raise ValueError(f"expected one of {', '.join(words)}")
        return int(text)

    words = [str(one) for one in allowed]
    return parse


def zone_of(text: str) -> str:
    """Return the IANA name of a zone; raise ValueError where there is no such zone."""
    if zone_called(text) is None:
        raise ValueError("no zone has this name; expected an IANA name such as Asia/Tokyo")
    return text
