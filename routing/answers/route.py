"""`Route`: a way from origin to destination, as the steps that it consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from networks.model.elements import Figure
from networks.model.network import Network
from routing.amounts.load import Load
from routing.question.shipment import Shipment
from routing.steps.amount import Amount
from routing.steps.kinds import COMPONENTS
from routing.steps.leg import Leg
from routing.steps.step import FigureKey, Step, added

if TYPE_CHECKING:
    import pandas

    from routing.accounts.emissions import EmissionReport
    from routing.accounts.prices import PriceReport

CRITERIA = {"days": ("minutes", 1440), "usd": ("cents", 100), "kg_co2e": ("grams", 1000), "km": ("metres", 1000)}


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
        from routing.accounts.provenance import shares

        return shares(self)

    def range_days(self) -> tuple[float, float] | None:
        """Return the days if every figure stood at its low end, and at its high end (its value where it has none)."""
        from routing.accounts.provenance import range_of

        found = range_of(self, "minutes")
        return None if found is None else (found[0] / 1440, found[1] / 1440)

    def range_usd(self) -> tuple[float, float] | None:
        """Return the USD if every figure stood at its low end, and at its high end."""
        from routing.accounts.provenance import range_of

        found = range_of(self, "cents")
        return None if found is None else (found[0] / 100, found[1] / 100)

    def emissions(self) -> EmissionReport:
        """Return the CO2e by transport chain element, in the style of ISO 14083; not a compliant statement."""
        from routing.accounts.emissions import emission_report

        return emission_report(self)

    def prices(self) -> PriceReport:
        """Return the USD by price component, each with its range, own money, price year and source."""
        from routing.accounts.prices import price_report

        return price_report(self)

    @property
    def inventory_usd(self) -> float | None:
        """Return what the time of the goods costs their owner in USD, which is no part of `usd`.

        None without `value_usd` of the shipment, a figure ``inventory`` of the network, or the days.
        """
        from routing.amounts.inventory import inventory_cents, inventory_figure

        figure = None if self.shipment is None else inventory_figure(self.network, self.shipment)
        if figure is None or self.shipment is None or self.shipment.value_usd is None or self.minutes is None:
            return None
        return inventory_cents(figure.value, self.shipment.value_usd, self.minutes) / 100

    def itinerary(self) -> str:
        """Return every step as text: when it ends, how long it takes, and what that figure rests on."""
        from routing.views.text.route import itinerary_text

        return itinerary_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the route as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.views import route_dict

        return route_dict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per step as a pandas DataFrame."""
        from routing.views import route_frame

        return route_frame(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return the route as a GeoJSON FeatureCollection (RFC 7946), cut at the 180th meridian."""
        from routing.views import route_geojson

        return route_geojson(self)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the route on a map and return the matplotlib Axes; options as in `routing.plots.plot_routes`."""
        from routing.views.plots import plot_routes

        return plot_routes(self, ax=ax, **options)

    def _repr_html_(self) -> str:
        from routing.views.html import route_html

        return route_html(self)

    def __str__(self) -> str:
        from routing.views.text.route import route_text

        return route_text(self)


def _storage(step: Step) -> tuple[FigureKey, ...]:
    return ((step.element, "free_time"),) if step.kind == "demurrage" else ()
