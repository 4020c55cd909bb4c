"""Which arcs are opened at a fixed charge, as an integer programme by OR-Tools' MathOpt: GSCIP or HiGHS.

With x_ka what commodity k sends on arc a, y_a = 1 if the arc is opened, and u_k what is not sent,

    minimise sum_ka c_a x_ka + sum_a f_a y_a + sum_k p_k u_k
    subject to x_k conserved from o_k to d_k, d_k - u_k units of it,
    sum_k x_ka <= q_a y_a,    x_ka <= min(d_k, q_a) y_a    (strong inequalities).

The strong inequalities bring the linear relaxation near (Magnanti and Wong, Transportation Science 18, 1984; Gendron,
Crainic and Frangioni, Multicommodity capacitated network design, 1999). No variable stands for a commodity on an arc
into its origin or out of its destination: flow there only goes in rounds.
"""

from __future__ import annotations

import datetime
import math
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.search.flows.commodities import Commodities
from routing.status import Status

Floats = NDArray[np.float64]
DesignSolver = Literal["gscip", "highs"]


class DesignMix(NamedTuple):
    """Outcome: `Status.OPTIMAL` within the gap, `FEASIBLE`, `INFEASIBLE` or `UNKNOWN`; arcs opened, cost, bound."""

    status: Status
    opened: NDArray[np.bool_]
    objective: float
    bound: float


def design_mix(asked: Commodities, fixed: Floats, solver: DesignSolver, gap: float, left_s: float) -> DesignMix:
    """Return which arcs to open; `fixed` is the charge of each arc of the question in order."""
    mathopt = library("ortools.math_opt.python.mathopt")
    model = mathopt.Model()
    charged = np.flatnonzero(fixed > 0).tolist()
    opened = {arc: model.add_binary_variable() for arc in charged}
    terms = [float(fixed[arc]) * opened[arc] for arc in charged]
    on_arc: list[list[Any]] = [[] for _ in asked.tail]
    for number in range(len(asked.demand)):
        terms += _commodity(mathopt, model, asked, number, opened, on_arc)
    for arc, flows in enumerate(on_arc):
        if flows and math.isfinite(asked.capacity[arc]):
            room = float(asked.capacity[arc])
            model.add_linear_constraint(mathopt.LinearSum(flows) <= (room * opened[arc] if arc in opened else room))
    model.minimize(mathopt.LinearSum(terms))
    found = _solved(mathopt, model, solver, gap, left_s)
    reasons = mathopt.TerminationReason
    nothing = np.zeros(len(asked.tail), np.bool_)
    if found.termination.reason in (reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED):
        return DesignMix(Status.INFEASIBLE, nothing, math.inf, math.inf)
    bound = float(found.termination.objective_bounds.dual_bound)
    if not found.has_primal_feasible_solution():
        return DesignMix(Status.UNKNOWN, nothing, math.inf, bound)
    values = found.variable_values()
    nothing[[arc for arc, variable in opened.items() if values[variable] > 0.5]] = True
    status = Status.OPTIMAL if found.termination.reason == reasons.OPTIMAL else Status.FEASIBLE
    return DesignMix(status, nothing | (fixed <= 0), float(found.objective_value()), bound)


def _commodity(
    mathopt: Any, model: Any, asked: Commodities, number: int, opened: dict[int, Any], on_arc: list[list[Any]]
) -> list[Any]:
    """Add the flow of a commodity to the model and to the arcs; return the terms of its cost."""
    origin, goal, demand = int(asked.origin[number]), int(asked.destination[number]), float(asked.demand[number])
    terms: list[Any] = []
    balance: dict[int, list[Any]] = {origin: [], goal: []}
    for arc, (tail, head) in enumerate(zip(asked.tail.tolist(), asked.head.tolist(), strict=True)):
        if origin == goal or head == origin or tail == goal:
            continue
        most = min(demand, float(asked.capacity[arc]))
        flow = model.add_variable(lb=0.0, ub=most)
        if arc in opened:
            model.add_linear_constraint(flow <= most * opened[arc])
        terms.append(float(asked.cost[arc]) * flow)
        on_arc[arc].append(1.0 * flow)
        balance.setdefault(tail, []).append(1.0 * flow)
        balance.setdefault(head, []).append(-1.0 * flow)
    left = 0.0
    if math.isfinite(asked.penalty[number]):
        left = model.add_variable(lb=0.0, ub=demand)
        terms.append(float(asked.penalty[number]) * left)
    if origin != goal:
        for node, flows in sorted(balance.items()):
            sent = ((node == origin) - (node == goal)) * 1.0
            model.add_linear_constraint(mathopt.LinearSum(flows) + sent * left == sent * demand)
    return terms


def _solved(mathopt: Any, model: Any, solver: DesignSolver, gap: float, left_s: float) -> Any:
    given: dict[str, Any] = {} if solver == "highs" else {"threads": 1, "random_seed": 0}
    if math.isfinite(left_s):
        given["time_limit"] = datetime.timedelta(seconds=max(0.001, left_s))
    parameters = mathopt.SolveParameters(relative_gap_tolerance=gap, **given)
    if solver == "gscip":  # it cannot be interrupted: SCIP tells an error where an interrupter is handed in
        return apart(lambda: mathopt.solve(model, mathopt.SolverType.GSCIP, params=parameters))
    interrupter = library("ortools.util.python.solve_interrupter").SolveInterrupter()
    return apart(
        lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters, interrupter=interrupter),
        interrupter.interrupt,
    )
