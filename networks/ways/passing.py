"""Which edges at sea run through which named passage: those whose course touches its strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from networks.geo.borders import shapely_module
from networks.geo.passages import passages
from networks.ways.courses import pieces_of
from networks.ways.marks import SEA, WAY_MODES, Ints, Marks

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph


def passed(graph: WayGraph) -> Marks:
    """Return passage -> edges at sea that run through it."""
    afloat = np.flatnonzero(graph.mode == WAY_MODES.index(SEA))
    tree, found = shapely_module().STRtree([one.strip.shape for one in passages().values()]), {}
    lines, edge = pieces_of(graph, afloat)
    line, strip = tree.query(lines, predicate="intersects")
    for number, name in enumerate(passages()):
        found[name] = edge[line[strip == number]]
    return Marks.of(found)


def closed_edges(graph: WayGraph, names: frozenset[str]) -> Ints:
    """Return the edges that run through any of some passages."""
    parts = [graph.passages.bearing(name) for name in sorted(names)]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))
