"""Land and borders of a map window: Natural Earth 1:10m, projected, cut to the window, thinned to what can be seen.

These shapes are for drawing. Verdicts on who is crossed are `networks.geo.borders`' own, from every vertex.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np

from networks.geo.borders import territory_polygon
from networks.geo.territories import extents
from routing.views.plots.projection import EURASIA, Lambert

LONGEST_DEG = 1.0  # longer edges of a border get points between, so that they bend with the map
GRID = 60  # points along each side of a window that ask which territories it may hold
MARGIN_DEG = 4.0
BEYOND = "AQ"  # lies round the point that has no place on the map


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the map, in km east and north of its centre."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south


def land_in(window: Window, tolerance_km: float, projection: Lambert = EURASIA) -> dict[str, Any]:
    """Return the land of each territory seen in a window, as a shapely geometry in km of the map.

    Parameters
    ----------
    tolerance_km
        Outlines are thinned by this much; half a pixel leaves no trace.
    """
    shapely = import_module("shapely")
    box = shapely.box(window.west, window.south, window.east, window.north)
    found = {}
    for code in sorted(_near(window, projection)):
        shape = shapely.simplify(
            shapely.clip_by_rect(projected(code, projection), *box.bounds), tolerance_km, preserve_topology=False
        )
        shape = shapely.intersection(shapely.make_valid(shape), box)
        if not shape.is_empty and shape.area > 0:
            found[code] = shape
    return found


@lru_cache(maxsize=512)
def projected(code: str, projection: Lambert = EURASIA) -> Any:
    """Return the land of a territory in km of the map; parts that the 180th meridian cut apart are one again."""
    shapely = import_module("shapely")
    degrees = territory_polygon(code)
    cut = bool((np.abs(shapely.get_coordinates(degrees)[:, 0]) > 179.9999).any())
    shape = shapely.transform(shapely.segmentize(degrees, LONGEST_DEG), projection.forward)
    shape = shapely.make_valid(shape)
    return shapely.union_all(shapely.get_parts(shape), grid_size=0.001) if cut else shape


def _near(window: Window, projection: Lambert) -> set[str]:
    """Return the codes of the territories whose rectangle of degrees comes near the window."""
    x, y = np.meshgrid(np.linspace(window.west, window.east, GRID), np.linspace(window.south, window.north, GRID))
    seen = projection.inverse(np.stack([x.ravel(), y.ravel()], axis=1))
    lon, lat = seen[~np.isnan(seen).any(axis=1)].T
    found = set()
    for code, (south, west, north, east) in extents().items():
        wide = (east - west) % 360 if (west, east) != (-180.0, 180.0) else 360.0
        across = ((lon - west + MARGIN_DEG) % 360 <= wide + 2 * MARGIN_DEG) | (wide + 2 * MARGIN_DEG >= 360)
        if (across & (lat >= south - MARGIN_DEG) & (lat <= north + MARGIN_DEG)).any():
            found.add(code)
    return found - {BEYOND}
