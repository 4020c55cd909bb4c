"""A network laid over the world: places beyond it are reached, what it answers itself stays, bans hold by geometry."""

import itertools
import warnings

import numpy as np
import pytest

import networks
import routing
from networks import NetworkBuilder, Port, WayGraph
from networks.geo.borders import clearance_km
from routing import Constraints, QuestionError, Shipment, Speeds, over_world, solve
from routing.cli import main
from routing.ways.stretches import straight_territories, stretches

SPEEDS = Speeds(sea_kn=10, rail_kmh=50, transfer_h=6)

# lanes: Yokohama - Busan - Haiphong, Yokohama - Haiphong; a port node at Haiphong, a transfer, a railway to Hanoi
POINTS = np.array([(139.66, 35.45), (129.04, 35.1), (106.8, 20.7), (106.7, 20.86), (106.68, 20.86), (105.85, 21.03)])
EDGES = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5)]
MODES = {(3, 4): 2, (4, 5): 1}
PORTS = (
    Port(id="JPYOK", name="Yokohama", country="JP", lat=35.45, lon=139.66, terminal=True),
    Port(id="VNHPH", name="Haiphong", country="VN", lat=20.86, lon=106.7, terminal=True, node=3),
)


def world():
    graph = WayGraph.of_edges("toy world", POINTS, EDGES)
    pairs = zip(graph.tail.tolist(), graph.head.tolist(), strict=True)
    mode = np.array([MODES.get(tuple(sorted(pair)), 0) for pair in pairs], dtype=np.uint8)
    cells = {name: getattr(graph, name) for name in ("lon_lat", "tail", "head", "metres")}
    return WayGraph(name="world", title="Toy world", mode=mode, ports=PORTS, attribution=("by hand",), **cells)


WORLD = world()
HANOI = (21.03, 105.85)


def laid(network, *places, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        return over_world(network, WORLD, places, speeds=SPEEDS, **more)


def plain(*, directed=False, gauges=()):
    """Return a network without operations: one link of its own hours from Yokohama to Busan."""
    builder = NetworkBuilder("toy")
    builder.add_place(id="JPYOK", name="Yokohama", country="JP", lat=35.45, lon=139.66, kind="seaport")
    builder.add_place(id="KRPUS", name="Busan", country="KR", lat=35.1, lon=129.04, kind="seaport", gauges_mm=gauges)
    cells = {"mode": "sea", "length_km": 1300, "hours": 70, "usd": 300, "territories": ("JP", "KR")}
    builder.add_link(id="s", tail="JPYOK", head="KRPUS", directed=directed, **cells)
    return builder.build(silence=["own-speeds"])


def test_a_ban_tells_which_ways_it_removes():
    net, ban = laid(plain(), HANOI), Constraints(avoid_territories={"VN"})
    result = solve(net, Shipment("KRPUS", "21.03, 105.85"), constraints=ban)
    [told] = [one for one in result.warnings if "ways of the world that were laid through VN are removed" in one.words]
    assert result.best is None and told.code == "left-out" and "constraints=" in told.remedy
    free = solve(net, Shipment("KRPUS", "JPYOK"))
    assert not [one for one in free.warnings if "are removed" in one.words]


def test_a_place_beyond_is_reached_by_ways_of_the_world():
    net = laid(plain(), HANOI)
    assert set(plain().places) < set(net.places) and not net.places["own:21.03:105.85"].through
    result = solve(net, Shipment("KRPUS", "21.03, 105.85"))
    routing.verify(net, result)
    sea, rail = result.require().legs
    found = routing.way(WORLD, HANOI, (35.1, 129.04), minimise="time", speeds=SPEEDS)
    assert [sea.mode, rail.mode] == ["sea", "rail"]
    assert result.best.km == pytest.approx(found.km, abs=0.01) and result.best.usd is None
    assert 24 * result.best.days == pytest.approx(found.hours, abs=0.01)
    words = [str(one) for one in result.warnings if "a way of the world" in str(one)]
    assert len(words) == 2 and "no service, price, border procedure or change of gauge is known" in words[0]
    assert "VN" in net.links[rail.rides[0].element].territories


ASKED = ({}, {"minimise": "cost"}, {"constraints": Constraints(avoid_territories="CN")})
ENDS = (("Yokohama", "Almaty"), ("JPOSA", "CNSGH"), ("JPYOK", "KRPUS"), ("CNSGH", "RUMOW"))
MORE = [pytest.param(*one, marks=pytest.mark.long) for one in itertools.product(ENDS, ASKED)]


@pytest.mark.parametrize(("ends", "asked"), [(ENDS[0], {}), *MORE])
def test_what_the_network_answers_itself_stays_to_the_last_step(ends, asked):
    net = networks.load("eurasia")
    one, other = (solve(one, Shipment(*ends), **asked) for one in (net, laid(net, "Haiphong", HANOI)))
    assert one.status is other.status
    assert [route.steps for route in one.routes] == [route.steps for route in other.routes]
    assert over_world(net, WORLD, ["Yokohama", "Almaty"], speeds=SPEEDS) is net


def test_a_question_to_beyond_takes_services_where_there_are_any():
    net = laid(networks.load("eurasia"), "Almaty", "VNHPH")
    result = solve(net, Shipment("VNHPH", "KZALA"))
    routing.verify(net, result)
    first, *services = result.require().legs
    assert first.rides[0].element.startswith("way:VNHPH-") and {leg.service for leg in services} <= set(net.services)


def test_two_places_beyond_are_joined_by_a_way_of_their_own():
    net = laid(plain(), "Haiphong", HANOI)
    result = solve(net, Shipment("Haiphong", "21.03, 105.85"))
    assert [leg.mode for leg in result.require().legs] == ["rail"] and result.best.km < 120
    back = solve(net, Shipment("21.03, 105.85", "Haiphong"))
    assert back.best.km == result.best.km
    apart = laid(plain(), "Haiphong", HANOI, direct=False)
    assert solve(apart, Shipment("Haiphong", "21.03, 105.85")).best.km > 5000  # there and back over a terminal


def test_a_direct_way_is_laid_where_nothing_else_joins_and_where_it_is_asked_for():
    for directed, expected in ((False, [1, 1, 3]), (True, [2, 1, 3])):
        nets = [
            laid(plain(directed=directed), "Yokohama", "VNHPH", gateways=1, direct=direct)
            for direct in (None, False, True)
        ]
        assert [sum(one.startswith("way:") for one in net.links) for net in nets] == expected


def test_a_ban_holds_by_geometry_in_both_parts():
    over = [(139.66, 35.45), (129.04, 35.1), (106.8, 20.86), (104.0, 21.5), (128.0, 22.0), (110.5, 12.0), (107.6, 19.0)]
    pairs = [(0, 1), (1, 2), (0, 2), (2, 3), (1, 4), (4, 5), (5, 6), (6, 2)]
    graph = WayGraph.of_edges("over land", np.array(over), pairs, mode="rail")
    ban = Constraints(avoid_territories={"CN"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        free = over_world(plain(), graph, [(21.5, 104.0)], speeds=Speeds(rail_kmh=50, transfer_h=1))
        bound = over_world(plain(), graph, [(21.5, 104.0)], speeds=Speeds(rail_kmh=50, transfer_h=1), constraints=ban)
    ends = Shipment("KRPUS", "21.5, 104")
    assert any("CN" in free.links[leg.rides[0].element].territories for leg in solve(free, ends).require().legs)
    assert solve(free, ends, constraints=ban).best is None  # the way that was laid touches China: never used
    result = solve(bound, ends, constraints=ban)
    course = [point[::-1] for leg in result.require().legs for point in line(bound, leg)]
    assert clearance_km(np.array(course), "CN").inside_km == 0
    assert routing.audit(bound, result, "CN").verdict is not routing.Verdict.INSIDE


def test_a_way_by_rail_has_the_gauge_of_its_terminal():
    graph = WayGraph.of_edges("land", np.array([(127.0, 37.5), (129.04, 35.1)]), [(0, 1)], mode="rail")
    for gauges, expected in (((), 1435), ((1067,), 1067)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", networks.DataWarning)
            net = over_world(plain(gauges=gauges), graph, [(37.5, 127.0)], speeds=Speeds(rail_kmh=50, transfer_h=1))
        (own,) = (link for link in net.links.values() if link.mode == "rail")
        assert own.gauge_mm == expected and f"of {expected} mm all the way, assumed" in own.note


def line(network, leg):
    """Return degrees north and east along the links of a leg."""
    for ride in leg.rides:
        link = network.links[ride.element]
        places = [(network.places[end].lat, network.places[end].lon) for end in (link.tail, link.head)]
        yield from [places[0], *network.waypoints(link.id), places[1]]


def test_stretches_add_up_to_the_way():
    for ends in ((HANOI, "JPYOK"), ("JPYOK", HANOI), ((35.4, 139.7), (20.9, 106.7)), ("VNHPH", HANOI)):
        found = routing.way(WORLD, *ends, minimise="time", speeds=SPEEDS)
        parts = stretches(found)
        assert sum(part.km for part in parts) == pytest.approx(found.km)
        assert sum(part.hours for part in parts) == pytest.approx(found.hours)
        assert all(one.mode != other.mode for one, other in itertools.pairwise(parts))
        points = [point for part in parts for point in part.points]
        assert points[0] == (found.origin.lat, found.origin.lon)
        assert points[-1] == (found.destination.lat, found.destination.lon)
    assert straight_territories((50.0, 6.0), (50.0, 9.0)) >= {"DE", "LU"}


WRONG = [
    ({"places": ["Nowhere"]}, networks.UnknownNameError, "no port is called 'Nowhere'"),
    ({"places": [(0.0, 0.0)]}, QuestionError, "nothing of world within 200 km"),
    ({"places": ["Nowhere", (99, 9)]}, QuestionError, "(?s)Nowhere.*degrees"),
    ({"speeds": Speeds(sea_kn=10, rail_kmh=50)}, QuestionError, "speeds=.*the transfer"),
    ({"speeds": 5}, QuestionError, "expected routing.Speeds"),
    ({"gateways": 0}, QuestionError, "gateways=0"),
    ({"direct": "no"}, QuestionError, "direct='no'"),
    ({"world": plain()}, QuestionError, "expected a graph of ways"),
    ({"network": WORLD}, QuestionError, "expected a network"),
    ({"constraints": Constraints(max_days=3)}, QuestionError, "within bans alone"),
    ({"constraints": Constraints(avoid_territories={"VN"})}, QuestionError, "leads to a terminal within the bans"),
]


@pytest.mark.parametrize(("more", "error", "words"), WRONG)
def test_what_cannot_be_laid_is_refused(more, error, words):
    asked = {"network": plain(), "world": WORLD, "places": [HANOI], "speeds": SPEEDS, **more}
    with pytest.raises(error, match=words):
        over_world(asked.pop("network"), asked.pop("world"), asked.pop("places"), **asked)


def test_what_was_laid_is_told():
    told = "2 ways of the world lead from Haiphong .VNHPH., the quickest to KRPUS in 6.1 days .length by geometry"
    with pytest.warns(networks.DataWarning, match=told):
        over_world(plain(), WORLD, "Haiphong", speeds=SPEEDS)


def test_the_command_line_reaches_beyond_the_network(tmp_path, monkeypatch, capsys):
    networks.write(plain(), tmp_path / "net")
    monkeypatch.setattr(networks, "load", lambda name, **more: WORLD)
    asked = ["route", "Yokohama", "Haiphong", "--network", str(tmp_path / "net"), "--world", "--sea-kn", "10"]
    assert main(asked) == 2
    assert "--world needs --rail-kmh, --transfer-h" in capsys.readouterr().err
    asked += ["--rail-kmh", "50", "--transfer-h", "6"]
    assert main(asked) == 0
    shown = capsys.readouterr()
    assert "a way of the world" in shown.out and "ways of the world lead from Haiphong" in shown.err
    assert main([*asked, "--avoid", "VN"]) == 2
    assert main(["route", "Yokohama", "Busan", "--network", str(tmp_path / "net"), "--sea-kn", "10"]) == 2
    assert "--sea-kn: expected with --world" in capsys.readouterr().err
