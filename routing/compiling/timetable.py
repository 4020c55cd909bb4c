"""The timetable of a problem: when its arcs board, which of its links open when, and where a dwell is charged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from networks.timetable.moments import moments
from routing.amounts import charges
from routing.amounts.demurrage import Storage
from routing.compiling.arc_table import Ints
from routing.compiling.calendar import ALWAYS, Spans, departing_spans, lies_in, open_spans
from routing.compiling.problem import Problem
from routing.question.measures import TIME
from routing.question.moments import Moment
from routing.steps.kinds import BOARD


@dataclass(frozen=True, slots=True)
class Board:
    """When an arc boards: departures in milliminutes since the begin, in their order, and how long before at least."""

    times: list[int]
    lead: int


@dataclass(frozen=True, eq=False)
class Timetable:
    row: Ints
    boards: Mapping[int, Board]
    open: Mapping[int, Spans]
    stored: Mapping[int, str]
    kind: list[str]
    place: list[str]
    storages: Mapping[str, Storage]

    def is_open(self, row: int, at: int) -> bool:
        return lies_in(self.open[row], at)

    def days_of(self, row: int, dwell: int) -> int:
        storage = self.storages.get(self.place[row])
        return 0 if storage is None else storage.days(dwell)


def timetable_of(problem: Problem, begin: int, until: int, ready: Moment) -> Timetable:
    """begin, until: seconds UTC."""
    table = problem.table
    expansion = table.expansion
    network = expansion.network
    arcs = expansion.arcs
    times: dict[str, Ints] = {}
    boards, stored = {}, {}
    usable = set(problem.row[problem.usable].tolist())
    for row in usable:
        arc = arcs[row]
        if arc.stored:
            stored[row] = arc.stored
        if arc.leaving is not None and arc.leaving.after is not None:
            service, after = arc.leaving
            earliest = begin - (after * 60) // 1000 - 86400
            found = moments(network, service, earliest, until).times
            at = ((found - begin) * 2000 + 60) // 120 + after
            at = at[at >= 0]
            if service in network.dated:
                spans = departing_spans(network.dated[service], ready)
                at = np.array([one for one in at.tolist() if lies_in(spans, one)], dtype=np.int64)
            boards[row] = Board(at.tolist(), int(table.columns[TIME.column][row]))
    opening = {}
    for link, year in network.opening_years.items():
        if year > ready.year:
            spans = open_spans(year, ready)
            for row in table.arcs_of("link").get(link, ()):
                opening[int(row)] = spans
    storages = {place: found for place in set(stored.values()) if (found := charges.storage_at(network, place))}
    return Timetable(problem.row, boards, opening, stored, [arc.step.kind for arc in arcs], [arc.step.places[0] for arc in arcs], storages)
