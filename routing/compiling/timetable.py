"""The timetable of a problem: when its arcs board, when what they do is open, and where a dwell is charged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from networks.timetable.moments import Moments, moments
from networks.timetable.openings import open_windows
from routing.amounts import charges
from routing.amounts.demurrage import Storage
from routing.compiling.arc_table import ArcTable
from routing.compiling.calendar import A_YEAR, ALWAYS, Spans, departing_spans, lies_in, overlap
from routing.compiling.events import event_spans
from routing.compiling.problem import Problem
from routing.compiling.timing import dated_arcs
from routing.question.measures import TIME
from routing.question.moments import Moment
from routing.steps.opened import opening_of

A_DAY_S = 86_400
Opening = tuple[list[int], list[int]]  # when windows begin and end


@dataclass(frozen=True, eq=False)
class Timetable:
    """When the arcs of an expansion may be begun, in milliminutes since a begin.

    Attributes
    ----------
    boards
        Arc -> departures in their order, and how long before one the goods must be there.
    open
        Arc -> spans of time in which it may be begun: a link that opens, a service that runs on some days only.
    windows
        Arc -> begins and ends of the times in which what is done on it may begin, ascending and apart from each other;
        goods that come earlier wait. None are left where it does not open any more.
    stored
        Arc -> place at which a dwell that is charged begins with it, when the goods come.
    ends, places
        Per arc, whether it ends a dwell; where, of those at places that charge.
    known
        Service -> ``stated`` or ``assumed``.
    """

    boards: Mapping[int, tuple[list[int], int]]
    open: Mapping[int, Spans]
    windows: Mapping[int, Opening]
    stored: Mapping[int, str]
    ends: bytes
    places: Mapping[int, str]
    storages: Mapping[str, Storage]
    prices: dict[tuple[str, int], int | None]
    problem: Problem
    known: Mapping[str, str]
    horizon: int

    def from_moment(self, at: int) -> Timetable:
        """Return the timetable without the departures before a moment."""
        boards = {row: (times[bisect_left(times, at) :], lead) for row, (times, lead) in self.boards.items()}
        return replace(self, boards=boards)

    def charge(self, row: int, stood: int) -> tuple[int, int | None]:
        """Return the days and millicents that are charged for a dwell that an arc ends."""
        place = self.places.get(row, "")
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
    leads = table.columns[TIME.column]
    used = np.zeros(len(arcs), np.bool_)
    used[problem.row[problem.usable]] = True
    rows = [row for row in table.on_clock if used[row]]
    departing = _departing(table, rows, begin, until)
    times: dict[tuple[str, int], list[int]] = {}  # several rows board the same service at the same stop
    for row in rows:
        arc = arcs[row]
        if arc.stored:
            stored[row] = arc.stored
        if arc.leaving is not None and arc.leaving.after is None:
            boards[row] = ([], int(leads[row]))
        elif arc.leaving is not None and arc.leaving.after is not None:
            service, after = key = arc.leaving.service, arc.leaving.after
            if key not in times:
                at = ((departing[service].times - begin) * 2000 + 60) // 120 + after
                times[key] = at[at >= 0].tolist()
                if service in network.dated:
                    spans = departing_spans(network.dated[service], ready, max(days, A_YEAR))
                    times[key] = [one for one in times[key] if lies_in(spans, one)]
            boards[row] = (times[key], int(leads[row]))
    opening: dict[int, Spans] = {}
    for _, row, spans in dated_arcs(table, network, ready, max(days, A_YEAR)):
        if row not in boards:
            opening[row] = overlap(opening[row], spans) if row in opening else spans
    for row, allowed in event_spans(problem, used, ready):
        if row in boards:
            boards[row] = ([one for one in boards[row][0] if lies_in(allowed.departing, one)], boards[row][1])
        else:
            opening[row] = overlap(opening.get(row, ALWAYS), allowed.begun)
    storages = {place: one for place in set(stored.values()) if (one := charges.storage_at(network, place))}
    return Timetable(
        boards=boards,
        open=opening,
        windows=_windows(table, used, begin, until),
        stored=stored,
        ends=table.end_dwells,
        places={
            row: place for place in storages for row in table.arcs_of("place")[place].tolist() if table.end_dwells[row]
        },
        storages=storages,
        prices={},
        problem=problem,
        known={service: found.known for service, found in departing.items()},
        horizon=days * 1_440_000,
    )


def _departing(table: ArcTable, rows: Sequence[int], begin: int, until: int) -> dict[str, Moments]:
    """Return when the services of some arcs depart from their first stops, so far back that they matter at others."""
    longest: dict[str, int] = {}
    for leaving in (table.expansion.arcs[row].leaving for row in rows):
        if leaving is not None and leaving.after is not None:
            longest[leaving.service] = max(leaving.after, longest.get(leaving.service, 0))
    network = table.expansion.network
    return {
        service: moments(network, service, begin - after * 60 // 1000 - A_DAY_S, until)
        for service, after in longest.items()
    }


def _windows(table: ArcTable, used: NDArray[np.bool_], begin: int, until: int) -> dict[int, Opening]:
    """Return for each arc that is used and keeps to opening hours when it may be begun."""
    network = table.expansion.network
    if not network.opening_hours:
        return {}
    found: dict[int, Opening] = {}
    openings: dict[str, Opening] = {}
    for row in np.flatnonzero(used).tolist():
        opens = opening_of(network, table.expansion.arcs[row].step)
        if opens and opens not in openings:
            openings[opens] = _opening(network, opens, begin, until)
        if opens:
            found[row] = openings[opens]
    return found


def _opening(network: Network, element: str, begin: int, until: int) -> Opening:
    """Return when an element is open: from the first milliminute since the begin on, before the first one after."""
    found = open_windows(network, element, begin, until)
    assert found is not None
    begins, ends = (-((begin - side) * 50 // 3) for side in found)  # rounded up
    return begins.tolist(), ends.tolist()
