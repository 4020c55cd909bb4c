"""Peers of `multicommodity`: the linear program over arcs, a flow on every arc for every origin, by several solvers.

Flows of one origin need not be told apart to know the least cost, which makes the program as small as it can be without
paths: a row for each origin and node, one for each arc with a capacity, a column for each origin and arc and for what of
each shipment is not sent. Building counts as well as solving.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from measured import Outcome
from numpy.typing import NDArray
from plain_peers import available
from shared_flow_instances import Shared

MOST_FOR_OR_TOOLS = 100_000  # columns


class ArcProgram(NamedTuple):
    """minimise cost x subject to balance x = right, shared x <= room, x >= 0, x <= most."""

    cost: NDArray[np.float64]
    balance: Any
    right: NDArray[np.float64]
    shared: Any
    room: NDArray[np.float64]
    most: NDArray[np.float64]


def arc_program(asked: Shared) -> ArcProgram:
    """Return the program, its matrices sparse."""
    from scipy.sparse import coo_matrix, csr_matrix, eye, hstack, kron

    n, m, k = 1 + int(max(asked.tail.max(), asked.head.max())), len(asked.tail), len(asked.demands)
    origins, group = np.unique(asked.origins, return_inverse=True)
    rows, ones = np.arange(m), np.ones(m)
    incidence = coo_matrix((ones, (asked.tail, rows)), (n, m)) - coo_matrix((ones, (asked.head, rows)), (n, m))
    each = np.arange(k)
    start, end = group * n + asked.origins, group * n + asked.destinations
    size = len(origins) * n
    unsent = coo_matrix((np.ones(k), (start, each)), (size, k)) - coo_matrix((np.ones(k), (end, each)), (size, k))
    right = np.bincount(start, asked.demands, size) - np.bincount(end, asked.demands, size)
    balance = hstack([kron(eye(len(origins)), incidence), unsent]).tocsr()
    limited = np.flatnonzero(asked.capacity >= 0)
    chosen = csr_matrix((np.ones(len(limited)), (np.arange(len(limited)), limited)), (len(limited), m))
    nothing = csr_matrix((len(limited), k))
    shared = hstack([kron(np.ones((1, len(origins))), chosen), nothing]).tocsr()
    cost = np.concatenate((np.tile(asked.cost, len(origins)), np.full(k, asked.unserved_penalty)))
    most = np.concatenate((np.full(m * len(origins), np.inf), asked.demands))
    return ArcProgram(cost, balance, right, shared, asked.capacity[limited], most)


def bound_by_scipy(asked: Shared, prices: NDArray[np.float64]) -> float:
    """Return the bound that prices prove, by distances of scipy; there are no parallel arcs."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    n = 1 + int(max(asked.tail.max(), asked.head.max()))
    matrix = csr_matrix((asked.cost + prices, (asked.tail, asked.head)), (n, n))
    origins, group = np.unique(asked.origins, return_inverse=True)
    total = -float(prices @ np.maximum(asked.capacity, 0.0))
    for number, origin in enumerate(origins.tolist()):
        own = np.flatnonzero(group == number)
        far = dijkstra(matrix, indices=origin)[asked.destinations[own]]
        total += float(asked.demands[own] @ np.minimum(far, asked.unserved_penalty))
    return total


def with_scipy(asked: Shared) -> float:
    """Return the least cost by scipy's `linprog`, which asks HiGHS."""
    from scipy.optimize import linprog

    program = arc_program(asked)
    found = linprog(
        program.cost,
        A_ub=program.shared,
        b_ub=program.room,
        A_eq=program.balance,
        b_eq=program.right,
        bounds=np.stack((np.zeros_like(program.most), program.most), axis=1),
    )
    assert found.status == 0, found.message
    return float(found.fun)


def with_highspy(asked: Shared) -> float:
    """Return the least cost by HiGHS in its own package, its simplex as it comes."""
    import highspy
    from scipy.sparse import vstack

    program = arc_program(asked)
    matrix = vstack([program.balance, program.shared]).tocsc()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = matrix.shape[1], matrix.shape[0]
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, np.zeros(matrix.shape[1]), program.most
    lp.row_lower_ = np.concatenate((program.right, np.full(len(program.room), -np.inf)))
    lp.row_upper_ = np.concatenate((program.right, program.room))
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.passModel(lp)
    model.run()
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(model.getInfo().objective_function_value)


def with_or_tools(asked: Shared, solver: str) -> float:
    """Return the least cost by a solver of OR-Tools' `pywraplp`."""
    from ortools.linear_solver import pywraplp

    program = arc_program(asked)
    model = pywraplp.Solver.CreateSolver(solver)
    columns = [model.NumVar(0.0, float(most), "") for most in program.most]
    for column, cost in zip(columns, program.cost.tolist(), strict=True):
        model.Objective().SetCoefficient(column, cost)
    for matrix, least, most in (
        (program.balance, program.right, program.right),
        (program.shared, np.full(len(program.room), -model.infinity()), program.room),
    ):
        for at, (low, high) in enumerate(zip(least.tolist(), most.tolist(), strict=True)):
            row = model.Constraint(low, high)
            for entry in range(matrix.indptr[at], matrix.indptr[at + 1]):
                row.SetCoefficient(columns[matrix.indices[entry]], float(matrix.data[entry]))
    assert model.Solve() == model.OPTIMAL
    return float(model.Objective().Value())


def peers(asked: Shared, outcome: Outcome) -> dict[str, Callable[[Shared], float]]:
    """Return the solvers that are here, on large programs the quicker ones."""
    if not available("scipy", outcome):
        return {}
    found: dict[str, Callable[[Shared], float]] = {"arc LP, scipy linprog": with_scipy}
    if available("highspy", outcome):
        found["arc LP, highspy"] = with_highspy
    size = len(asked.tail) * len(np.unique(asked.origins))
    if size > MOST_FOR_OR_TOOLS:
        outcome.skip("flows", f"a program of {size:,} columns by CLP and GLOP, which take minutes")
        return found
    found["arc LP, OR-Tools CLP"] = lambda asked: with_or_tools(asked, "CLP")
    found["arc LP, OR-Tools GLOP"] = lambda asked: with_or_tools(asked, "GLOP")
    return found
