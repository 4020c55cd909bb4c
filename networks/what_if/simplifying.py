"""`simplified`: links in a row, between which nothing happens, as one."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from networks.errors import DataError, Finding
from networks.geo.course_points import DRAWN_MODES, TOWNS
from networks.model.cells import shown
from networks.model.tables import Table, Tables
from networks.network import Network
from networks.what_if.overlay import checked_network_of

CALL = "simplified"
PASSED = ("", "junction", "other")  # kinds of places at which nothing need happen
SAME = ("mode", "gauge_mm", "electrified", "tracks", "directed", "opened", "offered", "source", "confidence")
SAME_TOO = ("check_source", "note")
SUMMED = ("length_km", "hours", "usd", "kg_co2e", "check_km")
NO_TIME = 1e-9  # hours of a connector

Row = Mapping[str, Any]


class _Chain(NamedTuple):
    """Links in a row, in the order of travel, the places from end to end, and whether each is run from its tail."""

    rows: list[int]
    places: list[str]
    forward: list[bool]


def simplified(network: Network, keep: Collection[str] = ()) -> Network:
    """Return a network in which links in a row are one where nothing can happen between them.

    A place goes if exactly two links end there, which agree in mode, gauge, traction, tracks, direction, year, source,
    confidence and note, if no other row speaks of it or of them, if it is a junction or of no stated kind, and if both
    neighbours lie in its country. The link in their place has the sums of length, hours, USD and CO2e, all territories,
    and a course through the place that went; of links of which one lacks a figure, or a course, that the other has,
    none is made. So every way between two places that stay is as long, dear and slow as before, and bans remove the
    same ways: the sums are of the figures as stated.

    Parameters
    ----------
    network
        Usually one without services, a map of tracks: places and links that services use stay as they are.
    keep
        Ids or names of places that stay in any case.

    Raises
    ------
    DataError
        It is no network, or what is to be kept are no names.
    UnknownNameError, AmbiguousNameError
        A place to be kept that is not there, or that several are called.

    Examples
    --------
    >>> import networkx, networks
    >>> tracks = networkx.path_graph(["Yaya", "km10", "km20", "Anzhero"])
    >>> networkx.set_edge_attributes(tracks, 10.0, "length_km")
    >>> net = networks.from_networkx(tracks, mode="road")
    >>> [(link.tail, link.head, link.length_km) for link in networks.simplified(net).links.values()]
    [('Anzhero', 'Yaya', 30.0)]
    >>> len(networks.simplified(net, keep=["km10"]).links)
    2
    """
    checked_network_of(network, CALL)
    if not isinstance(keep, Collection):
        raise DataError([Finding(CALL, 0, "keep", shown(keep), "expected ids or names of places", rule="changes")])
    tables = network.catalogue
    stay = {network.place(name).id for name in ([keep] if isinstance(keep, str) else keep)}
    chains = list(_chains(tables, _spoken_of(tables) | stay))
    if not chains:
        return network
    gone = {place for chain in chains for place in chain.places[1:-1]}
    note = f"links in a row made one, {len(gone)} of {len(tables['places'])} places on the way gone"
    changed = {**tables, **_merged(tables, chains, gone)}
    words = f"{network.note}; {note}" if network.note else note
    changed["network"] = tables["network"].with_cells(note=np.array([words], dtype=object))
    return network.of_tables(changed, scenario=network.scenario, reasons=network.reasons)


def _spoken_of(tables: Tables) -> set[str]:
    """Return all words of the tables other than those of places and links: ids in any of them, and much else."""
    found: set[str] = set()
    for name, table in tables.items():
        if name in ("places", "links", "waypoints"):
            continue
        for cells in table.columns.values():
            if cells.dtype == object:
                for cell in set(cells.tolist()):
                    found.update(cell if isinstance(cell, tuple) else str(cell).split(">"))
    return found


def _chains(tables: Tables, bound: AbstractSet[str]) -> Iterator[_Chain]:
    """Yield the links that can be one, chain by chain."""
    links = tables["links"]
    tails, heads = links["tail"].tolist(), links["head"].tolist()
    ends: dict[str, list[int]] = {}
    for row, pair in enumerate(zip(tails, heads, strict=True)):
        for place in pair:
            ends.setdefault(place, []).append(row)
    joints = dict(_joints(tables, ends, bound))
    ids, directed = links["id"].tolist(), links["directed"].tolist()
    seen: set[int] = set()

    def follow(row: int, place: str) -> _Chain:
        """Go along links from a place at which several stay apart; of a ring the last one stays by itself."""
        chain = _Chain([], [place], [])
        while True:
            seen.add(row)
            following = heads[row] if tails[row] == place else tails[row]
            if following == chain.places[0]:
                return chain
            chain.rows.append(row)
            chain.places.append(following)
            chain.forward.append(tails[row] == place)
            place = following
            if place not in joints:
                return chain
            row = next(one for one in joints[place] if one != row)

    for place in sorted(ends.keys() - joints.keys()):
        for row in sorted(ends[place], key=ids.__getitem__):
            if row not in seen and (tails[row] == place or not directed[row]):
                chain = follow(row, place)
                if len(chain.rows) > 1:
                    yield chain


def _joints(tables: Tables, ends: Mapping[str, list[int]], bound: AbstractSet[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield the places that can go, each with its two links."""
    links, places = tables["links"], tables["places"]
    points = tables["waypoints"]
    surveyed = set(points["link"][points["source"] != TOWNS].tolist())  # between towns no course is known
    columns = [links[name].tolist() for name in (*SAME, *SAME_TOO)]
    known = [[_is_known(cell) for cell in links[name].tolist()] for name in SUMMED]
    ids, territories = links["id"].tolist(), [bool(one) for one in links["territories"].tolist()]
    has_course = [one in surveyed for one in ids]
    alike = list(zip(*columns, *known, territories, has_course, strict=True))
    tails, heads, modes = links["tail"].tolist(), links["head"].tolist(), links["mode"].tolist()
    of_place = {row["id"]: row for row in places.rows()}
    for place, rows in ends.items():
        if len(rows) != 2 or rows[0] == rows[1] or place in bound or not bound.isdisjoint(ids[row] for row in rows):
            continue
        one, other = rows
        near = [heads[row] if tails[row] == place else tails[row] for row in rows]
        through = not links["directed"][one] or (tails[one] == place) != (tails[other] == place)
        drawn = modes[one] in DRAWN_MODES and not has_course[one]
        placeless = has_course[one] and of_place[place]["lat"] is None
        same = alike[one] == alike[other] and near[0] != near[1]
        if same and through and not (drawn or placeless) and _is_passed(*(of_place[end] for end in (place, *near))):
            yield place, rows


def _is_passed(place: Row, *near: Row) -> bool:
    same = all(other["country"] == place["country"] for other in near)
    return same and place["kind"] in PASSED and place["through"] and all(other["offered"] for other in (place, *near))


def _is_known(cell: float) -> str:
    return "no time" if cell == NO_TIME else "" if math.isnan(cell) else "known"


# ---- what is made of them -------------------------------------------------------------------------------------


def _merged(tables: Tables, chains: list[_Chain], gone: Collection[str]) -> dict[str, Table]:
    """Return places, links and way-points with each chain as one link."""
    places, links, points = (tables[name] for name in ("places", "links", "waypoints"))
    used = np.zeros(len(links), dtype=np.bool_)
    used[[row for chain in chains for row in chain.rows]] = True
    taken, made = set(links["id"].tolist()), list[Row]()
    for chain in chains:
        made.append(_link(links, chain, taken))
        taken.add(made[-1]["id"])
    of_chain = set(links["id"][used].tolist())
    stay = np.array([one not in of_chain for one in points["link"].tolist()], dtype=np.bool_)
    stays = np.array([one not in gone for one in places["id"].tolist()], dtype=np.bool_)
    of_gone = {row["id"]: row for row in places.where(~stays).rows()}
    courses, ids = _by_link(points), links["id"].tolist()
    rows = [
        {**point, "link": link["id"], "seq": seq}
        for chain, link in zip(chains, made, strict=True)
        for seq, point in enumerate(_course(chain, ids, of_gone, courses), 1)
    ]
    return {
        "places": places.where(stays),
        "links": links.where(~used).joined(Table.from_rows("links", made)),
        "waypoints": points.where(stay).joined(Table.from_rows("waypoints", rows)),
    }


def _link(links: Table, chain: _Chain, taken: Collection[str]) -> Row:
    """Return the link over a chain."""
    rows = [links.row(row) for row in chain.rows]
    tail, head = chain.places[0], chain.places[-1]
    territories = dict.fromkeys(code for row in rows for code in row["territories"])
    stopped = {code for row in rows for code in row["territories"] if code not in row["in_transit"]}
    name = f"{rows[0]['mode']}:{tail}-{head}"
    return {
        **rows[0],
        **{column: _sum([row[column] for row in rows]) for column in SUMMED},
        "id": next(one for one in _names(name) if one not in taken),
        "tail": tail,
        "head": head,
        "territories": tuple(territories),
        "in_transit": tuple(code for code in territories if code not in stopped),
    }


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}@{number}"
        number += 1


def _sum(cells: list[float | None]) -> float | None:
    """Return the sum of figures as they are written; no time stays none."""
    if any(cell is None for cell in cells):
        return None
    if all(cell == NO_TIME for cell in cells):
        return NO_TIME
    return float(sum((Decimal(repr(cell)) for cell in cells), Decimal(0)))


def _by_link(points: Table) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in points.rows():
        found.setdefault(row["link"], []).append(row)
    return found


def _course(chain: _Chain, ids: list[str], gone: Mapping[str, Row], courses: Mapping[str, list[Row]]) -> Iterator[Row]:
    """Yield the points of a chain: those of its links, and between them the places that went."""
    for row, forward, place in zip(chain.rows, chain.forward, chain.places[1:], strict=True):
        points = sorted(courses.get(ids[row], ()), key=lambda point: point["seq"])
        yield from points if forward else points[::-1]
        if place in gone and gone[place]["lat"] is not None:
            source = gone[place]["source"] if any(point["source"] != TOWNS for point in points) else TOWNS
            yield {"lat": gone[place]["lat"], "lon": gone[place]["lon"], "source": source}
