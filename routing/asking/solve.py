"""`solve`: one question, two unlike engines, one answer with its proof."""

from __future__ import annotations

from dataclasses import replace

from networks.network import Network
from routing.answers.result import Result
from routing.compiling.problem import compile_problem
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.objectives import Objective, check_objective
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.effort import Effort
from routing.solving.agreement import answered
from routing.status import Status


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
        from routing.asking.explain import conflicts

        return replace(result, blocked_by=conflicts(network, question, effort))
    return result
