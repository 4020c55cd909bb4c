"""The tables of a network with other ids: every place where an id stands, its parts of structured keys included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from networks.model.keys import fare_key, leg_key, split_fare, split_leg
from networks.model.tables import Table, Tables

OWN_IDS = {  # table -> the column of its own ids
    **dict.fromkeys(
        ("places", "links", "services", "operations", "procedures", "closures", "corridors", "sources"), "id"
    ),
    "scenarios": "name",
    "causes": "cause",
}
ELEMENTS = "elements"  # ids of places, links, services, operations, procedures, closures and corridors are one space
REFERENCES = (  # table, column, kind of id that stands there: ELEMENTS, or a table with ids of its own
    ("other_names", "place", ELEMENTS),
    ("links", "tail", ELEMENTS),
    ("links", "head", ELEMENTS),
    ("waypoints", "link", ELEMENTS),
    ("stops", "service", ELEMENTS),
    ("stops", "place", ELEMENTS),
    ("stops", "path", ELEMENTS),
    ("area_links", "service", ELEMENTS),
    ("area_links", "link", ELEMENTS),
    ("departures", "service", ELEMENTS),
    ("opening_hours", "element", ELEMENTS),
    ("operations", "place", ELEMENTS),
    ("procedures", "place", ELEMENTS),
    ("procedures", "over", ELEMENTS),
    ("closures", "elements", ELEMENTS),
    ("closures", "at", ELEMENTS),
    ("causes", "element", ELEMENTS),
    ("corridors", "links", ELEMENTS),
    ("figures", "element", ELEMENTS),
    ("changes", "element", ELEMENTS),
    ("changes", "scenario", "scenarios"),
)
SOURCES = ("source", "check_source", "see")  # columns of any table

Names = Mapping[tuple[str, str], str]  # kind and id -> another id


def kind_of(table: str) -> str:
    """Return the kind of the ids of a table: sources, scenarios and causes are kinds by themselves."""
    return table if table in ("sources", "scenarios", "causes") else ELEMENTS


def renamed(tables: Tables, names: Names) -> dict[str, Table]:
    """Return tables in which some ids are others, wherever they stand."""
    places = [(table, column, kind_of(table)) for table, column in OWN_IDS.items()] + list(REFERENCES)
    places += [
        (name, column, "sources") for name, table in tables.items() for column in SOURCES if column in table.columns
    ]
    found = dict(tables)
    for name, column, kind in places:
        other = _others(names, kind)
        found[name] = found[name].with_cells(**{column: _mapped(found[name][column], other)})
    return found


def _others(names: Names, kind: str) -> Callable[[str], str]:
    """Return the function that gives the new key for an old one of a kind, legs and fares of services included."""

    def plain(key: str) -> str:
        return names.get((kind, key), key)

    def other(key: str) -> str:
        if (kind, key) in names:
            return names[kind, key]
        if kind != ELEMENTS:
            return key
        if (fare := split_fare(key)) is not None:
            return fare_key(*map(plain, fare))
        leg = split_leg(key)
        return key if leg is None else leg_key(plain(leg[0]), leg[1])

    return other


def _mapped(cells: Any, other: Callable[[str], str]) -> Any:
    found = np.empty(len(cells), dtype=object)
    found[:] = [tuple(map(other, one)) if isinstance(one, tuple | list) else other(one) for one in cells.tolist()]
    return found
