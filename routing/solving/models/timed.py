"""A path under limits, and under times at which some arcs may be used, as an integer programme by OR-Tools' CP-SAT.

minimise sum w_a x_a, x binary, one unit conserved from s to t, sum r_ka x_a <= L_k for every limit k, and with a time
T_v for each node: T_s = 0, x_a = 1 implies T_head = T_tail + m_a, and T_tail lies in S_a where arc a has spans. A node
whose time is not known (K_v = 0) stands behind an arc without a time; from there no arc with spans may be used. A node
has one time, so no path comes back to it. Exact, like `cp_sat.py`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from routing.solving.models.cp_sat import EXACT, Ints, LimitedPath, solved
from routing.solving.models.flow import path_of
from routing.status import Status


class Times(NamedTuple):
    """Time on the way: of each arc, whether it is not known, the spans of some arcs, and the latest of interest."""

    minutes: Sequence[int]
    untimed: Sequence[int]
    spans: Mapping[int, Sequence[tuple[int, int]]]
    latest: int | None


def least_timed(
    tail: Ints,
    head: Ints,
    weight: Ints,
    source: int,
    target: int,
    resources: Sequence[Ints],
    limits: Sequence[int],
    times: Times,
    time_limit_s: float,
) -> LimitedPath:
    """Return a path of least weight within the limits and at the right times, with its proof.

    Parameters and errors are those of `cp_sat.least_limited`; `times` is by row.
    """
    if any(sum(column.tolist()) >= EXACT for column in (weight, *resources)) or sum(times.minutes) >= EXACT:
        raise OverflowError("numbers too large for CP-SAT to be exact")
    until = time.monotonic() + time_limit_s
    if not len(tail):
        return LimitedPath(Status.INFEASIBLE, None, None, None)
    if time_limit_s <= 0:
        return LimitedPath(Status.UNKNOWN, None, None, None)
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in range(len(tail))]
    ends = list(zip(tail.tolist(), head.tolist(), strict=True))
    balance: dict[int, list[tuple[int, int]]] = {source: [], target: []}
    for row, (here, there) in enumerate(ends):
        balance.setdefault(here, []).append((row, 1))
        balance.setdefault(there, []).append((row, -1))
    for node, terms in sorted(balance.items()):
        rows, signs = [used[row] for row, _ in terms], [sign for _, sign in terms]
        model.add(cp_model.LinearExpr.weighted_sum(rows, signs) == (node == source) - (node == target))
        model.add_at_most_one([used[row] for row, sign in terms if sign > 0])
    for use, limit in zip(resources, limits, strict=True):
        model.add(cp_model.LinearExpr.weighted_sum(used, use.tolist()) <= limit)
    most = sum(times.minutes) if times.latest is None else min(sum(times.minutes), times.latest)
    at = {node: model.new_int_var(0, 0 if node == source else most, "") for node in sorted(balance)}
    known = {node: model.new_bool_var("") for node in sorted(balance)}
    for row, (here, there) in enumerate(ends):
        model.add(at[there] == at[here] + times.minutes[row]).only_enforce_if(used[row])
        if times.untimed[row]:
            model.add_implication(used[row], ~known[there])
        else:
            model.add_bool_or(~used[row], known[here], ~known[there])
        if row in times.spans:
            inside = [[begin, min(end - 1, most)] for begin, end in times.spans[row] if begin <= most]
            if not inside:
                model.add(used[row] == 0)
                continue
            model.add_implication(used[row], known[here])
            model.add_linear_expression_in_domain(at[here], cp_model.Domain.from_intervals(inside)).only_enforce_if(
                used[row]
            )
    model.minimize(cp_model.LinearExpr.weighted_sum(used, weight.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = max(0.0, until - time.monotonic())
    status = solved(solver, model)
    if status == cp_model.INFEASIBLE:
        return LimitedPath(Status.INFEASIBLE, None, None, None)
    if status != cp_model.OPTIMAL:
        return LimitedPath(Status.UNKNOWN, None, None, None)
    chosen = [row for row, variable in enumerate(used) if solver.value(variable)]
    path = path_of(chosen, tail, head, source, target)
    bound = int(solver.response_proto.inner_objective_lower_bound)
    return LimitedPath(Status.OPTIMAL, int(np.asarray(weight)[list(path)].sum()), bound, path)
