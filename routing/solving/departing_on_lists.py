"""Departures by the interpreted searches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routing.kernels.lists.asked import Asked
from routing.kernels.lists.departing import journeys
from routing.kernels.lists.dijkstra import UNREACHED
from routing.kernels.lists.journeys import Journeys
from routing.kernels.lists.on_clock import Board, Clock, Vector, Windows
from routing.search.budget import Budget
from routing.search.graph import Ints
from routing.solving.departing_given import Bounds, Given
from routing.solving.on_lists import least_so_far, least_to_come, span_of


class OnLists:
    """Searches on Python's lists."""

    def least(self, given: Given, weight: Ints, budget: Budget) -> tuple[Ints, Ints]:
        """Return the least weight from the source to each node, and from each to the target; -1 without a way."""
        weights = weight.tolist()
        return _known(least_so_far(given.problem, weights)), _known(least_to_come(given.problem, weights))

    def journeys(self, given: Given, bounds: Bounds, budget: Budget) -> Journeys:
        """Return the journeys that no other beats."""
        asked = Asked(
            fixed=list(map(tuple, given.amounts.tolist())),
            compared=given.compared,
            bounds=[float("inf") if bound is None else bound for bound in given.bounds],
            last=given.last,
            until=given.until,
            most_time=given.most_time,
            behind=bounds.behind.tolist(),
            ahead=bounds.ahead.tolist(),
            known=bounds.known.tolist(),
            told=bounds.told,
            ready=given.ready,
            slower=bounds.slower,
        )
        span = span_of(given.problem)._replace(usable=bounds.usable.tobytes())
        return journeys(span, _clock(given), asked, budget.labels, budget.check)


def _known(least: Sequence[float]) -> Ints:
    return np.array([-1 if one == UNREACHED else one for one in least], np.int64)


def _clock(given: Given) -> Clock:
    """Return the clock for a vector in which time has no entry."""
    rows, timetable, priced = given.rows, given.timetable, given.priced

    def charge(arc: int, stood: int) -> Vector | None:
        days, millicents = timetable.charge(rows[arc], stood)
        if not days:
            return (0,) * len(priced)
        return None if millicents is None else tuple(one * millicents for one in priced)

    return Clock(
        taken=given.taken.tolist(),
        boards={arc: Board(*timetable.boards[row]) for arc, row in enumerate(rows) if row in timetable.boards},
        spans={arc: timetable.open[row] for arc, row in enumerate(rows) if row in timetable.open},
        stored=given.stored.tobytes(),
        ends=given.ends.tobytes(),
        charge=charge,
        per_time=(0,) * len(priced),
        worth_waiting=b"",
        windows={arc: Windows(*timetable.windows[row]) for arc, row in enumerate(rows) if row in timetable.windows},
    )
