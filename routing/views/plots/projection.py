"""Lambert's azimuthal equal-area projection of the sphere: degrees to km on a flat map, and back.

J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 24-2 to 24-4 and 20-14,
20-15. Areas are true everywhere; lengths are true at the centre and, at 50 degrees of arc from it, 10 % too short
along the ray from the centre and 10 % too long across it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from networks.geo.sphere import EARTH_KM, Floats, shorter_way


@dataclass(frozen=True, slots=True)
class Lambert:
    """A map centred on a point.

    Attributes
    ----------
    lat, lon
        Degrees north and east of the centre.
    radius_km
        Radius of the sphere, in km.
    """

    lat: float
    lon: float
    radius_km: float = EARTH_KM

    def forward(self, lon_lat: ArrayLike) -> Floats:
        """Return km east and north of the centre on the map, shape (n, 2), of degrees east and north, shape (n, 2).

        The point opposite to the centre has no place on the map and comes out as NaN.

        Examples
        --------
        >>> EURASIA.forward([(95, 55), (139.65, 35.44)]).round(1).tolist()
        [[0.0, 0.0], [3837.2, -953.0]]
        """
        lon, lat = np.radians(np.asarray(lon_lat, dtype=np.float64).reshape(-1, 2)).T
        east, centre = lon - np.radians(self.lon), np.radians(self.lat)
        cosine = np.sin(centre) * np.sin(lat) + np.cos(centre) * np.cos(lat) * np.cos(east)
        there = 1 + cosine
        scale = self.radius_km * np.sqrt(2 / np.where(there > 1e-12, there, np.nan))
        x = scale * np.cos(lat) * np.sin(east)
        y = scale * (np.cos(centre) * np.sin(lat) - np.sin(centre) * np.cos(lat) * np.cos(east))
        return np.stack([x, y], axis=1)

    def inverse(self, x_y: ArrayLike) -> Floats:
        """Return degrees east (-180 to 180) and north of points of the map; NaN beyond the edge of the world.

        Examples
        --------
        >>> EURASIA.inverse([(3837.2, -953.0)]).round(2).tolist()
        [[139.65, 35.44]]
        """
        x, y = np.asarray(x_y, dtype=np.float64).reshape(-1, 2).T
        away = np.hypot(x, y)
        half = away / (2 * self.radius_km)
        arc = 2 * np.arcsin(np.where(half <= 1, half, np.nan))
        centre = np.radians(self.lat)
        share = np.divide(y, away, out=np.zeros_like(y), where=away > 0)
        lat = np.arcsin(np.clip(np.cos(arc) * np.sin(centre) + share * np.sin(arc) * np.cos(centre), -1, 1))
        down = away * np.cos(centre) * np.cos(arc) - y * np.sin(centre) * np.sin(arc)
        lon = np.degrees(np.arctan2(x * np.sin(arc), np.where(away > 0, down, 1.0))) + self.lon
        return np.stack([shorter_way(lon), np.degrees(lat)], axis=1)


EURASIA = Lambert(55.0, 95.0)
