"""Customs areas: which territory is in which, on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from networks.model.elements import CustomsMember
from networks.model.tables import Tables


def members_of(tables: Tables) -> tuple[CustomsMember, ...]:
    """Return the memberships of territories in customs areas."""
    return tuple(CustomsMember(**row) for row in tables["customs_areas"].rows())


def area_of(territory: str, members: Iterable[CustomsMember], day: datetime.date | None) -> str:
    """Return the customs area of a territory on a day, without a day of any; itself if it is in none.

    Examples
    --------
    >>> union = CustomsMember(area="EAEU", territory="KG", from_date=datetime.date(2015, 8, 12))
    >>> [area_of("KG", [union], datetime.date(year, 1, 1)) for year in (2015, 2016)]
    ['KG', 'EAEU']
    """
    for member in members:
        begun = member.from_date is None or day is None or member.from_date <= day
        ended = member.until_date is not None and day is not None and member.until_date < day
        if member.territory == territory and begun and not ended:
            return member.area
    return territory
