"""One problem, two unlike engines, one answer with its proof.

1. An engine of ours finds the least vector and, of all routes that have it, the one of the tie rule.
2. OR-Tools finds the vector again, by models of its own. They must agree.

Both are arguments, so that a test can hand in one that lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from routing.answers.proof import Proof
from routing.answers.result import Result
from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.compiling.timing import missed_days
from routing.errors import DisagreementError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.options import SolveOptions
from routing.search.budget import Budget
from routing.solving.choosing import choose
from routing.solving.engine import Answerer, Least, SecondOpinion, Verdict, keeps_limits, missed_by, vector_of
from routing.solving.ortools import OrTools
from routing.status import Status

DEFECT = "This is a defect of landbridge; please report it with the question and the network"


def answered(
    problem: Problem,
    options: SolveOptions,
    budget: Budget,
    *,
    first: Answerer | None = None,
    second: SecondOpinion | None = None,
    or_known: bool = False,
) -> Result:
    """Return the answer to a compiled question.

    Parameters
    ----------
    first, second
        The engine that answers and the one that confirms; None = those that the options and the problem call for.
    or_known
        Where a limit was reached before the least was proven, answer with the best route that is known, if one is, and
        the bound; else that is `Status.UNKNOWN`.

    Raises
    ------
    DisagreementError
        The two differ, or a route is not what its engine says.
    """
    if first is None:
        first = OrTools() if options.engines == "ortools" else choose(problem)
    found = first.least(problem, budget)
    if or_known:
        found = _or_known(problem, found)
    _check(problem, found, first.name)
    verdict = None
    if options.engines == "both" and found.status is not Status.UNKNOWN and found.is_least:
        verdict = (second or OrTools()).confirm(problem, found, budget, beyond=options.prove_beyond)
        _compare(problem, found, first.name, verdict)
    status = _status(found, verdict)
    network = problem.table.expansion.network
    routes = (route_of(problem, found.arcs),) if status in (Status.OPTIMAL, Status.FEASIBLE) else ()
    return Result(
        network=network,
        question=problem.question,
        status=status,
        routes=routes,
        proof=_proof(problem, status, found, first.name, verdict),
        warnings=(*missed_days(network, found.missed, used_by(routes)), *problem.warnings),
    )


def _or_known(problem: Problem, found: Least) -> Least:
    """Return what was found, or the best route that is known where that is all."""
    if found.status is not Status.UNKNOWN or not found.known or missed_by(problem, found.known):
        return found
    return found._replace(
        status=Status.FEASIBLE, vector=vector_of(problem, found.known), arcs=found.known, is_least=False
    )


def route_of(problem: Problem, arcs: Sequence[int]) -> Route:
    """Return the route that runs over some arcs of a problem."""
    expansion = problem.table.expansion
    steps = tuple(problem.step(arc) for arc in arcs)
    return Route(expansion.network, expansion.load, steps, problem.question.shipment, problem.question.model)


def used_by(routes: Iterable[Route]) -> frozenset[str]:
    """Return the services and links that some routes use."""
    return frozenset(name for route in routes for step in route.steps for name in (step.element, *step.links))


def _check(problem: Problem, found: Least, name: str) -> None:
    """Raise DisagreementError where an engine's route is no route of the problem, or has not the totals it states."""
    if found.status not in (Status.OPTIMAL, Status.FEASIBLE):
        return
    arcs = np.array(found.arcs, dtype=np.int64)
    begins = [*problem.graph.tail[arcs].tolist(), problem.target]
    ends = [problem.source, *problem.graph.head[arcs].tolist()]
    wrong = (
        "is no way from end to end"
        if begins != ends
        else "uses what is not to be used"
        if not problem.usable[arcs].all()
        else "does not add up to its totals"
        if vector_of(problem, found.arcs) != found.vector
        else "breaks a limit"
        if not keeps_limits(problem, found.arcs)
        else "uses what does not run on that day"
        if missed_by(problem, found.arcs)
        else ""
    )
    if wrong:
        raise DisagreementError(f"the route by {name} {wrong}, for: {problem.question}. {DEFECT}")


def _compare(problem: Problem, found: Least, name: str, verdict: Verdict | None) -> None:
    """Raise DisagreementError where two engines have different least vectors, or only one of them has a route."""
    if verdict is None or verdict.status is Status.UNKNOWN:
        return
    theirs, ours = verdict.vector or None, found.vector or None
    if theirs != ours:
        raise DisagreementError(
            f"{verdict.solver} finds {theirs}, the label search {ours}, for: {problem.question}. {DEFECT}"
        )


def _status(found: Least, verdict: Verdict | None) -> Status:
    """Return what an answer is worth; what only one engine has seen in time is neither proven nor called infeasible."""
    if verdict is None or verdict.status is not Status.UNKNOWN:
        return found.status
    return Status.UNKNOWN if found.status is Status.INFEASIBLE else Status.FEASIBLE


def _weights(problem: Problem) -> tuple[tuple[str, int], ...]:
    """Return what each column weighs in a generalised cost."""
    is_sum = isinstance(problem.question.minimise, GeneralisedCost)
    return tuple(problem.weights.of.items()) if is_sum else ()


def _proof(problem: Problem, status: Status, found: Least, name: str, verdict: Verdict | None) -> Proof:
    agreed = verdict is not None and verdict.status is not Status.UNKNOWN
    usable = int(problem.usable.sum())
    objective = found.vector[0] if found.vector and status is not Status.UNKNOWN else None
    return Proof(
        solver=verdict.solver if verdict is not None and agreed else name,
        confirmed_by=name if agreed else "",
        objective=objective,
        bound=objective if status is Status.OPTIMAL else found.bound if objective is not None else None,
        unit=problem.unit,
        vector=found.vector if objective is not None else (),
        arcs_total=len(problem.usable),
        arcs_before=usable,
        arcs_after=usable if verdict is None else verdict.arcs,
        labels=found.labels,
        shared=() if verdict is None else verdict.shared,
        weights=_weights(problem),
    )
