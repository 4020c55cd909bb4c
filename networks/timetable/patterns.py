"""On which days a pattern runs, and at which times of day, as plain numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from networks.model.calendars import DeparturePattern
from networks.model.tables import frozen
from networks.model.times_of_day import repeated
from networks.model.vocabulary import VOCABULARY
from networks.timetable.zones import EPOCH, FIRST_DAY, LAST_DAY

THURSDAY = 3  # 1 January 1970


def day_number(day: datetime.date) -> int:
    """Return a day as the number of days since 1970-01-01.

    Examples
    --------
    >>> day_number(datetime.date(1970, 1, 2)), day_number(datetime.date(1969, 12, 31))
    (1, -1)
    """
    return day.toordinal() - EPOCH


def days_of(pattern: DeparturePattern, first: int, last: int) -> NDArray[np.int64]:
    """Return the days from `first` to `last`, both included, on which a pattern runs; ascending, since 1970-01-01.

    Examples
    --------
    >>> day = datetime.date(1970, 1, 1)
    >>> every_other = DeparturePattern(service="L", every_days=2, from_date=day, kind="assumption")
    >>> days_of(every_other, 0, 5).tolist()
    [0, 2, 4]
    """
    first = max(first, FIRST_DAY if pattern.from_date is None else day_number(pattern.from_date))
    last = min(last, LAST_DAY if pattern.until_date is None else day_number(pattern.until_date))
    if pattern.dates:
        days = np.array(sorted(map(day_number, pattern.dates)), dtype=np.int64)
        days = days[(days >= first) & (days <= last)]
    elif pattern.every_days:
        begin = first if pattern.from_date is None else day_number(pattern.from_date)
        days = np.arange(first + (begin - first) % pattern.every_days, last + 1, pattern.every_days, dtype=np.int64)
    else:
        days = on_weekdays(pattern.weekdays, first, last)
    if not pattern.except_dates:
        return days
    return days[~np.isin(days, [day_number(day) for day in pattern.except_dates])]


def has_day(pattern: DeparturePattern) -> bool:
    """Tell whether a pattern runs on any day at all.

    Examples
    --------
    >>> first, last = datetime.date(2016, 5, 3), datetime.date(2016, 5, 8)
    >>> has_day(DeparturePattern(service="L", weekdays=("Mon",), from_date=first, until_date=last, kind="assumption"))
    False
    """
    if pattern.dates:
        return bool(len(days_of(pattern, FIRST_DAY, LAST_DAY)))
    reach = (pattern.every_days or 7) * (len(pattern.except_dates) + 1)  # an exception takes one day
    first = FIRST_DAY if pattern.from_date is None else day_number(pattern.from_date)
    if pattern.from_date is None and pattern.until_date is not None:
        first = day_number(pattern.until_date) - reach
    return bool(len(days_of(pattern, first, min(first + reach, LAST_DAY))))


def on_weekdays(weekdays: Iterable[str], first: int, last: int) -> NDArray[np.int64]:
    """Return the days from `first` to `last` that bear some names.

    Examples
    --------
    >>> on_weekdays(("Thu", "Fri"), 0, 8).tolist()
    [0, 1, 7, 8]
    """
    days = np.arange(first, last + 1, dtype=np.int64)
    wanted = np.isin(VOCABULARY["weekday"], list(weekdays))
    return days[wanted[(days + THURSDAY) % 7]]


@lru_cache(maxsize=4096)
def times_of(times: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the seconds of times of day and repetitions, ascending and each once; of none that of 00:00.

    Examples
    --------
    >>> times_of(("06:00-07:00/00:30", "25:00")).tolist(), times_of(()).tolist()
    ([21600, 23400, 25200, 90000], [0])
    """
    seconds = [second for text in times for second in repeated(text)]
    return frozen(np.unique(np.array(seconds or [0], dtype=np.int64)))
