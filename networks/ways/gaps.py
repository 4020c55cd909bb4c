"""Gaps of railway data: where two parts of a graph come near and do not meet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from networks.geo.borders import shapely_module
from networks.geo.sphere import Floats, great_circle_km
from networks.ways.marks import Ints
from networks.ways.parts import parts_of
from networks.ways.sea_lanes import Edges

AT_ONCE = 2000  # nodes that are looked round at together
KM_OF_DEGREE = 111.2
FLAT = 0.05  # cosine of 87 degrees north, beyond which there are no railways


class Gap(NamedTuple):
    """Two nodes of two parts, the nearest ones, and how far apart they are."""

    one: int
    other: int
    km: float


def gaps_of(edges: Edges, within_km: float) -> list[Gap]:
    """Return for each two parts that come so near the two nodes that are nearest, the narrowest gap first.

    Examples
    --------
    >>> import numpy as np
    >>> from networks.ways.sea_lanes import edges_of
    >>> lines = [np.array([(9.0, 50.0), (9.1, 50.0)]), np.array([(9.11, 50.0), (9.2, 50.0)])]
    >>> [(gap.one, gap.other, round(gap.km, 2)) for gap in gaps_of(edges_of(lines), 2.0)]
    [(1, 2, 0.71)]
    """
    lon_lat, part = edges.lon_lat, parts_of(len(edges.lon_lat), edges.tail, edges.head)
    shapely = shapely_module()
    tree = shapely.STRtree(shapely.points(lon_lat))
    outside = np.flatnonzero(part != 0)  # of two parts one at least is not the largest
    found = [
        _nearest(lon_lat, part, tree, outside[at : at + AT_ONCE], within_km) for at in range(0, len(outside), AT_ONCE)
    ]
    one, other, km = (np.concatenate(cells) for cells in zip(*found, strict=True)) if found else _NOTHING
    order, first = _first_of_parts(part[one], part[other], km)
    one, other = np.minimum(one, other), np.maximum(one, other)
    chosen = order[first]
    chosen = chosen[np.lexsort((other[chosen], one[chosen], km[chosen]))]
    return [Gap(*row) for row in zip(one[chosen].tolist(), other[chosen].tolist(), km[chosen].tolist(), strict=True)]


_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))


def _nearest(lon_lat: Floats, part: Ints, tree: object, nodes: Ints, within_km: float) -> tuple[Ints, Ints, Floats]:
    """Return of each two parts the nearest pair that begins with one of some nodes."""
    shapely = shapely_module()
    high = within_km / KM_OF_DEGREE
    wide = high / np.maximum(np.cos(np.radians(lon_lat[nodes, 1])), FLAT)
    lon, lat = lon_lat[nodes].T
    at, other = tree.query(shapely.box(lon - wide, lat - high, lon + wide, lat + high))  # type: ignore[attr-defined]
    one = nodes[at]
    apart = part[one] != part[other]
    one, other = one[apart], other[apart]
    km = great_circle_km(lon_lat[one, 1], lon_lat[one, 0], lon_lat[other, 1], lon_lat[other, 0])
    near = km <= within_km
    one, other, km = one[near], other[near], km[near]
    order, first = _first_of_parts(part[one], part[other], km)
    kept = order[first]
    return one[kept], other[kept], km[kept]


def _first_of_parts(one: Ints, other: Ints, km: Floats) -> tuple[Ints, Ints]:
    """Return rows with the nearest first, and the first of them for each two parts."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((km, high, low))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    return order, np.flatnonzero(new)
