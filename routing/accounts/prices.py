"""The dollars of a route by price component: what is paid where, its range, own money, year and source.

The sum of the rows is the price of the route, to the cent. The cost of the goods' time (inventory) stands below the
line: nobody sends a bill for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from networks.model.figure import Figure, FigureKey
from networks.model.keys import MONEY
from networks.network import Network
from routing.accounts.ranges import ends_of
from routing.amounts.inventory import inventory_figure, inventory_millicents
from routing.amounts.large_boxes import ratio_figure
from routing.amounts.load import Load
from routing.amounts.units import USD
from routing.question.shipment import Shipment
from routing.steps import kinds
from routing.steps.leg import Leg, legs_of
from routing.steps.step import Step

FREIGHT = {
    "sea": "ocean freight",
    "ferry": "ferry freight",
    "rail": "rail tariff",
    "road": "road haulage",
    "inland_water": "inland water freight",
    "air": "air freight",
}
GAUGE_CHANGE, PROCEDURES = "gauge change", "customs and border procedures"
COMPONENT = {
    kinds.ORIGIN: "collection",
    kinds.DELIVERY: "delivery",
    kinds.LOAD: "terminal handling at loading",
    kinds.UNLOAD: "terminal handling at unloading",
    kinds.LIFT: "terminal handling at transfer",
    kinds.BOGIE_CHANGE: GAUGE_CHANGE,
    kinds.EXPORT: PROCEDURES,
    kinds.IMPORT: PROCEDURES,
    kinds.TRANSIT_OPENING: PROCEDURES,
    kinds.TRANSIT_CLOSING: PROCEDURES,
    kinds.PAPERS: "rail papers",
    kinds.HANDOVER: "hand-over between railways",
    kinds.DEMURRAGE: "demurrage",
    kinds.SURCHARGE: "surcharge",
}
INVENTORY, RATE = "inventory cost", "exchange rate"
IN_YEAR, UNADJUSTED, NO_YEAR, GIVEN = "price year", "unadjusted", "year not stated", "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One price component of a route, the inventory cost below the line, or an exchange rate.

    Attributes
    ----------
    component, element
        What is paid for (``ocean freight``, ``demurrage`` ...), and the service, link, operation, procedure or place.
    origin, destination
        Where; the same place but for freight.
    usd_low, usd, usd_high
        Low, mode and high in USD for the whole shipment; `usd` is None where a figure is missing, the ends also where
        the figure has no range. All None of an exchange rate.
    value, low, high, currency, basis
        The figure itself in its own money, and what one unit is charged on; None or "" without a figure.
    ft40_ratio
        TEU that each 40 or 45 ft box of the load counts in this price; None where boxes count what they are.
    price_year, adjustment
        Year of the figure, and ``price year``, ``unadjusted`` (another year than the network's), ``year not stated``
        or ``given`` (a link's own price).
    source, see, kind, note
        Where the figure comes from: rows of ``sources.csv``, what kind it is, and its note.
    """

    component: str
    element: str
    origin: str = ""
    destination: str = ""
    usd_low: float | None = None
    usd: float | None = None
    usd_high: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    currency: str = ""
    basis: str = ""
    ft40_ratio: float | None = None
    price_year: int | None = None
    adjustment: str = GIVEN
    source: str = ""
    see: tuple[str, ...] = ()
    kind: str = GIVEN
    note: str = ""


def price_rows(network: Network, load: Load, steps: Sequence[Step]) -> tuple[PriceRow, ...]:
    """Return the price components in the order of the journey."""
    legs = legs_of(steps, network)
    return tuple(_row(network, load, legs, group) for group in _grouped(steps))


def _grouped(steps: Iterable[Step]) -> list[list[Step]]:
    """Return the steps that a price is paid or owed on, those of one figure of one vehicle or place together."""
    groups: list[list[Step]] = []
    open_group: dict[tuple[str, str, FigureKey | None], list[Step]] = {}
    for step in steps:
        if step.millicents == 0 and step.price_figure is None:
            continue
        freight = step.is_of_leg
        if not freight or step.begins_freight:
            open_group.clear()  # what is charged again, elsewhere or later, is a row of its own
        key = (step.kind if not freight else "freight", step.element, step.price_figure)
        if not freight or key not in open_group:
            groups.append([])
            open_group[key] = groups[-1]
        open_group[key].append(step)
    return groups


def _row(network: Network, load: Load, legs: Sequence[Leg], steps: Sequence[Step]) -> PriceRow:
    first = steps[0]
    figure = None if first.price_figure is None else network.figures[first.price_figure]
    known = [step.millicents for step in steps if step.millicents is not None]
    millicents = sum(known) if len(known) == len(steps) else None
    origin, destination = _ends_of_way(legs, steps) if first.is_of_leg else (first.places[0], first.places[0])
    row = PriceRow(component=_component(legs, first), element=first.element, origin=origin, destination=destination)
    if figure is None or millicents is None:
        return _priced(network, row, figure, millicents)
    ratio = ratio_figure(network, load, figure)
    row = row if ratio is None else replace(row, ft40_ratio=ratio.value)
    return _priced(network, row, figure, millicents, _ends(network, load, steps, figure))


def _component(legs: Sequence[Leg], step: Step) -> str:
    """Return what is paid for at a step; a lift between two gauges belongs to the border."""
    if step.is_of_leg:
        return FREIGHT[next(leg.mode for leg in legs if leg.service == step.element)]
    if step.component == kinds.BORDER and step.kind == kinds.LIFT:
        return GAUGE_CHANGE
    return COMPONENT[step.kind]


def _ends_of_way(legs: Sequence[Leg], steps: Sequence[Step]) -> tuple[str, str]:
    """Return from where to where a freight is paid: its rides, or the leg that a price once for all is paid on."""
    rides = [step for step in steps if step.is_ride]
    if rides:
        return rides[0].places[0], rides[-1].places[-1]
    place = steps[0].places[0]
    paid_at = "origin" if steps[0].begins_freight else "destination"
    leg = next(one for one in legs if one.service == steps[0].element and getattr(one, paid_at) == place)
    return leg.origin, leg.destination


def _ends(network: Network, load: Load, steps: Iterable[Step], figure: Figure) -> tuple[int, int] | None:
    """Return the millicents with the figure at its low and at its high end; None where it has no range."""
    if all(one is None or one.low is one.high is None for one in (figure, ratio_figure(network, load, figure))):
        return None
    ends = [ends_of(network, load, step, figure, step.millicents or 0) for step in steps]
    low, high = (sum((pair[at] for pair in ends), Fraction(0)) for at in (0, 1))
    return round(low), round(high)


def _priced(
    network: Network, row: PriceRow, figure: Figure | None, millicents: int | None, ends: tuple[int, int] | None = None
) -> PriceRow:
    """Return a row with what is paid, the ends of that, and where the figure comes from."""
    usd = None if millicents is None else millicents / USD
    if figure is None:
        return replace(row, usd=usd, kind=GIVEN if usd is not None else "missing")
    low, high = (None, None) if ends is None else (ends[0] / USD, ends[1] / USD)
    adjustment = _adjustment(network, figure)
    return replace(row, usd=usd, usd_low=low, usd_high=high, adjustment=adjustment, **_cells_of(figure))


def _cells_of(figure: Figure) -> dict[str, Any]:
    """Return the cells of a row that are the figure's own."""
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "currency": figure.currency,
        "basis": figure.basis,
        "price_year": figure.year,
        "source": figure.source,
        "see": figure.see,
        "kind": figure.kind,
        "note": figure.note,
    }


def _adjustment(network: Network, figure: Figure) -> str:
    if figure.year is None or network.price_year is None:
        return NO_YEAR
    return IN_YEAR if figure.year == network.price_year else UNADJUSTED


def inventory_row(network: Network, shipment: Shipment | None, milliminutes: int | None) -> PriceRow | None:
    """Return what the time of the goods costs; None without value, figure or time."""
    figure = None if shipment is None else inventory_figure(network, shipment)
    if shipment is None or figure is None or shipment.value_usd is None or milliminutes is None:
        return None
    low, mode, high = (
        inventory_millicents(figure.value if percent is None else percent, shipment.value_usd, milliminutes)
        for percent in (figure.low, figure.value, figure.high)
    )
    ends = None if figure.low is None and figure.high is None else (low, high)
    origin, destination = shipment.origin, shipment.destination
    row = PriceRow(component=INVENTORY, element=figure.element, origin=origin, destination=destination)
    return _priced(network, row, figure, mode, ends)


def exchange_rates(network: Network, rows: Iterable[PriceRow]) -> Iterator[PriceRow]:
    """Yield the rates that the rows were converted by, each once."""
    for currency in dict.fromkeys(row.currency for row in rows if row.currency not in ("", MONEY)):
        figure = network.figure(f"currency:{currency}", "usd_per_unit")
        if figure is not None:
            in_year = figure.year == network.price_year
            adjustment = IN_YEAR if in_year else UNADJUSTED if figure.year else NO_YEAR
            cells = _cells_of(figure) | {"currency": currency, "basis": ""}
            yield PriceRow(component=RATE, element=figure.element, adjustment=adjustment, **cells)
