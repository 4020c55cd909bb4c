"""Sea lanes of searoute (lines of GeoJSON) as nodes and edges, the 180th meridian made whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.geo.sphere import Floats, great_circle_km, shorter_way
from networks.model.cells import bounded, shown
from networks.readers.geojson_text import features_of

DECIMALS = 5  # of degrees, a metre: ends nearer than that are one node

Ints = NDArray[np.int64]


class Edges(NamedTuple):
    """Nodes by degrees east and north, shape (n, 2), and edges between them with their lengths in metres."""

    lon_lat: Floats
    tail: Ints
    head: Ints
    metres: Ints


def lanes_in(file: Path) -> Edges:
    """Return the sea lanes of a file of lines; lengths are those of great circles.

    Longitudes beyond 180 are those of the other side, and 180 west is 180 east, so that no lane ends at the meridian.

    Raises
    ------
    DataError
        The file is no GeoJSON of lines in degrees; all findings.
    """
    findings: list[Finding] = []
    positions = [line for number, feature in enumerate(features_of(file), 1) for line in _lines(file, number, feature)]
    arrays = []
    for number, line in positions:
        points = _points(line)
        if points is None:
            expected = "expected at least two positions, degrees east (-360 to 360) and north (-90 to 90)"
            findings.append(Finding(file.name, number, "coordinates", shown(line), expected))
        else:
            arrays.append(points)
    if not positions:
        findings.append(Finding(file.name, 0, "features", "", "expected lines, found none"))
    if findings:
        raise DataError(bounded(findings))
    return edges_of(arrays)


def edges_of(lines: Iterable[Floats]) -> Edges:
    """Return nodes and edges of lines of degrees east and north: a node a position, an edge a pair of neighbours.

    Examples
    --------
    >>> lanes = [np.array([(179.0, 10.0), (180.0, 10.0)]), np.array([(-180.0, 10.0), (-179.0, 10.0)])]
    >>> edges = edges_of(lanes)
    >>> len(edges.lon_lat), edges.tail.tolist(), edges.head.tolist()
    (3, [0, 1], [1, 2])
    """
    lines = list(lines)
    points = np.concatenate(lines)
    line = np.repeat(np.arange(len(lines)), [len(one) for one in lines])
    lon, lat = shorter_way(points[:, 0]), points[:, 1]
    lon[lon == -180] = 180.0
    keys = np.stack([lon, lat], axis=1).round(DECIMALS)
    _, first, node = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))  # nodes by where they first stand in the file
    node = order[node.reshape(-1)]
    lon_lat = keys[np.sort(first)]
    same = line[1:] == line[:-1]
    return undirected(lon_lat, node[:-1][same], node[1:][same])


def undirected(lon_lat: Floats, tail: Ints, head: Ints) -> Edges:
    """Return edges each once, without loops, with the lengths of great circles."""
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    pairs = np.unique(np.stack([low, high], axis=1)[low != high], axis=0)
    low, high = pairs.T
    km = great_circle_km(lon_lat[low, 1], lon_lat[low, 0], lon_lat[high, 1], lon_lat[high, 0])
    return Edges(lon_lat, low, high, np.rint(1000 * km).astype(np.int64))


def _lines(file: Path, number: int, feature: Any) -> Iterator[tuple[int, Any]]:
    """Yield the lines of a feature, with its number; raise DataError for another kind of geometry."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    geometry = geometry if isinstance(geometry, dict) else {}
    kind = geometry.get("type")
    if kind not in ("LineString", "MultiLineString"):
        expected = "expected a LineString or MultiLineString"
        raise DataError([Finding(file.name, number, "geometry", shown(kind), expected)])
    coordinates = geometry.get("coordinates")
    several = coordinates if kind == "MultiLineString" and isinstance(coordinates, list) else [coordinates]
    yield from ((number, line) for line in several)


def _points(line: Any) -> Floats | None:
    try:
        points = np.array(line, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None
    if points.ndim != 2 or points.shape[0] < 2 or points.shape[1] < 2:
        return None
    lon, lat = points[:, 0], points[:, 1]
    return points[:, :2] if (np.abs(lon) <= 360).all() and (np.abs(lat) <= 90).all() else None
