"""A linear program that grows, by OR-Tools' GLOP, from the last basis: revised simplex."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.search.flows.linear_program import Solution, Sparse

Floats = NDArray[np.float64]
PARAMETERS = "primal_feasibility_tolerance:1e-9 dual_feasibility_tolerance:1e-9"
NEVER_S = 10.0**9


class ByGlop:
    """The program, held by OR-Tools' wrapper."""

    name = "GLOP"

    def __init__(self) -> None:
        self.pywraplp = library("ortools.linear_solver.pywraplp")
        self.model = self.pywraplp.Solver.CreateSolver("GLOP")
        self.model.SetSolverSpecificParametersAsString(PARAMETERS)
        self.model.Objective().SetMinimization()
        self.columns: list[Any] = []
        self.rows: list[Any] = []

    def add_rows(self, low: Floats, high: Floats, entries: Sparse) -> None:
        """Add rows with entries in columns that are there."""
        begin, index, columns = entries.begin.tolist(), entries.others.tolist(), self.columns
        values = entries.numbers.tolist()
        for at, (least, most) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
            row = self.model.Constraint(least, most)
            self.rows.append(row)
            for entry in range(begin[at], begin[at + 1]):
                row.SetCoefficient(columns[index[entry]], values[entry])

    def add_columns(self, cost: Floats, entries: Sparse) -> None:
        """Add columns with entries in rows that are there."""
        begin, index, rows = entries.begin.tolist(), entries.others.tolist(), self.rows
        values = entries.numbers.tolist()
        objective, infinity = self.model.Objective(), self.model.infinity()
        for at, each in enumerate(cost.tolist()):
            column = self.model.NumVar(0.0, infinity, "")
            self.columns.append(column)
            objective.SetCoefficient(column, each)
            for entry in range(begin[at], begin[at + 1]):
                rows[index[entry]].SetCoefficient(column, values[entry])

    def set_high(self, row: int, high: float) -> None:
        """Change the upper bound of a row."""
        self.rows[row].SetUb(high)

    def solve(self, left_s: float) -> Solution | None:
        """Return the optimum, or None where the seconds were not enough."""
        model, solver = self.model, self.pywraplp.Solver
        model.SetTimeLimit(max(1, int(1000 * left_s)) if left_s < NEVER_S else 0)  # 0: none
        parameters = self.pywraplp.MPSolverParameters()
        parameters.SetIntegerParam(parameters.INCREMENTALITY, parameters.INCREMENTALITY_ON)
        status = apart(lambda: model.Solve(parameters), model.InterruptSolve)
        if status != solver.OPTIMAL:
            if left_s < NEVER_S and status in (solver.NOT_SOLVED, solver.FEASIBLE):
                return None
            raise RuntimeError(f"GLOP ended with status {status} on a program that has an optimum")
        values = np.fromiter((one.solution_value() for one in self.columns), np.float64)
        duals = np.fromiter((one.dual_value() for one in self.rows), np.float64)
        return Solution(values, duals)
