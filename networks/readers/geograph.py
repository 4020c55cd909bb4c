"""A geograph of scgraph (``.graphjson``: nodes by latitude and longitude, and their neighbours) into tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from networks.errors import DataError, Finding
from networks.model.cells import as_name, bounded, shown
from networks.model.limits import ROWS
from networks.readers.found import Found
from networks.readers.geojson_text import json_of
from networks.readers.plain_graph import PlainGraph, check_mode, in_km, is_number, tables_of_graph
from networks.readers.units import LENGTHS, NONE, check_unit, unit_called

FORM = "a geograph, JSON in UTF-8"
PAIR = "expected degrees north from -90 to 90, then degrees east from -360 to 360"
Edge = tuple[int, int, float]


def tables_of(
    file: Path,
    *,
    name: str | None = None,
    mode: str | None = None,
    speed: float | None = None,
    length_unit: str | None = None,
) -> Found:
    r"""Return the tables of a geograph, and what is wrong or odd about it.

    Nodes are places, by their numbers from 0; two nodes that are neighbours of each other, as far one way as the other,
    are joined by one link, others by a directed one. A geograph names no mode, so `mode` says it. Points between nodes
    are not read.

    Parameters
    ----------
    name
        Name of the network; else that of the file.
    mode
        Mode of all links, as ``"sea"`` for a graph of sea lanes.
    speed
        In km/h: the hours of all links, from their lengths. Without it they count for distance.
    length_unit
        ``"km"``, ``"m"``, ``"mi"``, ``"nmi"``; it wins over what the file says, and km are taken where nobody says.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "toy.graphjson"
    >>> _ = file.write_text('{"graph": [{"1": 1200}, {"0": 1200}], "nodes": [[35.4, 139.7], [43.1, 131.9]]}')
    >>> net = networks.read(file, mode="sea", speed=30, silence="stated-countries")
    >>> [(link.tail, link.head, link.hours, link.directed) for link in net.links.values()]
    [('0', '1', 40.0, False)]
    """
    check_mode(mode, needed=True)
    unit = check_unit("length_unit", length_unit, LENGTHS)
    if unit == NONE:
        raise DataError([Finding("read", 0, "length_unit", NONE, "a geograph has nothing but lengths")])
    if speed is not None and not (is_number(speed) and speed > 0):
        raise DataError([Finding("read", 0, "speed", shown(speed), "expected a speed in km/h above 0")])
    given = json_of(file, FORM)
    findings: list[Finding] = []
    nodes, neighbours = _parts(file.name, given, findings)
    positions = _positions(file.name, nodes, findings)
    edges = _edges(file.name, neighbours, len(nodes), findings)
    stated = _unit_of(file.name, given, findings)
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    joined = _joined(edges)
    km = in_km(np.array([length for _, _, length, _ in joined]), unit or stated)
    lat, lon = (np.array([one[at] for one in positions]) for at in (0, 1))
    graph = PlainGraph(
        nodes=[str(number) for number in range(len(nodes))],
        tails=[tail for tail, *_ in joined],
        heads=[head for _, head, *_ in joined],
        node_file=file.name,
        edge_file=file.name,
        node_lines=range(1, len(nodes) + 1),
        edge_lines=[tail + 1 for tail, *_ in joined],
        lat=lat,
        lon=lon,
        km=km,
        hours=np.full(len(km), np.nan) if speed is None else km / float(speed),
        mode=str(mode),
        directed=[not both for *_, both in joined],
        km_field="graph",
        hours_field="graph",
        remedy="say length_unit=",
        findings=findings,
        are_degrees=True,
    )
    beyond = np.abs(graph.lon) > 180
    if beyond.any():
        text = f"{int(beyond.sum())} nodes lie beyond 180 degrees east or west; they are read as from the other side"
        graph.warn(file.name, "nodes", "", text, line=int(np.argmax(beyond)) + 1)
        graph.lon[beyond] = [math.remainder(one, 360.0) for one in graph.lon[beyond].tolist()]
    if given.get("intermediate_nodes"):
        graph.warn(file.name, "intermediate_nodes", "", "points between nodes are not read", "unread")
    return tables_of_graph(graph, as_name(file.stem) if name is None else name)


def _parts(file: str, given: Any, findings: list[Finding]) -> tuple[list[Any], list[Any]]:
    """Return the nodes of a geograph and their neighbours, two lists of one length; else tell what is wrong."""
    found: list[list[Any]] = []
    for key in ("nodes", "graph"):
        one = given.get(key) if isinstance(given, Mapping) else None
        if isinstance(one, list) and len(one) <= ROWS:
            found.append(one)
        else:
            findings.append(Finding(file, 0, key, "", f"expected a list of at most {ROWS}"))
    if findings:
        return [], []
    nodes, neighbours = found
    if len(nodes) != len(neighbours):
        expected = f"expected as many as there are nodes, {len(nodes)}"
        findings.append(Finding(file, 0, "graph", str(len(neighbours)), expected))
    return nodes, neighbours


def _positions(file: str, nodes: list[Any], findings: list[Finding]) -> list[tuple[float, float]]:
    found, wrong = [], []
    for number, node in enumerate(nodes, 1):
        pair = node if isinstance(node, list) and len(node) == 2 and all(map(is_number, node)) else None
        if pair is None or abs(pair[0]) > 90 or abs(pair[1]) > 360:
            wrong.append(Finding(file, number, "nodes", shown(node), PAIR))
        else:
            found.append((float(pair[0]), float(pair[1])))
    findings += bounded(wrong)
    return found


def _edges(file: str, neighbours: list[Any], size: int, findings: list[Finding]) -> list[Edge]:
    """Return the edges that the lists of neighbours say; what is none is told by the number of its node, from 1."""
    found: list[Edge] = []
    wrong: list[Finding] = []
    for tail, ways in enumerate(neighbours):
        if not isinstance(ways, Mapping):
            expected = "expected an object: number of a neighbour, and how far it is"
            wrong.append(Finding(file, tail + 1, "graph", shown(ways), expected))
            continue
        for key, length in ways.items():
            if not (key.isascii() and key.isdigit() and len(key) <= 9 and int(key) < size):
                expected = f"expected the number of a node from 0 to {size - 1}"
                wrong.append(Finding(file, tail + 1, "graph", shown(key), expected))
            elif not (is_number(length) and length >= 0):
                wrong.append(Finding(file, tail + 1, "graph", shown(length), "expected a number from 0"))
            else:
                found.append((tail, int(key), float(length)))
    findings += bounded(wrong)
    return found


def _unit_of(file: str, given: Any, findings: list[Finding]) -> str:
    text = given.get("geograph_units") if isinstance(given, Mapping) else None
    unit = unit_called(text, LENGTHS) if isinstance(text, str) else None
    if text not in (None, "") and unit is None:
        expected = f"expected one of {', '.join(LENGTHS)}"
        findings.append(Finding(file, 0, "geograph_units", shown(text), expected))
    return unit or "km"


def _joined(edges: list[Edge]) -> list[tuple[int, int, float, bool]]:
    """Return edges, each with whether it stands for both ways, where the way back is as long."""
    lengths = {(tail, head): length for tail, head, length in edges}
    found = []
    for tail, head, length in edges:
        both = tail != head and lengths.get((head, tail)) == length
        if not both or tail < head:
            found.append((tail, head, length, both))
    return found
