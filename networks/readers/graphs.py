"""A networkx graph into a `Network`: nodes are places, edges are links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from numbers import Integral
from typing import TYPE_CHECKING, Any

from networks.admitting import checked_network
from networks.errors import Finding
from networks.model.cells import as_name, shown, tables_from_rows
from networks.model.given import items_of, pair_of, refusal
from networks.model.keys import link_id
from networks.model.schema import columns
from networks.network import Network

if TYPE_CHECKING:
    import networkx

Row = dict[str, Any]
Edge = tuple[str, str, Any, Mapping[str, Any]]

_PLACE = {column.name for column in columns()["places"]}
_LINK = {column.name for column in columns()["links"]}
_HEADING = {column.name for column in columns()["network"]}
_RENAMED = _LINK | (_PLACE - {"name"}) - {"mode"}


def from_networkx(
    graph: networkx.Graph,  # type: ignore[type-arg]  # generic in its stubs only
    *,
    name: str | None = None,
    mode: str | None = None,
    silence: str | Collection[str] | None = (),
    **attributes: str,
) -> Network:
    """Return the network of a Graph, DiGraph, MultiGraph or MultiDiGraph.

    Node keys become ids (as text), and names where a node has no ``name``; attributes named as the columns of
    places and links in ``networks/data/columns.csv`` are read, others are told in one warning. Edges of a
    directed graph are directed links, so two opposite edges stay two links, unless their attribute
    ``directed`` is False: then two opposite edges of one key are one link, as `Network.to_networkx` writes it.

    The id of a link is its attribute ``id``, else its key in a multigraph where that is a text and nothing
    else bears it, else ``mode:tail-head`` (``mode:tail-head.key`` for further edges).

    Parameters
    ----------
    graph
        Its own attributes name, title, as_of, price_year, currency, note and sources are read.
    name
        Name of the network; else that of the graph, else ``graph``.
    mode
        Mode of all links that have no attribute ``mode``.
    silence
        Ids of rules (``networks/data/rules.csv``) whose warnings are not told.
    **attributes
        Column = name of the attribute to read it from, as ``hours="weight"`` or ``lat="y"``.

    Raises
    ------
    DataError
        Something cannot be used; carries every finding, by table and row.

    Examples
    --------
    >>> import networkx
    >>> graph = networkx.Graph()
    >>> graph.add_edge("JPYOK", "RUVVO", weight=60.0)
    >>> from_networkx(graph, mode="sea", hours="weight").links["sea:JPYOK-RUVVO"].hours
    60.0
    """
    import networkx

    if unknown := sorted(set(attributes) - _RENAMED):
        raise TypeError(f"from_networkx() has no argument or column called {', '.join(unknown)}")
    for column, attribute in attributes.items():
        if not isinstance(attribute, str):
            raise refusal("from_networkx", column, attribute, "expected the name of an attribute as text")
    if not isinstance(graph, networkx.Graph):
        raise TypeError(f"from_networkx() needs a graph of networkx, not {type(graph).__name__}")
    findings: list[Finding] = []
    places = [_place(node, data, attributes) for node, data in graph.nodes(data=True)]
    edges = list(_edges(graph))
    links, waypoints = _links(graph, edges, mode, attributes, findings)
    findings += _unread("places", (data for _, data in graph.nodes(data=True)), _PLACE | set(attributes.values()))
    findings += _unread("links", (data for *_, data in edges), _LINK | {"waypoints"} | set(attributes.values()))
    rows = {"network": [_heading(graph, name)], "places": places, "links": links, "waypoints": waypoints}
    tables, found = tables_from_rows(rows | {"sources": _sources(graph, findings)})
    return checked_network(tables, findings + found, silence=silence)


def _heading(graph: networkx.Graph[Any], name: object) -> Row:
    """Return the heading of a network; the name of a graph is no id, so it is made one."""
    heading = {key: value for key, value in graph.graph.items() if isinstance(key, str) and key in _HEADING}
    if not _is_absent(name):
        return heading | {"name": name}
    own = heading.get("name")
    return heading | {"name": as_name(own if isinstance(own, str) else "graph" if own is None else shown(own))}


def _sources(graph: networkx.Graph[Any], findings: list[Finding]) -> list[Row]:
    """Return the rows of sources that a graph carries along."""
    given = graph.graph.get("sources")
    rows = [] if given is None else given
    if isinstance(rows, (list, tuple)) and all(isinstance(row, Mapping) for row in rows):
        return [dict(row) for row in rows]
    findings.append(Finding("sources", 0, "", shown(given), "expected a list of rows, each a dictionary"))
    return []


def _key(node: object) -> str:
    """Return the key of a node or an edge as text, a whole number as such."""
    if isinstance(node, float) and node.is_integer() and abs(node) < 1e15:
        node = int(node)
    if isinstance(node, Integral) and not isinstance(node, bool):
        node = int(node)
    try:
        return str(node)
    except Exception:  # of what only its own class knows
        return shown(node)


def _is_absent(value: object) -> bool:
    """Tell whether an attribute says nothing; an array or a missing value of pandas says something that is no text."""
    return value is None or (isinstance(value, str) and not value)


def _place(node: object, data: Mapping[str, Any], attributes: Mapping[str, str]) -> Row:
    row = {column: data.get(attributes.get(column, column)) for column in _PLACE if column != "name"}
    name = data.get("name")
    return row | {"id": _key(node), "name": _key(node) if _is_absent(name) else name}


def _edges(graph: networkx.Graph[Any]) -> Iterator[Edge]:
    view: Any = graph.edges
    if graph.is_multigraph():
        for tail, head, key, data in view(keys=True, data=True):
            yield _key(tail), _key(head), key, data
    else:
        for tail, head, data in view(data=True):
            yield _key(tail), _key(head), 0, data


def _links(
    graph: networkx.Graph[Any],
    edges: list[Edge],
    mode: str | None,
    attributes: Mapping[str, str],
    findings: list[Finding],
) -> tuple[list[Row], list[Row]]:
    """Return the rows of links and of way-points."""
    rows = _merged(graph, edges, attributes, findings)
    bearers = Counter(key for (_, _, key), _ in rows)
    links: list[Row] = []
    waypoints: list[Row] = []
    for number, ((_, _, key), row) in enumerate(rows, 1):
        row["mode"] = mode if _is_absent(row["mode"]) else row["mode"]
        if row["id"] is None:
            own = isinstance(key, str) and bearers[key] == 1
            kind = row["mode"] if isinstance(row["mode"], str) else shown(row["mode"])
            number_of_edge = 0 if key == 0 else _key(key)
            row["id"] = key if own else link_id(kind, row["tail"], row["head"], number_of_edge)
        points = row.pop("waypoints")
        try:
            pairs = [pair_of(point) for point in items_of(points, as_text=False)]
            waypoints += [
                {"link": row["id"], "seq": seq, "lat": lat, "lon": lon} for seq, (lat, lon) in enumerate(pairs, 1)
            ]
        except TypeError as error:
            findings.append(Finding("links", number, "waypoints", shown(points), str(error)))
        links.append(row)
    return links, waypoints


def _merged(
    graph: networkx.Graph[Any], edges: list[Edge], attributes: Mapping[str, str], findings: list[Finding]
) -> list[tuple[tuple[str, str, Any], Row]]:
    """Return (key of the edge, row) of each link; two opposite edges of an undirected link make one."""
    rows: dict[tuple[str, str, Any], Row] = {}
    for tail, head, key, data in edges:
        row = _link(graph, tail, head, data, attributes)
        twin = rows.get((head, tail, key)) if graph.is_directed() and tail != head else None
        if twin is None or row["directed"] is not False or twin["directed"] is not False:
            rows[tail, head, key] = row
            findings += _misdirected(graph, len(rows), tail, head, data, row)
        elif any(_differ(row[name], twin[name]) for name in row.keys() - {"tail", "head"}):
            text = "its two opposite edges differ, so it cannot be one undirected link"
            findings.append(Finding("links", len(rows), "directed", f"{tail}, {head}, {shown(key)}", text))
    return list(rows.items())


def _differ(one: object, other: object) -> bool:
    """Tell whether two attributes say different things."""
    try:
        return bool(one != other)
    except (TypeError, ValueError):  # arrays, and missing values of pandas
        return one is not other


def _link(
    graph: networkx.Graph[Any], tail: str, head: str, data: Mapping[str, Any], attributes: Mapping[str, str]
) -> Row:
    row: Row = {column: data.get(attributes.get(column, column)) for column in _LINK}
    row["directed"] = graph.is_directed() if row["directed"] is None else row["directed"]
    turned = _given_ends(data) == (head, tail) and not (graph.is_directed() and row["directed"])
    row["tail"], row["head"] = (head, tail) if turned else (tail, head)
    return row | {"waypoints": data.get("waypoints", ())}


def _given_ends(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the ends that the attributes of an edge name, as text."""
    tail, head = (data.get(end) for end in ("tail", "head"))
    return None if tail is None else _key(tail), None if head is None else _key(head)


def _misdirected(
    graph: networkx.Graph[Any], number: int, tail: str, head: str, data: Mapping[str, Any], row: Row
) -> Iterator[Finding]:
    """Yield a finding where the direction of a link cannot be told, or is told twice in two ways."""
    given = _given_ends(data)
    if given != (None, None) and given != (row["tail"], row["head"]):
        yield Finding(
            "links", number, "tail", f"{given[0]}, {given[1]}", f"expected the ends of the edge, {tail} and {head}"
        )
    elif row["directed"] is True and not graph.is_directed() and given == (None, None):
        text = "a directed link in an undirected graph needs the attributes tail and head"
        yield Finding("links", number, "directed", f"{tail}, {head}", text)


def _unread(name: str, rows: Iterator[Mapping[str, Any]], known: set[str]) -> list[Finding]:
    unread = sorted({key if isinstance(key, str) else shown(key) for data in rows for key in data if key not in known})
    if not unread:
        return []
    return [
        Finding(name, 0, "", ", ".join(unread), "these attributes are no columns and are not read", "warning", "unread")
    ]
