"""A linear program that grows, by HiGHS in its own package (extra ``fast``): dual simplex, from the last basis.

Where that takes many steps, the last basis is of little use after many new columns: from then on an interior point with
crossover, which begins anew each time, takes half the time or less.

Huangfu and Hall, Parallelizing the dual revised simplex method, Mathematical Programming Computation 10 (2018); Schork
and Gondzio, Implementation of an interior point method with basis preconditioning, the same journal 12 (2020).
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.search.flows.linear_program import Solution, Sparse

Floats = NDArray[np.float64]
TOLERANCE = 1e-9
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}
SMALL = 2_000  # columns up to which it ends before Ctrl-C is missed; HiGHS makes itself anew for each thread, 1 ms
LARGE, MANY = 8_000, 200  # columns of a program, and new ones, from which an interior point may solve it
HARD = 2  # steps of the simplex from the last basis, as many for each row, after which it does
_greeted: list[bool] = []


class ByHighs:
    """The program, held by HiGHS."""

    name = "HiGHS"

    def __init__(self) -> None:
        self.highspy = library("highspy")
        self.model = _quiet(self.highspy.Highs)
        for option, value in OPTIONS.items():
            self.model.setOptionValue(option, value)
        self.n_solved = self.new_rows = self.new_columns = 0  # how often, and what is new since then
        self.is_hard = False

    def add_rows(self, low: Floats, high: Floats, entries: Sparse) -> None:
        """Add rows with entries in columns that are there."""
        begin, index = entries.begin[:-1].astype(np.int32), entries.others.astype(np.int32)
        self.new_rows += len(low)
        self.model.addRows(len(low), low, high, len(index), begin, index, entries.numbers)

    def add_columns(self, cost: Floats, entries: Sparse) -> None:
        """Add columns with entries in rows that are there."""
        begin, index = entries.begin[:-1].astype(np.int32), entries.others.astype(np.int32)
        self.new_columns += len(cost)
        low, high = np.zeros(len(cost)), np.full(len(cost), math.inf)
        self.model.addCols(len(cost), cost, low, high, len(index), begin, index, entries.numbers)

    def set_high(self, row: int, high: float) -> None:
        """Change the upper bound of a row."""
        self.model.changeRowBounds(row, -math.inf, high)

    def solve(self, left_s: float) -> Solution | None:
        """Return the optimum, or None where the seconds were not enough."""
        model, kinds = self.model, self.highspy.HighsModelStatus
        status = self._run(left_s, "ipm" if self._is_much() else "simplex")
        self.is_hard |= self.n_solved > 0 and model.getInfo().simplex_iteration_count > HARD * model.getNumRow()
        self.n_solved, self.new_rows, self.new_columns = self.n_solved + 1, 0, 0
        if status not in (kinds.kOptimal, kinds.kTimeLimit, kinds.kInterrupt):  # lost its way from the last basis
            model.clearSolver()
            status = self._run(left_s, "simplex")
        if status in (kinds.kTimeLimit, kinds.kInterrupt):
            return None
        if status != kinds.kOptimal:
            raise RuntimeError(f"HiGHS ended with {status} on a program that has an optimum")
        found = model.getSolution()
        return Solution(np.array(found.col_value), np.array(found.row_dual))

    def _is_much(self) -> bool:
        """Tell whether so much is new in a hard program that the last basis is far from the next one."""
        many = self.new_columns >= max(MANY, self.new_rows)
        return self.is_hard and many and bool(self.model.getNumCol() >= LARGE)

    def _run(self, left_s: float, solver: str) -> Any:
        """Solve, and return the status."""
        model = self.model
        if solver == "ipm":
            model.clearSolver()
        model.setOptionValue("solver", solver)
        model.setOptionValue("time_limit", left_s + model.getRunTime())
        if model.getNumCol() <= SMALL:
            model.run()
        else:
            apart(model.run, model.cancelSolve)
        return model.getModelStatus()


def _quiet(make: Callable[[], Any]) -> Any:
    """Return what is made; the first solver of a process greets on standard output, and is not heard."""
    if _greeted:
        return make()
    _greeted.append(True)
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        return make()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
