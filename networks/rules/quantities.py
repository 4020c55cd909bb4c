"""Rules about what figures speak of: a quantity that hangs on the wrong element is read by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from networks.errors import Finding
from networks.model.distinct import Distinct, per_combination
from networks.model.keys import NETWORK, leg_key, split_fare, split_leg
from networks.model.quantities import CLASSES, HANGS_ON
from networks.model.tables import Table, Tables
from networks.rules.wording import at_each, links_of_figures, stop_rows, with_article

TABLES = {
    "places": "place",
    "links": "link",
    "operations": "operation",
    "procedures": "procedure",
    "closures": "closure",
}
ALONE = ("traction:electric", "load:container")  # keys of which more is read than of others of their class
Kinds = tuple[str, ...]  # what an element is to those who read figures; the last is what a message calls it


def quantities_of_elements(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each figure that no answer reads, because its quantity hangs on other elements."""
    table = tables["figures"]
    if not len(table):
        return
    kinds, quantities = figure_kinds(tables), table.distinct("quantity")
    texts, of_row = per_combination(kinds, quantities, said=_unread)
    rows = np.flatnonzero(np.array([bool(text) for text in texts], dtype=np.bool_)[of_row])
    yield from at_each(table, [(row, texts[of_row[row]]) for row in rows.tolist()], "element", str)


def _unread(kinds: Kinds, quantity: str) -> str:
    """Return what is said of a quantity of an element of some kinds that nobody reads; "" of others."""
    wanted = HANGS_ON.get(quantity, ())
    if not kinds or not wanted or set(kinds) & set(wanted):
        return ""
    text = f"nobody reads {with_article(quantity)} of {with_article(kinds[-1])}"
    return f"{text}; it is read of {', '.join(wanted)}"


def figure_kinds(tables: Tables) -> Distinct:
    """Return what the element of each figure is."""
    return _figure_kinds(tables["figures"], *(tables[name] for name in (*TABLES, "services", "stops")))


@lru_cache(maxsize=1)  # two rules ask for it
def _figure_kinds(figures: Table, *others: Table) -> Distinct:
    tables = {"figures": figures} | {table.name: table for table in others}
    elements, is_link = figures.distinct("element"), links_of_figures(tables) >= 0
    later = {
        key for name in ("operations", "procedures", "closures", "services") for key in tables[name]["id"].tolist()
    }
    if later:  # of what bears the id of a link too these count, as below
        is_link &= ~np.fromiter(map(later.__contains__, elements.values), np.bool_, len(elements.values))
    numbers: dict[Kinds, int] = {("link",): 0}
    of_element = np.zeros(len(elements.values), dtype=np.int64)
    rest = np.flatnonzero(~is_link)
    if len(rest):
        kinds_of = element_kinds(tables)
        of_element[rest] = [
            numbers.setdefault(kinds_of(elements.values[number]), len(numbers)) for number in rest.tolist()
        ]
    return Distinct(list(numbers), elements.mapped(of_element))


def forget_kinds() -> None:
    """Let go of the tables of which it was looked up what figures speak of."""
    _figure_kinds.cache_clear()


def element_kinds(tables: Tables) -> Callable[[str], Kinds]:
    """Return the function that tells what an element is: nothing where that is not known, which another rule says."""
    kinds: dict[str, Kinds] = _kinds_of_stops(tables)
    for source, kind in TABLES.items():
        kinds |= dict.fromkeys(tables[source]["id"].tolist(), (kind,))
    services = tables["services"]
    for name, kind in zip(services["id"].tolist(), services["kind"].tolist(), strict=True):
        kinds[name] = ("service", kind)
    return lambda element: kinds.get(element) or _of_key(element)


def _kinds_of_stops(tables: Tables) -> dict[str, Kinds]:
    """Return what the keys of stops speak of: the leg that ends there, the stop where goods board, both or neither."""
    table, found = tables["stops"], {}
    for service, rows in stop_rows(tables).items():
        for number, row in enumerate(rows):
            kinds = ["leg"] if number else []
            boards = number + 1 < len(rows) and bool(table["board"][row])
            kinds += ["stop"] if boards else []
            called = "stop where nothing boards" if number and not boards else "stop that no leg leads to"
            found[leg_key(service, table["seq"][row])] = tuple(kinds) if len(kinds) == 2 else (*kinds, called)
    return found


def _of_key(element: str) -> Kinds:
    """Return what a key speaks of that is no id and no stop."""
    if element == NETWORK:
        return (NETWORK,)
    if split_fare(element):
        return ("fare",)
    if split_leg(element):
        return ("leg", "stop")
    kind, _, name = element.partition(":")
    if kind == "load" and ":" in name:
        return ("load in one territory",)
    named = CLASSES.get(kind)
    alone = [key for key in ALONE if element == key or element.startswith(f"{key}:")]
    return (*alone, named) if named else ()
