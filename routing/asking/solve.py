"""`solve`: one question, two unlike engines, one answer with its proof.

1. `compile_problem` removes what the question bans.
2. The label search finds the least vector; OR-Tools finds it again, by a minimum-cost flow where no limit binds, by
   CP-SAT where one does. They must agree (`routing.solving.agreement`).
3. Among routes with that vector the canonical one is taken.
4. Where there is no route, the reasons are looked for (`routing.asking.explain`).
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from networks.network import Network
from routing.answers.result import Result
from routing.cautions import cautions_of
from routing.compiling.problem import compile_problem
from routing.question.arguments import CONSTRAINTS, NETWORK, SHIPMENT, check_kinds
from routing.question.called import with_ids
from routing.question.constraints import Constraints
from routing.question.objectives import Objective, check_objective
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.agreement import answered
from routing.status import Status


def solve(
    network: Network,
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
    depart: datetime.date | None = None,
    arrive_by: datetime.date | None = None,
    options: SolveOptions | None = None,
) -> Result:
    """Return the best route of a shipment, with its proof, or the reasons why there is none.

    Without `depart` and `arrive_by` a wait is that of the network, half a headway where it states no other: what is to
    be expected on any day. With one of them it is asked on the clock: every wait ends with a departure of the timetable
    (`networks.timetable.moments`) or when something opens (`networks.timetable.openings`), and `Question.model` of the
    answer is ``"clock"``.

    Parameters
    ----------
    network
        What exists.
    shipment
        What moves. Its places, and those of the constraints, by id or by name (`networks.Network.place`); the question
        that an answer carries holds ids.
    minimise
        ``"time"``, ``"cost"``, ``"co2e"``, ``"distance"`` or a `GeneralisedCost`. Ties are broken by the number of
        figures of the other criteria (time, cost, CO2e) that are not known, by the other of time and cost (by time,
        then cost, for anything else), by CO2e, by the number of arcs, and then by ids.
    constraints
        Bans and limits; None = none.
    depart
        Day (from its 00:00) or moment at which the goods leave the shipper's gate, or are at the first terminal; on the
        clocks of the origin where it bears no zone.
    arrive_by
        Day (until its 24:00) or moment by which the goods must be there, on the clocks of the destination. They leave
        as late as that allows, and from then on take the route that is best as asked.
    options
        Engines, proof, reasons, and limits of time and labels for all of it; None = the defaults of `SolveOptions`.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network; an argument of another kind.
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
    options = checked_options(options)
    budget = options.budget()
    question = admitted(network, shipment, constraints, minimise)
    if depart is not None or arrive_by is not None:
        from routing.asking.on_clock import with_moments

        question = with_moments(network, question, depart, arrive_by, budget)
    return answer_to(question, network, options, budget, or_known=True)


def admitted(
    network: Network, shipment: Shipment, constraints: Constraints | None, minimise: Objective = "time"
) -> Question:
    """Return a question of a network, in which places go by their ids.

    Raises
    ------
    QuestionError
        What makes up the question is of another kind.
    UnknownNameError
        A name that no place bears, or several.
    """
    check_kinds(
        network=(network, Network, NETWORK),
        shipment=(shipment, Shipment, SHIPMENT),
        constraints=(constraints, Constraints | None, CONSTRAINTS),
    )
    check_objective(minimise)
    shipment, constraints = with_ids(network, shipment, constraints or Constraints())
    return Question(shipment=shipment, constraints=constraints, minimise=minimise)


def answer_to(
    question: Question, network: Network, options: SolveOptions, budget: Budget, *, or_known: bool = False
) -> Result:
    """Return the answer to a question within what is left of a budget; `or_known` as in `answered`."""
    problem = compile_problem(network, question)
    if question.model == "clock":
        from routing.asking.on_clock import answer_on_clock

        return answer_on_clock(problem, options, budget)
    result = answered(problem, options, budget, or_known=or_known)
    result = replace(result, warnings=(*cautions_of(network, question, result.routes), *result.warnings))
    if result.best is not None and len(network.closures):
        from routing.asking.closed import with_what_is_closed

        told = with_what_is_closed(result.warnings, network, problem, result.best, budget)
        return replace(result, warnings=told)
    if result.status is Status.INFEASIBLE and options.explain:
        from routing.asking.explain import reasons

        found = reasons(network, question, budget)
        return replace(result, blocked_by=found.blocked_by, warnings=(*result.warnings, *found.warnings))
    return result
