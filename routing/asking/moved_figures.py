"""`MovedFigures`: a compiled question with one figure at another value, in the arrays of today's network.

Each arc knows the figures behind its hours and its dollars, so that a figure moves all arcs, of whichever services,
that are read from it; they are reckoned and rounded as in a network with that figure. Demurrage is charged by the day
of a dwell, which is a sum of hours: where the hours of a figure may take part in one that is charged, the arc of the
charge has the days that it has at least. So nothing here is dearer than it would be, and what a route comes to, its
days of demurrage counted anew, is told by `totals`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from networks.model.figure import Figure, FigureKey
from routing.accounts.provenance import figure_behind
from routing.accounts.ranges import SLOWDOWN
from routing.amounts import charges
from routing.amounts.large_boxes import RATIO, ratio_figure
from routing.amounts.revalue import revalue
from routing.amounts.rounding import exact
from routing.amounts.units import DAY, KM
from routing.answers.route import Route
from routing.compiling.problem import Problem
from routing.compiling.vector import INT64_MAX, Bools, Ints
from routing.errors import QuestionError
from routing.question.measures import CO2E, COST, MEASURES, TIME
from routing.steps.kinds import AIR, ALIGHT, AT_THE_ENDS, BOARD, DELAY, DEMURRAGE, FERRY, ORIGIN, PASS, SEA, SURCHARGE
from routing.steps.step import Step

READ = (TIME.column, COST.column)  # columns whose figures have ranges that are read
AFLOAT = (SEA, FERRY, AIR)

Cells = Mapping[str, Ints]  # column -> a number for each arc of the expansion
Totals = Mapping[str, int | None]


class Read(NamedTuple):
    """An arc of the expansion, and the column of it that a figure is read for."""

    arc: int
    column: str


class _Stays(NamedTuple):
    """Whether a figure may take part in a dwell that is charged, and the arcs of such charges."""

    may_owe: bool
    charges: tuple[int, ...]


class MovedFigures:
    """The figures with a range behind the arcs that a question may use, and what their other values make of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        expansion = problem.table.expansion
        self.network, self.load, self.arcs = expansion.network, expansion.load, expansion.arcs
        self.reads: dict[FigureKey, list[Read]] = {}
        for arc in np.unique(problem.row[problem.usable]).tolist():
            for key, column in self._behind(self.arcs[arc].step):
                self.reads.setdefault(key, []).append(Read(arc, column))
        self.needed = {*problem.weights.of, *(limit.column for limit in problem.limits)}
        stored = {element for element, quantity in self.network.figures if quantity == "demurrage"}
        self.storing = frozenset(place for place in stored if self.network.figure(place, "free_time"))
        self._amounts: dict[object, int] = {}
        self._known_stays: dict[FigureKey, _Stays] = {}

    def _behind(self, step: Step) -> Iterator[tuple[FigureKey, str]]:
        """Yield the figures with a range that a step is reckoned from, with the column."""
        for column in READ:
            key = figure_behind(step, column)
            if key is None or getattr(step, column) is None:
                continue
            figure = self.network.figures[key]
            for one in (figure, ratio_figure(self.network, self.load, figure)):
                if one is not None and ends_of(one):
                    yield (one.element, one.quantity), column

    def figure(self, key: FigureKey) -> Figure:
        """Return a figure."""
        return self.network.figures[key]

    def step(self, key: FigureKey) -> Step:
        """Return a step that a figure is read for."""
        return self.arcs[self.reads[key][0].arc].step

    def of_route(self, steps: Sequence[Step]) -> list[FigureKey]:
        """Return the figures with a range that a route rests on, in the order in which they are met."""
        return list(dict.fromkeys(key for step in steps for key, _ in self._behind(step)))

    def amount(self, step: Step, column: str, key: FigureKey, value: float) -> int:
        """Return what a step has of a column with a figure at a value, rounded as always."""
        read = figure_behind(step, column)
        assert read is not None
        known = (read, key, value, step.millimetres, step.charged_days, step.milliminutes)
        if known not in self._amounts:
            self._amounts[known] = round(self._exactly(step, self.network.figures[read], key, value))
        return self._amounts[known]

    def _exactly(self, step: Step, figure: Figure, key: FigureKey, value: float) -> Fraction:
        km = None if step.millimetres is None else float(Fraction(step.millimetres, KM))
        if key[1] == SLOWDOWN:  # a share of the hours of another figure
            return (step.milliminutes or 0) * exact(value) / exact(figure.value)
        if key[1] != RATIO:
            return revalue(figure, value, self.load, self.network, km, step.charged_days)
        whole = revalue(figure, figure.value, self.load, self.network, km, step.charged_days)
        return whole * exact(value) / exact(self.network.figures[key].value)

    def cells(self, key: FigureKey, value: float) -> dict[str, Ints]:
        """Return the columns that a figure moves, with it at a value; demurrage is that which is due at least."""
        found: dict[str, Ints] = {}
        for arc, column, amount in self.amounts(key, value):
            if column not in found:
                found[column] = self.problem.table.columns[column].copy()
            found[column][arc] = amount
        for column, cells in found.items():
            largest = max(self.problem.weights.of.get(column, 0), 1) * sum(cells.tolist())
            if largest > INT64_MAX // 4:
                raise QuestionError([f"the sums exceed 64-bit integers with {' '.join(key)} at {value:g}"])
        return found

    def may_owe(self, key: FigureKey) -> bool:
        """Tell whether the hours of a figure may take part in a dwell that is charged by the day."""
        return self._stays(key).may_owe

    def _stays(self, key: FigureKey) -> _Stays:
        """Return where dwells end that the hours of a figure may take part in: what follows it before the next ride."""
        if key not in self._known_stays:
            self._known_stays[key] = self._followed(key) if self.storing else _Stays(False, ())
        return self._known_stays[key]

    def _followed(self, key: FigureKey) -> _Stays:
        graph = self.problem.table.graph
        pending = [arc for arc, column in self.reads[key] if column == TIME.column and not self.arcs[arc].step.is_ride]
        seen, may_owe = {*pending}, False
        while pending:
            arc = pending.pop()
            step = self.arcs[arc].step
            may_owe |= step.kind not in AT_THE_ENDS and step.component != ORIGIN and step.places[0] in self.storing
            onward = (other for other in graph.leaving[graph.heads[arc]] if not self.arcs[other].step.is_ride)
            new = [other for other in onward if other not in seen]
            seen.update(new)
            pending += new
        return _Stays(may_owe, tuple(sorted(arc for arc in seen if self.arcs[arc].step.kind == DEMURRAGE)))

    def amounts(self, key: FigureKey, value: float) -> Iterator[tuple[int, str, int]]:
        """Yield each arc and column that a figure moves, with what it comes to, as `cells`."""
        for arc, column in self.reads[key]:
            yield arc, column, self.amount(self.arcs[arc].step, column, key, value)
        due = self._stays(key).charges
        saved = self._days_saved(key, value) if due else 0
        for arc in due if saved else ():
            step = self.arcs[arc].step
            yield arc, COST.column, self._charge(step.places[0], max(0, step.charged_days - saved))

    def _days_saved(self, key: FigureKey, value: float) -> int:
        """Return by how many days a dwell is shorter at most; a figure is met in it once."""
        steps = [self.arcs[arc].step for arc, column in self.reads[key] if column == TIME.column]
        saved = ((step.milliminutes or 0) - self.amount(step, TIME.column, key, value) for step in steps)
        return max(0, -(-max(saved, default=0) // DAY))

    def _charge(self, place: str, days: int) -> int:
        """Return the demurrage of so many days at a place, where it is charged and known."""
        storage = charges.storage_at(self.network, place)
        assert storage is not None
        return (charges.demurrage(self.network, self.load, storage, days)[0] or 0) if days else 0

    def direction(self, key: FigureKey, value: float) -> int:
        """Return -1 if a value makes what the question counts less, 1 if more, 0 if it moves none of it."""
        owes = COST.column in self.needed and self.may_owe(key)
        if not owes and all(column not in self.needed for _, column in self.reads[key]):
            return 0
        today = sum(int(getattr(self.arcs[arc].step, column)) for arc, column in self.reads[key])
        more = sum(self.amount(self.arcs[arc].step, column, key, value) for arc, column in self.reads[key]) - today
        return (more > 0) - (more < 0)

    def moved(self, cells: Cells, limited: Cells | None = None, usable: Bools | None = None) -> Problem:
        """Return the question with other columns; `limited`: those that limits are held against, where they differ."""
        problem = self.problem
        vector, columns = list(problem.vector), dict(problem.columns)
        others = [one.column for one in (TIME, COST, CO2E) if one.criterion != problem.question.minimise]
        first = len(vector) - 1 - len(others)
        for column, changed in cells.items():
            more = (changed - problem.table.columns[column])[problem.row]
            vector[0] = vector[0] + problem.weights.of.get(column, 0) * more
            if column in others:
                place = first + others.index(column)
                vector[place] = vector[place] + more
            held = changed if limited is None else limited.get(column, problem.table.columns[column])
            columns[column] = held[problem.row]
        return replace(
            problem, vector=tuple(vector), columns=columns, usable=problem.usable if usable is None else usable
        )

    def totals(self, route: Route, key: FigureKey, value: float) -> Totals:
        """Return the totals of a route with a figure at a value, days of demurrage counted anew."""
        found = {measure.column: route.total(measure.column) for measure in MEASURES}
        steps = [self._moved(step, key, value) for step in route.steps]
        for column in READ:
            if found[column] is not None:
                found[column] = sum(getattr(step, column) for step in steps)
        paid = found[COST.column]
        if paid is not None and self.may_owe(key):
            found[COST.column] = paid + sum(self._more_due(dwell, key) for dwell in _dwells(steps))
        return found

    def _moved(self, step: Step, key: FigureKey, value: float) -> Step:
        changed = {column: self.amount(step, column, key, value) for one, column in self._behind(step) if one == key}
        return replace(step, **changed) if changed else step  # type: ignore[arg-type]

    def _more_due(self, dwell: Sequence[Step], key: FigureKey) -> int:
        """Return by how much the charge for a dwell differs from that of its steps, if a figure takes part in it."""
        place = dwell[0].places[0] if dwell else ""
        if place not in self.storing or all(step.time_figure != key for step in dwell):
            return 0
        storage = charges.storage_at(self.network, place)
        assert storage is not None
        stayed = sum(step.milliminutes or 0 for step in dwell if step.kind not in (DELAY, DEMURRAGE, SURCHARGE))
        return self._charge(place, storage.days(stayed)) - sum(
            step.millicents or 0 for step in dwell if step.kind == DEMURRAGE
        )


def _dwells(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield what is done between two vehicles: from being set down to the departure, and the charge for it."""
    rides = [number for number, step in enumerate(steps) if step.is_ride]
    for one, other in pairwise(rides):
        if steps[one].mode in AFLOAT and steps[other].mode in AFLOAT:
            continue
        between = list(steps[one + 1 : other])
        down = next((kind for kind in (ALIGHT, PASS) if any(step.kind == kind for step in between)), None)
        if down is None:
            continue  # aboard, or handed over from railway to railway
        begins = next(number for number, step in enumerate(between) if step.kind == down) + 1
        boards = [number for number, step in enumerate(between) if step.kind in (BOARD, DEMURRAGE)]
        yield between[begins : boards[-1] + 1 if boards else len(between)]


def ends_of(figure: Figure) -> dict[str, float]:
    """Return the ends of a figure's range by their names; none of a figure without a range.

    Nor of one that can be a speed of nothing: nobody would arrive.
    """
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    if low == high or (figure.quantity == "speed" and not min(low, high) > 0):
        return {}
    return {"low": low, "high": high}


def at_share(figure: Figure, end: float, share: Fraction) -> float:
    """Return the value of a figure at which its amounts are so far on the way from today's to those of an end."""
    value, last = exact(figure.value), exact(end)
    if figure.quantity == "speed":
        return float(1 / (1 / value + share * (1 / last - 1 / value)))
    return float(value + share * (last - value))


def share_at(figure: Figure, end: float, value: float) -> float:
    """Return how far a value lies on the way from today's to an end."""
    return (value - figure.value) / (end - figure.value)
