"""`solve`: one question, two unlike engines, one answer with its proof.

1. `compile_problem` removes what the question bans.
2. Dijkstra searches give least weights to the target: the bounds.
3. The label search finds the least vector (`kernels/`); OR-Tools finds it again by a model of its own
   (`solvers/`): a minimum-cost flow where no limit binds, CP-SAT where one does. They must agree.
4. Among routes with that vector the canonical one is taken (`kernels/lists/canonical.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from networks.network import Network
from routing.answers.results import Proof, Result, Route, Status
from routing.compiling.problem import Problem, compile_problem
from routing.effort import Effort
from routing.engines.label_engine import Search, resources_of, search
from routing.engines.ortools_engine import CORRIDOR_ARCS, Certificate, certify_least
from routing.errors import QuestionError
from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.constrained import Limits
from routing.kernels.lists.span import Span
from routing.query import Constraints, GeneralisedCost, Objective, Question, Shipment, check_objective

LABEL_ENGINE = "label setting"


def solve(
    network: Network,
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    solver: str = "auto",
    certify: bool = False,
    explain: bool = True,
    time_limit_s: float = 60.0,
    max_labels: int = 1_000_000,
) -> Result:
    """Return the best route of a shipment, with its proof, or the reasons why there is none.

    Parameters
    ----------
    network
        What exists.
    shipment
        What moves.
    minimise
        ``"time"``, ``"cost"``, ``"co2e"``, ``"distance"`` or a `GeneralisedCost`. Ties are broken by the
        other of time and cost, by CO2e, by the number of arcs, and then by ids.
    constraints
        Bans and limits; None = none.
    solver
        ``"auto"``: the label search and OR-Tools, which must agree, up to 5,000 arcs after reduction; beyond that the
        label search alone. ``"ortools"``: OR-Tools confirms at any size. ``"labels"``: the label search alone.
    certify
        True: OR-Tools proves the answer at any size. ``proof.shared`` says whether bounds of the label search
        removed arcs before: always under limits, and in networks of more than 5,000 arcs.
    explain
        False: do not look for the clashing constraints when there is no route.
    time_limit_s
        Wall time for both engines and for the reasons; when it is reached a route that the label search had proven is
        `Status.FEASIBLE`, and without one the answer is `Status.UNKNOWN`: what only one engine has seen is not
        called infeasible.
    max_labels
        Bound on the labels of the search; when it is reached the answer is `Status.UNKNOWN`.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.
    DisagreementError
        The two engines differ: a defect of landbridge.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> result = solve(net, Shipment("JPYOK", "RUMOW"), constraints=Constraints(avoid_territories={"CN"}))
    >>> result.status
    <Status.OPTIMAL: 'optimal'>
    """
    effort = Effort.within(time_limit_s, max_labels)
    check_objective(minimise)
    if solver not in ("auto", "ortools", "labels"):
        raise QuestionError([f"solver={solver!r}: expected 'auto', 'ortools' or 'labels'"])
    question = Question(shipment=shipment, constraints=constraints or Constraints(), minimise=minimise)
    problem = compile_problem(network, question)
    result = answered(problem, "ortools" if certify else solver, effort)
    if result.status is Status.INFEASIBLE and explain:
        from routing.explain import conflicts

        return replace(result, blocked_by=conflicts(network, question, effort))
    return result


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
        graph = problem.graph
        span = Span(graph.leaving, graph.heads, problem.mask, problem.source, problem.target)
        within = Limits(*resources_of(problem), found.least)
        try:
            arcs = canonical_path(span, problem.packed, found.to_come, found.weight, within, effort.check)
        except TimeoutError:  # a route with the least totals all the same, but perhaps not the one of the tie rule
            unconfirmed = True
    assert arcs is not None
    status = Status.FEASIBLE if unconfirmed else Status.OPTIMAL
    return _result(problem, status, found, certificate, (route_of(problem, arcs),), arcs)


def _certified(problem: Problem, found: Search, most_arcs: int | None, effort: Effort) -> Certificate | None:
    """Return OR-Tools' verdict; on a large network on the arcs that a route as good may use."""
    if not found.large:
        return certify_least(problem, found.weight, found.to_come, found.least, most_arcs, effort.left_s)
    from routing.engines.large_proof import certify_large

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
