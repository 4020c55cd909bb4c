"""What lies at least before and behind every place on the way of a lane, by which interpreted searches are guided.

Lanes of one load have one guide for each end and limited amount: the least of it, without a price of capacity, over all
arcs that any of them may use. Of their objectives the least that any of some alike counts of each arc is taken, for
values of time may be as many as lanes. Bans and prices only ever add to that, so a guide holds for every lane in every
round, and what cannot be on a route that is looked for is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.assigning.lanes import Lane, base
from routing.compiling.arc_table import ArcTable
from routing.compiling.problem import Problem
from routing.search.budget import Budget
from routing.search.on_lists import ListEngine

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
MOST_KEPT = 5_000_000  # distances, of eight bytes each
MOST_OBJECTIVES = 10  # that one load has guides of
WEIGHT = ""  # the objective without prices; amounts go by their names


class _Alike:
    """The searches without prices that lanes of one load and of alike objectives have in common."""

    def __init__(self, table: ArcTable, vectors: Sequence[Ints], usable: Mask) -> None:
        self.least, self.usable = np.minimum.reduce(vectors), usable
        self.engine = ListEngine(table.graph, {**table.columns, WEIGHT: self.least})

    def amount(self, lane: Lane, name: str) -> Ints:
        """Return what each arc has of an amount, for a lane."""
        return base(lane.problem) if name == WEIGHT else lane.table.columns[name]

    def distances(self, node: int, name: str, budget: Budget, *, backward: bool) -> Ints:
        """Return the least of an amount from a node, or to it; -1: there is no way."""
        return self.engine.distances(node, name, self.usable, budget, backward=backward)


class Guides:
    """The guides of lanes, made when first asked for; the oldest are forgotten where they would take too much room."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self._alike: dict[int, _Alike] = {}
        self._problems = [lane.problem for lane in lanes]  # their arrays are told apart by identity, so they are kept
        by_table: dict[int, list[Problem]] = {}
        for one in self._problems:
            by_table.setdefault(id(one.table), []).append(one)
        for problems in by_table.values():
            usable = np.logical_or.reduce([*{id(one.usable): one.usable for one in problems}.values()])
            vectors = sorted({id(base(one)): base(one) for one in problems}.values(), key=lambda one: int(one.sum()))
            for several in np.array_split(np.arange(len(vectors)), min(MOST_OBJECTIVES, len(vectors))):
                alike = _Alike(problems[0].table, [vectors[at] for at in several], usable)
                self._alike.update((id(vectors[at]), alike) for at in several)
        self._kept: dict[Hashable, Ints] = {}
        self._last: tuple[Hashable, Sequence[int]] = None, ()

    def knows(self, lane: Lane) -> bool:
        """Tell whether there are guides of a lane: one whose question was compiled anew since has none."""
        return id(base(lane.problem)) in self._alike

    def behind(self, lane: Lane, budget: Budget) -> Sequence[int]:
        """Return the least from the origin of a lane to every node, in units of its objective; -1: there is no way."""
        key = id(self._alike[id(base(lane.problem))]), lane.problem.source
        if self._last[0] != key:
            self._last = key, self._of(lane, WEIGHT, budget, backward=False).tolist()
        return self._last[1]

    def narrowed(self, lane: Lane, most: Mapping[str, int], budget: Budget) -> Mask:
        """Return the arcs on routes of a lane that have no more than so much of amounts, as far as can be seen.

        `most`: per name of an amount, or `WEIGHT`.
        """
        graph, mask, alike = lane.table.graph, lane.problem.usable, self._alike[id(base(lane.problem))]
        for name, bound in most.items():
            amount = alike.amount(lane, name)
            before, after = (self._of(lane, name, budget, backward=backward) for backward in (False, True))
            least, rest = before[graph.tail], after[graph.head]
            mask = mask & (least >= 0) & (rest >= 0) & (least + amount + rest <= bound)
        return mask

    def _of(self, lane: Lane, name: str, budget: Budget, *, backward: bool) -> Ints:
        problem, alike = lane.problem, self._alike[id(base(lane.problem))]
        node = problem.target if backward else problem.source
        key = id(alike) if name == WEIGHT else id(lane.table), name, node, backward
        if key not in self._kept:
            while (len(self._kept) + 1) * problem.table.graph.n_nodes > MOST_KEPT and self._kept:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = alike.distances(node, name, budget, backward=backward)
        return self._kept[key]
