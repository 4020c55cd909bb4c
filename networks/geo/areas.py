"""`Area`: a piece of the map that somebody draws, as polygons in degrees; and how one is read from what is given.

Edges run straight in degrees of longitude and latitude, as RFC 7946 has it, and not along great circles. Across the
180th meridian either side may be drawn as a polygon of its own, or longitudes go on beyond 180 (or below -180).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from numbers import Real
from typing import Any

import numpy as np

from networks.geo.borders import shapely_module

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]

GIVEN = (
    "polygons: of shapely, a GeoJSON mapping (Polygon, MultiPolygon, Feature or FeatureCollection), a ring of"
    " (lat, lon) pairs, several of these, or name -> one of these"
)
AREA_TYPES = ("Polygon", "MultiPolygon")
GEOJSON = frozenset(AREA_TYPES).union(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection", "Feature", "FeatureCollection")
)
NOT_IN_NAMES = (",", ";", "\n")  # they stand between names where constraints are told
MOST_CORNERS = 1_000_000
EDGE_DEG = 1e-5  # a metre: what lies on an edge lies in the area, whatever the last digits say


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Area:
    """A piece of the map, with a name.

    Attributes
    ----------
    name
        What answers call it.
    polygons
        Each an outer ring and its holes; a ring is a closed line of corners in degrees east and north.

    Examples
    --------
    >>> ring = [(30.0, 31.0), (30.0, 33.0), (31.0, 33.0), (31.0, 31.0)]  # degrees north and east
    >>> areas_in({"canal zone": ring})
    ([<Area canal zone: 1 polygon, 4 corners>], [])
    """

    name: str
    polygons: tuple[Polygon, ...]

    def __repr__(self) -> str:
        corners = sum(len(ring) - 1 for polygon in self.polygons for ring in polygon)
        count = len(self.polygons)
        return f"<Area {self.name}: {count} polygon{'s' * (count > 1)}, {corners} corners>"

    @property
    def geometry(self) -> dict[str, Any]:
        """Return it as a geometry of GeoJSON, as it was drawn."""
        rings = [[[list(corner) for corner in ring] for ring in polygon] for polygon in self.polygons]
        return {"type": "MultiPolygon", "coordinates": rings}

    @property
    def shape(self) -> Any:
        """Return it with a metre around as a prepared geometry of shapely, from longitude -200 to 200.

        So both sides of the map's edge are there, and what lies on an edge of the area lies in it.
        """
        return _shape(self.polygons)


@lru_cache(maxsize=256)
def _shape(polygons: tuple[Polygon, ...]) -> Any:
    shapely = shapely_module()
    drawn = shapely.union_all([shapely.Polygon(polygon[0], polygon[1:]) for polygon in polygons])
    drawn = shapely.buffer(drawn, EDGE_DEG, join_style="mitre")
    turned = [shapely.transform(drawn, partial(np.add, (by, 0.0))) for by in (-360.0, 0.0, 360.0)]
    shape = shapely.union_all([shapely.clip_by_rect(one, -200, -90, 200, 90) for one in turned])
    shapely.prepare(shape)
    return shape


def areas_in(given: Any, usual: str = "area") -> tuple[list[Area], list[str]]:
    """Return the areas of what somebody gives, see `GIVEN`, and what is wrong with it in words.

    `usual`: what those are called that have no name, with a number where they are several.
    """
    found: list[Area] = []
    problems: list[str] = []
    shapes = list(_shapes(given, ""))
    unnamed = sum(not name for name, _ in shapes)
    number = 0
    for name, shape in shapes:
        number += not name
        called = name or (usual if unnamed == 1 else f"{usual} {number}")
        polygons, wrong = _polygons(shape)
        wrong += [f"expected a name without {sign!r}" for sign in NOT_IN_NAMES if sign in called]
        problems += [f"{called}: {one}" for one in wrong]
        if not wrong:
            found.append(Area(called, polygons))
    names = [one.name for one in found]
    problems += [f"{name}: several areas bear this name" for name in sorted({*names}) if names.count(name) > 1]
    return found, problems


def _shapes(given: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield each shape of what is given with its name, "" where it has none."""
    if isinstance(given, Area):
        yield name or given.name, given
        return
    if not isinstance(given, Mapping) and hasattr(given, "__geo_interface__"):
        given = given.__geo_interface__
    if isinstance(given, Mapping) and given.get("type") in GEOJSON:
        yield from _of_geojson(given, name)
    elif isinstance(given, Mapping):
        for called, one in given.items():
            parts = list(_shapes(one, ""))
            single = len(parts) == 1
            yield from ((str(called) if single else f"{called} {part or number}", shape)
                        for number, (part, shape) in enumerate(parts, 1))  # fmt: skip
    elif _is_ring(given) or isinstance(given, str) or not isinstance(given, Iterable):
        yield name, given
    else:
        for one in given:
            yield from _shapes(one, "")


def _of_geojson(given: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    if given["type"] == "FeatureCollection":
        features = given.get("features")
        if not isinstance(features, list | tuple) or not features:
            yield name, given  # which encloses nothing, and says so
            return
        for one in features:
            yield from _shapes(one, name)
    elif given["type"] == "Feature":
        properties = given.get("properties")
        own = properties.get("name") if isinstance(properties, Mapping) else None
        called = own or given.get("id") or name
        yield str(called).strip() if called else "", given.get("geometry")
    else:
        yield name, given


def _is_ring(given: Any) -> bool:
    """Tell whether something is a sequence of pairs of numbers."""
    if isinstance(given, np.ndarray):
        return given.ndim == 2 and given.shape[1] == 2
    if not isinstance(given, Sequence) or isinstance(given, str) or not given:
        return False
    return all(_is_pair(one) for one in given)


def _is_pair(one: Any) -> bool:
    if not isinstance(one, Sequence | np.ndarray) or isinstance(one, str) or len(one) < 2:
        return False
    return all(isinstance(number, Real) and not isinstance(number, bool) for number in one)


def _polygons(shape: Any) -> tuple[tuple[Polygon, ...], list[str]]:
    """Return the polygons of a shape, and what is wrong with it."""
    if isinstance(shape, Area):
        return shape.polygons, []
    if _is_ring(shape):
        rings: list[Any] = [[[(lon, lat) for lat, lon, *_ in shape]]]
    elif isinstance(shape, Mapping) and shape.get("type") in AREA_TYPES:
        coordinates = shape.get("coordinates")
        rings = [coordinates] if shape["type"] == "Polygon" else coordinates  # type: ignore[assignment]
    elif isinstance(shape, Mapping) and shape.get("type") in GEOJSON:
        return (), [f"a {shape['type']} encloses nothing: expected {' or '.join(AREA_TYPES)}"]
    else:
        return (), [f"{str(shape)[:60]!r}: expected {GIVEN}"]
    try:
        polygons = tuple(tuple(_closed(ring) for ring in polygon) for polygon in rings)
    except (TypeError, ValueError, OverflowError):
        return (), ["expected rings of pairs of numbers, in degrees"]
    wrong = list(_wrong_numbers(polygons))
    return polygons, wrong or list(_wrong_shape(polygons))


def _closed(ring: Any) -> Ring:
    corners = tuple((float(lon), float(lat)) for lon, lat, *_ in ring)
    return corners if corners[:1] == corners[-1:] else (*corners, corners[0])


def _wrong_numbers(polygons: tuple[Polygon, ...]) -> Iterator[str]:
    """Yield what is wrong with corners by themselves; the first of each kind."""
    rings = [ring for polygon in polygons for ring in polygon]
    if not rings or not all(polygons):
        yield "it is empty: expected at least one ring"
    if sum(map(len, rings)) > MOST_CORNERS:
        yield f"it has more than {MOST_CORNERS:,} corners"
        return
    for ring in rings:
        if len({*ring}) < 3:
            yield f"a ring of {len({*ring})} corners: expected at least 3"
        beyond = [(lon, lat) for lon, lat in ring if not (abs(lat) <= 90 and abs(lon) <= 360)]
        if beyond:
            lon, lat = beyond[0]
            yield f"{lat:g} north, {lon:g} east: expected degrees; pairs are (lat, lon), but (lon, lat) in GeoJSON"
            return
    longitudes = [lon for ring in rings for lon, _ in ring]
    if longitudes and max(longitudes) - min(longitudes) > 360:
        yield "it goes more than once round the earth"
    for ring in rings:
        for (lon, lat), (there, _) in pairwise(ring):
            if 180 < abs(there - lon) < 360 and math.isfinite(there - lon):
                yield (
                    f"an edge from {lon:g} to {there:g} east, at {lat:g} north: which way round? Expected corners"
                    " between, or across the 180th meridian longitudes that go on beyond 180"
                )
                return


def _wrong_shape(polygons: tuple[Polygon, ...]) -> Iterator[str]:
    """Yield what is wrong with polygons of good numbers."""
    shapely = shapely_module()
    for polygon in polygons:
        reason = shapely.is_valid_reason(shapely.Polygon(polygon[0], polygon[1:]))
        if reason != "Valid Geometry":
            yield f"expected a polygon that does not cross itself: {reason} (degrees east, north)"
