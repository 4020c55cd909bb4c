"""Questions on the clock: when goods leave, and the answer by departures."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import replace

from networks.network import Network
from routing.answer_warning import ASSUMED, IGNORED, LEFT_OUT, LIMIT_REACHED, MORE, AnswerWarning
from routing.answers.conflict import CLASH, OFFER, THE_TIMETABLE, Conflict
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.ways import Ways
from routing.asking.explain import Reasons, clashing, reasons
from routing.asking.explain_search import least_of
from routing.cautions import cautions_of
from routing.compiling.arcs import some_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.sieves.figures import needed_columns
from routing.compiling.timetable import Timetable
from routing.errors import LimitReachedError, QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.moments import told
from routing.question.options import SolveOptions
from routing.question.question import Question
from routing.search.budget import Budget, TimeUp
from routing.solving.agreement import answered
from routing.solving.by_clock import ByClock, between
from routing.solving.engine import Least
from routing.solving.on_clock import HORIZON_DAYS, best_start, latest_start, timetable_from
from routing.status import Status
from routing.steps.kinds import DEMURRAGE
from routing.steps.opened import opening_of

SECOND = datetime.timedelta(seconds=1)
MILLIMINUTE = 60  # thousandths of a second


def with_moments(network: Network, question: Question, depart: object, arrive_by: object, budget: Budget) -> Question:
    """Return a question on the clock, with the moment at which the goods leave.

    Raises
    ------
    QuestionError
        Both moments, or one beside a `ready` of another moment; a deadline beside `arrive_by`.
    """
    shipment = question.shipment
    problems = []
    if depart is not None and arrive_by is not None:
        problems.append("depart and arrive_by: expected one of the two")
    if arrive_by is not None and shipment.ready is not None:
        problems.append("arrive_by: the shipment says when it is ready; expected one of the two, or a deadline with it")
    if problems:
        raise QuestionError(problems)
    if depart is not None:
        begin = moment_at(network, shipment.origin, depart, "depart")
        if shipment.ready is None:
            shipment = replace(shipment, ready=begin)
        elif moment_at(network, shipment.origin, shipment.ready, "ready") != begin:
            raise QuestionError([f"depart={depart}: the shipment is ready {told(shipment.ready)}; expected the same"])
        return replace(question, shipment=shipment, model="clock")
    by = moment_at(network, shipment.destination, arrive_by, "arrive_by", end=True)
    return _leaving_in_time(network, replace(question, model="clock", arrive_by=by), by, budget)


def _leaving_in_time(
    network: Network, question: Question, by: datetime.datetime, budget: Budget, also: Sequence[str] = ()
) -> Question:
    """Return a question in which the goods leave as late as they may to be there by a moment; else a horizon before.

    `also`: further columns of which each arc must have a figure.
    """
    origin = question.shipment.origin
    most = question.constraints.max_days
    days = HORIZON_DAYS if most is None else min(HORIZON_DAYS, most)
    zone = moment_at(network, origin, by.date(), "arrive_by").tzinfo
    first = by.astimezone(datetime.UTC).replace(microsecond=0) - datetime.timedelta(days=days)
    first = first.replace(microsecond=0).astimezone(zone)
    vector, at = _last_start(network, question, by, budget, also, first, by.astimezone(datetime.UTC) + SECOND)
    start = first if vector is None else at
    return replace(question, shipment=replace(question.shipment, ready=start.astimezone(zone)))


def _last_start(
    network: Network,
    question: Question,
    by: datetime.datetime,
    budget: Budget,
    also: Sequence[str],
    begin: datetime.datetime,
    end: datetime.datetime,
) -> tuple[tuple[int, ...] | None, datetime.datetime]:
    """Return the vector that is found of the last start in a span of time, None if there is none, and its whole second.

    Moments are found in milliminutes, to which departures are rounded: the second after the start may be in time too
    where it is less than one of them later, and is asked.
    """

    def from_moment(moment: datetime.datetime, until: int = 1) -> tuple[tuple[int, ...] | None, int]:
        asked = replace(question, shipment=replace(question.shipment, ready=moment.astimezone(begin.tzinfo)))
        problem = compile_problem(network, asked, also)
        look_for = latest_start if question.minimise == "time" else best_start
        found = look_for(problem, timetable_from(problem, moment), between(moment, by), budget, until)
        return found.vector, found.start

    vector, at = from_moment(begin, between(begin, end))
    seconds = at * 60 // 1000
    start = begin.astimezone(datetime.UTC) + seconds * SECOND
    after = start + SECOND
    if vector is None or after >= end or (seconds + 1) * 1000 - at * MILLIMINUTE >= MILLIMINUTE:
        return vector, start
    (earlier, _), (later, _) = from_moment(start), from_moment(after)
    return (later, after) if later is not None and (earlier is None or later <= earlier) else (vector, start)


def answer_on_clock(problem: Problem, options: SolveOptions, budget: Budget) -> Result:
    """Return the answer to a question on the clock."""
    question, network = problem.question, problem.table.expansion.network
    clock = ByClock.of(problem)
    result = answered_by(clock, problem, options, budget)
    why_none = Reasons(())
    if result.status is Status.INFEASIBLE and options.explain:
        why_none = reasons_on_clock(network, question, budget)
    warnings = (
        *cautions_of(network, question, result.routes),
        *warnings_of(clock, result.routes),
        *result.warnings,
        *why_none.warnings,
    )
    return replace(result, blocked_by=why_none.blocked_by, warnings=warnings)


def answered_by(clock: ByClock, problem: Problem, options: SolveOptions, budget: Budget) -> Result:
    """Return the answer to a problem by a clock, without cautions, and without reasons where there is no route."""
    try:
        states = clock.states(problem, budget)
    except TimeUp:
        return answered(problem, options, budget, first=_GaveUp())
    return answered(states, options, budget)


def warnings_of(clock: ByClock, routes: Sequence[Route]) -> tuple[AnswerWarning, ...]:
    """Return what the departures of some routes by a clock rest on."""
    timetable, ways = clock.timetable, Ways(routes)
    network = timetable.problem.table.expansion.network
    return (
        *assumed_departures(timetable, ways),
        *never_departing(timetable),
        *never_opening(timetable),
        *assumed_hours(network, ways),
    )


class _GaveUp:
    """Stands for an engine whose time was over before it began."""

    name = "label setting"

    def least(self, problem: Problem, budget: Budget) -> Least:
        return Least(Status.UNKNOWN)


def assumed_departures(timetable: Timetable, ways: Ways) -> list[AnswerWarning]:
    """Return the warning of services of some routes whose departures nobody states."""
    boarded = {step.element for step in ways.steps if step.is_boarding}
    patterns = timetable.problem.table.expansion.network.departures
    by_headway = sorted(name for name in boarded if timetable.known.get(name) == "assumed")
    by_rows = sorted(name for name in boarded if any(row.kind != "sourced" for row in patterns.get(name, ())))
    told = (
        (by_headway, "departure days are assumed of {}: one every headway, put off by its id", "state them"),
        (by_rows, "departure days are in part assumed of {}, as its rows say", "put the published days"),
    )
    return [
        AnswerWarning(ASSUMED, words.format(some_of(names, 5)), tuple(names), f"{remedy} in departures.csv")
        for names, words, remedy in told
        if names
    ]


def never_departing(timetable: Timetable) -> list[AnswerWarning]:
    """Return the warning of services that no goods can take, because no departure of them is known in time."""
    arcs = timetable.problem.table.expansion.arcs
    leaving = {arcs[row].step.element for row, (times, _) in timetable.boards.items() if times}
    never = sorted({arcs[row].step.element for row in timetable.boards} - leaving)
    if not never:
        return []
    words = f"services of which no departure is known in the time that is looked at ({some_of(never, 5)})"
    return [AnswerWarning(LEFT_OUT, words, tuple(never), "state departures of those days, and the times of its legs")]


def assumed_hours(network: Network, ways: Ways) -> list[AnswerWarning]:
    """Return the warning of opening hours that some routes keep to and nobody published."""
    if not network.opening_hours:
        return []
    met = {opening_of(network, step) for step in ways.steps} - {""}
    assumed = sorted(name for name in met if any(row.kind != "sourced" for row in network.opening_hours[name]))
    if not assumed:
        return []
    words = f"opening hours are in part assumed of {some_of(assumed, 5)}, as its rows say"
    return [AnswerWarning(ASSUMED, words, tuple(assumed), "put the published hours in opening_hours.csv")]


def never_opening(timetable: Timetable) -> list[AnswerWarning]:
    """Return the warning of what no goods can be handled at, because it is never open in time."""
    expansion = timetable.problem.table.expansion
    shut = [expansion.arcs[row].step for row, (begins, _) in timetable.windows.items() if not begins]
    never = sorted({opening_of(expansion.network, step) for step in shut})
    if not never:
        return []
    words = f"what is never open in the time that is looked at ({some_of(never, 5)})"
    return [AnswerWarning(LEFT_OUT, words, tuple(never), "state hours of those days in opening_hours.csv")]


def charged_dwells(ways: Ways) -> list[AnswerWarning]:
    """Return the warning of places at which a slower way before them might have saved demurrage."""
    places = sorted({step.element for step in ways.steps if step.kind == DEMURRAGE})
    if not places:
        return []
    words = f"a slower way between two departures might shorten the dwell that is charged at {some_of(places, 5)}"
    return [AnswerWarning(IGNORED, words, tuple(places), "solve with depart looks at all ways")]


def reasons_on_clock(network: Network, question: Question, budget: Budget, also: Sequence[str] = ()) -> Reasons:
    """Return why there is no route by the clock: constraints that clash, departures, or what no timetable would mend.

    `also`: columns of which each arc must have a figure, beside what is least and limited.
    """
    try:
        found = _earlier_start(network, question, budget, also) or clashing(network, question, budget, also)
    except (LimitReachedError, TimeUp):
        told_of = AnswerWarning(LIMIT_REACHED, "the limit was reached before the reasons were found", (), MORE)
        return Reasons((), (told_of,))
    if found:
        return Reasons(found)
    bare = replace(
        question,
        model="frequency",
        arrive_by=None,
        on_any_day=True,
        constraints=replace(question.constraints, max_days=None),
        shipment=replace(question.shipment, deadline=None),
    )
    by_headways = reasons(network, bare, budget, also)
    missing = tuple(one for one in by_headways.blocked_by if one.kind != CLASH)
    if missing or by_headways.warnings:
        return Reasons(missing, by_headways.warnings)
    begin = moment_at(network, question.shipment.origin, question.shipment.ready, "ready")
    return Reasons((Conflict((f"{THE_TIMETABLE}{told(begin)} on",), (), OFFER),))


def _earlier_start(network: Network, question: Question, budget: Budget, also: Sequence[str]) -> tuple[Conflict, ...]:
    """Return the limit on days of a question by `arrive_by`, if goods could be there that leave earlier."""
    by, most = question.arrive_by, question.constraints.max_days
    if most is None or not isinstance(by, datetime.datetime):
        return ()
    unlimited = replace(question, minimise="time", constraints=replace(question.constraints, max_days=None))
    also = [*also, *needed_columns(question.minimise, ())]
    longer = _leaving_in_time(network, unlimited, by, budget, also)
    problem = compile_problem(network, longer, also)
    if least_of(problem, budget) is None:
        return ()
    needed = (seconds_of(by) - seconds_of(moment_at(network, "", longer.shipment.ready, "ready"))) / 86_400
    if needed <= most:
        return ()
    return (Conflict((f"max_days {most:g}",), (f"max_days from {math.ceil(needed * 1000) / 1000:g}",)),)
