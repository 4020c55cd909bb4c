"""Questions on the clock: when goods leave, and the answer by departures."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import replace

from networks.network import Network
from routing.answer_warning import ASSUMED, LEFT_OUT, AnswerWarning
from routing.answers.conflict import Conflict
from routing.answers.result import Result
from routing.answers.route import Route
from routing.cautions import cautions_of
from routing.compiling.arcs import some_of
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.timetable import Timetable
from routing.errors import QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.measures import TIME
from routing.question.moments import Moment, told
from routing.question.options import SolveOptions
from routing.question.question import Question
from routing.search.budget import Budget, TimeUp
from routing.solving.agreement import answered
from routing.solving.engine import Least
from routing.solving.on_clock import HORIZON_DAYS, best_start, in_states, latest_start, least_time, timetable_from
from routing.status import Status

SECOND = datetime.timedelta(seconds=1)


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


def _leaving_in_time(network: Network, question: Question, by: datetime.datetime, budget: Budget) -> Question:
    """Return a question in which the goods leave as late as they may to be there by a moment; else a horizon before."""
    origin = question.shipment.origin
    most = question.constraints.max_days
    days = HORIZON_DAYS if most is None else min(HORIZON_DAYS, most)
    zone = moment_at(network, origin, by.date(), "arrive_by").tzinfo
    first = by.astimezone(datetime.UTC).replace(microsecond=0) - datetime.timedelta(days=days)
    first = first.replace(microsecond=0).astimezone(zone)
    least: tuple[int, ...] | None = None
    start = first
    for begin, end in closure_spans(network, first, by):
        asked = replace(question, shipment=replace(question.shipment, ready=begin))
        problem = compile_problem(network, asked)
        look_for = latest_start if question.minimise == "time" else best_start
        found = look_for(problem, timetable_from(problem, begin), between(begin, by), budget, between(begin, end))
        if found.vector is not None and (least is None or found.vector < least):
            least, start = found.vector, begin.astimezone(datetime.UTC) + found.start * 60 // 1000 * SECOND
            if question.minimise == "time":
                break
    return replace(question, shipment=replace(question.shipment, ready=start.astimezone(zone)))


def closure_spans(
    network: Network, first: datetime.datetime, by: datetime.datetime
) -> list[tuple[datetime.datetime, ...]]:
    """Return the spans of time, the last first, in which the same closures are in force for goods that leave then."""
    rows = network.closures.values()
    days = [row.from_date for row in rows if row.from_date]
    days += [row.until_date + datetime.timedelta(days=1) for row in rows if row.until_date]
    changes = {datetime.datetime(day.year, day.month, day.day, tzinfo=first.tzinfo) for day in days}
    end = by.astimezone(datetime.UTC) + SECOND
    moments = sorted((first, *(one for one in changes if first < one < end)), reverse=True)
    return list(zip(moments, (end, *moments), strict=False))


def answer_on_clock(problem: Problem, options: SolveOptions, budget: Budget) -> Result:
    """Return the answer to a question on the clock."""
    question, network = problem.question, problem.table.expansion.network
    ready = question.shipment.ready
    begin = moment_at(network, question.shipment.origin, ready, "ready")
    timetable = timetable_from(problem, begin)
    by = None if question.arrive_by is None else between(begin, question.arrive_by)
    try:
        states = in_states(problem, timetable, budget, by)
    except TimeUp:
        result = answered(problem, options, budget, first=_GaveUp())
    else:
        result = answered(states, options, budget)
    if result.status is Status.INFEASIBLE and options.explain:
        result = replace(result, blocked_by=reasons_on_clock(problem, begin, budget))
    warnings = (
        *cautions_of(network, question, result.routes),
        *assumed_departures(timetable, result.routes),
        *never_departing(timetable),
        *result.warnings,
    )
    return replace(result, warnings=warnings)


def between(one: Moment, other: Moment) -> int:
    """Return the milliminutes from one moment to another."""
    return (seconds_of(other) - seconds_of(one)) * 1000 // 60


class _GaveUp:
    """Stands for an engine whose time was over before it began."""

    name = "label setting"

    def least(self, problem: Problem, budget: Budget) -> Least:
        return Least(Status.UNKNOWN)


def assumed_departures(timetable: Timetable, routes: Iterable[Route]) -> list[AnswerWarning]:
    """Return the warning of services of some routes whose departures nobody states."""
    boarded = {step.element for route in routes for step in route.steps if step.is_boarding}
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


def reasons_on_clock(problem: Problem, begin: datetime.datetime, budget: Budget) -> tuple[Conflict, ...]:
    """Return why there is no route: the time allowed is too short by the timetable, or what no timetable would mend."""
    from routing.asking.explain import reasons

    question, network = problem.question, problem.table.expansion.network
    unlimited = replace(problem, limits=tuple(one for one in problem.limits if one.column != TIME.column))
    if len(unlimited.limits) < len(problem.limits):
        fastest = replace(unlimited, question=replace(question, minimise="time"))
        least = least_time(fastest, timetable_from(problem, begin), budget)
        if least is not None:
            return (_too_short(question, least),)
    bare = replace(
        question,
        model="frequency",
        arrive_by=None,
        on_any_day=True,
        constraints=replace(question.constraints, max_days=None),
        shipment=replace(question.shipment, deadline=None),
    )
    found = reasons(network, bare, budget).blocked_by
    return found or (Conflict((f"the timetable from {told(begin)} on",), (), "offer"),)


def _too_short(question: Question, least: int) -> Conflict:
    """Return the conflict of a time limit with the timetable; `least`: the milliminutes that it takes."""
    days, shipment = least / TIME.per, question.shipment
    words, remedies = [], []
    if question.constraints.max_days is not None:
        words.append(f"max_days {question.constraints.max_days:g}")
        remedies.append(f"max_days from {math.ceil(days * 1000) / 1000:g}")
    if shipment.deadline is not None:
        words.append(f"the deadline {told(shipment.deadline, end=True)}")
        remedies.append(f"{math.ceil(days * 1000) / 1000:g} days from ready to deadline")
    return Conflict((*words, "the timetable"), tuple(remedies))
