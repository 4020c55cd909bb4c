"""`frontier`: every route that no other equals or beats in all criteria, exactly.

1. `compile_problem` removes what the question bans and what lacks a figure of a criterion.
2. `kernels/pareto.py` finds the vectors of the front; limits of the question are kept, whatever they speak of.
3. Each vector gets one route: of all routes with these totals the least by the tie rule of `solve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from networks.network import Network
from routing.arc_arrays import CRITERION_COLUMN
from routing.errors import DisagreementError, QuestionError
from routing.explain import conflicts
from routing.frontiers import Frontier
from routing.kernels.canonical import canonical_path
from routing.kernels.dijkstra import UNREACHED, distances
from routing.kernels.label_setting import constrained_path
from routing.kernels.pareto import Front, pareto_front
from routing.problem import Limit, Problem, compile_problem
from routing.query import CRITERIA, Constraints, Question, Shipment
from routing.results import Route, Status
from routing.solving import answer


def frontier(
    network: Network,
    shipment: Shipment,
    *,
    criteria: Sequence[str] = ("time", "cost"),
    constraints: Constraints | None = None,
    certify: bool = False,
    time_limit_s: float = 60.0,
    max_labels: int = 1_000_000,
) -> Frontier:
    """Return the exact Pareto front of a shipment's routes.

    Parameters
    ----------
    network, shipment, constraints
        As in `solve`.
    criteria
        Two or more of ``time``, ``cost``, ``co2e``, ``distance``, each once.
    certify
        True: OR-Tools finds each point again, as the least of the second criterion below the first criterion of the
        next point; so no route lies between them. For two criteria.
    time_limit_s
        Wall time for each such proof.
    max_labels
        Bound on the labels of the search; when it is reached the front is `Status.TRUNCATED`.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.
    DisagreementError
        OR-Tools finds another front: a defect of landbridge.

    Examples
    --------
    >>> import networks
    >>> front = frontier(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), certify=True)
    >>> front.status.name, front.certified, front.labelled["fastest"], front.labelled["cheapest"] == len(front) - 1
    ('OPTIMAL', True, 0, True)
    """
    names = tuple(criteria)
    _check(names, certify)
    question = Question(shipment=shipment, constraints=constraints or Constraints(), minimise=names[0])
    problem = compile_problem(network, question, also=[CRITERION_COLUMN[name] for name in names[1:]])
    front = _search(problem, names, max_labels)
    routes = tuple(_route(problem, names, vector) for vector in front.vectors)
    status = Status.OPTIMAL if front.complete else Status.TRUNCATED
    if not routes:
        status = Status.INFEASIBLE if front.complete else Status.UNKNOWN
    proven = certify and bool(routes) and front.complete and _no_gaps(problem, names, front.vectors, time_limit_s)
    return Frontier(
        network=network, shipment=shipment, constraints=question.constraints, criteria=names, status=status,
        routes=routes, vectors=front.vectors, labels=front.labels, certified=proven,
        blocked_by=conflicts(network, question, max_labels) if status is Status.INFEASIBLE else (),
        excluded=(*problem.excluded, *problem.table.expansion.gaps),
    )  # fmt: skip


def _check(names: tuple[str, ...], certify: bool) -> None:
    problems = [f"criteria: {name!r}: expected one of {', '.join(CRITERIA)}" for name in names if name not in CRITERIA]
    if len(set(names)) < max(2, len(names)):
        problems.append(f"criteria={names!r}: expected two or more, each once")
    if certify and len(names) != 2:
        problems.append("certify=True: expected two criteria")
    if problems:
        raise QuestionError(problems)


def _columns(problem: Problem, names: tuple[str, ...]) -> tuple[list[list[int]], list[float | int]]:
    """Return the columns of the criteria and of the other limited amounts, with the bound of each."""
    bounds = {limit.column: limit.bound for limit in problem.limits}
    columns = [CRITERION_COLUMN[name] for name in names]
    columns += [column for column in bounds if column not in columns]
    return [problem.columns[name].tolist() for name in columns], [bounds.get(name, UNREACHED) for name in columns]


def _search(problem: Problem, names: tuple[str, ...], max_labels: int) -> Front:
    if problem.source < 0 or problem.target < 0:
        return Front(True, (), (), 0)
    graph = problem.graph
    columns, bounds = _columns(problem, names)
    least = [distances(graph.entering, graph.tails, column, problem.mask, problem.target) for column in columns]
    return pareto_front(
        graph.leaving, graph.heads, columns, problem.mask, problem.source, problem.target, least, max_labels, bounds,
        len(names),
    )  # fmt: skip


def _route(problem: Problem, names: tuple[str, ...], vector: tuple[int, ...]) -> Route:
    """Return the canonical route of a point: the least of the problem's vector within the point's totals."""
    graph, mask = problem.graph, problem.mask
    columns, bounds = _columns(problem, names)
    bounds[: len(vector)] = vector
    whole = [int(bound) for bound in bounds]
    to_come = distances(graph.entering, graph.tails, problem.packed, mask, problem.target)
    least = [distances(graph.entering, graph.tails, column, mask, problem.target) for column in columns]
    ends = (graph.leaving, graph.heads, problem.packed, mask, problem.source, problem.target)
    found = constrained_path(*ends, columns, whole, to_come, least, 2**62)
    assert found.weight is not None
    arcs = canonical_path(*ends, found.weight, to_come, columns, whole, least)
    assert arcs is not None
    steps = tuple(problem.arc(arc).step for arc in arcs)
    return Route(problem.table.expansion.network, problem.table.expansion.load, steps, problem.question.shipment)


def _no_gaps(problem: Problem, names: tuple[str, ...], vectors: Sequence[tuple[int, ...]], time_limit_s: float) -> bool:
    """Prove each point again: what is least of the second criterion while the first stays below the next point's."""
    second = Question(
        shipment=problem.question.shipment, constraints=problem.question.constraints, minimise=names[1]
    )  # fmt: skip
    base = compile_problem(problem.table.expansion.network, second, also=[CRITERION_COLUMN[names[0]]])
    column = CRITERION_COLUMN[names[0]]
    for number, vector in enumerate(vectors):
        limits = base.limits
        if number + 1 < len(vectors):
            stated = [limit.bound for limit in limits if limit.column == column]
            bound = min([vectors[number + 1][0] - 1, *stated])
            limits = (*(limit for limit in limits if limit.column != column), Limit("next point", column, bound))
        result = answer(replace(base, limits=limits), solver="ortools", time_limit_s=time_limit_s, max_labels=2**62)
        if result.status is not Status.OPTIMAL or not result.proof.confirmed_by:
            return False
        if result.proof.vector[0] != vector[1]:
            raise DisagreementError(
                f"OR-Tools finds {result.proof.vector[0]} where the front has {vector[1]}, for: {problem.question}. "
                "This is a defect of landbridge; please report it with the question and the network"
            )
    return True
