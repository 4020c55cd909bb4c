"""A graph of the DIMACS challenges (``.gr`` with ``.co``, or ``.min``) into tables of a `Network`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.model.cells import as_name, bounded, shown
from networks.model.given import path_to_read
from networks.model.limits import ROWS
from networks.readers.files import leads_out
from networks.readers.found import Found
from networks.readers.line_text import lines_of, node_number, numbers_in
from networks.readers.plain_graph import PlainGraph, check_mode, check_size, in_km, tables_of_graph
from networks.readers.sheets import distance_of
from networks.readers.units import LENGTHS, NONE, TIMES, check_unit

FORM = "DIMACS as plain text in UTF-8"
PROBLEMS = {"sp": "a u v w", "min": "a u v low cap cost"}  # what an arc of a problem looks like
DEGREE = 1_000_000  # coordinates are millionths of a degree
UNITS = dict.fromkeys((*LENGTHS, *TIMES), 1.0)
Row = tuple[int, list[str]]  # line of the file, and its words


def tables_of(
    file: Path, *, name: str | None = None, coordinates: object = None, mode: str = "road", unit: str | None = None
) -> Found:
    r"""Return the tables of a graph of the DIMACS challenges, and what is wrong or odd about it.

    Nodes are places by their numbers, arcs are directed links, of mode road unless `mode` says otherwise. The weight of
    an arc is its length or its time, as `unit` says; the format names none, so metres are taken where nothing is said,
    which is told. Of a problem of minimum cost (``.min``) the cost is the weight; bounds and supplies are not read.

    Parameters
    ----------
    name
        Name of the network; else that of the file.
    coordinates
        File of the positions; else the one of the same name that ends in ``.co``, where there is one.
    unit
        Of the weights: ``"m"``, ``"km"``, ``"mi"``, ``"ft"`` (lengths) or ``"s"``, ``"min"``, ``"h"`` (times).

    Examples
    --------
    >>> import networks, pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "toy.gr"
    >>> _ = file.write_text("c a toy\np sp 3 2\na 1 2 1500\na 2 3 700\n")
    >>> net = networks.read(file, unit="m")
    >>> net.links["road:1-2"].length_km, list(net.places)
    (1.5, ['1', '2', '3'])
    """
    check_mode(mode, needed=True)
    chosen = check_unit("unit", unit, UNITS)
    if chosen in (NONE, "nmi"):
        raise DataError([Finding("read", 0, "unit", shown(unit), f"expected one of {', '.join(_usable())}")])
    findings: list[Finding] = []
    kind, n_nodes, n_arcs, rows = _problem(file, findings)
    findings += check_size(file.name, 0, "p", n_nodes, len(rows))
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    arcs = [(line, words) for line, words in rows if words[0] == "a"]
    _told_rest(file.name, kind, rows, findings)
    if len(arcs) != n_arcs:
        findings.append(Finding(file.name, 0, "p", str(n_arcs), f"the file has {len(arcs)} arcs"))
    size = len(PROBLEMS[kind].split())
    arcs = _of_size(file.name, arcs, size, PROBLEMS[kind], findings)
    lines = [line for line, _ in arcs]
    tails, heads = (_nodes(file.name, column, arcs, at, n_nodes, findings) for column, at in (("u", 1), ("v", 2)))
    column = PROBLEMS[kind].split()[-1]
    texts = [words[size - 1] for _, words in arcs]
    weights = np.array(numbers_in(file.name, column, lines, texts, findings, parse=distance_of))
    lat, lon, node_file, node_lines = _positions(file, coordinates, n_nodes, findings)
    if any(one.severity == "error" for one in findings):
        return Found({}, findings, False)
    graph = PlainGraph(
        nodes=[str(number) for number in range(1, n_nodes + 1)],
        tails=[node - 1 for node in tails],
        heads=[node - 1 for node in heads],
        node_file=node_file,
        edge_file=file.name,
        node_lines=node_lines,
        edge_lines=lines,
        lat=lat,
        lon=lon,
        km=np.full(len(arcs), np.nan),
        hours=np.full(len(arcs), np.nan),
        mode=mode,
        km_field=column,
        hours_field=column,
        remedy="say unit=",
        findings=findings,
    )
    if chosen is None:
        graph.warn(file.name, column, "", "no unit of the weights is stated; read as m: unit= says another")
    if chosen in TIMES:
        graph.hours = weights * TIMES[chosen or "h"]
    else:
        graph.km = in_km(weights, chosen or "m")
    return tables_of_graph(graph, as_name(file.stem) if name is None else name)


def _usable() -> list[str]:
    return [name for name in UNITS if name not in (NONE, "nmi")]


def _problem(file: Path, findings: list[Finding]) -> tuple[str, int, int, list[Row]]:
    """Return the kind of problem, how many nodes and arcs it states, and the rows after that line."""
    rows = _rows(lines_of(file, FORM))
    form = "expected a line such as: p sp 3 2"
    if not rows or rows[0][1][0] != "p":
        line, words = rows[0] if rows else (0, [""])
        findings.append(Finding(file.name, line, "", " ".join(words)[:200], form))
        return "sp", 0, 0, []
    line, words = rows[0]
    counts = [_count(word) for word in words[2:4]]
    if len(words) != 4 or words[1] not in PROBLEMS or None in counts:
        findings.append(Finding(file.name, line, "p", " ".join(words)[:200], f"{form}, or p min 3 2"))
        return "sp", 0, 0, []
    return words[1], counts[0] or 0, counts[1] or 0, rows[1:]


def _rows(lines: Sequence[str]) -> list[Row]:
    """Return the lines that are no comments, as words."""
    split = ((number, line.split()) for number, line in enumerate(lines, 1))
    return [(number, words) for number, words in split if words and words[0] != "c"]


def _count(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 9 and int(word) <= ROWS else None


def _told_rest(file: str, kind: str, rows: Sequence[Row], findings: list[Finding]) -> None:
    """Tell lines that are no arcs: supplies are not read, anything else is wrong."""
    rest = [(line, words) for line, words in rows if words[0] != "a"]
    supplies = [line for line, words in rest if words[0] == "n" and kind == "min"]
    if supplies:
        told = f"{len(supplies)} supplies of nodes are not read, nor are the bounds of arcs"
        findings.append(Finding(file, supplies[0], "n", "", told, "warning", "unread"))
    known = {"n"} if kind == "min" else set()
    expected = f"expected lines that begin with c or a: {PROBLEMS[kind]}"
    strange = [
        Finding(file, line, "", " ".join(words)[:200], expected) for line, words in rest if words[0] not in known
    ]
    findings += bounded(strange)


def _of_size(file: str, rows: Sequence[Row], size: int, form: str, findings: list[Finding]) -> list[Row]:
    """Return the rows of so many words; others are told."""
    wrong = [(line, words) for line, words in rows if len(words) != size]
    findings += bounded([Finding(file, line, "", " ".join(words)[:200], f"expected {form}") for line, words in wrong])
    return [(line, words) for line, words in rows if len(words) == size]


def _nodes(file: str, column: str, rows: Sequence[Row], at: int, most: int, findings: list[Finding]) -> list[int]:
    """Return the numbers of nodes, 1 for those that there are not, which are told."""

    def parse(text: str) -> float:
        number = node_number(text)
        if number > most:
            raise ValueError(f"expected the number of a node from 1 to {most}")
        return number

    texts = [words[at] for _, words in rows]
    numbers = numbers_in(file, column, [line for line, _ in rows], texts, findings, parse=parse)
    return [int(number) if number == number else 1 for number in numbers]


def _positions(
    file: Path, given: object, most: int, findings: list[Finding]
) -> tuple[NDArray[np.float64], NDArray[np.float64], str, list[int]]:
    """Return degrees north and east of each node, NaN where none are stated, and the file and lines of the nodes."""
    lat, lon, where = np.full(most, np.nan), np.full(most, np.nan), [0] * most
    beside = file.with_suffix(".co") if given is None else path_to_read(given, "coordinates")
    if given is None and (beside == file or not beside.exists() or leads_out(beside.parent, beside.name)):
        return lat, lon, file.name, where
    rows = _rows(lines_of(beside, FORM))
    words = rows[0][1] if rows else []
    if words[:4] != ["p", "aux", "sp", "co"] or len(words) != 5 or _count(words[4]) != most:
        line = rows[0][0] if rows else 0
        told = f"expected a line p aux sp co {most}, of as many nodes as the graph has"
        findings.append(Finding(beside.name, line, "p", " ".join(words)[:200], told))
        return lat, lon, beside.name, where
    strange = [(line, one) for line, one in rows[1:] if one[0] != "v"]
    expected = "expected lines that begin with c or v: v id x y"
    findings += bounded([Finding(beside.name, line, "", " ".join(one)[:200], expected) for line, one in strange])
    of_nodes = _of_size(beside.name, [one for one in rows[1:] if one[1][0] == "v"], 4, "v id x y", findings)
    lines = [line for line, _ in of_nodes]
    nodes = _nodes(beside.name, "id", of_nodes, 1, most, findings)
    x, y = (
        numbers_in(beside.name, column, lines, [one[at] for _, one in of_nodes], findings)
        for column, at in (("x", 2), ("y", 3))
    )
    again: list[Finding] = []
    for line, node, east, north in zip(lines, nodes, x, y, strict=True):
        if where[node - 1]:
            text = f"it stands in line {where[node - 1]} already"
            again.append(Finding(beside.name, line, "id", str(node), text))
        else:
            lat[node - 1], lon[node - 1], where[node - 1] = north / DEGREE, east / DEGREE, line
    if not any(one.severity == "error" for one in findings):  # a bad id stands as 1
        findings += bounded(again)
    return lat, lon, beside.name, where
