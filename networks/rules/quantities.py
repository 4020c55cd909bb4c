"""Rules about what figures speak of: a quantity that hangs on the wrong element is read by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from networks.errors import Finding
from networks.model.keys import NETWORK, leg_key, split_fare, split_leg
from networks.model.quantities import CLASSES, HANGS_ON
from networks.model.tables import Tables
from networks.rules.wording import at, stop_rows, with_article

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
    table, kinds_of = tables["figures"], element_kinds(tables)
    cells = zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)
    for row, (element, quantity) in enumerate(cells):
        found, wanted = kinds_of(element), HANGS_ON.get(quantity, ())
        if found and wanted and not set(found) & set(wanted):
            text = f"nobody reads {with_article(quantity)} of {with_article(found[-1])}"
            yield at(table, row, "element", f"{text}; it is read of {', '.join(wanted)}", warn=True)


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
