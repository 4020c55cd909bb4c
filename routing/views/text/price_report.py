"""Price components as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.table import NONE, number, table

if TYPE_CHECKING:
    from routing.accounts.prices import PriceRow
    from routing.answers.price_report import PriceReport

PRICE_HEAD = ("component", "place", "USD low", "USD", "USD high", "figure", "year", "source", "kind")
PRICE_FLUSH = "llrrrllll"
BELOW = "Below the line, not part of the total:"


def price_report_text(report: PriceReport, width: int | None = None) -> str:
    """Return the components as a table with their total, what lies below the line, and what must be said with them."""
    rows = price_cells(report)
    if report.inventory is not None:
        rows.append(component_cells(report.inventory))
    lines = table(PRICE_HEAD, rows, PRICE_FLUSH, width)
    if report.inventory is not None:
        lines[-1:] = [BELOW, lines[-1]]
    below = [*own_money_lines(report), *likely_lines(report), *unadjusted_lines(report)]
    lines += ["", *below] if below else []
    return "\n".join([*lines, *rate_lines(report), "", *report.notes])


def price_cells(report: PriceReport) -> list[list[str]]:
    """Return a row of cells for each component, and the total, under `PRICE_HEAD`."""
    total = ["total", "", number(report.usd_low), number(report.usd, 2), number(report.usd_high), *[""] * 4]
    return [*(component_cells(row) for row in report.rows), total]


def likely_lines(report: PriceReport) -> list[str]:
    """Return where the total most likely lies; nothing without a total, or where all prices are sure."""
    if report.usd_likely is None or report.usd_low == report.usd_high:
        return []
    low, high = (number(end) for end in report.usd_likely)
    return [f"Likely between {low} and {high} {report.money}, if prices of one component rise and fall together."]


def own_money_lines(report: PriceReport) -> list[str]:
    """Return the total in the currency of the network, where that is another one."""
    if report.own_currency == report.money:
        return []
    return [f"The total in {report.own_currency}, by the stated rate: {number(report.own_money, 2)}."]


def unadjusted_lines(report: PriceReport) -> list[str]:
    """Return how much of the total rests on prices of another year, and of none; nothing without a total."""
    if report.unadjusted_share is None or report.undated_share is None:
        return []
    if report.price_year is None:
        return ["No price year is stated: prices are not known to be of one year."]
    undated = f"; {report.undated_share:.0%} on prices without a year" if report.undated_share else ""
    other = f"{report.unadjusted_share:.0%} of the total rest on prices not of {report.price_year}, unadjusted"
    return [f"{other}{undated}."]


def rate_lines(report: PriceReport) -> list[str]:
    """Return a line for each exchange rate."""
    return [
        f"Exchange rate: 1 {rate.currency} = {rate.value:g} {report.money}, {_basis(rate)}." for rate in report.rates
    ]


def component_cells(row: PriceRow) -> list[str]:
    """Return the cells of a component."""
    from routing.accounts.prices import UNADJUSTED

    year = NONE if row.price_year is None else str(row.price_year)
    return [
        row.component,
        row.origin if row.origin == row.destination else f"{row.origin} - {row.destination}",
        number(row.usd_low),
        number(row.usd, 2),
        number(row.usd_high),
        _figure(row),
        f"{year} {UNADJUSTED}" if row.adjustment == UNADJUSTED else year,
        ", ".join((row.source, *row.see)),
        row.kind,
    ]


def _figure(row: PriceRow) -> str:
    if row.basis == "percent_of_value_per_day":
        return f"{row.value:g} % of value per day"
    counted = "" if row.ft40_ratio is None else f" x {row.ft40_ratio:g}"
    return NONE if row.value is None else f"{row.value:g} {row.currency or '%'} per {row.basis or 'unit'}{counted}"


def _basis(row: PriceRow) -> str:
    year = f"{row.price_year}" if row.price_year else "year not stated"
    ends = "" if row.low is None or row.high is None else f", {row.low:g} to {row.high:g}"
    return f"{year}{ends}, {row.kind} ({row.source})"
