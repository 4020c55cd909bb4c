"""The tables of a part of a network: rows of what is left, and what could not be kept without the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.keys import element_ids, element_test
from networks.model.tables import Table, Tables

OF = {  # table -> the column by which its rows hang on a place, a link or a service; "" there hangs on none
    "other_names": ("place", "places"),
    "waypoints": ("link", "links"),
    "area_links": ("link", "links"),
    "operations": ("place", "places"),
    "procedures": ("place", "places"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a network, and what went with the rest.

    Attributes
    ----------
    tables
        Those of what is left.
    services, corridors, closures, scenarios
        Ids of those that cannot be kept: a line with a stop or a link outside, an area without a link, a corridor
        without a gateway, a closure of nothing that is left, a scenario that changes something outside.
    """

    tables: Mapping[str, Table]
    services: tuple[str, ...]
    corridors: tuple[str, ...]
    closures: tuple[str, ...]
    scenarios: tuple[str, ...]


def cut(tables: Tables, places: Collection[str], links: Collection[str]) -> Cut:
    """Return what is left of all tables of a network with some of its places and links alone.

    Parameters
    ----------
    places, links
        Ids of those that stay; both ends of each link stay.
    """
    kept = {"places": frozenset(places), "links": frozenset(links)}
    left: dict[str, Table] = dict(tables)
    for name in ("places", "links"):
        left[name] = _among(tables[name], "id", kept[name])
    for name, (column, of) in OF.items():
        left[name] = _among(tables[name], column, kept[of] | {""})
    broken = _broken(tables, left, kept)
    services = frozenset(tables["services"]["id"].tolist()) - broken
    left["services"] = _among(tables["services"], "id", services)
    for name in ("stops", "area_links", "departures"):
        left[name] = _among(left[name], "service", services)
    left["procedures"] = _procedures(tables, left)
    left["corridors"], corridors = _with_lists(tables["corridors"], "links", kept["links"])
    left["closures"], closures = _closures(tables["closures"], kept | {"services": services})
    known = element_test(left)
    for name in ("figures", "causes", "opening_hours"):
        left[name] = _where(tables[name], map(known, tables[name]["element"].tolist()))
    scenarios = _scenarios(tables, left)
    left["scenarios"] = _without(tables["scenarios"], "name", scenarios)
    left["changes"] = _without(tables["changes"], "scenario", scenarios)
    return Cut(left, tuple(sorted(broken)), corridors, closures, tuple(sorted(scenarios)))


def _broken(tables: Tables, left: Tables, kept: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the lines with a stop or a link that goes, and the areas of which no link is left."""
    found = set()
    cells = (tables["stops"][name].tolist() for name in ("service", "place", "path"))
    for service, place, path in zip(*cells, strict=True):
        if place not in kept["places"] or not kept["links"].issuperset(path):
            found.add(service)
    covered, had = (set(some["area_links"]["service"].tolist()) for some in (left, tables))
    return frozenset(found | (had - covered))


def _procedures(tables: Tables, left: Tables) -> Table:
    """Return the procedures of what is left, surcharges with what is left of what they are paid on."""
    table = left["procedures"]
    gone = element_ids(tables) - element_ids(left)
    lists = [tuple(one for one in over if one not in gone) for over in table["over"].tolist()]
    if not len(table):
        return table
    stays = (bool(some) == bool(over) for some, over in zip(lists, table["over"].tolist(), strict=True))
    return _where(table.with_cells(over=_objects(lists)), stays)


def _closures(table: Table, kept: Mapping[str, frozenset[str]]) -> tuple[Table, tuple[str, ...]]:
    """Return the closures of what is left, each with the elements that are; and the ids of the others."""
    if not len(table):
        return table, ()
    elements, ats, stays = [], [], []
    for kind, listed, at in zip(*(table[name].tolist() for name in ("table", "elements", "at")), strict=True):
        some = tuple(one for one in listed if one in kept[kind]) if kind in kept else tuple(listed)
        near = tuple(one for one in at if one in kept["places"])
        stays.append(bool(some) and bool(near) == bool(at))
        elements.append(some)
        ats.append(near)
    changed = table.with_cells(elements=_objects(elements), at=_objects(ats))
    mark = np.array(stays, dtype=np.bool_)
    return changed.where(mark), tuple(sorted(table["id"][~mark].tolist()))


def _scenarios(tables: Tables, left: Tables) -> frozenset[str]:
    """Return the scenarios that change something which is not left."""
    before, after = element_test(tables), element_test(left)
    closures, gone = set(tables["closures"]["id"].tolist()), set(left["closures"]["id"].tolist())
    found = set()
    changes = tables["changes"]
    for scenario, element in zip(changes["scenario"].tolist(), changes["element"].tolist(), strict=True):
        was, stays = (known(element) for known in (before, after))
        if (was and not stays) or (element in closures and element not in gone):
            found.add(scenario)
    return frozenset(found)


def _with_lists(table: Table, column: str, kept: frozenset[str]) -> tuple[Table, tuple[str, ...]]:
    """Return the rows with what is left of their lists, and the ids of those of which nothing is."""
    lists = [tuple(one for one in listed if one in kept) for listed in table[column].tolist()]
    mark = np.array([bool(listed) for listed in lists], dtype=np.bool_)
    if not len(table):
        return table, ()
    return table.with_cells(**{column: _objects(lists)}).where(mark), tuple(sorted(table["id"][~mark].tolist()))


def _among(table: Table, column: str, ids: Collection[str]) -> Table:
    return _where(table, (one in ids for one in table[column].tolist()))


def _without(table: Table, column: str, ids: Collection[str]) -> Table:
    return _where(table, (one not in ids for one in table[column].tolist()))


def _where(table: Table, keep: Iterable[bool]) -> Table:
    return table.where(np.fromiter(keep, dtype=np.bool_, count=len(table)))


def _objects(lists: list[tuple[str, ...]]) -> NDArray[Any]:
    cells = np.empty(len(lists), dtype=object)
    cells[:] = lists
    return cells
