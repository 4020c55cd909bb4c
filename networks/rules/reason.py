"""Rules about figures within reason: what is impossible is an error, what is unusual a warning.

The bounds stand in ``networks/data/bounds.csv``. They keep a slip of the pen from poisoning all questions; many rows at
the edge of what is possible, or large shipments, may still outgrow 64-bit integers, and then a question says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.bounds import MONEY, base_size, bound_of
from networks.model.distinct import Distinct, per_combination
from networks.model.keys import currency_key, is_of_class, name_of_class, split_fare, split_leg
from networks.model.tables import Table, Tables
from networks.rules.wording import at, ids, links_of_figures, with_article

RATE = "usd_per_unit"
UNKNOWN_MONEY = 1e-4  # what nobody converts is held against the outer bounds only, as if it were weak
CAPACITIES = ("capacity", "vehicle_capacity")
COLUMNS = ("length_km", "check_km", "hours", "usd", "kg_co2e")


def figures_within_reason(tables: Tables) -> Iterator[Finding]:
    """Yield each figure that is not possible, an end of its range included, and a warning for each unusual one."""
    table = tables["figures"]
    if not len(table):
        return
    mode_of, rates = _modes(tables), _rates(table)
    mode_of_figure = _modes_of_figures(tables, mode_of)
    names = ("element", "quantity", "basis", "unit", "currency", "value", "low", "high")
    for row in np.flatnonzero(_may_be_odd(table, mode_of_figure, rates)).tolist():
        element, quantity, basis, unit, currency, *numbers = (table[name].item(row) for name in names)
        if quantity == RATE:
            basis = name_of_class(element)
        bound = bound_of("figures", quantity, mode_of(element), basis, "" if currency else unit)
        if bound is None:
            continue
        rate = rates.get(currency, UNKNOWN_MONEY) if bound.unit == MONEY and currency else base_size(unit)
        for column, number in zip(("value", "low", "high"), numbers, strict=True):
            found = bound.breaks(number * rate) if number > 0 else ""  # what is below is told by `ranges`
            sure = column == "value" and rate != UNKNOWN_MONEY
            if number == 0 and quantity in CAPACITIES and column == "value":
                text = f"with {with_article(quantity)} of 0 nothing is carried; offered=no takes it off offer"
                yield at(table, row, column, text, warn=True)
            if found == "error" or (found and sure):
                yield at(table, row, column, bound.said(number * rate, unit, rate), warn=found != "error")


def _modes_of_figures(tables: Tables, mode_of: Callable[[str], str]) -> Distinct:
    """Return the mode of the element of each figure."""
    elements, services = tables["figures"].distinct("element"), ids(tables, "services")
    of_links, rows = tables["links"].distinct("mode"), links_of_figures(tables)
    modes = {mode: number for number, mode in enumerate(of_links.values)}
    rest = rows < 0
    if services:  # of what bears the id of a link too they count
        rest |= np.fromiter(map(services.__contains__, elements.values), np.bool_, len(elements.values))
    found = np.append(of_links.of_row, 0)[rows]
    for number in np.flatnonzero(rest).tolist():
        found[number] = modes.setdefault(mode_of(elements.values[number]), len(modes))
    return Distinct(list(modes), elements.mapped(found))


def _may_be_odd(table: Table, modes: Distinct, rates: Mapping[str, float]) -> NDArray[np.bool_]:
    """Tell which figures may not lie within their bounds: of others there is nothing to say."""

    def edges(mode: str, quantity: str, basis: str, unit: str, currency: str) -> tuple[float, float, float]:
        """Return what to multiply a figure with, and between what it is usual then."""
        bound = bound_of("figures", quantity, mode, basis, "" if currency else unit)
        if bound is None:
            return 1.0, -math.inf, math.inf
        rate = rates.get(currency, UNKNOWN_MONEY) if bound.unit == MONEY and currency else base_size(unit)
        return rate, max(bound.least, bound.low), min(bound.most, bound.high)

    columns = (table.distinct(name) for name in ("quantity", "basis", "unit", "currency"))
    found, of_row = per_combination(modes, *columns, said=edges)
    rate, low, high = np.array(found).T[:, of_row]
    odd = table.distinct("quantity").where(lambda quantity: quantity == RATE)  # bounded by the money that it is of
    odd |= table.distinct("quantity").where(CAPACITIES.__contains__) & (table["value"] == 0)
    for column in ("value", "low", "high"):
        number = table[column] * rate
        odd = odd | ((table[column] > 0) & ((number < low) | (number > high)))
    return odd


def links_within_reason(tables: Tables) -> Iterator[Finding]:
    """Yield each figure of a link's own that is not possible, and a warning for each unusual one."""
    links = tables["links"]
    for column in COLUMNS:
        bound = bound_of("links", column)
        if bound is None or not len(links):
            continue
        for row in np.flatnonzero((links[column] > bound.high) | (links[column] > bound.most)):
            number = float(links[column][row])
            yield at(links, row, column, bound.said(number), warn=bound.breaks(number) != "error")


def _modes(tables: Tables) -> Callable[[str], str]:
    """Return the function that gives the mode of an element, "" where it has none."""
    modes, rows, services = tables["links"]["mode"], ids(tables, "links"), _by_id(tables, "services", "mode")

    def of_id(name: str) -> str:
        return services[name] if name in services else str(modes[rows[name]]) if name in rows else ""

    def mode_of(element: str) -> str:
        if element in services or element in rows:
            return of_id(element)
        if is_of_class(element, "mode"):
            return name_of_class(element).partition(":")[0]
        if is_of_class(element, "traction"):
            return "rail"
        leg, fare = split_leg(element), split_fare(element)
        return of_id(leg[0] if leg else fare[0] if fare else "")

    return mode_of


def _rates(table: Table) -> dict[str, float]:
    """Return how many USD a unit of each money is, where that is stated."""
    rows = np.flatnonzero(table.distinct("quantity").where(lambda quantity: quantity == RATE)).tolist()
    stated = {table["element"][row]: table["value"].item(row) for row in rows}
    codes = table.distinct("currency").values
    return {MONEY: 1.0} | {code: stated[currency_key(code)] for code in codes if currency_key(code) in stated}


def _by_id(tables: Tables, table: str, column: str) -> dict[str, str]:
    return dict(zip(tables[table]["id"].tolist(), tables[table][column].tolist(), strict=True))
