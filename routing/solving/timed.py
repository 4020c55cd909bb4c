"""Routes by services that run on some days only: the answer on any day, and where it does not fit, a search of time.

1. The problem is solved with every boarding on any day. A route of it that boards everything on a day on which it runs
   is the answer: none better exists even without the calendar.
2. Else the best route is found that uses none of the arcs that some days are closed to. It bounds what follows.
3. Labels with the time behind them look for a better one through such an arc (`kernels/lists/timed.py`).

OR-Tools does the first step by its own means and the others by one programme with a variable of time at each vertex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from routing.compiling.problem import Problem
from routing.compiling.timing import Timing
from routing.kernels.lists.timed import Clock, timed_path
from routing.question.measures import TIME
from routing.search.budget import Budget, TimeUp
from routing.solving.engine import Engine, Front, Least, missed_by, vector_of
from routing.solving.on_lists import least_to_come, limits_of, span_of
from routing.solving.timed_front import timed_front
from routing.status import Status

MOST_LABELS = 200_000  # of a search of time; the first answers come long before, and proof may never come


class Timed:
    """An engine that leaves days aside, and a search of time where that is not enough."""

    name = "label setting"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def fits(self, problem: Problem) -> bool:
        """Tell whether its numbers hold the sums of a problem."""
        return self.engine.fits(problem)

    def front(self, problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
        """Return the front in some columns, within the limits and on the right days."""
        found = self.engine.front(problem, columns, budget)
        missed = tuple(dict.fromkeys(name for path in found.paths for name in missed_by(problem, path)))
        return timed_front(self, problem, columns, budget)._replace(missed=missed) if missed else found

    def least(self, problem: Problem, budget: Budget) -> Least:
        """Return the least vector within the limits on the right days, and its canonical route."""
        found = self.engine.least(problem, budget)
        missed = missed_by(problem, found.arcs)
        if not missed:
            return found
        dateless = self.engine.least(without_timed(problem), budget)
        if dateless.status is not Status.UNKNOWN:
            dateless = _better(problem, dateless, budget)
        return dateless._replace(missed=missed, known=(), bound=None)  # a bound of other routes is none of all


def without_timed(problem: Problem, names: Sequence[str] | None = None) -> Problem:
    """Return a problem without the arcs that some days are closed to: all, or those of some services and links."""
    arcs = [arc for arc, name in problem.timing.names.items() if names is None or name in names]
    left = {arc: spans for arc, spans in problem.timing.spans.items() if arc not in set(arcs)}
    usable = problem.usable & ~np.isin(problem.row, arcs)
    timing = Timing(left, {arc: problem.timing.names[arc] for arc in left}, problem.timing.ending)
    return replace(problem, usable=usable, timing=timing)


def time_bound(problem: Problem, vector: Sequence[int]) -> int | None:
    """Return how long a route may take that is no worse than a vector and keeps the limits; None without a bound.

    Where the objective of every arc is so many times its time or more, so is that of a route.
    """
    bounds = [limit.bound for limit in problem.limits if limit.column == TIME.column]
    taken = problem.table.columns[TIME.column][problem.row]
    times = min((problem.vector[0][taken > 0] // taken[taken > 0]).tolist(), default=0)
    if vector and times:
        bounds.append(vector[0] // times)
    return min(bounds, default=None)


def _better(problem: Problem, known: Least, budget: Budget) -> Least:
    """Return the best route through an arc that is open on some days, or the known one, which uses none."""
    check = budget.check
    weight = sum(problem.packed[arc] for arc in known.arcs) if known.arcs else None
    try:
        found = timed_path(
            span_of(problem),
            (problem.graph.entering, problem.graph.tails),
            problem.packed,
            least_to_come(problem, problem.packed, check),
            limits_of(problem, check),
            clock_of(problem, time_bound(problem, known.vector)),
            float("inf") if weight is None else weight,
            min(budget.labels, MOST_LABELS),
            check,
        )
    except TimeUp:
        return _not_proven(known)
    if found.status == "stopped":
        return _not_proven(known)
    if found.arcs is None or (known.arcs and (found.weight, found.arcs) > (weight, known.arcs)):
        return known._replace(rows=None, labels=known.labels + found.labels)
    return Least(Status.OPTIMAL, vector_of(problem, found.arcs), found.arcs, labels=found.labels)


def _not_proven(known: Least) -> Least:
    status = Status.FEASIBLE if known.arcs else Status.UNKNOWN
    return Least(status, known.vector, known.arcs, labels=known.labels, is_least=False)


def clock_of(problem: Problem, latest: int | None) -> Clock:
    """Return the time on the way over the arcs of a problem; spans that begin after the latest time are left out."""
    table, row = problem.table, problem.row
    spans = {}
    for arc in np.flatnonzero(problem.usable & np.isin(row, list(problem.timing.spans))).tolist():
        stated = problem.timing.spans[int(row[arc])]
        spans[arc] = tuple(span for span in stated if latest is None or span.begin <= latest)
    return Clock(
        taken=table.columns[TIME.column][row].tolist(),
        untimed=table.missing[TIME.column][row].astype(np.uint8).tobytes(),
        spans=spans,
        opening=frozenset(arc for arc, left in spans.items() if left and int(row[arc]) not in problem.timing.ending),
    )
