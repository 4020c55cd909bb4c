"""Where voyages by links with hours of their own may stay in one customs area: told one by one, see `voyages.py`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from routing.compiling.bundle import Ints, numbered
from routing.compiling.ground import Ground
from routing.compiling.link_columns import LinkColumns, link_columns, link_rows

Bools = NDArray[np.bool_]


def near_customs(ground: Ground, is_own: Bools) -> tuple[Bools, Bools]:
    """Return the places where a voyage by some links may begin or end as one inside a customs area, and links there.

    That is where both ends of such a link lie in one area, and wherever services call. In a network without terminals
    and services whoever boards may land at once, so that it is everywhere.
    """
    links = link_columns(ground.network)
    near = np.zeros(len(links.places), dtype=np.bool_)
    afloat = is_own & np.isin(links.side, [row for row, side in enumerate(links.sides) if ground.is_told(side)])
    if not afloat.any():
        return near, afloat
    areas, of_country = numbered([ground.network.customs_area(code) for code in links.countries])
    area = of_country[links.country]
    has_customs = np.array([name in ground.areas_with_customs for name in areas], dtype=np.bool_)[area]
    inside = afloat & (area[links.tail] == area[links.head]) & has_customs[links.tail]
    for rows in (np.flatnonzero(inside), *_ways_of_areas(ground, links)):
        near[links.tail[rows]] = near[links.head[rows]] = True
    called = {stop.place for service in ground.services.values() for stop in service.stops}
    near |= np.array([ground.is_bare or place in called for place in links.places], dtype=np.bool_)
    return near, np.asarray(afloat & (near[links.tail] | near[links.head]))


def _ways_of_areas(ground: Ground, links: LinkColumns) -> Iterator[Ints]:
    """Yield the links of each area that are told one by one."""
    for service in ground.services.values():
        rows = link_rows(ground.network, service.links)
        afloat = [row for row in rows.tolist() if ground.is_told(links.sides[links.side[row]])]
        yield np.array(afloat, dtype=np.int64)
