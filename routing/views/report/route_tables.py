"""What the tables of one route hold: legs, steps, figures, prices, emissions; columns for each kind of row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from networks.model.figure import Figure
from networks.network import Network
from routing.accounts.emissions import ChainElement
from routing.accounts.prices import PriceRow
from routing.answers.cpmm import cpmm
from routing.answers.route import Route
from routing.steps.leg import Leg, leg_numbers
from routing.steps.step import Step
from routing.views.report.table import EMPTY, Cell, Column, Table, real, table_of, whole, words
from routing.views.text.clock import LEG_TIMES, clock_cells, leg_cells_of_time
from routing.views.text.price_report import likely_lines, own_money_lines, unadjusted_lines
from routing.views.text.steps import calendar_text, doing, rests_on


def _year(year: int | None) -> Cell:
    return EMPTY if year is None else whole(year)


def _counted(row: PriceRow) -> str:
    return "" if row.ft40_ratio is None else f" x {row.ft40_ratio:g}"


def _unit(figure: Figure) -> str:
    return f"{figure.unit} per {figure.basis.replace('_', '-')}" if figure.basis else figure.unit


CHAIN: tuple[Column[ChainElement], ...] = (
    words("element", lambda row: row.element),
    words("mode", lambda row: row.mode or row.kind),
    Column("tonne-km", lambda row: real(row.tonne_km, 0)),
    Column("g/tkm TTW", lambda row: real(row.g_per_tkm_ttw, 1)),
    Column("g/tkm WTW", lambda row: real(row.g_per_tkm_wtw, 1)),
    Column("kg TTW", lambda row: real(row.kg_ttw, 1)),
    Column("kg WTW", lambda row: real(row.kg_wtw, 1)),
    words("sources", lambda row: ", ".join(row.sources)),
    words("kind", lambda row: ", ".join(row.kinds)),
)
PRICE: tuple[Column[PriceRow], ...] = (
    words("component", lambda row: row.component),
    words("element", lambda row: row.element),
    Column("USD low", lambda row: real(row.usd_low, 0)),
    Column("USD", lambda row: real(row.usd, 0)),
    Column("USD high", lambda row: real(row.usd_high, 0)),
    Column("figure", lambda row: real(row.value, None)),
    words("in", lambda row: " per ".join(filter(None, (row.currency, row.basis.replace("_", "-")))) + _counted(row)),
    Column("year", lambda row: _year(row.price_year)),
    words("adjusted", lambda row: row.adjustment),
    words("source", lambda row: ", ".join(filter(None, (row.source, *row.see)))),
    words("kind", lambda row: row.kind),
)
FIGURE: tuple[Column[Figure], ...] = (
    words("element", lambda figure: figure.element),
    words("quantity", lambda figure: figure.quantity),
    Column("value", lambda figure: real(figure.value, None)),
    Column("low", lambda figure: real(figure.low, None)),
    Column("high", lambda figure: real(figure.high, None)),
    words("unit", _unit),
    Column("year", lambda figure: _year(figure.year)),
    words("kind", lambda figure: figure.kind),
    words("source", lambda figure: ", ".join((figure.source, *figure.see))),
    words("note", lambda figure: figure.note),
)
TOTALS: tuple[Column[Route], ...] = (
    Column("days", lambda route: real(route.days, 2)),
    Column("USD", lambda route: real(route.usd, 0)),
    Column("kg CO2e", lambda route: real(route.kg_co2e, 0)),
    Column("km", lambda route: real(route.km, 0)),
    Column("transshipments", lambda route: whole(route.transshipments)),
)


def legs_table(route: Route, caption: str, *, lit: bool = True) -> Table:
    """Return one row per leg; `lit`: a row lights up its leg on the maps of the section that draw this route alone."""
    columns = _leg_columns(route.network)
    if route.model == "clock":
        times = {id(leg): cells for leg, cells in zip(route.legs, leg_cells_of_time(route), strict=True)}
        columns = (*columns[:4], *(words(name, _told_in(times, at)) for at, name in enumerate(LEG_TIMES)), *columns[4:])
    return table_of(columns, route.legs, caption=caption, legs=tuple(range(len(route.legs))) if lit else ())


def _told_in(times: Mapping[int, Sequence[str]], at: int) -> Callable[[Leg], str]:
    return lambda leg: times[id(leg)][at]


def _leg_columns(network: Network) -> tuple[Column[Leg], ...]:
    places = network.places
    return (
        words("service", lambda leg: leg.name),
        words("mode", lambda leg: leg.mode),
        words("from", lambda leg: places[leg.origin].name),
        words("to", lambda leg: places[leg.destination].name),
        Column("wait, days", lambda leg: real(leg.wait_days, 2)),
        Column("aboard, days", lambda leg: real(leg.days, 2)),
        Column("km", lambda leg: real(leg.km, 0)),
        Column("USD", lambda leg: real(leg.usd, 0)),
        Column("kg CO2e", lambda leg: real(leg.kg_co2e, 0)),
        words("territories", lambda leg: ", ".join(sorted(leg.territories))),
    )


def breakdown_table(route: Route) -> Table:
    """Return where days, dollars and kilograms go, by component, with the totals."""
    columns: tuple[Column[str], ...] = (
        words("component", str),
        Column("days", lambda name: real(route.breakdown[name].days, 2)),
        Column("USD", lambda name: real(route.breakdown[name].usd, 0)),
        Column("kg CO2e", lambda name: real(route.breakdown[name].kg_co2e, 0)),
    )
    return table_of(columns, route.breakdown, (Cell("total"), *_totals(route)[:3]), caption="Where it goes")


def steps_table(route: Route, caption: str) -> Table:
    """Return every step that takes time or money, with what it rests on."""
    network = route.network
    columns: tuple[Column[int], ...] = (
        words("step", lambda at: doing(network, [steps[at]])),
        Column("hours", lambda at: real(steps[at].hours, 1)),
        *_clock_columns(route),
        Column("USD", lambda at: real(steps[at].usd, 0)),
        Column("kg CO2e", lambda at: real(steps[at].kg_co2e, 1)),
        Column("km", lambda at: real(steps[at].km, 0)),
        words("hours rest on; dollars rest on", lambda at: _basis(network, steps[at])),
    )
    steps, numbers = route.steps, leg_numbers(route.steps)
    shown = [at for at, one in enumerate(steps) if one.is_ride or one.milliminutes != 0 or one.millicents != 0]
    legs = tuple(numbers[at] for at in shown)
    return table_of(columns, shown, caption=caption, legs=legs, folded=True)


def _clock_columns(route: Route) -> tuple[Column[int], ...]:
    """Return the columns of a route on the clock: day, until when, by when the goods must be there; else none."""
    if route.model != "clock":
        return ()
    cells = clock_cells(route)
    return (
        Column("day", lambda at: whole(cells[at][0])),
        words("until", lambda at: cells[at][1]),
        words("there by", lambda at: cells[at][2]),
    )


def emissions_table(route: Route) -> Table:
    """Return the CO2e by transport chain element."""
    report = route.emissions()
    sums = (real(report.tonne_km, 0), EMPTY, EMPTY, real(report.kg_ttw, 1), real(report.kg_wtw, 1))
    total = (Cell("total"), EMPTY, *sums, EMPTY, EMPTY)
    note, caption = " ".join(report.notes), "CO2e by transport chain element"
    return table_of(CHAIN, report.elements, total, caption=caption, note=note, folded=True)


def prices_table(route: Route) -> Table:
    """Return the price components with their total, the inventory cost below the line, and the exchange rates."""
    report = route.prices()
    ends = (real(report.usd_low, 0), real(report.usd, 0), real(report.usd_high, 0))
    total = (Cell("total"), EMPTY, *ends, *(EMPTY,) * (len(PRICE) - 5))
    below = [*filter(None, [report.inventory]), *report.rates]
    further = [tuple(column.cell(row) for column in PRICE) for row in below]
    told = (*own_money_lines(report), *likely_lines(report), *unadjusted_lines(report), *report.notes)
    note, caption = " ".join(told), "Price components"
    return table_of(PRICE, report.rows, total, *further, caption=caption, note=note, folded=True)


def indicators_table(route: Route) -> Table:
    """Return CPMM's indicators of a route."""
    columns: tuple[Column[tuple[str, str, float | None, str]], ...] = (
        words("indicator", lambda row: row[0]),
        words("of", lambda row: row[1]),
        Column("value", lambda row: real(row[2], 1)),
        words("unit", lambda row: row[3]),
    )
    caption = "Indicators of CAREC's corridor monitoring (CPMM), computed from the steps, not measured"
    return table_of(columns, cpmm(route).rows(), caption=caption, folded=True)


def figures_table(routes: Sequence[Route]) -> Table:
    """Return every figure that some routes rest on, with its range and source."""
    found: dict[tuple[str, str, float, str], Figure] = {}
    for figure in (figure for route in routes for figure in route.figures):
        found.setdefault((figure.element, figure.quantity, figure.value, figure.source), figure)
    return table_of(FIGURE, found.values(), caption="Every figure, with its range and source", folded=True)


def _totals(route: Route) -> tuple[Cell, ...]:
    return tuple(column.cell(route) for column in TOTALS)


def _basis(network: Network, step: Step) -> str:
    time = calendar_text(network, step) if step.ends_by_calendar else rests_on(network, step.time_figure)
    parts = [(step.milliminutes, time), (step.millicents, rests_on(network, step.price_figure))]
    return "; ".join(told if value else "" for value, told in parts).strip("; ")
