"""Ways by land between two points of one country: straight, or with one bend round water or a border."""

from __future__ import annotations

from typing import Any

import numpy as np

from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.sphere import Floats, great_circle_km
from networks.geo.territories import extents
from networks.model.vocabulary import ISO_3166_1

Point = tuple[float, float]  # degrees east and north

SHORE_KM = 5.0  # how far off its coast a point may lie: quays on made ground, positions from a map
WET_KM = 3.0  # how far a straight line may leave the land: inlets and rivers have bridges
KM_OF_DEGREE = 111.2
WINDOW_DEG = 1.0
BENDS = np.arange(1, 11) / 10  # how far aside a bend lies, in shares of the distance


def country_at(point: Point) -> str:
    """Return the code of the territory that a point lies in, or nearest to within 5 km; "" on the open sea.

    Examples
    --------
    >>> country_at((139.65, 35.86)), country_at((135.0, 40.0))
    ('JP', '')
    """
    shapely = shapely_module()
    here = shapely.Point(point)
    near: list[tuple[float, str]] = []
    for code in sorted(extents().keys() & ISO_3166_1):
        if _is_near(point, code):
            polygon = territory_polygon(code)
            if shapely.contains_xy(polygon, *point):
                return code
            near.append((_km_to(polygon, here), code))
    return min(near, default=(np.inf, ""))[1] if min(near, default=(np.inf, ""))[0] <= SHORE_KM else ""


def overland_km(one: Point, other: Point, country: str) -> float | None:
    """Return the length of a way by land between two points, in km; None where only water or a border leads there.

    Both points must lie on one piece of land of the country (bridges to another island count for nothing), and no leg
    may leave it by more than 3 km. The way is straight, or has the one bend that makes it shortest.

    Examples
    --------
    >>> yokohama, tokyo, chiba = (139.66, 35.45), (139.789, 35.618), (140.1, 35.6)
    >>> round(overland_km(yokohama, tokyo, "JP"))
    22
    >>> round(overland_km(yokohama, chiba, "JP"))  # round the bay; 43 km across
    67
    >>> overland_km((135.2, 34.68), (134.05, 34.35), "JP") is None  # Kobe and Takamatsu, on Shikoku
    True
    """
    shapely = shapely_module()
    if country not in extents():
        return None
    land = _land_of(one, other, country)
    if land is None:
        return None
    ends = [_ashore(land, point) for point in (one, other)]
    dry = land.buffer(WET_KM / KM_OF_DEGREE)
    shapely.prepare(dry)
    over_land = shapely.contains(dry, shapely.linestrings(_ways(*ends)))
    if not over_land.any():
        return None
    lon, lat = np.moveaxis(_ways(np.array(one), np.array(other)), -1, 0)
    km = great_circle_km(lat[:, :-1], lon[:, :-1], lat[:, 1:], lon[:, 1:]).sum(axis=1)
    return float(km[over_land].min())


def _is_near(point: Point, code: str) -> bool:
    south, west, north, east = extents()[code]
    lon, lat = point
    margin = SHORE_KM / KM_OF_DEGREE * 2
    within = west - margin <= lon <= east + margin if west <= east else lon >= west - margin or lon <= east + margin
    return within and south - margin <= lat <= north + margin


def _land_of(one: Point, other: Point, country: str) -> Any:
    """Return the land that both points lie on, as far as it is near; None where they lie on two pieces, or on none."""
    shapely = shapely_module()
    corners = np.array([one, other])
    window = (*(corners.min(axis=0) - WINDOW_DEG), *(corners.max(axis=0) + WINDOW_DEG))
    parts = shapely.get_parts(shapely.clip_by_rect(territory_polygon(country), *window))
    parts = parts[shapely.area(parts) > 0]
    if not len(parts):
        return None
    found = []
    for point in (one, other):
        nearest = int(np.argmin(shapely.distance(parts, shapely.Point(point))))
        if _km_to(parts[nearest], shapely.Point(point)) > SHORE_KM:
            return None
        found.append(nearest)
    return parts[found[0]] if found[0] == found[1] else None


def _km_to(land: Any, point: Any) -> float:
    """Return the way from a point to land, in km."""
    shapely = shapely_module()
    (lon, lat), (there, lat_there) = shapely.get_coordinates(shapely.shortest_line(point, land))
    return float(great_circle_km(lat, lon, lat_there, there))


def _ashore(land: Any, point: Point) -> Floats:
    """Return the nearest point of some land."""
    shapely = shapely_module()
    return np.asarray(shapely.get_coordinates(shapely.shortest_line(shapely.Point(point), land))[-1])


def _ways(one: Floats, other: Floats) -> Floats:
    """Return the straight way, and those with a bend beside its middle, shape (n, 3, 2)."""
    stretch = np.array([np.cos(np.radians((one[1] + other[1]) / 2)), 1.0])  # of a degree east and north
    along = (other - one) * stretch
    aside = np.array([-along[1], along[0]]) / stretch
    middle = (one + other) / 2
    bends = middle + np.concatenate([[0.0], BENDS, -BENDS])[:, None] * aside
    return np.stack([np.broadcast_to(one, bends.shape), bends, np.broadcast_to(other, bends.shape)], axis=1)
