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
    closure_spans,
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
from routing.question.measures import COLUMN_OF, CRITERIA, Criterion
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.search.budget import Budget
from routing.solving.by_clock import between
from routing.solving.departing import ANY_TIME, LONGEST_DAYS, Journey, Journeys, Routes, Starts, departing
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
    for another departure than the next where that saves a charge for storage. A slower way between two departures may
    save it too: such are looked at on networks of up to 1,000 arcs that may be used; on larger ones there are too many,
    and a warning names the places (`solve` looks at all). Where they can go at any time, by lorry say, one journey is
    told, which leaves at the last moment of the span at which it is worth taking. Journeys of more than 180 days, or
    than `max_days`, are not followed.

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
    with collector_at_rest():
        parts = _searched(network, asked, (first, last), columns, budget)
        routes = Ways(_routes(_worth_taking(parts, last), first))
    status = _status(all(part.found.whole for part in parts), len(routes))
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
        labels=sum(part.found.labels for part in parts),
        blocked_by=why_none.blocked_by,
        warnings=(
            *cautions_of(network, asked, routes),
            *dict.fromkeys(warning for part in parts if part.begin <= last for warning in _of_part(part, routes)),
            *assumed_hours(network, routes),
            *([] if all(part.found.slower for part in parts) else charged_dwells(routes)),
            *([] if routes or asked.constraints.max_days is not None else [_unfollowed()]),
            *why_none.warnings,
        ),
    )


class _Part(NamedTuple):
    """Goods that leave in a span of time in which the same closures are in force, and the journeys worth taking."""

    begin: datetime.datetime
    end: datetime.datetime
    problem: Problem
    timetable: Timetable
    found: Journeys


def _of_part(part: _Part, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield what is not known of departures and hours in a part, and what its closures leave out."""
    yield from assumed_departures(part.timetable, routes)
    yield from never_departing(part.timetable)
    yield from never_opening(part.timetable)
    yield from part.problem.warnings


def _unfollowed() -> AnswerWarning:
    words = f"journeys of more than {LONGEST_DAYS} days are not followed, and there is no shorter one"
    return AnswerWarning(IGNORED, words, (), "solve with depart looks 366 days ahead")


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
    offers = _all(parts, last)
    kept = offers if len(parts) == 1 else _unbeaten(offers)
    until = seconds_of(last) * PER_SECOND
    return sorted((one for one in kept if one.leaves <= until), key=lambda one: one[:3])


def _unbeaten(offers: Sequence[_Offer]) -> list[_Offer]:
    kept: list[_Offer] = []
    front: list[_Offer] = []
    for one in sorted(offers, key=lambda one: (-one.leaves, *one[1:3])):
        if not any(_is_no_worse(known, one) for known in front):
            kept.append(one)
            front = [one, *(known for known in front if not _is_no_worse(one, known))]
    return kept


def _all(parts: Sequence[_Part], last: datetime.datetime) -> list[_Offer]:
    """Return the journeys of all parts; those at any moment at the last one at which they are worth taking."""
    timed = []
    for part in parts:
        begin = seconds_of(part.begin) * PER_SECOND
        timed += [_offer(part, one, begin) for one in part.found.found if one.start != ANY_TIME]
    found = list(timed)
    for part in parts:
        for one in (one for one in part.found.found if one.start == ANY_TIME):
            start = _last_start(one, part, timed, seconds_of(last))
            if start is not None:
                found.append(_offer(part, one, start))
    return found


def _offer(part: _Part, one: Journey, moved: int) -> _Offer:
    start = 0 if one.start == ANY_TIME else one.start
    return _Offer(moved + start * PER_MILLIMINUTE, moved + one.end * PER_MILLIMINUTE, one.vector, part, one)


def _last_start(one: Journey, part: _Part, timed: Sequence[_Offer], last: int) -> int | None:
    """Return the last moment to leave at that no departure makes needless, where any moment will do; None: none is.

    A journey that leaves no earlier, arrives no later and adds no more makes it needless: for all starts from so long
    before its arrival until it leaves.
    """
    begin, passed = seconds_of(part.begin) * PER_SECOND, one.end * PER_MILLIMINUTE
    start = max(begin, min(last, seconds_of(part.end) - 1) * PER_SECOND)
    spans = [(other.arrives - passed, other.leaves) for other in timed if _adds_no_more(other.amounts, one.vector)]
    for first, until in sorted(spans, key=lambda span: -span[1]):
        if first <= start <= until:
            start = (first - 1) // PER_SECOND * PER_SECOND
    return start if start >= begin else None


def _adds_no_more(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _is_no_worse(one: _Offer, other: _Offer) -> bool:
    """Tell whether a journey, which leaves no earlier, is there no later and adds no more."""
    return one.arrives <= other.arrives and _adds_no_more(one.amounts, other.amounts)


def _routes(offers: Sequence[_Offer], first: datetime.datetime) -> Iterator[Route]:
    """Yield the routes, each with the moment at which it leaves, to the second, rounded down."""
    routes: dict[datetime.datetime, Routes] = {}
    ready: dict[int, Shipment] = {}
    for offer in offers:
        second, part = offer.leaves // PER_SECOND, offer.part
        if second not in ready:
            moment = datetime.datetime.fromtimestamp(second, datetime.UTC).astimezone(first.tzinfo)
            ready[second] = part.problem.question.shipment.leaving(moment)
        if part.begin not in routes:
            routes[part.begin] = Routes(part.problem, part.timetable)
        yield routes[part.begin].of(offer.journey, ready[second])


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
