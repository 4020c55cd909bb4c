"""`Route`: a way from origin to destination, as the steps that it consists of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from networks.model.figure import Figure, FigureKey
from networks.model.keys import MONEY, currency_key, load_key
from networks.network import Network
from routing.accounts.arrival import days_after_ready
from routing.amounts.conversion import in_own_money
from routing.amounts.large_boxes import ratio_figure
from routing.amounts.load import Load
from routing.amounts.units import DAY, KG, USD
from routing.answers.shown import Mapped, Scheduled, itinerary
from routing.answers.travelling import Travelling
from routing.question.measures import MEASURES
from routing.question.question import Model
from routing.question.shipment import Shipment
from routing.sealed_dict import SealedDict
from routing.steps.amount import Amount, amount_of
from routing.steps.corridors import corridors_used
from routing.steps.kinds import ACTIVITIES, CLEARANCE, COMPONENTS, DEMURRAGE
from routing.steps.leg import Leg, legs_of
from routing.steps.measured import Moved
from routing.steps.step import Step, added

if TYPE_CHECKING:
    from routing.answers.emission_report import EmissionReport
    from routing.answers.price_report import PriceReport

CRITERIA = {measure.shown: measure.column for measure in MEASURES}


@dataclass(frozen=True, eq=False, repr=False)
class Route(Scheduled, Mapped, Travelling, Moved):
    """A way from origin to destination.

    Attributes
    ----------
    steps
        Everything that happens, in order.
    milliminutes, millicents, milligrams, millimetres
        Integer totals of the whole shipment, or None with what lacks them in `lacking`; `days`, `usd`, `kg_co2e` and
        `km` are made of them.
    shipment
        What moves, for the cost of its time; None where a route was put together without one.
    model
        By which model its waits are: ``"frequency"``, or ``"clock"`` (`routing.solve`).

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> route = result.require()
    >>> route.places, route.days, route.usd, route.kg_co2e  # no figure for CO2e: None, not 0
    (('A', 'B'), 2.5, 500.0, None)
    >>> route.provenance()["hours"]
    {'sourced': 0.0, 'computed': 0.0, 'calibrated': 0.0, 'assumption': 0.0, 'plan': 0.0, 'given': 1.0}
    """

    network: Network
    load: Load
    steps: tuple[Step, ...]
    shipment: Shipment | None = None
    model: Model = "frequency"

    def total(self, column: str) -> int | None:
        """Return the sum of a column over the steps, None if any lacks it."""
        return added(self.steps, column)

    @property
    def milliminutes(self) -> int | None:
        """Return the thousandths of a minute in all."""
        return self.total("milliminutes")

    @property
    def millicents(self) -> int | None:
        """Return the price in thousandths of a cent."""
        return self.total("millicents")

    @property
    def milligrams(self) -> int | None:
        """Return the thousandths of a gram of CO2e, well to wheel.

        Terminal operations count where the network has factors of them; then each must have one.
        """
        return self.total("milligrams")

    @property
    def milligrams_ttw(self) -> int | None:
        """Return the part of them from tank to wheel; None where the network does not state it."""
        return self.total("milligrams_ttw")

    @property
    def millimetres(self) -> int | None:
        """Return the thousandths of a metre in all."""
        return self.total("millimetres")

    @property
    def own_money(self) -> float | None:
        """Return the price in the currency of the network, by its stated rate; None where a price is missing."""
        return in_own_money(self.network, self.millicents)

    @property
    def usd_per_teu(self) -> float | None:
        """Return the price in USD per TEU, or None."""
        return None if self.usd is None or not self.load.teu else self.usd / float(self.load.teu)

    @property
    def transshipments(self) -> int:
        """Return the number of lifts between vehicles, first loading and last unloading left out."""
        return sum(step.lifts for step in self.steps)

    @cached_property
    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """Return per criterion the elements of this route that have no figure for it."""
        found = {}
        for name, column in CRITERIA.items():
            elements = dict.fromkeys(step.element for step in self.steps if getattr(step, column) is None)
            if elements:
                found[name] = tuple(elements)
        return SealedDict(found)

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
    def corridors(self) -> tuple[str, ...]:
        """Return the names of the corridors used, in the order of travel: those of which it rides a gateway link."""
        return tuple(corridor.name for corridor in corridors_used(self.network, self.steps))

    @property
    def corridor(self) -> str:
        """Return the names of the corridors used in one text, such as ``China by Dostyk``; "" where there is none."""
        return " + ".join(self.corridors)

    @property
    def borders(self) -> int:
        """Return how often the territory changes from place to place; not at ports where the goods stay aboard."""
        from routing.accounts.borders import borders_crossed

        return borders_crossed(self.network, self.steps)

    @property
    def gauge_changes(self) -> int:
        """Return how often a rail link of one gauge follows on one of another, with no other mode between."""
        from routing.accounts.borders import gauge_changes

        return gauge_changes(self.network, self.steps)

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """Return what is done by one service after another: boarding, rides and alighting of each together."""
        return legs_of(self.steps, self.network)

    @cached_property
    def breakdown(self) -> Mapping[str, Amount]:
        """Return time, price and CO2e by component (origin, sea, port, customs ...), in the order of a journey.

        What is paid at boarding or alighting is freight and stands under the mode of the ride, so that the price of a
        mode is that of its legs; the wait for a departure stands under ``waiting`` and costs nothing itself.
        """
        steps = [step for step in self.steps if not step.is_pass]
        parts = {}
        for component in COMPONENTS:
            spent = [step for step in steps if step.component == component]
            paid = [step for step in steps if step.paid_under == component]
            if spent or paid:
                parts[component] = amount_of(spent, paid)
        return SealedDict(parts)

    @cached_property
    def activities(self) -> Mapping[str, Amount]:
        """Return time, price and CO2e by what the goods are doing: moving, waiting, handling, clearance.

        All freight is paid for moving; waiting has the price of demurrage.
        """
        return SealedDict(
            {
                activity: amount_of(
                    (step for step in self.steps if step.activity == activity),
                    (step for step in self.steps if step.paid_while == activity),
                )
                for activity in ACTIVITIES
            }
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that this route rests on, once: in the order of use, then what they are multiplied by."""
        keys = [
            key
            for step in self.steps
            for key in (step.time_figure, step.price_figure, *self._ratio(step), *_storage(step), *step.co2e_figures)
            if key is not None
        ]
        used = [self.network.figures[key] for key in dict.fromkeys(keys)]
        return (*used, *self._multiplied_by(used))

    def _multiplied_by(self, figures: Sequence[Figure]) -> Iterator[Figure]:
        """Yield the exchange rates and the usual weight of a TEU that the amounts of figures are multiplied by."""
        for currency in sorted({figure.currency for figure in figures} - {"", MONEY}):
            rate = self.network.figure(currency_key(currency), "usd_per_unit")
            if rate is not None:
                yield rate
        usual = self.network.figure(load_key("container"), "tonnes_per_teu")
        states_none = self.shipment is not None and self.shipment.load == "container" and self.shipment.tonnes is None
        weighed = ("tonne", "lorry") if self.load.lorries != self.load.containers else ("tonne",)
        if usual is not None and states_none and any(figure.basis.startswith(weighed) for figure in figures):
            yield usual

    def _ratio(self, step: Step) -> tuple[FigureKey, ...]:
        """Return the figure that says how many TEU large boxes count in the price of a step, if one does."""
        price = None if step.price_figure is None else self.network.figures[step.price_figure]
        found = None if price is None else ratio_figure(self.network, self.load, price)
        return () if found is None else ((found.element, found.quantity),)

    def provenance(self) -> Mapping[str, Mapping[str, float]]:
        """Return the share of hours, dollars and CO2e by kind of figure (sourced, computed, assumption, plan).

        Shares are between 0 and 1 and add up to 1 for each; ``given`` marks links' own hours, prices and emissions.
        Of CO2e that two figures make, energy and electricity, the less sure one counts.
        """
        from routing.accounts.provenance import shares

        return shares(self.network, self.load, self.steps)

    def range_days(self) -> tuple[float, float] | None:
        """Return the days with every figure at its best, and at its worst.

        Best is the low end of a time and the high end of a speed; a figure without an end keeps its value. None on the
        clock: there a delay is taken up by the next wait, or costs it a departure, and figures do not tell which.
        """
        return None if self.model == "clock" else self._ends("milliminutes", DAY)

    def range_usd(self) -> tuple[float, float] | None:
        """Return the USD with every price at its low end, and at its high end (its value where it has none)."""
        return self._ends("millicents", USD)

    def range_kg_co2e(self) -> tuple[float, float] | None:
        """Return the kg CO2e with every factor, energy and electricity at its low end, and at its high end."""
        return self._ends("milligrams", KG)

    def likely_days(self) -> tuple[float, float] | None:
        """Return the days that one journey in ten stays below, and that one in ten exceeds.

        The ends of each figure are read as such ends themselves, its value as the middle. Figures of one component of
        the journey (rail, waiting, port ...) are taken to go wrong together, components independently of one another:
        what makes one railway slow seldom stops at its border. They add up as in `routing.accounts.likely`. Where
        ranges reach further up than down, `days` may lie below the likely range. None on the clock, as `range_days`.
        """
        return None if self.model == "clock" else self._ends("milliminutes", DAY, likely=True)

    def likely_usd(self) -> tuple[float, float] | None:
        """Return the USD that one journey in ten stays below, and that one in ten exceeds, as `likely_days` does."""
        return self._ends("millicents", USD, likely=True)

    def likely_kg_co2e(self) -> tuple[float, float] | None:
        """Return the kg CO2e that one journey in ten stays below, and that one in ten exceeds, as `likely_days`."""
        return self._ends("milligrams", KG, likely=True)

    @property
    def leaves(self) -> datetime.datetime | None:
        """Return the moment at which the goods are ready, on its own clocks; None where none was asked for."""
        return days_after_ready(self.shipment, 0)

    @property
    def arrives(self) -> datetime.datetime | None:
        """Return when the goods arrive: `days` after they are ready, on the clocks of ``ready``.

        None without a shipment that says when it is ready, or without the days. Of goods that are ready on a day the
        clocks are those of the origin: which zone the destination lies in the network does not know.
        """
        return days_after_ready(self.shipment, self.days)

    def likely_arrival(self) -> tuple[datetime.datetime, datetime.datetime] | None:
        """Return between which moments the goods likely arrive, as `likely_days`; None where there is no `arrives`."""
        first, last = (days_after_ready(self.shipment, end) for end in self.likely_days() or (None, None))
        return None if first is None or last is None else (first, last)

    def _ends(self, column: str, units: int, *, likely: bool = False) -> tuple[float, float] | None:
        from routing.accounts.ranges import likely_of, range_of

        found = (likely_of if likely else range_of)(self.network, self.load, self.steps, column)
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
        from routing.amounts.inventory import inventory_figure, inventory_millicents

        figure = None if self.shipment is None else inventory_figure(self.network, self.shipment)
        if figure is None or self.shipment is None or self.shipment.value_usd is None or self.milliminutes is None:
            return None
        return inventory_millicents(figure.value, self.shipment.value_usd, self.milliminutes) / USD

    def itinerary(self) -> str:
        """Return every step as text: when it ends, how long it takes, and what that figure rests on."""
        return itinerary(self)


def _storage(step: Step) -> tuple[FigureKey, ...]:
    return ((step.element, "free_time"),) if step.kind == DEMURRAGE else ()
