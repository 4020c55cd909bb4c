"""A traffic network in TNTP (Transportation Networks for Research), ``*_net.tntp``, into tables of a `Network`."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.cells import as_name, bounded, shown
from networks.model.given import path_to_read
from networks.model.limits import ROWS
from networks.readers.files import leads_out
from networks.readers.found import Found
from networks.readers.line_text import lines_of, node_number, numbers_in
from networks.readers.plain_graph import PlainGraph, check_mode, check_size, fitting_unit, in_km, tables_of_graph
from networks.readers.sheets import distance_of
from networks.readers.units import LENGTHS, TIMES, check_unit, unit_called

FORM = "TNTP as plain text in UTF-8"
COLUMNS = (
    "init_node",
    "term_node",
    "capacity",
    "length",
    "free_flow_time",
)  # that a row must have; further ones follow
COUNTS = ("NUMBER OF NODES", "FIRST THRU NODE", "NUMBER OF LINKS")
END = "END OF METADATA"
INFINITE = {"inf", "infinity", "+inf"}
UNREAD = "capacity, b, power, speed, toll and type are not read"
_META = re.compile(r"\s*<([^<>]*)>(.*)", re.DOTALL)
_UNIT = re.compile(r"(length|free flow time|fftt|time)\s*\(\s*([a-z]+)\s*\)", re.IGNORECASE)


def tables_of(
    file: Path,
    *,
    name: str | None = None,
    nodes: object = None,
    mode: str = "road",
    length_unit: str | None = None,
    time_unit: str | None = None,
) -> Found:
    r"""Return the tables of a TNTP network file, and what is wrong or odd about it.

    Nodes are places by their numbers, rows are directed links, of mode road unless `mode` says otherwise. Nodes below
    the first through node may begin or end a journey and are not passed (``through`` = no). Units are those of the
    original heading, where it names them; else km or what fits the positions, and minutes, which is told. Rows of no
    length or no time are connectors and keep theirs. Volumes, capacities and tolls are not read.

    Parameters
    ----------
    name
        Name of the network; else that of the file.
    nodes
        File of the positions of nodes; else ``*_node.tntp`` beside the file, where there is one. Positions that are no
        degrees are not read.
    length_unit, time_unit
        ``"km"``, ``"m"``, ``"mi"``, ``"ft"``; ``"h"``, ``"min"``, ``"s"``. They win over what the file says; ``"none"``
        leaves the column out.

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "Toy_net.tntp"
    >>> _ = file.write_text(
    ...     "<NUMBER OF ZONES> 1\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 2\n<NUMBER OF LINKS> 2\n<END OF METADATA>\n"
    ...     "~ init term capacity length time b power speed toll type ;\n"
    ...     "1 2 900 30 30 0.15 4 0 0 1 ;\n2 3 900 6 6 0.15 4 0 0 1 ;\n"
    ... )
    >>> net = networks.read(file, silence=("made", "unread"))
    >>> net.links["road:1-2"].hours, net.ends_only
    (0.5, frozenset({'1'}))
    """
    check_mode(mode, needed=True)
    length, time = check_unit("length_unit", length_unit, LENGTHS), check_unit("time_unit", time_unit, TIMES)
    findings: list[Finding] = []
    lines = lines_of(file, FORM)
    meta, begin = _metadata(file.name, lines, findings)
    rows = [(number, line.split()) for number, line in _rows(lines, begin)]
    rows = _whole(file.name, rows, findings)
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    most = int(meta["NUMBER OF NODES"])
    findings += check_size(file.name, 0, COUNTS[0], most, len(rows))
    if meta.get(COUNTS[2]) and int(meta[COUNTS[2]]) != len(rows):
        findings.append(Finding(file.name, 0, COUNTS[2], meta[COUNTS[2]], f"the file has {len(rows)} rows"))
    named = [
        numbers_in(
            file.name, column, [number for number, _ in rows], [row[at] for _, row in rows], findings, parse=node_number
        )
        for at, column in enumerate(COLUMNS[:2])
    ]
    open_rows = _passable(file.name, rows, findings)
    ends = [[column[row] for row in open_rows] for column in named]
    rows = [rows[row] for row in open_rows]
    numbers = [number for number, _ in rows]
    km, hours = (
        np.array(numbers_in(file.name, COLUMNS[at], numbers, [row[at] for _, row in rows], findings, parse=distance_of))
        for at in (3, 4)
    )
    node_file = _beside(file) if nodes is None else path_to_read(nodes, "nodes")
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    keys = _nodes(file.name, most, [*named[0], *named[1]], findings)
    known = {key: row for row, key in enumerate(keys)}
    lat, lon, node_lines = _positions(node_file, known, findings)
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    first = int(meta["FIRST THRU NODE"])
    graph = PlainGraph(
        nodes=[str(key) for key in keys],
        tails=[known[int(number)] for number in ends[0]],
        heads=[known[int(number)] for number in ends[1]],
        node_file=file.name if node_file is None else node_file.name,
        edge_file=file.name,
        node_lines=node_lines,
        edge_lines=numbers,
        lat=lat,
        lon=lon,
        km=km,
        hours=hours,
        mode=mode,
        is_end=[key < first for key in keys],
        km_field=COLUMNS[3],
        hours_field=COLUMNS[4],
        remedy="say length_unit= and time_unit=; 'none' leaves one out",
        lengths_only="time_unit='none'",
        findings=findings,
    )
    if rows and len(rows[0][1]) > len(COLUMNS):
        graph.warn(file.name, "", "", UNREAD, "unread")
    stated = {word.casefold()[-1]: unit for word, unit in _UNIT.findall(meta.get("ORIGINAL HEADER", ""))}
    length, time = length or unit_called(stated.get("h", ""), LENGTHS), time or _time_of(stated)
    graph.has_units = length is not None and time is not None
    _measure(graph, length, time)
    return tables_of_graph(graph, as_name(file.stem.removesuffix("_net")) if name is None else name)


def _time_of(stated: dict[str, str]) -> str | None:
    """Return the unit of time that a heading states, None where it states none."""
    return next((unit for word in ("e", "t") if (unit := unit_called(stated.get(word, ""), TIMES))), None)


def _metadata(file: str, lines: list[str], findings: list[Finding]) -> tuple[dict[str, str], int]:
    """Return the metadata of a file and the line after them; what is missing or no number is told."""
    meta: dict[str, str] = {}
    where: dict[str, int] = {}
    begin = 0
    for number, line in enumerate(lines, 1):
        found = _META.match(line)
        if found:
            key = found[1].strip().upper()
            if key in meta and key in COUNTS:
                findings.append(
                    Finding(file, number, key, shown(found[2].strip()), "expected each of the metadata once")
                )
            meta[key], where[key] = found[2].strip(), number
            if key == END:
                begin = number
                break
    if not begin:
        findings.append(Finding(file, 0, "", "", f"expected metadata that end with <{END}>"))
    for key in COUNTS:
        text = meta.get(key, "")
        if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= ROWS:
            continue
        if key == "FIRST THRU NODE" and not text:
            meta[key] = "1"
            told = "no first through node is stated: all nodes may be passed"
            findings.append(Finding(file, where.get(key, 0), key, "", told, "warning", "made"))
        elif key == "NUMBER OF NODES" or text:
            expected = f"expected <{key}> and a whole number of at most {ROWS}"
            findings.append(Finding(file, where.get(key, 0), key, shown(text), expected))
    return meta, begin


def _rows(lines: list[str], begin: int) -> list[tuple[int, str]]:
    """Return the lines that are no comments, with their numbers; a row ends at its semicolon."""
    found = []
    for number, line in enumerate(lines[begin:], begin + 1):
        text = line.partition("~")[0].partition(";")[0]
        if text.strip():
            found.append((number, text))
    return found


def _whole(file: str, rows: list[tuple[int, list[str]]], findings: list[Finding]) -> list[tuple[int, list[str]]]:
    """Return the rows that have all numbers; others are told."""
    expected = f"expected at least {len(COLUMNS)} numbers: {', '.join(COLUMNS)}"
    short = [(number, row) for number, row in rows if len(row) < len(COLUMNS)]
    findings += bounded([Finding(file, number, "", " ".join(row)[:200], expected) for number, row in short])
    if not rows:
        findings.append(Finding(file, 0, "", "", "expected rows of links after the metadata"))
    return [(number, row) for number, row in rows if len(row) >= len(COLUMNS)]


def _passable(file: str, rows: list[tuple[int, list[str]]], findings: list[Finding]) -> list[int]:
    """Return which rows state a finite length and time; nothing runs by the others, which are told."""
    shut = [at for at, (_, row) in enumerate(rows) if {row[3].casefold(), row[4].casefold()} & INFINITE]
    if shut:
        told = f"{len(shut)} links state an infinite length or time, so nothing runs there; they are left out"
        findings.append(Finding(file, rows[shut[0]][0], "", "inf", told, "warning", "skipped"))
    gone = set(shut)
    return [at for at in range(len(rows)) if at not in gone]


def _nodes(file: str, most: int, ends: list[float], findings: list[Finding]) -> list[int]:
    """Return the numbers of the nodes: 1 and so on, or those of the rows where they go beyond."""
    named = sorted({int(end) for end in ends})
    if not named or named[-1] <= most:
        return list(range(1, most + 1))
    if len(named) <= most:
        told = f"nodes are not numbered from 1 to {most}; those that the rows name are read"
        findings.append(Finding(file, 0, COUNTS[0], str(most), told, "warning", "made"))
    else:
        expected = f"the rows name {len(named)} nodes, up to {named[-1]}"
        findings.append(Finding(file, 0, COUNTS[0], str(most), expected))
    return named


def _measure(graph: PlainGraph, length: str | None, time: str | None) -> None:
    """Turn the numbers of the file into km and hours; a unit that nobody states is told."""
    if length is None:
        fits = fitting_unit(graph)
        length, why = fits or "km", ", which fits the positions" if fits else ""
        text = f"no unit of length is stated; read as {length}{why}: length_unit= says another"
        graph.warn(graph.edge_file, COLUMNS[3], "", text)
    if time is None:
        time = "min"
        text = f"no unit of time is stated; read as {time}: time_unit= says another"
        graph.warn(graph.edge_file, COLUMNS[4], "", text)
    graph.km, graph.hours = in_km(graph.km, length), graph.hours * TIMES[time]


# ---- positions ------------------------------------------------------------------------------------------


def _beside(file: Path) -> Path | None:
    """Return the file of nodes that lies beside a network file by its name; None where there is none, or several."""
    base = re.sub(r"_net(work)?", "", file.stem, flags=re.IGNORECASE).casefold()
    try:
        names = sorted(one for one in file.resolve().parent.iterdir() if one.suffix == file.suffix)
    except OSError:
        return None
    found = [one for one in names if re.sub(r"_nodes?", "", one.stem, flags=re.IGNORECASE).casefold() == base]
    found = [
        one for one in found if re.search("_node", one.stem, re.IGNORECASE) and not leads_out(one.parent, one.name)
    ]
    return found[0] if len(found) == 1 else None


def _positions(
    file: Path | None, known: dict[int, int], findings: list[Finding]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[int]]:
    """Return degrees north and east of each node, NaN where the file has none, and the line of each."""
    lat, lon, where = np.full(len(known), np.nan), np.full(len(known), np.nan), [0] * len(known)
    if file is None:
        return lat, lon, where
    rows = [(number, line.split()) for number, line in _rows(lines_of(file, FORM), 0)]
    if rows and not rows[0][1][0].isdigit():  # a heading
        rows = rows[1:]
    short = [(number, row) for number, row in rows if len(row) < 3]
    expected = "expected three numbers: the number of the node, x and y"
    findings += bounded([Finding(file.name, number, "", " ".join(row)[:200], expected) for number, row in short])
    rows = [(number, row) for number, row in rows if len(row) >= 3]
    lines = [number for number, _ in rows]
    nodes = numbers_in(file.name, "node", lines, [row[0] for _, row in rows], findings, parse=node_number)
    x, y = (numbers_in(file.name, "xy"[at], lines, [row[at + 1] for _, row in rows], findings) for at in (0, 1))
    odd: list[Finding] = []
    for line, node, east, north in zip(lines, nodes, x, y, strict=True):
        row = known.get(int(node)) if node == node else None
        if row is None:
            odd += (
                [Finding(file.name, line, "node", f"{node:g}", "the network has no such node")] if node == node else []
            )
        elif where[row]:
            odd.append(Finding(file.name, line, "node", f"{node:g}", f"it stands in line {where[row]} already"))
        else:
            lat[row], lon[row], where[row] = north, east, line
    findings += bounded(odd)
    return lat, lon, where
