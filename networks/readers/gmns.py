"""A network in GMNS (General Modeling Network Specification), node.csv and link.csv, into tables of a `Network`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.cells import as_name, bounded
from networks.model.schema import parse_number
from networks.readers.csv_text import CSV
from networks.readers.files import Unreadable, bytes_in
from networks.readers.found import Found
from networks.readers.plain_graph import PlainGraph, check_mode, fitting_unit, in_km, tables_of_graph
from networks.readers.sheets import Cells, Sheet, distance_of, sheet_of
from networks.readers.units import LENGTHS, SPEEDS, check_unit, unit_called

NODE, LINK, CONFIG, GEOMETRY = "node.csv", "link.csv", "config.csv", "geometry.csv"
NODES = ("node_id", "x_coord", "y_coord")
LINKS = ("link_id", "from_node_id", "to_node_id")
READ_OF_LINKS = (*LINKS, "directed", "geometry_id", "geometry", "dir_flag", "length", "free_speed", "allowed_uses")
READ_OF_CONFIG = ("dataset_name", "long_length", "speed", "crs")
CUT_AT = 10  # letters of the name of a column in a shapefile
SPEED_OF = {"mi": "mph", "ft": "mph"}  # what goes with a length, where no unit of speed is stated; else km/h
DEGREES = re.compile(r"(epsg:)?(4326|4269)|wgs ?84|(ogc:)?crs84|.*\+proj=longlat.*", re.IGNORECASE)
ON_FOOT = {"walk", "bike", "ped", "pedestrian", "bicycle", "foot"}
_LINE = re.compile(
    r"\s*(?:MULTILINESTRING\s*(?:Z\s*)?\(\s*\(([^()]*)\)\s*\)|LINESTRING\s*(?:Z\s*)?\(([^()]*)\))\s*\Z", re.IGNORECASE
)
WKT = "expected one line as WKT, such as LINESTRING (139.7 35.4, 140.9 41.5)"
REMEDY = "say length_unit= and speed_unit=; 'none' leaves one out"
YES, NO = {"1", "true", "yes", "t", "y", "1.0"}, {"0", "false", "no", "f", "n", "0.0"}
Points = list[tuple[float, float]]
Floats = NDArray[np.float64]


def tables_of(
    folder: Path,
    *,
    name: str | None = None,
    mode: str = "road",
    length_unit: str | None = None,
    speed_unit: str | None = None,
) -> Found:
    r"""Return the tables of a folder in GMNS, and what is wrong or odd about it.

    Nodes are places and links are links, of mode road unless `mode` says otherwise; the time of a link is its length
    over its ``free_speed``. Units are those of ``config.csv``; where it is missing, km or what fits the positions, and
    km/h or mph beside it, which is told. The inner points of geometries are way-points where positions are degrees. Not
    read are lanes, capacities, tolls, turns and times of day, which is told too.

    Parameters
    ----------
    name
        Name of the network; else that of the data set, else of the folder.
    length_unit, speed_unit
        ``"km"``, ``"m"``, ``"mi"``, ``"ft"``; ``"km/h"``, ``"mph"``, ``"m/s"``. They win over what the file says;
        ``"none"`` leaves the column out.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "node.csv").write_text("node_id,x_coord,y_coord\n1,139.66,35.45\n2,139.77,35.68\n")
    >>> _ = (folder / "link.csv").write_text(
    ...     "link_id,from_node_id,to_node_id,directed,length,free_speed\na,1,2,false,30,60\n"
    ... )
    >>> net = networks.read(folder, silence=("made", "stated-countries"))
    >>> net.links["a"].length_km, net.links["a"].hours, net.links["a"].directed
    (30.0, 0.5, False)
    """
    check_mode(mode, needed=True)
    length, speed = check_unit("length_unit", length_unit, LENGTHS), check_unit("speed_unit", speed_unit, SPEEDS)
    findings: list[Finding] = []
    sheets = {
        NODE: _sheet(folder, NODE, (*NODES, "name"), NODES, findings),
        LINK: _sheet(folder, LINK, READ_OF_LINKS, LINKS, findings),
        CONFIG: _sheet(folder, CONFIG, READ_OF_CONFIG, (), findings, optional=True),
        GEOMETRY: _sheet(
            folder, GEOMETRY, ("geometry_id", "geometry"), ("geometry_id", "geometry"), findings, optional=True
        ),
    }
    node, link = sheets[NODE], sheets[LINK]
    if node is None or link is None or any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    graph = _graph(node, link, sheets[GEOMETRY], mode, findings)
    stated = _config(sheets[CONFIG], findings)
    graph.are_degrees = None if not stated["crs"] else DEGREES.fullmatch(stated["crs"]) is not None
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    graph.findings = findings
    graph.has_units = bool(length or stated["long_length"]) and bool(speed or stated["speed"])
    _measure(graph, link, length, speed or unit_called(stated["speed"], SPEEDS), stated["long_length"])
    graph.remedy, graph.lengths_only = REMEDY, "speed_unit='none'"
    own = stated["dataset_name"] or folder.resolve().name
    return tables_of_graph(graph, as_name(own) if name is None else name)


def _sheet(
    folder: Path,
    file: str,
    known: Sequence[str],
    required: Sequence[str],
    findings: list[Finding],
    *,
    optional: bool = False,
) -> Sheet | None:
    """Return a file as columns, and tell what of it is wrong or not read."""
    try:
        data: bytes | Unreadable = bytes_in(folder, file)
    except Unreadable as error:
        if optional and not (folder / file).exists():
            return None
        data = error
    sheet, found = sheet_of(file, data, known, required, CSV, CUT_AT)
    findings += found
    if sheet is not None and sheet.unread and file in (NODE, LINK):
        text = "these columns are not read"
        findings.append(Finding(file, 0, "", ", ".join(sheet.unread), text, "warning", "unread"))
    return sheet


def _config(sheet: Sheet | None, findings: list[Finding]) -> dict[str, str]:
    """Return what a configuration states, "" where it states nothing; a unit that nobody knows is an error."""
    stated = {name: (sheet.column(name) or [""])[0] if sheet is not None else "" for name in READ_OF_CONFIG}
    for name, units in (("long_length", LENGTHS), ("speed", SPEEDS)):
        if stated[name] and unit_called(stated[name], units) is None:
            findings.append(Finding(CONFIG, 2, name, stated[name], f"expected one of {', '.join(units)}"))
    return stated


def _graph(node: Sheet, link: Sheet, geometry: Sheet | None, mode: str, findings: list[Finding]) -> PlainGraph:
    """Return the nodes and links of the files; what cannot be read is told."""
    nodes, links = Cells(node, NODES, findings), Cells(link, LINKS, findings)
    keys = nodes.ids("node_id")
    nodes.keys("node_id")
    rows = {key: row for row, key in reversed(list(enumerate(keys)))}
    x, y = (np.array(nodes.parsed(column, parse_number, math.nan)) for column in ("x_coord", "y_coord"))
    edges = links.ids("link_id")
    links.keys("link_id")
    for column in ("from_node_id", "to_node_id"):
        links.refer(column, rows, "node in node.csv")
    ends = [[rows.get(text, 0) for text in links.ids(column)] for column in ("from_node_id", "to_node_id")]
    graph = PlainGraph(
        nodes=keys,
        tails=ends[0],
        heads=ends[1],
        node_file=NODE,
        edge_file=LINK,
        node_lines=node.lines,
        edge_lines=link.lines,
        lat=y,
        lon=x,
        km=np.array(links.parsed("length", distance_of, math.nan)),
        hours=np.array(links.parsed("free_speed", distance_of, math.nan)),  # speeds, until units are known
        mode=mode,
        names=node.column("name"),
        edges=edges,
        directed=_directed(link, links, findings),
        km_field="length",
        hours_field="free_speed",
    )
    _on_foot(link, findings)
    _draw(graph, link, links, geometry, findings)
    return graph


def _directed(link: Sheet, links: Cells, findings: list[Finding]) -> list[bool]:
    if "directed" not in link.cells:
        text = "there is no such column: each link is read as directed"
        findings.append(Finding(LINK, 1, "directed", "", text, "warning", "made"))
        return [True] * len(link)
    return links.parsed("directed", _truth, True)


def _truth(text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise ValueError("expected 1 or 0, true or false")
    return word in YES


def _on_foot(link: Sheet, findings: list[Finding]) -> None:
    """Tell how many links are for walking and cycling only, which are read like the others."""
    uses = [set(re.split(r"[;,|\s]+", text.casefold())) - {""} for text in link.column("allowed_uses")]
    rows = [row for row, found in enumerate(uses) if found and found <= ON_FOOT]
    if rows:
        text = f"{len(rows)} links are for walking and cycling alone; they are read like the others"
        line = link.lines[rows[0]]
        findings.append(
            Finding(LINK, line, "allowed_uses", link.column("allowed_uses")[rows[0]], text, "warning", "made")
        )


# ---- units ----------------------------------------------------------------------------------------------


def _measure(graph: PlainGraph, link: Sheet, length: str | None, speed: str | None, config: str) -> None:
    """Turn the numbers of the file into km and hours; a unit that nobody states is told, and one that does not fit."""
    fits = fitting_unit(graph)
    if length is None and config and fits not in (None, unit_called(config, LENGTHS)):
        text = f"by the positions lengths are in {fits}: length_unit={fits!r} reads them so"
        graph.warn(CONFIG, "long_length", config, text, line=2)
    length = length or unit_called(config, LENGTHS)
    if length is None and not np.isnan(graph.km).all():
        length, why = fits or "km", ", which fits the positions" if fits else ""
        graph.warn(LINK, "length", "", f"no unit of length is stated; read as {length}{why}: length_unit= says another")
    if speed is None and not np.isnan(graph.hours).all():
        speed = SPEED_OF.get(length or "", "km/h")
        graph.warn(LINK, "free_speed", "", f"no unit of speed is stated; read as {speed}: speed_unit= says another")
    graph.km = in_km(graph.km, length or "km")
    still = graph.hours == 0
    if still.any():
        text = f"{int(still.sum())} links have a speed of 0: their time is not known"
        graph.warn(LINK, "free_speed", "0", text, line=link.lines[int(np.argmax(still))])
    with np.errstate(over="ignore"):
        graph.hours = graph.km / np.where(still, np.nan, graph.hours * SPEEDS[speed or "km/h"])


# ---- courses --------------------------------------------------------------------------------------------


def _draw(graph: PlainGraph, link: Sheet, links: Cells, geometry: Sheet | None, findings: list[Finding]) -> None:
    """Give links the inner points of their geometries as way-points, and a length where they state none."""
    texts = list(link.column("geometry"))
    if geometry is not None:
        drawn = dict(zip(geometry.column("geometry_id"), geometry.column("geometry"), strict=True))
        texts = [text or drawn.get(key, "") for text, key in zip(texts, link.column("geometry_id"), strict=True)]
    turned = link.column("dir_flag")
    wrong: list[Finding] = []
    for row, text in enumerate(texts):
        if text:
            try:
                points = line_of(text)
            except ValueError as error:
                wrong.append(Finding(LINK, link.lines[row], "geometry", text, str(error)))
                continue
            inner = points[1:-1]
            graph.waypoints[row] = inner[::-1] if turned[row].startswith("-1") else inner
    findings += bounded(wrong)
    graph.waypoints = {row: points for row, points in graph.waypoints.items() if points}
    if any(abs(lat) > 90 or abs(lon) > 180 for points in graph.waypoints.values() for lat, lon in points):
        graph.waypoints = {}


def line_of(text: str) -> Points:
    """Return the positions of a line in well-known text, degrees north and east; raise ValueError where it is none.

    Examples
    --------
    >>> line_of("LINESTRING (139.7 35.4, 140.9 41.5)")
    [(35.4, 139.7), (41.5, 140.9)]
    """
    found = _LINE.match(text)
    if not found:
        raise ValueError(WKT)
    points = []
    for pair in (found[1] or found[2]).split(","):
        numbers = pair.split()
        if len(numbers) not in (2, 3):
            raise ValueError(WKT)
        try:
            points.append((parse_number(numbers[1]), parse_number(numbers[0])))
        except ValueError:
            raise ValueError(WKT) from None
    if len(points) < 2:
        raise ValueError(WKT)
    return points
