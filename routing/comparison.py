"""One answer against another: where the days, dollars and kilograms between two routes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networks.elements import Figure
from networks.errors import UnknownNameError
from networks.network import Network
from routing.answers.provenance import ASSUMED
from routing.answers.results import Result, Route
from routing.answers.steps import COMPONENTS
from routing.query import Constraints, Objective, Shipment
from routing.solving import solve

if TYPE_CHECKING:
    import pandas

    from routing.report import Exploration


@dataclass(frozen=True, slots=True)
class Difference:
    """One bar of a waterfall: what a component has in each route.

    Attributes
    ----------
    component
        One of `routing.answers.steps.COMPONENTS`.
    before, after
        Minutes, cents or grams in the first route and in the other; None where a figure is missing.
    before_assumed, after_assumed
        How much of each rests on assumptions: the residuals of a calibrated scenario among them.
    """

    component: str
    before: int | None
    after: int | None
    before_assumed: int
    after_assumed: int

    @property
    def change(self) -> int | None:
        """Return after minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, eq=False)
class Comparison:
    """Results side by side; each is compared with the last.

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

    def waterfall(
        self, before: str | None = None, after: str | None = None, *, column: str = "minutes"
    ) -> tuple[Difference, ...]:
        """Return the difference between two routes by component; the changes add up exactly.

        Parameters
        ----------
        before, after
            Names of two results; None = the first and the last.
        column
            ``minutes``, ``cents`` or ``grams``.

        Raises
        ------
        NoRouteError
            One of the two has no route.
        UnknownNameError
            A name that no result bears.
        """
        names = list(self.results)
        first = self._named(names[0] if before is None else before).require()
        second = self._named(names[-1] if after is None else after).require()
        bars = []
        for component in COMPONENTS:
            if component in first.breakdown or component in second.breakdown:
                amounts = [_part(route, component, column) for route in (first, second)]
                assumed = [_assumed(route, component, column) for route in (first, second)]
                bars.append(Difference(component, amounts[0], amounts[1], assumed[0], assumed[1]))
        return tuple(bars)

    def _named(self, name: str) -> Result:
        if name not in self.results:
            raise UnknownNameError("result", name, self.results)
        return self.results[name]

    def residuals(self, name: str) -> tuple[Figure, ...]:
        """Return the assumed and calibrated figures behind the hours of a result's route, in the order of use."""
        route = self._named(name).require()
        keys = dict.fromkeys(step.time_figure for step in route.steps if step.time_figure and step.minutes)
        figures = [route.network.figures[key] for key in keys]
        return tuple(figure for figure in figures if figure.kind in ASSUMED)

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per component and result: days, USD, kg CO2e, and how many of the days are assumed."""
        return [
            {
                "result": name, "component": component, "days": amount.days, "usd": amount.usd,
                "kg_co2e": amount.kg_co2e, "days_assumed": _assumed(route, component, "minutes") / 1440,
            }
            for name, route in self.routes.items()
            for component, amount in route.breakdown.items()
        ]  # fmt: skip

    def to_frame(self) -> pandas.DataFrame:
        """Return `rows` as a pandas DataFrame."""
        import pandas

        return pandas.DataFrame(self.rows())

    def to_dict(self) -> dict[str, Any]:
        """Return the results by name as plain numbers and text, ready for JSON."""
        return {name: result.to_dict() for name, result in self.results.items()}

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw a waterfall for each pair and return the first Axes; options as in `routing.plots.plot_comparison`."""
        from routing.plots import plot_comparison

        return plot_comparison(self, ax=ax, **options)

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.printing.notebook import comparison_html

        return comparison_html(self)

    def __str__(self) -> str:
        from routing.printing.comparison_text import comparison_text

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
        Name -> network; each is compared with the last.
    shipment, minimise, constraints
        As in `routing.solve`.

    Examples
    --------
    >>> import networks
    >>> nets = {name: networks.load("eurasia", scenario=name) for name in ("2016-ordinary", "2016-target")}
    >>> found = compare(nets, Shipment("JPYOK", "RUMOW"))
    >>> sum(bar.change for bar in found.waterfall()) / 1440
    -17.0
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


def _assumed(route: Route, component: str, column: str) -> int:
    """Return how much of a component rests on assumptions, in the column's unit."""
    total = 0
    for step in route.steps:
        key = step.time_figure if column == "minutes" else step.price_figure if column == "cents" else None
        if step.component == component and key is not None and route.network.figures[key].kind in ASSUMED:
            total += getattr(step, column) or 0
    return total


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

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.printing.notebook import price_html

        return price_html(self)

    def __str__(self) -> str:
        from routing.printing.comparison_text import price_text

        return price_text(self)


def price_of(network: Network, shipment: Shipment, *, constraints: Constraints, minimise: Objective = "time") -> Price:
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
        gaps[criterion] = _less(values[1], values[0])
    return Price(free, bound, gaps)


def _gap(price: Price, name: str) -> float | None:
    values = [None if result.best is None else getattr(result.best, name) for result in (price.free, price.bound)]
    return _less(values[1], values[0])


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other
