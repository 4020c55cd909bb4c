"""The answer: status, proof, and routes as lists of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from networks.elements import Figure
from networks.network import Network
from routing.answers.steps import COMPONENTS, FigureKey, Step, added
from routing.compiling.scaling import Load
from routing.errors import NoRouteError
from routing.query import Question, Shipment

if TYPE_CHECKING:
    import pandas

    from routing.answers.emission_report import EmissionReport
    from routing.answers.price_report import PriceReport
    from routing.report import Exploration

CRITERIA = {"days": ("minutes", 1440), "usd": ("cents", 100), "kg_co2e": ("grams", 1000), "km": ("metres", 1000)}


class Status(Enum):  # no default: whoever builds a Result says which
    """What an answer is worth."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible, not proven optimal"
    INFEASIBLE = "no route satisfies the constraints"
    UNKNOWN = "stopped by a limit before any answer"
    TRUNCATED = "stopped by a limit; what is shown is valid but not all"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route by one service.

    Attributes
    ----------
    service, name, mode
        Id of the service (or link), its name and its mode.
    origin, destination
        Places where it is boarded and left.
    wait_minutes, minutes
        Waiting for the departure, and time aboard.
    cents
        Price of boarding, ride and alighting together; None where a figure is missing.
    grams, grams_ttw, metres
        CO2e well to wheel, its tank-to-wheel part, and distance; None where a figure is missing.
    """

    service: str
    name: str
    mode: str
    origin: str
    destination: str
    wait_minutes: int | None
    minutes: int | None
    cents: int | None
    grams: int | None
    metres: int | None
    territories: frozenset[str]
    grams_ttw: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes, cents and grams of a part of a route; None where a figure is missing."""

    minutes: int | None
    cents: int | None
    grams: int | None

    @property
    def days(self) -> float | None:
        """Return the days."""
        return None if self.minutes is None else self.minutes / 1440

    @property
    def usd(self) -> float | None:
        """Return the USD."""
        return None if self.cents is None else self.cents / 100

    @property
    def kg_co2e(self) -> float | None:
        """Return the kg CO2e."""
        return None if self.grams is None else self.grams / 1000


@dataclass(frozen=True, eq=False)
class Route:
    """A way from origin to destination.

    Attributes
    ----------
    steps
        Everything that happens, in order.
    minutes, cents, grams, metres
        Integer totals of the whole shipment, or None with what lacks them in `lacking`.
    shipment
        What moves, for the cost of its time; None where a route was put together without one.
    """

    network: Network
    load: Load
    steps: tuple[Step, ...]
    shipment: Shipment | None = None

    def total(self, column: str) -> int | None:
        """Return the sum of a column over the steps, None if any lacks it."""
        return added(self.steps, column)

    @property
    def minutes(self) -> int | None:
        return self.total("minutes")

    @property
    def cents(self) -> int | None:
        return self.total("cents")

    @property
    def grams(self) -> int | None:
        return self.total("grams")

    @property
    def metres(self) -> int | None:
        return self.total("metres")

    @property
    def days(self) -> float | None:
        """Return the days in all, or None where a step has no time."""
        return self._scaled("days")

    @property
    def usd(self) -> float | None:
        """Return the price in USD of the whole shipment, or None where a step has no price."""
        return self._scaled("usd")

    @property
    def usd_per_teu(self) -> float | None:
        """Return the price in USD per TEU, or None."""
        return None if self.usd is None or not self.load.teu else self.usd / float(self.load.teu)

    @property
    def kg_co2e(self) -> float | None:
        """Return the kg CO2e from well to wheel, or None where a ride has no factor.

        Terminal operations count where the network has factors of them; then each must have one.
        """
        return self._scaled("kg_co2e")

    @property
    def kg_co2e_ttw(self) -> float | None:
        """Return the part of the kg CO2e from tank to wheel, or None where the network does not state it."""
        grams = self.total("grams_ttw")
        return None if grams is None else grams / 1000

    @property
    def km(self) -> float | None:
        """Return the km in all, or None where a link has no length."""
        return self._scaled("km")

    def _scaled(self, name: str) -> float | None:
        column, units = CRITERIA[name]
        value = self.total(column)
        return None if value is None else value / units

    @property
    def transshipments(self) -> int:
        """Return the number of lifts between vehicles, first loading and last unloading left out."""
        return sum(step.lifts for step in self.steps)

    @cached_property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """Return per criterion the elements of this route that have no figure for it."""
        found = {}
        for name, (column, _) in CRITERIA.items():
            elements = dict.fromkeys(step.element for step in self.steps if getattr(step, column) is None)
            if elements:
                found[name] = tuple(elements)
        return found

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Return the places touched, in order; procedures are carried out at places that a ride touches anyway."""
        touched: list[str] = []
        for step in (step for step in self.steps if step.activity != "clearance"):
            touched.extend(place for place in step.places if not touched or touched[-1] != place)
        return tuple(touched)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Return the links run over, in order."""
        return tuple(link for step in self.steps for link in step.links)

    @cached_property
    def territories(self) -> frozenset[str]:
        """Return the ISO 3166-1 codes of every territory touched, by the codes of the data."""
        return frozenset().union(*(step.territories for step in self.steps))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Return what is done by one service after another: boarding, rides and alighting of each together."""
        groups: list[list[Step]] = []
        for step in self.steps:
            if step.kind in ("board", "ride", "alight"):
                if not groups or step.kind == "board" or groups[-1][-1].element != step.element:
                    groups.append([])
                groups[-1].append(step)
        return tuple(self._leg(group) for group in groups)

    def _leg(self, group: list[Step]) -> Leg:
        element = group[0].element
        rides = [step for step in group if step.kind == "ride"]
        return Leg(
            service=element,
            name=self.network.services[element].name if element in self.network.services else element,
            mode=rides[0].mode,
            origin=rides[0].places[0],
            destination=rides[-1].places[-1],
            wait_minutes=added([step for step in group if step.kind == "board"], "minutes"),
            minutes=added(rides, "minutes"),
            cents=added(group, "cents"),
            grams=added(rides, "grams"),
            metres=added(rides, "metres"),
            territories=frozenset().union(*(step.territories for step in rides)),
            grams_ttw=added(rides, "grams_ttw"),
        )

    @cached_property
    def breakdown(self) -> Mapping[str, Amount]:
        """Return minutes, cents and grams by component (origin, sea, port, customs ...), in the order of a journey."""
        parts = {}
        for component in COMPONENTS:
            steps = [step for step in self.steps if step.component == component and step.kind != "pass"]
            if steps:
                parts[component] = Amount(*(added(steps, column) for column in ("minutes", "cents", "grams")))
        return parts

    @cached_property
    def activities(self) -> Mapping[str, Amount]:
        """Return minutes, cents and grams by what the goods are doing: moving, waiting, handling, clearance."""
        parts = {}
        for activity in ("moving", "waiting", "handling", "clearance"):
            steps = [step for step in self.steps if step.activity == activity]
            parts[activity] = Amount(*(added(steps, column) for column in ("minutes", "cents", "grams")))
        return parts

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that this route rests on, once, in the order of use."""
        keys = [
            key
            for step in self.steps
            for key in (step.time_figure, step.price_figure, *_storage(step), *step.co2e_figures)
            if key is not None
        ]
        return tuple(self.network.figures[key] for key in dict.fromkeys(keys))

    def provenance(self) -> Mapping[str, Mapping[str, float]]:
        """Return the share of hours and of dollars by kind of figure (sourced, computed, assumption, plan).

        Shares are between 0 and 1 and add up to 1 for each; ``given`` marks links' own hours and prices.
        """
        from routing.answers.provenance import shares

        return shares(self)

    def range_days(self) -> tuple[float, float] | None:
        """Return the days if every figure stood at its low end, and at its high end (its value where it has none)."""
        from routing.answers.provenance import range_of

        found = range_of(self, "minutes")
        return None if found is None else (found[0] / 1440, found[1] / 1440)

    def range_usd(self) -> tuple[float, float] | None:
        """Return the USD if every figure stood at its low end, and at its high end."""
        from routing.answers.provenance import range_of

        found = range_of(self, "cents")
        return None if found is None else (found[0] / 100, found[1] / 100)

    def emissions(self) -> EmissionReport:
        """Return the CO2e by transport chain element, in the style of ISO 14083; not a compliant statement."""
        from routing.answers.emission_report import emission_report

        return emission_report(self)

    def prices(self) -> PriceReport:
        """Return the USD by price component, each with its range, own money, price year and source."""
        from routing.answers.price_report import price_report

        return price_report(self)

    @property
    def inventory_usd(self) -> float | None:
        """Return what the time of the goods costs their owner in USD, which is no part of `usd`.

        None without `value_usd` of the shipment, a figure ``inventory`` of the network, or the days.
        """
        from routing.inventory import inventory_cents, inventory_figure

        figure = None if self.shipment is None else inventory_figure(self.network, self.shipment)
        if figure is None or self.shipment is None or self.shipment.value_usd is None or self.minutes is None:
            return None
        return inventory_cents(figure.value, self.shipment.value_usd, self.minutes) / 100

    def itinerary(self) -> str:
        """Return every step as text: when it ends, how long it takes, and what that figure rests on."""
        from routing.printing.text import itinerary_text

        return itinerary_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the route as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.export import route_dict

        return route_dict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per step as a pandas DataFrame."""
        from routing.export import route_frame

        return route_frame(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return the route as a GeoJSON FeatureCollection (RFC 7946), cut at the 180th meridian."""
        from routing.export import route_geojson

        return route_geojson(self)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the route on a map and return the matplotlib Axes; options as in `routing.plots.plot_routes`."""
        from routing.plots import plot_routes

        return plot_routes(self, ax=ax, **options)

    def _repr_html_(self) -> str:
        from routing.printing.notebook import route_html

        return route_html(self)

    def __str__(self) -> str:
        from routing.printing.text import route_text

        return route_text(self)


def _storage(step: Step) -> tuple[FigureKey, ...]:
    return ((step.element, "free_time"),) if step.kind == "demurrage" else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Why the answer is the best one, or none.

    Attributes
    ----------
    solver, confirmed_by
        The engine that answered, and the second, unlike one that gave the same ("" if none did).
    objective, bound
        Value found and proven lower bound, in `unit`; None without a route.
    gap
        (objective - bound) / objective; 0 for a proven optimum.
    vector
        What routes are compared by: objective, then the other of time and cost, CO2e, number of arcs.
    arcs_total, arcs_before, arcs_after
        Arcs of the expanded graph, those that the question may use, and those given to the solver.
    labels
        Labels made by the search.
    shared
        What both engines leaned on.
    """

    solver: str
    confirmed_by: str
    objective: int | None
    bound: int | None
    unit: str
    vector: tuple[int, ...]
    arcs_total: int
    arcs_before: int
    arcs_after: int
    labels: int
    shared: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """Return the relative gap between value and bound; None without a route."""
        if self.objective is None or self.bound is None:
            return None
        return 0.0 if self.objective == self.bound else (self.objective - self.bound) / self.objective


@dataclass(frozen=True, slots=True)
class Conflict:
    """Constraints that together leave no route, while any fewer of them would.

    Attributes
    ----------
    constraints
        Each in words, for example ``avoid_territories CN`` or ``max_days 20``.
    remedies
        For each, what would open a route while the others stay: the nearest value, or lifting it.
    """

    constraints: tuple[str, ...]
    remedies: tuple[str, ...]

    def __str__(self) -> str:
        return " and ".join(self.constraints) + (f" ({'; or '.join(self.remedies)})" if self.remedies else "")


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """The answer to a question.

    Attributes
    ----------
    network, question
        What it is the answer to.
    status
        What it is worth.
    routes
        The routes found, best first; empty without a route.
    proof
        Why it is right.
    blocked_by
        Without a route: minimal sets of clashing constraints, each with what would open a route.
    excluded
        Arcs left out because the network has no figure for what the question asks, in words.
    assumptions
        What holds for lack of data, in words.
    """

    network: Network
    question: Question
    status: Status
    routes: tuple[Route, ...]
    proof: Proof
    blocked_by: tuple[Conflict, ...] = ()
    excluded: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = field(default=())

    @property
    def best(self) -> Route | None:
        """Return the best route, or None."""
        return self.routes[0] if self.routes else None

    def require(self) -> Route:
        """Return the best route; raise NoRouteError with the reasons if there is none."""
        if self.best is None:
            reasons = "; ".join(map(str, self.blocked_by))
            raise NoRouteError(
                f"{self.status.value}: {self.question}" + (f". Blocked by: {reasons}" if reasons else "")
            )
        return self.best

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.export import result_dict

        return result_dict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per step of the best route (no rows without one) as a pandas DataFrame."""
        from routing.export import result_frame

        return result_frame(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return the best route as a GeoJSON FeatureCollection (RFC 7946); no features without a route."""
        from routing.export import result_geojson

        return result_geojson(self)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the best route and what was forbidden to it; options as in `routing.plots.plot_result`."""
        from routing.plots import plot_result

        return plot_result(self, ax=ax, **options)

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.printing.notebook import result_html

        return result_html(self)

    def __str__(self) -> str:
        from routing.printing.text import result_text

        return result_text(self)
