"""`Frontier`: the routes that no other equals or beats, their names, and at which value of time each is best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from networks.model.network import Network
from routing.answers.conflict import Conflict
from routing.answers.route import Route
from routing.answers.set_aside import SetAside
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.question.measures import Criterion
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.status import Status

if TYPE_CHECKING:
    import pandas

    from routing.views.report import Exploration

LEADERS = {"time": "fastest", "cost": "cheapest", "co2e": "greenest", "distance": "shortest"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Frontier(Sequence[Route]):
    """The routes that no other route equals or beats in all criteria, sorted by the first criterion.

    Attributes
    ----------
    network, shipment, constraints, criteria
        What it is the answer to.
    status
        `Status.OPTIMAL`: the whole front. `Status.TRUNCATED`: a limit of the search was reached; each route here is on
        the front, others are missing. `Status.INFEASIBLE`, `Status.UNKNOWN`: no route.
    routes
        One for each point.
    vectors
        Totals of each point in minutes, cents, grams or metres, in the order of `criteria`.
    labels
        Labels that the search made.
    certified
        Whether OR-Tools proved that no route lies between two neighbours.
    blocked_by
        Without a route: minimal sets of clashing constraints.
    excluded
        What was left out for lack of figures, in words.
    set_aside
        Points of the front that `min_gain` or `max_detour` took out of `routes`, each with its route and the reason.
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
    excluded: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

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
        return Question(shipment=self.shipment, constraints=self.constraints, minimise=self.criteria[0])

    @cached_property
    def labelled(self) -> dict[str, int]:
        """Return the numbers of the points that have a name: ``fastest``, ``cheapest``, ``greenest``, ``knee`` ...

        Of points that are equal in a criterion the first is meant. The knee is the inner point farthest from the
        line, or plane, through the ends, each criterion measured by its span over the front; None of it where no
        point lies below that line.
        """
        if not self.vectors:
            return {}
        found = {
            LEADERS[name]: min(range(len(self.vectors)), key=lambda point, k=k: (self.vectors[point][k], point))  # type: ignore[misc]
            for k, name in enumerate(self.criteria)
        }
        knee = _knee(self.vectors)
        return found if knee is None else found | {"knee": knee}

    def break_even(self) -> tuple[tuple[int, float, float], ...]:
        """Return which point is best at which value of time: (point, from, to) in USD per day of the whole shipment.

        Only for criteria that hold time and cost. The points are those on the lower hull of days against USD; a
        point between two others that never wins at any value of time has no row. The last one wins up to infinity.

        Raises
        ------
        QuestionError
            Time or cost is no criterion.
        """
        if not {"time", "cost"} <= set(self.criteria):
            raise QuestionError([f"criteria={self.criteria!r}: expected time and cost among them"])
        at = [self.criteria.index(name) for name in ("time", "cost")]
        points = [(vector[at[0]], vector[at[1]], number) for number, vector in enumerate(self.vectors)]
        return tuple(
            (number, float(low * 1440 / 100), float("inf") if high is None else float(high * 1440 / 100))
            for number, low, high in _supported(points)
        )

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per point: days, usd, kg_co2e, km, transshipments, names of the point, rides."""
        import pandas

        return pandas.DataFrame(self._rows())

    def to_dict(self) -> dict[str, Any]:
        """Return the front as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.views.as_dict import heading_dict, question_dict

        asked = question_dict(self.question)
        del asked["minimise"]
        return {
            "network": heading_dict(self.network),
            "question": asked | {"criteria": list(self.criteria)},
            "status": self.status.name.lower(),
            "certified": self.certified,
            "points": self._rows(),
            "blocked_by": [str(conflict) for conflict in self.blocked_by],
            "excluded": list(self.excluded),
            "set_aside": [
                dict(zip(self.criteria, point.vector, strict=True)) | {"reason": point.reason}
                for point in self.set_aside
            ],
        }  # fmt: skip

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw days against USD and return the matplotlib Axes; options as in `routing.plots.plot_frontier`."""
        from routing.views.plots import plot_frontier

        return plot_frontier(self, ax=ax, **options)

    def _rows(self) -> list[dict[str, Any]]:
        names: dict[int, list[str]] = {}
        for name, point in self.labelled.items():
            names.setdefault(point, []).append(name)
        return [
            {
                "point": number, "days": route.days, "usd": route.usd, "kg_co2e": route.kg_co2e, "km": route.km,
                "transshipments": route.transshipments, "named": ", ".join(names.get(number, [])),
                "rides": " > ".join(f"{leg.service} to {leg.destination}" for leg in route.legs),
            }
            for number, route in enumerate(self.routes)
        ]  # fmt: skip

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.views.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.views.html import frontier_html

        return frontier_html(self)

    def __str__(self) -> str:
        from routing.views.text.route import totals_text
        from routing.views.text.table import number, table

        lines = [self.network.heading, f"{self.shipment}; front of {', '.join(self.criteria)}; {self.constraints}", ""]
        cells = [
            [str(row["point"]), number(row["days"], 2), number(row["usd"]), number(row["kg_co2e"]), row["named"],
             row["rides"]]
            for row in self._rows()
        ]  # fmt: skip
        lines += table(["", "days", "USD", "kg CO2e", "", "rides"], cells, "rrrrll") if cells else ["No route."]
        lines += [f"  blocked by {conflict}" for conflict in self.blocked_by]
        proof = ", gaps between neighbours proven empty by OR-Tools" if self.certified else ""
        lines += ["", f"{len(self)} points, {self.status.value}{proof}; {self.labels} labels."]
        lines += [f"Set aside: {totals_text(point.route)}: {point.reason}" for point in self.set_aside]
        lines += [f"Left out: {reason}" for reason in self.excluded]
        return "\n".join(lines)


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

    `points` are (time, cost, number); values are cents per minute. The cheapest comes first, for a value of 0.
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
