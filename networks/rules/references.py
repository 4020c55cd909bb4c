"""Rules about names: every id once, and every reference to something that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from networks.errors import Finding
from networks.model.keys import ELEMENTS, element_ids, element_test
from networks.model.schema import columns
from networks.model.tables import Table, Tables
from networks.rules.wording import Hints, about, at, ids

REFERENCES = (  # table, column, the table that it refers to
    ("other_names", "place", "places"),
    ("links", "tail", "places"),
    ("links", "head", "places"),
    ("waypoints", "link", "links"),
    ("stops", "service", "services"),
    ("stops", "place", "places"),
    ("stops", "path", "links"),
    ("area_links", "service", "services"),
    ("area_links", "link", "links"),
    ("operations", "place", "places"),
    ("procedures", "place", "places"),
)
KEYS = {
    "other_names": ("place", "name"),
    "waypoints": ("link", "seq"),
    "stops": ("service", "seq"),
    "area_links": ("service", "link"),
    "figures": ("element", "quantity"),
    "scenarios": ("name",),
}
DOCUMENT = re.compile(r"\w\.(md|csv|py)\b")  # a file that a note names: "Named in claims.md"


def unique_keys(tables: Tables) -> Iterator[Finding]:
    """Yield each row whose id (or other key of its table) an earlier row bears."""
    for name, table in tables.items():
        names = {column.name for column in columns()[name]}
        key = KEYS.get(name, ("id",) if "id" in names else ())
        if not key:
            continue
        seen: dict[tuple[object, ...], int] = {}
        for row, cells in enumerate(zip(*(table[column].tolist() for column in key), strict=True)):
            first = seen.setdefault(cells, row)
            if first != row and "" not in cells:
                where = at(table, first, key[0], "")
                what = "each id once" if key == ("id",) else f"each pair of {' and '.join(key)} once"
                yield at(table, row, key[-1], f"expected {what}; it stands in {where.file} row {where.row} already")


def unique_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each id that elements of two kinds bear: figures are keyed by the id alone."""
    seen: dict[str, str] = {}
    for name in ELEMENTS:
        for key, row in ids(tables, name).items():
            if seen.setdefault(key, name) != name:
                yield at(tables[name], row, "id", f"expected an id that {seen[key]} do not bear")


def known_references(tables: Tables) -> Iterator[Finding]:
    """Yield each reference to a place, link or service that does not exist."""
    for name, column, target in REFERENCES:
        labels = tables[target].columns.get("name")
        hints = Hints(tables[target]["id"].tolist(), [] if labels is None else labels.tolist())
        yield from _unknown(
            tables[name], column, set(ids(tables, target)), f"no such {target.removesuffix('s')}", hints
        )


def known_sources(tables: Tables) -> Iterator[Finding]:
    """Yield each reference to a source that does not exist."""
    known = set(ids(tables, "sources"))
    hints = Hints(known)
    for table in tables.values():
        for column in ("source", "check_source", "see"):
            if column in table.columns:
                yield from _unknown(table, column, known, "no such row of sources", hints)


def used_sources(tables: Tables) -> Iterator[Finding]:
    """Yield one warning for all sources that nothing refers to, and whose notes name no document that does."""
    used: set[str] = set()
    for table in tables.values():
        for column in ("source", "check_source"):
            used.update(table.columns[column].tolist() if column in table.columns else ())
    used.update(key for keys in tables["figures"]["see"].tolist() for key in keys)
    notes = tables["sources"]["note"]
    idle = [key for key, row in ids(tables, "sources").items() if key not in used and not DOCUMENT.search(notes[row])]
    if idle:
        shown = ", ".join(idle[:10]) + (" ..." if len(idle) > 10 else "")
        yield about(tables["sources"], f"nothing refers to {len(idle)} of the sources", value=shown, warn=True)


def known_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each figure whose element does not exist."""
    table = tables["figures"]
    is_element = element_test(tables)
    hints = Hints(element_ids(tables))
    for row, element in enumerate(table["element"].tolist()):
        if element and not is_element(element):
            yield at(table, row, "element", f"no such element{hints(element)}")


def known_changes(tables: Tables) -> Iterator[Finding]:
    """Yield each row of a scenario that speaks of a scenario, table, element or column that does not exist."""
    table = tables["changes"]
    known = set(tables["scenarios"]["name"].tolist())
    yield from _unknown(table, "scenario", known, "no such row of scenarios", Hints(known))
    is_element = element_test(tables)
    for row, (name, element) in enumerate(zip(table["table"].tolist(), table["element"].tolist(), strict=True)):
        if name and name not in (*ELEMENTS, "figures"):
            yield at(table, row, "table", f"expected one of {', '.join(ELEMENTS)}, figures")
        elif element and not (is_element(element) if name == "figures" else element in ids(tables, name)):
            hints = Hints(element_ids(tables) if name == "figures" else ids(tables, name))
            yield at(table, row, "element", f"no such element of {name}{hints(element)}")


def _unknown(table: Table, column: str, known: set[str], text: str, hints: Hints) -> Iterator[Finding]:
    for row, cell in enumerate(table[column].tolist()):
        for item in (cell,) if isinstance(cell, str) else cell:
            if item and item not in known:
                yield at(table, row, column, f"{text}{hints(item)}", value=item)
