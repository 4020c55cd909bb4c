"""`break_even`: by how much an element may slow down or grow dearer before another route is better, exactly.

Let n(P) be how often a route P uses the element, and add x (milliminutes or millicents) to each use. The value of P
is then the line T(P) + c n(P) x, where c is what the objective makes of a minute or cent, and the best route R of
today stays best up to

    x* = min { (T(P) - T(R)) / (c (n(R) - n(P))) : P with n(P) < n(R) that keeps the limits at that x }

The least of these ratios is found by Newton's iteration on fractions (Dinkelbach 1967): the route that is best at the
present x gives the next, smaller x, until R itself is best. Every step is a question to the two engines of `solve`,
and there are no more steps than values of n. A limit on hours or dollars that R outgrows first ends its reign as well.

Where the limit is on what grows, and that is only a part of the objective, a P may be stopped by the limit at a larger
x and yet be the first that beats R. So the stretch [a, b] below the x that was found is searched too: where no route
that keeps the limit at a beats R at b, none does between; one that does either meets R before the limit stops it, which
is a smaller b, or parts the stretch in two where it is stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import numpy as np

from networks.errors import UnknownNameError
from networks.network import Network
from routing.answer_warning import DAYS_KEPT, AnswerWarning
from routing.answers.break_even import COLUMN, BreakEven
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.warned import once
from routing.asking.other_day import may_matter
from routing.cautions import cautions_of
from routing.compiling import vertices
from routing.compiling.limits import Limit
from routing.compiling.problem import Problem, compile_problem
from routing.compiling.vector import INT64_MAX, Ints, objective_terms
from routing.errors import LimitReachedError, QuestionError
from routing.question.arguments import NETWORK, RESULT, check_kinds
from routing.question.options import SolveOptions, checked_options
from routing.question.question import Question
from routing.solving.agreement import answered
from routing.status import Status
from routing.steps.uses import uses_of


def break_even(
    network: Network,
    result: Result,
    element: str,
    *,
    change: Literal["hours", "usd"] | None = None,
    options: SolveOptions | None = None,
) -> BreakEven:
    """Return by how much each use of an element may slow down or grow dearer before the best route is another.

    Parameters
    ----------
    network, result
        A proven optimum of that network.
    element
        Id of what changes, and what a use of it is: a *service*, each boarding and each hand-over to it; a leg of a
        line (``service#seq``), each ride over it; a *link*, each passage; an *operation* or *procedure*, each time it
        is done; a *place*, each time that the goods start at it, reach it or pass it.
    change
        ``"hours"`` or ``"usd"``, of the whole shipment. None: what the question minimises (for a generalised cost with
        a value of time, hours). Slower uses do not move the days on which services are boarded; where days matter, a
        warning (``days-kept``) says so.
    options
        As in `solve`; the limit of time is for all the few questions together that this asks.

    Raises
    ------
    QuestionError
        A result of another network, without a proven best route, or for which the change plays no part.
    UnknownNameError
        An element that the network does not have.
    LimitReachedError
        A search was stopped before the answer was proven.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> ban = routing.Constraints(avoid_territories={"CN"})
    >>> result = routing.solve(net, routing.Shipment("JPYOK", "RUMOW"), constraints=ban)
    >>> found = break_even(net, result, "line:RUVYP-RUMOW-express")
    >>> found.uses, found.per_use > 0, found.flips_to is not None
    (1, True, True)
    """
    options = checked_options(options)
    check_kinds(
        network=(network, Network, NETWORK),
        result=(result, Result, RESULT),
        element=(element, str, "the id of an element"),
    )
    question = result.question
    grown = _checked(network, result, element, change)
    route = result.require()
    search = _Search(network, question, element, grown, options)
    count = search.count(route)
    found = search.flip(route, count) if count else search.found(0, None, None, "the route does not use it")
    other = () if found.flips_to is None else (found.flips_to,)
    kept = _days_kept(network, question, (route, *other)) if count and grown == "hours" else ()
    return replace(found, warnings=once((kept, result.warnings, cautions_of(network, question, other))))


def _days_kept(network: Network, question: Question, routes: Sequence[Route]) -> tuple[AnswerWarning, ...]:
    """Return a warning where days matter: hours that are added do not move them."""
    if question.shipment.ready is None or not may_matter(network, question):
        return ()
    dated = network.dated.keys() | network.opening_years.keys()
    names = tuple(
        sorted({name for route in routes for step in route.steps for name in (step.element, *step.links)} & dated)
    )
    words = "the days on which services run are met as today, however many hours are added"
    words += f": later goods may miss {', '.join(names)}" if names else ""
    return (AnswerWarning(DAYS_KEPT, words, names, "solve again with the hours added"),)


def _checked(network: Network, result: Result, element: str, change: str | None) -> str:
    """Return what changes; raise where the question makes no sense."""
    problems = []
    if result.network.content_hash != network.content_hash:
        problems.append(f"the result is of network {result.network.content_hash}, not {network.content_hash}")
    if result.status is not Status.OPTIMAL:
        problems.append(f"the result is {result.status.name}: expected a proven best route")
    question = result.question
    if question.model == "clock":
        problems.append("the result is of the clock, where hours that are added may miss a departure: ask it without")
    minimised = objective_terms(question.minimise)
    if change is None:
        change = "hours" if "milliminutes" in minimised or "millicents" not in minimised else "usd"
    if change not in COLUMN:
        problems.append(f"change={change!r}: expected 'hours' or 'usd'")
    if problems:
        raise QuestionError(problems)
    constraints = question.constraints
    limited = {"hours": constraints.max_days or question.shipment.days_allowed, "usd": constraints.max_usd}[change]
    if COLUMN[change][0] not in minimised and limited is None:
        raise QuestionError([f"change={change!r}: neither what is least nor a limit depends on it"])
    line, _, seq = element.partition("#")
    services = network.services_of_all_dates
    if (
        element not in network.links
        and element not in network.operations
        and element not in network.procedures
        and (element not in services and element not in network.places)
    ):
        stops = services[line].stops if line in services else ()
        if not seq or seq not in {str(stop.seq) for stop in stops[1:]}:
            known = [*services, *network.links, *network.operations, *network.procedures, *network.places]
            raise UnknownNameError("element", element, known)
    return change


class _Search:
    """The questions asked on the way, and what was confirmed of them."""

    def __init__(self, network: Network, question: Question, element: str, change: str, options: SolveOptions) -> None:
        self.network, self.question, self.element, self.change = network, question, element, change
        self.options, self.budget = options, options.budget()
        self.column = COLUMN[change][0]
        self.problem = compile_problem(network, question)
        arcs = self.problem.table.expansion.arcs
        door = vertices.from_door(element)
        per_arc = [
            uses_of(
                network, element, arc.step, starts=arc.tail == door, hands_over=vertices.is_aboard(arc.head, element)
            )
            for arc in arcs
        ]
        self.uses: Ints = np.array(per_arc, dtype=np.int64)[self.problem.row]
        self.factor = self.problem.weights.of.get(self.column, 0)
        self.limit = next((limit for limit in self.problem.limits if limit.column == self.column), None)
        self.confirmed = True

    def count(self, route: Route) -> int:
        """Return how often a route uses the element; the next step tells which service a hand-over leads to."""
        element, steps = self.element, route.steps
        begins = self.question.shipment.origin == element
        following = (*(step.element for step in steps[1:]), "")
        return sum(
            uses_of(self.network, element, step, starts=begins and number == 0, hands_over=following[number] == element)
            for number, step in enumerate(steps)
        )

    def found(self, uses: int, slack: Fraction | None, other: Route | None, reason: str) -> BreakEven:
        return BreakEven(
            network=self.network,
            question=self.question,
            element=self.element,
            change=self.change,
            uses=uses,
            slack=slack,
            flips_to=other,
            reason=reason,
            confirmed=self.confirmed,
        )

    def flip(self, route: Route, count: int) -> BreakEven:
        """Return the flip of a route that uses the element `count` times."""
        mine = self.value(route)
        cap = None if self.limit is None else Fraction(self.limit.bound - self.total(route), count)
        at = cap
        if at is None:  # no limit grows with x: the route that uses the element least wins in the end
            last = self.ask(self.problem, (self.uses, *self.problem.vector))
            other = last.require()
            if self.count(other) == count:
                return self.found(count, None, None, "every other route uses it as often or more often")
            at = Fraction(self.value(other) - mine, self.factor * (count - self.count(other)))
        while True:
            best = self.at(at).require()
            used = self.count(best)
            if self.worth(best, at) == self.worth(route, at):
                break
            at = Fraction(self.value(best) - mine, self.factor * (count - used))
        if self.limit is not None and self.factor and count > 1:
            earlier = self.earlier(route, count, Fraction(0), at, self.limit)
            if earlier < at:
                return self.found(count, earlier, self.at(earlier).require(), "")
        if used < count and self.factor:
            return self.found(count, at, best, "")
        assert at == cap and self.limit is not None
        return self.beyond(at, count, self.limit)

    def earlier(self, route: Route, count: int, start: Fraction, end: Fraction, limit: Limit) -> Fraction:
        """Return the least x of a stretch at which a route that keeps the limit there meets this one; else its end."""
        while start < end:
            best = self.at(end, kept_at=start).require()
            if self.worth(best, end) >= self.worth(route, end):
                break
            used = self.count(best)
            meets = Fraction(self.value(best) - self.value(route), self.factor * (count - used))
            room = limit.bound - self.total(best)
            if used * meets <= room:
                end = meets
                continue
            stopped = Fraction(room, used)
            before = self.earlier(route, count, start, stopped, limit)
            if before < stopped:
                return before
            start = self.just_above(stopped, used)
        return end

    def just_above(self, at: Fraction, uses: int) -> Fraction:
        """Return an x above one at which so many uses fill a limit, below the next at which any number of uses does."""
        return at + Fraction(1, uses * (int(self.uses.sum()) + 1))

    def beyond(self, cap: Fraction, count: int, limit: Limit) -> BreakEven:
        """Return the flip where a limit ends the route: what is best just beyond, where only strictly less passes."""
        after = self.at(self.just_above(cap, count))
        reason = "" if after.best else f"no route keeps {limit.constraint}"
        return self.found(count, cap, after.best, reason)

    def total(self, route: Route) -> int:
        found = route.total(self.column)
        assert found is not None
        return found

    def value(self, route: Route) -> int:
        """Return the objective of a route today."""
        return sum((route.total(column) or 0) * weight for column, weight in self.problem.weights.of.items())

    def worth(self, route: Route, at: Fraction) -> Fraction:
        """Return the objective of a route with so much added to each use."""
        return self.value(route) + self.factor * self.count(route) * at

    def at(self, added: Fraction, kept_at: Fraction | None = None) -> Result:
        """Return the best route with so much added to each use; of equal ones the one that uses the element least.

        The limit is kept with `kept_at` added to each use, where that is less.
        """
        over, under = added.numerator, added.denominator
        problem = self.problem
        first = self.shifted(problem.vector[0], under, self.factor * over)
        columns, limits = dict(problem.columns), problem.limits
        if self.limit is not None:
            kept = added if kept_at is None else kept_at
            columns[self.column] = self.shifted(columns[self.column], kept.denominator, kept.numerator)
            bound = self.limit._replace(bound=self.limit.bound * kept.denominator)
            limits = tuple(bound if limit == self.limit else limit for limit in limits)
        changed = replace(problem, columns=columns, limits=limits)
        return self.ask(changed, (first, self.uses, *problem.vector[1:]))

    def shifted(self, column: Ints, times: int, per_use: int) -> Ints:
        largest = sum(column.tolist()) * times + sum(self.uses.tolist()) * per_use
        if largest > INT64_MAX // 4:
            raise QuestionError([f"the sums exceed 64-bit integers with {per_use}/{times} added to each use"])
        return column * times + self.uses * per_use

    def ask(self, problem: Problem, vector: Sequence[Ints]) -> Result:
        asked = replace(problem, vector=tuple(vector))
        result = answered(asked, self.options, self.budget)
        if result.status not in (Status.OPTIMAL, Status.INFEASIBLE):
            raise LimitReachedError(f"break-even of {self.element}: {result.status.value}")
        self.confirmed = self.confirmed and bool(result.proof.confirmed_by)
        return result
