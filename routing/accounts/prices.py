"""The dollars of a route by price component: what is paid where, its range, own money, year and source.

The sum of the rows is the price of the route, to the cent. The cost of the goods' time (inventory) stands below the
line: nobody sends a bill for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from networks.model.elements import Figure
from networks.model.network import Network
from routing.accounts.provenance import ends_of
from routing.amounts.inventory import inventory_cents, inventory_figure
from routing.steps.step import FigureKey, Step
from routing.views.text.table import number, table

if TYPE_CHECKING:
    import pandas

    from routing.answers.route import Route

FREIGHT = {
    "sea": "ocean freight", "ferry": "ferry freight", "rail": "rail tariff", "road": "road haulage",
    "inland_water": "inland water freight", "air": "air freight",
}  # fmt: skip
COMPONENT = {
    "origin": "collection", "delivery": "delivery", "load": "terminal handling at loading",
    "unload": "terminal handling at unloading", "lift": "terminal handling at transfer", "bogie_change": "gauge change",
    "export": "customs and border procedures", "import": "customs and border procedures",
    "transit_opening": "customs and border procedures", "transit_closing": "customs and border procedures",
    "papers": "rail papers", "handover": "hand-over between railways", "demurrage": "demurrage",
}  # fmt: skip
INVENTORY, RATE = "inventory cost", "exchange rate"
IN_YEAR, UNADJUSTED, NO_YEAR, GIVEN = "price year", "unadjusted", "year not stated", "given"
NOTES = (
    "Low and high are the ends of each figure's own range; the total's are those if all stood at one end together.",
    "A figure without a range counts at its value in both ends. Demurrage is charged for the days of this route.",
    "unadjusted = a price of another year than the network's, taken as it is; no index moves it.",
)


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
    price_year: int | None = None
    adjustment: str = GIVEN
    source: str = ""
    see: tuple[str, ...] = ()
    kind: str = GIVEN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceReport:
    """The price components of a route with their total, what lies below the line, and the rates they were converted by.

    Attributes
    ----------
    rows
        The components in the order of the journey.
    usd_low, usd, usd_high
        Total; `usd` is that of the route, None where a row lacks its price.
    unadjusted_share
        Share of `usd` that rests on prices of another year than the network's, 0 to 1; None without a total.
    inventory
        What the time of the goods costs, not part of the total; None without value of the goods, figure or time.
    rates
        The exchange rates of the network that the rows were converted by.
    price_year, money
        Year in whose money the network reads all prices, and the currency of the totals.
    notes
        What must be said with the numbers.
    """

    rows: tuple[PriceRow, ...]
    usd_low: float | None
    usd: float | None
    usd_high: float | None
    unadjusted_share: float | None
    inventory: PriceRow | None
    rates: tuple[PriceRow, ...]
    price_year: int | None
    money: str
    notes: tuple[str, ...] = NOTES

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain numbers and text, ready for JSON."""
        return {
            "rows": [_plain(row) for row in self.rows],
            "total": {"usd_low": self.usd_low, "usd": self.usd, "usd_high": self.usd_high},
            "unadjusted_share": self.unadjusted_share,
            "inventory": None if self.inventory is None else _plain(self.inventory),
            "exchange_rates": [_plain(row) for row in self.rates],
            "price_year": self.price_year, "currency": self.money, "notes": list(self.notes),
        }  # fmt: skip

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per component, then the inventory cost, then the rates, told apart by the column ``section``.

        Numbers are float64 (NaN where unknown), years Int64; only the rows of section ``price`` add up to the total.
        """
        import pandas

        from networks.model.escaping import escaped

        below = [] if self.inventory is None else [("below the line", self.inventory)]
        rows = [("price", row) for row in self.rows] + below + [(RATE, row) for row in self.rates]
        columns: dict[str, Any] = {"section": pandas.Series([section for section, _ in rows], dtype=object)}
        for name, type_name in ((one.name, str(one.type)) for one in fields(PriceRow)):
            cells = [getattr(row, name) for _, row in rows]
            if type_name.startswith("tuple"):
                cells = ["; ".join(cell) for cell in cells]
            if type_name.startswith(("tuple", "str")):
                columns[name] = pandas.Series([escaped(cell) for cell in cells], dtype=object)
            else:
                columns[name] = pandas.Series(cells, dtype="Int64" if type_name.startswith("int") else "float64")
        return pandas.DataFrame(columns)

    def __str__(self) -> str:
        head = ["component", "place", "USD low", "USD", "USD high", "figure", "year", "source", "kind"]
        rows = [_cells(row) for row in self.rows]
        rows.append(["total", "", number(self.usd_low), number(self.usd, 2), number(self.usd_high), *[""] * 4])
        if self.inventory is not None:
            rows.append(_cells(self.inventory))
        lines = table(head, rows, flush="llrrrllll")
        if self.inventory is not None:
            lines[-1:] = ["Below the line, not part of the total:", lines[-1]]
        if self.unadjusted_share is not None:
            year = f"not of {self.price_year}, unadjusted" if self.price_year else "not known to be of one year"
            lines += ["", f"{self.unadjusted_share:.0%} of the total rest on prices {year}."]
        for rate in self.rates:
            lines.append(f"Exchange rate: 1 {rate.currency} = {rate.value:g} {self.money}, {_basis(rate)}.")
        return "\n".join([*lines, "", *self.notes])


def price_report(route: Route) -> PriceReport:
    """Return the dollars of a route by price component."""
    rows = tuple(_row(route, steps) for steps in _grouped(route.steps))
    ends = route.range_usd()
    usd = route.usd
    other = sum(row.usd or 0 for row in rows if row.adjustment == UNADJUSTED)
    return PriceReport(
        rows=rows,
        usd_low=None if ends is None else round(ends[0], 2), usd=usd,
        usd_high=None if ends is None else round(ends[1], 2),
        unadjusted_share=None if not usd else other / usd,
        inventory=_inventory(route), rates=tuple(_rates(route.network, rows)),
        price_year=route.network.price_year, money=route.network.currency,
    )  # fmt: skip


def _grouped(steps: Iterable[Step]) -> list[list[Step]]:
    """Return the steps that a price is paid or owed on, those of one figure of one vehicle or place together."""
    groups: list[list[Step]] = []
    open_group: dict[tuple[str, str, FigureKey | None], list[Step]] = {}
    for step in steps:
        if step.cents == 0 and step.price_figure is None:
            continue
        freight = step.kind in ("board", "ride", "alight")
        if not freight or step.kind == "board":
            open_group.clear()  # what is charged again, elsewhere or later, is a row of its own
        key = (step.kind if not freight else "freight", step.element, step.price_figure)
        if not freight or key not in open_group:
            groups.append([])
            open_group[key] = groups[-1]
        open_group[key].append(step)
    return groups


def _row(route: Route, steps: list[Step]) -> PriceRow:
    key = steps[0].price_figure
    known = [step.cents for step in steps if step.cents is not None]
    cents = sum(known) if len(known) == len(steps) else None
    place, figure = steps[0].places[0], None if key is None else route.network.figures[key]
    mode = next((step.mode for step in route.steps if step.kind == "ride" and step.element == steps[0].element), "")
    freight = steps[0].kind in ("board", "ride", "alight")
    component = FREIGHT[mode] if freight else COMPONENT[steps[0].kind]
    if steps[0].component == "border" and steps[0].kind == "lift":
        component = "gauge change"
    return _priced(
        route, figure, component, steps[0].element, _ends_of_way(route, steps) if freight else (place, place), cents,
        None if figure is None or cents is None else _ends(route, steps, figure),
    )  # fmt: skip


def _ends_of_way(route: Route, steps: list[Step]) -> tuple[str, str]:
    """Return from where to where a freight is paid: its rides, or the leg that a price once for all is paid on."""
    rides = [step for step in steps if step.kind == "ride"]
    if rides:
        return rides[0].places[0], rides[-1].places[-1]
    place = steps[0].places[0]
    paid_at = "origin" if steps[0].kind == "board" else "destination"
    leg = next(one for one in route.legs if one.service == steps[0].element and getattr(one, paid_at) == place)
    return leg.origin, leg.destination


def _ends(route: Route, steps: list[Step], figure: Figure) -> tuple[int, int] | None:
    """Return the cents with the figure at its low and at its high end; None where it has no range."""
    if figure.low is None and figure.high is None:
        return None
    ends = [ends_of(route, step, figure, step.cents or 0) for step in steps]
    low, high = (sum((pair[at] for pair in ends), Fraction(0)) for at in (0, 1))
    return round(low), round(high)


def _priced(
    route: Route, figure: Figure | None, component: str, element: str, places: tuple[str, str], cents: int | None,
    ends: tuple[int, int] | None,
) -> PriceRow:  # fmt: skip
    low, high = (None, None) if ends is None else (ends[0] / 100, ends[1] / 100)
    usd = None if cents is None else cents / 100
    row = PriceRow(component=component, element=element, origin=places[0], destination=places[1], usd=usd,
                   kind=GIVEN if usd is not None else "missing")  # fmt: skip
    return row if figure is None else replace(
        row, usd_low=low, usd_high=high, value=figure.value, low=figure.low, high=figure.high,
        currency=figure.currency, basis=figure.basis, price_year=figure.year, adjustment=_adjustment(route, figure),
        source=figure.source, see=figure.see, kind=figure.kind, note=figure.note,
    )  # fmt: skip


def _adjustment(route: Route, figure: Figure) -> str:
    if figure.year is None or route.network.price_year is None:
        return NO_YEAR
    return IN_YEAR if figure.year == route.network.price_year else UNADJUSTED


def _inventory(route: Route) -> PriceRow | None:
    """Return what the time of the goods costs; None without value, figure or time."""
    shipment = route.shipment
    figure = None if shipment is None else inventory_figure(route.network, shipment)
    if shipment is None or figure is None or shipment.value_usd is None or route.minutes is None:
        return None
    low, mode, high = (
        inventory_cents(figure.value if percent is None else percent, shipment.value_usd, route.minutes)
        for percent in (figure.low, figure.value, figure.high)
    )
    ends = None if figure.low is None and figure.high is None else (low, high)
    places = (shipment.origin, shipment.destination)
    return _priced(route, figure, INVENTORY, figure.element, places, mode, ends)


def _rates(network: Network, rows: Iterable[PriceRow]) -> Iterable[PriceRow]:
    """Yield the rates that the rows were converted by, each once."""
    for currency in dict.fromkeys(row.currency for row in rows if row.currency not in ("", network.currency)):
        figure = network.figure(f"currency:{currency}", "usd_per_unit")
        if figure is not None:
            yield PriceRow(
                component=RATE, element=figure.element, value=figure.value, low=figure.low, high=figure.high,
                currency=currency, price_year=figure.year,
                adjustment=IN_YEAR if figure.year == network.price_year else UNADJUSTED if figure.year else NO_YEAR,
                source=figure.source, see=figure.see, kind=figure.kind, note=figure.note,
            )  # fmt: skip


def _plain(row: PriceRow) -> Mapping[str, Any]:
    values = {one.name: getattr(row, one.name) for one in fields(PriceRow)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _cells(row: PriceRow) -> list[str]:
    figure = "-" if row.value is None else f"{row.value:g} {row.currency or '%'} per {row.basis or 'unit'}"
    if row.basis == "percent_of_value_per_day":
        figure = f"{row.value:g} % of value per day"
    place = row.origin if row.origin == row.destination else f"{row.origin} - {row.destination}"
    year = "-" if row.price_year is None else str(row.price_year)
    return [
        row.component, place, number(row.usd_low), number(row.usd, 2), number(row.usd_high), figure,
        f"{year} {UNADJUSTED}" if row.adjustment == UNADJUSTED else year, ", ".join((row.source, *row.see)), row.kind,
    ]  # fmt: skip


def _basis(row: PriceRow) -> str:
    year = f"{row.price_year}" if row.price_year else "year not stated"
    ends = "" if row.low is None or row.high is None else f", {row.low:g} to {row.high:g}"
    return f"{year}{ends}, {row.kind} ({row.source})"
