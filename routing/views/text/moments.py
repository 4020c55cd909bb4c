"""Moments in words: weekday, day, hour, and by which clocks."""

from __future__ import annotations

import datetime

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEVERAL = frozenset({"AMT", "AST", "BST", "CST", "ECT", "GST", "IST", "SST", "WST"})  # names that several zones bear
HALF_A_MINUTE = datetime.timedelta(seconds=30)


def moment_text(moment: datetime.datetime) -> str:
    """Return a moment with weekday, hour and zone, to the nearest minute.

    Examples
    --------
    >>> moment_text(datetime.datetime(2016, 3, 1, 14, 0, tzinfo=datetime.timezone.utc))
    'Tue 1 March 2016 14:00 UTC'
    """
    moment = nearest_minute(moment)
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} {moment:%H:%M} {zone_text(moment)}".rstrip()


def short_text(moment: datetime.datetime) -> str:
    """Return a moment as it stands in a table, to the nearest minute, without its year.

    Examples
    --------
    >>> short_text(datetime.datetime(2016, 3, 1, 14, 0, tzinfo=datetime.timezone.utc))
    'Tue 1 Mar 14:00 UTC'
    """
    moment = nearest_minute(moment)
    day = f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1][:3]}"
    return f"{day} {moment:%H:%M} {zone_text(moment)}".rstrip()


def zone_text(moment: datetime.datetime) -> str:
    """Return the name of the zone of a moment; how far its clocks are from UTC where none or several bear it.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> day = datetime.datetime(2016, 3, 1)
    >>> [zone_text(day.replace(tzinfo=ZoneInfo(name))) for name in ("Asia/Tokyo", "Asia/Almaty", "Asia/Tehran")]
    ['JST', 'UTC+6', 'UTC+3:30']
    """
    name, offset = moment.tzname(), moment.utcoffset()
    if name is None or offset is None:
        return ""
    if name.isalpha() and name not in SEVERAL:
        return name
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def nearest_minute(moment: datetime.datetime) -> datetime.datetime:
    """Return the whole minute nearest to a moment."""
    if moment.tzinfo is None:
        return (moment + HALF_A_MINUTE).replace(second=0, microsecond=0)
    whole = (moment.astimezone(datetime.UTC) + HALF_A_MINUTE).replace(second=0, microsecond=0)
    return whole.astimezone(moment.tzinfo)
