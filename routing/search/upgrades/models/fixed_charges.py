"""The cheapest set of upgrades as an integer programme, by OR-Tools' MathOpt: GSCIP, HiGHS or CP-SAT.

With x_ka = 1 if journey k takes arc a, and y_u = 1 if upgrade u is bought,

    minimise sum_u c_u y_u            (or sum_ka w_a x_ka under sum_u c_u y_u <= budget)
    subject to one unit of x_k conserved from s_k to t_k, sum_a w_a x_ka <= L_k  (or the sum over all k <= L),
    x_ka <= y_u for what arc a needs, x_ka <= 1 - y_u for what bars it,
    y_u <= y_v where u requires v, y_u + y_v <= 1 where they exclude each other.

This is the fixed-charge design problem of one unit (Magnanti and Wong, Transportation Science 18, 1984). It stands on
all arcs that bounds from both ends leave, and knows nothing of labels. Only y need be whole: of a flow that is not,
each path uses what is bought, and the lightest of them weighs no more than all do. GSCIP and HiGHS are spared the
branching on x (CP-SAT reckons in whole numbers). Solvers of this kind reckon in floating point: prices are divided by
what divides all of them, and a set that oversteps a limit within the tolerance is refused and the question put again
(`least_that_keeps`).
"""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.status import Status

Ints = NDArray[np.int64]
Solver = Literal["gscip", "highs", "cp_sat"]
EXACT = 2**53
NEVER_S = 10.0**9


class Journey(NamedTuple):
    """Arcs of one journey, with the upgrades that each needs and that bar it, as lists."""

    tail: Ints
    head: Ints
    weight: Ints
    needs: Sequence[Sequence[int]]
    bars: Sequence[Sequence[int]]
    source: int
    target: int


class Rules(NamedTuple):
    """The upgrades: prices, pairs (u, v) of which u requires v, pairs that exclude each other, and refused sets."""

    prices: Sequence[int]
    requires: Sequence[tuple[int, int]]
    excludes: Sequence[tuple[int, int]]
    refused: Sequence[frozenset[int]] = ()


class Limits(NamedTuple):
    """What is to be kept: a weight for each journey, or one for all of them together, or a budget; None: not asked."""

    each: Sequence[int] | None = None
    total: int | None = None
    budget: int | None = None


class Design(NamedTuple):
    """Outcome: `Status.OPTIMAL`, `INFEASIBLE`, or `UNKNOWN` when the time was over; the set, and what is least."""

    status: Status
    chosen: frozenset[int] = frozenset()
    least: int | None = None


def least_design(
    journeys: Sequence[Journey], rules: Rules, limits: Limits, solver: Solver, time_limit_s: float
) -> Design:
    """Return a cheapest set within limits of weight; with a budget, a set within it by which all weigh least.

    Raises
    ------
    OverflowError
        Weights or prices that add up to 2^53 or more.
    """
    if sum(rules.prices) >= EXACT or any(sum(one.weight.tolist()) >= EXACT for one in journeys):
        raise OverflowError("numbers too large for a solver in floating point to be exact")
    if any(one.source not in one.tail or one.target not in one.head for one in journeys if one.source != one.target):
        return Design(Status.INFEASIBLE)
    until = time.monotonic() + time_limit_s
    mathopt = library("ortools.math_opt.python.mathopt")
    model = mathopt.Model()
    bought = [model.add_binary_variable() for _ in rules.prices]
    taken = [[model.add_variable(lb=0.0, ub=1.0, is_integer=solver == "cp_sat") for _ in one.tail] for one in journeys]
    for one, used in zip(journeys, taken, strict=True):
        _conserve(mathopt, model, one, used)
        _tie(model, one, used, bought)
    _follow(mathopt, model, rules, bought)
    unit = math.gcd(*rules.prices) or 1
    cost = mathopt.LinearSum(price // unit * buy for price, buy in zip(rules.prices, bought, strict=True))
    weights = [
        mathopt.LinearSum(weight * use for weight, use in zip(one.weight.tolist(), used, strict=True))
        for one, used in zip(journeys, taken, strict=True)
    ]
    total = mathopt.LinearSum(weights)
    for weight, most in zip(weights, limits.each or (), strict=False):
        model.add_linear_constraint(weight <= most)
    if limits.total is not None:
        model.add_linear_constraint(total <= limits.total)
    if limits.budget is not None:
        model.add_linear_constraint(cost <= limits.budget // unit)
    model.minimize(cost if limits.budget is None else total)
    found = _solved(mathopt, model, solver, until - time.monotonic())
    reasons = mathopt.TerminationReason
    if found.termination.reason in (reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED):
        return Design(Status.INFEASIBLE)
    if found.termination.reason != reasons.OPTIMAL:
        return Design(Status.UNKNOWN)
    values = found.variable_values(bought)
    chosen = frozenset(number for number, value in enumerate(values) if value > 0.5)
    least = round(found.objective_value()) * (unit if limits.budget is None else 1)
    return Design(Status.OPTIMAL, chosen, least)


def least_that_keeps(
    journeys: Sequence[Journey],
    rules: Rules,
    limits: Limits,
    solver: Solver,
    left_s: Callable[[], float],
    keeps: Callable[[frozenset[int]], bool],
) -> Design:
    """Return the cheapest set of those of which `keeps` says, in whole numbers, that they keep the limits of weight."""
    refused: list[frozenset[int]] = []
    while True:
        least = least_design(journeys, rules._replace(refused=refused), limits, solver, left_s())
        if least.least is None or least.chosen in refused or keeps(least.chosen):
            return least
        refused.append(least.chosen)


def _conserve(mathopt: Any, model: Any, one: Journey, used: Sequence[Any]) -> None:
    balance: dict[int, list[Any]] = {one.source: [], one.target: []}
    for tail, head, use in zip(one.tail.tolist(), one.head.tolist(), used, strict=True):
        balance.setdefault(tail, []).append(1 * use)
        balance.setdefault(head, []).append(-1 * use)
    for node, terms in sorted(balance.items()):
        flow = (node == one.source) - (node == one.target)
        if terms:
            model.add_linear_constraint(mathopt.LinearSum(terms) == flow)


def _tie(model: Any, one: Journey, used: Sequence[Any], bought: Sequence[Any]) -> None:
    for use, needs, bars in zip(used, one.needs, one.bars, strict=True):
        for upgrade in needs:
            model.add_linear_constraint(use <= bought[upgrade])
        for upgrade in bars:
            model.add_linear_constraint(use + bought[upgrade] <= 1)


def _follow(mathopt: Any, model: Any, rules: Rules, bought: Sequence[Any]) -> None:
    for one, other in rules.requires:
        model.add_linear_constraint(bought[one] <= bought[other])
    for one, other in rules.excludes:
        model.add_linear_constraint(bought[one] + bought[other] <= 1)
    for chosen in rules.refused:
        changed = [1 - buy if number in chosen else 1 * buy for number, buy in enumerate(bought)]
        model.add_linear_constraint(mathopt.LinearSum(changed) >= 1)


def _solved(mathopt: Any, model: Any, solver: Solver, left_s: float) -> Any:
    kinds = {"gscip": mathopt.SolverType.GSCIP, "highs": mathopt.SolverType.HIGHS, "cp_sat": mathopt.SolverType.CP_SAT}
    given: dict[str, Any] = {} if solver == "highs" else {"threads": 1, "random_seed": 0}
    if left_s < NEVER_S:
        given["time_limit"] = datetime.timedelta(seconds=max(0.001, left_s))
    if solver == "cp_sat":
        given["cp_sat"] = library("ortools.sat.sat_parameters_pb2").SatParameters(linearization_level=2)
    parameters = mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.5, **given)
    if solver == "gscip":  # it cannot be interrupted: SCIP tells an error where an interrupter is handed in
        return apart(lambda: mathopt.solve(model, kinds[solver], params=parameters))
    interrupter = library("ortools.util.python.solve_interrupter").SolveInterrupter()
    return apart(
        lambda: mathopt.solve(model, kinds[solver], params=parameters, interrupter=interrupter), interrupter.interrupt
    )
