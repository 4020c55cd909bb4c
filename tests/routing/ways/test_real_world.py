"""The real world, where searoute and scgraph-data are installed: a ban by an independent audit, the corridors over it."""

import importlib.util
import warnings

import numpy as np
import pytest

import networks
import routing
from networks.geo.borders import clearance_km, shapely_module, territory_polygon
from routing import Constraints, Shipment, Speeds, over_world, solve, way

HANOI = (21.03, 105.85)
REAL = all(importlib.util.find_spec(name) for name in ("searoute", "scgraph_data"))
pytestmark = [
    pytest.mark.skipif(not REAL, reason="searoute and scgraph-data are not installed (extra world)"),
    pytest.mark.long,
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return networks.load("world", cache=tmp_path_factory.mktemp("world"))


def test_a_ban_of_china_by_an_independent_audit(graph):
    shapely = shapely_module()
    ends = (43.11, 131.88), (55.776, 37.655)
    free, bound = way(graph, *ends), way(graph, *ends, constraints=Constraints(avoid_territories="CN"))
    assert 1_200 < free.territories["CN"] < 1_500 and 8_500 < bound.km < 9_400
    land = [territory_polygon(code) for code in ("CN", "HK", "MO")]
    rng, asked, inside = np.random.default_rng(5), 0, 0.0
    nodes = np.flatnonzero(graph.part == 0)
    while asked < 12:
        pair = [tuple(graph.lon_lat[node, ::-1].tolist()) for node in rng.choice(nodes, 2)]
        found = way(graph, *pair, constraints=Constraints(avoid_territories="CN"))
        if found.arcs is None:
            continue
        asked += 1
        lon_lat = graph.lon_lat[found.nodes]
        pieces = np.stack([lon_lat[:-1], lon_lat[1:]], axis=1)
        pieces = pieces[(np.abs(pieces[:, 0, 0] - pieces[:, 1, 0]) < 180) & (graph.mode[found.edges] == 1)]
        lines = shapely.linestrings(pieces)
        inside += sum(
            float(shapely.length(shapely.intersection(one, lines[shapely.intersects(one, lines)])).sum())
            for one in land
        )
    assert inside == 0.0


def line(network, leg):
    """Return degrees north and east along the links of a leg."""
    for ride in leg.rides:
        link = network.links[ride.element]
        places = [(network.places[end].lat, network.places[end].lon) for end in (link.tail, link.head)]
        yield from [places[0], *network.waypoints(link.id), places[1]]


def test_the_corridors_lie_over_the_world(graph):
    net = networks.load("eurasia")
    speeds, ban = Speeds(sea_kn=16, rail_kmh=40, transfer_h=24), Constraints(avoid_territories={"CN"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        more = over_world(net, graph, ["Osaka", "Hanoi", HANOI], speeds=speeds)
        bound = over_world(net, graph, ["Osaka", "Hanoi", HANOI], speeds=speeds, constraints=ban)
    one, other = (solve(one, Shipment("Yokohama", "Almaty")).require() for one in (net, more))
    assert one.steps == other.steps
    for network, asked in ((more, None), (bound, ban)):
        for ends in (("Osaka", "Hanoi"), ("Hanoi", "Osaka"), ("21.03, 105.85", "Almaty"), ("Moscow", "Hanoi")):
            result = solve(network, Shipment(*ends), constraints=asked)
            routing.verify(network, result)
            assert 3 < result.require().days < 60
            if asked is ban:
                ways = [leg for leg in result.best.legs if leg.rides[0].element.startswith("way:")]
                courses = [np.array([point[::-1] for point in line(network, leg)]) for leg in ways]
                assert ways and all(clearance_km(course, "CN").inside_km == 0 for course in courses)
