"""Where a line runs relative to a territory, by the borders that are looked at (`networks.geo.worldview`).

The borders are good to a few hundred metres in most places and to one or two kilometres in some; every figure
here inherits that. The codes and the edition are described in ``networks/data/borders/README.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from networks.geo.sphere import EARTH_KM, Floats, along_great_circles, angles, equidistant, shorter_way, unit_vectors
from networks.geo.worldview import OURS, Borders, borders_in_use, shapely_module

__all__ = ["BORDERS", "Clearance", "clearance_km", "shapely_module", "territory_polygon"]

BORDERS = OURS
STEP_KM = 5.0  # longest piece of a line that is looked at as straight
BORDER_STEP_DEG = 0.2  # longest piece of a border, in degrees of longitude or latitude
FAR_KM = 10_000.0  # beyond it a projection is no help, nor needed
WINDOW = 80  # pieces of a line measured in one projection: at most 400 km


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """How a line lies to a territory.

    Attributes
    ----------
    inside_km
        Length of the line inside the territory, in km; 0 if it stays outside.
    inside_depth_km
        Distance from the deepest point inside to the nearest border or coast, in km; 0 if it stays outside.
    distance_km
        Least distance from the line to the territory, in km; 0 if it enters.
    """

    inside_km: float
    inside_depth_km: float
    distance_km: float


def territory_polygon(code: str) -> Any:
    """Return the land of a territory as a shapely MultiPolygon in degrees of longitude and latitude.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2 code. ``CN`` is without Hong Kong (``HK``), Macao (``MO``) and Taiwan (``TW``).

    Raises
    ------
    KeyError
        If there is no territory of that code.
    """
    return borders_in_use().polygon(code)


def clearance_km(line_lon_lat: ArrayLike, code: str) -> Clearance:
    """Return how much of a line lies inside a territory, how deep, and how near it comes.

    The line is followed along great circles in pieces of at most 5 km. Distances are measured on the sphere in
    azimuthal equidistant projections, one for each 400 km of the line, centred on the line. Against the ellipsoid they
    are wrong by up to 0.5 %, and by the projection up to 1 % more at 1,000 km and 4 % at 3,000 km, and beyond
    10,000 km they are good to 250 km; near a border what counts is the generalisation of the border itself, about 1 km.

    Parameters
    ----------
    line_lon_lat
        Points of the line, degrees, shape (n, 2), n >= 1, longitude first. A line may cross the 180th meridian.
    code
        ISO 3166-1 alpha-2 code, see `territory_polygon`.

    Examples
    --------
    The chord from Ussuriysk to Khabarovsk cuts a corner of China, which the railway does not.

    >>> found = clearance_km([(131.98, 43.80), (135.07, 48.50)], "CN")
    >>> 300 < found.inside_km < 340, found.distance_km
    (True, 0.0)
    """
    shapely = shapely_module()
    polygon = territory_polygon(code)
    line = np.array(line_lon_lat, dtype=np.float64, ndmin=2)
    line[:, 0] = shorter_way(line[:, 0])
    points = along_great_circles(line if len(line) > 1 else np.repeat(line, 2, axis=0), STEP_KM)
    flat = np.stack([points[:-1], points[1:]], axis=1)
    flat[:, 1, 0] = flat[:, 0, 0] + shorter_way(flat[:, 1, 0] - flat[:, 0, 0])  # over the 180th meridian
    pieces = shapely.linestrings(flat)
    vectors = unit_vectors(points)
    lengths = EARTH_KM * angles(vectors[:-1], vectors[1:])

    contained = shapely.contains_properly(polygon, pieces)
    share = contained.astype(np.float64)
    cut = np.flatnonzero(shapely.intersects(polygon, pieces) & ~contained)
    if cut.size:
        degrees = np.maximum(shapely.length(pieces[cut]), 1e-12)
        share[cut] = np.minimum(shapely.length(shapely.intersection(polygon, pieces[cut])) / degrees, 1.0)
    inside = shapely.contains_xy(polygon, points[:, 0], points[:, 1])
    depth = _depth(vectors, inside, code)
    entered = bool(cut.size or inside.any())
    return Clearance(
        inside_km=float((share * lengths).sum()),
        inside_depth_km=depth,
        distance_km=0.0 if entered else _distance(vectors, code),
    )


def _distance(vectors: Floats, code: str) -> float:
    """Return the least distance from a line outside the territory to its border, in km, nearest windows first."""
    shapely = shapely_module()
    windows = [slice(i, i + WINDOW + 1) for i in range(0, max(len(vectors) - 1, 1), WINDOW)]
    starts, _ = _border(code)
    centres = [window.start + (min(window.stop, len(vectors)) - window.start) // 2 for window in windows]
    from_centre = [EARTH_KM * float(angles(vectors[c], starts).min()) for c in centres]
    reach = STEP_KM * WINDOW / 2 + _slack_km()
    best = np.inf
    for w in np.argsort(from_centre):
        if from_centre[w] - reach >= best:
            break
        if from_centre[w] > FAR_KM:
            return float(from_centre[w])
        tree, project = _local_border(vectors[centres[w]], from_centre[w] + reach, code)
        flat = project(vectors[windows[w]])
        near = tree.query_nearest(
            shapely.linestrings(np.stack([flat[:-1], flat[1:]], axis=1)), all_matches=False, return_distance=True
        )[1]
        best = min(best, float(near.min()))
    return best


def _depth(vectors: Floats, inside: NDArray[np.bool_], code: str) -> float:
    """Return the greatest distance from a point inside the territory to its border, in km."""
    shapely = shapely_module()
    deepest = 0.0
    starts, _ = _border(code)
    for first in range(0, len(vectors), WINDOW):
        within = vectors[first : first + WINDOW][inside[first : first + WINDOW]]
        if not len(within):
            continue
        centre = within[len(within) // 2]
        radius = EARTH_KM * float(angles(centre, starts).min()) + 2 * STEP_KM * WINDOW + _slack_km()
        tree, project = _local_border(centre, radius, code)
        near = tree.query_nearest(shapely.points(project(within)), all_matches=False, return_distance=True)[1]
        deepest = max(deepest, float(near.max()))
    return deepest


def _local_border(centre: Floats, radius_km: float, code: str) -> tuple[Any, Any]:
    """Return a tree of the border pieces that begin within a radius, and the projection (km) they are drawn in."""
    shapely = shapely_module()
    starts, ends = _border(code)
    near = angles(centre, starts) * EARTH_KM <= radius_km
    project = equidistant(centre)
    pieces = shapely.linestrings(np.stack([project(starts[near]), project(ends[near])], axis=1))
    return shapely.STRtree(pieces), project


def _border(code: str) -> tuple[Floats, Floats]:
    """Return both ends of each short piece of a border as unit vectors, float64, shape (n, 3)."""
    return _pieces(borders_in_use(), code)


@cache
def _pieces(borders: Borders, code: str) -> tuple[Floats, Floats]:
    shapely = shapely_module()
    rings = shapely.get_rings(shapely.get_parts(borders.polygon(code)))
    corners, ring = shapely.get_coordinates(shapely.segmentize(rings, BORDER_STEP_DEG), return_index=True)
    same = ring[1:] == ring[:-1]
    seam = (np.abs(corners[1:, 0]) == 180) & (np.abs(corners[:-1, 0]) == 180)  # the map's edge is no border
    vectors = unit_vectors(corners)
    return vectors[:-1][same & ~seam], vectors[1:][same & ~seam]


def _slack_km() -> float:
    """Return the greatest length of a border piece, in km: a piece is known by its beginning."""
    return 1.5 * float(np.radians(BORDER_STEP_DEG)) * EARTH_KM
