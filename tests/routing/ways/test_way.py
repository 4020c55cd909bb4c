"""Ways: the least of all, bans that leave nothing inside, ends that join, and what is refused."""

import datetime
import itertools

import networkx
import numpy as np
import pytest

import networks
import routing
from networks import Port, WayGraph
from networks.geo.borders import clearance_km
from networks.geo.sphere import great_circle_km
from routing import Constraints, QuestionError, Speeds, Status, way, way_front

SPEEDS = Speeds(sea_kn=10, rail_kmh=50, transfer_h=5)


def random_graph(seed, size=60, degree=2.5):
    rng = np.random.default_rng(seed)
    lon_lat = np.stack([rng.uniform(-180, 180, size), rng.uniform(-60, 60, size)], axis=1)
    pairs = rng.integers(0, size, (int(degree * size), 2)).tolist()
    graph = WayGraph.of_edges("random", lon_lat, pairs)
    mode = rng.integers(0, 4, len(graph.metres)).astype(np.uint8)
    cells = {name: getattr(graph, name) for name in ("lon_lat", "tail", "head", "metres")}
    return WayGraph(name="random", title="random", mode=mode, **cells)


def as_networkx(graph, weight):
    found = networkx.Graph()
    for tail, head, cell in zip(graph.tail.tolist(), graph.head.tolist(), weight.tolist(), strict=True):
        found.add_edge(tail, head, weight=cell)
    return found


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 30))])
@pytest.mark.parametrize("minimise", ["distance", "time"])
def test_a_way_is_as_short_as_networkx_says(seed, minimise):
    graph = random_graph(seed)
    weight = graph.metres if minimise == "distance" else SPEEDS.milliminutes(graph)
    plain = as_networkx(graph, weight)
    for source, target in np.random.default_rng(seed).integers(0, len(graph.lon_lat), (8, 2)).tolist():
        if source == target or not {source, target} <= {*plain} or not networkx.has_path(plain, source, target):
            continue
        ends = [tuple(graph.lon_lat[node, ::-1].tolist()) for node in (source, target)]
        found = way(graph, *ends, minimise=minimise, speeds=SPEEDS)
        least = networkx.shortest_path_length(plain, source, target, weight="weight")
        assert found.status is Status.OPTIMAL
        assert weight[found.edges].sum() == least
        assert found.nodes[0] == source and found.nodes[-1] == target
        assert sum(leg.km for leg in found.legs) == pytest.approx(found.graph_km)
        assert sum(leg.hours for leg in found.legs) == pytest.approx(found.hours)
        assert sum(found.km_by_mode.values()) == pytest.approx(found.km)


def test_a_front_is_that_of_all_simple_paths():
    graph = random_graph(11, size=9, degree=1.8)
    time, plain = SPEEDS.milliminutes(graph), as_networkx(graph, graph.metres)
    number = {frozenset(pair): at for at, pair in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), strict=True))}
    nodes = sorted(networkx.node_connected_component(plain, int(graph.tail[0])))
    source, target = nodes[0], nodes[-1]
    sums = set()
    for path in networkx.all_simple_paths(plain, source, target):
        edges = [number[frozenset(pair)] for pair in itertools.pairwise(path)]
        sums.add((int(time[edges].sum()), int(graph.metres[edges].sum())))
    best = sorted(one for one in sums if not any(o[0] <= one[0] and o[1] <= one[1] and o != one for o in sums))
    ends = [tuple(graph.lon_lat[node, ::-1].tolist()) for node in (source, target)]
    found = way_front(graph, *ends, speeds=SPEEDS)
    assert [(int(time[one.edges].sum()), int(graph.metres[one.edges].sum())) for one in found] == best


LINE = [(131.98, 43.80), (135.07, 48.50), (132.8, 44.6), (133.9, 45.6), (134.9, 46.8), (135.2, 47.8)]
ROUND = [(0, 1), (0, 2), (2, 3), (3, 4), (4, 5), (5, 1)]  # Ussuriysk to Khabarovsk: by the chord, and round China
BORDER = WayGraph.of_edges("border", np.array(LINE), ROUND, mode="rail")
ENDS = (43.80, 131.98), (48.50, 135.07)


def test_a_ban_leaves_no_edge_that_touches_the_territory():
    free = way(BORDER, *ENDS)
    assert free.edges.tolist() == [0] and free.territories["CN"] > 300
    assert free.verdict("CN") is routing.Verdict.INSIDE
    bound = way(BORDER, *ENDS, constraints=Constraints(avoid_territories="China"))
    used = {code for code in BORDER.territories.names if np.isin(bound.edges, BORDER.territories.bearing(code)).any()}
    assert bound.edges.tolist() != [0] and "CN" not in used
    assert clearance_km(bound.course[:, ::-1], "CN").inside_km == 0
    assert bound.verdict("CN") is not routing.Verdict.INSIDE


def test_without_a_way_the_bans_are_told_that_open_one():
    found = way(BORDER, *ENDS, constraints=Constraints(avoid_territories={"RU", "KP"}))
    assert (found.status, found.blocked_by) == (Status.INFEASIBLE, ("the ban of RU",))
    with pytest.raises(
        routing.NoRouteError, match="lies in what is banned; lifting one of these opens a way: the ban of RU"
    ):
        found.require()
    assert "lies in what is banned" in found.to_dict()["reason"] and found.to_geojson()["features"] == []
    assert "Lifting the ban of RU opens one" in str(found)


def test_an_area_of_ones_own_is_avoided():
    box = [(43.0, 130.0), (43.0, 134.0), (46.0, 134.0), (46.0, 130.0)]
    found = way(BORDER, *ENDS, constraints=Constraints(avoid_areas={"box": box}))
    assert found.blocked_by == ("the ban of area box",)


LANES = np.array([(32.56, 29.7), (32.3, 31.3), (20.0, 34.0), (18.0, -36.0), (44.0, 11.5)])
SEA = WayGraph.of_edges(
    "lanes",
    LANES,
    [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)],
    ports=(
        Port(id="EGPSD", name="Port Said", country="EG", lat=31.26, lon=32.31),
        Port(id="DJJIB", name="Djibouti", country="DJ", lat=11.6, lon=43.14),
        Port(id="XXAAA", name="Newport", country="XX", lat=0, lon=0),
        Port(id="YYAAA", name="Newport", country="YY", lat=0, lon=0),
    ),
    closed=frozenset({"kiel"}),
)


def test_a_passage_can_be_closed_and_the_way_round_is_told():
    short = way(SEA, "DJJIB", "Port Said")
    assert short.passages == ("bab-el-mandeb", "suez")
    long = way(SEA, "DJJIB", "port said", constraints=Constraints(avoid_passages="suez"))
    assert "suez" not in long.passages and long.km > short.km + 10_000
    assert long.closed == {"kiel", "suez"} and short.closed == {"kiel"}
    opened = way(SEA, "DJJIB", "EGPSD", open_passages="kiel")
    assert opened.closed == frozenset()
    assert [one.code for one in opened.warnings] == ["assumed", "snapped", "snapped"]
    assert "left-out" in [one.code for one in short.warnings]


def test_ends_tell_how_they_join():
    found = way(SEA, (12.5, 44.0), networks.Place(id="EGPSD", name="Port Said", country="EG", lat=31.26, lon=32.31))
    assert found.origin.km == pytest.approx(float(great_circle_km(12.5, 44.0, 11.5, 44.0)))
    assert found.destination.name == "Port Said (EGPSD)"
    assert found.km == pytest.approx(found.graph_km + found.origin.km + found.destination.km)
    assert found.course[0].tolist() == [12.5, 44.0] and found.course[-1].tolist() == [31.26, 32.31]
    words = [str(one) for one in found.warnings if one.code == "snapped"]
    assert words[0].startswith("12.5, 44 joins the sea at 11.50, 44.00, 111.2 km away in a straight line")
    timed = way(SEA, (12.5, 44.0), "EGPSD", speeds=SPEEDS)
    assert timed.hours == pytest.approx(timed.km / 18.52, rel=1e-5)
    assert found.hours is None and found.days is None


def test_a_way_over_the_180th_meridian_is_whole():
    graph = WayGraph.of_edges("pacific", np.array([(170.0, 10.0), (-175.0, 10.0)]), [(0, 1)])
    found = way(graph, (10, 170), (10, -175))
    assert found.km == pytest.approx(float(great_circle_km(10, 170, 10, -175)), abs=0.001)
    (feature,) = found.to_geojson()["features"]
    assert feature["geometry"]["type"] == "MultiLineString" and len(feature["geometry"]["coordinates"]) == 2


WRONG = [
    ({"origin": "Nowhere"}, networks.UnknownNameError, "no port is called 'Nowhere'"),
    ({"origin": "Newport"}, networks.AmbiguousNameError, "XXAAA"),
    ({"origin": (91, 0)}, QuestionError, "degrees north"),
    ({"origin": 5}, QuestionError, "expected a port, or a place of the built-in network, by UN/LOCODE or name"),
    ({"origin": (55.0, 80.0)}, QuestionError, r"nothing of lanes within 200 km \(within_km\); the nearest is"),
    ({"origin": "EGPSD"}, QuestionError, "expected two different ends"),
    ({"minimise": "cost"}, QuestionError, "expected 'distance' or 'time'"),
    ({"minimise": "time"}, QuestionError, "needs speeds="),
    ({"speeds": 16}, QuestionError, "expected routing.Speeds"),
    ({"speeds": Speeds(rail_kmh=40)}, QuestionError, "needs sea_kn"),
    ({"constraints": "CN"}, QuestionError, "expected routing.Constraints"),
    ({"constraints": Constraints(max_usd=3)}, QuestionError, "max_usd: a graph of ways has no services; it keeps to"),
    ({"constraints": Constraints(max_days=3)}, QuestionError, "max_days=3 needs speeds="),
    ({"constraints": Constraints(via="Nowhere")}, networks.UnknownNameError, "no port is called 'Nowhere'"),
    ({"constraints": Constraints(via="55, 80")}, QuestionError, "55, 80: nothing of lanes within 200 km"),
    ({"open_passages": "suez", "constraints": Constraints(avoid_passages="suez")}, QuestionError, "both opened and"),
    ({"open_passages": "gulf"}, networks.UnknownNameError, "no passage is called 'gulf'"),
    ({"within_km": 0}, QuestionError, "within_km=0"),
    ({"within_km": float("nan")}, QuestionError, "within_km=nan"),
    ({"origin": "Nowhere", "destination": (99, 9)}, QuestionError, "(?s)Nowhere.*degrees"),
]


@pytest.mark.parametrize(("more", "error", "words"), WRONG)
def test_what_cannot_be_asked_is_refused(more, error, words):
    asked = {"origin": "DJJIB", "destination": "EGPSD", **more}
    with pytest.raises(error, match=words):
        way(SEA, **asked)


def test_a_network_of_services_is_no_graph_of_ways_and_the_other_way_round():
    with pytest.raises(QuestionError, match=r"expected a graph of ways: networks.sea\(\)"):
        way(networks.load("eurasia"), "JPYOK", "RUMOW")
    with pytest.raises(QuestionError, match=r"a graph of ways has no services: ask routing.way"):
        routing.solve(SEA, routing.Shipment("DJJIB", "EGPSD", ready=datetime.date(2026, 1, 1)))


@pytest.mark.parametrize(
    "cells", [{"sea_kn": 0}, {"rail_kmh": -1}, {"transfer_h": -1}, {"sea_kn": float("inf")}, {"sea_kn": "x"}]
)
def test_a_speed_is_a_number_above_0(cells):
    with pytest.raises(QuestionError, match="expected a number"):
        Speeds(**cells)


def test_parts_that_do_not_hang_together_are_told():
    graph = WayGraph.of_edges("islands", np.array([(0.0, 0.0), (1.0, 0.0), (40.0, 0.0), (41.0, 0.0)]), [(0, 1), (2, 3)])
    with pytest.raises(QuestionError, match="no part of islands that hangs together comes within 200 km of both"):
        way(graph, (0, 0), (0, 40))


def test_an_end_joins_the_part_that_the_other_can_reach():
    points = np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 0.1), (0.05, 0.1)])
    graph = WayGraph.of_edges("siding", points, [(0, 1), (2, 3)])
    assert way(graph, (0.09, 0.0), (0.0, 1.0)).origin.node == 0  # though node 2, of a siding, is nearer


def test_two_ends_nearer_to_each_other_than_to_any_lane_are_joined_over_open_water():
    graph = WayGraph.of_edges("bay", np.array([(140.0, 30.0), (150.0, 30.0)]), [(0, 1)])
    found = way(graph, (30.5, 145.0), (30.5, 145.2), within_km=600, speeds=SPEEDS)
    assert found.direct and found.km == pytest.approx(float(great_circle_km(30.5, 145.0, 30.5, 145.2)))
    assert found.hours == pytest.approx(found.km / 18.52) and found.course.tolist() == [[30.5, 145.0], [30.5, 145.2]]
    assert "straight one over open water" in str(found) and found.legs == ()
    assert way_front(graph, (30.5, 145.0), (30.5, 145.2), within_km=600, speeds=SPEEDS)[0].direct
    over_land = WayGraph.of_edges("izu", np.array([(138.0, 33.0), (140.5, 33.0)]), [(0, 1)])
    assert not way(over_land, (35.0, 138.7), (35.0, 139.2), within_km=600).direct  # the Izu peninsula lies between


def test_a_port_is_told_apart_by_its_country():
    assert [way(SEA, f"Port Said, {name}", "DJJIB").origin.name for name in ("EG", "Egypt")] == [
        "Port Said (EGPSD)"
    ] * 2
    with pytest.raises(networks.UnknownNameError):
        way(SEA, "Port Said, Nowhere", "DJJIB")


def test_a_town_that_is_no_port_is_that_of_the_built_in_network():
    lon_lat = np.array([(76.95, 43.34), (76.0, 44.0), (74.6, 42.9)])
    graph = WayGraph.of_edges("steppe", lon_lat, [(0, 1), (1, 2)])
    found = way(graph, "Almaty", (42.9, 74.6))
    assert found.origin.name == "Almaty (KZALA)" and found.origin.km < 50
    with pytest.raises(networks.UnknownNameError, match="no port is called 'Almatty'"):
        way(graph, "Almatty", (42.9, 74.6))


def test_an_end_that_lies_in_what_is_banned_has_no_way_though_it_joins_outside():
    ban = Constraints(avoid_territories={"CN"})
    near_border = (45.3, 132.9)  # China, west of the Ussuri; the nearest node lies in Russia
    found = way(BORDER, near_border, ENDS[1], constraints=ban)
    assert (found.status, found.blocked_by) == (Status.INFEASIBLE, ("the ban of CN",))
    assert (
        "lies in what is banned" in found.reason
        and way_front(BORDER, near_border, ENDS[1], constraints=ban, speeds=SPEEDS) == ()
    )
    assert way(BORDER, near_border, ENDS[1]).arcs is not None
    box = {"box": [(45, 132.5), (45.5, 132.5), (45.5, 133.0), (45, 133.0)]}
    assert way(BORDER, near_border, ENDS[1], constraints=Constraints(avoid_areas=box)).blocked_by == (
        "the ban of area box",
    )


def test_a_way_becomes_a_network_that_can_be_joined_to_another():
    found = way(SEA, "DJJIB", (34.5, 18.0), speeds=SPEEDS)
    net = found.to_network("aden-italy")
    (link,) = net.links.values()
    assert (link.tail, link.mode, link.length_km) == ("DJJIB", "sea", pytest.approx(found.km, abs=0.001))
    assert link.hours == pytest.approx(found.hours, abs=0.001) and "EG" in link.territories
    assert len(net.waypoints(link.id)) == len(found.nodes)
    road = networks.from_networkx(networkx.Graph([("pier", "Rome", {"hours": 9, "usd": 300})]), mode="sea")
    both = networks.join(net, road, terminals=[(link.head, "pier")], transfer=(5, 10))
    assert routing.solve(both, routing.Shipment("DJJIB", "Rome")).best.days * 24 == pytest.approx(
        found.hours + 14, abs=0.01
    )
    banned = Constraints(avoid_passages="suez")
    assert routing.solve(both, routing.Shipment("DJJIB", "Rome"), constraints=banned).best is None


def test_a_way_of_several_modes_becomes_a_link_for_each():
    points = [(139.7, 35.0), (133.0, 42.6), (133.1, 42.8), (133.0, 42.85), (132.1, 43.9), (132.2, 44.0), (135.2, 48.4)]
    ways = WayGraph.of_edges("east", np.array(points), [(at, at + 1) for at in range(len(points) - 1)])
    cells = {name: getattr(ways, name) for name in ("lon_lat", "tail", "head", "metres")}
    graph = WayGraph(name="east", title="east", mode=np.array([0, 0, 2, 1, 3, 1], dtype=np.uint8), **cells)
    found = way(graph, (35.1, 139.7), (48.5, 135.1), speeds=SPEEDS)
    with pytest.raises(QuestionError, match="gauge_mm"):
        found.to_network()
    net = found.to_network(gauge_mm=1520)
    assert [link.mode for link in net.links.values()] == ["sea", "road", "rail"]  # a gap is part of its railway
    assert sum(link.length_km for link in net.links.values()) == pytest.approx(found.km, abs=0.01)
    assert sum(link.hours for link in net.links.values()) == pytest.approx(found.hours, abs=0.01)
    bay = WayGraph.of_edges("bay", np.array([(140.0, 30.0), (150.0, 30.0)]), [(0, 1)])
    direct = way(bay, (30.5, 145.0), (30.5, 145.2), within_km=600)
    assert [link.length_km for link in direct.to_network().links.values()] == [pytest.approx(direct.km, abs=0.001)]
