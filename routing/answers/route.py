"""`Route`: a way from origin to destination, as the steps that it consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from networks.model.elements import Figure, FigureKey
from networks.network import Network
from routing.amounts.load import Load
from routing.amounts.missing import scaled
from routing.answers.shown import Mapped, itinerary
from routing.answers.travelling import Travelling
from routing.question.measures import MEASURES
from routing.question.shipment import Shipment
from routing.steps.amount import Amount, amount_of
from routing.steps.kinds import ACTIVITIES, CLEARANCE, COMPONENTS, DEMURRAGE
from routing.steps.leg import Leg, legs_of
from routing.steps.step import Step, added

if TYPE_CHECKING:
    from routing.answers.emission_report import EmissionReport
    from routing.answers.price_report import PriceReport

CRITERIA = {measure.shown: (measure.column, measure.per) for measure in MEASURES}


@dataclass(frozen=True, eq=False, repr=False)
class Route(Mapped, Travelling):
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
        return scaled(self.total("grams_ttw"), 1000)

    @property
    def km(self) -> float | None:
        """Return the km in all, or None where a link has no length."""
        return self._scaled("km")

    def _scaled(self, name: str) -> float | None:
        column, units = CRITERIA[name]
        return scaled(self.total(column), units)

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
        return MappingProxyType(found)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Return the places touched, in order; procedures are carried out at places that a ride touches anyway."""
        touched: list[str] = []
        for step in (step for step in self.steps if step.activity != CLEARANCE):
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
        return legs_of(self.steps, self.network)

    @cached_property
    def breakdown(self) -> Mapping[str, Amount]:
        """Return minutes, cents and grams by component (origin, sea, port, customs ...), in the order of a journey."""
        parts = {}
        for component in COMPONENTS:
            steps = [step for step in self.steps if step.component == component and not step.is_pass]
            if steps:
                parts[component] = amount_of(steps)
        return MappingProxyType(parts)

    @cached_property
    def activities(self) -> Mapping[str, Amount]:
        """Return minutes, cents and grams by what the goods are doing: moving, waiting, handling, clearance."""
        return MappingProxyType(
            {activity: amount_of(step for step in self.steps if step.activity == activity) for activity in ACTIVITIES}
        )

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

        return shares(self.network, self.steps)

    def range_days(self) -> tuple[float, float] | None:
        """Return the days if every figure stood at its low end, and at its high end (its value where it has none)."""
        return self._range("minutes", 1440)

    def range_usd(self) -> tuple[float, float] | None:
        """Return the USD if every figure stood at its low end, and at its high end."""
        return self._range("cents", 100)

    def _range(self, column: str, units: int) -> tuple[float, float] | None:
        from routing.accounts.provenance import range_of

        found = range_of(self.network, self.load, self.steps, column)
        return None if found is None else (found[0] / units, found[1] / units)

    def emissions(self) -> EmissionReport:
        """Return the CO2e by transport chain element, in the style of ISO 14083; not a compliant statement."""
        from routing.answers.emission_report import emission_report

        return emission_report(self.network, self.load, self.steps)

    def prices(self) -> PriceReport:
        """Return the USD by price component, each with its range, own money, price year and source."""
        from routing.answers.price_report import price_report

        return price_report(self.network, self.load, self.steps, self.shipment)

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
        return itinerary(self)


def _storage(step: Step) -> tuple[FigureKey, ...]:
    return ((step.element, "free_time"),) if step.kind == DEMURRAGE else ()
