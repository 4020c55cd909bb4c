"""Routes as GeoJSON (RFC 7946): a line for each leg, a point for each place where something happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from networks.model.network import Network
from routing.answers.result import Result
from routing.answers.route import Route
from routing.steps.leg import Leg
from routing.steps.step import Step, added
from routing.steps.ways import Line, is_surveyed, map_lines, position, runs
from routing.views.as_dict import heading_dict, scaled

DECIMALS = 5  # of a degree: about 1 m

Position = list[float]
Feature = dict[str, Any]


def route_geojson(route: Route) -> dict[str, Any]:
    """Return a route as a FeatureCollection.

    Each leg is a LineString, or a MultiLineString where it crosses the 180th meridian or an unknown stretch,
    with service, name, mode, ends, ``hours`` aboard, ``usd`` (boarding and alighting included), ``kg_co2e``,
    ``km``, and ``geometry``: ``surveyed``, or ``schematic`` where a link has no way-points (then its chord is
    drawn). Each place where something happens is a Point with what happens (``kind``), ``hours`` and ``usd``. So
    hours and USD of all features add up to the route's own. What has no position has no geometry.
    """
    features = [*_leg_features(route), *_place_features(route)]
    return _collection(route.network, features, route.links)


def result_geojson(result: Result) -> dict[str, Any]:
    """Return the best route as a FeatureCollection; no features without a route."""
    return _collection(result.network, [], ()) if result.best is None else route_geojson(result.best)


def _collection(network: Network, features: list[Feature], links: Iterable[str]) -> dict[str, Any]:
    found = {"type": "FeatureCollection", "network": heading_dict(network)}
    box = bounding_box([feature["geometry"] for feature in features])
    return found | ({"bbox": box} if box else {}) | {"credits": line_credits(network, set(links)), "features": features}


def _leg_features(route: Route) -> Iterator[Feature]:
    for leg, rides in zip(route.legs, rides_by_leg(route), strict=True):
        lines = [_rounded(line) for line in map_lines(route.network, rides)]
        yield {"type": "Feature", "geometry": _line_geometry(lines), "properties": _leg_properties(route, leg, rides)}


def rides_by_leg(route: Route) -> list[list[Step]]:
    """Return the rides of each leg of `Route.legs`: a leg ends with its service, or where it is boarded again."""
    groups: list[list[Step]] = []
    service = None
    for step in route.steps:
        if step.kind == "board":
            service = None
        elif step.kind == "ride":
            if step.element != service:
                groups.append([])
            service = step.element
            groups[-1].append(step)
    return groups


def _leg_properties(route: Route, leg: Leg, rides: Sequence[Step]) -> dict[str, Any]:
    places = route.network.places
    links = [run.link for ride in rides for run in runs(ride)]
    drawn_as_chord = [link for link in dict.fromkeys(links) if not is_surveyed(route.network, link)]
    return {
        "service": leg.service, "name": leg.name, "mode": leg.mode, "from": leg.origin, "to": leg.destination,
        "from_name": places[leg.origin].name, "to_name": places[leg.destination].name,
        "hours": scaled(leg.minutes, 60), "usd": scaled(leg.cents, 100), "kg_co2e": scaled(leg.grams, 1000),
        "km": scaled(leg.metres, 1000), "geometry": "schematic" if drawn_as_chord else "surveyed",
        "schematic_links": [link for link in drawn_as_chord if link],
    }  # fmt: skip


def _place_features(route: Route) -> Iterator[Feature]:
    visits = groupby(route.steps, key=lambda step: "" if step.kind == "ride" else step.places[0])
    for place, group in visits:
        steps = [step for step in group if step.kind != "pass"]
        if not place or not steps:
            continue
        at = position(route.network, place)
        in_no_leg = [step for step in steps if step.kind not in ("board", "alight")]  # their price is in the leg's
        yield {
            "type": "Feature",
            "geometry": at and {"type": "Point", "coordinates": _rounded([at])[0]},
            "properties": {
                "place": place, "name": route.network.places[place].name,
                "kind": "; ".join(dict.fromkeys(step.kind for step in steps)),
                "hours": scaled(added(steps, "minutes"), 60), "usd": scaled(added(in_no_leg, "cents"), 100),
                "kg_co2e": scaled(added(steps, "grams"), 1000),
            },
        }  # fmt: skip


def _line_geometry(lines: list[list[Position]]) -> dict[str, Any] | None:
    if len(lines) > 1:
        return {"type": "MultiLineString", "coordinates": lines}
    return {"type": "LineString", "coordinates": lines[0]} if lines else None


def _rounded(line: Line | Sequence[tuple[float, float]]) -> list[Position]:
    """Return positions rounded to 5 decimals, without repeating one; a line keeps two of them."""
    positions = [[round(float(lon), DECIMALS), round(float(lat), DECIMALS)] for lon, lat in line]
    kept = [place for place, _ in groupby(positions)]
    return positions[:2] if len(kept) == 1 else kept


def bounding_box(geometries: Iterable[dict[str, Any] | None]) -> list[float] | None:
    """Return west, south, east and north of geometries, in degrees; None if there are none.

    West is greater than east where the smallest box goes over the 180th meridian (RFC 7946, section 5.2).

    Examples
    --------
    >>> bounding_box([{"type": "Point", "coordinates": [179, 10]}, {"type": "Point", "coordinates": [-170, 20]}])
    [179, 10, -170, 20]
    """
    parts = [part for geometry in geometries if geometry is not None for part in _parts(geometry)]
    if not parts:
        return None
    norths = [north for part in parts for _, north in part]
    spans = sorted((min(east for east, _ in part), max(east for east, _ in part)) for part in parts)
    west, east = spans[0][0], max(end for _, end in spans)
    widest, reached = west + 360 - east, spans[0][1]
    for begin, end in spans[1:]:  # the widest stretch of longitude that nothing lies in is left out of the box
        if begin - reached > widest:
            widest, west, east = begin - reached, begin, reached
        reached = max(reached, end)
    return [west, min(norths), east, max(norths)]


def _parts(geometry: dict[str, Any]) -> list[list[Position]]:
    coordinates = geometry["coordinates"]
    parts: list[list[Position]] = {"Point": [[coordinates]], "LineString": [coordinates]}.get(
        geometry["type"], coordinates
    )
    return parts


def line_credits(network: Network, links: set[str]) -> list[str]:
    """Return the licences of the way-points of some links: who is to be named with them."""
    table = network.tables["waypoints"]
    pairs = zip(table["link"].tolist(), table["source"].tolist(), strict=True)
    used = dict.fromkeys(source for link, source in pairs if link in links and source in network.sources)
    return [licence for licence in dict.fromkeys(network.sources[source].licence for source in used) if licence]
