"""The courses of edges as flat lines on the map, cut at the 180th meridian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from networks.geo.borders import shapely_module
from networks.geo.sphere import EARTH_KM, Floats, degrees_of, shorter_way

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from networks.ways.marks import Ints

STRAIGHT_KM = 20.0  # longest piece of a great circle that is taken for straight on the map: up to 60 N 14 m off


def points_along(graph: WayGraph, edges: Ints, step_km: float) -> tuple[Floats, Ints]:
    """Return points along edges no more than a step apart, degrees east and north, and the row of each one's edge."""
    one, other = graph.vectors[graph.tail[edges]], graph.vectors[graph.head[edges]]
    angle = 2 * np.arcsin(np.minimum(np.linalg.norm(one - other, axis=1) / 2, 1.0))
    counts = np.maximum(np.ceil(angle * EARTH_KM / step_km), 1).astype(np.int64)
    row = np.repeat(np.arange(len(edges)), counts + 1)
    number = np.arange(len(row)) - np.repeat(np.cumsum(counts + 1) - counts - 1, counts + 1)
    points = np.where(
        (number == 0)[:, None], graph.lon_lat[graph.tail[edges]][row], graph.lon_lat[graph.head[edges]][row]
    )
    inner = np.flatnonzero((number > 0) & (number < counts[row]))
    if len(inner):
        here = row[inner]
        share, turn = (number[inner] / counts[here])[:, None], angle[here][:, None]
        points[inner] = degrees_of(np.sin((1 - share) * turn) * one[here] + np.sin(share * turn) * other[here])
    return points, row


def pieces_of(graph: WayGraph, edges: Ints) -> tuple[Any, Ints]:
    """Return edges as straight lines of shapely, none longer than 20 km, and the edge of each."""
    points, row = points_along(graph, edges, STRAIGHT_KM)
    same = row[1:] == row[:-1]
    flat = np.stack([points[:-1][same], points[1:][same]], axis=1)
    flat[:, 1, 0] = flat[:, 0, 0] + shorter_way(flat[:, 1, 0] - flat[:, 0, 0])
    edge = edges[row[:-1][same]]
    beyond = np.flatnonzero(np.abs(flat[:, 1, 0]) > 180)  # again from the other side
    again = flat[beyond].copy()
    again[:, :, 0] -= 360 * np.sign(again[:, 1:, 0])
    return shapely_module().linestrings(np.concatenate([flat, again])), np.concatenate([edge, edge[beyond]])
