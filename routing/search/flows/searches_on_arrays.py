"""The paths of many commodities by the compiled kernel."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.commodity_paths import FoundPaths, Goals, commodity_paths, found_for
from routing.kernels.arrays.dijkstra import work_for
from routing.kernels.arrays.rows import frozen, rows_of, weighted
from routing.search.budget import Budget, Slices
from routing.search.flows.searches import Traced, Wanted
from routing.search.graph import Graph

Ints = NDArray[np.int64]
ARCS = 16  # of a path, at first


class ArraySearches:
    """The kernel on arrays, with its graph and what it writes into."""

    def __init__(self, graph: Graph) -> None:
        tail, head = (np.ascontiguousarray(cells) for cells in (graph.tail, graph.head))
        self.n_nodes = graph.n_nodes
        self.leaving, self.entering = rows_of(tail, head, graph.n_nodes), rows_of(head, tail, graph.n_nodes)
        self.work = work_for(graph.n_nodes, len(tail))
        self.longest = ARCS

    def find(self, weight: Ints, wanted: Wanted, bits: int, budget: Budget) -> Traced:
        """Return distances and paths; raise `TimeUp` when the budget is used up."""
        rows = weighted(self.leaving, weight, bits)
        frozen(weight)
        goals = Goals(*(np.ascontiguousarray(cells) for cells in wanted))
        found = found_for(self.n_nodes, len(goals.goal), self.longest * (len(goals.goal) + 1))
        slices = Slices(1, paused=True)
        while found.state[0]["group"] < len(goals.origin):
            if not slices.run(partial(commodity_paths, rows, self.entering, weight, goals, found, self.work)):
                found = _roomier(found)
                self.longest *= 2
            budget.check()
        return Traced(found.far, found.begin, found.arcs[: found.state[0]["filled"]])


def _roomier(found: FoundPaths) -> FoundPaths:
    """Return what is found so far in arrays with twice the room."""
    arcs = np.empty(2 * len(found.arcs), dtype=np.int64)
    arcs[: len(found.arcs)] = found.arcs
    return found._replace(arcs=arcs)
