"""How much of some edges lies over the land of territories, measured along their courses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.sphere import Floats
from networks.ways.coding import touched_by
from networks.ways.courses import points_along

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from networks.ways.marks import Ints

STEP_KM = 0.5


def km_by_territory(graph: WayGraph, edges: Ints) -> Mapping[str, float]:
    """Return territory -> km of some edges over its land, the most first, to half a km a crossing.

    What touches a territory for less than that is told with 0 km.
    """
    totals = {code: float(km.sum()) for code, km in _by_edge(graph, edges).items()}
    return dict(sorted(totals.items(), key=lambda one: (-one[1], one[0])))


def land_km_of(graph: WayGraph, edges: Ints) -> Floats:
    """Return how many km of each edge lie over any land."""
    return sum(_by_edge(graph, edges).values(), start=np.zeros(len(edges)))


def _by_edge(graph: WayGraph, edges: Ints) -> dict[str, Floats]:
    """Return territory -> km of each of some edges over its land."""
    if not len(edges):
        return {}
    marks = touched_by(graph, np.unique(edges))
    wet = ~np.isin(edges, marks.edges)
    dry = np.flatnonzero(~wet)
    points, row = points_along(graph, edges[dry], STEP_KM)
    share = 1 / np.maximum(np.bincount(row, minlength=len(dry)), 1)
    found = {}
    for code in marks.names:
        mine = np.isin(edges[dry], marks.bearing(code))[row]
        inside = np.zeros(len(points), dtype=np.bool_)
        inside[mine] = shapely_module().contains_xy(territory_polygon(code), *points[mine].T)
        km = np.zeros(len(edges))
        km[dry] = np.bincount(row, weights=inside, minlength=len(dry)) * share * graph.metres[edges[dry]] / 1000
        found[code] = km
    return found
