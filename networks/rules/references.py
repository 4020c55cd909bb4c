"""Rules about names: every id once, and every reference to something that exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from networks.errors import Finding
from networks.geo.territories import ISO_3166_1, is_territory
from networks.model.schema import VOCABULARY, columns
from networks.model.tables import Table
from networks.rules.wording import Hints, Tables, about, at, ids

ELEMENTS = ("places", "links", "services", "operations", "procedures")  # what figures and changes speak of
REFERENCES = (
    ("links", "tail", "places"), ("links", "head", "places"), ("waypoints", "link", "links"),
    ("stops", "service", "services"), ("stops", "place", "places"), ("stops", "path", "links"),
    ("area_links", "service", "services"), ("area_links", "link", "links"),
    ("operations", "place", "places"), ("procedures", "place", "places"),
)  # fmt: skip
KEYS = {
    "waypoints": ("link", "seq"), "stops": ("service", "seq"), "area_links": ("service", "link"),
    "figures": ("element", "quantity"), "scenarios": ("name",),
}  # fmt: skip
DOCUMENT = re.compile(r"\w\.(md|csv|py)\b")  # a file that a note names: "Named in claims.md"
_CLASSES = {
    "traction": ("electric", "diesel", "partly"),
    "load": ("container", "wagon", "bulk"),
    "mode": VOCABULARY["mode"],
    "operation": VOCABULARY["operation_kind"],
}

_NAMED = re.compile(r"currency:[A-Z]{3}|commodity:\S+")


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


def known_areas(tables: Tables) -> Iterator[Finding]:
    """Yield each customs procedure without a customs area, or with one that does not exist."""
    table, known = tables["procedures"], set(tables["customs_areas"]["area"].tolist()) | ISO_3166_1
    for row, (kind, area) in enumerate(zip(table["kind"].tolist(), table["area"].tolist(), strict=True)):
        if kind in ("export", "import", "transit_opening", "transit_closing"):
            if not area:
                yield at(table, row, "area", f"{kind} needs the customs area whose procedure it is")
            elif area not in known:
                yield at(table, row, "area", "expected an area of customs_areas or a territory outside of all of them")


def known_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each figure whose element does not exist."""
    table = tables["figures"]
    is_element = element_test(tables)
    hints = Hints(_element_ids(tables))
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
            hints = Hints(_element_ids(tables) if name == "figures" else ids(tables, name))
            yield at(table, row, "element", f"no such element of {name}{hints(element)}")


def element_test(tables: Tables) -> Callable[[str], bool]:
    """Return the function that tells whether a text names something that a figure may speak of.

    That is: a place, link, service, operation or procedure; ``service#seq``, a stop of a line;
    ``service>A>B``, with A and B stops of it in that order; ``currency:XXX``; ``traction:electric``,
    ``load:container``, ``mode:sea`` and the like, each also with a territory (``traction:diesel:KZ``);
    ``operation:lift``, every operation of a kind; ``grid:KZ``, the electricity of a territory; ``commodity:steel``,
    goods by the name that a shipment gives them; ``network``.
    """
    known = _element_ids(tables)
    stops: dict[str, list[tuple[int, str]]] = {}
    cells = (tables["stops"][column].tolist() for column in ("service", "seq", "place"))
    for service, seq, place in zip(*cells, strict=True):
        stops.setdefault(service, []).append((seq, place))

    def is_element(text: str) -> bool:
        service, mark, rest = text.partition("#")
        if text in known or text == "network" or _NAMED.fullmatch(text) or _is_class(text):
            return True
        if mark:
            return any(str(seq) == rest for seq, _ in stops.get(service, ()))
        service, *ends = text.split(">")
        return len(ends) == 2 and _in_order(stops.get(service, []), ends[0], ends[1])

    return is_element


def _element_ids(tables: Tables) -> set[str]:
    return {key for name in ELEMENTS for key in ids(tables, name)}


def _is_class(text: str) -> bool:
    kind, *rest = text.split(":")
    if kind in ("grid", "operation") and len(rest) != 1:
        return False
    if kind == "grid":
        return is_territory(rest[0])
    return len(rest) in (1, 2) and rest[0] in _CLASSES.get(kind, ()) and all(map(is_territory, rest[1:]))


def _in_order(stops: list[tuple[int, str]], first: str, second: str) -> bool:
    begins = [seq for seq, place in stops if place == first]
    ends = [seq for seq, place in stops if place == second]
    return bool(begins and ends) and min(begins) < max(ends)


def _unknown(table: Table, column: str, known: set[str], text: str, hints: Hints) -> Iterator[Finding]:
    for row, cell in enumerate(table[column].tolist()):
        for item in (cell,) if isinstance(cell, str) else cell:
            if item and item not in known:
                yield at(table, row, column, f"{text}{hints(item)}", value=item)
