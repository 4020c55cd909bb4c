"""Rules about figures: ranges, units, currencies, and what a figure claims to rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.bounds import TIMETABLED
from networks.model.distinct import per_combination
from networks.model.keys import MONEY, NETWORK, currency_key, is_of_class, name_of_class, split_fare, split_leg
from networks.model.quantities import BASES, PAID_ONCE, PAID_PER_KM, SHARE, bases_of
from networks.model.tables import Table, Tables
from networks.model.vocabulary import UNITS
from networks.rules.quantities import Kinds, figure_kinds
from networks.rules.wording import about, at, ids, number_text, with_article

PRICES = ("price", "rate", "demurrage")
EMISSIONS = ("co2e", "co2e_ttw")
GRAMS = {"g": 1.0, "kg": 1000.0}
ABOVE_ZERO = (
    *("speed", "running_time", "headway", "tonnes_per_teu", "usd_per_unit", "price_index", "ft40_ratio"),
    *("ft20_gross", "ft40_gross", "empty_ratio"),
)
RATE = "usd_per_unit"
STORAGE = ("free_time", "demurrage")  # of a place; neither says anything without the other
YEARS_OF_MONEY = 5  # a rate or a price of a year that is farther from the price year says little of it
YEARS_OF_NETWORK = 10  # so does a price year of the as-of date


def ranges(tables: Tables) -> Iterator[Finding]:
    """Yield each figure outside its own range, or below what its quantity allows."""
    table = tables["figures"]
    for row in np.flatnonzero(table["low"] > table["value"]):
        yield at(table, row, "low", f"expected low <= value, which is {table['value'][row]:g}")
    for row in np.flatnonzero(table["high"] < table["value"]):
        yield at(table, row, "high", f"expected high >= value, which is {table['value'][row]:g}")
    above_zero = table.distinct("quantity").where(ABOVE_ZERO.__contains__)
    for column in ("value", "low", "high"):
        for row in np.flatnonzero(table[column] < 0):
            yield at(table, row, column, f"expected a {table['quantity'][row]} not below 0")
        # but in a timetable, where vehicles arrive in the minute in which they left
        for row in np.flatnonzero(above_zero & (table[column] == 0) & (table["unit"] != TIMETABLED)):
            yield at(table, row, column, f"expected a {table['quantity'][row]} above 0")


def units(tables: Tables) -> Iterator[Finding]:
    """Yield each figure whose unit its quantity does not have."""
    table = tables["figures"]
    texts, of_row = per_combination(table.distinct("quantity"), table.distinct("unit"), said=_of_other_unit)
    told = np.array([bool(text) for text in texts], dtype=np.bool_)[of_row]
    for row in np.flatnonzero(told | _of_quantity(table, RATE)).tolist():
        if table["quantity"][row] == RATE:
            yield from _in_other_money(table, row)
        else:
            yield at(table, row, "unit", texts[of_row[row]])


def _of_other_unit(quantity: str, unit: str) -> str:
    is_odd = quantity in UNITS and unit and unit not in UNITS[quantity]
    return f"expected one of {', '.join(UNITS[quantity])} for {quantity}" if is_odd else ""


def _of_quantity(table: Table, *quantities: str) -> NDArray[np.bool_]:
    """Tell which figures are of one of these quantities."""
    return table.distinct("quantity").where(quantities.__contains__)


def _in_other_money(table: Table, row: int) -> Iterator[Finding]:
    """Tell what says of an exchange rate that it is in other money than USD, or upside down."""
    money, value = name_of_class(table["element"][row]), float(table["value"][row])
    turned = f": if {number_text(value)} {money} are one {MONEY}, write {number_text(1 / value)}" if value > 0 else ""
    for column in ("unit", "currency"):
        if table[column][row] not in ("", MONEY):
            text = f"expected {MONEY}, for {RATE} says how many {MONEY} one {money or 'unit'} is"
            yield at(table, row, column, text + (turned if table[column][row] == money else ""))
    if money == MONEY and value != 1:
        yield at(table, row, "value", f"expected 1, for one {MONEY} is one {MONEY}: nothing is converted by this")


def bases(tables: Tables) -> Iterator[Finding]:
    """Yield each figure that does not say what it is counted on, or counts on what its quantity and element do not.

    What is ridden counts per km: on another basis a way would cost by the number of its rides. A basis of a quantity
    that has none is read by nobody.
    """
    table = tables["figures"]
    if not len(table):
        return
    columns = (figure_kinds(tables), table.distinct("quantity"), table.distinct("basis"))
    texts, of_row = per_combination(*columns, said=_of_other_basis)
    for row in np.flatnonzero(np.array([bool(text) for text, _ in texts], dtype=np.bool_)[of_row]).tolist():
        text, warns = texts[of_row[row]]
        yield at(table, row, "basis", text, warn=warns)


def _of_other_basis(kinds: Kinds, quantity: str, basis: str) -> tuple[str, bool]:
    """Return what is wrong with the basis of a quantity of an element of some kinds, and whether that only warns."""
    if not basis and quantity not in BASES:
        return "", False
    expected = bases_of(quantity, kinds)
    called = "leg" if "leg" in kinds else "".join(kinds[-1:])
    of = with_article(quantity) + (f" of {with_article(called)}" if called else "")
    if not expected and basis:
        return f"expected no basis for {of}", basis in (*PAID_ONCE, *PAID_PER_KM, "day")
    if not basis:
        return f"{of} needs its basis: {_either(expected)}", False
    return ("" if basis in expected else f"expected {_either(expected)}, the basis of {of}"), False


def _either(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def scopes(tables: Tables) -> Iterator[Finding]:
    """Yield each tank-to-wheel emission without a well-to-wheel one that it is a part of."""
    table = tables["figures"]
    if not _of_quantity(table, "co2e_ttw").any():
        return
    cells = zip(*(table[name].tolist() for name in ("element", "quantity", "value", "unit", "basis")), strict=True)
    known = {(element, quantity): rest for element, quantity, *rest in cells if quantity in EMISSIONS}
    for row in np.flatnonzero(_of_quantity(table, "co2e_ttw")):
        whole = known.get((table["element"][row], "co2e"))
        if whole is None:
            yield at(
                table, row, "element", "expected a co2e of the same element, which this is the tank-to-wheel part of"
            )
            continue
        value, unit, basis = whole
        if basis != table["basis"][row]:
            yield at(table, row, "basis", f"expected {basis}, the basis of the co2e of this element")
        elif table["value"][row] * GRAMS.get(table["unit"][row], 1.0) > value * GRAMS.get(unit, 1.0):
            yield at(table, row, "value", f"expected no more than the co2e of this element, which is {value:g} {unit}")


def years(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each price without the year of its money, where the network has a price year.

    And where that year is far from the as-of date, or from the years of rates of exchange and of most prices.
    """
    table, heading = tables["figures"], tables["network"]
    stated, as_of = (heading[name][0] if len(heading) else None for name in ("price_year", "as_of"))
    if stated is None or stated == -1:
        return
    if as_of is not None and abs(as_of.year - stated) > YEARS_OF_NETWORK:
        text = f"expected a year within {YEARS_OF_NETWORK} of the as-of date, {as_of}"
        yield at(heading, 0, "price_year", text, warn=True)
    is_price = _are_prices(table)
    for row in np.flatnonzero(is_price & (table["year"] == -1)):
        text = f"a {table['quantity'][row]} needs the year of its money"
        yield at(table, row, "year", text, warn=True)
    is_far = (table["year"] != -1) & (np.abs(table["year"] - stated) > YEARS_OF_MONEY)
    for row in np.flatnonzero(is_far & _of_quantity(table, RATE)):
        text = f"expected a rate of exchange within {YEARS_OF_MONEY} years of the price year, {stated}"
        yield at(table, row, "year", text, warn=True)
    far, prices = np.count_nonzero(is_far & is_price), np.count_nonzero(is_price)
    if far * 2 > prices:
        text = f"{far} of {prices} prices are of years more than {YEARS_OF_MONEY} from the price year, {stated}"
        yield about(table, f"{text}; no index moves them", warn=True)


def _are_prices(table: Table) -> NDArray[np.bool_]:
    return np.asarray(
        _of_quantity(table, *PRICES) & table.distinct("basis").where(lambda basis: basis != SHARE), dtype=np.bool_
    )


def currencies(tables: Tables) -> Iterator[Finding]:
    """Yield each price without a currency, in a unit other than that, or in money that nothing converts to USD."""
    table, heading = tables["figures"], tables["network"]
    rates = table["element"][_of_quantity(table, RATE)].tolist()
    stated = {name_of_class(element) for element in rates if is_of_class(element, "currency")}
    for row in np.flatnonzero(_are_prices(table)):
        unit, currency = table["unit"][row], table["currency"][row]
        if not currency:
            yield at(table, row, "currency", f"a {table['quantity'][row]} needs its currency (ISO 4217)")
        elif unit and unit != currency:
            yield at(table, row, "unit", f"expected the currency, {currency}, as the unit of a price")
        elif currency not in {MONEY, *stated}:
            yield at(table, row, "currency", f"expected {MONEY}, or a figure {RATE} of {currency_key(currency)}")
    for line, money in enumerate(heading["currency"].tolist()):
        if money not in {"", MONEY, *stated}:
            text = f"totals are in {MONEY}: to tell them in {money} too, state {RATE} of"
            yield at(heading, line, "currency", f"{text} {currency_key(money)}")


def fares(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each rate or price of a service with fares, which are the whole price: it is not counted."""
    table = tables["figures"]
    priced = table["element"][_of_quantity(table, "price")].tolist()
    sold = {fare[0] for element in priced if (fare := split_fare(element))}
    for row in np.flatnonzero(_of_quantity(table, "price", "rate")).tolist() if sold else ():
        element = table["element"][row]
        leg = split_leg(element)
        if (element if leg is None else leg[0]) in sold:
            text = "the service has fares from stop to stop, which are the whole price: this one is not counted"
            yield at(table, row, "quantity", text, warn=True)


def storage(tables: Tables) -> Iterator[Finding]:
    """Yield each free time without its demurrage or the reverse, and each of no place."""
    table = tables["figures"]
    rows = np.flatnonzero(_of_quantity(table, *STORAGE)).tolist()
    if not rows:
        return
    places, cells = ids(tables, "places"), [(table["element"][row], table["quantity"][row]) for row in rows]
    known = set(cells)
    for row, (element, quantity) in zip(rows, cells, strict=True):
        other = next(name for name in STORAGE if name != quantity)
        if element not in places:
            yield at(table, row, "element", f"expected a place, the only element that has a {quantity}")
        elif (element, other) not in known:
            yield at(table, row, "quantity", f"expected a {other} of {element} too: neither says anything alone")


def inventory(tables: Tables) -> Iterator[Finding]:
    """Yield each price of the time of goods that is not of goods."""
    table = tables["figures"]
    for row in np.flatnonzero(_of_quantity(table, "inventory")):
        if not is_of_class(table["element"][row], "load", "commodity"):
            yield at(table, row, "element", "expected load:KIND, such as load:container, or commodity:NAME")


def ratios(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each ratio of large boxes on an element of which no price is counted by the TEU."""
    table = tables["figures"]
    if not _of_quantity(table, "ft40_ratio").any():
        return
    cells = list(zip(*(table[name].tolist() for name in ("element", "quantity", "basis")), strict=True))
    priced = {element for element, quantity, basis in cells if quantity in PRICES and basis.startswith("teu")}
    priced |= {part[0] for element in priced if (part := split_leg(element) or split_fare(element))}
    for row, (element, quantity, _) in enumerate(cells):
        if quantity == "ft40_ratio" and element not in priced and not (priced and element == NETWORK):
            yield at(
                table, row, "element", f"expected a price of {element} by the TEU, which this is read for", warn=True
            )


def honest_sources(tables: Tables) -> Iterator[Finding]:
    """Yield each figure, row of a calendar and loading that calls itself sourced and rests on an assumption."""
    for name, what in (
        ("figures", "figure"),
        ("departures", "pattern"),
        ("opening_hours", "row"),
        ("causes", "loading"),
    ):
        table = tables[name]
        sourced = table.distinct("kind").where(lambda kind: kind == "sourced")
        assumed = table.distinct("source").where(lambda source: source == "assumption")
        for row in np.flatnonzero(sourced & assumed):
            yield at(table, row, "kind", f"a {what} whose source is assumption is of kind assumption")
