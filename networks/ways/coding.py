"""Which edges touch the land of which territory, by geometry alone: by the borders that are looked at.

An edge touches a territory if an end lies in it or its course crosses the border. Nothing is sampled, so that a ban
leaves no piece of an edge inside, however short. Each edge bears every territory that it touches, at sea as well.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from networks.geo.borders import shapely_module
from networks.geo.courses import elsewhere
from networks.geo.worldview import Borders, borders_in_use
from networks.model.vocabulary import ISO_3166_1
from networks.ways.courses import pieces_of
from networks.ways.marks import Ints, Marks

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph

CHUNK = 32  # corners of a border that are looked at together


def touched(graph: WayGraph) -> Marks:
    """Return territory -> edges that touch its land."""
    return touched_by(graph, np.arange(len(graph.metres)))


def touched_by(graph: WayGraph, edges: Ints) -> Marks:
    """Return territory -> those of some edges that touch its land."""
    nodes = np.unique(np.concatenate([graph.tail[edges], graph.head[edges]]))
    of_node = np.full(len(graph.lon_lat), -1, dtype=np.int64)
    borders = borders_in_use()
    codes = sorted(borders.codes & ISO_3166_1)
    nobody = frozenset[str]()
    for code, points in elsewhere(graph.lon_lat[nodes], np.arange(len(nodes)), [nobody] * len(nodes)).items():
        of_node[nodes[points]] = codes.index(code)
    tree, code_of_piece = _border_pieces(borders)
    lines, edge = pieces_of(graph, edges)
    line, piece = tree.query(lines, predicate="intersects")
    number = np.concatenate([of_node[graph.tail[edges]], of_node[graph.head[edges]], code_of_piece[piece]])
    bearer = np.concatenate([edges, edges, edge[line]])
    order = np.argsort(number, kind="stable")
    first = np.searchsorted(number[order], np.arange(len(codes) + 1))
    return Marks.of({code: bearer[order[first[at] : first[at + 1]]] for at, code in enumerate(codes)})


@cache
def _border_pieces(borders: Borders) -> tuple[Any, Ints]:
    """Return a tree of the borders of all territories in short pieces, and the number of the territory of each."""
    shapely = shapely_module()
    pieces, owner = [], []
    for number, code in enumerate(sorted(borders.codes & ISO_3166_1)):
        rings = shapely.get_rings(shapely.get_parts(borders.polygon(code)))
        corners, ring = shapely.get_coordinates(rings, return_index=True)
        last = np.flatnonzero(np.append(ring[1:] != ring[:-1], True))
        begins = np.concatenate([[0], last[:-1] + 1])
        size = last - begins  # pieces of two corners of each ring
        count = -(-size // CHUNK)
        start = np.repeat(begins, count) + CHUNK * (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count))
        stop = np.minimum(start + CHUNK, np.repeat(last, count))
        length = stop - start + 1
        at = np.repeat(start - np.cumsum(length) + length, length) + np.arange(length.sum())
        pieces.append(shapely.linestrings(corners[at], indices=np.repeat(np.arange(len(length)), length)))
        owner.append(np.full(len(length), number))
    return shapely.STRtree(np.concatenate(pieces)), np.concatenate(owner)
