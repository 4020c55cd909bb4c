"""One feature of GeoJSON as a row of a table and its positions; a line that is no one line is told."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from networks.errors import brief
from networks.model.cells import shown
from networks.readers.geojson_text import DEGREES, is_wgs_84

Row = dict[str, Any]
Position = tuple[float, float]  # degrees east and north
_KINDS = {"Point": "places", "MultiPoint": "places", "LineString": "links", "MultiLineString": "links"}
_POSITIONS = "expected positions of two numbers: degrees east, then north"


class Element(NamedTuple):
    """A feature: the table that it belongs to, its row without positions, and its positions.

    Attributes
    ----------
    wrapped
        Positions beyond 180 degrees were given and are read as those on the other side.
    """

    table: str
    row: Row
    positions: list[Position]
    wrapped: bool


class Unusable(Exception):
    """A feature cannot be read: the field of it that is wrong, what stands there, and what was expected."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field, self.value = field, "" if value is None else shown(value)
        super().__init__(expected)


def element_of(feature: Any) -> Element:
    """Return what a feature stands for; raise Unusable where it stands for nothing."""
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise Unusable("geometry", feature, "expected a Feature")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    table = _KINDS.get(kind) if isinstance(kind, str) else None
    if table is None or not isinstance(geometry, Mapping):
        raise Unusable("geometry", kind, "expected a Point (a place) or a LineString (a link)")
    for crs in (feature.get("crs"), geometry.get("crs")):
        if not is_wgs_84(crs):
            raise Unusable("crs", crs, DEGREES)
    given = _one_line(kind, geometry.get("coordinates"))
    positions = [_position(position) for position in given]
    return Element(table, _row(feature), positions, any(180 < abs(position[0]) <= 360 for position in given))


def parted(feature: Any) -> list[Any]:
    """Return the features of a line in parts that do not join, one of each part; of any other that feature alone.

    A line that names its ends is one line, in whatever parts it is drawn.
    """
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    parts = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if (
        not isinstance(geometry, Mapping)
        or geometry.get("type") != "MultiLineString"
        or not isinstance(parts, list)
        or len(parts) < 2
    ):
        return [feature]
    properties = feature.get("properties") or {}
    if not isinstance(properties, Mapping) or {"tail", "head"} & properties.keys():
        return [feature]
    try:
        _one_line("MultiLineString", parts)
    except Unusable:
        pass
    else:
        return [feature]
    own = properties.get("id", feature.get("id"))
    ids = [own, *(f"{own}.{number}" for number in range(2, len(parts) + 1))] if isinstance(own, str | int) else []
    return [
        {
            **feature,
            "geometry": {"type": "LineString", "coordinates": part},
            "properties": {**properties, **({"id": ids[number]} if ids else {})},
        }
        for number, part in enumerate(parts)
    ]


def _one_line(kind: Any, coordinates: Any) -> list[Any]:
    """Return the positions of a point or of one line; a line in parts is one where each begins at the end before."""
    if kind == "Point":
        return _sound([coordinates], coordinates)
    parts = coordinates if str(kind).startswith("Multi") else [coordinates]
    if kind == "MultiPoint":
        if not isinstance(parts, list) or len(parts) != 1:
            raise Unusable("geometry", kind, "expected a Point, or a MultiPoint of one part")
        return _sound(parts, parts)
    if not isinstance(parts, list) or not all(isinstance(part, list) for part in parts):
        raise Unusable("geometry", coordinates, _POSITIONS)
    if not parts or not all(len(part) >= 2 for part in parts):
        raise Unusable("geometry", coordinates, "expected at least two positions")
    line = list(_sound(parts[0], parts[0]))
    for _, part in pairwise(parts):
        sound = _sound(part, part)
        if not _is_same(line[-1], sound[0]):
            text = f"expected one line; its {len(parts)} parts do not join: each must begin where the one before ends"
            raise Unusable("geometry", kind, text)
        line += sound[1:]
    return line


def _sound(positions: list[Any], told: Any) -> list[Any]:
    for position in positions:
        if not _is_position(position):
            raise Unusable("geometry", told, _POSITIONS)
    return positions


def _is_position(position: Any) -> bool:
    """Tell whether something is a position; Python also reads NaN, Infinity and 1e999, which are no degrees."""
    numbers = position if isinstance(position, list) else []
    if len(numbers) not in (2, 3) or any(isinstance(x, bool) or not isinstance(x, (int, float)) for x in numbers):
        return False
    return math.isfinite(numbers[0]) and math.isfinite(numbers[1])


def _is_same(one: Any, other: Any) -> bool:
    """Tell whether two positions are one place on the map, also on the two sides of the 180th meridian."""
    return bool(one[1] == other[1] and (one[0] == other[0] or abs(one[0] - other[0]) == 360))


def _position(position: Any) -> Position:
    """Return degrees from -180 to 180; some files count on beyond them where a line crosses the 180th meridian."""
    lon, lat = map(float, position[:2])
    return (math.remainder(lon, 360.0) if 180 < abs(lon) <= 360 else lon), lat


def _row(feature: Mapping[str, Any]) -> Row:
    """Return the properties of a feature, with its id where they have none."""
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, Mapping):
        raise Unusable("properties", properties, "expected an object with the columns of the row, or null")
    row = {brief(key): value for key, value in (properties or {}).items()}
    own = feature.get("id")
    if own is not None and row.get("id") is None:
        row["id"] = own
    if isinstance(row.get("id"), (list, dict, bool)):
        raise Unusable("id", row["id"], "expected an id: text or a whole number")
    return row
