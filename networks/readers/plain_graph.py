"""A plain graph out of a file of others (nodes, edges with a length, a time or both) into tables of a network.

What the formats for traffic and for algorithms have in common is done here once: ids that can be ids, connectors that
take nothing, speeds that nothing runs at, positions that are no degrees. Whatever is not as in the file is told, once a
kind.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.geo.sphere import great_circle_km
from networks.model.bounds import bound_of
from networks.model.cells import as_name, shown, table_from_values
from networks.model.keys import link_id
from networks.model.limits import TOLD
from networks.model.no_time import NO_LENGTH_KM, NO_TIME_H
from networks.model.schema import parser
from networks.model.tables import Table
from networks.model.vocabulary import VOCABULARY
from networks.readers.found import Found
from networks.readers.units import LENGTHS
from networks.rules.geometry import too_short

FEW = 0.01  # the share of links at impossible speeds up to which their lengths are let go; beyond, the units are wrong
SPARSE = 1000  # nodes that may be stated without a row that names them
UNFIT = 0.1  # the share of links shorter than the great circle beyond which positions are no degrees
FITTING, MOST = (0.9, 1.4), 0.7  # lengths over great circles of most links, where the unit is right
Floats = NDArray[np.float64]


@dataclass
class PlainGraph:
    """Nodes and edges as a file states them.

    Attributes
    ----------
    nodes, tails, heads
        Ids of the nodes; rows of the nodes at which each edge begins and ends.
    node_file, node_lines, edge_file, edge_lines
        Where they stand.
    lat, lon, km, hours
        NaN where nothing is stated; 0 is 0.
    names, edges
        Names of nodes, and ids of edges; none where the file has none.
    is_end
        True of nodes that are not passed; none where all are.
    directed
        Of each edge.
    km_field, hours_field
        Names of the columns, for what is told.
    remedy, lengths_only
        What helps where the units are wrong, and what reads lengths without times.
    has_units
        Whether someone said in which units lengths and times are.
    are_degrees
        Whether the file says that positions are degrees; None where it says nothing.
    waypoints
        Edge -> positions (degrees north and east) from tail to head, ends not included.
    """

    nodes: Sequence[str]
    tails: Sequence[int]
    heads: Sequence[int]
    node_file: str
    edge_file: str
    node_lines: Sequence[int]
    edge_lines: Sequence[int]
    lat: Floats
    lon: Floats
    km: Floats
    hours: Floats
    mode: str
    names: Sequence[str] = ()
    edges: Sequence[str] = ()
    is_end: Sequence[bool] = ()
    directed: Sequence[bool] = ()
    km_field: str = "length"
    hours_field: str = "time"
    remedy: str = ""
    lengths_only: str = "none as the unit of time"
    has_units: bool = False
    are_degrees: bool | None = None
    waypoints: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def warn(self, file: str, column: str, value: str, text: str, rule: str = "made", line: int = 0) -> None:
        """Tell what is odd and how it was read."""
        self.findings.append(Finding(file, line, column, value, text, "warning", rule))


def is_number(value: object) -> bool:
    """Tell whether a value is a finite number that a float can hold."""
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def check_mode(value: object, *, needed: bool = False) -> None:
    """Raise DataError where the option `mode` of a reader is none."""
    if (value is not None or needed) and not (isinstance(value, str) and value in VOCABULARY["mode"]):
        expected = f"expected one of {', '.join(VOCABULARY['mode'])}"
        raise DataError([Finding("read", 0, "mode", "" if value is None else shown(value), expected)])


def tables_of_graph(graph: PlainGraph, name: str, title: str = "") -> Found:
    """Return the tables of a graph; what was changed on the way is told."""
    if not _is_finite(graph):
        return Found({}, graph.findings, False)
    _drop_strange_positions(graph)
    _keep_connectors(graph)
    fits = _part_speeds(graph)
    nodes = _ids(graph, graph.node_file, graph.nodes, "")
    edges = _edge_ids(graph, nodes)
    tables: dict[str, Table] = {}
    tables["network"], told = table_from_values("network", [{"name": name, "title": title}])
    findings = graph.findings + [Finding(graph.edge_file, 0, "name", one.value, one.expected) for one in told]
    named = [given or node for given, node in zip(graph.names or nodes, nodes, strict=True)]
    places = {"id": nodes, "name": named, "lat": graph.lat.tolist(), "lon": graph.lon.tolist()}
    places |= {"through": [not one for one in graph.is_end]} if len(graph.is_end) else {}
    tables["places"] = Table.from_columns("places", places, graph.node_lines, graph.node_file)
    links = {"id": edges, "tail": [nodes[row] for row in graph.tails], "head": [nodes[row] for row in graph.heads]}
    cells = links | {"mode": [graph.mode] * len(edges), "length_km": graph.km.tolist(), "hours": graph.hours.tolist()}
    cells["directed"] = list(graph.directed) if len(graph.directed) else [True] * len(edges)
    tables["links"] = Table.from_columns("links", cells, graph.edge_lines, graph.edge_file)
    if graph.waypoints:
        tables["waypoints"] = _waypoints(graph, edges)
    return Found(tables, findings, fits and not any(one.severity == "error" for one in findings))


def _is_finite(graph: PlainGraph) -> bool:
    """Tell lengths and times that are beyond all numbers."""
    for cells, column in ((graph.km, graph.km_field), (graph.hours, graph.hours_field)):
        rows = np.flatnonzero(np.isinf(cells))[:TOLD].tolist()
        expected = "expected a number that is no such size in km or hours"
        graph.findings += [Finding(graph.edge_file, graph.edge_lines[row], column, "", expected) for row in rows]
    return not any(one.severity == "error" for one in graph.findings)


def check_size(file: str, line: int, field: str, nodes: int, rows: int) -> list[Finding]:
    """Return what is wrong where a file states far more nodes than it has rows, for each would take memory."""
    if nodes <= SPARSE + 10 * rows:
        return []
    return [Finding(file, line, field, str(nodes), f"expected about as many nodes as rows, of which there are {rows}")]


def _waypoints(graph: PlainGraph, edges: Sequence[str]) -> Table:
    rows = [
        (edges[edge], seq, lat, lon, graph.edge_lines[edge])
        for edge, points in sorted(graph.waypoints.items())
        for seq, (lat, lon) in enumerate(points, 1)
    ]
    link, seq, lat, lon, lines = map(list, zip(*rows, strict=True))
    cells = {"link": link, "seq": seq, "lat": lat, "lon": lon}
    return Table.from_columns("waypoints", cells, lines, graph.edge_file)


# ---- ids ------------------------------------------------------------------------------------------------


def _ids(graph: PlainGraph, file: str, given: Sequence[str], column: str) -> list[str]:
    """Return ids that can be ids: blanks and the like become hyphens, and what is then borne twice a number."""
    parse = parser("id")
    made: list[str] = []
    taken = set(given)
    changed: list[tuple[str, str]] = []
    for text in given:
        try:
            wanted = found = str(parse(text))
        except ValueError:
            wanted = found = as_name(text)
        if found != text:
            number = 1
            while found in taken:
                number += 1
                found = f"{wanted}.{number}"
            taken.add(found)
            changed.append((text, found))
        made.append(found)
    if changed:
        old, new = changed[0]
        more = f", and {len(changed) - 1} more likewise" if len(changed) > 1 else ""
        graph.warn(file, column, old, f"this cannot be an id; read as {new}{more}")
    return made


def _edge_ids(graph: PlainGraph, nodes: Sequence[str]) -> list[str]:
    """Return the ids of edges: their own, with a word before them where nodes bear the same; else made of the ends."""
    if graph.edges:
        own = _ids(graph, graph.edge_file, graph.edges, "")
        shared = set(own).intersection(nodes)
        if not shared:
            return own
        graph.warn(
            graph.edge_file,
            "",
            min(shared),
            "nodes and links bear the same ids; links are read with link: before theirs",
        )
        return [f"link:{one}" for one in own]
    made: list[str] = []
    seen: Counter[str] = Counter()
    for tail, head in zip(graph.tails, graph.heads, strict=True):
        base = link_id(graph.mode, nodes[tail], nodes[head])
        made.append(f"{base}.{seen[base]}" if seen[base] else base)
        seen[base] += 1
    return made


# ---- numbers --------------------------------------------------------------------------------------------


def chords_of(graph: PlainGraph) -> Floats:
    """Return the great circle between the ends of each edge in km; NaN where a position is not known."""
    tails, heads = (np.asarray(rows, dtype=np.int64) for rows in (graph.tails, graph.heads))
    with np.errstate(all="ignore"):
        chords: Floats = great_circle_km(graph.lat[tails], graph.lon[tails], graph.lat[heads], graph.lon[heads])
    return chords


def in_km(lengths: Floats, unit: str) -> Floats:
    """Return lengths in km, to a micrometre, so that 277 ft are no 0.08442960000000001 km."""
    with np.errstate(over="ignore"):  # what is beyond all reason is told as such
        found: Floats = np.round(lengths * LENGTHS[unit], 9)
    return found


def fitting_unit(graph: PlainGraph) -> str | None:
    """Return the unit in which most lengths are about the great circles between the ends; None where there is none."""
    if graph.are_degrees is False or ((np.abs(graph.lat) > 90) | (np.abs(graph.lon) > 180)).any():
        return None
    with np.errstate(all="ignore"):
        ratios = graph.km / chords_of(graph)
    ratios = ratios[np.isfinite(ratios) & (ratios > 0)]
    for unit in ("km", "m", "mi", "ft"):
        low, high = np.array(FITTING) / LENGTHS[unit]
        if len(ratios) and np.mean((ratios > low) & (ratios < high)) > MOST:
            return unit
    return None


def _drop_strange_positions(graph: PlainGraph) -> None:
    """Take positions out that are no degrees: beyond 90 and 180, or so far apart that links would be too short."""
    if np.isnan(graph.lat).all():
        return
    outside = (np.abs(graph.lat) > 90) | (np.abs(graph.lon) > 180)
    if graph.are_degrees is False:
        text = "positions are in a system of coordinates that is no degrees; they are not read"
    elif outside.any():
        row = int(np.argmax(outside))
        text = f"positions are no degrees (as {graph.lon[row]:g}, {graph.lat[row]:g}); they are not read"
    else:
        short, known = _too_short(graph)
        count = f"{int(short.sum())} of {known} links shorter than the great circle"
        if not short.any():
            return
        if short.sum() <= UNFIT * known:
            gone = _without_positions(graph, short)
            text = f"positions of {gone} nodes would make {count}; they are not read"
            graph.warn(graph.node_file, "x, y", "", text, "unread")
            return
        text = f"as degrees, positions would make {count}; they are not read"
    graph.warn(graph.node_file, "x, y", "", text, "unread")
    graph.lat, graph.lon = np.full(len(graph.nodes), np.nan), np.full(len(graph.nodes), np.nan)
    graph.waypoints.clear()


def _too_short(graph: PlainGraph) -> tuple[NDArray[np.bool_], int]:
    """Return which links are shorter than the great circle, as the rule has it, and of how many that can be said."""
    chords = chords_of(graph)
    return too_short(graph.km, chords), int((~np.isnan(graph.km) & ~np.isnan(chords)).sum())


def _without_positions(graph: PlainGraph, links: NDArray[np.bool_]) -> int:
    """Take the positions of the ends of some links out; return how many they were."""
    ends = np.unique(np.concatenate([np.asarray(rows, dtype=np.int64)[links] for rows in (graph.tails, graph.heads)]))
    graph.lat[ends] = graph.lon[ends] = np.nan
    return len(ends)


def _keep_connectors(graph: PlainGraph) -> None:
    """Let what takes no time or has no length keep next to nothing, for nothing would not be known from missing."""
    for cells, least, unit, column in (
        (graph.km, NO_LENGTH_KM, "km", graph.km_field),
        (graph.hours, NO_TIME_H, "h", graph.hours_field),
    ):
        none = cells == 0
        if none.any():
            line = graph.edge_lines[int(np.argmax(none))]
            count = int(none.sum())
            text = f"{count} links state 0; read as {least:g} {unit}, which stands for none"
            graph.warn(graph.edge_file, column, "0", text, line=line)
            cells[none] = least


def _part_speeds(graph: PlainGraph) -> bool:
    """Let the lengths of links go that would run faster than anything does; tell False where the units are wrong.

    They are where most links would, or more than a few and nobody said in which units they are.
    """
    bound = bound_of("figures", "speed", graph.mode)
    if bound is None:
        return True
    with np.errstate(all="ignore"):
        speeds = np.where(graph.hours > NO_TIME_H, graph.km / graph.hours, np.nan)
        fast = speeds > bound.most
    if not fast.any():
        return True
    timed, line = int((~np.isnan(speeds)).sum()), graph.edge_lines[int(np.argmax(fast))]
    span = f"{np.nanmin(speeds[fast]):.0f} to {np.nanmax(speeds[fast]):.0f} km/h"
    what = f"{int(fast.sum())} of {timed} links would run at {span}, more than anything does by {graph.mode}"
    if fast.sum() > (0.5 if graph.has_units else FEW) * timed and fast.sum() > 1:
        where = f"{graph.km_field}, {graph.hours_field}"
        graph.findings.append(Finding(graph.edge_file, line, where, "", f"{what} ({bound.most:g}); {graph.remedy}"))
        return False
    graph.km[fast] = np.nan
    with np.errstate(all="ignore"):
        apart = fast & (chords_of(graph) / graph.hours > bound.most)
    nor = f", nor the positions of {_without_positions(graph, apart)} of their ends" if apart.any() else ""
    text = f"{what} ({bound.most:g}); their lengths are not read{nor} ({graph.lengths_only} reads them, and no times)"
    graph.warn(graph.edge_file, graph.km_field, "", text, line=line)
    return True
