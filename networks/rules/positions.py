"""Rules about places against the country that they name: outside its extent, or swapped coordinates."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.geo.territories import extents
from networks.model.tables import Tables
from networks.rules.wording import at

MARGIN_DEG = 0.5  # ports on piers, positions good to a few km, small islands left out of the map


def countries_of_places(tables: Tables) -> Iterator[Finding]:
    """Yield each place that lies outside the rectangle round its country: an error where swapping mends it."""
    places = tables["places"]
    cells = (places[name].tolist() for name in ("country", "lat", "lon"))
    for row, (country, lat, lon) in enumerate(zip(*cells, strict=True)):
        if country not in extents() or lat != lat or lon != lon or _lies_in(country, lat, lon):
            continue
        if _lies_in(country, lon, lat):
            yield at(places, row, "lat", f"outside {country}, inside it with latitude and longitude swapped")
        else:
            yield at(places, row, "lat", f"{lat:g}, {lon:g} lies outside {country}", warn=True)


def _lies_in(country: str, lat: float, lon: float) -> bool:
    south, west, north, east = extents()[country]
    inside = south - MARGIN_DEG <= lat <= north + MARGIN_DEG
    if west <= east:
        return inside and west - MARGIN_DEG <= lon <= east + MARGIN_DEG
    return inside and (lon >= west - MARGIN_DEG or lon <= east + MARGIN_DEG)
