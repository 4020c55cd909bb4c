"""What of a graph of ways does not hang together by rail: parts, gaps that were closed, and those that were not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from networks.ways.gaps import gaps_of
from networks.ways.marks import GAP, RAIL, WAY_MODES, Ints
from networks.ways.parts import parts_of
from networks.ways.sea_lanes import Edges

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph

SHOWN = 10


class Part(NamedTuple):
    """A part of the railways that hangs together: its nodes, its km, and the middle of it in degrees."""

    nodes: int
    km: float
    lat: float
    lon: float


class Near(NamedTuple):
    """Two ends of railways that do not meet: where, how far apart, and the nodes of the two parts (0: one by now)."""

    lat: float
    lon: float
    there_lat: float
    there_lon: float
    km: float
    nodes: int


@dataclass(frozen=True, slots=True)
class Faults:
    """What does not hang together by rail.

    Attributes
    ----------
    parts
        Parts of the railways, gaps closed, the largest first; single nodes are left out.
    closed
        Gaps that were closed in straight lines, the widest first; `nodes` is 0.
    near
        Where two parts come near all the same, those of the larger parts first; `nodes` are those of the smaller one.
    """

    parts: tuple[Part, ...]
    closed: tuple[Near, ...]
    near: tuple[Near, ...]

    def __str__(self) -> str:
        lines = [f"{len(self.parts)} parts of railways; {len(self.closed)} gaps closed, {len(self.near)} left open"]
        lines += [
            f"  part of {one.nodes:,} nodes, {one.km:,.0f} km, about {one.lat:.1f}, {one.lon:.1f}"
            for one in self.parts[:SHOWN]
        ]
        for name, gaps in (("closed", self.closed), ("open", self.near)):
            for gap in gaps[:SHOWN]:
                ends = f"{gap.lat:.3f}, {gap.lon:.3f} to {gap.there_lat:.3f}, {gap.there_lon:.3f}"
                beyond = f", before {gap.nodes:,} nodes" if gap.nodes else ""
                lines.append(f"  {name}: {gap.km:.2f} km, {ends}{beyond}")
        return "\n".join(lines)


def faults_of(graph: WayGraph, within_km: float) -> Faults:
    """Return what of the railways of a graph does not hang together."""
    edges, node = _railways(graph)
    part = parts_of(len(node), edges.tail, edges.head)
    size = np.bincount(part)
    closed = np.flatnonzero(graph.mode == WAY_MODES.index(GAP))
    closed = closed[np.argsort(-graph.metres[closed], kind="stable")]
    near = [
        _near(graph, node[gap.one], node[gap.other], gap.km, min(size[part[gap.one]], size[part[gap.other]]))
        for gap in gaps_of(edges, within_km)
    ]
    return Faults(
        _parts(edges, part, size),
        tuple(_near(graph, graph.tail[at], graph.head[at], graph.metres[at] / 1000, 0) for at in closed),
        tuple(sorted(near, key=lambda one: (-one.nodes, one.km))),
    )


def _railways(graph: WayGraph) -> tuple[Edges, Ints]:
    """Return the railways of a graph with nodes of their own, and the node of the graph that each is."""
    by_rail = np.isin(graph.mode, [WAY_MODES.index(RAIL), WAY_MODES.index(GAP)])
    ends = np.stack([graph.tail[by_rail], graph.head[by_rail]])
    node, own = np.unique(ends, return_inverse=True)
    tail, head = own.reshape(ends.shape)
    return Edges(graph.lon_lat[node], tail, head, graph.metres[by_rail]), node


def _near(graph: WayGraph, one: int, other: int, km: float, nodes: int) -> Near:
    (lon, lat), (there_lon, there_lat) = graph.lon_lat[[one, other]].tolist()
    return Near(lat, lon, there_lat, there_lon, float(km), int(nodes))


def _parts(edges: Edges, part: Ints, size: Ints) -> tuple[Part, ...]:
    km = np.bincount(part[edges.tail], weights=edges.metres / 1000, minlength=len(size))
    lon, lat = (np.bincount(part, weights=edges.lon_lat[:, at], minlength=len(size)) / size for at in (0, 1))
    rows = zip(size.tolist(), km.tolist(), lat.tolist(), lon.tolist(), strict=True)
    return tuple(Part(*row) for row in rows if row[0] > 1)
