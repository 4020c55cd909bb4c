"""Distances on the sphere."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG 1980


def great_circle_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[Any]:
    """Return great-circle distances in km between points in degrees (haversine, mean earth radius).

    The sphere differs from the ellipsoid by up to 0.6 %.

    Examples
    --------
    >>> round(float(great_circle_km(35.45, 139.66, 42.75, 133.07)))
    990
    """
    a1, o1, a2, o2 = (np.radians(np.asarray(value, dtype=np.float64)) for value in (lat1, lon1, lat2, lon2))
    half = np.sin((a2 - a1) / 2) ** 2 + np.cos(a1) * np.cos(a2) * np.sin((o2 - o1) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
