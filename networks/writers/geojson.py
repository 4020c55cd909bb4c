"""A `Network` into a GeoJSON file (RFC 7946): places are points, links are lines with their way-points."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from networks.errors import DataError, Finding
from networks.model.given import catalogue_of
from networks.model.schema import columns, is_missing
from networks.model.tables import Table
from networks.writers.whole_file import write_text_file

if TYPE_CHECKING:
    from networks.network import Network

HELD = ("network", "places", "links", "waypoints")  # the tables that GeoJSON holds; of the first the name alone


def write_geojson(network: Network, file: str | os.PathLike[str]) -> None:
    """Write a network of places, links and way-points so that `networks.read_geojson` gives an equal one.

    The file is written whole or not at all. It bears no name of the network: give it as `name` when it is read, where
    the file is called otherwise.

    Raises
    ------
    DataError
        The network holds what GeoJSON has no place for: other tables, a heading beside the name, places without a
        position, sources of way-points. It is refused rather than lost.
    OSError
        The file cannot be written; what stood there stays.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> builder = networks.NetworkBuilder("mine")
    >>> _ = builder.add_place(id="JPYOK", name="Yokohama", country="JP", lat=35.45, lon=139.66)
    >>> _ = builder.add_place(id="RUVVO", name="Vladivostok", country="RU", lat=43.11, lon=131.88)
    >>> _ = builder.add_link(id="sea", tail="JPYOK", head="RUVVO", mode="sea", length_km=1700, hours=60)
    >>> net = builder.build()
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "mine.geojson"
    >>> write_geojson(net, file)
    >>> networks.read(file) == net
    True
    """
    tables = catalogue_of(network, "write_geojson", "network", "writing")
    if wrong := list(_lost(tables)):
        raise DataError(wrong)
    features = [*_places(tables["places"]), *_links(tables)]
    lines = (json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    body = ",\n".join(lines)
    write_text_file(file, f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n')


def _lost(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield what would be lost."""
    for name, table in tables.items():
        if name not in HELD and len(table):
            text = f"GeoJSON holds places, links and way-points, not these {len(table)} rows; networks.write keeps them"
            yield Finding(name, 0, "", "", text, rule="writing")
    for column in columns()["network"]:
        if column.name != "name" and not is_missing(column, tables["network"][column.name].tolist()[0]):
            yield Finding("network", 1, column.name, "", "GeoJSON has no place for a heading", rule="writing")
    nowhere = np.isnan(tables["places"]["lat"]) | np.isnan(tables["places"]["lon"])
    if nowhere.any():
        row = int(np.argmax(nowhere))
        text = f"{int(nowhere.sum())} places without a position, which a point needs"
        yield Finding("places", row + 1, "lat", tables["places"]["id"][row], text, rule="writing")
    if any(tables["waypoints"]["source"].tolist()):
        yield Finding("waypoints", 0, "source", "", "GeoJSON has no place for sources of way-points", rule="writing")


def _places(table: Table) -> Iterator[dict[str, Any]]:
    for row in range(len(table)):
        position = [float(table["lon"][row]), float(table["lat"][row])]
        yield _feature(table, row, ("lat", "lon"), {"type": "Point", "coordinates": position})


def _links(tables: Mapping[str, Table]) -> Iterator[dict[str, Any]]:
    places, links, waypoints = (tables[name] for name in HELD[1:])
    where = dict(
        zip(places["id"].tolist(), zip(places["lon"].tolist(), places["lat"].tolist(), strict=True), strict=True)
    )
    courses: dict[str, list[tuple[int, float, float]]] = {}
    cells = (waypoints[name].tolist() for name in ("link", "seq", "lon", "lat"))
    for link, seq, lon, lat in zip(*cells, strict=True):
        courses.setdefault(link, []).append((seq, lon, lat))
    ends = zip(links["id"].tolist(), links["tail"].tolist(), links["head"].tolist(), strict=True)
    for row, (link, tail, head) in enumerate(ends):
        inner = [[lon, lat] for _, lon, lat in sorted(courses.get(link, ()))]
        line = [list(where[tail]), *inner, list(where[head])]
        yield _feature(links, row, (), {"type": "LineString", "coordinates": line})


def _feature(table: Table, row: int, left_out: tuple[str, ...], geometry: dict[str, Any]) -> dict[str, Any]:
    """Return a row as a feature, with the columns that say something as properties."""
    properties: dict[str, Any] = {}
    for column in columns()[table.name]:
        cell = table[column.name][row]
        cell = cell.item() if isinstance(cell, np.generic) else cell
        if column.name not in left_out and not is_missing(column, cell):
            properties[column.name] = cell if isinstance(cell, bool | int | float | str) else column.format(cell)
    return {"type": "Feature", "properties": properties, "geometry": geometry}
