"""`Comparison`: one answer against another: where the days, dollars and kilograms between two routes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

from networks.errors import UnknownNameError
from networks.model.figure import Figure
from networks.network import Network
from routing.accounts.provenance import ASSUMED, assumed
from routing.amounts.units import DAY, MILLI
from routing.answer_warning import UNLIKE, AnswerWarning
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.shown import Mapped
from routing.answers.travelling import Travelling
from routing.answers.warned import WarnedTogether
from routing.question.question import Question
from routing.sealed_dict import SealedDict
from routing.steps.amount import Amount
from routing.steps.kinds import COMPONENTS

NOTHING = Amount(0, 0, 0)  # of a component that a route does not have


@dataclass(frozen=True, slots=True)
class Difference:
    """One bar of a waterfall: what a component has in each route.

    Attributes
    ----------
    component
        One of `routing.steps.kinds.COMPONENTS`.
    before, after
        Amount in the first route and in the other; None where a figure is missing.
    before_assumed, after_assumed
        How much of each rests on assumptions: the residuals of a calibrated scenario among them.
    """

    component: str
    before: float | None
    after: float | None
    before_assumed: float
    after_assumed: float

    @property
    def change(self) -> float | None:
        """Return after minus before."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Mapped, Travelling, WarnedTogether):
    """Results side by side; each is compared with the last.

    Attributes
    ----------
    results
        Name -> result, in the order given.
    apart
        In what the questions were made to differ, so that nothing is warned of: ``constraints`` where the cases of
        `routing.compare` have their own.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> cases = {"any way": net, "cheap": routing.Constraints(max_usd=400)}
    >>> found = routing.compare(cases, routing.Shipment("A", "B"))
    >>> {name: route.days for name, route in found.routes.items()}
    {'any way': 2.5, 'cheap': 3.75}
    >>> [(bar.component, bar.change) for bar in found.waterfall("any way", "cheap")]
    [('sea', 1800.0)]
    """

    results: Mapping[str, Result]
    apart: frozenset[str] = field(default=frozenset(), kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "results", SealedDict(dict(self.results)))

    @property
    def unlike(self) -> tuple[str, ...]:
        """Return in what the questions of the results differ: ``shipment``, ``minimise``, ``constraints``."""
        questions = [result.question for result in self.results.values()]
        return tuple(
            one.name
            for one in fields(Question)
            if any(getattr(q, one.name) != getattr(questions[0], one.name) for q in questions)
        )

    @property
    def price_years(self) -> dict[str, int | None]:
        """Return in whose money each result is: the price year of its network, None where that states none."""
        return {name: result.network.price_year for name, result in self.results.items()}

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of all results, each once; first of all that they are unlike: in question, in money."""
        found = []
        unlike = [name for name in self.unlike if name not in self.apart]
        if unlike:
            words = f"the answers are to unlike questions, which differ in {' and '.join(unlike)}"
            found.append(AnswerWarning(UNLIKE, words, remedy="compare answers to one question"))
        if len(set(self.price_years.values())) > 1:
            told = ", ".join(f"{name} of {year or 'no stated year'}" for name, year in self.price_years.items())
            words = f"the answers are in money of unlike years ({told}): differences in USD are those of the years too"
            found.append(AnswerWarning(UNLIKE, words, remedy="compare networks of one price year"))
        return (*found, *super().warnings)

    @property
    def routes(self) -> dict[str, Route]:
        """Return the best route of each result that has one."""
        return {name: result.best for name, result in self.results.items() if result.best is not None}

    def bound_to(self, network: Network | Mapping[str, Network]) -> Self:
        """Return the comparison with its networks: one for all results, or name of a result -> its network.

        Raises
        ------
        UnknownNameError
            A result without a network.
        QuestionError
            Another network than the one that a result is of.
        """
        if isinstance(network, Network):
            network = dict.fromkeys(self.results, network)
        for name in self.results:
            if name not in network:
                raise UnknownNameError("network of a result", name, network)
        return replace(self, results={name: result.bound_to(network[name]) for name, result in self.results.items()})

    def waterfall(
        self, before: str | None = None, after: str | None = None, *, column: str = "minutes"
    ) -> tuple[Difference, ...]:
        """Return the difference between two routes by component; the changes add up, in integers exactly.

        Parameters
        ----------
        before, after
            Names of two results; None = the first and the last.
        column
            ``minutes``, ``cents`` or ``grams``; or ``milliminutes``, ``millicents``, ``milligrams``: integers.

        Raises
        ------
        NoRouteError, LimitReachedError
            One of the two has no route, or its search was stopped by a limit.
        UnknownNameError
            A name that no result bears.
        """
        names = list(self.results)
        first = self._named(names[0] if before is None else before).require()
        second = self._named(names[-1] if after is None else after).require()
        bars = []
        for component in COMPONENTS:
            if component in first.breakdown or component in second.breakdown:
                amounts = [getattr(route.breakdown.get(component, NOTHING), column) for route in (first, second)]
                doubtful = [_assumed(route, component, column) for route in (first, second)]
                bars.append(Difference(component, *amounts, *doubtful))
        return tuple(bars)

    def _named(self, name: str) -> Result:
        if name not in self.results:
            raise UnknownNameError("result", name, self.results)
        return self.results[name]

    def residuals(self, name: str) -> tuple[Figure, ...]:
        """Return the assumed and calibrated figures behind the hours of a result's route, in the order of use."""
        route = self._named(name).require()
        keys = dict.fromkeys(step.time_figure for step in route.steps if step.time_figure and step.milliminutes)
        figures = [route.network.figures[key] for key in keys]
        return tuple(figure for figure in figures if figure.kind in ASSUMED)

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per component and result: days, USD, kg CO2e, and how many of the days are assumed."""
        return [
            {
                "result": name,
                "component": component,
                "days": amount.days,
                "usd": amount.usd,
                "kg_co2e": amount.kg_co2e,
                "days_assumed": _assumed(route, component, "milliminutes") / DAY,
            }
            for name, route in self.routes.items()
            for component, amount in route.breakdown.items()
        ]


def _assumed(route: Route, component: str, column: str) -> float:
    """Return how much of a component rests on assumptions, in the column's unit."""
    counted = f"milli{column.removeprefix('milli')}"
    head = "paid_under" if counted == "millicents" else "component"
    steps = (step for step in route.steps if getattr(step, head) == component)
    found = assumed(route.network, steps, counted)
    return found if column == counted else found / MILLI
