"""Land and water by Natural Earth: how far straight ways run over open water, and which land masses they join."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.sphere import EARTH_KM, Floats, along_great_circles, angles, unit_vectors
from networks.geo.territories import extents
from networks.model.vocabulary import ISO_3166_1

WINDOW_DEG = 2.0  # how far beside a way a tunnel or bridge would be looked for
MANY = 2000  # corners of a coast that are measured
STEP_KM = 20.0  # how finely a way is looked at: tunnels and bridges pass between two looks

Bools = NDArray[np.bool_]
Point = tuple[float, float]


def on_land(lon_lat: Floats, likely: Iterable[str] = ()) -> Bools:
    """Return for each point whether any territory contains it; `likely` codes are asked first, which is faster."""
    shapely, lon, lat = shapely_module(), *lon_lat.T
    found = np.zeros(len(lon_lat), dtype=np.bool_)
    for code in dict.fromkeys([*likely, *sorted(extents().keys() & ISO_3166_1)]):
        if code not in extents():
            continue
        south, west, north, east = extents()[code]
        within = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        asked = np.flatnonzero(~found & within & (lat >= south) & (lat <= north))
        if len(asked):
            found[asked] = shapely.contains_xy(territory_polygon(code), lon[asked], lat[asked])
    return found


def longest_over_water(lines: list[Floats], likely: Iterable[str] = ()) -> Floats:
    """Return the longest way over open water of each line of degrees east and north, in km, to 20 km.

    Examples
    --------
    >>> longest_over_water([np.array([(139.66, 35.45), (131.88, 43.11)])]).round(-2).tolist()  # the Sea of Japan
    [800.0]
    """
    fine = [along_great_circles(line, STEP_KM) for line in lines]
    if not fine:
        return np.zeros(0)
    dry = on_land(np.concatenate(fine), likely)
    ends = np.cumsum([len(points) for points in fine])
    return np.array([_longest(points, dry[end - len(points) : end]) for points, end in zip(fine, ends, strict=True)])


def sea_between(one: Point, other: Point, *, measured: bool = True) -> float:
    """Return how wide the sea between the land masses of two points is about the way from one to the other, in km.

    Parameters
    ----------
    one, other
        Degrees east and north; a point off the coast counts to the nearest land.
    measured
        False: inf for two land masses, which is found faster.

    Returns
    -------
    float
        0 where both lie on one land mass, inf where its coasts do not come near the way.

    Examples
    --------
    >>> sea_between((-9.1, 38.8), (131.95, 43.2))  # Lisbon and Vladivostok
    0.0
    >>> 30 < sea_between((-0.1, 51.5), (2.3, 48.9)) < 40  # London and Paris: a tunnel will do
    True
    >>> sea_between((139.66, 35.45), (131.88, 43.11)) > 400  # Yokohama and Vladivostok
    True
    """
    land = _land()
    masses = [land.mass_of(*point) for point in (one, other)]
    if masses[0] == masses[1]:
        return 0.0
    if not measured:
        return np.inf
    line = np.array([one, other], dtype=np.float64)
    west, south = line.min(axis=0) - WINDOW_DEG
    east, north = line.max(axis=0) + WINDOW_DEG
    lon, lat = land.corners.T
    near = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    coasts = [unit_vectors(_thinned(land.corners[near & (land.masses == mass)])) for mass in masses]
    nearest = [float(angles(corner, coasts[1]).min()) for corner in coasts[0]] if all(map(len, coasts)) else []
    return EARTH_KM * min(nearest, default=np.inf)


def _thinned(corners: Floats) -> Floats:
    """Return corners, or some of them where they are very many: on a coast that long they lie close together."""
    return corners[:: len(corners) // MANY + 1]


@dataclass(frozen=True, slots=True)
class _Land:
    """Outlines of all land: corners in degrees, the land mass of each, and the parts that masses consist of."""

    corners: Floats
    masses: NDArray[np.int64]
    parts: Any  # tree of polygons
    mass_of_part: NDArray[np.int64]

    def mass_of(self, lon: float, lat: float) -> int:
        """Return the land mass on which a point lies, or that is nearest."""
        return int(self.mass_of_part[self.parts.nearest(shapely_module().Point(lon, lat))])


@cache
def _land() -> _Land:
    """Return all land; parts belong to one mass where they share a corner, for neighbours have the same border."""
    shapely = shapely_module()
    parts = shapely.get_parts([territory_polygon(code) for code in sorted(extents())])
    corners, part = shapely.get_coordinates(parts, return_index=True)
    corners[corners[:, 0] == -180, 0] = 180  # the edge of the map is no coast
    keys = np.rint((corners + 360) * 1e5).astype(np.int64)  # the file has five decimals
    _, corner = np.unique(keys[:, 0] * 100_000_000 + keys[:, 1], return_inverse=True)
    order = np.argsort(corner, kind="stable")
    shared = (corner[order][1:] == corner[order][:-1]) & (part[order][1:] != part[order][:-1])
    pairs = np.unique(np.stack([part[order][:-1][shared], part[order][1:][shared]], axis=1), axis=0)
    masses = _joined(len(parts), pairs.tolist())
    return _Land(corners, masses[part], shapely.STRtree(parts), masses)


def _joined(size: int, pairs: list[list[int]]) -> NDArray[np.int64]:
    """Return a number for each of so many things, equal where pairs join them."""
    parent = list(range(size))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[root(one)] = root(other)
    return np.array([root(one) for one in range(size)], dtype=np.int64)


def _longest(points: Floats, dry: Bools) -> float:
    """Return the longest way between two points on land, or the end of the line, with none on land between, in km."""
    vectors = unit_vectors(points)
    at = np.concatenate([[0.0], np.cumsum(EARTH_KM * angles(vectors[:-1], vectors[1:]))])
    edges = np.concatenate([[0], np.flatnonzero(dry), [len(points) - 1]])
    wet = np.diff(edges) > 1
    return float(np.diff(at[edges])[wet].max()) if wet.any() else 0.0
