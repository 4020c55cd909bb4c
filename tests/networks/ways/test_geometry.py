"""Territories and passages of edges by geometry, against shapely one by one; land on the way."""

import numpy as np
import pytest

from networks import WayGraph
from networks.geo.borders import shapely_module, territory_polygon
from networks.geo.passages import passages
from networks.geo.sphere import along_great_circles
from networks.ways.land import km_by_territory, land_km_of
from networks.ways.marks import Marks
from networks.ways.snapping import land_km, near, snapped


def random_graph(seed, size, box, spread):
    """Return a graph of edges between random points of a box (west, south, east, north)."""
    rng = np.random.default_rng(seed)
    west, south, east, north = box
    one = np.stack([rng.uniform(west, east, size), rng.uniform(south, north, size)], axis=1)
    other = one + rng.normal(0, spread, one.shape)
    return WayGraph.of_edges(
        "random", np.concatenate([one, other]), [(at, size + at) for at in range(size)], mode="rail"
    )


FAR = [pytest.param(box, marks=pytest.mark.long) for box in ((128, 42, 134, 50), (73, 39, 83, 46), (-10, 35, 30, 60))]


@pytest.mark.parametrize("box", [(5, 47, 10, 52), *FAR])
def test_an_edge_touches_what_shapely_says_it_touches(box):
    graph = random_graph(5, 120, box, 0.4)
    shapely, found = shapely_module(), graph.territories
    for code in ("CN", "RU", "KP", "KZ", "KG", "DE", "FR", "LU", "BE", "NL", "CH"):
        land = territory_polygon(code)
        lines = [along_great_circles(graph.lon_lat[[a, b]], 20.0) for a, b in zip(graph.tail, graph.head, strict=True)]
        expected = [at for at, line in enumerate(lines) if shapely.intersects(land, shapely.linestrings(line))]
        assert found.bearing(code).tolist() == expected, code


def test_an_edge_at_the_rim_of_a_rectangle_that_was_rounded_is_found():
    shapely = shapely_module()
    strip = shapely.intersection(
        territory_polygon("LI"), shapely.box(9.47, 47.0, 9.4795, 47.3)
    )  # its west, within 9.48
    lon, lat = shapely.point_on_surface(strip).coords[0]
    graph = WayGraph.of_edges("rim", np.array([(lon, lat), (lon + 1e-4, lat)]), [(0, 1)], mode="rail")
    assert graph.territories.names == ("LI",)


def test_edges_over_the_180th_meridian_touch_both_sides():
    line = np.array([(178.0, 67.5), (-178.0, 67.5), (-177.0, 67.2), (174.0, 67.5)])  # Chukotka, on both sides
    graph = WayGraph.of_edges("north", line, [(0, 1), (1, 2), (3, 0)])
    assert graph.territories.bearing("RU").tolist() == [0, 1, 2]
    assert km_by_territory(graph, np.array([0]))["RU"] == pytest.approx(graph.metres[0] / 1000, abs=25)


def test_an_edge_runs_through_a_passage_if_it_touches_its_strip():
    across = [(32.4, 30.0), (32.4, 31.0), (103.0, 1.2), (100.0, 3.5), (35.0, 30.0)]
    graph = WayGraph.of_edges("passages", np.array(across), [(0, 1), (2, 3), (0, 4)])
    assert graph.passages.bearing("suez").tolist() == [0]
    assert graph.passages.bearing("malacca").tolist() == [2]
    assert graph.passages.borne_by(np.array([0, 1])) == ("suez",)
    by_rail = WayGraph.of_edges("rail", np.array(across), [(0, 1)], mode="rail")
    assert by_rail.passages.names == ()
    assert {*graph.passages.names} <= {*passages()}


def test_land_on_a_lane_is_measured():
    graph = WayGraph.of_edges("lane", np.array([(139.0, 35.5), (140.5, 35.5), (142.0, 35.5)]), [(0, 1), (1, 2)])
    assert land_km_of(graph, np.array([1, 0, 1])).round(-1).tolist() == [0, 110, 0]
    assert [*km_by_territory(graph, np.array([0, 1]))] == ["JP"]
    assert land_km([graph.lon_lat[[0, 1]], graph.lon_lat[[1, 2]]]).round(-1).tolist() == [110, 0]
    assert land_km_of(graph, np.zeros(0, dtype=np.int64)).tolist() == []


def test_a_port_joins_the_water_before_it_and_not_that_behind_its_peninsula():
    # the nearest node lies across the Miura peninsula in Sagami Bay, the other one in Tokyo Bay
    lanes = np.array([(139.55, 35.22), (139.75, 35.30), (139.0, 34.0)])
    graph = WayGraph.of_edges("bay", lanes, [(0, 2), (1, 2)])
    here = (35.27, 139.66)  # Yokosuka
    nodes, km = near(graph, here, 100)
    assert km[0] < km[1] and nodes[0] in (0, 1)
    assert snapped(graph, here, nodes, km).node == 1


def test_what_is_farther_than_the_limit_is_not_near():
    graph = WayGraph.of_edges("pair", np.array([(0.0, 0.0), (10.0, 0.0)]), [(0, 1)])
    assert near(graph, (1.0, 0.0), 111.0)[0].tolist() == []
    assert near(graph, (1.0, 0.0), 112.0)[0].tolist() == [0]
    assert near(graph, (0.0, 10.0), 20_100)[0].tolist() == [1, 0]


def test_marks_hold_each_edge_once():
    marks = Marks.of({"b": np.array([3, 1, 3]), "a": np.array([2]), "c": np.zeros(0, dtype=np.int64)})
    assert marks.names == ("a", "b")
    assert (marks.bearing("b").tolist(), marks.bearing("x").tolist()) == ([1, 3], [])
    assert marks.borne_by(np.array([1, 1])) == ("b",)
