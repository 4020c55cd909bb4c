"""`Search`: the answers to a question with one figure elsewhere, and what they took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from networks.changes.applying import apply_changes
from networks.model.figure import Figure, FigureKey
from networks.model.scenario import Change
from routing.amounts.missing import scaled
from routing.amounts.units import USD
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.sensitivity import At, Effect, End, Turn, Way, Work
from routing.asking.explain_search import searched
from routing.asking.moved_figures import READ, MovedFigures, Totals, ends_of, share_at
from routing.asking.rivals import Near
from routing.asking.solve import answer_to
from routing.asking.turning import ONE, Turning
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.vector import Bools
from routing.errors import LimitReachedError
from routing.question.measures import CO2E, COST, MEASURE_OF, MEASURES, TIME
from routing.question.options import SolveOptions
from routing.search.budget import Budget
from routing.solving.agreement import route_of
from routing.solving.on_lists import least_to_come
from routing.status import Status
from routing.steps.kinds import DEMURRAGE, PASS
from routing.steps.leg import ridden
from routing.steps.step import Step

HALVINGS = 20  # of a range, where what routes come to goes by steps: to a millionth of it
SURE = (Status.OPTIMAL, Status.INFEASIBLE)
LATE = "which figures decide:"
COLUMNS = tuple(measure.column for measure in MEASURES)


class Search:
    """The questions with a figure elsewhere, and what they took."""

    def __init__(self, result: Result, options: SolveOptions, budget: Budget) -> None:
        self.result, self.network, self.question, self.budget = result, result.network, result.question, budget
        self.options = replace(options, engines="ours", explain=False)
        self.problem = compile_problem(self.network, self.question)
        self.figures = MovedFigures(self.problem)
        self.arcs = searched(self.problem, budget).arcs
        self.route = route_of(self.problem, self.arcs)
        self.way = _signature(self.route.steps)
        self.value = sum(self.problem.vector[0][list(self.arcs)].tolist())
        self.work = Work(figures=sum(self._moves(key) for key in self.figures.reads))
        self._remade: dict[tuple[FigureKey, float], Result] = {}

    def _moves(self, key: FigureKey) -> bool:
        return any(self.figures.direction(key, end) for end in ends_of(self.figures.figure(key)).values())

    def count(self, **more: int) -> None:
        """Note what was done."""
        self.work = replace(self.work, **{name: getattr(self.work, name) + number for name, number in more.items()})

    def effects(self) -> Iterator[Effect]:
        """Yield what the ends of each figure of the best route make of the answer, where they make anything."""
        for key in self.figures.of_route(self.route.steps):
            low, high = (self.at_end(key, value) for value in ends_of(self.figures.figure(key)).values())
            if low != replace(high, value=low.value):
                yield Effect(figure=self.figures.figure(key), step=self._step(key), low=low, high=high)

    def _step(self, key: FigureKey) -> Step:
        of_route = (step for step in self.route.steps if key in self.figures.of_route([step]))
        return next(of_route, self.figures.step(key))

    def at_end(self, key: FigureKey, value: float) -> End:
        """Return what a value of a figure makes of the answer, and of the best route of today."""
        if value == self.figures.figure(key).value:
            today = self._told(self.route, {name: self.route.total(name) for name in COLUMNS}, is_best=True)
            return End(value=value, best=today, kept=today)
        return End(value=value, best=self.best(key, value), kept=self._way(self.route, key, value))

    def best(self, key: FigureKey, value: float) -> Way | None:
        """Return the best route with a figure at a value."""
        route = self._best(key, value)
        return None if route is None else self._way(route, key, value)

    def _best(self, key: FigureKey, value: float) -> Route | None:
        self.count(solved=1)
        cells = self.figures.cells(key, value)
        problem = self.figures.moved(cells)
        found = searched(problem, self.budget)
        if not found.vector:
            return None
        route = route_of(problem, found.arcs)
        totals = self.figures.totals(route, key, value)
        as_found = {name: _sum(problem, name, found.arcs) for name in cells}
        owes_more = any(totals[name] is not None and totals[name] != total for name, total in as_found.items())
        if owes_more and (COST.column in self.figures.needed or not _is_alone(problem, found.arcs)):
            return self._anew(key, value).best
        return route

    def _way(self, route: Route, key: FigureKey, value: float) -> Way:
        return self._told(route, self.figures.totals(route, key, value), is_best=_signature(route.steps) == self.way)

    def _told(self, route: Route, totals: Totals, *, is_best: bool) -> Way:
        return Way(
            least=self._least(totals),
            days=scaled(totals[TIME.column], TIME.per),
            usd=scaled(totals[COST.column], COST.per),
            kg_co2e=scaled(totals[CO2E.column], CO2E.per),
            corridor=route.corridor,
            rides=ridden(route.network, route.legs),
            links=route.links,
            is_best_today=is_best,
        )

    def _least(self, totals: Totals) -> float:
        """Return what is asked for, in days, USD, kg or km."""
        asked = self.question.minimise
        per = MEASURE_OF[asked].per if isinstance(asked, str) else USD * self.problem.weights.scale
        return self._worth(totals) / per

    def _worth(self, totals: Totals) -> int:
        return sum((totals[column] or 0) * weight for column, weight in self.problem.weights.of.items())

    def _anew(self, key: FigureKey, value: float) -> Result:
        """Return the answer of a network with a figure at a value."""
        if (key, value) not in self._remade:
            self.count(rebuilt=1)
            change = change_to(self.figures.figure(key), value)
            network = apply_changes(self.network, [change], check=False)  # ends of ranges may be ever so unusual
            answer = answer_to(self.question, network, self.options, self.budget)
            if answer.status not in SURE:
                raise LimitReachedError(f"{LATE} {answer.status.value}")
            self._remade[key, value] = answer
        return self._remade[key, value]

    def turns(self, effects: Sequence[Effect]) -> Iterator[Turn]:
        """Yield the figures of the best route that turn the answer."""
        for effect in effects:
            key = effect.figure.element, effect.figure.quantity
            for name, end in (("low", effect.low), ("high", effect.high)):
                if end.best is None or not end.best.is_best_today:
                    yield from self._turn(key, name, end)

    def _price(self, route: Route | None, key: FigureKey, value: float) -> int | None:
        """Return the worth of a route with a figure at a value; None of one that breaks a limit, and of none."""
        if route is None:
            return None
        totals = self.figures.totals(route, key, value)
        moved = (limit for limit in self.problem.limits if limit.column in READ)
        return None if any((totals[limit.column] or 0) > limit.bound for limit in moved) else self._worth(totals)

    def _is_better(self, other: Route | None, now: Route, key: FigureKey, value: float) -> bool:
        """Tell whether a route that is the best with a figure at a value is better there than another one."""
        mine, theirs = self._price(now, key, value), self._price(other, key, value)
        return mine is None or (theirs is not None and theirs < mine)

    def _turn(self, key: FigureKey, name: str, end: End) -> Iterator[Turn]:
        points = self._points(key, end.value)
        if points:
            corridors = (at for at in points if at.way is None or at.way.corridor != self.route.corridor)
            is_lawful = self._price(self.route, key, end.value) is not None
            yield Turn(
                figure=self.figures.figure(key),
                step=self._step(key),
                end=name,
                at=points[0],
                corridor_at=next(corridors, None),
                gain=None if end.best is None or not is_lawful else end.kept.least - end.best.least,
            )

    def _points(self, key: FigureKey, end: float) -> list[At]:
        """Return where the answer turns on the way to an end: up to where other corridors are used."""
        points, figure = [], self.figures.figure(key)
        turning = Turning(self.figures, key, end, self.budget)
        stepped = COST.column in self.figures.needed and self.figures.may_owe(key)
        for share, route in self._stepped(turning) if stepped else self._straight(turning):
            value = turning.value_at(share)
            way = None if route is None else self._way(route, key, value)
            points.append(At(value=value, share=share_at(figure, end, value), way=way))
            if way is None or way.corridor != self.route.corridor:
                break
        self.count(solved=turning.solved)
        return points

    def _straight(self, turning: Turning) -> Iterator[tuple[Fraction, Route | None]]:
        for share, other in turning.turns(turning.found(self.arcs)):
            yield share, None if other is None else turning.route(other)

    def _stepped(self, turning: Turning) -> Iterator[tuple[Fraction, Route | None]]:
        """Yield where the answer turns if what a route comes to goes by steps, by days of demurrage."""
        now, since = self.route, Fraction(0)
        while (found := self._first(turning, now, since)) is not None:
            yield found
            since, other = found
            if other is None:
                return
            now = other

    def _first(self, turning: Turning, now: Route, since: Fraction) -> tuple[Fraction, Route | None] | None:
        """Return where a route is first beaten, and by which; the best at the last such point tells an earlier one."""
        key, at, found = turning.key, ONE, None
        while at > since:
            value = turning.value_at(at)
            other = self._best(key, value)
            if not self._is_better(other, now, key, value):
                break
            low, high = since, at
            for _ in range(HALVINGS):
                middle = (low + high) / 2
                beats = self._is_better(other, now, key, turning.value_at(middle))
                low, high = (low, middle) if beats else (middle, high)
            found, at = (high, other), max(low, since)
        return found

    def rivals(self) -> Iterator[Turn]:
        """Yield the figures that are not of the best route and turn the answer at their better end."""
        own = {*self.figures.of_route(self.route.steps)}
        ends = [
            (key, name, value)
            for key in sorted(self.figures.reads.keys() - own)
            for name, value in ends_of(self.figures.figure(key)).items()
            if self.figures.direction(key, value) < 0
        ]
        if not ends:
            return
        near = Near(self.figures, self.value, [(key, value) for key, _, value in ends])
        for key, name, value in ends:
            if self.budget.passed:
                raise LimitReachedError(f"{LATE} the time was not enough")
            if not near.may_lead(key):
                self.count(pruned=1)
            elif near.least(key, value) >= self.value:
                self.count(bounded=1)
            else:
                yield from self._rival(key, name, value, near.usable)

    def _rival(self, key: FigureKey, name: str, value: float, usable: Bools) -> Iterator[Turn]:
        self.count(solved=1)
        found = searched(self.figures.moved(self.figures.cells(key, value), usable=usable), self.budget)
        if not found.vector or found.vector[0] >= self.value:
            return
        end = self.at_end(key, value)
        if end.best is not None and not end.best.is_best_today:
            yield from self._turn(key, name, end)


def change_to(figure: Figure, value: float) -> Change:
    """Return the change that puts a figure to a value of its range."""
    return Change(
        action="set",
        table="figures",
        element=figure.element,
        column=figure.quantity,
        value=repr(value),
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        basis=figure.basis,
        year=figure.year,
        currency=figure.currency,
        source=figure.source,
        kind=figure.kind,
        why="to see what it decides",
    )


def _sum(problem: Problem, column: str, arcs: Sequence[int]) -> int:
    return int(problem.columns[column][list(arcs)].sum())


def _is_alone(problem: Problem, arcs: Sequence[int]) -> bool:
    """Tell whether a route is the only one with the least value: no other leaves it at any node."""
    if problem.limits or problem.timing.spans:
        return False
    graph, weight = problem.graph, problem.vector[0].tolist()
    ahead = least_to_come(problem, weight)
    return all(
        sum(
            problem.mask[other] and weight[other] + ahead[graph.heads[other]] == ahead[node]
            for other in graph.leaving[node]
        )
        == 1
        for node in (graph.tails[arc] for arc in arcs)
    )


def _is_silent(step: Step) -> bool:
    return step.kind in (PASS, DEMURRAGE)


def _mark(step: Step) -> tuple[object, ...]:
    """Return what is done, whatever it takes: a line that calls twice at a place has other figures each time."""
    return step.kind, step.element, step.places, step.links, step.time_figure, step.price_figure


def _signature(steps: Sequence[Step]) -> tuple[tuple[object, ...], ...]:
    """Return what is done on a route, whatever it takes: the same whatever its figures are."""
    return tuple(_mark(step) for step in steps if not _is_silent(step))
