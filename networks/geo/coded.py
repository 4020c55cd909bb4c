"""Codes by geometry alone: the territory of points, and the km of courses in each territory; Natural Earth 1:10m.

A point near a border is of no sure territory: where the land within 5 km of it belongs to two. A course has codes only
where all of it is known (`networks.geo.course_points`). By land a territory counts from the first point in it, however
near the border, for a ban is to leave out what may be there; afloat and in the air from 5 km behind the coast, for
lines at sea are drawn coarsely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from networks.geo.course_points import TOLERANCE_KM, Bools, Courses, courses_of, points_of
from networks.geo.courses import elsewhere, is_deep
from networks.geo.sphere import EARTH_KM, Floats, degrees_of, unit_vectors
from networks.model.tables import Table

ROUND = 12  # points round another that are asked, too
BY_LAND = ("rail", "road", "inland_water")
NOBODY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Coded:
    """What a course says of its territories.

    Attributes
    ----------
    km
        Territory -> km of the course in it, to 5 km a crossing; what lies in none is left out.
    near
        Those of them that it does not enter deeper than 5 km: positions and borders are no better.
    """

    km: Mapping[str, float]
    near: frozenset[str]


def territories_near(lat: Floats, lon: Floats) -> list[frozenset[str]]:
    """Return the territories within 5 km of each point: one, several near a border, none on the open sea.

    Examples
    --------
    >>> almaty, khorgos, ocean = territories_near(np.array([43.3, 44.2, 0.0]), np.array([76.9, 80.4, -140.0]))
    >>> sorted(almaty), sorted(khorgos), sorted(ocean)
    (['KZ'], ['CN', 'KZ'], [])
    """
    points = np.stack([lon, lat], axis=1).astype(np.float64)
    rims = [points, *_rims(points)]
    owner = np.tile(np.arange(len(points)), len(rims))
    found: list[set[str]] = [set() for _ in points]
    for code, inside in elsewhere(np.concatenate(rims), owner, [NOBODY] * len(points)).items():
        for point in owner[inside].tolist():
            found[point].add(code)
    return list(map(frozenset, found))


def _rims(points: Floats) -> list[Floats]:
    """Return points 5 km away from others, in twelve directions."""
    centre = unit_vectors(points)
    east = np.stack([-centre[:, 1], centre[:, 0], np.zeros(len(centre))], axis=1)
    east /= np.maximum(np.linalg.norm(east, axis=1), 1e-12)[:, None]
    north, radius = np.cross(centre, east), TOLERANCE_KM / EARTH_KM
    turns = np.arange(ROUND) * (2 * np.pi / ROUND)
    return [
        degrees_of(np.cos(radius) * centre + np.sin(radius) * (np.cos(turn) * east + np.sin(turn) * north))
        for turn in turns
    ]


def coded_courses(places: Table, links: Table, waypoints: Table, wanted: Bools) -> dict[int, Coded]:
    """Return what the courses of some links say: row of the link -> territories; only of courses known from end to end.

    Parameters
    ----------
    wanted
        Which links are asked about, bool, shape (n_links,).
    """
    points = points_of(places, links, waypoints, wanted)
    if not len(points[0]):
        return {}
    courses = courses_of(links, *points)
    whole = _whole(courses, len(links))
    keep = whole[courses.link]
    lon_lat, link = courses.lon_lat[keep], courses.link[keep]
    before = np.concatenate([[0.0], courses.km[:-1]])[keep] / 2 + courses.km[keep] / 2  # half of each piece beside it
    found: dict[int, dict[str, float]] = {row: {} for row in np.flatnonzero(whole).tolist()}
    near: dict[int, set[str]] = {row: set() for row in found}
    afloat = ~np.isin(links["mode"], BY_LAND)
    for code, inside in elsewhere(lon_lat, link, [NOBODY] * len(links)).items():
        deep = is_deep(lon_lat[inside], code, np.full(len(inside), TOLERANCE_KM))
        km = np.bincount(link[inside], weights=before[inside], minlength=len(links))
        has_deep = np.bincount(link[inside], weights=deep, minlength=len(links)) > 0
        for row in np.unique(link[inside]).tolist():
            if has_deep[row] or not afloat[row]:
                found[row][code] = float(km[row])
                if not has_deep[row]:
                    near[row].add(code)
    return {row: Coded(dict(sorted(km.items())), frozenset(near[row])) for row, km in found.items()}


def _whole(courses: Courses, n_links: int) -> Bools:
    """Tell which courses are known from one end to the other."""
    pieces = courses.link[:-1] == courses.link[1:]
    broken = np.zeros(n_links, dtype=np.bool_)
    broken[courses.link[:-1][pieces & ~courses.joined[:-1]]] = True
    ends = np.bincount(courses.link[courses.is_end], minlength=n_links)
    return np.asarray(~broken & (ends == 2), dtype=np.bool_)
