"""`departures`: when to leave within a span of time: every journey that is worth taking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from networks.network import Network
from routing.answers.departures import Departures
from routing.answers.route import Route
from routing.asking.on_clock import (
    assumed_departures,
    between,
    closure_spans,
    never_departing,
    reasons_on_clock,
)
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timetable import Timetable, timetable_of
from routing.errors import QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.constraints import Constraints
from routing.question.measures import COLUMN_OF, CRITERIA, Criterion
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.departing import ANY_TIME, LONGEST_DAYS, Journey, Journeys, Starts, departing, route_from
from routing.status import Status

LONGEST_SPAN = datetime.timedelta(days=370)
PER_SECOND, PER_MILLIMINUTE = 1000, 60  # milliseconds, in which moments of parts are compared


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
    leaves after the end. Goods leave the gate just in time for the first departure that they take; later on they wait
    for another departure than the next where that saves a charge for storage. Where they can go at any time, by lorry
    say, one journey is told, which leaves at the end of the span.

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
    parts = _searched(network, asked, (first, last), columns, budget)
    routes = tuple(_route(offer, first) for offer in _worth_taking(parts, last))
    status = _status(all(part.found.whole for part in parts), len(routes))
    blocked = status is Status.INFEASIBLE and options.explain
    problem, timetable = parts[0].problem, parts[0].timetable
    return Departures(
        network=network,
        shipment=question.shipment,
        constraints=asked.constraints,
        criteria=tuple(criteria),
        start=first,
        end=last,
        status=status,
        routes=routes,
        labels=sum(part.found.labels for part in parts),
        blocked_by=reasons_on_clock(problem, first, budget) if blocked else (),
        warnings=(
            *cautions_of(network, asked, routes),
            *assumed_departures(timetable, routes),
            *never_departing(timetable),
            *problem.warnings,
        ),
    )


class _Part(NamedTuple):
    """Goods that leave in a span of time in which the same closures are in force, and the journeys worth taking."""

    begin: datetime.datetime
    end: datetime.datetime
    problem: Problem
    timetable: Timetable
    found: Journeys


class _Offer(NamedTuple):
    """A journey by when it leaves and arrives, in milliseconds, and by what it is compared; where it is from."""

    leaves: int
    arrives: int
    amounts: tuple[int, ...]
    part: _Part
    journey: Journey


def _searched(
    network: Network, asked: Question, window: tuple[datetime.datetime, ...], columns: Sequence[str], budget: Budget
) -> list[_Part]:
    """Return the journeys of all starts that matter: what leaves after the window may still be there no later."""
    first, last = window
    most = asked.constraints.max_days
    end = last + datetime.timedelta(days=LONGEST_DAYS if most is None else min(most, LONGEST_DAYS))
    parts: list[_Part] = []
    for begin, until in reversed(closure_spans(network, first, end)):
        if begin > last and not any(seconds_of(begin) * PER_SECOND < offer.arrives for offer in _all(parts, last)):
            break
        of_part = replace(asked, shipment=replace(asked.shipment, ready=begin))
        problem = compile_problem(network, of_part, also=columns)
        timetable = timetable_of(problem, seconds_of(begin), (end - begin).days + 2, begin)
        of_all = between(begin, end)
        starts = Starts(min(between(begin, until) - 1, of_all), of_all, between(begin, last))
        found = departing(problem, timetable, starts, columns, budget)
        parts.append(_Part(begin, until, problem, timetable, found))
    return parts


def _worth_taking(parts: Sequence[_Part], last: datetime.datetime) -> list[_Offer]:
    """Return the journeys that leave by a moment and that none beats, whenever and in whatever part that one leaves."""
    offers = list(_all(parts, last))
    kept = offers if len(parts) == 1 else _unbeaten(offers)
    return sorted((one for one in kept if one.leaves <= seconds_of(last) * PER_SECOND), key=lambda one: one[:3])


def _unbeaten(offers: Sequence[_Offer]) -> list[_Offer]:
    kept: list[_Offer] = []
    front: list[_Offer] = []
    for one in sorted(offers, key=lambda one: (-one.leaves, *one[1:3])):
        if not any(_is_no_worse(known, one) for known in front):
            kept.append(one)
            front = [one, *(known for known in front if not _is_no_worse(one, known))]
    return kept


def _all(parts: Sequence[_Part], last: datetime.datetime) -> Iterator[_Offer]:
    """Yield the journeys of all parts; of those at any moment that at the last one, or at the first one after it."""
    for part in parts:
        begin = seconds_of(part.begin) * PER_SECOND
        for one in part.found.found:
            moved = begin
            if one.start == ANY_TIME:
                moved = max(begin, min(seconds_of(last), seconds_of(part.end) - 1) * PER_SECOND)
            start = 0 if one.start == ANY_TIME else one.start
            yield _Offer(moved + start * PER_MILLIMINUTE, moved + one.end * PER_MILLIMINUTE, one.vector, part, one)


def _is_no_worse(one: _Offer, other: _Offer) -> bool:
    """Tell whether a journey, which leaves no earlier, is there no later and adds no more."""
    return one.arrives <= other.arrives and all(a <= b for a, b in zip(one.amounts, other.amounts, strict=True))


def _route(offer: _Offer, first: datetime.datetime) -> Route:
    """Return a route with the moment at which it leaves, to the second, rounded down."""
    part = offer.part
    route = route_from(part.problem, part.timetable, offer.journey)
    moment = datetime.datetime.fromtimestamp(offer.leaves // PER_SECOND, datetime.UTC).astimezone(first.tzinfo)
    return replace(route, shipment=replace(part.problem.question.shipment, ready=moment))


def _status(is_whole: bool, count: int) -> Status:
    if is_whole:
        return Status.OPTIMAL if count else Status.INFEASIBLE
    return Status.TRUNCATED if count else Status.UNKNOWN


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
