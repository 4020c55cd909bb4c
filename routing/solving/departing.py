"""Journeys of many starts on the clock: those that are worth taking, and the route of each.

1. A search over the few arcs of what is near the best by one of its criteria, or by all together, finds journeys. They
   say within what time and for what amounts there is one *whenever* goods leave.
2. An arc that no journey uses which might still be better is left out, by the least that comes before and behind it;
   on the others everything is looked at.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.kernels.lists.journeys import ANY_TIME, Journey, Journeys
from routing.kernels.lists.on_clock import NO_DWELL
from routing.question.measures import TIME
from routing.question.shipment import Shipment
from routing.search.budget import Budget, TimeUp
from routing.search.graph import Ints
from routing.solving.clock_states import step_of, wait_of
from routing.solving.departing_given import Bounds, Engine, Given, Mask
from routing.steps.step import Step

__all__ = ["ANY_TIME", "LONGEST_DAYS", "Journey", "Journeys", "Routes", "Starts", "departing", "leaving_at"]

LONGEST_DAYS = 180  # a journey is followed so far where no limit says less
KERNELS = "routing.kernels.arrays.departing"
SMALL = 1_000  # arcs up to which interpreted searches end before compiled ones are loaded
SHORT_DAYS = 92  # starts of so many days are looked at by interpreted searches in a second or two
LOADING_LABELS = 7_500  # interpreted searches of so many take as long as to load the compiled ones
NEAR = 1.03  # of the least, by which the first arcs are chosen
MOST_KNOWN = 64
SCALE = 10**6
NONE = -1  # before all starts
_interpreted = [0]  # labels of the short searches of this process so far: many are sooner done compiled


class Starts(NamedTuple):
    """The last moment at which goods may leave, from the begin on, and that by which they arrive.

    What leaves after `told` is of interest only if it beats something that leaves before.
    """

    last: int
    until: int
    told: int


def departing(
    problem: Problem, timetable: Timetable, starts: Starts, columns: Sequence[str], budget: Budget
) -> Journeys:
    """Return the journeys worth taking that start from the begin until a moment, each with its totals in the columns.

    None of them leaves no later, arrives no earlier and is no better in the columns than another one.
    """
    return _searched(_given(problem, timetable, starts, columns), starts.told, budget)


def leaving_at(
    problem: Problem, timetable: Timetable, ready: int, until: int, columns: Sequence[str], budget: Budget
) -> Journeys:
    """Return the journeys that leave at a moment and arrive by another, with their totals in the columns.

    None of them arrives no earlier and is no better in the columns than another one.
    """
    given = _given(problem, timetable, Starts(ready, until, ready), columns)
    most = min([until - ready, *(limit.bound for limit in problem.limits if limit.column == TIME.column)])
    return _searched(replace(given, ready=ready, most_time=most), ready, budget)


def _given(problem: Problem, timetable: Timetable, starts: Starts, columns: Sequence[str]) -> Given:
    limits = {limit.column: limit.bound for limit in problem.limits}
    others = [column for column in limits if column != TIME.column and column not in columns]
    return Given(
        problem=problem,
        timetable=timetable,
        columns=(*columns, *others),
        compared=len(columns),
        bounds=tuple(limits.get(column) for column in (*columns, *others)),
        last=starts.last,
        until=starts.until,
        most_time=limits.get(TIME.column, LONGEST_DAYS * TIME.per),
    )


def _searched(given: Given, told: int, budget: Budget) -> Journeys:
    if given.problem.source < 0 or given.problem.target < 0:
        return Journeys([], True, 0, slower=True)
    try:
        found = _in_two(given, told, budget)
    except TimeUp:
        return Journeys([], False, 0)
    return found._replace(found=[one._replace(vector=one.vector[: given.compared]) for one in found.found])


def _in_two(given: Given, told: int, budget: Budget) -> Journeys:
    ways = _Ways(given, _engine_for(given, told), budget)
    if not ways.is_reached:
        return Journeys([], True, 0, slower=True)
    nothing = np.empty((0, given.compared + 1), np.int64)
    first = _journeys(given, ways.bounds(ways.near(), nothing, NONE, slower=False), told, budget)
    if not first.whole:
        return first
    known = _known(first.found, given)
    found = _journeys(given, ways.bounds(ways.hopeful(known), known, told, slower=True), told, budget)
    return found._replace(labels=first.labels + found.labels)


def _journeys(given: Given, bounds: Bounds, told: int, budget: Budget) -> Journeys:
    """Return the journeys within some bounds: interpreted where more than boarding depends on the clock."""
    opened = [*given.timetable.open, *given.timetable.windows]
    depending = bool(np.isin(given.problem.row[bounds.usable], opened).any())
    found = _engine_for(given, told, interpreted=depending).journeys(given, bounds, budget)
    if not (depending or _is_small(given)) and _is_short(told):
        _interpreted[0] += found.labels
    return found


def _engine_for(given: Given, told: int, *, interpreted: bool = False) -> Engine:
    """Return the compiled searches where they are loaded, or where interpreted ones take longer than to load them."""
    is_short = _is_short(told) and _interpreted[0] < LOADING_LABELS
    if interpreted or _is_small(given) or is_short or find_spec("numba") is None:
        from routing.solving.departing_on_lists import OnLists

        return OnLists()
    from routing.solving.departing_on_arrays import OnArrays

    return OnArrays()


class _Ways:
    """The least time and amounts of the ways over each arc."""

    def __init__(self, given: Given, engine: Engine, budget: Budget) -> None:
        self.given, self.engine, self.budget = given, engine, budget
        usable, graph = given.problem.usable, given.problem.graph
        weights = [given.taken, *given.amounts.T]
        both = self.both = [self._both(weight) for weight in weights]
        self.behind, self.ahead = (np.stack([pair[end] for pair in both], axis=1) for end in (0, 1))
        self.least = np.stack([self._over(weight, *pair) for weight, pair in zip(weights, both, strict=True)])
        behind, ahead = both[0]
        self.reached: Mask = usable & (behind[graph.tail] >= 0) & (ahead[graph.head] >= 0)
        for least, most in zip(self.least, (given.most_time, *given.bounds), strict=True):
            self.reached &= True if most is None else least <= most

    @property
    def is_reached(self) -> bool:
        return bool(self.reached.any()) or self.given.problem.source == self.given.problem.target

    def _both(self, weight: Ints) -> tuple[Ints, Ints]:
        """Return the least weight from the source to each node and from each to the target."""
        return self.engine.least(self.given, np.ascontiguousarray(weight), self.budget)

    def _over(self, weight: Ints, behind: Ints, ahead: Ints) -> Ints:
        graph = self.given.problem.graph
        return np.asarray(behind[graph.tail] + weight + ahead[graph.head])

    def bounds(self, usable: Mask, known: Ints, told: int, *, slower: bool) -> Bounds:
        """Return bounds with what is known of arcs and journeys."""
        return Bounds(usable, self.behind, self.ahead, known, told, slower)

    def near(self) -> Mask:
        """Return the arcs of ways that are near the least in one criterion, waits at their mean, or in their sum."""
        given = self.given
        waited = given.taken + self._mean_waits()
        ways = [(waited, self._both(waited)), *zip(given.amounts.T, self.both[1:], strict=True)][: given.compared + 1]
        total = np.zeros(len(given.taken), np.int64)
        for weight, (behind, _) in ways:
            total = total + weight * SCALE // max(1, int(behind[given.problem.target]))
        found = np.zeros(len(given.taken), np.bool_)
        for weight, (behind, ahead) in (*ways, (total, self._both(total))):
            least = int(behind[given.problem.target])
            found |= self.reached & (self._over(weight, behind, ahead) <= least * NEAR)
        return found

    def _mean_waits(self) -> Ints:
        """Return half the time between two departures of what boards at such; of what never does, all the time."""
        given, waits = self.given, np.zeros(len(self.given.taken), np.int64)
        half = {
            row: given.until // (2 * max(1, bisect_right(times, given.until)))
            for row, (times, _) in given.timetable.boards.items()
        }
        timed = [arc for arc, row in enumerate(given.rows) if row in half]
        waits[timed] = [half[given.rows[arc]] for arc in timed]
        return waits

    def hopeful(self, known: Ints) -> Mask:
        """Return the arcs that may lie on a journey which none that is known beats."""
        useful = self.reached.copy()
        least = self.least[: self.given.compared + 1]
        for row in known:
            useful &= (least < row[:, None]).any(axis=0) | (least == row[:, None]).all(axis=0)
        return useful


def _is_small(given: Given) -> bool:
    return int(given.problem.usable.sum()) <= SMALL


def _is_short(told: int) -> bool:
    return told <= SHORT_DAYS * TIME.per and not _is_loaded()


def _is_loaded() -> bool:
    """Tell whether a search of this process has loaded the compiled kernels already."""
    kernels = sys.modules.get(KERNELS)
    return kernels is not None and bool(getattr(kernels.settle, "signatures", ()))


def _known(found: Sequence[Journey], given: Given) -> Ints:
    """Return times, and amounts beside each, within which there is a journey whenever goods leave.

    Between two journeys one waits for the second. Behind the last one none is known: the time until the end of all
    counts, so that nothing is left out that might end before.
    """
    if given.ready is not None:
        return _least_of({(one.end - given.ready, *one.vector[: given.compared]) for one in found}, given)
    journeys = sorted((one for one in found if one.start != ANY_TIME), key=lambda one: one.start)
    starts, ends = (np.array([one[place] for one in journeys], np.int64) for place in (0, 1))
    amounts = np.array([one.vector[: given.compared] for one in journeys], np.int64).reshape(-1, given.compared)
    rows = {(one.end, *one.vector[: given.compared]) for one in found if one.start == ANY_TIME}
    every = sorted(set(map(tuple, amounts.tolist())))
    for most in every[:: max(1, len(every) // MOST_KNOWN)]:
        within = (amounts <= np.array(most)).all(axis=1)
        first, last = np.concatenate([[-1], starts[within]]), ends[within]
        last = np.minimum.accumulate(np.concatenate([last, [given.until + 1]])[::-1])[::-1]
        rows.add((int((last - first - 1).max()), *most))
    return _least_of(rows, given)


def _least_of(rows: set[tuple[int, ...]], given: Given) -> Ints:
    """Return the rows that none is as small as or smaller than in all cells."""
    kept = [row for row in rows if not any(other != row and all(map(int.__le__, other, row)) for other in rows)]
    return np.array(sorted(kept), np.int64).reshape(-1, given.compared + 1)


class Routes:
    """Routes of journeys: what happens alike in several of them is told once."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        self.problem, self.timetable = problem, timetable
        self.rows: list[int] = problem.row.tolist()
        self.least: list[int] = problem.columns[TIME.column].tolist()
        self.steps: dict[tuple[int, int, int], Step] = {}
        self.timeless: dict[int, Step] = {}  # of arcs of which nothing depends on the moment

    def of(self, journey: Journey, shipment: Shipment) -> Route:
        """Return the route of a journey of a shipment."""
        steps, timetable = [], self.timetable
        at, since = max(0, journey.start), NO_DWELL
        for arc, end in journey.arcs:
            step = self.timeless.get(arc) if since == NO_DWELL else None
            if step is not None:
                steps.append(step)
                at = end
                continue
            row, passed = self.rows[arc], end - at
            if row in timetable.windows and passed > self.least[arc]:
                opened = self.problem.table.expansion.arcs[row].step
                steps.append(wait_of(self.problem, opened, passed - self.least[arc]))
                passed = self.least[arc]
            steps.append(self._step(row, passed))
            if since != NO_DWELL and timetable.ends[row]:
                days, _ = timetable.charge(row, end - since)
                steps += [self._step(row, 0, days)] if days else []
                since = NO_DWELL
            elif row in timetable.stored:
                since = at
            elif row not in timetable.boards and row not in timetable.windows:
                self.timeless[arc] = steps[-1]
            at = end
        expansion = self.problem.table.expansion
        return Route(expansion.network, expansion.load, tuple(steps), shipment, self.problem.question.model)

    def _step(self, row: int, taken: int, days: int = 0) -> Step:
        key = (row, taken, days)
        if key not in self.steps:
            self.steps[key] = step_of(self.problem, row, taken, days)
        return self.steps[key]
