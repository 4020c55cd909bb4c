"""A way as a network of its own: places at its ends and where the mode changes, links with their real courses."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from networks.builder import NetworkBuilder
from networks.geo.overland import country_at
from networks.model.keys import WORLD_WAYS
from networks.network import Network
from networks.ways.marks import GAP, RAIL, SEA, TRANSFER, WAY_MODES
from routing.errors import QuestionError

if TYPE_CHECKING:
    from routing.ways.answer import Way

MODE = {SEA: SEA, RAIL: RAIL, GAP: RAIL, TRANSFER: "road"}
Point = tuple[float, float]  # degrees north and east


def network_of(way: Way, name: str, gauge_mm: int | None) -> Network:
    """Return a way as a network; see `Way.to_network`."""
    way.require()
    modes = [MODE[WAY_MODES[number]] for number in way.graph.mode[way.edges].tolist()]
    if RAIL in modes and gauge_mm is None:
        raise QuestionError(["gauge_mm: a rail link has one gauge, of which a graph of ways knows nothing: give it"])
    cuts = [0, *(at for at in range(1, len(modes)) if modes[at] != modes[at - 1]), max(len(modes), 1)]
    builder = NetworkBuilder(name or "way", title=f"{way.origin.name} - {way.destination.name}", note=way.graph.title)
    builder.add_source(id=WORLD_WAYS, title=way.graph.title, note="; ".join(way.graph.attribution))
    points = [(float(lat), float(lon)) for lat, lon in way.graph.lon_lat[way.nodes][:, ::-1]]
    stops = [points[min(cut, len(points) - 1)] for cut in cuts]  # without edges both ends join at one node
    stops[0], stops[-1] = (way.origin.lat, way.origin.lon), (way.destination.lat, way.destination.lon)
    ids = _places(way, builder, stops)
    for at, (first, last) in enumerate(pairwise(cuts)):
        inner = [] if way.direct else points[first : last + 1]
        _link(way, builder, ids[at : at + 2], (first, last), modes[first] if modes else MODE[way.origin.mode], gauge_mm)
        builder.add_waypoints(
            link=_link_id(ids[at : at + 2]), points=_inside(inner, stops[at : at + 2]), source=WORLD_WAYS
        )
    return builder.build(silence=["stated-countries", "own-speeds", "lengths"])


def _places(way: Way, builder: NetworkBuilder, stops: list[Point]) -> list[str]:
    """Add the ends and the places where the mode changes; return their ids."""
    ids = []
    for at, (lat, lon) in enumerate(stops):
        end = way.origin if at == 0 else way.destination if at == len(stops) - 1 else None
        key = (end.id if end is not None else "") or f"way:{lat:.4f}:{lon:.4f}"
        name = end.name.removesuffix(f" ({end.id})") if end is not None else f"{lat:.2f}, {lon:.2f}"
        builder.add_place(id=key, name=name, country=country_at((lon, lat)), lat=lat, lon=lon, source=WORLD_WAYS)
        ids.append(key)
    return ids


def _link_id(ends: list[str]) -> str:
    return f"way:{ends[0]}-{ends[1]}"


def _link(
    way: Way, builder: NetworkBuilder, ends: list[str], part: tuple[int, int], mode: str, gauge_mm: int | None
) -> None:
    """Add the link of the edges from one to another, with the straight ways at the two ends of all."""
    edges = way.edges[part[0] : part[1]]
    off = [way.origin] * (part[0] == 0) + [way.destination] * (part[1] >= len(way.edges))
    km = way.km if way.direct else float(way.graph.metres[edges].sum() / 1000) + sum(end.km for end in off)
    cells: dict[str, Any] = {"length_km": round(km, 3), "source": WORLD_WAYS}
    if way.speeds is not None:
        hours = float(way.speeds.milliminutes(way.graph)[edges].sum() / 60_000)
        ways = sum(end.km / (way.speeds.kmh(end.mode) or np.inf) for end in off)
        cells["hours"] = round(way.hours if way.direct and way.hours is not None else hours + ways, 4)
    if mode == RAIL:
        cells["gauge_mm"] = gauge_mm
    codes = {
        *way.graph.territories.borne_by(edges),
        *(country for end in off if (country := country_at((end.lon, end.lat)))),
    }
    note = "a length, and a time by stated speeds: no service is known"
    builder.add_link(
        id=_link_id(ends), tail=ends[0], head=ends[1], mode=mode, territories=tuple(sorted(codes)), note=note, **cells
    )


def _inside(points: list[Point], ends: list[Point]) -> list[Point]:
    """Return points without those at the ends of a link."""
    return [point for point in points if point not in ends]
