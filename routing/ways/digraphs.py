"""A graph of ways as the graph that our searches know: arc i runs along edge i, arc n + i back."""

from __future__ import annotations

import numpy as np

from networks.ways.graph import WayGraph
from routing.search.choosing import PLAIN_LARGE, Engine, kernels_are_loaded
from routing.search.digraph import Digraph
from routing.ways.speeds import Speeds

METRES, TIME = "metres", "milliminutes"


def digraph_of(graph: WayGraph, speeds: Speeds | None) -> Digraph:
    """Return the graph to search, made once for each statement of speeds; without one it has lengths alone."""
    small = 2 * len(graph.metres) < PLAIN_LARGE and not kernels_are_loaded()  # sooner answered than those are loaded
    engine: Engine = "interpreted" if small else "auto"
    return graph.worked_out((Digraph, speeds, engine), lambda: _made(graph, speeds, engine))


def _made(graph: WayGraph, speeds: Speeds | None, engine: Engine) -> Digraph:
    weights = {METRES: np.tile(graph.metres, 2)}
    if speeds is not None:
        weights[TIME] = np.tile(speeds.milliminutes(graph), 2)
    tail, head = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    return Digraph(tail, head, weights, n_nodes=len(graph.lon_lat), engine=engine)
