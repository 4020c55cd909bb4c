"""Customs areas: which territory is in which, on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from networks.model.elements import CustomsMember
from networks.model.tables import Tables

A_DAY = datetime.timedelta(days=1)


def members_of(tables: Tables) -> tuple[CustomsMember, ...]:
    """Return the memberships of territories in customs areas."""
    return tuple(CustomsMember(**row) for row in tables["customs_areas"].rows())


def area_of(territory: str, members: Iterable[CustomsMember], day: datetime.date | None) -> str:
    """Return the customs area of a territory on a day, without a day after all that is known; itself if in none.

    Examples
    --------
    >>> union = CustomsMember(area="EAEU", territory="KG", from_date=datetime.date(2015, 8, 12))
    >>> [area_of("KG", [union], datetime.date(year, 1, 1)) for year in (2015, 2016)]
    ['KG', 'EAEU']
    """
    day = day or datetime.date.max
    for member in members:
        begun, ended = member.from_date or day, member.until_date or day
        if member.territory == territory and begun <= day <= ended:
            return member.area
    return territory


def areas_since(territory: str, members: Sequence[CustomsMember], day: datetime.date) -> frozenset[str]:
    """Return the customs areas of a territory on a day and on every later one.

    Examples
    --------
    >>> union = CustomsMember(area="EAEU", territory="KG", from_date=datetime.date(2015, 8, 12))
    >>> [sorted(areas_since("KG", [union], datetime.date(year, 1, 1))) for year in (2015, 2016)]
    [['EAEU', 'KG'], ['EAEU']]
    """
    turns = [day]
    for member in members:
        if member.territory == territory:
            turns += [turn for turn in (member.from_date, _day_after(member.until_date)) if turn is not None]
    return frozenset(area_of(territory, members, turn) for turn in turns if turn >= day)


def _day_after(day: datetime.date | None) -> datetime.date | None:
    return None if day is None or day == datetime.date.max else day + A_DAY
