"""The sphere: distances, great circles, and a flat map round a point.

Points are degrees, east before north in arrays of lines; unit vectors have shape (n, 3). The sphere has the mean radius
of the earth and differs from the ellipsoid by up to 0.6 %.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EARTH_KM = 6371.0088  # mean radius, IUGG 1980


def great_circle_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[Any]:
    """Return great-circle distances in km between points in degrees (haversine).

    Examples
    --------
    >>> round(float(great_circle_km(35.45, 139.66, 42.75, 133.07)))
    990
    """
    a1, o1, a2, o2 = (np.radians(np.asarray(value, dtype=np.float64)) for value in (lat1, lon1, lat2, lon2))
    half = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin((o2 - o1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def piece_km(line: Floats) -> Floats:
    """Return the lengths in km of the pieces of a line of degrees east and north, shape (n - 1,).

    Examples
    --------
    >>> piece_km(np.array([(0.0, 60.0), (10.0, 60.0), (10.0, 61.0)])).round(1).tolist()
    [555.4, 111.2]
    """
    return np.asarray(great_circle_km(line[:-1, 1], line[:-1, 0], line[1:, 1], line[1:, 0]), dtype=np.float64)


def unit_vectors(lon_lat: Floats) -> Floats:
    """Return points of degrees east and north, shape (n, 2), as unit vectors."""
    lon, lat = np.radians(lon_lat).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def degrees_of(vectors: Floats) -> Floats:
    """Return vectors of any length above 0 as degrees east and north, shape (n, 2).

    Examples
    --------
    >>> degrees_of(2 * unit_vectors(np.array([(139.66, 35.45), (-179.0, -1.0)]))).round(9).tolist()
    [[139.66, 35.45], [-179.0, -1.0]]
    """
    x, y, z = vectors.T
    return np.asarray(np.degrees(np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=1)))


def angles(a: Floats, b: Floats) -> Floats:
    """Return the angles between unit vectors, in radians, from their chords (exact for small angles)."""
    return np.asarray(2 * np.arcsin(np.minimum(np.linalg.norm(a - b, axis=-1) / 2, 1.0)))


def along_great_circles(line: Floats, longest_km: float) -> Floats:
    """Return a line of degrees with points added along great circles so that no piece is longer than `longest_km`.

    Its own points stay as they are.

    Examples
    --------
    >>> along_great_circles(np.array([(0.0, 60.0), (10.0, 60.0)]), 300.0).round(3).tolist()  # 556 km
    [[0.0, 60.0], [5.0, 60.094], [10.0, 60.0]]
    """
    vectors = unit_vectors(line)
    between = angles(vectors[:-1], vectors[1:])
    counts = np.maximum(np.ceil(between * EARTH_KM / longest_km).astype(np.int64), 1)
    piece = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)  # 0 for a point of the line itself
    share, angle = (number / counts[piece])[:, None], between[piece][:, None]
    points = degrees_of(np.sin((1 - share) * angle) * vectors[piece] + np.sin(share * angle) * vectors[piece + 1])
    own = number == 0
    points[own] = line[:-1]
    return np.concatenate([points, line[-1:]])


def equidistant(centre: Floats) -> Callable[[Floats], Floats]:
    """Return the azimuthal equidistant projection round a unit vector: unit vectors to km east and north of it.

    Distances from the centre are true; the further from it, the more others are stretched across the ray.

    Examples
    --------
    >>> here, north = unit_vectors(np.array([(30.0, 60.0), (30.0, 61.0)]))
    >>> equidistant(here)(north[None]).round(1).tolist()
    [[0.0, 111.2]]
    """
    east = np.cross([0.0, 0.0, 1.0], centre)
    east /= max(float(np.linalg.norm(east)), 1e-12)
    north = np.cross(centre, east)

    def project(vectors: Floats) -> Floats:
        along = np.stack([vectors @ east, vectors @ north], axis=-1)
        sine = np.maximum(np.linalg.norm(along, axis=-1), 1e-15)
        return np.asarray(along * (EARTH_KM * np.arctan2(sine, vectors @ centre) / sine)[..., None])

    return project


def shorter_way(degrees: ArrayLike) -> Floats:
    """Return turns in degrees of longitude as those from -180 to below 180.

    Examples
    --------
    >>> shorter_way([190.0, -181.0, 180.0]).tolist()
    [-170.0, 179.0, -180.0]
    """
    return np.asarray((np.asarray(degrees, dtype=np.float64) + 180) % 360 - 180)
