"""States of place and moment, joined by arcs: a problem on the clock as what every engine takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from routing.amounts import charges
from routing.compiling.arc_table import Ints
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.compiling.vector import Bools, vector_columns
from routing.kernels.lists.on_clock import Move, State
from routing.question.measures import COST, TIME
from routing.search.graph import Graph
from routing.steps.kinds import DEMURRAGE, PORT, WAITING
from routing.steps.opened import opening_of
from routing.steps.step import Step


@dataclass(frozen=True, eq=False, kw_only=True)
class ClockProblem(Problem):
    """A problem whose nodes are states.

    Attributes
    ----------
    taken
        Per arc, the milliminutes that it takes, waiting included.
    charged_days
        Per arc, the days of demurrage that it charges; 0 of all arcs but those of charges.
    waits
        Per arc, whether goods only wait on it until what follows opens.
    """

    taken: Ints
    charged_days: Ints
    waits: Bools

    def step(self, number: int) -> Step:
        """Return what happens on an arc, with the wait for a departure; or the wait before it, the charge behind it."""
        if self.waits[number]:
            return wait_of(self, self.arc(number).step, int(self.taken[number]))
        return step_of(self, int(self.row[number]), int(self.taken[number]), int(self.charged_days[number]))


def step_of(problem: Problem, row: int, taken: int, charged_days: int = 0) -> Step:
    """Return the step of an arc of the expansion that takes so long, or of the charge that follows it."""
    expansion = problem.table.expansion
    arc = expansion.arcs[row]
    if charged_days:
        return _charge(problem, arc.step, charged_days)
    if arc.leaving is None:
        return arc.step
    return replace(
        arc.step,
        milliminutes=taken,
        time_figure=None,
        timetable="stated" if arc.leaving.service in expansion.network.departures else "assumed",
        lead=arc.step.milliminutes or 0,
    )


def wait_of(problem: Problem, step: Step, milliminutes: int) -> Step:
    """Return the wait until a step may be begun."""
    return Step(
        kind=WAITING,
        component=WAITING,
        element=opening_of(problem.table.expansion.network, step),
        places=step.places,
        milliminutes=milliminutes,
        territories=step.territories,
    )


def _charge(problem: Problem, step: Step, days: int) -> Step:
    expansion = problem.table.expansion
    network, place = expansion.network, step.places[0]
    storage = charges.storage_at(network, place)
    assert storage is not None
    millicents, key = charges.demurrage(network, expansion.load, storage, days)
    return Step(
        kind=DEMURRAGE,
        component=PORT,
        element=place,
        places=(place,),
        side=step.side,
        millicents=millicents,
        charged_days=days,
        price_figure=key,
        territories=step.territories,
    )


class _Made(NamedTuple):
    """An arc between two states, or one of them and the end of a wait, or a charge.

    Over which arc of the problem it leads, and what it adds to it.
    """

    tail: tuple[int, ...]
    head: tuple[int, ...]
    arc: int
    taken: int
    days: int = 0
    millicents: int = -1  # -1: no charge, or one that nobody knows
    waits: bool = False


def problem_of(
    problem: Problem, timetable: Timetable, origin: State, kept: Iterable[tuple[State, Move]]
) -> ClockProblem:
    """Return the problem of some moves between states; a wait until something opens is an arc of its own."""
    rows, least = problem.row.tolist(), problem.columns[TIME.column]
    made: set[_Made] = set()
    for state, move in kept:
        head = (*move.head, -1, 0) if move.head.node != problem.target else (problem.target, 0, 0, -1, 0)
        tail = (*state, -1, 0)
        days, millicents = timetable.charge(rows[move.arc], move.stood) if move.stood else (0, 0)
        taken = move.head.at - state.at
        if days:
            between = (*move.head, move.arc, move.stood)
            made.add(_Made(tail, between, move.arc, taken))
            made.add(_Made(between, head, move.arc, 0, days, -1 if millicents is None else millicents))
        elif rows[move.arc] in timetable.windows and taken > least[move.arc]:
            opened = (*state, move.arc, -1)
            made.add(_Made(tail, opened, move.arc, taken - int(least[move.arc]), waits=True))
            made.add(_Made(opened, head, move.arc, int(least[move.arc])))
        else:
            made.add(_Made(tail, head, move.arc, taken))
    arcs = sorted(made)
    ends = (*origin, -1, 0), (problem.target, 0, 0, -1, 0)
    names = sorted({one.tail for one in arcs} | {one.head for one in arcs} | set(ends))
    node = {name: number for number, name in enumerate(names)}
    tails, heads, numbers, times, days_charged, charges_due, waits = (
        np.array(column, dtype=np.int64).reshape(-1)
        for column in (
            [node[one.tail] for one in arcs],
            [node[one.head] for one in arcs],
            *([one[place] for one in arcs] for place in range(2, 7)),
        )
    )
    charged, waiting = days_charged > 0, waits > 0
    added = charged | waiting
    columns = {name: np.where(added, 0, cells[numbers]) for name, cells in problem.columns.items()}
    columns[TIME.column] = times
    columns[COST.column] = columns[COST.column] + np.maximum(charges_due, 0)
    missing = {name: cells[problem.row[numbers]] & ~added for name, cells in problem.table.missing.items()}
    missing[COST.column] |= charged & (charges_due < 0)
    *vector, counted = vector_columns(columns, missing, problem.question.minimise, problem.weights.of)
    return ClockProblem(
        question=problem.question,
        table=problem.table,
        graph=Graph(tails, heads, len(names)),
        usable=np.ones(len(arcs), dtype=np.bool_),
        columns=columns,
        vector=(*vector, np.where(waiting | _waited(problem, numbers), 0, counted)),  # no arc that somebody chose
        limits=problem.limits,
        row=problem.row[numbers],
        source=node[ends[0]],
        target=node[ends[1]],
        weights=problem.weights,
        left_out=problem.left_out,
        lacking=problem.lacking,
        charged_days=days_charged,
        taken=times,
        waits=waiting,
    )


def _waited(problem: Problem, numbers: Ints) -> Bools:
    """Return for some arcs of a problem whether goods under way have waited on them."""
    arcs = problem.table.expansion.arcs
    done = takewhile(lambda row: arcs[row].done, reversed(range(len(arcs))))
    waited = [row for row in done if arcs[row].step.kind == WAITING]
    return np.isin(problem.row[numbers], waited)
