"""One answer against another: where the days, dollars and kilograms between two routes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networks.elements import Figure
from networks.network import Network
from routing.query import Constraints, Objective, Shipment
from routing.results import Result, Route
from routing.solving import solve
from routing.steps import COMPONENTS

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Difference:
    """One bar of a waterfall: what a component has in each route.

    Attributes
    ----------
    component
        One of `routing.steps.COMPONENTS`.
    before, after
        Minutes, cents or grams in the first route and in the other; None where a figure is missing.
    assumed
        Share (0 to 1) of the larger of the two that rests on assumptions.
    """

    component: str
    before: int | None
    after: int | None
    assumed: float

    @property
    def change(self) -> int | None:
        """Return after minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, eq=False)
class Comparison:
    """Results side by side; the first is what the others are compared with.

    Attributes
    ----------
    results
        Name -> result, in the order given.
    """

    results: Mapping[str, Result]

    @property
    def routes(self) -> dict[str, Route]:
        """Return the best route of each result that has one."""
        return {name: result.best for name, result in self.results.items() if result.best is not None}

    def waterfall(self, other: str | None = None, column: str = "minutes") -> tuple[Difference, ...]:
        """Return the difference between the first route and another, by component; the parts add up exactly.

        Parameters
        ----------
        other
            Name of the other result; None = the last.
        column
            ``minutes``, ``cents`` or ``grams``.

        Raises
        ------
        NoRouteError
            One of the two has no route.
        """
        names = list(self.results)
        first = self.results[names[0]].require()
        second = self.results[names[-1] if other is None else other].require()
        bars = []
        for component in COMPONENTS:
            if component in first.breakdown or component in second.breakdown:
                before, after = (_part(route, component, column) for route in (first, second))
                larger = first if (before or 0) >= (after or 0) else second
                bars.append(Difference(component, before, after, assumed_share(larger, component, column)))
        return tuple(bars)

    def residuals(self, name: str) -> tuple[Figure, ...]:
        """Return the assumptions behind the hours of a result's route, in the order of use."""
        route = self.results[name].require()
        keys = dict.fromkeys(step.time_figure for step in route.steps if step.time_figure and step.minutes)
        return tuple(route.network.figures[key] for key in keys if route.network.figures[key].kind == "assumption")

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per component and result: days, USD, kg CO2e, and the share of hours assumed."""
        import pandas

        rows = []
        for name, route in self.routes.items():
            for component, amount in route.breakdown.items():
                rows.append({
                    "result": name, "component": component, "days": amount.days, "usd": amount.usd,
                    "kg_co2e": amount.kg_co2e, "hours_assumed_share": assumed_share(route, component, "minutes"),
                })  # fmt: skip
        return pandas.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Return the results by name as plain numbers and text, ready for JSON."""
        return {name: result.to_dict() for name, result in self.results.items()}

    def __str__(self) -> str:
        from routing.comparison_text import comparison_text

        return comparison_text(self)


def compare(
    networks: Mapping[str, Network],
    shipment: Shipment,
    *,
    minimise: Objective = "time",
    constraints: Constraints | None = None,
) -> Comparison:
    """Return the answers to one question on several networks (usually scenarios of one), side by side.

    Parameters
    ----------
    networks
        Name -> network; the first is what the others are compared with.
    shipment, minimise, constraints
        As in `routing.solve`.

    Examples
    --------
    >>> import networks
    >>> nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    >>> found = compare(nets, Shipment("JPYOK", "RUMOW"))
    >>> sum(bar.change for bar in found.waterfall()) == found.routes["2016-target"].minutes - found.routes["2016-ordinary"].minutes
    True
    """
    return compare_results(
        {name: solve(net, shipment, minimise=minimise, constraints=constraints) for name, net in networks.items()}
    )


def compare_results(results: Mapping[str, Result]) -> Comparison:
    """Return results that were found apart, side by side.

    Raises
    ------
    QuestionError
        Fewer than two results.
    """
    if len(results) < 2:
        from routing.errors import QuestionError

        raise QuestionError([f"{len(results)} result(s) to compare: expected at least two"])
    return Comparison(dict(results))


def assumed_share(route: Route, component: str, column: str) -> float:
    """Return the share (0 to 1) of a component that rests on assumptions."""
    total = assumed = 0
    for step in route.steps:
        amount = getattr(step, column)
        key = step.time_figure if column == "minutes" else step.price_figure
        if step.component == component and amount:
            total += amount
            assumed += amount if key is not None and route.network.figures[key].kind == "assumption" else 0
    return assumed / total if total else 0.0


def _part(route: Route, component: str, column: str) -> int | None:
    amount = route.breakdown.get(component)
    value: int | None = 0 if amount is None else getattr(amount, column)
    return value


@dataclass(frozen=True, eq=False)
class Price:
    """What constraints cost: the optimum with them against the optimum without.

    Attributes
    ----------
    free, bound
        Results without and with the constraints, least in what was asked for.
    days, usd, kg_co2e
        Totals of the bound route less those of the free one; None where a total is missing.
    by_criterion
        Criterion -> least value with the constraints less least value without, in days, USD and kg CO2e;
        None where there is no route or a figure is missing. Never below 0.
    """

    free: Result
    bound: Result
    by_criterion: Mapping[str, float | None]

    @property
    def days(self) -> float | None:
        return _gap(self, "days")

    @property
    def usd(self) -> float | None:
        return _gap(self, "usd")

    @property
    def kg_co2e(self) -> float | None:
        return _gap(self, "kg_co2e")

    def __str__(self) -> str:
        from routing.comparison_text import price_text

        return price_text(self)


def price_of(
    network: Network, shipment: Shipment, *, constraints: Constraints, minimise: Objective = "time"
) -> Price:
    """Return what constraints cost in days, USD and kg CO2e.

    Two differences are given, and they answer different questions: that of the two optimal routes (what
    changes when the shipper keeps minimising the same thing), and that of the optima by criterion (how much
    the constraints cost at the very least in each).

    Parameters
    ----------
    constraints
        The constraints to be priced; they are compared with none at all.

    Examples
    --------
    >>> import networks
    >>> ban = Constraints(avoid_territories={"CN"})
    >>> price = price_of(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=ban)
    >>> price.days > 0
    True
    """
    free = solve(network, shipment, minimise=minimise)
    bound = solve(network, shipment, minimise=minimise, constraints=constraints)
    gaps: dict[str, float | None] = {}
    for criterion, name in (("time", "days"), ("cost", "usd"), ("co2e", "kg_co2e")):
        pair = [
            solve(network, shipment, minimise=criterion, constraints=kept, explain=False)
            for kept in (None, constraints)
        ]
        values = [None if result.best is None else getattr(result.best, name) for result in pair]
        gaps[criterion] = None if None in values else values[1] - values[0]
    return Price(free, bound, gaps)


def _gap(price: Price, name: str) -> float | None:
    values = [None if result.best is None else getattr(result.best, name) for result in (price.free, price.bound)]
    return None if None in values else values[1] - values[0]
