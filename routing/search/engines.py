"""`Engines`: a graph with its weights and the two engines that search it, and which of them is asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from routing.sealed_dict import SealedDict
from routing.search.choosing import Engine, is_compiled
from routing.search.graph import Graph
from routing.search.on_lists import ListEngine
from routing.search.path import Path, PathList, frozen, proven
from routing.status import Status

if TYPE_CHECKING:
    from routing.search.on_arrays import ArrayEngine

Ints = NDArray[np.int64]
added_up_each = np.add.reduceat
added_up = np.add.reduce  # what `sum` of an array comes to, at four fifths of the time for a path
NO_LIMITS: Mapping[str, int] = MappingProxyType({})


class Engines:
    """A graph with its weights; each engine is made when it is first asked."""

    def __init__(self, graph: Graph, weights: Mapping[str, Ints], engine: Engine) -> None:
        self.graph, self.weights, self.engine = graph, weights, engine

    @cached_property
    def lists(self) -> ListEngine:
        return ListEngine(self.graph, self.weights)

    @cached_property
    def arrays(self) -> ArrayEngine:
        from routing.search.array_graph import ArrayGraph
        from routing.search.on_arrays import ArrayEngine

        graph = self.graph
        return ArrayEngine(ArrayGraph(graph.tail, graph.head, self.weights, graph.n_nodes))

    @property
    def are_compiled(self) -> bool:
        """Tell whether the compiled engine is to be asked."""
        return "arrays" in vars(self) or is_compiled(self.engine, len(self.graph.tail))

    def of(
        self, minimise: str, limits: Mapping[str, int] = NO_LIMITS, *, counted: bool = False
    ) -> ListEngine | ArrayEngine:
        """Return the engine for a question: that of lists, if the weights are too wide for the arrays."""
        if self.are_compiled:
            arrays = self.arrays
            if arrays.fits(minimise, limits, counted=counted):
                return arrays
        return self.lists

    def paths(self, arcs: Ints, offsets: Ints, known: Mapping[str, Ints]) -> PathList:
        """Return paths whose arcs lie one behind the other, each from its offset to the next.

        `known`: name of a weight -> the total of each path, of weights that need not be added up.
        """
        arcs, ends, names = frozen(arcs), offsets.tolist(), tuple(self.weights)

        def totals(name: str, first: int, behind: int) -> list[int]:
            if name in known:
                sums = known[name][first:behind]
            elif ends[first] == ends[behind]:  # the only path has no arc
                sums = np.zeros(behind - first, np.int64)
            else:
                cells = self.weights[name].take(arcs[ends[first] : ends[behind]])
                sums = added_up_each(cells, offsets[first:behind] - ends[first])
            told: list[int] = sums.tolist()
            return told

        def build(first: int, behind: int) -> list[Path]:
            told = zip(*(totals(name, first, behind) for name in names), strict=True)
            spans = zip(ends[first:behind], ends[first + 1 : behind + 1], told, strict=True)
            return [proven(arcs[begin:end], SealedDict(zip(names, sums))) for begin, end, sums in spans]  # noqa: B905

        return PathList(len(offsets) - 1, build)

    def path(self, arcs: Ints | None, labels: int = 0) -> Path:
        """Return a path of these arcs with its totals."""
        assert arcs is not None
        totals = SealedDict({name: int(added_up(cells.take(arcs))) for name, cells in self.weights.items()})
        return Path(Status.OPTIMAL, "", arcs, totals, labels)
