"""Points that lie in the territory that they name, by whole squares: of very many few are asked one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.sphere import Floats
from networks.geo.territories import extents
from networks.model.distinct import Distinct, combined
from networks.model.vocabulary import ISO_3166_1

SQUARE_DEG = 0.25
SLACK_DEG = 1e-9  # by which rounding may put a point into the square beside its own
MANY, WORTH = 1000, 4  # points, and points to a square, from which on squares are asked first

Bools = NDArray[np.bool_]


def inside_stated(lat: Floats, lon: Floats, stated: Distinct) -> Bools:
    """Tell which points lie in the territory stated of them.

    Parameters
    ----------
    lat, lon
        Degrees north and east; NaN where not known.
    stated
        Code of each point, "" where none is.

    Examples
    --------
    >>> lat, lon = np.array([55.75, 43.24]), np.array([37.62, 76.95])  # Moscow and Almaty
    >>> inside_stated(lat, lon, Distinct(["RU"], np.zeros(2, dtype=np.int64))).tolist()
    [True, False]
    """
    inside = np.zeros(len(lat), dtype=np.bool_)
    known = ~np.isnan(lat) & ~np.isnan(lon)
    for number, code in enumerate(stated.values):
        if code not in extents() or code not in ISO_3166_1:
            continue
        rows = np.flatnonzero(known & (stated.of_row == number))
        if len(rows):
            inside[rows] = _in_squares(lat[rows], lon[rows], code)
            rest = rows[~inside[rows]]
            inside[rest] = shapely_module().contains_xy(territory_polygon(code), lon[rest], lat[rest])
    return inside


def _in_squares(lat: Floats, lon: Floats, code: str) -> Bools:
    """Tell which points lie in a square that lies in a territory; none where that is not worth asking."""
    east = np.floor((lon + 180) / SQUARE_DEG).astype(np.int64)
    north = np.floor((lat + 90) / SQUARE_DEG).astype(np.int64)
    first, square = combined(east, north) if len(lat) >= MANY else (east, north)
    if len(first) * WORTH > len(lat):
        return np.zeros(len(lat), dtype=np.bool_)
    west, south = east[first] * SQUARE_DEG - 180 - SLACK_DEG, north[first] * SQUARE_DEG - 90 - SLACK_DEG
    reach, shapely = SQUARE_DEG + 2 * SLACK_DEG, shapely_module()
    boxes = shapely.box(west, south, west + reach, south + reach)
    return np.asarray(shapely.contains_properly(territory_polygon(code), boxes)[square], dtype=np.bool_)
