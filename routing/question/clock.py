"""Moments of a question on the clock: in which zone they are meant, and as seconds since 1970-01-01 UTC."""

from __future__ import annotations

import datetime
import math

from networks.network import Network
from networks.timetable.zones import zone_of
from routing.errors import QuestionError
from routing.question.moments import DAY, EXPECTED, Moment, as_moment, is_aware, is_day, is_moment


def moment_at(network: Network, place: str, value: object, name: str, *, end: bool = False) -> datetime.datetime:
    """Return a day or moment as a moment with a zone: that of a place, or UTC where it is not known.

    Parameters
    ----------
    value
        A day means its 00:00, or with `end` its 24:00. A moment with a zone stays as it is.
    name
        Of the argument, for the error.

    Raises
    ------
    QuestionError
        Something else; a moment that no clock shows.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> moment_at(net, "KZALA", datetime.date(2016, 3, 1), "depart").isoformat()
    '2016-03-01T00:00:00+06:00'
    """
    found = as_moment(value)
    if not is_moment(found):
        raise QuestionError([f"{name}={value!r}: {EXPECTED}"])
    if is_aware(found):
        assert isinstance(found, datetime.datetime)
        return found
    try:
        if is_day(found):
            day = found + DAY if end else found
            found = datetime.datetime(day.year, day.month, day.day)
        assert isinstance(found, datetime.datetime)
        moment = found.replace(tzinfo=zone_of(network, place) or datetime.UTC)
        moment.astimezone(datetime.UTC)
    except OverflowError as error:
        raise QuestionError([f"{name}={value!r}: beyond the days that a calendar has"]) from error
    return moment


def seconds_of(moment: Moment) -> int:
    """Return the whole seconds since 1970-01-01 UTC of a moment with a zone, rounded up.

    Examples
    --------
    >>> seconds_of(datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC))
    86400
    """
    assert isinstance(moment, datetime.datetime)
    return math.ceil(moment.timestamp())
