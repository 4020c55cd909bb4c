"""The best mix of given columns in whole numbers, with rows that are used enough or not at all: OR-Tools' SCIP.

minimise c x + f y subject to low <= A x <= high, for switched rows least_r y_r <= A_r x <= most_r y_r with y_r 0 or 1,
x >= 0, some x whole. Branch and cut; one thread, so that the same program has the same answer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.search.flows.linear_program import Sparse

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


TINY = 1e-9


class Program(NamedTuple):
    """What is to be mixed.

    Attributes
    ----------
    cost, whole
        Of each column, and whether it is a whole number.
    low, high
        Of each row; of a switched one what it carries at least and at most if it is on.
    switch : float64
        What it costs to switch each row on; NaN: it is no switched one.
    entries
        Of rows by columns.
    """

    cost: Floats
    whole: Bools
    low: Floats
    high: Floats
    switch: Floats
    entries: Sparse


class Mixed(NamedTuple):
    """Values of the columns, and what the mix of any others costs at least."""

    values: Floats
    bound: float


def integer_mix(program: Program, gap: float, left_s: float) -> Mixed | None:
    """Return values of the columns, none better by more than a share `gap`, or the best that were found in time.

    None where none were found.

    Examples
    --------
    Of 3 at 2 a piece and 1 at 5, a row takes what is 2.5 in all, but whole pieces only.

    >>> entries = Sparse(np.array([0, 2]), np.array([0, 1]), np.array([1.0, 1.0]))
    >>> row = np.array([-np.inf]), np.array([2.5]), np.array([np.nan])
    >>> integer_mix(Program(np.array([-2.0, -5.0]), np.array([True, True]), *row, entries), 0.0, 10.0).values.tolist()
    [0.0, 2.0]
    """
    pywraplp = library("ortools.linear_solver.pywraplp")
    model = pywraplp.Solver.CreateSolver("SCIP")
    model.SetNumThreads(1)
    infinity, objective = model.infinity(), model.Objective()
    objective.SetMinimization()
    columns = [model.Var(0, infinity, bool(whole), "") for whole in program.whole]
    for column, cost in zip(columns, program.cost.tolist(), strict=True):
        objective.SetCoefficient(column, cost)
    begin, others, values = program.entries.begin, program.entries.others.tolist(), program.entries.numbers.tolist()
    for row, (low, high, price) in enumerate(
        zip(program.low.tolist(), program.high.tolist(), program.switch.tolist(), strict=True)
    ):
        terms = [(columns[others[at]], values[at]) for at in range(begin[row], begin[row + 1])]
        if np.isnan(price):
            _add(model, low, high, terms)
            continue
        on = model.Var(0, 1, True, "")
        objective.SetCoefficient(on, price)
        _add(model, -infinity, 0.0, [*terms, (on, -high)])
        _add(model, 0.0, infinity, [*terms, (on, -low)])
    if np.isfinite(left_s):
        model.SetTimeLimit(max(1, int(1000 * left_s)))
    asked = pywraplp.MPSolverParameters()
    asked.SetDoubleParam(asked.RELATIVE_MIP_GAP, gap)
    status = apart(lambda: model.Solve(asked), model.InterruptSolve)
    if status not in (model.OPTIMAL, model.FEASIBLE):
        return None
    found = np.array([column.solution_value() for column in columns])
    values = np.where(program.whole, np.round(found), np.where(found > TINY, found, 0.0))
    return Mixed(values, objective.BestBound())


def _add(model: object, low: float, high: float, terms: list[tuple[object, float]]) -> None:
    row = model.Constraint(low, high)  # type: ignore[attr-defined]
    for column, value in terms:
        row.SetCoefficient(column, value)
