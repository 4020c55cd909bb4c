"""Sea lanes and railways as one graph, joined at the terminals of ports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.geo.sphere import great_circle_km
from networks.ways.graph import Port, WayGraph
from networks.ways.marks import GAP, RAIL, SEA, TRANSFER, WAY_MODES, Ints
from networks.ways.parts import parts_of
from networks.ways.sea_lanes import Edges
from networks.ways.snapping import near, snapped

SEA_KM = 100.0  # how far a terminal may lie from the lanes
RAIL_KM = 15.0  # and from a railway
SMALL_PART = 20  # nodes; a smaller part of a railway is a siding that leads nowhere


class Joined(NamedTuple):
    """Lanes, railways and terminals as one: edges, their modes, and the ports with their nodes."""

    edges: Edges
    mode: NDArray[np.uint8]
    ports: tuple[Port, ...]


def joined(lanes: Edges, rails: Edges, gaps: Iterable[tuple[int, int]], ports: Iterable[Port]) -> Joined:
    """Return sea lanes and railways as one graph.

    Each port with a terminal near the lanes is a node of its own, joined to a lane in a straight line, and by a
    transfer to the nearest railway within 15 km. Other ports keep their positions.

    Parameters
    ----------
    gaps
        Pairs of nodes of the railways between which a gap is closed in a straight line.
    """
    offset, graphs = len(lanes.lon_lat), (_graph(lanes, SEA), _graph(rails, RAIL))
    wanted = _of_large_parts(rails)
    found: list[Port] = []
    places: list[tuple[float, float]] = []
    links: list[tuple[int, int, str]] = [(offset + one, offset + other, GAP) for one, other in gaps]
    for port in ports:
        here = (port.lat, port.lon)
        nodes, km = near(graphs[0], here, SEA_KM) if port.terminal else (np.zeros(0, dtype=np.int64), np.zeros(0))
        if not len(nodes):
            found.append(port)
            continue
        node = offset + len(rails.lon_lat) + len(places)
        places.append(here[::-1])
        found.append(replace(port, node=node))
        links.append((node, snapped(graphs[0], here, nodes, km).node, SEA))
        by_rail = near(graphs[1], here, RAIL_KM, wanted)[0][:1].tolist()
        links += [(node, offset + other, TRANSFER) for other in by_rail]
    return _assembled(lanes, rails, places, links, tuple(found))


def _graph(edges: Edges, mode: str) -> WayGraph:
    modes = np.full(len(edges.tail), WAY_MODES.index(mode), dtype=np.uint8)
    return WayGraph(name=mode, title=mode, **edges._asdict(), mode=modes)


def _of_large_parts(edges: Edges) -> Ints:
    part = parts_of(len(edges.lon_lat), edges.tail, edges.head)
    return np.flatnonzero(np.bincount(part)[part] >= SMALL_PART)


def _assembled(
    lanes: Edges,
    rails: Edges,
    places: list[tuple[float, float]],
    links: list[tuple[int, int, str]],
    ports: tuple[Port, ...],
) -> Joined:
    offset = len(lanes.lon_lat)
    lon_lat = np.concatenate([lanes.lon_lat, rails.lon_lat, np.array(places, dtype=np.float64).reshape(-1, 2)])
    tail, head = (np.array([link[end] for link in links], dtype=np.int64) for end in (0, 1))
    km = great_circle_km(lon_lat[tail, 1], lon_lat[tail, 0], lon_lat[head, 1], lon_lat[head, 0])
    edges = Edges(
        lon_lat,
        np.concatenate([lanes.tail, offset + rails.tail, tail]),
        np.concatenate([lanes.head, offset + rails.head, head]),
        np.concatenate([lanes.metres, rails.metres, np.rint(1000 * km).astype(np.int64)]),
    )
    sizes = (len(lanes.tail), len(rails.tail))
    numbers = [WAY_MODES.index(SEA)] * sizes[0] + [WAY_MODES.index(RAIL)] * sizes[1]
    modes = np.array(numbers + [WAY_MODES.index(mode) for *_, mode in links], dtype=np.uint8)
    return Joined(edges, modes, ports)
