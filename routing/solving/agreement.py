"""`solve`: one question, two unlike engines, one answer with its proof.

1. `compile_problem` removes what the question bans.
2. Dijkstra searches give least weights to the target: the bounds.
3. The label search finds the least vector (`kernels/`); OR-Tools finds it again by a model of its own
   (`solvers/`): a minimum-cost flow where no limit binds, CP-SAT where one does. They must agree.
4. Among routes with that vector the canonical one is taken (`kernels/canonical.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from routing.answers.proof import Proof
from routing.answers.result import Result
from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.kernels.canonical import canonical_path
from routing.question.generalised_cost import GeneralisedCost
from routing.search.effort import Effort
from routing.solving.labels import Search, resources_of, search
from routing.solving.ortools import CORRIDOR_ARCS, Certificate, certify_least
from routing.status import Status

LABEL_ENGINE = "label setting"


def answer(problem: Problem, *, solver: str, time_limit_s: float, max_labels: int) -> Result:
    """Return the answer to a compiled question within so many seconds."""
    return answered(problem, solver, Effort.within(time_limit_s, max_labels))


def answered(problem: Problem, solver: str, effort: Effort) -> Result:
    """Return the answer to a compiled question."""
    found = search(problem, effort)
    certificate = None
    if found.status != "stopped" and solver != "labels":
        certificate = _certified(problem, found, CORRIDOR_ARCS if solver == "auto" else None, effort)
    unconfirmed = certificate is not None and certificate.status == "stopped"
    if found.status == "stopped" or (found.status == "none" and unconfirmed):
        return _result(problem, Status.UNKNOWN, found, certificate, ())
    if found.status == "none":
        return _result(problem, Status.INFEASIBLE, found, certificate, ())
    arcs: tuple[int, ...] | None = found.arcs
    if not found.vector:
        assert found.weight is not None
        try:
            arcs = canonical_path(
                problem.graph.leaving, problem.graph.heads, problem.packed, problem.mask, problem.source,
                problem.target, found.weight, found.to_come, *resources_of(problem), found.least, effort.check,
            )  # fmt: skip
        except TimeoutError:  # a route with the least totals all the same, but perhaps not the one of the tie rule
            unconfirmed = True
    assert arcs is not None
    status = Status.FEASIBLE if unconfirmed else Status.OPTIMAL
    return _result(problem, status, found, certificate, (route_of(problem, arcs),), arcs)


def _certified(problem: Problem, found: Search, most_arcs: int | None, effort: Effort) -> Certificate | None:
    """Return OR-Tools' verdict; on a large network on the arcs that a route as good may use."""
    if not found.large:
        return certify_least(problem, found.weight, found.to_come, found.least, most_arcs, effort.left_s)
    from routing.solving.large_proof import certify_large

    return certify_large(problem, found, most_arcs, effort)


def route_of(problem: Problem, arcs: Iterable[int]) -> Route:
    """Return the route that runs over some arcs of a problem."""
    expansion = problem.table.expansion
    return Route(
        expansion.network, expansion.load, tuple(problem.arc(arc).step for arc in arcs), problem.question.shipment
    )


def _result(
    problem: Problem,
    status: Status,
    found: Search,
    certificate: Certificate | None,
    routes: tuple[Route, ...],
    arcs: tuple[int, ...] = (),
) -> Result:
    vector = tuple(int(column[list(arcs)].sum()) for column in problem.vector) if arcs else ()
    objective = vector[0] if vector else None
    minimise = problem.question.minimise
    unit = {"time": "min", "cost": "cent", "co2e": "g", "distance": "m"}.get(str(minimise), f"cent/{problem.scale}")
    agreed = certificate is not None and certificate.status in ("optimal", "infeasible")
    proof = Proof(
        solver=certificate.solver if certificate is not None and agreed else LABEL_ENGINE,
        confirmed_by=LABEL_ENGINE if agreed else "",
        objective=objective,
        bound=objective if status is Status.OPTIMAL else None,
        unit=unit if not isinstance(minimise, GeneralisedCost) else f"cent/{problem.scale}",
        vector=vector,
        arcs_total=len(problem.table.expansion.arcs),
        arcs_before=int(problem.usable.sum()),
        arcs_after=certificate.arcs if certificate is not None else int(problem.usable.sum()),
        labels=found.labels,
        shared=certificate.shared if certificate is not None else (),
    )
    return Result(
        network=problem.table.expansion.network,
        question=problem.question,
        status=status,
        routes=routes,
        proof=proof,
        excluded=(*problem.excluded, *problem.table.expansion.gaps),
        assumptions=problem.table.expansion.assumptions,
    )
