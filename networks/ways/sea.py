"""`sea`: the sea lanes of the world as a graph of ways."""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from networks.geo.sphere import Floats
from networks.model.cells import as_name
from networks.ways.graph import WayGraph
from networks.ways.marks import SEA, WAY_MODES
from networks.ways.packages import LANES, PORTS, SEAROUTE
from networks.ways.ports import ports_in
from networks.ways.sea_lanes import Edges, lanes_in, undirected

CANALS = Path(__file__).parents[1] / "data" / "canals.csv"
NEAR_DEG = 0.3  # how far the end of a canal may lie from a lane
CLOSED = frozenset({"kiel", "northeast", "northwest"})
NOTE = (
    "lengths along sea lanes that were drawn coarsely: good for distances over hundreds of km, not for navigation; no"
    " services, no draughts, no ice"
)


def sea(lanes: str | os.PathLike[str] | None = None) -> WayGraph:
    """Return the sea lanes of the world, with ports by UN/LOCODE and name, as a graph to ask with `routing.way`.

    The lanes and the ports come with the package searoute, which the extra ``sea`` installs; its files are read, its
    code is not run. The Kiel Canal is added (``networks/data/canals.csv``). It and the two Arctic passages are closed
    unless a question opens them: not every ship fits, nor sails in ice. Suez, Panama and the straits are open unless a
    question avoids them.

    Parameters
    ----------
    lanes
        A file of lines of GeoJSON in place of the lanes of searoute; without ports, and with nothing added.

    Raises
    ------
    DataError
        searoute is not installed, or a file is not of the form that is known.

    Examples
    --------
    >>> import json, pathlib, tempfile, networks, routing
    >>> line = {"type": "LineString", "coordinates": [[139.7, 35.3], [142, 38], [141.3, 42.4]]}
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "lanes.geojson"
    >>> features = [{"type": "Feature", "properties": {}, "geometry": line}]
    >>> _ = file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    >>> round(routing.way(networks.sea(file), (35.3, 139.7), (42.4, 141.3)).nautical_miles)
    462

    With searoute installed, ``routing.way(networks.sea(), "JPYOK", "Rotterdam")`` asks the same of the world, and
    ``open_passages={"northeast"}`` or ``constraints=routing.Constraints(avoid_passages={"suez"})`` of another one.
    """
    if lanes is None:
        return _sea(str(SEAROUTE.folder), SEAROUTE.version)
    file = Path(lanes)
    return _graph(as_name(file.stem), f"Sea lanes of {file.name}", lanes_in(file))


@lru_cache(maxsize=1)
def _sea(folder: str, version: str) -> WayGraph:
    """Return the lanes of one installation in one version, read once."""
    return _graph(
        "sea",
        f"Sea lanes of the world (searoute {version})",
        with_canals(lanes_in(SEAROUTE.file(LANES))),
        ports=ports_in(SEAROUTE.file(PORTS)),
        attribution=(f"{SEAROUTE.attribution}; version {version}",),
        closed=CLOSED,
    )


def _graph(name: str, title: str, lanes: Edges, **more: Any) -> WayGraph:
    mode = np.full(len(lanes.tail), WAY_MODES.index(SEA), dtype=np.uint8)
    return WayGraph(name=name, title=title, note=NOTE, **lanes._asdict(), mode=mode, **more)


def with_canals(lanes: Edges) -> Edges:
    """Return sea lanes with our own canals, each from the node nearest to its one end to that nearest to the other.

    A canal of which an end is nowhere near a lane is left out.
    """
    lon_lat, tail, head = lanes.lon_lat, [lanes.tail], [lanes.head]
    for course in _canals():
        first = len(lon_lat)
        away = [np.hypot(*(lanes.lon_lat - point).T) for point in (course[0], course[-1])]
        if max(one.min() for one in away) > NEAR_DEG:
            continue
        ends = [int(np.argmin(one)) for one in away]
        lon_lat = np.concatenate([lon_lat, course[1:-1]])
        nodes = np.array([ends[0], *range(first, len(lon_lat)), ends[1]], dtype=np.int64)
        tail.append(nodes[:-1])
        head.append(nodes[1:])
    return undirected(lon_lat, np.concatenate(tail), np.concatenate(head))


def _canals() -> list[Floats]:
    with CANALS.open(encoding="utf-8", newline="") as file:
        rows = [row["course"].split(";") for row in csv.DictReader(file)]
    return [np.array([[float(part) for part in pair.split()][::-1] for pair in row]) for row in rows]
