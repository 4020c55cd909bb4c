"""Where courses run by geometry alone: links by way-points and positions, and places, against territory codes.

A course is known at the positions of its ends and at its way-points, and between two points where a way-point says how
it runs: a straight chord is no evidence, nor is the way to or from a town on a line by land that nobody surveyed. What
counts is the depth behind the border: at a point 5 km for positions and borders together, and between two points of a
surveyed stretch of land, as in the border audit, a tenth of its longest piece if that is beyond 60 km. All links are
looked at together, by arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.course_points import TOLERANCE_KM, Bools, Courses, Ints, courses_of, points_of
from networks.geo.sphere import EARTH_KM, Floats, degrees_of, shorter_way, unit_vectors
from networks.geo.worldview import Borders, Extent, borders_in_use
from networks.model.distinct import Distinct, per_combination
from networks.model.link_ends import link_ends
from networks.model.tables import Table, Tables
from networks.model.vocabulary import ISO_3166_1

FEW = 10_000  # points that are held against every rectangle at once
ROUND = 12  # points round another by which its depth is judged


@dataclass(frozen=True, slots=True)
class Inside:
    """What of a course lies in a territory that is not listed.

    Attributes
    ----------
    km
        Length of the surveyed course in it; 0 where only points are known to lie in it.
    lat, lon
        A point of the course that lies deeper in it than the tolerance.
    surveyed
        Whether way-points say so, not the positions of the ends alone.
    """

    km: float
    lat: float
    lon: float
    surveyed: bool


@lru_cache(maxsize=2)
def contradictions(places: Table, links: Table, waypoints: Table) -> Mapping[int, Mapping[str, Inside]]:
    """Return what of each course lies in a territory that is not listed: row of the link -> code -> how much.

    Listed are the territories of the link and the countries of its ends; a link of which neither is stated contradicts
    nothing. Positions and way-points that are missing are left out.
    """
    listed = _listed(places, links)
    stated = np.array([bool(codes) for codes in listed], dtype=np.bool_)
    if not stated.any():
        return {}
    points = points_of(places, links, waypoints, stated)
    if not len(points[0]):
        return {}
    courses = courses_of(links, *points)
    found: dict[int, dict[str, Inside]] = {}
    for code, inside in elsewhere(courses.lon_lat, courses.link, listed).items():
        deep = inside[is_deep(courses.lon_lat[inside], code, courses.tolerance_km[inside])]
        rows, first, owner = np.unique(courses.link[deep], return_index=True, return_inverse=True)
        surveyed = np.bincount(owner, weights=~courses.is_end[deep], minlength=len(rows)) > 0
        km = _km_inside(courses, rows, code)
        for row, point, is_surveyed in zip(rows.tolist(), deep[first].tolist(), surveyed.tolist(), strict=True):
            lon, lat = courses.lon_lat[point].tolist()
            found.setdefault(row, {})[code] = Inside(km=float(km[row]), lat=lat, lon=lon, surveyed=is_surveyed)
    return found


def same_courses(one: Tables, other: Tables) -> bool:
    """Tell whether two networks have the same links on the same courses, with the same codes."""
    if one["waypoints"] is not other["waypoints"]:
        return False
    columns = {"places": ("id", "country", "lat", "lon"), "links": ("id", "mode", "tail", "head", "territories")}
    return all(
        one[name] is other[name] or _same(one[name][column], other[name][column])
        for name, wanted in columns.items()
        for column in wanted
    )


def territories_of(lat: Floats, lon: Floats, stated: list[str]) -> dict[int, str]:
    """Return the territory of each place that lies deeper in it than 5 km, and not in the country that it states."""
    known = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon))
    if not len(known):
        return {}
    lon_lat = np.stack([lon[known], lat[known]], axis=1)
    listed = [frozenset({stated[row]} - {""}) for row in known.tolist()]
    found = {}
    for code, points in elsewhere(lon_lat, np.arange(len(known)), listed).items():
        deep = points[is_deep(lon_lat[points], code, np.full(len(points), TOLERANCE_KM))]
        found.update(dict.fromkeys(known[deep].tolist(), code))
    return found


def _listed(places: Table, links: Table) -> list[frozenset[str]]:
    country = places.distinct("country")
    of_row = np.append(country.of_row, len(country.values))  # a place that is none, row -1, lies in no country
    ends = (Distinct([*country.values, ""], of_row[rows]) for rows in link_ends(places, links))
    sets, of_link = per_combination(links.distinct("territories"), *ends, said=_codes)
    return [sets[number] for number in of_link.tolist()]


def _codes(territories: Sequence[str], tail: str, head: str) -> frozenset[str]:
    return frozenset({*territories, tail, head} - {""})


def _same(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return bool(np.array_equal(one, other, equal_nan=one.dtype == np.float64))


def elsewhere(lon_lat: Floats, owner: Ints, listed: Sequence[frozenset[str]]) -> dict[str, Ints]:
    """Return the points that lie in territories which their owners do not list: code -> points."""
    left = np.ones(len(lon_lat), dtype=np.bool_)
    for code, rows in sorted(_by_code(listed).items()):  # most points lie in a territory that is listed: in no other
        if code in _territories():
            left[_inside(np.flatnonzero(left & rows[owner]), lon_lat, code)] = False
    found: dict[str, Ints] = {}
    for code in _near(lon_lat[left]):
        points = _inside(np.flatnonzero(left), lon_lat, code)
        if len(points):
            found[code] = points
            left[points] = False
    return found


def _inside(points: Ints, lon_lat: Floats, code: str) -> Ints:
    points = points[_in_extent(lon_lat[points], code)]
    if not len(points):
        return points
    contains: Bools = shapely_module().contains_xy(territory_polygon(code), *lon_lat[points].T)
    return points[contains]


def _near(lon_lat: Floats) -> list[str]:
    """Return the territories whose rectangle holds one of some points; all of them where the points are many."""
    codes = _territories()
    if len(lon_lat) > FEW:
        return list(codes)
    south, west, north, east = np.array(list(codes.values()))[:, :, None].swapaxes(0, 1)
    lon, lat = lon_lat.T
    across = np.where(west <= east, (lon >= west) & (lon <= east), (lon >= west) | (lon <= east))
    held = (across & (lat >= south) & (lat <= north)).any(axis=1)
    return [code for code, is_held in zip(codes, held.tolist(), strict=True) if is_held]


def _territories() -> dict[str, Extent]:
    return _known(borders_in_use())


@cache
def _known(borders: Borders) -> dict[str, Extent]:
    return {code: borders.extents[code] for code in sorted(borders.codes & ISO_3166_1)}


def _by_code(listed: Sequence[frozenset[str]]) -> dict[str, Bools]:
    """Return for each code which owners list it."""
    rows: dict[str, list[int]] = {}
    for row, codes in enumerate(listed):
        for code in codes:
            rows.setdefault(code, []).append(row)
    lists = {code: np.zeros(len(listed), dtype=np.bool_) for code in rows}
    for code, mine in rows.items():
        lists[code][mine] = True
    return lists


def _in_extent(lon_lat: Floats, code: str) -> Bools:
    south, west, north, east = _territories()[code]
    lon, lat = lon_lat.T
    within = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(within & (lat >= south) & (lat <= north), dtype=np.bool_)


def is_deep(lon_lat: Floats, code: str, depth_km: Floats) -> Bools:
    """Tell whether points inside a territory lie so deep in it that a ring of that radius round them does, too."""
    shapely, polygon = shapely_module(), territory_polygon(code)
    deep = np.ones(len(lon_lat), dtype=np.bool_)
    centre = unit_vectors(lon_lat)
    east = np.stack([-centre[:, 1], centre[:, 0], np.zeros(len(centre))], axis=1)
    east /= np.maximum(np.linalg.norm(east, axis=1), 1e-12)[:, None]
    north, radius = np.cross(centre, east), (depth_km / EARTH_KM)[:, None]
    for turn in np.arange(ROUND) * (2 * np.pi / ROUND):
        rim = np.cos(radius) * centre + np.sin(radius) * (np.cos(turn) * east + np.sin(turn) * north)
        deep &= shapely.contains_xy(polygon, *degrees_of(rim).T)
    return deep


def _km_inside(courses: Courses, rows: Ints, code: str) -> Floats:
    """Return the km of the known courses of some links that lie in a territory, by row of the link."""
    shapely, polygon = shapely_module(), territory_polygon(code)
    starts = np.flatnonzero(courses.joined & np.isin(courses.link, rows))
    flat = np.stack([courses.lon_lat[starts], courses.lon_lat[np.minimum(starts + 1, len(courses.link) - 1)]], axis=1)
    flat[:, 1, 0] = flat[:, 0, 0] + shorter_way(flat[:, 1, 0] - flat[:, 0, 0])  # over the 180th meridian
    pieces: Any = shapely.linestrings(flat)
    share = shapely.contains_properly(polygon, pieces).astype(np.float64)
    cut = np.flatnonzero(shapely.intersects(polygon, pieces) & (share == 0))
    if cut.size:
        degrees = np.maximum(shapely.length(pieces[cut]), 1e-12)
        share[cut] = np.minimum(shapely.length(shapely.intersection(polygon, pieces[cut])) / degrees, 1.0)
    km = np.zeros(int(courses.link.max()) + 1)
    np.add.at(km, courses.link[starts], share * courses.km[starts])
    return km
