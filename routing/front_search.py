"""`frontier`: every route that no other equals or beats in all criteria, exactly.

1. `compile_problem` removes what the question bans and what lacks a figure of a criterion.
2. `kernels/lists/pareto.py` finds the vectors of the front; limits of the question are kept, whatever they speak of.
3. Each vector gets one route: of all routes with these totals the least by the tie rule of `solve`. Of large networks
   `large_front.py` does both.
4. On request OR-Tools proves that no route is missing (`front_proof.py`), and points with a tiny gain at a great
   expense are set aside (`sensible.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real

from networks.network import Network
from routing.answers.frontiers import Frontier
from routing.answers.results import Route, Status
from routing.answers.sensible import SetAside, reasons_against
from routing.compiling.arc_arrays import CRITERION_COLUMN
from routing.compiling.problem import Problem, compile_problem
from routing.effort import Effort
from routing.engine_choice import is_large
from routing.engines.front_proof import is_whole
from routing.errors import QuestionError
from routing.explain import conflicts
from routing.kernels.lists.canonical import canonical_path
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.pareto import Front, pareto_front
from routing.kernels.lists.span import Span
from routing.query import CRITERIA, Constraints, Question, Shipment
from routing.solving import route_of

Bounds = list[list[float | int]]


def frontier(
    network: Network,
    shipment: Shipment,
    *,
    criteria: Sequence[str] = ("time", "cost"),
    constraints: Constraints | None = None,
    certify: bool = False,
    min_gain: float = 0.0,
    max_detour: float | None = None,
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
        True: OR-Tools proves each gap between the points, and beyond the ends, empty: no route is missing, and every
        point is on the front.
    min_gain
        Points that are hardly better than another one, and clearly worse in something, are set aside: at most this
        share better in anything (0.02 = 2 %), more than this share worse in something. 0: none.
    max_detour
        Points with more than so many times the least of a criterion are set aside; from 1. None: none.
    time_limit_s
        Wall time for all of it. When it is reached the front is `Status.TRUNCATED`, or whole but not certified.
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
    _check(names, min_gain, max_detour)
    effort = Effort.within(time_limit_s, max_labels)
    question = Question(shipment=shipment, constraints=constraints or Constraints(), minimise=names[0])
    problem = compile_problem(network, question, also=[CRITERION_COLUMN[name] for name in names[1:]])
    large = _large_front(problem, names, effort) if is_large(len(problem.usable)) else None
    if large is not None:
        front, canonical = large
        routes = tuple(route_of(problem, arcs) for arcs in front.paths)
    else:
        front, least = _search(problem, names, effort)
        routes, canonical = _routes(problem, names, front, least, effort)
    status = Status.OPTIMAL if front.complete and canonical else Status.TRUNCATED
    if not routes:
        status = Status.INFEASIBLE if front.complete else Status.UNKNOWN
    proven = certify and status is Status.OPTIMAL and is_whole(problem, names, front.vectors, effort)
    against = reasons_against(front.vectors, names, min_gain, max_detour)
    kept = [number for number in range(len(routes)) if number not in against]
    return Frontier(
        network=network, shipment=shipment, constraints=question.constraints, criteria=names, status=status,
        routes=tuple(routes[number] for number in kept), vectors=tuple(front.vectors[number] for number in kept),
        labels=front.labels, certified=proven,
        blocked_by=conflicts(network, question, effort) if status is Status.INFEASIBLE else (),
        excluded=(*problem.excluded, *problem.table.expansion.gaps),
        set_aside=tuple(SetAside(routes[number], front.vectors[number], why) for number, why in against.items()),
    )  # fmt: skip


def _check(names: tuple[str, ...], min_gain: float, max_detour: float | None) -> None:
    problems = [f"criteria: {name!r}: expected one of {', '.join(CRITERIA)}" for name in names if name not in CRITERIA]
    if len(set(names)) < max(2, len(names)):
        problems.append(f"criteria={names!r}: expected two or more, each once")
    if isinstance(min_gain, bool) or not isinstance(min_gain, Real) or not 0 <= min_gain < 1:
        problems.append(f"min_gain={min_gain!r}: expected a share from 0 to below 1")
    if max_detour is not None and (not isinstance(max_detour, Real) or not 1 <= max_detour < UNREACHED):
        problems.append(f"max_detour={max_detour!r}: expected a number from 1")
    if problems:
        raise QuestionError(problems)


def _columns(problem: Problem, names: tuple[str, ...]) -> tuple[list[list[int]], list[float | int]]:
    """Return the columns of the criteria and of the other limited amounts, with the bound of each."""
    bounds = {limit.column: limit.bound for limit in problem.limits}
    columns = [CRITERION_COLUMN[name] for name in names]
    columns += [column for column in bounds if column not in columns]
    return [problem.columns[name].tolist() for name in columns], [bounds.get(name, UNREACHED) for name in columns]


def _large_front(problem: Problem, names: tuple[str, ...], effort: Effort) -> tuple[Front, bool] | None:
    if problem.source < 0 or problem.target < 0:
        return None
    from routing.engines.large_front import large_front

    return large_front(problem, [CRITERION_COLUMN[name] for name in names], effort)


def _search(problem: Problem, names: tuple[str, ...], effort: Effort) -> tuple[Front, Bounds]:
    """Return the front and the least of each column from every node to the target."""
    if problem.source < 0 or problem.target < 0:
        return Front(True, (), (), 0), []
    graph = problem.graph
    columns, bounds = _columns(problem, names)
    least = [distances(graph.entering, graph.tails, column, problem.mask, problem.target) for column in columns]
    span = Span(graph.leaving, graph.heads, problem.mask, problem.source, problem.target)
    front = pareto_front(span, columns, least, effort.labels, bounds, len(names), effort.is_over)
    return front, least


def _routes(
    problem: Problem, names: tuple[str, ...], front: Front, least: Bounds, effort: Effort
) -> tuple[tuple[Route, ...], bool]:
    """Return the route of each point, and whether there was time to break every tie by the rule."""
    if not front.vectors:
        return (), True
    graph = problem.graph
    late = not front.complete and effort.is_over()  # what is left of the time is for making the routes
    columns, bounds = _columns(problem, names)
    to_come = distances(graph.entering, graph.tails, problem.packed, problem.mask, problem.target)
    routes, canonical = [], not late
    for vector, path in zip(front.vectors, front.paths, strict=True):
        whole = [int(bound) for bound in (*vector, *bounds[len(vector) :])]
        try:
            arcs = path if late else _least_within(problem, columns, whole, to_come, least, effort)
        except TimeoutError:
            arcs, canonical = path, False
        routes.append(route_of(problem, arcs))
    return tuple(routes), canonical


def _least_within(
    problem: Problem, columns: list[list[int]], whole: list[int], to_come: list[float | int], least: Bounds,
    effort: Effort,
) -> tuple[int, ...]:  # fmt: skip
    """Return the canonical path of least packed weight within the totals of a point."""
    graph = problem.graph
    span = Span(graph.leaving, graph.heads, problem.mask, problem.source, problem.target)
    within = Limits(columns, whole, least)
    found = constrained_path(span, problem.packed, to_come, within, 2**62, UNREACHED, effort.check)
    assert found.weight is not None
    arcs = canonical_path(span, problem.packed, to_come, found.weight, within, effort.check)
    assert arcs is not None
    return arcs
