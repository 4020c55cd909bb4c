"""Sea lanes: lines into nodes and edges, the 180th meridian whole, and what is refused."""

import json

import numpy as np
import pytest

import networks
from networks.ways.parts import parts_of
from networks.ways.ports import ports_in
from networks.ways.sea import with_canals
from networks.ways.sea_lanes import edges_of, lanes_in

GOOD = {"type": "LineString", "coordinates": [[139.7, 35.3], [142, 38]]}


def written(folder, *geometries, **properties):
    features = [{"type": "Feature", "properties": properties, "geometry": one} for one in geometries]
    file = folder / "lanes.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_lines_meet_where_they_share_a_position_and_each_edge_is_there_once(tmp_path):
    one = {"type": "LineString", "coordinates": [[0, 0], [1, 0], [2, 0]]}
    other = {"type": "MultiLineString", "coordinates": [[[1, 0], [1, 1]], [[2, 0], [1, 0], [1, 0]]]}
    found = lanes_in(written(tmp_path, one, other))
    assert found.lon_lat.tolist() == [[0, 0], [1, 0], [2, 0], [1, 1]]
    assert list(zip(found.tail.tolist(), found.head.tolist(), strict=True)) == [(0, 1), (1, 2), (1, 3)]
    assert found.metres.tolist() == [111195, 111195, 111195]  # a degree of the mean sphere


def test_longitudes_beyond_180_and_both_sides_of_the_meridian_are_one():
    lines = [
        np.array(line, dtype=float) for line in ([(179, 0), (181, 0)], [(-179, 0), (-180, 0)], [(180, 0), (180, 9)])
    ]
    found = edges_of(lines)
    assert found.lon_lat.tolist() == [[179, 0], [-179, 0], [180, 0], [180, 9]]
    assert found.metres.max() < 1_001_000
    assert (parts_of(4, found.tail, found.head) == 0).all()


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "LineString", "coordinates": [[0, 0]]},
        {"type": "LineString", "coordinates": []},
        {"type": "LineString", "coordinates": "0 0, 1 1"},
        {"type": "LineString"},
        {"type": "LineString", "coordinates": [[0, 0], [1, 91]]},
        {"type": "LineString", "coordinates": [[0, 0], [361, 1]]},
        {"type": "LineString", "coordinates": [[0, 0], [1]]},
        {"type": "LineString", "coordinates": [[0, 0], ["a", 1]]},
        {"type": "LineString", "coordinates": [[0, 0], [None, 1]]},
        {"type": "MultiLineString", "coordinates": [[[0, 0]]]},
    ],
)
def test_what_is_no_line_is_refused_with_its_number(tmp_path, geometry):
    with pytest.raises(networks.DataError, match=r"lanes.geojson, feature 2, (geometry|coordinates)"):
        lanes_in(written(tmp_path, GOOD, geometry))


def test_a_file_without_lines_is_refused(tmp_path):
    with pytest.raises(networks.DataError, match="expected lines, found none"):
        networks.sea(written(tmp_path))


def test_a_canal_joins_the_lanes_near_its_ends():
    lanes = edges_of([np.array([(9.0, 53.9), (8.0, 54.0)]), np.array([(10.4, 54.5), (11.0, 54.5)])])
    assert parts_of(len(lanes.lon_lat), lanes.tail, lanes.head).max() == 1
    both = with_canals(lanes)
    assert parts_of(len(both.lon_lat), both.tail, both.head).max() == 0
    assert (both.lon_lat[: len(lanes.lon_lat)] == lanes.lon_lat).all()
    elsewhere = edges_of([np.array([(0.0, 0.0), (1.0, 0.0)])])
    assert len(with_canals(elsewhere).tail) == 1


def test_ports_are_read_once_each_and_one_with_a_terminal_wins(tmp_path):
    file = tmp_path / "ports.geojson"
    rows = [("DEHAM", "Hamburg", None), ("DEHAM", "Hamburg port", 1.0), ("RUVVO", "Vladivostok", 0.0)]
    point = {"type": "Point", "coordinates": [10, 53.5]}
    features = [
        {"type": "Feature", "geometry": point, "properties": {"port": a, "name": b, "t": t}} for a, b, t in rows
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert [(one.id, one.name, one.terminal, one.country) for one in ports_in(file)] == [
        ("DEHAM", "Hamburg port", True, "DE"),
        ("RUVVO", "Vladivostok", False, "RU"),
    ]
    features[1]["properties"] = {"name": "Hamburg"}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with pytest.raises(networks.DataError, match=r"ports.geojson, feature 2"):
        ports_in(file)


def test_parts_are_numbered_by_size():
    rng = np.random.default_rng(3)
    for _ in range(20):
        n = int(rng.integers(2, 60))
        tail, head = rng.integers(0, n, (2, int(rng.integers(0, n))))
        part = parts_of(n, tail, head)
        assert (part[tail] == part[head]).all()
        sizes = np.bincount(part)
        assert (np.diff(sizes) <= 0).all() and sizes.sum() == n
        import networkx

        graph = networkx.Graph(zip(tail.tolist(), head.tolist(), strict=True))
        graph.add_nodes_from(range(n))
        assert len(sizes) == networkx.number_connected_components(graph)
