"""Trees and labels under bounds on sums, by the interpreted kernels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from routing.kernels.lists.bounded import Arcs, Bounds, bounded_path, path_from
from routing.kernels.lists.trees import tree_of
from routing.search.budget import Budget
from routing.search.graph import Graph
from routing.search.in_sums import Answer, Sums
from routing.search.narrowing import UNREACHED, Tree
from routing.search.part import Ints, Part


class SumsOnLists:
    """Grows trees and sets labels on parts of a graph.

    Parameters
    ----------
    rank
        Weight and tie-breakers of each arc of the whole graph as one number.
    check
        Asked while a tree grows; it raises where the time is over.
    """

    def __init__(self, rank: Sequence[int], check: Callable[[], None]) -> None:
        self.rank, self.check = rank, check
        self._part: Part | None = None
        self._arcs: Arcs

    def tree(self, part: Part, times: Ints, most: int, *, backward: bool) -> Tree:
        """Return the least paths from the source to each node, or to the target from each, up to a length."""
        arcs = self.arcs(part)
        rows, ends = (arcs.entering, arcs.tail) if backward else (arcs.leaving, arcs.head)
        start, lengths = part.target if backward else part.source, (times @ part.amounts).tolist()
        found = tree_of(rows, ends, arcs.amounts, lengths, start, most, len(part.amounts), self.check)
        reached = [UNREACHED if length == math.inf else length for length in found.reached]
        totals = np.array(found.totals, dtype=np.int64)
        return Tree(np.array(reached, dtype=np.int64), np.array(found.via, dtype=np.int64), totals)

    def arcs(self, part: Part) -> Arcs:
        """Return the arcs of a part as lists; those of the last part are kept."""
        if self._part is not part:
            graph = Graph(part.tail, part.head, part.n_nodes)
            rank = [self.rank[row] for row in part.rows.tolist()]
            amounts = list(zip(*part.amounts.tolist(), strict=True))
            self._part = part
            self._arcs = Arcs(graph.leaving, graph.entering, graph.tails, graph.heads, rank, amounts)
        return self._arcs

    def labels(self, part: Part, most: Sequence[int], sums: Sums, best: int, budget: Budget) -> Answer:
        """Return the canonical path of least weight within the limits, or the best one that was found."""
        arcs = self.arcs(part)
        least = [[math.inf if length == UNREACHED else length for length in row] for row in sums.least.tolist()]
        behind = [[tuple(row) for row in tree.totals.tolist()] for tree in sums.trees]
        bounds = Bounds([tuple(row) for row in sums.times.tolist()], most, least, behind)
        found = bounded_path(arcs, part.source, part.target, bounds, best, budget.labels, lambda: budget.is_reserve)
        order = UNREACHED if found.order == math.inf else int(found.order)
        if found.complete:
            closed = [rank for rank, amounts in found.at.get(part.source, ()) if amounts[0] == found.best]
            if not closed:
                return Answer(True, None, order, found.labels)
            path = path_from(arcs, part.source, part.target, min(closed), most, found)
            return Answer(True, np.array(path, dtype=np.int64), order, found.labels)
        if found.met is None:
            return Answer(False, None, order, found.labels)
        tree, node, rank, amounts = found.met
        ahead = np.array(path_from(arcs, node, part.target, rank, amounts[1:], found), dtype=np.int64)
        return Answer(False, np.concatenate([sums.trees[tree].path_to(node, part.tail), ahead]), order, found.labels)
