"""Rules about what figures speak of: a quantity that hangs on the wrong element is read by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.keys import NETWORK, split_fare, split_leg
from networks.model.quantities import CLASSES, HANGS_ON
from networks.model.tables import Tables
from networks.rules.wording import at

TABLES = {"places": "place", "links": "link", "operations": "operation", "procedures": "procedure"}


def quantities_of_elements(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each figure that no answer reads, because its quantity hangs on other elements."""
    table = tables["figures"]
    kinds: dict[str, tuple[str, ...]] = {}
    for source, kind in TABLES.items():
        kinds |= dict.fromkeys(tables[source]["id"].tolist(), (kind,))
    services = tables["services"]
    for name, kind in zip(services["id"].tolist(), services["kind"].tolist(), strict=True):
        kinds[name] = ("service", kind)
    cells = zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)
    for row, (element, quantity) in enumerate(cells):
        found, wanted = kinds.get(element) or _of_key(element), HANGS_ON.get(quantity, ())
        if found and wanted and not set(found) & set(wanted):
            text = f"nobody reads a {quantity} of a {found[-1]}; it is read of {', '.join(wanted)}"
            yield at(table, row, "element", text, warn=True)


def _of_key(element: str) -> tuple[str, ...]:
    """Return what a key speaks of that is no id: nothing where that is not known, which another rule says."""
    if element == NETWORK:
        return (NETWORK,)
    if split_fare(element):
        return ("fare",)
    if split_leg(element):
        return ("leg", "stop")
    named = CLASSES.get(element.partition(":")[0])
    return (named,) if named else ()
