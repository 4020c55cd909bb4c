"""`Frontier`: the routes that no other equals or beats, their names, and at which value of time each is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, overload

from networks.network import Network
from routing.answers.route import Route
from routing.answers.set_aside import SetAside
from routing.answers.shown import Mapped
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.measures import MEASURES, Criterion
from routing.question.question import Model, Question
from routing.question.shipment import Shipment
from routing.sealed_dict import SealedDict
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.conflict import Conflict

LEADERS = {measure.criterion: measure.leader for measure in MEASURES}


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Frontier(Mapped, Travelling, Warned, Sequence[Route]):
    """The routes that no other route equals or beats in all criteria, sorted by the first criterion.

    Attributes
    ----------
    network, shipment, constraints, criteria, model
        What it is the answer to; `model` as in `Question`.
    status
        `Status.OPTIMAL`: the whole front. `Status.TRUNCATED`: a limit of the search was reached; each route here is on
        the front, others are missing. `Status.FEASIBLE`, on the clock: there are too many slower ways between two
        departures that might save demurrage; the whole front of the others. `Status.INFEASIBLE`, `Status.UNKNOWN`:
        no route.
    routes
        One for each point.
    vectors
        Totals of each point in milliminutes, millicents, milligrams or millimetres, in the order of `criteria`.
    labels
        Labels that the search made.
    certified
        Whether OR-Tools proved that no route lies between two neighbours.
    blocked_by
        Without a route: minimal sets of clashing constraints.
    warnings
        What it rests on that is unknown, left out, ignored or out of date.
    set_aside
        Points of the front that `min_gain` or `max_detour` took out of `routes`, each with its route and the reason.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> front = routing.frontier(net, routing.Shipment("A", "B"))
    >>> [(route.days, route.usd) for route in front], dict(front.labelled)
    ([(2.5, 500.0), (3.75, 300.0)], {'fastest': 0, 'cheapest': 1})
    >>> front.break_even()  # point, and from which USD a day up to which it is the best: (500 - 300) / 1.25 days
    ((1, 0.0, 160.0), (0, 160.0, inf))
    """

    network: Network
    shipment: Shipment
    constraints: Constraints
    criteria: tuple[Criterion, ...]
    status: Status
    routes: tuple[Route, ...]
    vectors: tuple[tuple[int, ...], ...]
    labels: int
    certified: bool = False
    blocked_by: tuple[Conflict, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    model: Model = "frequency"

    @overload
    def __getitem__(self, index: int) -> Route: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Route, ...]: ...
    def __getitem__(self, index: int | slice) -> Route | tuple[Route, ...]:
        """Return one route, or several."""
        return self.routes[index]

    def __len__(self) -> int:
        return len(self.routes)

    @property
    def question(self) -> Question:
        """Return what was asked, as a question for the least of the first criterion."""
        least = self.criteria[0]
        return Question(shipment=self.shipment, constraints=self.constraints, minimise=least, model=self.model)

    @cached_property
    def labelled(self) -> Mapping[str, int]:
        """Return the numbers of the points that have a name: ``fastest``, ``cheapest``, ``greenest``, ``knee`` ...

        Names are those of the whole front: what was set aside keeps its name (`set_aside_names`), and no other point
        takes it over. Of points that are equal in a criterion the first is meant. The knee is the inner point farthest
        from the line, or plane, through the ends, each criterion measured by its span over the front; None of it where
        no point lies below that line. Where a limit was reached (`Status.TRUNCATED`) no point has a name: one that is
        missing may be faster, or cheaper.
        """
        at = {vector: point for point, vector in enumerate(self.vectors)}
        return SealedDict({name: at[vector] for name, vector in self._leaders.items() if vector in at})

    @property
    def names(self) -> dict[int, tuple[str, ...]]:
        """Return the names of the points that have any: `labelled` the other way round."""
        return _by_number(self._leaders, self.vectors)

    @property
    def set_aside_names(self) -> dict[int, tuple[str, ...]]:
        """Return the names of what was set aside: number in `set_aside` -> names that no point of `routes` has."""
        return _by_number(self._leaders, [point.vector for point in self.set_aside])

    @property
    def is_empty(self) -> bool:
        """Tell whether no route was found: none at all, none kept and none set aside."""
        return not self.routes and not self.set_aside

    @cached_property
    def _whole(self) -> tuple[tuple[int, ...], ...]:
        """Return the vectors of the whole front, in its order."""
        return tuple(sorted((*self.vectors, *(point.vector for point in self.set_aside))))

    @cached_property
    def _leaders(self) -> dict[str, tuple[int, ...]]:
        """Return the vector that bears each name; none of a front that is not whole."""
        whole = self._whole
        if not whole or self.status is Status.TRUNCATED:
            return {}
        found = {LEADERS[name]: min(whole, key=lambda vector, k=k: vector[k]) for k, name in enumerate(self.criteria)}  # type: ignore[misc]
        knee = _knee(whole)
        return found if knee is None else found | {"knee": whole[knee]}

    def break_even(self) -> tuple[tuple[int, float, float], ...]:
        """Return which point is best at which value of time: (point, from, to) in USD per day of the whole shipment.

        Only for criteria that hold time and cost. The points are those on the lower hull of days against USD; a
        point between two others that never wins at any value of time has no row, and values at which a point that was
        set aside is best have none either. The last one of the whole front wins up to infinity. A front that is not
        whole (`Status.TRUNCATED`) has no row: what is missing may win.

        Raises
        ------
        QuestionError
            Time or cost is no criterion.
        """
        if not {"time", "cost"} <= set(self.criteria):
            raise QuestionError([f"criteria={self.criteria!r}: expected time and cost among them"])
        if self.status is Status.TRUNCATED:
            return ()
        at = [self.criteria.index(name) for name in ("time", "cost")]
        vectors = (*self.vectors, *(point.vector for point in self.set_aside))
        points = [(vector[at[0]], vector[at[1]], number) for number, vector in enumerate(vectors)]
        return tuple(
            (number, float(low * 1440 / 100), float("inf") if high is None else float(high * 1440 / 100))
            for number, low, high in _supported(points)
            if number < len(self.vectors)
        )


def _by_number(
    leaders: Mapping[str, tuple[int, ...]], vectors: Sequence[tuple[int, ...]]
) -> dict[int, tuple[str, ...]]:
    """Return the names of the vectors that bear any, by their numbers."""
    found: dict[int, tuple[str, ...]] = {}
    for name, leader in leaders.items():
        if leader in vectors:
            number = vectors.index(leader)
            found[number] = (*found.get(number, ()), name)
    return found


def _knee(vectors: Sequence[tuple[int, ...]]) -> int | None:
    """Return the point whose spans add up to the least, if that is below the line through the ends of two criteria."""
    columns = list(zip(*vectors, strict=True))
    spans = [(min(column), max(column) - min(column)) for column in columns]
    if len(vectors) < 3 or any(span == 0 for _, span in spans):
        return None
    sums = [
        sum((Fraction(value - low, span) for value, (low, span) in zip(vector, spans, strict=True)), Fraction(0))
        for vector in vectors
    ]
    best = min(range(len(vectors)), key=lambda point: (sums[point], point))
    ends = {min(range(len(vectors)), key=lambda point, k=k: (vectors[point][k], point)) for k in range(len(columns))}  # type: ignore[misc]
    return None if best in ends else best


def _supported(points: Sequence[tuple[int, int, int]]) -> list[tuple[int, Fraction, Fraction | None]]:
    """Return (number, from, to) of the points that are least in cost + value x time for some value, in its order.

    `points` are (time, cost, number); values are millicents per minute. The cheapest comes first, for a value of 0.
    """
    least: dict[int, tuple[int, int, int]] = {}
    for time, cost, number in sorted(points):
        if not least or cost < min(one[1] for one in least.values()):
            least[time] = (time, cost, number)
    hull: list[tuple[int, int, int]] = []
    for point in sorted(least.values(), reverse=True):  # slowest and cheapest first
        while len(hull) > 1 and _rate(hull[-2], hull[-1]) >= _rate(hull[-1], point):
            hull.pop()
        hull.append(point)
    found = []
    for index, (_, _, number) in enumerate(hull):
        low = _rate(hull[index - 1], hull[index]) if index else Fraction(0)
        high = _rate(hull[index], hull[index + 1]) if index + 1 < len(hull) else None
        found.append((number, low, high))
    return found


def _rate(slow: tuple[int, int, int], fast: tuple[int, int, int]) -> Fraction:
    """Return the value of time at which two points are equal: dollars more per time less."""
    return Fraction(fast[1] - slow[1], slow[0] - fast[0])
