"""Rules about figures within reason: what is impossible is an error, what is unusual a warning.

The bounds stand in ``networks/data/bounds.csv``. They keep a slip of the pen from poisoning all questions; many rows at
the edge of what is possible, or large shipments, may still outgrow 64-bit integers, and then a question says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from networks.errors import Finding
from networks.model.bounds import MONEY, base_size, bound_of
from networks.model.keys import currency_key, is_of_class, name_of_class, split_fare, split_leg
from networks.model.tables import Tables
from networks.rules.wording import at, with_article

UNKNOWN_MONEY = 1e-4  # what nobody converts is held against the outer bounds only, as if it were weak
CAPACITIES = ("capacity", "vehicle_capacity")
COLUMNS = ("length_km", "check_km", "hours", "usd", "kg_co2e")


def figures_within_reason(tables: Tables) -> Iterator[Finding]:
    """Yield each figure that is not possible, an end of its range included, and a warning for each unusual one."""
    table, mode_of, rates = tables["figures"], _modes(tables), _rates(tables)
    names = ("element", "quantity", "basis", "unit", "currency", "value", "low", "high")
    for row, cells in enumerate(zip(*(table[name].tolist() for name in names), strict=True)):
        element, quantity, basis, unit, currency, *numbers = cells
        if quantity == "usd_per_unit":
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
    known = _by_id(tables, "links", "mode") | _by_id(tables, "services", "mode")

    def mode_of(element: str) -> str:
        if element in known:
            return known[element]
        if is_of_class(element, "mode"):
            return name_of_class(element).partition(":")[0]
        if is_of_class(element, "traction"):
            return "rail"
        leg, fare = split_leg(element), split_fare(element)
        return known.get(leg[0] if leg else fare[0] if fare else "", "")

    return mode_of


def _rates(tables: Tables) -> dict[str, float]:
    """Return how many USD a unit of each money is, where that is stated."""
    table = tables["figures"]
    cells = zip(*(table[name].tolist() for name in ("element", "quantity", "value")), strict=True)
    stated = {element: value for element, quantity, value in cells if quantity == "usd_per_unit"}
    codes = set(table["currency"].tolist())
    return {MONEY: 1.0} | {code: stated[currency_key(code)] for code in codes if currency_key(code) in stated}


def _by_id(tables: Tables, table: str, column: str) -> dict[str, str]:
    return dict(zip(tables[table]["id"].tolist(), tables[table][column].tolist(), strict=True))
