"""The two ends of a question to a graph of ways: ports by name, or positions, and where they join the graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from networks.builtin import load
from networks.errors import AmbiguousNameError, UnknownNameError
from networks.model.coordinates import position_in, told
from networks.model.countries import code_of
from networks.model.elements import Place
from networks.model.folding import folded
from networks.ways.graph import WayGraph
from networks.ways.marks import WAY_MODES
from networks.ways.snapping import Snapped, near, snapped
from routing.errors import QuestionError

WITHIN_KM = 200.0
EXPECTED = (
    "expected a port, or a place of the built-in network, by UN/LOCODE or name, degrees north and east as "
    "(35.4, 139.7) or '35.4, 139.7', or a Place"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayEnd:
    """An end of a way.

    Attributes
    ----------
    name
        Port or place, else the degrees that were asked for.
    lat, lon
        Where it lies.
    node, node_lat, node_lon
        The node of the graph at which it joins, and where that lies.
    km, land_km
        How far that is in a straight line, and how much of it runs over land (where a ship goes).
    mode
        By which mode the graph goes on from there.
    id
        Of a port or place, else "".
    """

    name: str
    lat: float
    lon: float
    node: int
    node_lat: float
    node_lon: float
    km: float
    land_km: float
    mode: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An end as it was asked for: name, degrees north and east, its own node (-1: none), and the id that it bears."""

    name: str
    lat: float
    lon: float
    node: int = -1
    id: str = ""


def asked_of(graph: WayGraph, given: Any) -> Asked:
    """Return the end that is meant.

    Raises
    ------
    QuestionError
        It is neither a name nor a position.
    UnknownNameError, AmbiguousNameError
        No port of the graph is called so, nor a place of the built-in network; or several.
    """
    if isinstance(given, Asked):
        return given
    if isinstance(given, Place):
        return _of_place(given)
    try:
        position = position_in(given)
    except ValueError as error:
        raise QuestionError([f"{given!r}: {error}"]) from None
    if position is not None:
        return Asked(told(position), *position)
    if not isinstance(given, str):
        raise QuestionError([f"{given!r}: {EXPECTED}"])
    name, _, country = given.partition(",")
    found = graph.ports_by_name.get(folded(given), ())
    if not found and country:
        code = _code(country.strip())
        found = tuple(one for one in graph.ports_by_name.get(folded(name), ()) if one.country == code)
    if len(found) > 1:
        raise AmbiguousNameError("port", given, [f"{one.id} ({one.name}, {one.country})" for one in found])
    if not found:
        return _inland(graph, given)
    port = found[0]
    return Asked(f"{port.name} ({port.id})", port.lat, port.lon, port.node, port.id)


def _of_place(place: Place) -> Asked:
    if place.lat is None or place.lon is None:
        raise QuestionError([f"{place.id}: its position is not known"])
    return Asked(f"{place.name} ({place.id})", place.lat, place.lon, id=place.id)


def _inland(graph: WayGraph, name: str) -> Asked:
    """Return the place of the built-in network that is called so: the graph has names of ports alone."""
    try:
        return _of_place(load("eurasia").place(name))
    except UnknownNameError:
        ids = [one.id for one in graph.ports]
        raise UnknownNameError("port", name, ids, [one.name for one in graph.ports]) from None


def _code(country: str) -> str:
    """Return the code of a country that is called by code or name; "" where nothing is."""
    try:
        return code_of(country)
    except UnknownNameError:
        return ""


def joined(graph: WayGraph, ends: Sequence[Asked], within_km: float) -> tuple[WayEnd, ...]:
    """Return ends, and what lies between, where they join the graph, on one part of it that all are near to.

    Raises
    ------
    QuestionError
        Nothing is near enough to one; or nothing that is hangs together.
    """
    found = [_near(graph, end, within_km) for end in ends]
    problems = [
        f"{end.name}: {_nothing_near(graph, end, within_km)}"
        for end, (nodes, _) in zip(ends, found, strict=True)
        if not len(nodes)
    ]
    if problems:
        raise QuestionError(list(dict.fromkeys(problems)))
    parts = [_nearest_by_part(graph, nodes, km) for nodes, km in found]
    shared = set(parts[0]).intersection(*parts)
    if not shared:
        names = list(dict.fromkeys(end.name for end in ends))
        told = f"{', '.join(names[:-1])} and {names[-1]}"
        words = f"no part of {graph.name} that hangs together comes within {within_km:g} km of "
        raise QuestionError([f"{told}: {words}{'both' if len(names) == 2 else 'all'} (within_km)"])
    best = min(shared, key=lambda part: (sum(one[part] for one in parts), part))
    joins = []
    for end, (nodes, km) in zip(ends, found, strict=True):
        mine = graph.part[nodes] == best
        joins.append(_end(graph, end, snapped(graph, (end.lat, end.lon), nodes[mine], km[mine])))
    return tuple(joins)


def _near(graph: WayGraph, end: Asked, within_km: float) -> tuple[Any, Any]:
    if end.node >= 0:
        return np.array([end.node]), np.zeros(1)
    return near(graph, (end.lat, end.lon), within_km)


def _nearest_by_part(graph: WayGraph, nodes: Any, km: Any) -> dict[int, float]:
    part, first = np.unique(graph.part[nodes], return_index=True)  # the nearest stand first
    return dict(zip(part.tolist(), km[first].tolist(), strict=True))


def _end(graph: WayGraph, end: Asked, at: Snapped) -> WayEnd:
    lon, lat = graph.lon_lat[at.node].tolist()
    mode = graph.mode_of_node[at.node]
    return WayEnd(
        name=end.name,
        lat=end.lat,
        lon=end.lon,
        node=at.node,
        node_lat=lat,
        node_lon=lon,
        km=at.km,
        land_km=at.land_km,
        mode=WAY_MODES[mode] if mode < len(WAY_MODES) else "",
        id=end.id,
    )


def _nothing_near(graph: WayGraph, end: Asked, within_km: float) -> str:
    km = float(graph.km_to(end.lat, end.lon).min())
    return f"nothing of {graph.name} within {within_km:g} km (within_km); the nearest is {km:,.0f} km away"
