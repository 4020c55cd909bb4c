"""The ports of searoute's list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from networks.errors import DataError, Finding
from networks.geo.sphere import shorter_way
from networks.model.cells import bounded, shown
from networks.model.vocabulary import is_territory
from networks.readers.geojson_text import features_of
from networks.ways.graph import Port


def ports_in(file: Path) -> tuple[Port, ...]:
    """Return the ports of a file of points, each id once: one with a terminal before one without, else the first.

    Raises
    ------
    DataError
        The file is no GeoJSON of points with codes and names; all findings.
    """
    findings: list[Finding] = []
    found: dict[str, Port] = {}
    for number, feature in enumerate(features_of(file), 1):
        port = _port(feature)
        if port is None:
            expected = "expected a Point in degrees, with properties port (a code) and name"
            findings.append(Finding(file.name, number, "", shown(feature), expected))
        elif port.id not in found or (port.terminal and not found[port.id].terminal):
            found[port.id] = port
    if findings:
        raise DataError(bounded(findings))
    return tuple(found.values())


def _port(feature: Any) -> Port | None:
    try:
        lon, lat = (float(one) for one in feature["geometry"]["coordinates"][:2])
        cells = feature["properties"]
        code, name = cells["port"], cells["name"]
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        return None
    if not (isinstance(code, str) and code and isinstance(name, str) and abs(lat) <= 90 and abs(lon) <= 360):
        return None
    country = code[:2] if is_territory(code[:2]) else ""
    east = float(shorter_way(lon))
    return Port(id=code, name=name, country=country, lat=lat, lon=east, terminal=cells.get("t") == 1)
