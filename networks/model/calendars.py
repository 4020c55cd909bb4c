"""Calendars as frozen records: when a service departs, and when something is open; each mirrors a table."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from networks.model.tupled import tupled


@dataclass(frozen=True, slots=True, kw_only=True)
class DeparturePattern:
    """One row of ``departures.csv``: when a line departs from its first stop, or an area from anywhere in it.

    Attributes
    ----------
    weekdays, every_days, dates
        On which days, one of the three: ``("Mon", "Thu")``; every so many days from `from_date` on; these days.
    times
        Local times of day ``"HH:MM"`` or ``"HH:MM:SS"``, which may pass 24 hours, or repetitions
        ``"06:00-22:00/00:30"``; empty where the time of day is not known: 00:00 then stands for it.
    zone
        IANA name of the zone of days and times; "" = that of the first stop.
    from_date, until_date
        First and last day, or None.
    except_dates
        Days on which it does not run.
    kind
        ``sourced`` or ``assumption``.

    Examples
    --------
    >>> DeparturePattern(service="line:ship", weekdays=("Mon",), kind="sourced").runs_by
    'weekdays'
    """

    service: str
    weekdays: tuple[str, ...] = ()
    every_days: int | None = None
    dates: tuple[datetime.date, ...] = ()
    times: tuple[str, ...] = ()
    zone: str = ""
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    except_dates: tuple[datetime.date, ...] = ()
    source: str = ""
    kind: str
    note: str = ""

    def __post_init__(self) -> None:
        tupled(self, "weekdays", "dates", "times", "except_dates")

    @property
    def runs_by(self) -> str:
        """Return what says on which days it runs: ``weekdays``, ``every_days`` or ``dates``; "" where nothing does."""
        return next((name for name in ("weekdays", "every_days", "dates") if getattr(self, name)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """One row of ``opening_hours.csv``: when a place, an operation or a procedure is open.

    Attributes
    ----------
    element
        A place, or an operation or a procedure at a place; what has no row is always open.
    weekdays
        Days of the week on which it opens; empty = every day.
    opens, closes
        Local times of day of the place; `closes` may pass 24 hours.
    from_date, until_date
        First and last day on which it opens so, or None.

    Examples
    --------
    >>> OpeningHours(element="JPYOK", weekdays=("Mon",), opens="08:30", closes="16:30", kind="assumption").closes
    '16:30'
    """

    element: str
    weekdays: tuple[str, ...] = ()
    opens: str
    closes: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    source: str = ""
    kind: str
    note: str = ""

    def __post_init__(self) -> None:
        tupled(self, "weekdays")
