"""Geographs of scgraph: neighbours that are joined, the 180th meridian, and what is refused, by node and value."""

import copy
import json

import networkx
import pytest
from oracles.foreign_files import GEOGRAPH, as_json, refused, taken

import networks
from routing import Shipment, solve, verify

BEIJING = [39.9, 116.4]


def file_of(folder, change=None, text=None):
    """Return the toy as a file, after a change of what it holds, or with other text."""
    content = copy.deepcopy(GEOGRAPH)
    if change is not None:
        change(content)
    return as_json(folder / "toy.graphjson", content if text is None else text)


def test_neighbours_are_joined_by_one_link_where_both_ways_are_as_long(tmp_path):
    net, told = taken(file_of(tmp_path), mode="sea", speed=20)
    assert [(one.tail, one.head, one.length_km, one.directed) for one in net.links.values()] == [
        ("0", "1", 1100, False),
        ("0", "2", 2000, True),
        ("1", "2", 1400.5, True),
        ("2", "1", 1500, True),
    ]
    assert net.links["sea:0-1"].hours == 55 and net.places["1"].lon == 131.88
    result = solve(net, Shipment("2", "0"), minimise="distance")
    verify(net, result)
    assert result.require().km == 2600 and "unit" not in told


def test_least_ways_are_those_of_networkx_on_the_raw_file(tmp_path):
    graph = networkx.DiGraph()
    for tail, ways in enumerate(GEOGRAPH["graph"]):
        graph.add_weighted_edges_from((tail, int(head), km) for head, km in ways.items())
    net, _ = taken(file_of(tmp_path), mode="sea")
    for origin, found in networkx.all_pairs_dijkstra_path_length(graph):
        for destination, km in found.items():
            if origin != destination:
                answer = solve(net, Shipment(str(origin), str(destination)), minimise="distance")
                assert answer.require().km == pytest.approx(km)


def _put(*path, value):
    def change(content):
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = value

    return change


def _cut(*path):
    def change(content):
        for key in path[:-1]:
            content = content[key]
        del content[path[-1]]

    return change


BAD = [  # what is changed; number of the node, field, value, a part of what is expected
    (_put("nodes", value={}), (0, "nodes", "", "expected a list")),
    (_put("nodes", value=None), (0, "nodes", "", "expected a list")),
    (_put("nodes", value="abc"), (0, "nodes", "", "expected a list")),
    (_put("nodes", value=[]), (0, "graph", "3", "as many as there are nodes, 0")),
    (_put("graph", value={}), (0, "graph", "", "expected a list")),
    (_put("graph", value=5), (0, "graph", "", "expected a list")),
    (_put("graph", value=[]), (0, "graph", "0", "as many as there are nodes, 3")),
    (_cut("nodes", 0), (0, "graph", "3", "as many as there are nodes, 2")),
    (_cut("graph", 0), (0, "graph", "2", "as many as there are nodes, 3")),
    (_put("nodes", 0, value=None), (1, "nodes", "None", "degrees north")),
    (_put("nodes", 0, value=[35]), (1, "nodes", "[35]", "degrees north")),
    (_put("nodes", 0, value=[35, 139, 5]), (1, "nodes", "[35, 139, 5]", "degrees north")),
    (_put("nodes", 0, value=["35", "139"]), (1, "nodes", "['35', '139']", "degrees north")),
    (_put("nodes", 0, value={"lat": 35}), (1, "nodes", "{'lat': 35}", "degrees north")),
    (_put("nodes", 0, value=[139.66, 35.45]), (1, "nodes", "[139.66, 35.45]", "degrees north")),
    (_put("nodes", 0, value=[35, 361]), (1, "nodes", "[35, 361]", "degrees north")),
    (_put("nodes", 0, value=[-91, 0]), (1, "nodes", "[-91, 0]", "degrees north")),
    (_put("nodes", 0, value=[True, 0]), (1, "nodes", "[True, 0]", "degrees north")),
    (_put("nodes", 0, value=[float("nan"), 0]), (1, "nodes", "[nan, 0]", "degrees north")),
    (_put("nodes", 0, value=[float("inf"), 0]), (1, "nodes", "[inf, 0]", "degrees north")),
    (_put("nodes", 2, 1, value=10**400), (3, "nodes", "[38.97, '1000", "degrees north")),
    (_put("nodes", 2, value="x" * 9000), (3, "nodes", "x", "degrees north")),
    (_put("graph", 0, value=None), (1, "graph", "None", "number of a neighbour")),
    (_put("graph", 0, value=[1, 900]), (1, "graph", "[1, 900]", "number of a neighbour")),
    (_put("graph", 0, value=5), (1, "graph", "5", "number of a neighbour")),
    (_put("graph", 0, "x", value=5), (1, "graph", "x", "a node from 0 to 2")),
    (_put("graph", 0, "3", value=5), (1, "graph", "3", "a node from 0 to 2")),
    (_put("graph", 0, "-1", value=5), (1, "graph", "-1", "a node from 0 to 2")),
    (_put("graph", 0, "1.0", value=5), (1, "graph", "1.0", "a node from 0 to 2")),
    (_put("graph", 0, "", value=5), (1, "graph", "", "a node from 0 to 2")),
    (_put("graph", 0, "²", value=5), (1, "graph", "²", "a node from 0 to 2")),
    (_put("graph", 0, "9" * 4000, value=5), (1, "graph", "99", "a node from 0 to 2")),
    (_put("graph", 0, "1", value=-5), (1, "graph", "-5", "a number from 0")),
    (_put("graph", 0, "1", value="900"), (1, "graph", "900", "a number from 0")),
    (_put("graph", 0, "1", value=None), (1, "graph", "None", "a number from 0")),
    (_put("graph", 0, "1", value=True), (1, "graph", "True", "a number from 0")),
    (_put("graph", 0, "1", value=[900]), (1, "graph", "[900]", "a number from 0")),
    (_put("graph", 0, "1", value=float("nan")), (1, "graph", "nan", "a number from 0")),
    (_put("graph", 0, "1", value=float("inf")), (1, "graph", "inf", "a number from 0")),
    (_put("graph", 0, "1", value=1e200), (1, "length_km", "1e+200", "is not possible")),
    (_put("geograph_units", value="furlong"), (0, "geograph_units", "furlong", "one of km, m")),
    (_put("geograph_units", value=5), (0, "geograph_units", "5", "one of km, m")),
]


@pytest.mark.parametrize(("change", "found"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_told_by_node_field_and_value(tmp_path, change, found):
    line, field, value, expected = found
    told = refused(file_of(tmp_path, change), mode="sea")
    assert any(
        one[:3] == ("toy.graphjson", line, field) and one[3].startswith(value) and expected in one[4] for one in told
    ), told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"graph": [], "nodes": [], "nodes": []}', "this key stands twice"),
        ('{"graph": [], "nodes": []', "not JSON"),
        ('{"graph": ' + "[" * 60 + "]" * 60 + ', "nodes": []}', "at most 50 deep"),
    ],
)
def test_what_is_no_sound_json_is_refused(tmp_path, text, words):
    assert words in refused(file_of(tmp_path, text=text), format="geograph", mode="sea")[0][4]


def _wrap(content):
    content["nodes"] = [[0, 179], [0, 181], [0, 183]]
    content["graph"] = [{"1": 223}, {"2": 223, "0": 223}, {}]


ODD = [
    (_cut("type"), ""),
    (_cut("geograph_units"), ""),
    (_put("geograph_units", value="kilometers"), ""),
    (_put("type", value="anything"), ""),
    (_put("x", value=5), ""),
    (_put("intermediate_nodes", value=[[1, 2]]), "points between nodes are not read"),
    (_wrap, "2 nodes lie beyond 180 degrees east or west"),
    (_put("graph", 0, "0", value=5), "the link ends where it begins"),
    (_put("graph", 2, value={}), ""),
    (_put("graph", 0, "1", value=0), "read as 1e-09 km"),
    (_put("nodes", 0, value=BEIJING), "they are not read"),
    (_put("nodes", 0, value=[35, 139]), ""),
]


@pytest.mark.parametrize(("change", "told"), ODD, ids=range(len(ODD)))
def test_what_is_odd_is_read(tmp_path, change, told):
    net, said = taken(file_of(tmp_path, change), mode="sea")
    assert len(net.places) == 3 and told in said


def test_longitudes_beyond_the_180th_meridian_are_those_of_the_other_side(tmp_path):
    net, _ = taken(file_of(tmp_path, _wrap), mode="sea")
    assert [place.lon for place in net.places.values()] == [179, -179, -177]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({}, "mode"),
        ({"mode": "boat"}, "mode"),
        ({"mode": "sea", "speed": 0}, "speed"),
        ({"mode": "sea", "speed": "5"}, "speed"),
    ]
    + [({"mode": "sea", "length_unit": one}, "length_unit") for one in ("x", "none", 5)],
)
def test_options_are_looked_at(tmp_path, options, field):
    assert refused(file_of(tmp_path), **options)[0][2] == field


def test_it_is_known_by_its_keys_whatever_the_name(tmp_path):
    path = as_json(tmp_path / "sea.json", GEOGRAPH)
    assert len(networks.read(path, mode="sea", silence=("stated-countries",)).links) == 4
    both = as_json(tmp_path / "both.json", GEOGRAPH | {"features": []})
    assert refused(both)[0][4].startswith("this may be geograph and geojson; say which by format=")
    assert json.loads(path.read_text())["type"] == "GeoGraph"
