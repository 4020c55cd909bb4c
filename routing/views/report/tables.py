"""The tables of a report: captions, columns and cells with the value that they are sorted by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from networks.model.elements import Figure
from routing.answers.comparison import Comparison
from routing.answers.frontier import Frontier
from routing.answers.result import Result
from routing.answers.route import Route
from routing.steps.step import Step
from routing.views.text.route import DOES
from routing.views.text.table import number


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, with the number behind it where it is one (full precision, for sorting and for programs)."""

    text: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What it shows.
    head
        Names of the columns, with units.
    numeric
        Per column, whether it holds numbers: they are set flush right.
    rows
        One tuple of cells a row.
    legs
        Per row, the number of the leg that it speaks of, or None; such a row lights up its leg on the map.
    note
        What must be said with it.
    folded
        True: shown when opened only.
    """

    caption: str
    head: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legs: tuple[int | None, ...] = ()
    note: str = ""
    folded: bool = False


def legs_table(route: Route, caption: str) -> Table:
    """Return one row per leg."""
    rows = []
    places = route.network.places
    for leg in route.legs:
        rows.append((
            Cell(leg.name), Cell(leg.mode), Cell(places[leg.origin].name), Cell(places[leg.destination].name),
            amount(leg.wait_minutes, 1440, 2), amount(leg.minutes, 1440, 2), amount(leg.metres, 1000, 0),
            amount(leg.cents, 100, 0), amount(leg.grams, 1000, 0), Cell(", ".join(sorted(leg.territories))),
        ))  # fmt: skip
    head = ("service", "mode", "from", "to", "wait, days", "aboard, days", "km", "USD", "kg CO2e", "territories")
    return Table(
        caption=caption, head=head, numeric=(*(False,) * 4, *(True,) * 5, False), rows=tuple(rows),
        legs=tuple(range(len(rows))),
    )  # fmt: skip


def breakdown_table(route: Route) -> Table:
    """Return where days, dollars and kilograms go, by component, with the totals."""
    rows: list[tuple[Cell, ...]] = [
        (Cell(name), amount(part.minutes, 1440, 2), amount(part.cents, 100, 0), amount(part.grams, 1000, 0))
        for name, part in route.breakdown.items()
    ]
    rows.append((Cell("total"), *_totals(route)[:3]))
    return Table(
        caption="Where it goes", head=("component", "days", "USD", "kg CO2e"), numeric=(False, True, True, True),
        rows=tuple(rows),
    )  # fmt: skip


def steps_table(route: Route, caption: str) -> Table:
    """Return every step that takes time or money, with what it rests on."""
    rows, legs = [], []
    for step, leg in zip(route.steps, _leg_numbers(route), strict=True):
        if step.minutes == 0 and step.cents == 0 and step.kind != "ride":
            continue
        rows.append((
            Cell(_doing(route, step)), amount(step.minutes, 60, 1), amount(step.cents, 100, 0),
            amount(step.grams, 1000, 1), amount(step.metres, 1000, 0), Cell(_basis(route, step)),
        ))  # fmt: skip
        legs.append(leg)
    return Table(
        caption=caption, head=("step", "hours", "USD", "kg CO2e", "km", "hours rest on; dollars rest on"),
        numeric=(False, True, True, True, True, False), rows=tuple(rows), legs=tuple(legs), folded=True,
    )  # fmt: skip


def emissions_table(route: Route) -> Table:
    """Return the CO2e by transport chain element."""
    report = route.emissions()
    rows = [
        (
            Cell(one.element), Cell(one.mode or one.kind), real(one.tonne_km, 0), real(one.g_per_tkm_ttw, 1),
            real(one.g_per_tkm_wtw, 1), real(one.kg_ttw, 1), real(one.kg_wtw, 1), Cell(", ".join(one.sources)),
            Cell(", ".join(one.kinds)),
        )
        for one in report.elements
    ]  # fmt: skip
    rows.append((Cell("total"), Cell(""), real(report.tonne_km, 0), Cell(""), Cell(""), real(report.kg_ttw, 1),
                 real(report.kg_wtw, 1), Cell(""), Cell("")))  # fmt: skip
    return Table(
        caption="CO2e by transport chain element", note=" ".join(report.notes),
        head=("element", "mode", "tonne-km", "g/tkm TTW", "g/tkm WTW", "kg TTW", "kg WTW", "sources", "kind"),
        numeric=(False, False, True, True, True, True, True, False, False), rows=tuple(rows), folded=True,
    )  # fmt: skip


def prices_table(route: Route) -> Table:
    """Return the price components, the inventory cost below the line, and the exchange rates."""
    report = route.prices()
    rows = [
        (
            Cell(row.component), Cell(row.element), real(row.usd_low, 0), real(row.usd, 0), real(row.usd_high, 0),
            real(row.value, None), Cell(" per ".join(filter(None, (row.currency, row.basis.replace("_", "-"))))),
            Cell("" if row.price_year is None else str(row.price_year)), Cell(row.adjustment),
            Cell(", ".join(filter(None, (row.source, *row.see)))), Cell(row.kind),
        )
        for row in (*report.rows, *filter(None, [report.inventory]), *report.rates)
    ]  # fmt: skip
    ends = (real(report.usd_low, 0), real(report.usd, 0), real(report.usd_high, 0))
    rows.insert(len(report.rows), (Cell("total"), Cell(""), *ends, *(Cell(""),) * 6))
    return Table(
        caption="Price components", note=" ".join(report.notes),
        head=("component", "element", "USD low", "USD", "USD high", "figure", "in", "year", "adjusted", "source",
              "kind"),
        numeric=(False, False, True, True, True, True, False, True, False, False, False), rows=tuple(rows), folded=True,
    )  # fmt: skip


def figures_table(routes: Sequence[Route]) -> Table:
    """Return every figure that some routes rest on, with its range and source."""
    found: dict[tuple[str, str, float, str], Figure] = {}
    for route in routes:
        for figure in route.figures:
            found.setdefault((figure.element, figure.quantity, figure.value, figure.source), figure)
    rows = [
        (
            Cell(figure.element), Cell(figure.quantity), real(figure.value, None), real(figure.low, None),
            real(figure.high, None), Cell(_unit(figure)), Cell("" if figure.year is None else str(figure.year)),
            Cell(figure.kind), Cell(", ".join((figure.source, *figure.see))), Cell(figure.note),
        )
        for figure in found.values()
    ]  # fmt: skip
    return Table(
        caption="Every figure, with its range and source",
        head=("element", "quantity", "value", "low", "high", "unit", "year", "kind", "source", "note"),
        numeric=(False, False, True, True, True, False, True, False, False, False), rows=tuple(rows), folded=True,
    )  # fmt: skip


def totals_table(results: Mapping[str, Result]) -> Table:
    """Return one row of totals per result."""
    rows = []
    for name, result in results.items():
        cells = _totals(result.best) if result.best is not None else (Cell(result.status.value), *(Cell(""),) * 4)
        rows.append((Cell(name), Cell(result.network.heading), *cells))
    return Table(
        caption="The answers", head=("answer", "network", "days", "USD", "kg CO2e", "km", "transshipments"),
        numeric=(False, False, True, True, True, True, True), rows=tuple(rows),
    )  # fmt: skip


def waterfall_table(comparison: Comparison) -> Table:
    """Return days by component of each answer, and what the last has more or less than each other."""
    names = list(comparison.results)
    bars = {name: {bar.component: bar for bar in comparison.waterfall(name, names[-1])} for name in names[:-1]}
    routes = comparison.routes
    components = list(dict.fromkeys(part for per in bars.values() for part in per))
    rows = []
    for component in components:
        parts = [routes[name].breakdown.get(component) for name in names]
        days = [amount(0 if part is None else part.minutes, 1440, 2) for part in parts]
        changes = [bars[name].get(component) for name in names[:-1]]
        rows.append((Cell(component), *days, *(signed(0 if bar is None else bar.change) for bar in changes)))
    ends = [routes[name].minutes for name in names]
    gaps = [None if end is None or ends[-1] is None else ends[-1] - end for end in ends[:-1]]
    rows.append((Cell("total"), *(amount(end, 1440, 2) for end in ends), *map(signed, gaps)))
    head = ("component", *names, *(f"{names[-1]} less {name}" for name in names[:-1]))
    return Table(caption="Days by component", head=head, numeric=(False, *(True,) * (len(head) - 1)), rows=tuple(rows))


def assumptions_table(comparison: Comparison) -> Table:
    """Return the assumed and calibrated figures behind the hours of each answer."""
    rows = [
        (Cell(name), Cell(figure.element), Cell(figure.quantity), real(figure.value, None), real(figure.low, None),
         real(figure.high, None), Cell(figure.unit), Cell(figure.note))
        for name in comparison.routes
        for figure in comparison.residuals(name)
    ]  # fmt: skip
    return Table(
        caption="What is assumed of the hours, answer by answer",
        head=("answer", "element", "quantity", "value", "low", "high", "unit", "reason"),
        numeric=(False, False, False, True, True, True, False, False), rows=tuple(rows), folded=True,
    )  # fmt: skip


def frontier_table(frontier: Frontier) -> Table:
    """Return one row per point of a front."""
    names: dict[int, list[str]] = {}
    for name, point in frontier.labelled.items():
        names.setdefault(point, []).append(name)
    rows = []
    for point, route in enumerate(frontier.routes):
        rides = " > ".join(f"{leg.name} to {route.network.places[leg.destination].name}" for leg in route.legs)
        rows.append((Cell(str(point), point), *_totals(route), Cell(", ".join(names.get(point, []))), Cell(rides)))
    return Table(
        caption="The front", head=("point", "days", "USD", "kg CO2e", "km", "transshipments", "named", "rides"),
        numeric=(True, True, True, True, True, True, False, False), rows=tuple(rows),
    )  # fmt: skip


def amount(value: int | None, units: int, digits: int) -> Cell:
    """Return minutes, cents, grams or metres in larger units."""
    return real(None if value is None else value / units, digits)


def real(value: float | None, digits: int | None) -> Cell:
    """Return a number, as it is written in the data where `digits` is None."""
    if value is None:
        return Cell("")
    return Cell(f"{value:g}" if digits is None else number(value, digits), value)


def signed(minutes: int | None) -> Cell:
    """Return a difference in days with its sign."""
    return Cell("") if minutes is None else Cell(f"{minutes / 1440:+.2f}", minutes / 1440)


def _totals(route: Route) -> tuple[Cell, ...]:
    return (
        amount(route.minutes, 1440, 2), amount(route.cents, 100, 0), amount(route.grams, 1000, 0),
        amount(route.metres, 1000, 0), Cell(str(route.transshipments), route.transshipments),
    )  # fmt: skip


def _leg_numbers(route: Route) -> list[int | None]:
    """Return the number of the leg that each step belongs to; None for what is done between legs."""
    numbers: list[int | None] = []
    count, service = -1, None
    for step in route.steps:
        if step.kind == "board" or (step.kind == "ride" and step.element != service):
            count += step.kind == "board" or service != step.element
            service = step.element
        numbers.append(count if step.kind in ("board", "ride", "alight") else None)
        if step.kind == "alight":
            service = None
    return numbers


def _doing(route: Route, step: Step) -> str:
    first, last = (route.network.places[place].name for place in (step.places[0], step.places[-1]))
    if step.kind == "ride":
        return f"{step.mode}: {first} - {last}"
    return f"{DOES.get(step.kind, step.kind)}, {first}"


def _basis(route: Route, step: Step) -> str:
    parts = []
    for value, key in ((step.minutes, step.time_figure), (step.cents, step.price_figure)):
        figure = None if key is None else route.network.figures[key]
        said = "given" if figure is None else figure.kind
        if figure is not None and figure.source != figure.kind:
            said += f" ({figure.source})"
        parts.append(said if value else "")
    return "; ".join(parts).strip("; ")


def _unit(figure: Figure) -> str:
    return f"{figure.unit} per {figure.basis.replace('_', '-')}" if figure.basis else figure.unit
