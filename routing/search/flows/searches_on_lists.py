"""The paths of many commodities by the interpreted kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.kernels.lists.commodity_paths import commodity_paths
from routing.search.budget import Budget
from routing.search.flows.searches import Traced, Wanted
from routing.search.graph import Graph

Ints = NDArray[np.int64]


class ListSearches:
    """The kernel on lists, with its graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def find(self, weight: Ints, wanted: Wanted, bits: int, budget: Budget) -> Traced:
        """Return distances and paths; raise `TimeUp` when the budget is used up."""
        graph, weights = self.graph, weight.tolist()
        far: list[int] = []
        begin, arcs = [0], []
        goals = list(zip(wanted.goal.tolist(), wanted.below.tolist(), strict=True))
        for group, (source, most) in enumerate(zip(wanted.origin.tolist(), wanted.most.tolist(), strict=True)):
            own = goals[wanted.first[group] : wanted.first[group + 1]]
            found = commodity_paths(
                graph.leaving,
                graph.entering,
                (graph.tails, graph.heads),
                weights,
                own,
                source,
                most,
                budget.check,
            )
            budget.check()
            for distance, path in found:
                far.append(distance)
                arcs += path
                begin.append(len(arcs))
        return Traced(*(np.array(cells, dtype=np.int64) for cells in (far, begin, arcs)))
