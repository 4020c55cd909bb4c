"""Orders that must hold in every edition, over all lanes and in both directions: what is faster than what, whatever the figures are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

import networks
from networks import Network, Service
from routing import Constraints, Route, Shipment, SolveOptions, solve

pytestmark = pytest.mark.long  # a hundred lanes, both ways, in every edition

ASIA = ("JPYOK", "JPUKB", "JPTOS", "JPNGO", "KRPUS", "CNSGH", "CNTAO", "CNTXG", "CNDAL", "CNLYG", "CNSIA", "CNZGZ")
EUROPE = ("RUMOW", "RULED", "DEHAM", "NLRTM")
CANAL_OR_CAPE = ("EGSUZ", "ZACPT")
# border of Kazakhstan -> a place abroad, a place in Kazakhstan, and the crossing
KAZAKH_BORDERS = {
    "Dostyk": ("CNURC", "KZALA", "KZ-DOSTYK"),
    "Altynkol": ("CNURC", "KZALA", "KZ-ALTYNKOL"),
    "Saryagash": ("UZTAS", "KZARY", "KZ-SARYAGASH"),
    "Karakalpakia": ("UZ-KUNGRAD", "KZ-BEYNEU", "UZ-KARAKALP"),
    "Bolashak": ("TM-BEREKET", "KZGUW", "KZ-BOLASHAK"),
}
GRADES = ("general", "ordinary")
EDITIONS = networks.editions()


def fastest(network: Network, origin: str, destination: str, **bounds: object) -> Route | None:
    terms, plainly = Constraints(**bounds), SolveOptions(explain=False)  # type: ignore[arg-type]
    shipment = Shipment(origin, destination, teu=1, scope="terminal")
    return solve(network, shipment, constraints=terms, options=plainly).best


def linked(service: Service) -> frozenset[str]:
    return frozenset(service.links) | {link for stop in service.stops for link in stop.path}


def passing(network: Network, place: str) -> frozenset[str]:
    """Return the ships that run over a link to or from a place."""
    return frozenset(name for name, one in network.services.items() if any(place in link for link in linked(one)))


def lanes() -> Iterator[tuple[str, str]]:
    for one, other in itertools.product(ASIA, EUROPE):
        yield one, other
        yield other, one


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_ship_takes_more_days_than_its_rival_by_rail_on_all_lanes_both_ways(edition):
    network = networks.load(edition)
    ships = {place: passing(network, place) for place in CANAL_OR_CAPE}
    passed = max(ships, key=lambda place: len(ships[place]))
    compared, turned = 0, []
    for origin, destination in lanes():
        rail = fastest(network, origin, destination, avoid_services=frozenset().union(*ships.values()))
        ship = fastest(network, origin, destination, via=(passed,), avoid_territories=frozenset({"KZ", "MN"}))
        if rail is None or ship is None:
            continue
        compared += 1
        assert rail.days is not None and ship.days is not None
        if ship.days <= rail.days:
            turned.append((origin, destination, rail.days, ship.days))
    assert compared >= 80 and turned == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("border", KAZAKH_BORDERS)
def test_goods_wait_longer_into_kazakhstan_than_out_of_it(edition, grade, border):
    network, (abroad, inside, crossing) = networks.load(edition), KAZAKH_BORDERS[border]
    others = frozenset(one.id for one in network.services.values() if one.mode == "rail" and one.grade != grade)
    bounds = {"via": (crossing,), "modes": frozenset({"rail"}), "avoid_services": others}
    inbound, outbound = fastest(network, abroad, inside, **bounds), fastest(network, inside, abroad, **bounds)
    assert (inbound is None) == (outbound is None)
    if inbound is None or outbound is None:
        pytest.skip(f"no carriage of this grade at {border}")
    assert cleared(inbound) > cleared(outbound)


def cleared(route: Route) -> float:
    """Return the hours of both sides' customs and papers."""
    return sum(step.hours or 0.0 for step in route.steps if step.activity == "clearance")


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_express_train_is_faster_than_the_ordinary_one_of_its_line(edition):
    known = networks.load(edition, scenario="other-years" if "other-years" in networks.scenarios(edition) else None)
    for name in known.services:
        if name.endswith("-express"):
            assert ridden(known, name) < ridden(known, name.removesuffix("-express")), name


def ridden(network: Network, name: str) -> float:
    """Return the hours between the ends of a line."""
    stops = network.services[name].stops
    others = frozenset(network.services) - {name}
    route = fastest(network, stops[0].place, stops[-1].place, avoid_services=others)
    assert route is not None and route.days is not None
    return route.days


@pytest.mark.parametrize("edition", EDITIONS)
def test_container_trains_of_a_railway_are_faster_than_its_ordinary_carriage(edition):
    network = networks.load(edition)
    general = [service.id for service in network.services.values() if service.grade == "general"]
    assert len(general) >= 7
    for name in general:
        twin = name.removesuffix("-general")
        assert network.figures[name, "speed"].value > network.figures[twin, "speed"].value, name
