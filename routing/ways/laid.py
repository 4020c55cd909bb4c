"""Rows that lay a way of the world between two places of a network: links by mode, places between, what handles there.

Places between two stretches are of this way alone, and nothing else calls there: who takes one of these ways takes all
of it, so that between two terminals of the network no way of the world stands beside its services.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from networks.geo.overland import country_at
from networks.model.keys import OWN, WORLD_WAYS, side_key
from networks.network import Network
from networks.ways.marks import RAIL
from networks.what_if.assumed import figure, own_source
from networks.what_if.overlay import free_id
from routing.ways.stretches import stretches

if TYPE_CHECKING:
    from networks.ways.graph import WayGraph
    from routing.ways.answer import Way

Rows = dict[str, list[dict[str, Any]]]
MODEL = "length by geometry, time by stated speeds; no service, price, border procedure or change of gauge is known"
TABLES = ("sources", "places", "links", "waypoints", "operations", "figures")
GATE, DOOR = "gate", "door"
STANDARD_MM = 1435


def new_rows(network: Network, world: WayGraph) -> Rows:
    """Return tables without rows, but for the sources that ways of the world refer to."""
    rows: Rows = {name: [] for name in TABLES}
    rows["sources"] = [dict(row) for row in own_source(network)]
    if WORLD_WAYS not in network.sources:
        rows["sources"].append({"id": WORLD_WAYS, "title": world.title, "note": "; ".join(world.attribution)})
    return rows


def lay_way(network: Network, rows: Rows, way: Way, ends: tuple[str, str], *, directed: bool = False) -> None:
    """Add the rows of a way from one place to another, and back unless it is directed."""
    name = free_id(network, f"way:{ends[0]}{'>' if directed else '-'}{ends[1]}")
    parts = stretches(way)
    gauge_mm = gauge_at(network, ends)
    stops = [ends[0]]
    for number, part in enumerate(parts[1:], 1):
        lat, lon = part.points[0]
        stops.append(f"{name}:{number}")
        row = {"id": stops[-1], "name": f"{lat:.2f}, {lon:.2f}", "country": country_at((lon, lat)), "kind": "other"}
        rows["places"].append(row | {"lat": lat, "lon": lon, "source": WORLD_WAYS, "note": f"on {name}"})
        sides = (side_key(parts[number - 1].mode, gauge_mm), side_key(part.mode, gauge_mm))
        _add_operations(rows, stops[-1], [("lift", *sides), ("lift", *sides[::-1])], 0.0, "counted on the way")
    stops.append(ends[1])
    for number, part in enumerate(parts):
        link = f"{name}:{part.mode}{number + 1}" if len(parts) > 1 else name
        cells: dict[str, Any] = {"id": link, "tail": stops[number], "head": stops[number + 1], "mode": part.mode}
        cells["gauge_mm"] = gauge_mm if part.mode == RAIL else None
        cells |= {"length_km": round(part.km, 3), "hours": round(max(part.hours, 1e-4), 4), "source": WORLD_WAYS}
        codes = tuple(sorted(part.territories))
        note = f"{MODEL}; of {gauge_mm} mm all the way, assumed" if part.mode == RAIL else MODEL
        rows["links"].append(cells | {"territories": codes, "directed": directed, "note": note})
        inner = part.points[(number == 0) : len(part.points) - (number == len(parts) - 1)]
        rows["waypoints"] += [
            {"link": link, "seq": seq, "lat": lat, "lon": lon, "source": WORLD_WAYS}
            for seq, (lat, lon) in enumerate(inner, 1)
        ]


def handle(network: Network, rows: Rows, place: str, others: frozenset[str], transfer_h: float) -> None:
    """Add what handles goods at a place between ways of the world and the gate, and other sides, where nothing does.

    What a network handles by rows of its own goes by those rows; what it has none for takes the hours of a transfer
    that were stated, at a price that is not known. A side that the network uses at a place itself gets no row, for it
    would serve the services there, too.
    """
    if not len(network.operations):
        return
    ends = [link for link in rows["links"] if place in (link["tail"], link["head"])]
    own = {side_key(link["mode"], link["gauge_mm"]) for link in ends} - others
    wanted = [] if others else [("origin", DOOR, GATE), ("delivery", GATE, DOOR)]
    for side in sorted(own):
        wanted += [("load", GATE, side), ("unload", side, GATE)]
        wanted += [one for other in sorted(others) for one in (("lift", side, other), ("lift", other, side))]
    known = {(row.place, row.from_side, row.to_side) for row in network.operations.values()}
    lacking = [one for one in dict.fromkeys(wanted) if not {(place, *one[1:]), ("", *one[1:])} & known]
    note = "as stated for a transfer: the network says nothing of it"
    _add_operations(rows, place, lacking, transfer_h, note, priced=False)


def gauge_at(network: Network, ends: Iterable[str]) -> int:
    """Return the gauge of the railways at the first of some places that has any; 1435 mm where none has."""
    at = {place: set(network.places[place].gauges_mm if place in network.places else ()) for place in ends}
    for link in network.links.values():
        for place in {link.tail, link.head} & at.keys():
            if link.mode == RAIL and link.gauge_mm is not None:
                at[place].add(link.gauge_mm)
    return next((min(gauges) for gauges in at.values() if gauges), STANDARD_MM)


def sides_of(network: Network) -> Mapping[str, frozenset[str]]:
    """Return place -> the sides (mode and gauge) of the links there."""
    found: dict[str, set[str]] = {}
    for link in network.links.values():
        for place in (link.tail, link.head):
            found.setdefault(place, set()).add(side_key(link.mode, link.gauge_mm))
    return {place: frozenset(sides) for place, sides in found.items()}


def _add_operations(
    rows: Rows, place: str, wanted: Iterable[tuple[str, str, str]], hours: float, note: str, *, priced: bool = True
) -> None:
    """Add operations of a kind from side to side at a place; free of charge where they are counted elsewhere."""
    for kind, begin, end in wanted:
        key = f"world:{place}:{begin}-{end}"
        operation = {"id": key, "kind": kind, "place": place, "from_side": begin, "to_side": end}
        rows["operations"].append(operation | {"source": OWN, "note": note})
        rows["figures"].extend(_handling(key, hours, note, priced=priced))


def _handling(key: str, hours: float, note: str, *, priced: bool) -> Iterator[dict[str, Any]]:
    yield figure(key, "time", hours, "h", low=hours, high=hours, note=note)
    if priced:
        yield figure(key, "price", 0, "USD", basis="shipment", currency="USD", low=0, high=0, note=note)
