"""Answers as GeoJSON (RFC 7946): `geojson`; a line for each leg, a point for each place where something happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from networks.geo.lines import is_surveyed, position
from routing.amounts.missing import scaled
from routing.amounts.units import HOUR, KG, USD
from routing.steps.leg import Leg
from routing.steps.step import Step, added
from routing.steps.ways import Line, map_lines, runs
from routing.views.by_kind import by_kind, no_form
from routing.views.dict_parts import heading_dict
from routing.views.ways import way_geojson

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.alternatives import Alternatives
    from routing.answers.comparison import Comparison
    from routing.answers.frontier import Frontier
    from routing.answers.price import Price
    from routing.answers.result import Result
    from routing.answers.route import Route
    from routing.answers.shown import Shown

DECIMALS = 5  # of a degree: about 1 m

Position = list[float]
Feature = dict[str, Any]


@by_kind
def geojson(answer: Shown) -> dict[str, Any]:
    """Return the routes of an answer as a FeatureCollection.

    Each leg is a LineString, or a MultiLineString where it crosses the 180th meridian or an unknown stretch,
    with service, name, mode, ends, ``hours`` aboard, ``usd`` (boarding and alighting included), ``kg_co2e``,
    ``km``, and ``geometry``: ``surveyed``, or ``schematic`` where a link has no way-points (then its chord is
    drawn). Each place where something happens is a Point with what happens (``kind``), ``hours`` and ``usd``. So
    hours and USD of all features of a route add up to its own. What has no position has no geometry.

    Where an answer has several routes, each feature has the number or name of the one that it is of.
    """
    raise no_form("GeoJSON", answer)


geojson.register("Way")(way_geojson)


@geojson.register("Route")
def _(route: Route) -> dict[str, Any]:
    return _collection({"network": heading_dict(route.network)}, [({}, route)])


@geojson.register("Result")
def _(result: Result) -> dict[str, Any]:
    """Return the best route; no features without a route."""
    routes: list[tuple[Feature, Route]] = [] if result.best is None else [({}, result.best)]
    return _collection({"network": heading_dict(result.network), **_status(result)}, routes)


@geojson.register("Frontier")
def _(front: Frontier) -> dict[str, Any]:
    """Return all routes; each feature has the number of its point, and the names of that."""
    routes = [
        ({"point": point, "named": ", ".join(front.names.get(point - 1, ()))}, route)
        for point, route in enumerate(front, 1)
    ]
    return _collection({"network": heading_dict(front.network), **_status(front)}, routes)


@geojson.register("Alternatives")
def _(found: Alternatives) -> dict[str, Any]:
    """Return all routes; each feature has the number of its route."""
    routes = [({"route": number}, route) for number, route in enumerate(found, 1)]
    return _collection({"network": heading_dict(found.network), **_status(found)}, routes)


@geojson.register("Comparison", "Price")
def _(answer: Comparison | Price) -> dict[str, Any]:
    """Return the best route of each result that has one; each feature has the name of its result."""
    results: Mapping[str, Result] = answer.results
    headings = {name: heading_dict(result.network) for name, result in results.items()}
    routes = [({"result": name}, result.best) for name, result in results.items() if result.best is not None]
    statuses = {name: _status(result)["status"] for name, result in results.items()}
    return _collection({"networks": headings, "statuses": statuses}, routes)


def _status(answer: Result | Frontier | Alternatives) -> Feature:
    """Return what an answer is worth, which its features alone do not tell: there may be none for several reasons."""
    return {"status": answer.status.name.lower()}


def _collection(heading: Feature, routes: Sequence[tuple[Feature, Route]]) -> dict[str, Any]:
    """Return the features of some routes, each with what its route is called, below the heading of the answer."""
    features = [_named(feature, name) for name, route in routes for feature in _features(route)]
    found = {"type": "FeatureCollection", **heading}
    box = bounding_box([feature["geometry"] for feature in features])
    credits_ = dict.fromkeys(one for _, route in routes for one in line_credits(route.network, set(route.links)))
    return found | ({"bbox": box} if box else {}) | {"credits": list(credits_), "features": features}


def _named(feature: Feature, name: Feature) -> Feature:
    return feature | {"properties": name | feature["properties"]}


def _features(route: Route) -> Iterator[Feature]:
    yield from _leg_features(route)
    yield from _place_features(route)


def _leg_features(route: Route) -> Iterator[Feature]:
    for leg in route.legs:
        lines = [_rounded(line) for line in map_lines(route.network, leg.rides)]
        yield {"type": "Feature", "geometry": _line_geometry(lines), "properties": _leg_properties(route, leg)}


def _leg_properties(route: Route, leg: Leg) -> dict[str, Any]:
    places = route.network.places
    links = [run.link for ride in leg.rides for run in runs(ride)]
    drawn_as_chord = [link for link in dict.fromkeys(links) if not is_surveyed(route.network, link)]
    return {
        "service": leg.service,
        "name": leg.name,
        "mode": leg.mode,
        "from": leg.origin,
        "to": leg.destination,
        "from_name": places[leg.origin].name,
        "to_name": places[leg.destination].name,
        "hours": leg.hours,
        "usd": leg.usd,
        "kg_co2e": leg.kg_co2e,
        "km": leg.km,
        "geometry": "schematic" if drawn_as_chord else "surveyed",
        "schematic_links": [link for link in drawn_as_chord if link],
    }


def _place_features(route: Route) -> Iterator[Feature]:
    visits = groupby(route.steps, key=lambda step: "" if step.is_ride else step.places[0])
    for place, group in visits:
        steps = [step for step in group if not step.is_pass]
        if place and steps:
            at = position(route.network, place)
            yield {
                "type": "Feature",
                "geometry": at and {"type": "Point", "coordinates": _rounded([at])[0]},
                "properties": _place_properties(route, place, steps),
            }


def _place_properties(route: Route, place: str, steps: Sequence[Step]) -> dict[str, Any]:
    in_no_leg = [step for step in steps if not step.is_of_leg]  # the price of the others is in the leg's
    return {
        "place": place,
        "name": route.network.places[place].name,
        "kind": "; ".join(dict.fromkeys(step.kind for step in steps)),
        "hours": scaled(added(steps, "milliminutes"), HOUR),
        "usd": scaled(added(in_no_leg, "millicents"), USD),
        "kg_co2e": scaled(added(steps, "milligrams"), KG),
    }


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
