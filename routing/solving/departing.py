"""Journeys of many starts on the clock: those that are worth taking, and the route of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.kernels.lists.departing import ANY_TIME, Asked, Journey, Journeys, journeys
from routing.kernels.lists.on_clock import NO_DWELL, Board, Clock, Move, State, Vector
from routing.question.measures import COST, TIME
from routing.search.budget import Budget
from routing.solving.agreement import route_of
from routing.solving.on_clock import problem_of
from routing.solving.on_lists import OnLists, span_of

LONGEST_DAYS = 180  # a journey is followed so far where no limit says less


class Starts(NamedTuple):
    """The last moment at which goods may leave, from the begin on, and that by which they arrive."""

    last: int
    until: int


def departing(
    problem: Problem, timetable: Timetable, starts: Starts, columns: Sequence[str], budget: Budget
) -> Journeys:
    """Return the journeys worth taking that start from the begin until a moment.

    None of them leaves no later, arrives no earlier and is no better in the columns than another one of the span.

    Raises
    ------
    TimeUp
        The time is over.
    """
    if problem.source < 0 or problem.target < 0:
        return Journeys([], True, 0)
    limits = {limit.column: limit.bound for limit in problem.limits}
    entries = [*columns, *(column for column in limits if column != TIME.column and column not in columns)]
    asked = Asked(
        fixed=list(zip(*(problem.columns[column].tolist() for column in entries), strict=True)),
        compared=len(columns),
        bounds=[limits.get(column, float("inf")) for column in entries],
        last=starts.last,
        until=starts.until,
        most_time=limits.get(TIME.column, LONGEST_DAYS * TIME.per),
    )
    found = journeys(span_of(problem), _clock(problem, timetable, entries), asked, budget.labels, budget.check)
    kept = [one._replace(vector=one.vector[: len(columns)]) for one in found.found]
    return found._replace(found=kept)


def _clock(problem: Problem, timetable: Timetable, entries: Sequence[str]) -> Clock:
    """Return the clock of a problem for a vector of some columns, in which time has no entry."""
    rows = problem.row.tolist()
    priced = tuple(int(column == COST.column) for column in entries)
    is_priced = any(priced)

    def charge(arc: int, stood: int) -> Vector | None:
        days, millicents = timetable.charge(rows[arc], stood)
        if not days:
            return (0,) * len(priced)
        return None if millicents is None else tuple(one * millicents for one in priced)

    charging = {row for row, place in timetable.stored.items() if is_priced and place in timetable.storages}
    return Clock(
        taken=problem.columns[TIME.column].tolist(),
        boards={arc: Board(*timetable.boards[row]) for arc, row in enumerate(rows) if row in timetable.boards},
        spans={arc: timetable.open[row] for arc, row in enumerate(rows) if row in timetable.open},
        stored=bytes(row in charging for row in rows),
        ends=bytes(timetable.ends[row] for row in rows),
        charge=charge,
        per_time=(0,) * len(entries),
        worth_waiting=b"",
    )


def route_from(problem: Problem, timetable: Timetable, journey: Journey, start: int) -> Route:
    """Return the route of a journey that starts at a moment: the one way through its own states."""
    states = problem_of(problem, timetable, State(problem.source, start), _moves(problem, timetable, journey, start))
    way = OnLists().least(states, Budget.of(None, None))
    return route_of(states, way.arcs)


def _moves(problem: Problem, timetable: Timetable, journey: Journey, start: int) -> Iterable[tuple[State, Move]]:
    """Yield the states of a journey, each with what leads on from it."""
    rows, state = problem.row.tolist(), State(problem.source, start)
    for arc, end in journey.arcs:
        at = end + start if journey.start == ANY_TIME else end
        row, stood, since = rows[arc], 0, state.at if rows[arc] in timetable.stored else state.since
        if state.since != NO_DWELL and timetable.ends[row]:
            stood, since = at - state.since, NO_DWELL
        head = State(problem.graph.heads[arc], at, since)
        yield state, Move(arc, head, (), stood)
        state = head
