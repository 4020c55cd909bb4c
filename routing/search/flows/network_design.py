"""`network_design`: which arcs are worth a fixed charge, so that all commodities flow at least cost in all.

minimise sum_k (sum_p cost_p x_kp + penalty_k u_k) + sum_a f_a y_a with the flow on arc a within q_a y_a, y_a 0 or 1:
the multicommodity capacitated fixed-charge design problem, NP-hard. By branch and cut (`models.design_mix`), or, where
that is large, by prices at the nodes first (`design_large`). On the arcs that are opened the flow is then found anew by
`multicommodity`, so the cost that is told is that of a flow which was found without the integer programme; the two must
agree. The bound is the programme's, or that of the prices; where it is stopped early, the one of the relaxation, in
which each unit bears its share of a charge, if it is better.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.search.budget import Budget
from routing.search.flows.commodities import Commodities, checked_commodities
from routing.search.flows.design_large import large_design
from routing.search.flows.design_proof import DesignProof
from routing.search.flows.models.design_mix import DesignMix, DesignSolver, design_mix
from routing.search.flows.multicommodity import multicommodity
from routing.search.flows.shared_design import NetworkDesign
from routing.search.flows.shared_flow import Multicommodity
from routing.status import Status

Floats = NDArray[np.float64]
SOLVERS: tuple[DesignSolver, ...] = get_args(DesignSolver)
AGREED = 1e-6  # of the cost: how far the programme and the flow on the opened arcs may differ
LARGE = 6_000  # pairs of an arc and a commodity from which prices come first; with fewer the programme ends sooner
PRICES = "prices"  # what is told instead of a solver where none proves the bound
FINER = 0.1  # share of the gap that the flow and the programme may leave each


def network_design(
    tail: ArrayLike,
    head: ArrayLike,
    capacity: ArrayLike,
    cost: ArrayLike,
    fixed: ArrayLike,
    origins: ArrayLike,
    destinations: ArrayLike,
    demands: ArrayLike,
    unserved_penalty: ArrayLike | None = None,
    *,
    solver: DesignSolver = "gscip",
    gap: float = 1e-6,
    time_limit_s: float | None = None,
    keep_proof: bool = False,
) -> NetworkDesign:
    """Return the arcs to open and the flow on them that cost least together, with a bound that no design is below.

    Parameters
    ----------
    tail, head, capacity, cost
        As in `multicommodity`.
    fixed : array_like, shape (n_arcs,)
        What it costs to use an arc at all, from 0.
    origins, destinations, demands, unserved_penalty
        As in `multicommodity`.
    solver
        Of OR-Tools: ``"gscip"``, or ``"highs"`` for a second opinion. A large question (from 6,000 pairs of an arc and
        a commodity) is branched on by prices instead; the solver is asked for a design first where numba is not there,
        so that a search which is stopped may end with another design then.
    gap
        Share of the objective by which the bound may be below it, from 0.
    time_limit_s
        Wall time (s) after which the best so far is returned, with its bound.
    keep_proof
        Whether arcs are branched on by prices, however small the question is, and the tree is kept, for
        `verify_design`. It takes 4 bytes for each node of the network, commodity and node of the tree.

    Raises
    ------
    QuestionError
        Arrays that are no network or no commodities; all problems at once.

    Examples
    --------
    Two shipments share one dear bridge, which opens once for both; alone each would go round.

    >>> ways = dict(tail=[0, 0, 1, 1], head=[1, 1, 2, 3], capacity=[-1, -1, -1, -1], cost=[1, 4, 0, 0])
    >>> for demands in ([5, 0], [5, 5]):
    ...     found = network_design(
    ...         **ways, fixed=[20, 0, 0, 0], origins=[0, 0], destinations=[2, 3], demands=demands
    ...     )
    ...     print(found.objective, found.opened.tolist())
    20.0 [False, False, False, False]
    30.0 [True, False, False, False]
    """
    problems = [] if solver in SOLVERS else [f"solver={solver!r}: expected one of {', '.join(SOLVERS)}"]
    charges = np.asarray(fixed, dtype=np.float64) if np.asarray(fixed).dtype.kind in "iuf" else np.full(1, np.nan)
    if charges.shape != np.shape(tail) or not (np.isfinite(charges) & (charges >= 0)).all():
        problems.append(f"fixed: expected a number from 0 for each of {np.size(tail)} arcs")
    arcs, commodities = (tail, head, capacity, cost), (origins, destinations, demands)
    try:
        asked = checked_commodities(arcs, commodities, unserved_penalty, gap, time_limit_s)
    except QuestionError as error:
        raise QuestionError([*error.problems, *problems]) from None
    if problems:
        raise QuestionError(problems)
    budget = Budget.of(time_limit_s)
    proof = DesignProof(asked.arc, asked.row) if keep_proof else None
    mixed = _mixed(asked, charges[asked.arc], solver, FINER * gap, budget, proof)
    by = PRICES if _is_by_prices(asked, proof) else solver

    room = np.asarray(capacity, dtype=np.float64)

    def flow_on(opened: NDArray[np.bool_], each: ArrayLike) -> Multicommodity:
        kept = np.where(opened, room, 0.0)
        return multicommodity(tail, head, kept, each, *commodities, unserved_penalty, gap=FINER * gap)

    if mixed.status is not Status.OPTIMAL:
        total = float(asked.demand.sum())
        most = np.where(room < 0, total, np.minimum(room, total))
        share = np.divide(charges, most, out=np.zeros(len(charges)), where=most > 0)
        relaxed = flow_on(np.ones(len(charges), np.bool_), np.asarray(cost, dtype=np.float64) + share)
        mixed = mixed._replace(bound=mixed.bound if proof and proof.nodes else max(mixed.bound, relaxed.bound))
        if mixed.status is not Status.FEASIBLE:
            return _without(mixed, relaxed, budget, by)
    opened = np.zeros(len(charges), np.bool_)
    opened[asked.arc] = mixed.opened
    return replace(_told(mixed, flow_on(opened, cost), charges, gap, by, budget), proof=proof)


def _is_by_prices(asked: Commodities, proof: DesignProof | None) -> bool:
    return len(asked.tail) * len(asked.demand) >= LARGE or proof is not None


def _mixed(
    asked: Commodities, fixed: Floats, solver: DesignSolver, gap: float, budget: Budget, proof: DesignProof | None
) -> DesignMix:
    """Return the best design: of one integer programme, or by prices where that would be large or a proof is wanted."""
    if not _is_by_prices(asked, proof):
        return design_mix(asked, fixed, solver, gap, budget.left_s)

    def mix(allowed: NDArray[np.bool_], within: float, seconds: float) -> DesignMix:
        return design_mix(asked, np.where(allowed.any(axis=1), fixed, 0.0), solver, within, seconds, allowed)

    return large_design(asked, fixed, mix, gap, budget, proof)


def _without(mixed: DesignMix, whole: Multicommodity, budget: Budget, solver: str) -> NetworkDesign:
    """Return the answer without a design; the flow on all arcs says why."""
    if mixed.status is Status.INFEASIBLE and whole.status is not Status.INFEASIBLE:
        raise RuntimeError(f"{solver} finds no design though all arcs carry everything: please report this question")
    nothing = (None, None, None, (), None)
    if whole.status is Status.INFEASIBLE:
        return NetworkDesign(Status.INFEASIBLE, None, math.inf, *nothing, whole.reason, solver)
    return NetworkDesign(Status.UNKNOWN, None, mixed.bound, *nothing, budget.reason, solver)


def _told(
    mixed: DesignMix, flow: Multicommodity, charges: Floats, gap: float, solver: str, budget: Budget
) -> NetworkDesign:
    """Return the design with the flow that was found on its arcs; arcs that carry nothing are not opened."""
    if flow.objective is None or flow.flow is None:
        raise RuntimeError(
            f"{solver} opens arcs that do not carry everything: {flow.reason}; please report this question"
        )
    opened = (flow.flow > 0) & (charges > 0)
    objective = flow.objective + float(charges[opened].sum())
    if objective > mixed.objective + AGREED * max(1.0, abs(mixed.objective)):
        raise RuntimeError(
            f"{solver} tells {mixed.objective}, the flow on its arcs costs {objective}: please report this"
        )
    bound = min(mixed.bound, objective)
    share = (objective - bound) / objective if objective > 0 else 0.0
    status = Status.OPTIMAL if share <= gap else Status.FEASIBLE
    why = "what is left of the gap is rounding" if budget.seconds is None else "stopped by the limit of time"
    reason = "" if status is Status.OPTIMAL else why
    return NetworkDesign(status, objective, bound, share, opened, flow.flow, flow.paths, flow.unserved, reason, solver)
