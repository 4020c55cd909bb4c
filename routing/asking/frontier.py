"""`frontier`: every route that no other equals or beats in all criteria, exactly.

1. `compile_problem` removes what the question bans and what lacks a figure of a criterion.
2. An engine finds the vectors of the front and one route of each: of all routes with these totals the least by the tie
   rule of `solve`. Limits of the question are kept, whatever they speak of.
3. On request OR-Tools proves that no route is missing (`routing.solving.front_proof`).
4. Points with a tiny gain at a great expense are set aside (`routing.asking.setting_aside`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from numbers import Real
from typing import NamedTuple

from networks.model.given import has_no_order
from networks.network import Network
from routing.answer_warning import AnswerWarning
from routing.answers.conflict import Conflict
from routing.answers.frontier import Frontier
from routing.answers.route import Route
from routing.answers.set_aside import SetAside
from routing.answers.ways import Ways
from routing.asking.explain import Reasons, reasons
from routing.asking.setting_aside import reasons_against
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timing import missed_days
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.constraints import Constraints
from routing.question.measures import COLUMN_OF, CRITERIA, Criterion
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.agreement import route_of, used_by
from routing.solving.choosing import choose
from routing.solving.front_proof import is_whole
from routing.status import Status


def frontier(
    network: Network,
    shipment: Shipment,
    *,
    criteria: Sequence[Criterion] = ("time", "cost"),
    constraints: Constraints | None = None,
    min_gain: float = 0.0,
    max_detour: float | None = None,
    depart: object = None,
    options: SolveOptions | None = None,
) -> Frontier:
    """Return the exact Pareto front of a shipment's routes.

    Parameters
    ----------
    network, shipment, constraints
        As in `solve`.
    criteria
        Two or more of ``time``, ``cost``, ``co2e``, ``distance``, each once.
    min_gain
        Points that are hardly better than another one, and clearly worse in something, are set aside: at most this
        share better in anything (0.02 = 2 %), more than this share worse in something. 0: none.
    max_detour
        Points with more than so many times the least of a criterion are set aside; from 1. None: none.
    depart
        As in `solve`: the front is that of the ways that leave at this moment, on the clock. All departures are looked
        at, for to come later to a place that charges for a dwell may pay; slower ways between two departures too, but
        where these are too many: then the front is `Status.FEASIBLE`, and a warning names the places. There is no
        `arrive_by`, for each point would leave at a moment of its own: `departures` compares moments.
    options
        As in `solve`. ``prove_beyond=True``: OR-Tools proves each gap between the points, and beyond the ends, empty:
        no route is missing, and every point is on the front (`Frontier.certified`); not on the clock. When time or
        labels are over the front is `Status.TRUNCATED`, or whole but not certified.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.
    DisagreementError
        OR-Tools finds another front: a defect of landbridge.

    Examples
    --------
    >>> import networks
    >>> front = frontier(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), options=SolveOptions(prove_beyond=True))
    >>> front.status.name, front.certified, front.labelled["fastest"], front.labelled["cheapest"] == len(front) - 1
    ('OPTIMAL', True, 0, True)
    """
    options = checked_options(options)
    asked = admitted(network, shipment, constraints)
    names = _named(criteria)
    _check(names, min_gain, max_detour, depart, options)
    budget = options.budget()
    question = replace(asked, minimise=names[0])
    if depart is not None:
        from routing.asking.on_clock import with_moments

        question = with_moments(network, question, depart, None, budget)
    columns = [COLUMN_OF[name] for name in names]
    problem = compile_problem(network, question, also=columns[1:])
    found = _found(problem, columns, budget, options)
    against = reasons_against(found.vectors, names, min_gain, max_detour)
    kept = [number for number in range(len(found.routes)) if number not in against]
    certified = options.prove_beyond and found.status is Status.OPTIMAL
    return Frontier(
        network=network,
        shipment=question.shipment,
        constraints=question.constraints,
        criteria=names,
        model=question.model,
        status=found.status,
        routes=tuple(found.routes[number] for number in kept),
        vectors=tuple(found.vectors[number] for number in kept),
        labels=found.labels,
        certified=certified and is_whole(problem, columns, found.vectors, budget),
        blocked_by=found.blocked_by,
        warnings=(*cautions_of(network, question, found.routes), *found.warnings),
        set_aside=tuple(SetAside(found.routes[number], found.vectors[number], why) for number, why in against.items()),
    )


class _Found(NamedTuple):
    """A front with its routes, or why there is none, and what it rests on."""

    status: Status
    vectors: tuple[tuple[int, ...], ...]
    routes: tuple[Route, ...]
    labels: int
    blocked_by: tuple[Conflict, ...]
    warnings: tuple[AnswerWarning, ...]


def _found(problem: Problem, columns: Sequence[str], budget: Budget, options: SolveOptions) -> _Found:
    """Return the front of a problem."""
    if problem.question.model == "clock":
        return _on_clock(problem, columns, budget, options)
    network, question = problem.table.expansion.network, problem.question
    found = choose(problem, front=True).front(problem, columns, budget)
    routes = tuple(route_of(problem, arcs) for arcs in found.paths)
    is_asked = found.status is Status.INFEASIBLE and options.explain
    why_none = reasons(network, question, budget, columns) if is_asked else Reasons(())
    missed = missed_days(network, found.missed, used_by(routes))
    warnings = (*missed, *problem.warnings, *why_none.warnings)
    return _Found(found.status, found.vectors, routes, found.labels, why_none.blocked_by, warnings)


def _on_clock(problem: Problem, columns: Sequence[str], budget: Budget, options: SolveOptions) -> _Found:
    from routing.asking.on_clock import charged_dwells, reasons_on_clock, warnings_of
    from routing.solving.by_clock import ByClock
    from routing.solving.clock_front import front_by_clock

    clock = ByClock.of(problem)
    status, vectors, routes, labels = front_by_clock(problem, clock.timetable, columns, budget)
    is_asked = status is Status.INFEASIBLE and options.explain
    network, question = problem.table.expansion.network, problem.question
    why_none = reasons_on_clock(network, question, budget, columns) if is_asked else Reasons(())
    charged = charged_dwells(Ways(routes)) if status is Status.FEASIBLE else []
    warnings = (*warnings_of(clock, routes), *charged, *problem.warnings, *why_none.warnings)
    return _Found(status, vectors, routes, labels, why_none.blocked_by, warnings)


def checked_criteria(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Return the criteria of a front as a tuple; raise QuestionError for what is none."""
    names = _named(criteria)
    _check(names, 0.0, None, None, SolveOptions())
    return names


def _named(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Return criteria as a tuple; raise QuestionError for what is not several."""
    if isinstance(criteria, str) or not isinstance(criteria, Iterable):
        raise QuestionError([f"criteria={shortened(criteria)}: expected two or more of {', '.join(CRITERIA)}"])
    if has_no_order(criteria):
        raise QuestionError([f"criteria={shortened(criteria)}: expected a list or a tuple, for the order counts"])
    return tuple(criteria)


def _check(
    names: tuple[Criterion, ...], min_gain: float, max_detour: float | None, depart: object, options: SolveOptions
) -> None:
    problems = [f"criteria: {name!r}: expected one of {', '.join(CRITERIA)}" for name in names if name not in CRITERIA]
    if len(names) < 2 or any(name in names[:number] for number, name in enumerate(names)):
        problems.append(f"criteria={names!r}: expected two or more, each once")
    if isinstance(min_gain, bool) or not isinstance(min_gain, Real) or not 0 <= min_gain < 1:
        problems.append(f"min_gain={min_gain!r}: expected a share from 0 to below 1")
    is_factor = isinstance(max_detour, Real) and not isinstance(max_detour, bool) and 1 <= max_detour < math.inf
    if max_detour is not None and not is_factor:
        problems.append(f"max_detour={max_detour!r}: expected a number from 1")
    if options.engines == "ortools":
        problems.append("engines='ortools': fronts are searched by labels; prove_beyond=True has OR-Tools prove them")
    if depart is not None and "time" not in names:
        problems.append(f"criteria={names!r}: on the clock expected time among them, else goods might wait for ever")
    if options.prove_beyond and depart is not None:
        problems.append("prove_beyond=True: on the clock OR-Tools would see only what a search has left: no proof")
    if problems:
        raise QuestionError(problems)
