"""`with_drayage`: a network in which lorries run between a city or a coordinate and the terminals near it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from networks.errors import DataError, DataWarning, Finding, UnknownNameError
from networks.geo.overland import country_at, overland_km
from networks.geo.sphere import great_circle_km
from networks.model.cells import shown
from networks.model.coordinates import position_in, told
from networks.model.elements import DRAYAGE, Link, Place
from networks.model.keys import OWN
from networks.model.vocabulary import is_territory
from networks.network import Network
from networks.parts.terminals import takes, terminals
from networks.what_if.assumed import HOURS, USD, figure, own_source
from networks.what_if.overlay import checked_network_of, free_id, laid_over
from networks.what_if.places import place_of

CALL = "with_drayage"
WITHIN_KM = 150.0
FAR_KM = 500.0  # beyond it no way by land is looked for
DETOUR, DETOURS = 1.3, "1.2 to 1.45"  # road over straight line: Kim et al. 2015, see networks/data/README.md
CARTED = "as assumed for a lorry that comes when it is wanted"


class _Terminal(NamedTuple):
    """A terminal, and how far it is in a straight line and by land; None where no way by land is known."""

    place: Place
    straight_km: float
    overland_km: float | None


def with_drayage(
    network: Network,
    where: str | tuple[float, float],
    *,
    within_km: float = WITHIN_KM,
    name: str = "",
    country: str = "",
) -> Network:
    """Return a network with lorries, both ways, between a place and the terminals that they reach by road.

    A way by road is 1.3 times (assumed; 1.2 to 1.45 is usual) the way by land, which is straight or has one bend round
    a bay; it crosses no water and no border. Lorries come when they are wanted, with one box or two light ones of
    20 ft. What they take and cost are figures of the service of grade ``drayage`` that the network has, else of one
    that is added, with figures of kind ``assumption``: 40 km/h (25 to 60), 2 h of loading (1 to 6), 100 USD (50 to 250)
    and 1.5 USD per km (0.7 to 3) a lorry, 96 g of CO2e per tonne-km (60 to 140).

    Parameters
    ----------
    where
        Degrees north and east, as a pair or a text such as ``"35.86,139.65"``: a place is added. Or a place of the
        network, by id or full name. Questions call a place that is added by its name, such as ``"35.86, 139.65"``.
    within_km
        How far lorries go, km by road.
    name, country
        Of a place that is added; "": the coordinates, and the territory that they lie in.

    Raises
    ------
    DataError
        No such place or position, no terminal in reach (the nearest is told, and why it is not); all findings.

    Warns
    -----
    DataWarning
        Terminals are near enough, and lie across water or a border.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.with_drayage(networks.load("eurasia"), "35.86,139.65", name="Saitama")
    >>> net.links["road:own:35.86:139.65-JPYOK"].length_km
    59.3
    >>> [leg.mode for leg in routing.solve(net, routing.Shipment("Saitama", "Moscow")).best.legs]
    ['road', 'sea', 'rail']
    """
    checked_network_of(network, CALL)
    rows: dict[str, list[dict[str, Any]]] = {"places": [], "links": [], "services": [], "area_links": []}
    here, findings = _place(network, where, name, country, rows)
    if not (isinstance(within_km, int | float) and 0 < within_km < float("inf")):
        findings.append(_finding("within_km", within_km, "expected a number of km above 0"))
    if here is None or findings:
        raise DataError(findings)
    reached, refused = _reached(network, here, within_km)
    if not reached and any(here.id in (link.tail, link.head) for link in _lorry_links(network)):
        return network
    if not reached:
        raise DataError([_finding("where", where, _nothing_near(here, refused, within_km))])
    _tell(here, refused, within_km)
    service = next(
        (one.id for one in network.services.values() if one.grade == DRAYAGE and takes(one, "container")), ""
    )
    if not service:
        service = free_id(network, "area:drayage")
        row = {"id": service, "name": "lorry", "kind": "area", "mode": "road", "grade": DRAYAGE, "loads": "container"}
        rows["services"].append(row | {"source": OWN, "note": CARTED})
        rows["figures"] = list(_figures(network, service))
    for terminal, km in reached:
        link = free_id(network, f"road:{here.id}-{terminal.place.id}")
        note = f"{terminal.overland_km:,.0f} km by land x {DETOUR} for the detours of roads (assumed; {DETOURS})"
        ends = {"id": link, "tail": here.id, "head": terminal.place.id, "mode": "road", "length_km": km}
        rows["links"].append(ends | {"territories": (here.country,), "source": OWN, "note": note})
        rows["area_links"].append({"service": service, "link": link})
    return laid_over(network, rows | {"sources": [dict(row) for row in own_source(network)]})


def road_km(by_land_km: float) -> float:
    """Return the km by road of a way by land; a tenth at least."""
    return max(round(DETOUR * by_land_km, 1), 0.1)


def _finding(field: str, value: object, expected: str) -> Finding:
    return Finding(CALL, 0, field, shown(value), expected, rule="changes")


def _place(
    network: Network, where: object, name: str, country: str, rows: Mapping[str, list[dict[str, Any]]]
) -> tuple[Place | None, list[Finding]]:
    """Return the place that lorries come to, added to the rows if it is new, and what is wrong with it."""
    try:
        position = position_in(where)
    except ValueError as error:
        return None, [_finding("where", where, str(error))]
    if position is None:
        return _known_place(network, where, name or country)
    lat, lon = position
    findings = []
    if country and not is_territory(country):
        findings.append(_finding("country", country, "expected an ISO 3166-1 alpha-2 code such as JP"))
    code = country or country_at((lon, lat))
    if not code:
        findings.append(_finding("where", where, "lies in no country, nor within 5 km of a coast"))
    called = name or told(position)
    key = free_id(network, f"own:{lat:g}:{lon:g}")
    row = {"id": key, "name": called, "country": code, "lat": lat, "lon": lon, "kind": "other"}
    rows["places"].append(row | {"source": OWN, "note": "position as given"})
    return Place(id=key, name=called, country=code, lat=lat, lon=lon, kind="other"), findings


def _known_place(network: Network, where: object, naming: str) -> tuple[Place | None, list[Finding]]:
    """Return a place of the network that has a position and a country."""
    try:
        place = network.places[place_of(network, where)]  # type: ignore[arg-type]
    except UnknownNameError as error:
        return None, [_finding("where", where, f"{error}; or expected degrees north and east")]
    findings = []
    if naming:
        findings.append(_finding("name", naming, f"is for coordinates; {place.id} has a name and a country"))
    if place.lat is None or place.lon is None or not place.country:
        findings.append(_finding("where", where, f"the position or the country of {place.id} is not known"))
    return place, findings


def _reached(network: Network, here: Place, within_km: float) -> tuple[list[tuple[_Terminal, float]], list[_Terminal]]:
    """Return the terminals in reach with their km by road, the nearest first; and the others, in their order.

    Those that lorries reach already are in neither.
    """
    linked = {frozenset((link.tail, link.head)) for link in _lorry_links(network)}
    near = [
        (_straight_km(here, place), place.id, place)
        for place in terminals(network)
        if place.id != here.id and frozenset((here.id, place.id)) not in linked
    ]
    reached, refused = [], []
    for straight, _, place in sorted(near, key=lambda one: one[:2]):
        is_near = place.country == here.country and DETOUR * straight <= within_km
        terminal = _Terminal(place, straight, _by_land(here, place) if is_near else None)
        if terminal.overland_km is not None and road_km(terminal.overland_km) <= within_km:
            reached.append((terminal, road_km(terminal.overland_km)))
        else:
            refused.append(terminal)
    return reached, refused


def _tell(here: Place, refused: list[_Terminal], within_km: float) -> None:
    """Warn of the terminals that are near enough, and that no lorry reaches by land within the country."""
    near = [one for one in refused if DETOUR * one.straight_km <= within_km and one.overland_km is None]
    if near:
        names = ", ".join(f"{one.place.name} ({one.place.id}, {one.straight_km:,.0f} km away)" for one in near[:5])
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        words = f"no lorries from {here.name or here.id} to {names}{more}: across water or a border"
        warnings.warn(words, DataWarning, stacklevel=3)


def _straight_km(one: Place, other: Place) -> float:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    return float(great_circle_km(one.lat, one.lon, other.lat, other.lon))


def _by_land(one: Place, other: Place) -> float | None:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    return overland_km((one.lon, one.lat), (other.lon, other.lat), one.country)


def _lorry_links(network: Network) -> Iterator[Link]:
    for service in network.services_of_all_dates.values():
        yield from (network.links[name] for name in (service.links if service.grade == DRAYAGE else ()))


def _nothing_near(here: Place, refused: list[_Terminal], within_km: float) -> str:
    """Return why there is no terminal in reach, with the nearest ones."""
    nearest = []
    for terminal in refused[:3]:
        place, km = terminal.place, terminal.overland_km
        if place.country == here.country and terminal.straight_km < FAR_KM:
            km = km or _by_land(here, place)
        why = f"about {road_km(km):,.0f} km by road" if km is not None else "no way by land alone within the country"
        why = "too far" if terminal.straight_km >= FAR_KM else why
        nearest.append(f"{place.name} ({place.id}, {place.country or '-'}), {terminal.straight_km:,.0f} km away: {why}")
    near = f"; the nearest are {'; '.join(nearest)}" if nearest else ""
    return f"no terminal within {within_km:,g} km by road, without crossing water or a border{near}"


def _figures(network: Network, service: str) -> Iterator[dict[str, Any]]:
    """Yield what lorries take, cost and emit."""
    money = {"currency": USD, "year": network.price_year}
    for quantity, value, low, high, unit, more in (
        ("wait", 2, 1, 6, HOURS, {}),
        ("speed", 40, 25, 60, "km/h", {}),
        ("price", 100, 50, 250, USD, {"basis": "lorry"} | money),
        ("rate", 1.5, 0.7, 3, USD, {"basis": "lorry_km"} | money),
        ("co2e", 96, 60, 140, "g", {"basis": "tonne_km"}),
        ("co2e_ttw", 78, 49, 114, "g", {"basis": "tonne_km"}),
    ):
        yield figure(service, quantity, value, unit, low=low, high=high, note=CARTED, **more)
