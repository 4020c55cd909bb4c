"""Which arcs are opened at a fixed charge, as an integer programme by OR-Tools' MathOpt: GSCIP or HiGHS.

With x_ka what commodity k sends on arc a, y_a = 1 if the arc is opened, and u_k what is not sent,

    minimise sum_ka c_a x_ka + sum_a f_a y_a + sum_k p_k u_k
    subject to x_k conserved from o_k to d_k, d_k - u_k units of it,
    sum_k x_ka <= q_a y_a,    x_ka <= min(d_k, q_a) y_a    (strong inequalities).

The strong inequalities bring the linear relaxation near (Magnanti and Wong, Transportation Science 18, 1984; Gendron,
Crainic and Frangioni, Multicommodity capacitated network design, 1999), but few of them bind, and the programme is
right without them. So the relaxation is solved first, by GLOP, and those that it breaks are added until it breaks none;
then cuts of sets of nodes (`design_cuts`), likewise; and the solver branches on what there is then. No variable stands
for a commodity on an arc into its origin or out of its destination: flow there only goes in rounds.
"""

from __future__ import annotations

import datetime
import math
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.search.flows.commodities import Commodities
from routing.search.flows.models.design_cuts import Cut, DesignCuts
from routing.status import Status

Floats = NDArray[np.float64]
DesignSolver = Literal["gscip", "highs"]
ROUNDS, AT_ONCE = 60, 60  # of the relaxation; cuts that are added at once
ROOT, SURE = 0.5, 1e-7  # of the time, for it; of its cost, what rounding may take from its bound
BROKEN = 1e-3  # of an arc, by which a strong inequality is to be broken
AMOUNTS, COSTS = (0, 24), (10, 40)  # powers of two between which a mean demand, and all costs, suit solvers' tolerances


class DesignMix(NamedTuple):
    """Outcome: `Status.OPTIMAL` within the gap, `FEASIBLE`, `INFEASIBLE` or `UNKNOWN`; arcs opened, cost, bound.

    The cost is infinite where the arcs are those that the relaxation uses, for the time was over before another design.
    """

    status: Status
    opened: NDArray[np.bool_]
    objective: float
    bound: float


def design_mix(
    asked: Commodities,
    fixed: Floats,
    solver: DesignSolver,
    gap: float,
    left_s: float,
    allowed: NDArray[np.bool_] | None = None,
) -> DesignMix:
    """Return which arcs to open.

    Parameters
    ----------
    fixed
        The charge of each arc of the question in order.
    allowed : bool, shape (n_arcs, n_commodities)
        Arcs that each commodity may use; all where it is not given. The bound is then one for such designs alone.
    """
    until = time.monotonic() + left_s
    asked, fixed, unit = _in_scale(asked, fixed)
    program = _Program(asked, fixed, allowed)
    mathopt = program.mathopt
    program.strengthen(DesignCuts(asked, fixed), time.monotonic() + ROOT * left_s)
    found = _solved(mathopt, program.model, solver, gap, until - time.monotonic())
    reasons = mathopt.TerminationReason
    nothing = np.zeros(len(asked.tail), np.bool_)
    if found.termination.reason in (reasons.INFEASIBLE, reasons.INFEASIBLE_OR_UNBOUNDED):
        return DesignMix(Status.INFEASIBLE, nothing, math.inf, math.inf)
    bound = max(program.bound, float(found.termination.objective_bounds.dual_bound)) / unit
    if not found.has_primal_feasible_solution():
        if program.used is None:
            return DesignMix(Status.UNKNOWN, nothing, math.inf, bound)
        return DesignMix(Status.FEASIBLE, program.used | (fixed <= 0), math.inf, bound)
    values = found.variable_values()
    nothing[[arc for arc, variable in program.opened.items() if values[variable] > 0.5]] = True
    status = Status.OPTIMAL if found.termination.reason == reasons.OPTIMAL else Status.FEASIBLE
    return DesignMix(status, nothing | (fixed <= 0), float(found.objective_value()) / unit, bound)


def _in_scale(asked: Commodities, fixed: Floats) -> tuple[Commodities, Floats, float]:
    """Return the question with other units of amounts and money where those are very small or large, and what 1 costs.

    Tolerances of solvers are of units. Factors are powers of two, so nothing is rounded.
    """
    amount = _factor(float(asked.demand.mean()) if len(asked.demand) else 0.0, AMOUNTS)
    spent = float(asked.cost.mean()) * float(asked.demand.sum()) if len(asked.cost) else 0.0
    money = _factor(amount * (float(fixed.sum()) + spent), COSTS)
    scaled = asked._replace(
        capacity=asked.capacity * amount,
        demand=asked.demand * amount,
        cost=asked.cost * money,
        penalty=asked.penalty * money,
    )
    return scaled, fixed * (amount * money), amount * money


def _factor(size: float, powers: tuple[int, int]) -> float:
    if size <= 0 or 2.0 ** powers[0] <= size <= 2.0 ** powers[1]:
        return 1.0
    return 2.0 ** (sum(powers) // 2 - round(math.log2(size)))


class _Program:
    """The programme, of which the strong inequalities are to be added.

    Attributes
    ----------
    bound, used
        What the relaxation says: no design costs less; and the arcs that carry something there, which carry everything.
    """

    def __init__(self, asked: Commodities, fixed: Floats, allowed: NDArray[np.bool_] | None = None) -> None:
        self.allowed = np.ones((len(fixed), len(asked.demand)), np.bool_) if allowed is None else allowed
        self.mathopt = library("ortools.math_opt.python.mathopt")
        self.model, self.asked = self.mathopt.Model(), asked
        self.bound = -math.inf
        self.used: NDArray[np.bool_] | None = None
        self.opened = {arc: self.model.add_binary_variable() for arc in np.flatnonzero(fixed > 0).tolist()}
        self.terms = [float(fixed[arc]) * variable for arc, variable in self.opened.items()]
        self.flows: list[Any] = []
        self.arc: list[int] = []  # of each flow, and what it is at most
        self.most: list[float] = []
        for number in range(len(asked.demand)):
            self._commodity(number)
        on_arc: dict[int, list[Any]] = {}
        for flow, arc in zip(self.flows, self.arc, strict=True):
            on_arc.setdefault(arc, []).append(1.0 * flow)
        total = float(asked.demand.sum())
        for arc, flows in sorted(on_arc.items()):
            room = min(float(asked.capacity[arc]), total)
            if arc in self.opened:
                self._add(flows, room * self.opened[arc])
            elif room < total:
                self._add(flows, room)
        self.model.minimize(self.mathopt.LinearSum(self.terms))

    def _add(self, flows: list[Any], most: Any) -> None:
        self.model.add_linear_constraint(self.mathopt.LinearSum(flows) <= most)

    def _commodity(self, number: int) -> None:
        """Add the flow of a commodity, and the terms of its cost."""
        asked, model = self.asked, self.model
        origin, goal, demand = int(asked.origin[number]), int(asked.destination[number]), float(asked.demand[number])
        if origin == goal:
            return
        balance: dict[int, list[Any]] = {origin: [], goal: []}
        usable = self.allowed[:, number] & (asked.head != origin) & (asked.tail != goal)
        for arc in np.flatnonzero(usable).tolist():
            tail, head = int(asked.tail[arc]), int(asked.head[arc])
            most = min(demand, float(asked.capacity[arc]))
            flow = model.add_variable(lb=0.0, ub=most)
            self.flows.append(flow)
            self.arc.append(arc)
            self.most.append(most)
            self.terms.append(float(asked.cost[arc]) * flow)
            balance.setdefault(tail, []).append(1.0 * flow)
            balance.setdefault(head, []).append(-1.0 * flow)
        left = 0.0
        if math.isfinite(asked.penalty[number]):
            left = model.add_variable(lb=0.0, ub=demand)
            self.terms.append(float(asked.penalty[number]) * left)
        for node, flows in sorted(balance.items()):
            sent = ((node == origin) - (node == goal)) * 1.0
            model.add_linear_constraint(self.mathopt.LinearSum(flows) + sent * left == sent * demand)

    def strengthen(self, cuts: DesignCuts, until: float) -> None:
        """Add what the relaxation breaks, until it breaks nothing or the time is over."""
        for variable in self.opened.values():
            variable.integer = False
        arc, most = np.array(self.arc, np.int64), np.array(self.most)
        added = ~np.isin(arc, list(self.opened))
        share = np.ones(len(self.asked.tail))
        solver = self.mathopt.IncrementalSolver(self.model, self.mathopt.SolverType.GLOP)
        for _ in range(ROUNDS if self.opened and self.flows else 0):
            left_s = until - time.monotonic()
            limit = datetime.timedelta(seconds=max(0.001, left_s)) if math.isfinite(left_s) else None
            relaxed = apart(partial(solver.solve, params=self.mathopt.SolveParameters(time_limit=limit)))
            if relaxed.termination.reason != self.mathopt.TerminationReason.OPTIMAL:
                break
            flow = np.array(relaxed.variable_values(self.flows))
            self.bound = max(self.bound, relaxed.termination.objective_bounds.dual_bound * (1 - SURE))
            self.used = np.bincount(arc, flow > 0, len(share)) > 0
            share[list(self.opened)] = relaxed.variable_values(list(self.opened.values()))
            broken = np.flatnonzero(~added & (flow > (share[arc] + BROKEN) * most))
            for at in broken.tolist():
                self.model.add_linear_constraint(self.flows[at] <= self.most[at] * self.opened[self.arc[at]])
            added[broken] = True
            if not len(broken) and not self._cut(cuts.missed(share)[:AT_ONCE]):
                break
        for variable in self.opened.values():
            variable.integer = True

    def _cut(self, cuts: Sequence[Cut]) -> bool:
        """Add cuts; tell whether there were any."""
        for cut in cuts:
            told = zip(cut.factor.tolist(), cut.arcs.tolist(), strict=True)
            terms = [float(factor) * self.opened[arc] for factor, arc in told if factor]
            self.model.add_linear_constraint(self.mathopt.LinearSum(terms) >= float(cut.least))
        return bool(cuts)


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
