"""The points of all courses at once, as arrays: where links run as far as way-points and positions say it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from networks.geo.sphere import EARTH_KM, Floats, angles, degrees_of, unit_vectors
from networks.model.link_ends import link_ends
from networks.model.tables import Table

TOLERANCE_KM = 5.0
STEP_KM = 5.0  # longest piece of a known course
SPARSE_KM, SPARSE_SHARE = 60.0, 0.1  # a longer piece of a line on land may bend this share of its length aside
TOWNS = "towns"  # source of way-points that are towns on the line; between them nobody surveyed it
DRAWN_MODES = ("sea", "ferry")  # great circles between their way-points are meant: they were drawn to stay on water

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Courses:
    """Points of all links, cut fine where a course is known; row i of the pieces leads from point i to i + 1."""

    lon_lat: Floats
    link: Ints
    is_end: Bools
    joined: Bools  # whether the course from a point to the next is known
    km: Floats  # of the piece that begins at a point
    tolerance_km: Floats  # how deep inside a point must lie for that to be sure


def courses_of(links: Table, lon_lat: Floats, link: Ints, is_end: Bools, is_town: Bools) -> Courses:
    """Return the courses through some points; each stretch between unknown pieces has a tolerance of its own."""
    by_land = ~np.isin(links["mode"], DRAWN_MODES)
    surveyed = np.zeros(len(links), dtype=np.bool_)
    surveyed[link[~is_end]] = True
    vague = is_town & by_land[link]
    joined = (link[:-1] == link[1:]) & surveyed[link[:-1]] & ~vague[:-1] & ~vague[1:]
    vectors = unit_vectors(lon_lat)
    km = EARTH_KM * angles(vectors[:-1], vectors[1:])
    stretch = np.concatenate([[0], np.cumsum(~joined)])
    longest = np.zeros(len(stretch))
    np.maximum.at(longest, stretch[:-1][joined], km[joined])
    bends = np.where(by_land[link] & (longest[stretch] > SPARSE_KM), SPARSE_SHARE * longest[stretch], 0.0)
    return _cut(lon_lat, link, is_end, joined, km, np.maximum(TOLERANCE_KM, bends))


def points_of(places: Table, links: Table, waypoints: Table, wanted: Bools) -> tuple[Floats, Ints, Bools, Bools]:
    """Return the known points of all courses in their order, the rows of their links, which are ends, and towns."""
    rows = {link: row for row, link in enumerate(links["id"].tolist())} if len(waypoints) else {}
    tail, head = link_ends(places, links)
    of = np.array([rows.get(link, -1) for link in waypoints["link"].tolist()], dtype=np.int64)
    everyone = np.arange(len(links))
    link = np.concatenate([everyone, of, everyone])
    order = np.concatenate([np.full(len(links), -1), waypoints["seq"], np.full(len(links), 2**62)])
    lat, lon = (
        np.concatenate([_taken(places[name], tail), waypoints[name], _taken(places[name], head)])
        for name in ("lat", "lon")
    )
    is_end = np.concatenate([np.ones(len(links)), np.zeros(len(of)), np.ones(len(links))]).astype(np.bool_)
    is_town = np.concatenate([np.zeros(len(links)), waypoints["source"] == TOWNS, np.zeros(len(links))]).astype(
        np.bool_
    )
    keep = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon) & (link >= 0) & wanted[link])
    keep = keep[np.lexsort((order[keep], link[keep]))]
    return np.stack([lon[keep], lat[keep]], axis=1), link[keep], is_end[keep], is_town[keep]


def _taken(values: Floats, rows: Ints) -> Floats:
    """Return the values of rows, NaN where a row is -1."""
    return np.append(values, np.nan)[rows]


def _cut(lon_lat: Floats, link: Ints, is_end: Bools, joined: Bools, km: Floats, tolerance_km: Floats) -> Courses:
    """Return the points with others between them on great circles, so that known pieces are no longer than 5 km."""
    counts = np.append(np.where(joined, np.maximum(np.ceil(km / STEP_KM), 1), 1), 1).astype(np.int64)
    piece = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = number == 0
    points = lon_lat[piece]
    if not own.all():
        vectors, here = unit_vectors(lon_lat), piece[~own]
        share, angle = (number / counts[piece])[~own][:, None], (km / EARTH_KM)[here][:, None]
        points[~own] = degrees_of(
            np.sin((1 - share) * angle) * vectors[here] + np.sin(share * angle) * vectors[here + 1]
        )
    return Courses(
        lon_lat=points,
        link=link[piece],
        is_end=is_end[piece] & own,
        joined=np.append(joined, False)[piece],
        km=np.append(km, 0.0)[piece] / counts[piece],
        tolerance_km=np.where(own, TOLERANCE_KM, tolerance_km[piece]),
    )
