"""Rules about names: every id once, and every reference to something that exists."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

import numpy as np

from networks.errors import Finding, row_of
from networks.model.alike import skeleton
from networks.model.keys import CHANGEABLE, ELEMENTS, element_ids, element_test
from networks.model.offer import on_offer
from networks.model.schema import columns
from networks.model.tables import Table, Tables
from networks.rules.geometry import ends
from networks.rules.wording import Hints, about, at, ids, links_of_figures

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
    ("departures", "service", "services"),
    ("closures", "at", "places"),
    ("corridors", "links", "links"),
)
KEYS = {
    "other_names": ("place", "name"),
    "waypoints": ("link", "seq"),
    "stops": ("service", "seq"),
    "area_links": ("service", "link"),
    "figures": ("element", "quantity"),
    "distributions": ("element", "quantity"),
    "scenarios": ("name",),
}
NAMED = (*CHANGEABLE, "corridors")  # what a question may name by an id alone, or changes and figures may
NUMBER = re.compile(r"[0-9]+\Z")
DOCUMENT = re.compile(r"\w\.(md|csv|py)\b")  # a file that a note names: "Named in claims.md"


def unique_keys(tables: Tables) -> Iterator[Finding]:
    """Yield each row whose id (or other key of its table) an earlier row bears."""
    for name, table in tables.items():
        names = {column.name for column in columns()[name]}
        key = KEYS.get(name, ("id",) if "id" in names else ())
        if not key or any(len(table.distinct(column).values) == len(table) for column in key):
            continue  # no value of a column stands twice, and so no key
        seen: dict[tuple[object, ...], int] = {}
        for row, cells in enumerate(zip(*(table[column].tolist() for column in key), strict=True)):
            first = seen.setdefault(cells, row)
            if first != row and "" not in cells:
                where = at(table, first, key[0], "")
                what = "each id once" if key == ("id",) else f"each pair of {' and '.join(key)} once"
                yield at(
                    table,
                    row,
                    key[-1],
                    f"expected {what}; it stands in {where.file} {row_of(where.file)} {where.row} already",
                )


def unique_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each id that elements of two kinds bear: figures are keyed by the id alone.

    Tables of nodes and of links often number both from 1, so a place and a link may bear one whole number where nothing
    speaks of it by the number alone: no figure, and not both of them as withheld.
    """
    if _are_apart([tables[name].distinct("id").values for name in NAMED]):
        return
    seen: dict[str, str] = {}
    shared: set[str] = set()
    for name in NAMED:
        for key, row in ids(tables, name).items():
            if seen.setdefault(key, name) == name:
                continue
            if (seen[key], name) == ("places", "links") and NUMBER.match(key):
                shared.add(key)
            else:
                yield at(tables[name], row, "id", f"expected an id that {seen[key]} do not bear")
    yield from _meant_twice(tables, shared)


def _are_apart(groups: Iterable[Sequence[str]]) -> bool:
    """Tell whether no two groups of ids, each of which stands once in its group, have one in common."""
    *smaller, largest = sorted(groups, key=len)
    known = set().union(*smaller)
    return len(known) == sum(map(len, smaller)) and known.isdisjoint(largest)


def _meant_twice(tables: Tables, shared: set[str]) -> Iterator[Finding]:
    """Tell where a number that a place and a link bear could mean either."""
    remedy = "a place and a link bear this number; put a letter before the ids of links, as in L{}"
    figures, links = tables["figures"], tables["links"]
    for row, element in enumerate(figures["element"].tolist() if shared else ()):
        if element in shared:
            yield at(figures, row, "element", remedy.format(element))
    offered = on_offer(tables) if shared else tables
    withheld = shared - set(ids(offered, "places")) - set(ids(offered, "links"))
    for row, link in enumerate(links["id"].tolist() if withheld else ()):
        if link in withheld:
            yield at(links, row, "id", f"neither is on offer: {remedy.format(link)}")


def alike_ids(tables: Tables) -> Iterator[Finding]:
    """Yield a warning for each id that looks like another of its table, but for case or letters of two alphabets."""
    for name in (*NAMED, "sources", "scenarios"):
        table, column = tables[name], "name" if name == "scenarios" else "id"
        if _look_unlike(table.distinct(column).values):
            continue
        seen: dict[str, str] = {}
        for key, row in ids(tables, name, column).items():
            first = seen.setdefault(skeleton(key), key)
            if first != key:
                how = "but for the case" if first.upper() == key.upper() else "though with letters of another alphabet"
                other = first if first.isascii() else first.encode("unicode_escape").decode()
                yield at(table, row, column, f"looks like {other}, {how}; is it another one?", warn=True)


def _look_unlike(ids: Sequence[str]) -> bool:
    """Tell whether of ids of ASCII letters no two are alike but for the case."""
    joined = "\n".join(ids)
    capitals = joined.upper()
    if not joined.isascii() or capitals == joined or joined.lower() == joined:
        return joined.isascii()
    return len(set(capitals.split("\n"))) == len(ids)


def known_references(tables: Tables) -> Iterator[Finding]:
    """Yield each reference to a place, link or service that does not exist."""
    hints: dict[str, Hints] = {}
    for name, column, target in REFERENCES:
        if not len(tables[name]) or (name == "links" and _have_both_ends(tables)):
            continue
        if target not in hints:
            labels = tables[target].columns.get("name")
            hints[target] = Hints(tables[target]["id"].tolist(), [] if labels is None else labels.tolist())
        text = f"no such {target.removesuffix('s')}"
        yield from _unknown(tables[name], column, ids(tables, target), text, hints[target])


def _have_both_ends(tables: Tables) -> bool:
    return all((end >= 0).all() for end in ends(tables))


def known_sources(tables: Tables) -> Iterator[Finding]:
    """Yield each reference to a source that does not exist."""
    known = set(ids(tables, "sources"))
    hints = Hints(known)
    for table in tables.values():
        for column in ("source", "check_source", "see"):
            if column in table.columns:
                yield from _unknown(table, column, known, "no such row of sources", hints)


def used_sources(tables: Tables) -> Iterator[Finding]:
    """Yield one warning a file for all sources that nothing refers to, and whose notes name no document that does."""
    used: set[str] = set()
    for table in tables.values():
        for column in ("source", "check_source"):
            used.update(table.distinct(column).values if column in table.columns else ())
    used.update(key for keys in tables["figures"].distinct("see").values for key in keys)
    notes = tables["sources"]["note"]
    idle: dict[str, dict[str, int]] = {}
    for key, row in ids(tables, "sources").items():
        if key not in used and not DOCUMENT.search(notes[row]):
            idle.setdefault(tables["sources"].file_of(row), {})[key] = row
    for rows in idle.values():
        shown = ", ".join(list(rows)[:10]) + (" ..." if len(rows) > 10 else "")
        text = f"nothing refers to {len(rows)} of the sources"
        yield about(tables["sources"], text, value=shown, warn=True, index=next(iter(rows.values())))


def known_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each figure whose element does not exist."""
    table = tables["figures"]
    if not len(table):
        return
    elements = table.distinct("element")
    others = [elements.values[number] for number in np.flatnonzero(links_of_figures(tables) < 0).tolist()]
    if not any(others):
        return
    is_element, known = element_test(tables), element_ids(tables)
    hints, strange = Hints(known), {name for name in others if name and not is_element(name)}
    for row in np.flatnonzero(elements.where(strange.__contains__)) if strange else ():
        yield at(table, row, "element", f"no such element{hints(table['element'][row])}")


def known_changes(tables: Tables) -> Iterator[Finding]:
    """Yield each row of a scenario that speaks of a scenario, table, element or column that does not exist."""
    table = tables["changes"]
    if not len(table):
        return
    known = set(tables["scenarios"]["name"].tolist())
    yield from _unknown(table, "scenario", known, "no such row of scenarios", Hints(known))
    is_element = element_test(tables)
    rows = {name: ids(tables, name) for name in CHANGEABLE}
    hints = {name: Hints(rows[name]) for name in CHANGEABLE} | {"figures": Hints(element_ids(tables))}
    for row, (name, element) in enumerate(zip(table["table"].tolist(), table["element"].tolist(), strict=True)):
        if name and name not in hints:
            yield at(table, row, "table", f"expected one of {', '.join(ELEMENTS)}, figures, closures")
        elif name and element and not (is_element(element) if name == "figures" else element in rows[name]):
            yield at(table, row, "element", f"no such element of {name}{hints[name](element)}")


def _unknown(table: Table, column: str, known: Container[str], text: str, hints: Hints) -> Iterator[Finding]:
    cells = table.distinct(column)
    if cells.values and isinstance(cells.values[0], str):
        strange = {cell for cell in cells.values if cell and cell not in known}
    else:
        strange = {cell for cell in cells.values if any(item and item not in known for item in cell)}
    for row in np.flatnonzero(cells.where(strange.__contains__)) if strange else ():
        cell = table[column][row]
        for item in (cell,) if isinstance(cell, str) else cell:
            if item and item not in known:
                yield at(table, row, column, f"{text}{hints(item)}", value=item)
