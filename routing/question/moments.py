"""Days and moments of a question: what is taken as one, at which hour it begins and ends, how much time lies between.

A bare date is a whole day: goods that are ready on it are so from 00:00, and what must have arrived on it may arrive
until 24:00. A moment (`datetime.datetime`) means itself. Time is elapsed time: where moments bear a zone, what lies
between them is reckoned in UTC, so that a day on which the clocks change has 23 or 25 hours.
"""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

Moment = datetime.date  # a day, or a `datetime.datetime`, which is one too

EXPECTED = "expected a datetime.date or a datetime.datetime"
DAY = datetime.timedelta(days=1)
_FINER_THAN_DAYS = ("h", "m", "s", "ms", "us", "ns", "ps", "fs", "as")


def as_moment(value: Any) -> Any:
    """Return a day or moment of another kind, such as those of numpy and pandas, as Python's own.

    None stands for a missing one (``NaT``); anything else comes back as it is.

    Examples
    --------
    >>> as_moment(np.datetime64("2016-12-01")), as_moment(np.datetime64("NaT")), as_moment("2016-12-01")
    (datetime.date(2016, 12, 1), None, '2016-12-01')
    """
    if value is None or type(value) in (datetime.date, datetime.datetime):
        return value
    if isinstance(value, np.datetime64):
        return _of_numpy(value)
    if not isinstance(value, datetime.date):
        return value
    if value != value:  # noqa: PLR0124 - NaT of pandas calls itself a datetime and is not equal to itself
        return None
    return _plain(value)


def is_moment(value: Any) -> bool:
    """Tell whether a value is a day or a moment."""
    return type(value) in (datetime.date, datetime.datetime)


def is_day(value: Moment) -> bool:
    """Tell whether a day is meant, not a moment."""
    return not isinstance(value, datetime.datetime)


def is_aware(value: Moment) -> bool:
    """Tell whether a moment bears a time zone."""
    return isinstance(value, datetime.datetime) and value.utcoffset() is not None


def are_alike(one: Moment, other: Moment) -> bool:
    """Tell whether the time between two can be told: two days, or two moments of which both or neither bear a zone."""
    return (is_day(one), is_aware(one)) == (is_day(other), is_aware(other))


def time_allowed(ready: Moment, deadline: Moment) -> datetime.timedelta:
    """Return what passes from the begin of one to the end of another, which are alike.

    Examples
    --------
    >>> time_allowed(datetime.date(2016, 3, 1), datetime.date(2016, 3, 2))
    datetime.timedelta(days=2)
    """
    if is_day(ready):
        return deadline - ready + DAY
    return elapsed(ready, deadline)


def elapsed(one: Moment, other: Moment) -> datetime.timedelta:
    """Return what passes between two moments that both or neither bear a zone; a day stands for its 00:00."""
    first, last = _moment(one), _moment(other)
    passed = last.replace(tzinfo=None) - first.replace(tzinfo=None)
    before, after = first.utcoffset(), last.utcoffset()
    return passed if before is None or after is None else passed - (after - before)


def after(begin: Moment, passed: datetime.timedelta) -> datetime.datetime:
    """Return the moment at which so much has passed since another one, on the clocks of that one's zone."""
    moment = _moment(begin)
    if not is_aware(moment):
        return moment + passed
    return (moment.astimezone(datetime.UTC) + passed).astimezone(moment.tzinfo)


def told(value: Moment, *, end: bool = False) -> str:
    """Return a day or moment with its hour: a day begins at 00:00 and ends at 24:00.

    Examples
    --------
    >>> told(datetime.date(2016, 3, 1)), told(datetime.date(2016, 3, 2), end=True)
    ('2016-03-01 00:00', '2016-03-02 24:00')
    """
    if isinstance(value, datetime.datetime):
        exact = value.second or value.microsecond
        return value.isoformat(sep=" ") if exact else value.isoformat(sep=" ", timespec="minutes")
    return f"{value} {'24:00' if end else '00:00'}"


def _of_numpy(value: np.datetime64) -> Any:
    if np.isnat(value):
        return None
    unit = np.datetime_data(value.dtype)[0]
    if unit in _FINER_THAN_DAYS:
        value = value.astype("datetime64[us]")
    elif unit != "D":  # a year, a month or a week is no day
        return value
    found = value.item()
    return found if is_moment(found) else value  # beyond the years of Python it is a number


def _plain(value: Moment) -> Moment:
    if not isinstance(value, datetime.datetime):
        return datetime.date(value.year, value.month, value.day)
    clock = (value.hour, value.minute, value.second, value.microsecond)
    return datetime.datetime(value.year, value.month, value.day, *clock, tzinfo=value.tzinfo, fold=value.fold)


def _moment(value: Moment) -> datetime.datetime:
    if isinstance(value, datetime.datetime):
        return value
    return datetime.datetime(value.year, value.month, value.day)
