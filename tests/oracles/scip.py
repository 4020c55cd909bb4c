"""A path under limits by a second formulation, for the independent check: an integer programme solved by SCIP.

minimise    sum_a w_a x_a
subject to  sum_(a leaves v) x_a - sum_(a enters v) x_a = [v = s] - [v = t]    for every node v
            sum_a r_ka x_a <= L_k                                              for every limit k
            x_a in {0, 1}

The flow of one unit from s to t is a path, and perhaps cycles beside it; weights and uses are from 0, so the path
alone is no worse and keeps the limits. The model stands on *all* arcs that a question may use: no bound, reduction or
label of the first engines takes part. It goes through OR-Tools' MathOpt to SCIP, a branch-and-bound code in floating
point that has nothing in common with CP-SAT and the network flow. What it returns is added up again in integers; a path
that oversteps a limit within the tolerance of floating point is cut off (sum of its arcs at most their number less
one) and the model solved again. Exact for totals well below 2^53 and weights whose differences SCIP can tell apart
(relative 1e-9); the tests use it on small networks, where both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.errors import SolverError

Ints = NDArray[np.int64]


def least_by_scip(
    tail: Ints, head: Ints, weight: Ints, source: int, target: int, resources: Sequence[Ints], limits: Sequence[int]
) -> tuple[int, tuple[int, ...]] | None:
    """Return the least weight of a path within the limits and its rows in order, or None where there is none.

    Parameters
    ----------
    tail, head, weight : int64, shape (n_arcs,)
        Ends (any node numbers from 0) and weights from 0.
    source, target
        Two different nodes.
    resources, limits
        Use of each resource by each arc (from 0), and how much of it a path may use.

    Raises
    ------
    SolverError
        SCIP or MathOpt refused the model or stopped early; the message is theirs.

    Examples
    --------
    >>> tail, head, weight = np.array([[0, 0, 1], [2, 1, 2], [9, 2, 3]])
    >>> least_by_scip(tail, head, weight, 0, 2, (), ())
    (5, (1, 2))
    """
    from ortools.math_opt.python import mathopt

    if not len(tail):
        return None
    model = mathopt.Model()
    used = [model.add_binary_variable() for _ in range(len(tail))]
    balance: dict[int, list[Any]] = {source: [], target: []}
    for row, (here, there) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        if here != there:  # a loop leaves the balance as it is
            balance.setdefault(here, []).append(used[row])
            balance.setdefault(there, []).append(-used[row])
    for node, terms in balance.items():
        model.add_linear_constraint(mathopt.fast_sum(terms) == (node == source) - (node == target))
    for use, limit in zip(resources, limits, strict=True):
        model.add_linear_constraint(_weighted(mathopt, used, use) <= limit)
    model.minimize(_weighted(mathopt, used, weight))
    while True:
        result = _solved(mathopt, model)
        if result.termination.reason is mathopt.TerminationReason.INFEASIBLE:
            return None
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            raise SolverError(f"SCIP ended {result.termination.reason.name}: {result.termination.detail}")
        values = result.variable_values()
        rows = _path([row for row, variable in enumerate(used) if values[variable] > 0.5], tail, head, source, target)
        if all(int(use[list(rows)].sum()) <= limit for use, limit in zip(resources, limits, strict=True)):
            return int(weight[list(rows)].sum()), rows
        model.add_linear_constraint(mathopt.fast_sum([used[row] for row in rows]) <= len(rows) - 1)


def _weighted(mathopt: Any, used: Sequence[Any], factors: Ints) -> Any:
    return mathopt.fast_sum([factor * variable for factor, variable in zip(factors.tolist(), used, strict=True)])


def _solved(mathopt: Any, model: Any) -> Any:
    """Return the result of SCIP; raise SolverError with the reason that MathOpt's own error hides."""
    try:
        return mathopt.solve(model, mathopt.SolverType.GSCIP, params=mathopt.SolveParameters(threads=1))
    except AttributeError as error:  # OR-Tools 9.15: 'StatusNotOk' object has no attribute 'canonical_code'
        reason = error.__context__
        code, message = getattr(reason, "code", "unknown"), getattr(reason, "message", None) or reason
        raise SolverError(f"MathOpt refused the model: {message} (code {code})") from error


def _path(used: Sequence[int], tail: Ints, head: Ints, source: int, target: int) -> tuple[int, ...]:
    """Return the rows of a path among used rows, by breadth; cycles are left over."""
    arrived_by: dict[int, int] = {}
    reached = [source]
    for node in reached:
        for row in used:
            there = int(head[row])
            if int(tail[row]) == node and there not in arrived_by and there != source:
                arrived_by[there] = row
                reached.append(there)
    rows, node = [], target
    while node != source:
        rows.append(arrived_by[node])
        node = int(tail[rows[-1]])
    return tuple(reversed(rows))
