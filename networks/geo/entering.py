"""What of a network lies in an area: places by their positions, links by their courses, and what nobody can say.

A course is known between way-points, as in `networks.geo.courses`. Where it is not (no way-points, or towns on a line
by land), a way of the stated length and a fifth more must be too short to come to the area and go on to its other end,
else nobody can say that it keeps out. Likewise a surveyed piece by land of more than 60 km may bend a tenth aside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from networks.geo.areas import Area
from networks.geo.borders import shapely_module
from networks.geo.course_points import DRAWN_MODES, SPARSE_KM, SPARSE_SHARE, Bools, Ints, courses_of, points_of
from networks.geo.sphere import EARTH_KM, Floats, angles, shorter_way, unit_vectors
from networks.model.tables import Table

AFLOAT = ("sea", "ferry", "inland_water")
LENGTH_MARGIN = 1.2  # a way may be this much longer than the network states
BENT = np.sqrt(1 + 4 * SPARSE_SHARE**2) - 1  # by what share a way is longer that bends such a share aside
CORNER_DEG = 0.05  # longest piece of an edge, which is taken for one of a great circle
AT_ONCE = 20_000_000  # distances


@dataclass(frozen=True, slots=True)
class Entered:
    """What of a network lies in an area, and of what nobody can say that it does not; ids.

    Attributes
    ----------
    places, links
        Positions in the area or on its edge; courses that touch it.
    unknown_places, unknown_links
        Places without a position; links whose course is not known well enough to say that they keep out.
    """

    places: frozenset[str]
    links: frozenset[str]
    unknown_places: frozenset[str]
    unknown_links: frozenset[str]


def entered(area: Area, places: Table, links: Table, waypoints: Table, *, afloat: bool = False) -> Entered:
    """Return what of a network lies in an area.

    Parameters
    ----------
    places, links, waypoints
        Tables of the network.
    afloat
        True: only links by water are looked at, and no places: whether they go through a passage.
    """
    wanted = np.isin(links["mode"], AFLOAT) if afloat else np.ones(len(links), dtype=np.bool_)
    lon_lat, link, is_end, is_town = points_of(places, links, waypoints, wanted)
    inside, reached = np.zeros((2, len(links)), dtype=np.bool_)
    if len(link):
        inside[link[within(area, lon_lat)]] = True
        inside[_crossing(area, links, lon_lat, link, is_end, is_town)] = True
        reached[_in_reach(area, links, lon_lat, link, is_end, is_town)] = True
    ends = np.bincount(link[is_end], minlength=len(links))
    unknown = wanted & ~inside & (reached | (ends < 2))
    here, nowhere = _places(area, places) if not afloat else (frozenset[str](), frozenset[str]())
    return Entered(here, _ids(links, inside), nowhere, _ids(links, unknown))


def _ids(table: Table, rows: Bools) -> frozenset[str]:
    return frozenset(table["id"][rows].tolist())


def within(area: Area, lon_lat: Floats) -> Bools:
    """Tell which points of degrees east and north lie in an area or on its edge."""
    return np.asarray(shapely_module().intersects_xy(area.shape, *lon_lat.T), dtype=np.bool_)


def _places(area: Area, places: Table) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places in an area, and those without a position."""
    lon_lat = np.stack([places["lon"], places["lat"]], axis=1)
    unknown = np.isnan(lon_lat).any(axis=1)
    here = np.zeros(len(places), dtype=np.bool_)
    here[~unknown] = within(area, lon_lat[~unknown])
    return _ids(places, here), _ids(places, unknown)


def _crossing(area: Area, links: Table, lon_lat: Floats, link: Ints, is_end: Bools, is_town: Bools) -> Ints:
    """Return the rows of links whose known course touches an area."""
    shapely, courses = shapely_module(), courses_of(links, lon_lat, link, is_end, is_town)
    starts = np.flatnonzero(courses.joined)
    flat = np.stack([courses.lon_lat[starts], courses.lon_lat[starts + 1]], axis=1)
    flat[:, 1, 0] = flat[:, 0, 0] + shorter_way(flat[:, 1, 0] - flat[:, 0, 0])  # over the 180th meridian
    west, south, east, north = shapely.bounds(area.shape)
    low, high = flat.min(axis=1), flat.max(axis=1)
    near = (low[:, 0] <= east) & (high[:, 0] >= west) & (low[:, 1] <= north) & (high[:, 1] >= south)
    touching = shapely.intersects(area.shape, shapely.linestrings(flat[near]))
    return np.unique(courses.link[starts[near][touching]])


def _in_reach(area: Area, links: Table, lon_lat: Floats, link: Ints, is_end: Bools, is_town: Bools) -> Ints:
    """Return the rows of links that may touch an area where their course is not known, or known by far points."""
    surveyed = np.zeros(len(links), dtype=np.bool_)
    surveyed[link[~is_end]] = True
    by_land = ~np.isin(links["mode"], DRAWN_MODES)
    vectors = unit_vectors(lon_lat)
    starts = np.flatnonzero(link[:-1] == link[1:])
    of = link[starts]
    km = EARTH_KM * angles(vectors[starts], vectors[starts + 1])
    vague = ~surveyed[of] | (by_land[of] & (is_town[starts] | is_town[starts + 1]))
    chords = np.bincount(of, weights=km, minlength=len(links))
    excess = (LENGTH_MARGIN * links["length_km"] - chords)[of]  # all of it may lie in one piece
    excess = np.where(excess >= 0, excess, np.inf)  # a length that is not known, or that contradicts the positions
    more = np.where(vague, excess, np.where(by_land[of] & (km > SPARSE_KM), BENT * km, 0.0))
    doubtful = np.flatnonzero(more > 0)
    if not doubtful.size:
        return of[doubtful]
    ends = np.unique(np.concatenate([starts[doubtful], starts[doubtful] + 1]))
    away = np.full(len(link), np.nan)
    away[ends] = km_to(area, lon_lat[ends])
    first = starts[doubtful]
    return np.unique(of[doubtful][away[first] + away[first + 1] <= (km + more)[doubtful]])


def km_to(area: Area, lon_lat: Floats) -> Floats:
    """Return the distance of points from an area in km; 0 inside.

    Examples
    --------
    >>> from networks.geo.areas import areas_in
    >>> (box,), _ = areas_in([(0, 0), (0, 10), (10, 10), (10, 0)])  # degrees north and east
    >>> km_to(box, np.array([(5.0, 5.0), (5.0, -1.0)])).round(1).tolist()
    [0.0, 111.2]
    """
    corners, before, after = _edge(area)
    points = unit_vectors(lon_lat)
    nearest = np.zeros(len(points), dtype=np.int64)
    many = max(AT_ONCE // len(corners), 1)
    for first in range(0, len(points), many):
        nearest[first : first + many] = np.argmax(points[first : first + many] @ corners.T, axis=1)
    here = corners[nearest]
    away = np.minimum(*(_angle_to_piece(points, here, corners[other[nearest]]) for other in (before, after)))
    return np.where(within(area, lon_lat), 0.0, EARTH_KM * away)


def _edge(area: Area) -> tuple[Floats, Ints, Ints]:
    """Return points close together on the edge of an area, as unit vectors, and of each the one before and after."""
    shapely = shapely_module()
    rings = shapely.get_rings(shapely.get_parts(area.shape))
    corners, ring = shapely.get_coordinates(shapely.segmentize(rings, CORNER_DEG), return_index=True)
    last = np.append(ring[1:] != ring[:-1], True)  # which repeats the first of its ring
    begins = np.concatenate([[0], np.flatnonzero(last)[:-1] + 1])
    number = np.arange(len(corners))
    before, after = number - 1, number + 1
    before[begins] = np.flatnonzero(last) - 1
    after[last] = begins + 1
    return unit_vectors(corners), before, after


def _angle_to_piece(points: Floats, one: Floats, other: Floats) -> Floats:
    """Return the angles between points and short pieces of great circles, row by row."""
    normal = np.cross(one, other)
    size = np.linalg.norm(normal, axis=1)
    normal /= np.where(size > 0, size, 1.0)[:, None]
    foot = points - (points * normal).sum(axis=1)[:, None] * normal
    between = (np.cross(one, foot) * normal).sum(axis=1) >= 0
    between &= (np.cross(foot, other) * normal).sum(axis=1) >= 0
    across = np.arcsin(np.clip(np.abs((points * normal).sum(axis=1)), 0, 1))
    ends = np.minimum(angles(points, one), angles(points, other))
    return np.asarray(np.where(between & (size > 0), across, ends))
