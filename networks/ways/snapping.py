"""Where a position joins a graph of ways: the nearest node, how far it is, and how much of that is land."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from networks.geo.land import on_land
from networks.geo.sphere import EARTH_KM, Floats, along_great_circles, unit_vectors
from networks.ways.marks import SEA, WAY_MODES

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from networks.ways.marks import Ints

CANDIDATES = 8  # nodes that are looked at for one that is clear of land
LAND_WEIGHT = 3.0  # a km over land counts as so many more, so that a port does not join the water behind its peninsula
STEP_KM = 0.5
ROUNDING_DEG = 1e-9
Point = tuple[float, float]  # degrees north and east


class Snapped(NamedTuple):
    """The node at which a position joins a graph.

    Attributes
    ----------
    node
        Number of the node.
    km, land_km
        How far it is in a straight line, and how much of that runs over land (from the sea), else 0.
    """

    node: int
    km: float
    land_km: float


class TooFar(NamedTuple):
    """No node is near enough; how far the nearest one is."""

    km: float
    node: int


def near(graph: WayGraph, point: Point, within_km: float, wanted: Ints | None = None) -> tuple[Ints, Floats]:
    """Return the nodes within a distance, the nearest first, and how far they are in km."""
    order, latitudes = graph.by_latitude
    band = np.degrees(within_km / EARTH_KM) + ROUNDING_DEG
    first, last = np.searchsorted(latitudes, (point[0] - band, point[0] + band))
    nodes = order[first:last]
    if wanted is not None:
        nodes = np.intersect1d(nodes, wanted, assume_unique=True)
    km = graph.km_to(*point, nodes)
    inside = km <= within_km
    nodes, km = nodes[inside], km[inside]
    nearest = np.argsort(km, kind="stable")
    return nodes[nearest], km[nearest]


def snapped(graph: WayGraph, point: Point, nodes: Ints, km: Floats) -> Snapped:
    """Return the node, of some with the nearest first, at which a point joins a graph.

    By land that is the nearest. At sea it is, of the nearest eight, the one with the least way there, where a kilometre
    over land counts four times.
    """
    if graph.mode_of_node[nodes[0]] != WAY_MODES.index(SEA):
        return Snapped(int(nodes[0]), float(km[0]), 0.0)
    nodes, km = nodes[:CANDIDATES], km[:CANDIDATES]
    land = land_km([np.array([point[::-1], graph.lon_lat[node]]) for node in nodes])
    best = int(np.argmin(km + LAND_WEIGHT * land))
    return Snapped(int(nodes[best]), float(km[best]), float(land[best]))


def land_km(lines: list[Floats]) -> Floats:
    """Return how much of each line of degrees east and north runs over land, in km, to half a km a crossing.

    Examples
    --------
    >>> land_km([np.array([(139.0, 35.5), (140.5, 35.5)])]).round(-1).tolist()  # over Yokohama and Chiba
    [110.0]
    """
    fine = [along_great_circles(line, STEP_KM) for line in lines]
    if not fine:
        return np.zeros(0)
    dry = on_land(np.concatenate(fine))
    ends = np.cumsum([len(points) for points in fine])
    found = []
    for points, end in zip(fine, ends.tolist(), strict=True):
        here = dry[end - len(points) : end]
        vectors = unit_vectors(points)
        km = EARTH_KM * np.linalg.norm(vectors[1:] - vectors[:-1], axis=1)
        found.append(float((km * (here[1:] & here[:-1])).sum()))
    return np.array(found)
