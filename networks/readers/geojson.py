"""A GeoJSON file (RFC 7946) into a `Network`: points are places, lines are links."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from networks.admitting import checked_network
from networks.errors import DataError, Finding
from networks.geo.sphere import great_circle_km
from networks.model.cells import as_name, tables_from_rows
from networks.model.schema import columns
from networks.network import Network
from networks.readers.csv_text import decode

Row = dict[str, Any]
END_TOLERANCE_KM = 5.0  # a line drawn from its tail begins there; farther off it is another place or turned round
_KINDS = {"Point": "places", "LineString": "links"}


def read_geojson(path: str | PathLike[str], *, name: str | None = None) -> Network:
    """Return the network of a FeatureCollection.

    Point features are places and LineString features are links, with the columns of
    ``networks/data/columns.csv`` as properties (``id`` also as the id of the feature). Positions are the
    geometry's: degrees east, then north; the inner positions of a line are the way-points of the link, and its
    ends must lie within 5 km of its places. Other properties are told in one warning.

    Parameters
    ----------
    path
        File, in UTF-8.
    name
        Name of the network; else that of the file.

    Raises
    ------
    DataError
        Something cannot be used; carries every finding, by table and row, or by feature (from 1) of the file.

    Examples
    --------
    >>> import tempfile
    >>> features = [
    ...     {"type": "Feature", "id": place, "properties": {"name": place},
    ...      "geometry": {"type": "Point", "coordinates": position}}
    ...     for place, position in {"JPYOK": [139.66, 35.45], "RUVVO": [131.88, 43.11]}.items()
    ... ]
    >>> features.append(
    ...     {"type": "Feature", "id": "sea:JPYOK-RUVVO",
    ...      "properties": {"tail": "JPYOK", "head": "RUVVO", "mode": "sea", "length_km": 1700},
    ...      "geometry": {"type": "LineString", "coordinates": [[139.66, 35.45], [140.9, 41.5], [131.88, 43.11]]}})
    >>> file = Path(tempfile.mkdtemp()) / "demo.geojson"
    >>> _ = file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    >>> read_geojson(file).waypoints("sea:JPYOK-RUVVO").tolist()
    [[41.5, 140.9]]
    """
    file = Path(path)
    features = _features(file)
    findings: list[Finding] = []
    rows: dict[str, list[Row]] = {"places": [], "links": [], "waypoints": []}
    lines: list[tuple[int, Row, Sequence[Any]]] = []
    for number, feature in enumerate(features, 1):
        try:
            kind, row, positions = _element(feature)
        except _Unusable as error:
            findings.append(Finding(file.name, number, error.field, error.value, str(error)))
            continue
        rows[kind].append(row)
        if kind == "places":
            row |= {"lon": positions[0][0], "lat": positions[0][1]}
        else:
            lines.append((number, row, positions))
            rows["waypoints"] += [
                {"link": row.get("id"), "seq": seq, "lat": position[1], "lon": position[0]}
                for seq, position in enumerate(positions[1:-1], 1)
            ]
    findings += _misplaced(file.name, lines, {row.get("id"): row for row in rows["places"]})
    findings += _unread(file.name, rows)
    tables, found = tables_from_rows(rows | {"network": [{"name": name or as_name(file.stem)}]})
    return checked_network(tables, findings + found, rules=not any(finding.field == "geometry" for finding in findings))


class _Unusable(Exception):
    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field, self.value = field, str(value)[:80]
        super().__init__(expected)


def _features(file: Path) -> list[Any]:
    try:
        text, findings = decode(file.read_bytes(), file.name)
    except OSError as error:
        raise DataError([Finding(str(file), 0, "", "", f"the file cannot be read: {error.strerror}")]) from None
    if text is None:
        raise DataError(findings)
    try:
        collection = json.loads(text)
    except ValueError as error:
        raise DataError([Finding(file.name, 0, "", "", f"not JSON: {error}")]) from None
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise DataError([Finding(file.name, 0, "type", "", "expected a FeatureCollection (RFC 7946)")])
    if "crs" in collection:
        raise DataError([Finding(file.name, 0, "crs", str(collection["crs"])[:80], "GeoJSON is in degrees, WGS 84")])
    if not isinstance(collection.get("features"), list):
        raise DataError([Finding(file.name, 0, "features", "", "expected a list of features")])
    return list(collection["features"])


def _element(feature: Any) -> tuple[str, Row, list[Any]]:
    """Return the table of a feature, its row without positions, and its positions."""
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise _Unusable("geometry", feature, "expected a Feature")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if kind not in _KINDS or not isinstance(geometry, Mapping):
        raise _Unusable("geometry", kind, "expected a Point (a place) or a LineString (a link)")
    coordinates = geometry.get("coordinates")
    positions = [coordinates] if kind == "Point" else coordinates
    if not isinstance(positions, list) or not all(map(_is_position, positions)):
        raise _Unusable("geometry", coordinates, "expected positions of two numbers: degrees east, then north")
    if kind == "LineString" and len(positions) < 2:
        raise _Unusable("geometry", coordinates, "expected at least two positions")
    row = dict(feature.get("properties") or {})
    if feature.get("id") is not None:
        row.setdefault("id", feature["id"])
    return _KINDS[kind], row, positions


def _is_position(position: Any) -> bool:
    numbers = position if isinstance(position, list) else []
    return len(numbers) in (2, 3) and all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in numbers)


def _misplaced(file: str, lines: Sequence[tuple[int, Row, Sequence[Any]]], places: Mapping[Any, Row]) -> list[Finding]:
    """Return a finding for each line that does not begin or end at its places."""
    findings = []
    for number, row, positions in lines:
        for end, position in (("tail", positions[0]), ("head", positions[-1])):
            place = places.get(row.get(end)) if isinstance(row.get(end), str) else None
            if place is None:
                continue  # told as an unknown reference
            off = float(great_circle_km(position[1], position[0], place["lat"], place["lon"]))
            if not off <= END_TOLERANCE_KM:
                text = f"the line {'begins' if end == 'tail' else 'ends'} {off:.0f} km from there"
                findings.append(Finding(file, number, end, str(row[end]), text))
    return findings


def _unread(file: str, rows: dict[str, list[Row]]) -> list[Finding]:
    """Take properties that are no column out of the rows, and tell them."""
    findings = []
    for name in ("places", "links"):
        known = {column.name for column in columns()[name]}
        unread = sorted({key for row in rows[name] for key in row if key not in known})
        for row in rows[name]:
            for key in [key for key in row if key not in known]:
                del row[key]
        if unread:
            text = f"these properties are no columns of {name} and are not read"
            findings.append(Finding(file, 0, "", ", ".join(unread), text, "warning"))
    return findings
