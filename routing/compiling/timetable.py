"""The timetable of a problem: when its arcs board, which of its links open when, and where a dwell is charged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from networks.timetable.moments import moments
from routing.amounts import charges
from routing.amounts.demurrage import Storage
from routing.compiling.calendar import A_YEAR, Spans, departing_spans, lies_in, overlap
from routing.compiling.problem import Problem
from routing.compiling.timing import dated_arcs
from routing.question.measures import TIME
from routing.question.moments import Moment
from routing.steps.kinds import BOARD, PASS

A_DAY_S = 86_400


@dataclass(frozen=True, eq=False)
class Timetable:
    """When the arcs of an expansion may be begun, in milliminutes since a begin.

    Attributes
    ----------
    boards
        Arc -> departures in their order, and how long before one the goods must be there.
    open
        Arc -> spans of time in which it may be begun: a link that opens, a service that runs on some days only.
    stored
        Arc -> place at which a dwell that is charged begins with it.
    ends
        Per arc, whether it ends a dwell.
    known
        Service -> ``stated`` or ``assumed``.
    """

    boards: Mapping[int, tuple[list[int], int]]
    open: Mapping[int, Spans]
    stored: Mapping[int, str]
    ends: bytes
    places: tuple[str, ...]
    storages: Mapping[str, Storage]
    prices: dict[tuple[str, int], int | None]
    problem: Problem
    known: Mapping[str, str]
    horizon: int

    def charge(self, row: int, stood: int) -> tuple[int, int | None]:
        """Return the days and millicents that are charged for a dwell that an arc ends."""
        place = self.places[row]
        storage = self.storages.get(place)
        days = 0 if storage is None else storage.days(stood)
        if not days:
            return 0, 0
        key = (place, days)
        if key not in self.prices:
            expansion = self.problem.table.expansion
            assert storage is not None
            self.prices[key] = charges.demurrage(expansion.network, expansion.load, storage, days)[0]
        return days, self.prices[key]


def timetable_of(problem: Problem, begin: int, days: int, ready: Moment) -> Timetable:
    """Return the timetable of the arcs that a problem may use.

    Parameters
    ----------
    begin
        Seconds since 1970-01-01 UTC.
    days
        How far from there departures are looked at.
    ready
        The same moment as `begin`, on the clocks of the question.
    """
    table, network = problem.table, problem.table.expansion.network
    arcs = table.expansion.arcs
    until = begin + days * A_DAY_S
    boards: dict[int, tuple[list[int], int]] = {}
    stored: dict[int, str] = {}
    known: dict[str, str] = {}
    leads = table.columns[TIME.column]
    for row in sorted(set(problem.row[problem.usable].tolist())):
        arc = arcs[row]
        if arc.stored:
            stored[row] = arc.stored
        if arc.leaving is not None and arc.leaving.after is None:
            boards[row] = ([], int(leads[row]))
        elif arc.leaving is not None and arc.leaving.after is not None:
            service, after = arc.leaving
            found = moments(network, service, begin - after * 60 // 1000 - A_DAY_S, until)
            known[service] = found.known
            at = ((found.times - begin) * 2000 + 60) // 120 + after
            at = at[at >= 0]
            if service in network.dated:
                spans = departing_spans(network.dated[service], ready, max(days, A_YEAR))
                at = np.array([one for one in at.tolist() if lies_in(spans, one)], dtype=np.int64)
            boards[row] = (at.tolist(), int(leads[row]))
    opening: dict[int, Spans] = {}
    for _, row, spans in dated_arcs(table, network, ready, max(days, A_YEAR)):
        if row not in boards:
            opening[row] = overlap(opening[row], spans) if row in opening else spans
    return Timetable(
        boards=boards,
        open=opening,
        stored=stored,
        ends=bytes(arc.step.kind in (BOARD, PASS) for arc in arcs),
        places=tuple(arc.step.places[0] for arc in arcs),
        storages={place: one for place in set(stored.values()) if (one := charges.storage_at(network, place))},
        prices={},
        problem=problem,
        known=known,
        horizon=days * 1_440_000,
    )
