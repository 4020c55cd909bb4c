"""`departures`: when to leave within a span of time: every journey that is worth taking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from networks.model.gc_pause import collector_at_rest
from networks.network import Network
from routing.answer_warning import IGNORED, AnswerWarning
from routing.answers.departures import Departures
from routing.answers.route import Route
from routing.answers.ways import Ways
from routing.asking.explain import Reasons
from routing.asking.on_clock import (
    assumed_departures,
    assumed_hours,
    charged_dwells,
    never_departing,
    never_opening,
    reasons_on_clock,
)
from routing.asking.solve import admitted
from routing.cautions import cautions_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timetable import Timetable, timetable_of
from routing.errors import QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.constraints import Constraints
from routing.question.measures import COLUMN_OF, CRITERIA, TIME, Criterion
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.by_clock import between
from routing.solving.departing import ANY_TIME, LONGEST_DAYS, Journey, Journeys, Routes, Starts, departing
from routing.status import Status

LONGEST_SPAN = datetime.timedelta(days=370)
PER_SECOND, PER_MILLIMINUTE = 1000, 60  # milliseconds, in which moments are compared


@collector_at_rest()
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
    for another departure than the next where that saves a charge for storage. A slower way between two departures may
    save it too: such are looked at as well. Where opening hours count, or charges are very high, these may be too many:
    then a warning names the places, and the status is `Status.FEASIBLE`. Where goods can go at any time, by lorry say,
    one journey is told, which leaves at the last moment of the span at which it is worth taking. Journeys of more than
    180 days, or than `max_days`, are not followed.

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
    searched = _searched(network, asked, (first, last), columns, budget)
    routes = Ways(_routes(searched, _worth_taking(searched, last), first))
    overlooked = _overlooked(searched, routes, asked.constraints)
    status = _status(searched.found.whole, len(routes), is_proven=not overlooked)
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
        routes=tuple(routes),
        labels=searched.found.labels,
        blocked_by=why_none.blocked_by,
        warnings=(
            *cautions_of(network, asked, routes),
            *_warned(searched, routes),
            *assumed_hours(network, routes),
            *overlooked,
            *_passed_over(status, asked.constraints),
            *why_none.warnings,
        ),
    )


class _Searched(NamedTuple):
    """Goods that leave in a span of time, and the journeys worth taking."""

    begin: datetime.datetime
    end: datetime.datetime
    problem: Problem
    timetable: Timetable
    found: Journeys


def _warned(searched: _Searched, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield what is not known of departures and hours, and what closures leave out."""
    yield from assumed_departures(searched.timetable, routes)
    yield from never_departing(searched.timetable)
    yield from never_opening(searched.timetable)
    yield from searched.problem.warnings


def _overlooked(searched: _Searched, routes: Ways, constraints: Constraints) -> list[AnswerWarning]:
    """Return the warning of slower ways that were too many to look at, where they may save something."""
    if searched.found.slower or not searched.found.whole:
        return []
    if routes or constraints.max_usd is None or not searched.timetable.storages:
        return charged_dwells(routes)
    words = "ways that are slower between two departures are not looked at; one that saves demurrage may cost less"
    places = tuple(sorted(searched.timetable.storages))
    return [AnswerWarning(IGNORED, words, places, "solve with depart looks at all")]


def _passed_over(status: Status, constraints: Constraints) -> Iterator[AnswerWarning]:
    """Yield which journeys were not looked at where none was found."""
    if status is Status.INFEASIBLE and constraints.max_days is None:
        words = f"journeys of more than {LONGEST_DAYS} days are not followed, and there is no shorter one"
        yield AnswerWarning(IGNORED, words, (), "solve with depart looks 366 days ahead")


class _Offer(NamedTuple):
    """A journey by when it leaves and arrives, in milliseconds, and by what it is compared."""

    leaves: int
    arrives: int
    amounts: tuple[int, ...]
    journey: Journey


def _searched(
    network: Network, asked: Question, window: tuple[datetime.datetime, ...], columns: Sequence[str], budget: Budget
) -> _Searched:
    """Return the journeys of all starts that matter: what leaves after the window may still be there no later."""
    first, last = window
    most = asked.constraints.max_days
    end = last + datetime.timedelta(days=LONGEST_DAYS if most is None else min(most, LONGEST_DAYS))
    problem = compile_problem(network, asked, also=columns)
    timetable = timetable_of(problem, seconds_of(first), (end - first).days + 2, first)
    of_all = between(first, end)
    starts = Starts(of_all, of_all, between(first, last))
    return _Searched(first, end, problem, timetable, departing(problem, timetable, starts, columns, budget))


def _worth_taking(searched: _Searched, last: datetime.datetime) -> list[_Offer]:
    """Return the journeys that leave by a moment; those at any moment at the last at which they are worth taking."""
    begin, until = seconds_of(searched.begin) * PER_SECOND, seconds_of(last) * PER_SECOND
    timed = [_offer(one, begin) for one in searched.found.found if one.start != ANY_TIME]
    found = list(timed)
    for one in (one for one in searched.found.found if one.start == ANY_TIME):
        start = _last_start(one, searched, timed, seconds_of(last))
        if start is not None:
            found.append(_offer(one, start))
    return sorted((one for one in found if one.leaves <= until), key=lambda one: one[:3])


def _offer(one: Journey, moved: int) -> _Offer:
    start = 0 if one.start == ANY_TIME else one.start
    return _Offer(moved + start * PER_MILLIMINUTE, moved + one.end * PER_MILLIMINUTE, one.vector, one)


def _last_start(one: Journey, searched: _Searched, timed: Sequence[_Offer], last: int) -> int | None:
    """Return the last moment to leave at that no departure makes needless, where any moment will do; None: none is.

    A journey that leaves no earlier, arrives no later and adds no more makes it needless: for all starts from so long
    before its arrival until it leaves; and if it may leave earlier too, as long before.
    """
    begin, passed = seconds_of(searched.begin) * PER_SECOND, one.end * PER_MILLIMINUTE
    start = max(begin, min(last, seconds_of(searched.end) - 1) * PER_SECOND)
    better = [other for other in timed if _adds_no_more(other.amounts, one.vector)]
    spans = [(other.arrives - _earlier(other.journey, searched) - passed, other.leaves) for other in better]
    for first, until in sorted(spans, key=lambda span: -span[1]):
        if first <= start <= until:
            start = (first - 1) // PER_SECOND * PER_SECOND
    return start if start >= begin else None


def _earlier(one: Journey, searched: _Searched) -> int:
    """Return by how many milliseconds a journey may leave earlier and be as good: where it meets no departure."""
    timetable, rows = searched.timetable, searched.problem.row
    taken, earlier = searched.problem.columns[TIME.column], one.start if one.arcs else 0  # without: not to be told
    for arc, end in one.arcs:
        row = int(rows[arc])
        if row in timetable.boards or row in timetable.windows:
            return 0
        begun = end - int(taken[arc])
        earlier = min(
            [earlier, *(begun - first for first, last in timetable.open.get(row, ()) if first <= begun < last)]
        )
    return max(0, earlier) * PER_MILLIMINUTE


def _adds_no_more(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _routes(searched: _Searched, offers: Sequence[_Offer], first: datetime.datetime) -> Iterator[Route]:
    """Yield the routes, each with the moment at which it leaves, to the second, rounded down."""
    routes = Routes(searched.problem, searched.timetable)
    ready: dict[int, Shipment] = {}
    for offer in offers:
        second = offer.leaves // PER_SECOND
        if second not in ready:
            moment = datetime.datetime.fromtimestamp(second, datetime.UTC).astimezone(first.tzinfo)
            ready[second] = searched.problem.question.shipment.leaving(moment)
        yield routes.of(offer.journey, ready[second])


def _status(is_whole: bool, count: int, *, is_proven: bool) -> Status:
    if not is_whole:
        return Status.TRUNCATED if count else Status.UNKNOWN
    if not is_proven:
        return Status.FEASIBLE if count else Status.UNKNOWN
    return Status.OPTIMAL if count else Status.INFEASIBLE


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
