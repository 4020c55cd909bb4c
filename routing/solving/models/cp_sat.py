"""A path under limits as an integer programme, by OR-Tools' CP-SAT.

minimise sum w_a x_a, x binary, one unit conserved from s to t, sum r_ka x_a <= L_k for every limit k.
Exact: CP-SAT proves the optimum in integers. One worker, so that the same model gives the same answer;
``linearization_level=2`` because the default leaves out the relaxation that makes paths easy.

Where some arcs may be used at some times only, each node has a time T_v as well: T_s = 0, and x_a = 1 implies
T_head = T_tail + m_a, and that T_tail lies in S_a where arc a has spans. Behind an arc without a time that of a node is
not known (K_v = 0), and no arc with spans may be used. A node has one time, so no path comes back to it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.solving.models.flow import path_of
from routing.status import Status

Ints = NDArray[np.int64]
EXACT = 2**53  # sums from here on are not exact in the floating point that CP-SAT keeps its objective in


class LimitedPath(NamedTuple):
    """Outcome: `Status.OPTIMAL`, `INFEASIBLE` or `UNKNOWN`; weight, its proven bound, and the rows of the path."""

    status: Status
    weight: int | None
    bound: int | None
    rows: tuple[int, ...] | None


class Times(NamedTuple):
    """Time on the way: of each arc, whether it is not known, the spans of some arcs, and the latest of interest."""

    taken: Sequence[int]
    untimed: Sequence[int]
    spans: Mapping[int, Sequence[tuple[int, int]]]
    latest: int | None


def least_limited(
    tail: Ints,
    head: Ints,
    weight: Ints,
    source: int,
    target: int,
    resources: Sequence[Ints],
    limits: Sequence[int],
    time_limit_s: float,
    times: Times | None = None,
) -> LimitedPath:
    """Return a path of least weight within the limits, and at the right times, with its proof.

    Parameters
    ----------
    tail, head, weight : int64, shape (n_arcs,)
        Ends and weights from 0.
    resources, limits
        Use of each resource by each arc, and how much of it a path may use.
    time_limit_s
        Wall time, building the model included, after which the status is `Status.UNKNOWN`.
    times
        When some arcs may be used, by row; None: all at any time.

    Raises
    ------
    OverflowError
        Weights or uses that add up to 2^53 or more: there CP-SAT was seen to call a path optimal that is not.
    """
    if (
        any(sum(column.tolist()) >= EXACT for column in (weight, *resources))
        or sum(times.taken if times else ()) >= EXACT
    ):
        raise OverflowError("numbers too large for CP-SAT to be exact")
    until = time.monotonic() + time_limit_s
    if not len(tail):
        return LimitedPath(Status.INFEASIBLE, None, None, None)
    if time_limit_s <= 0:
        return LimitedPath(Status.UNKNOWN, None, None, None)
    cp_model = library("ortools.sat.python.cp_model")
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in range(len(tail))]
    balance: dict[int, list[tuple[int, int]]] = {source: [], target: []}
    for row, (here, there) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        balance.setdefault(here, []).append((row, 1))
        balance.setdefault(there, []).append((row, -1))
    for node, terms in sorted(balance.items()):
        rows, signs = [used[row] for row, _ in terms], [sign for _, sign in terms]
        model.add(cp_model.LinearExpr.weighted_sum(rows, signs) == (node == source) - (node == target))
    for use, limit in zip(resources, limits, strict=True):
        model.add(cp_model.LinearExpr.weighted_sum(used, use.tolist()) <= limit)
    if times is not None:
        _keep_times(model, used, list(zip(tail.tolist(), head.tolist(), strict=True)), source, times)
    model.minimize(cp_model.LinearExpr.weighted_sum(used, weight.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(0.0, until - time.monotonic())
    solver.parameters.catch_sigint_signal = False
    status = apart(lambda: solver.solve(model), solver.stop_search)
    if status == cp_model.INFEASIBLE:
        return LimitedPath(Status.INFEASIBLE, None, None, None)
    if status != cp_model.OPTIMAL:
        return LimitedPath(Status.UNKNOWN, None, None, None)
    chosen = [row for row, variable in enumerate(used) if solver.value(variable)]
    path = path_of(chosen, tail, head, source, target)
    bound = int(solver.response_proto.inner_objective_lower_bound)  # the float in `best_objective_bound` may be rounded
    return LimitedPath(Status.OPTIMAL, int(weight[list(path)].sum()), bound, path)


def _keep_times(model: Any, used: Sequence[Any], ends: Sequence[tuple[int, int]], source: int, times: Times) -> None:
    """Give each node a time, and let each arc be used only when it may be."""
    cp_model = library("ortools.sat.python.cp_model")
    most = sum(times.taken) if times.latest is None else min(sum(times.taken), times.latest)
    nodes = sorted({node for pair in ends for node in pair} | {source})
    at = {node: model.new_int_var(0, 0 if node == source else most, "") for node in nodes}
    known = {node: model.new_bool_var("") for node in nodes}
    for row, (here, there) in enumerate(ends):
        model.add(at[there] == at[here] + times.taken[row]).only_enforce_if(used[row])
        behind = [] if times.untimed[row] else [known[here]]
        model.add_bool_or(~used[row], ~known[there], *behind)
        if row in times.spans:
            inside = [[begin, min(end - 1, most)] for begin, end in times.spans[row] if begin <= most]
            domain = cp_model.Domain.from_intervals(inside)
            model.add_linear_expression_in_domain(at[here], domain).only_enforce_if(used[row])
            model.add_implication(used[row], known[here])
