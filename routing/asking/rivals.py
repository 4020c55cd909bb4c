"""`Near`: which figures that are not of the best route could make another one better, by lower bounds.

With all of them at their better ends at once the least way over each arc is a lower bound of every route over it with
any one of them there. What lies above the best route is struck out, and with it most figures; each of the others is
bounded by a search on what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from networks.model.figure import FigureKey
from routing.asking.moved_figures import MovedFigures
from routing.compiling.vector import Bools, Ints
from routing.solving.on_lists import least_so_far, least_to_come


class Near:
    """What could be better than the best route if rivals were at their better ends, all at once; and each alone."""

    def __init__(self, figures: MovedFigures, value: int, ends: Iterable[tuple[FigureKey, float]]) -> None:
        self.problem, self.figures = figures.problem, figures
        table = self.problem.table
        least = {name: cells.copy() for name, cells in table.columns.items()}
        for key, end in ends:
            for column, cells in self.figures.cells(key, end).items():
                np.minimum(least[column], cells, out=least[column])
        bounds = [(self._worth(least), value - 1)]
        bounds += [(least[limit.column][self.problem.row], limit.bound) for limit in self.problem.limits]
        self.usable = self.problem.usable.copy()
        for cells, most in bounds:
            self.usable &= self._within(cells, most)
        self.near = replace(self.problem, usable=self.usable)
        self.today = self.problem.vector[0].tolist()
        self.rows_of: dict[int, list[int]] = {}
        for row in np.flatnonzero(self.usable).tolist():
            self.rows_of.setdefault(int(self.problem.row[row]), []).append(row)

    def _worth(self, columns: dict[str, Ints]) -> Ints:
        weights = self.problem.weights.of
        worth = np.zeros(len(self.problem.row), dtype=np.int64)
        for column, weight in weights.items():
            worth += weight * columns[column][self.problem.row]
        return worth

    def _within(self, cells: Ints, most: int) -> Bools:
        """Return the arcs over which some way has no more of something than so much."""
        graph, weight = self.problem.graph, cells.tolist()
        behind, ahead = (np.array(one(self.problem, weight)) for one in (least_so_far, least_to_come))
        through: Bools = behind[graph.tail] + cells + ahead[graph.head] <= most
        return through

    def may_lead(self, key: FigureKey) -> bool:
        """Tell whether a figure is on a way that could be better."""
        return any(read.arc in self.rows_of for read in self.figures.reads[key])

    def least(self, key: FigureKey, value: float) -> float | int:
        """Return a lower bound of the best route with a figure at a value: without limits."""
        weight, of = self.today.copy(), self.problem.weights.of
        for arc, column, amount in self.figures.amounts(key, value):
            more = of.get(column, 0) * (amount - int(self.problem.table.columns[column][arc]))
            for row in self.rows_of.get(arc, ()) if more else ():
                weight[row] += more
        return least_to_come(self.near, weight, None, self.problem.source)[self.problem.source]
