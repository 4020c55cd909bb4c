"""`departures`: when to leave within a span of time: every journey that is worth taking."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from networks.network import Network
from routing.answers.departures import Departures
from routing.answers.route import Route
from routing.asking.explain import Reasons
from routing.asking.on_clock import assumed_departures, charged_dwells, never_departing, reasons_on_clock
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timetable import timetable_of
from routing.errors import QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.constraints import Constraints
from routing.question.measures import COLUMN_OF, CRITERIA, Criterion
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.search.budget import TimeUp
from routing.solving.departing import BEYOND_DAYS, LONGEST_DAYS, Departing, departing
from routing.status import Status

LONGEST_SPAN = datetime.timedelta(days=370)


def departures(
    network: Network,
    shipment: Shipment,
    start: datetime.date,
    end: datetime.date,
    *,
    criteria: Sequence[Criterion] = ("time", "cost"),
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> Departures:
    """Return every journey worth taking that leaves within a span of time, by the clock.

    None leaves no later, arrives no earlier and is no better in the other criteria than another one, be it one that
    leaves in the 31 days after the end. Goods leave the
    gate just in time for the first departure that they take, and then take the next departure that they can meet of
    whatever they board. Waiting for a later one may save a charge for storage; that `solve` looks at, with ``depart``.

    Parameters
    ----------
    network, constraints, options
        As in `solve`; `engines` and `prove_beyond` play no part.
    shipment
        What moves; without `ready` and `deadline`.
    start, end
        Days or moments from which and until which goods may leave; a day as `end` counts in full. On the clocks of the
        origin where they bear no zone. At most 370 days.
    criteria
        ``"time"`` and others of ``"cost"``, ``"co2e"``, by which journeys are compared.

    Raises
    ------
    QuestionError, UnknownNameError
        A question that cannot be asked of this network.

    Examples
    --------
    >>> import networks
    >>> net, day = networks.load("eurasia"), datetime.date(2016, 3, 1)
    >>> found = departures(net, Shipment("JPYOK", "KZALA"), day, day + datetime.timedelta(days=2))
    >>> [(route.leaves.day, route.arrives.day, round(route.usd)) for route in found][:2]
    [(2, 26, 3345), (3, 31, 2924)]
    """
    options = checked_options(options)
    question = admitted(network, shipment, constraints)
    first = moment_at(network, question.shipment.origin, start, "start")
    last = moment_at(network, question.shipment.origin, end, "end", end=True)
    _check(question.shipment, first, last, criteria)
    budget = options.budget()
    asked = replace(question, shipment=replace(question.shipment, ready=first), model="clock")
    columns = [COLUMN_OF[name] for name in criteria if name != "time"]
    problem = compile_problem(network, asked, also=columns)
    window = (seconds_of(last) - seconds_of(first)) * 1000 // 60
    days = (last - first).days + 2 + BEYOND_DAYS + LONGEST_DAYS
    timetable = timetable_of(problem, seconds_of(first), days, first)
    try:
        found = departing(problem, timetable, window, columns, budget)
    except TimeUp:
        found = Departing([], False, 0, 0)
    routes = tuple(_leaving(problem, first, one.start, one.route) for one in found.found)
    status = _status(found)
    blocked = status is Status.INFEASIBLE and options.explain
    why_none = reasons_on_clock(network, asked, budget, columns) if blocked else Reasons(())
    return Departures(
        network=network,
        shipment=question.shipment,
        constraints=asked.constraints,
        criteria=tuple(criteria),
        start=first,
        end=last,
        status=status,
        routes=routes,
        labels=found.labels,
        blocked_by=why_none.blocked_by,
        warnings=(
            *cautions_of(network, asked, routes),
            *assumed_departures(timetable, routes),
            *never_departing(timetable),
            *charged_dwells(routes),
            *problem.warnings,
            *why_none.warnings,
        ),
    )


def _leaving(problem: Problem, first: datetime.datetime, start: int, route: Route) -> Route:
    """Return a route with the moment at which it leaves, to the second, rounded down."""
    moment = (first.astimezone(datetime.UTC) + datetime.timedelta(seconds=start * 60 // 1000)).astimezone(first.tzinfo)
    return replace(route, shipment=replace(problem.question.shipment, ready=moment))


def _status(found: Departing) -> Status:
    if found.whole:
        return Status.OPTIMAL if found.found else Status.INFEASIBLE
    return Status.TRUNCATED if found.found else Status.UNKNOWN


def _check(
    shipment: Shipment, first: datetime.datetime, last: datetime.datetime, criteria: Sequence[Criterion]
) -> None:
    problems = []
    if shipment.ready is not None:
        problems.append("the shipment says when it is ready; expected none: start and end say when it may leave")
    if last <= first:
        problems.append(f"end={last.isoformat()} is not after start={first.isoformat()}")
    elif last - first > LONGEST_SPAN:
        problems.append(f"start and end lie {(last - first).days} days apart; expected at most {LONGEST_SPAN.days}")
    names = [criteria] if isinstance(criteria, str) else list(criteria)
    allowed = [name for name in CRITERIA if name != "distance"]
    if "time" not in names or len(set(names)) != len(names) or not set(names) <= set(allowed) or len(names) < 2:
        problems.append(f"criteria={criteria!r}: expected time and some of cost, co2e, each once")
    if problems:
        raise QuestionError(problems)
