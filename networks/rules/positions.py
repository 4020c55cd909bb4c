"""Rules about places against the country that they name: outside its extent, across its border, or none named."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.geo.course_points import TOLERANCE_KM
from networks.geo.courses import territories_of
from networks.geo.inland import inside_stated
from networks.geo.territories import extents
from networks.model.tables import Table, Tables
from networks.rules.wording import at

NOUGHT_DEG = 0.01
OFFSHORE_DEG = 3.4  # about 200 nautical miles, within which a country may have terminals at sea
MARGIN_DEG = 0.5  # ports on piers, positions good to a few km, small islands left out of the map


def countries_of_places(tables: Tables) -> Iterator[Finding]:
    """Yield each place that lies outside the rectangle round its country: an error where swapping mends it.

    A seaport near it may be a terminal at sea: swapped or not, it is a warning.
    """
    places = tables["places"]
    for row in np.flatnonzero(_outside(places)).tolist():
        country, lat, lon, kind = (places[name].item(row) for name in ("country", "lat", "lon", "kind"))
        if _lies_in(country, lon, lat):
            words = f"outside {country}, inside it with latitude and longitude swapped"
            offshore = kind == "seaport" and _lies_in(country, lat, lon, OFFSHORE_DEG)
            yield at(places, row, "lat", words, warn=offshore)
        else:
            yield at(places, row, "lat", f"{lat:g}, {lon:g} lies outside {country}", warn=True)


def _outside(places: Table) -> NDArray[np.bool_]:
    """Tell which places lie outside the rectangle round the country that they name."""
    countries = places.distinct("country")
    known = [extents().get(code, (math.nan,) * 4) for code in countries.values]
    south, west, north, east = (countries.mapped(edge) for edge in np.array(known).reshape(-1, 4).T)
    lat, lon = places["lat"], places["lon"]
    after, before = lon >= west - MARGIN_DEG, lon <= east + MARGIN_DEG
    inside = np.where(west <= east, after & before, after | before)
    inside &= (south - MARGIN_DEG <= lat) & (lat <= north + MARGIN_DEG)
    return np.asarray(~inside & ~np.isnan(south) & ~np.isnan(lat) & ~np.isnan(lon), dtype=np.bool_)


def places_across_the_border(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each place that lies in another country than it names, deeper than positions may be off."""
    places = tables["places"]
    country, stated = places["country"].tolist(), places.distinct("country")
    at_home = inside_stated(places["lat"], places["lon"], stated)
    asked = np.flatnonzero(stated.where(bool) & ~at_home)
    lat, lon = (np.full(len(places), np.nan) for _ in range(2))
    lat[asked], lon[asked] = places["lat"][asked], places["lon"][asked]
    for row, found in sorted(territories_of(lat, lon, country).items()):
        if country[row] not in extents() or _lies_in(country[row], lat[row], lon[row]):  # the others are told already
            where = f"{lat[row]:g}, {lon[row]:g} lies more than {TOLERANCE_KM:g} km inside {found}"
            yield at(places, row, "country", where, warn=True)


def stated_countries(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each place without a country where others name theirs: no ban can be kept there."""
    places = tables["places"]
    country, stated = places["country"].tolist(), places.distinct("country")
    bare = stated.where(lambda code: not code)
    missing = np.flatnonzero(bare).tolist()
    if not missing or not (any(stated.values) or any(tables["links"].distinct("territories").values)):
        return
    lat, lon = (np.where(bare, places[name], np.nan) for name in ("lat", "lon"))
    found = territories_of(lat, lon, country)
    for row in missing:
        hint = f", its position lies in {found[row]}" if row in found else ""
        yield at(places, row, "country", f"no country is stated{hint}; a ban leaves the place out", warn=True)


def null_island(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each place at 0 north, 0 east: open sea, and what a missing position often becomes."""
    places = tables["places"]
    for row in np.flatnonzero((np.abs(places["lat"]) < NOUGHT_DEG) & (np.abs(places["lon"]) < NOUGHT_DEG)):
        yield at(places, row, "lat", "0 north, 0 east is open sea; leave a position that is not known empty", warn=True)


def _lies_in(country: str, lat: float, lon: float, margin_deg: float = MARGIN_DEG) -> bool:
    south, west, north, east = extents()[country]
    inside = south - margin_deg <= lat <= north + margin_deg
    if west <= east:
        return inside and west - margin_deg <= lon <= east + margin_deg
    return inside and (lon >= west - margin_deg or lon <= east + margin_deg)
