"""`ByClock`: from when on the goods of a question move, by which departures, and until when they must be there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.question.clock import moment_at, seconds_of
from routing.question.moments import Moment
from routing.search.budget import Budget
from routing.solving.on_clock import in_states, timetable_from


@dataclass(frozen=True, eq=False, slots=True)
class ByClock:
    """The clock of a question.

    Attributes
    ----------
    begin
        When the goods leave.
    timetable
        Departures of what the question may use.
    by
        Milliminutes from the begin until the goods must be there; None: the question does not say.
    """

    begin: datetime.datetime
    timetable: Timetable
    by: int | None

    @classmethod
    def of(cls, problem: Problem) -> ByClock:
        """Return the clock of the question of a problem."""
        question, network = problem.question, problem.table.expansion.network
        begin = moment_at(network, question.shipment.origin, question.shipment.ready, "ready")
        by = None if question.arrive_by is None else between(begin, question.arrive_by)
        return cls(begin, timetable_from(problem, begin), by)

    def states(self, problem: Problem, budget: Budget) -> Problem:
        """Return a problem, of the arcs of this clock or fewer, as one of states in which every engine finds its least.

        Raises
        ------
        TimeUp
            A limit was reached.
        """
        return in_states(problem, self.timetable, budget, self.by)


def between(one: Moment, other: Moment) -> int:
    """Return the milliminutes from one moment to another."""
    return (seconds_of(other) - seconds_of(one)) * 1000 // 60
