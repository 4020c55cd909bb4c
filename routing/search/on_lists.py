"""The searches of `Digraph` by the interpreted kernels, on lists: nothing to compile, and numbers of any width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.goal_directed import distances_towards
from routing.kernels.lists.k_shortest import shortest_loopless
from routing.kernels.lists.span import Span
from routing.search.budget import Budget, TimeUp
from routing.search.graph import Graph, pack
from routing.search.in_sums import Asked, Ends, first_budget, second_stage
from routing.search.path import Outcome
from routing.search.sums_on_lists import SumsOnLists

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class ListEngine:
    """Searches on one graph; its lists are built once, when first needed, and only read after."""

    def __init__(self, graph: Graph, weights: Mapping[str, Ints]) -> None:
        self.graph, self._weights = graph, weights
        self._lists: dict[str, list[int]] = {}
        self._packed: dict[str, list[int]] = {}
        self._counting = 0  # bits below a weight in which arcs are counted
        self._all = b"\1" * len(graph.tail)

    def column(self, name: str) -> list[int]:
        """Return a weight as a list."""
        if name not in self._lists:
            self._lists[name] = self._weights[name].tolist()
        return self._lists[name]

    def shortest(self, source: int, target: int, name: str, usable: Mask | None, budget: Budget) -> Outcome:
        """Return the canonical path of least weight."""
        graph, packed, mask = self.graph, self._counted(name), self.mask(usable)
        ahead = distances(graph.entering, graph.tails, packed, mask, target, source, budget.check_early)
        if ahead[source] == UNREACHED:
            return Outcome(None)
        span = Span(graph.leaving, graph.heads, mask, source, target)
        return Outcome(_array(canonical_path(span, packed, ahead, int(ahead[source]))))

    def shortest_guided(
        self,
        ends: tuple[int, int],
        name: str,
        usable: Mask | None,
        behind: Sequence[int],
        budget: Budget,
        *,
        finer: int = 0,
    ) -> Outcome:
        """Return the canonical path of least weight; fewer nodes are looked at than by `shortest`.

        `behind` is at most what lies between the source and each node, in units of ``2**finer``; -1: there is no path.
        """
        (source, target), graph, packed, mask = ends, self.graph, self._counted(name), self.mask(usable)
        ways, shift = (graph.entering, graph.tails), finer + self._counting
        ahead = distances_towards(ways, packed, mask, target, source, behind, shift, budget.check_early)
        if ahead[source] == UNREACHED:
            return Outcome(None)
        span = Span(graph.leaving, graph.heads, mask, source, target)
        return Outcome(_array(canonical_path(span, packed, ahead, int(ahead[source]))))

    def distances(
        self,
        node: int,
        name: str,
        usable: Mask | None,
        budget: Budget,
        *,
        backward: bool = False,
        most: float | int = UNREACHED,
    ) -> Ints:
        """Return the least weight from a node to each, or to it from each; -1 without a path of at most `most`."""
        graph, check = self.graph, budget.check_early
        rows, ends = (graph.entering, graph.tails) if backward else (graph.leaving, graph.heads)
        reached = distances(rows, ends, self.column(name), self.mask(usable), node, check=check, most=most)
        return np.array([-1 if value == UNREACHED or value > most else value for value in reached], dtype=np.int64)

    def matrix(self, sources: Ints, targets: Ints, name: str, usable: Mask | None, budget: Budget) -> Ints:
        """Return the least weights from each source to each target, -1 where there is no path."""
        found = np.empty((len(sources), len(targets)), dtype=np.int64)
        if len(targets) < len(sources):
            for column, node in enumerate(targets.tolist()):
                found[:, column] = self.distances(node, name, usable, budget, backward=True)[sources]
        else:
            for row, node in enumerate(sources.tolist()):
                found[row] = self.distances(node, name, usable, budget)[targets]
        return found

    def constrained(
        self,
        source: int,
        target: int,
        name: str,
        limits: Mapping[str, int],
        usable: Mask | None,
        budget: Budget,
    ) -> Outcome:
        """Return the canonical path of least weight within the limits."""
        try:
            first = first_budget(budget, len(limits), on_lists=True)
            found = self._in_bounds(source, target, name, limits, usable, first)
        except TimeUp:
            budget.check_early()
            found = Outcome(None, stopped=True)
        if not found.stopped:
            return found
        ends = Ends(self.graph.tail, self.graph.head, self.graph.n_nodes, source, target)
        asked = Asked(ends, name, limits, usable, self._weights)
        second = second_stage(asked, found, self, SumsOnLists(self._counted(name), budget.check_early), budget)
        return second or self._in_bounds(source, target, name, limits, usable, budget)

    def _in_bounds(
        self, source: int, target: int, name: str, limits: Mapping[str, int], usable: Mask | None, budget: Budget
    ) -> Outcome:
        """Return what labels under the bounds of each amount by itself find."""
        graph, packed, mask, check = self.graph, self._counted(name), self.mask(usable), budget.check_early
        ahead = distances(graph.entering, graph.tails, packed, mask, target, check=check)
        if ahead[source] == UNREACHED:
            return Outcome(None)
        uses = [self.column(other) for other in limits]
        least = [distances(graph.entering, graph.tails, use, mask, target, check=check) for use in uses]
        needed = tuple(int(column[source]) for column in least)
        span, within = Span(graph.leaving, graph.heads, mask, source, target), Limits(uses, [*limits.values()], least)
        found = constrained_path(span, packed, ahead, within, budget.labels, check=check)
        if found.status == "stopped":
            return Outcome(None, found.labels, stopped=True, least=needed)
        if found.weight is None:
            return Outcome(None, found.labels, least=needed)
        return Outcome(_array(canonical_path(span, packed, ahead, found.weight, within, check)), found.labels)

    def k_shortest(
        self, source: int, target: int, k: int, name: str, usable: Mask | None, budget: Budget
    ) -> Iterator[Ints]:
        """Yield the canonical k shortest loopless paths in their order."""
        graph = self.graph
        span = Span(graph.leaving, graph.heads, self.mask(usable), source, target)
        found = shortest_loopless(span, graph.entering, graph.tails, self._counted(name), budget.check_early)
        for _, arcs in islice(found, k):
            yield _array(arcs)

    def _counted(self, name: str) -> list[int]:
        if name not in self._packed:
            self._packed[name], self._counting = pack([self._weights[name], np.ones_like(self.graph.tail)])
        return self._packed[name]

    def mask(self, usable: Mask | None) -> bytes:
        """Return a mask as the kernels take it."""
        return self._all if usable is None else usable.tobytes()


def _array(arcs: tuple[int, ...] | None) -> Ints:
    assert arcs is not None
    return np.array(arcs, dtype=np.int64)
