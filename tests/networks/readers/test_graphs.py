"""networkx graphs in and out: parallel edges, directions, attributes."""

import warnings

import pytest

import networks

networkx = pytest.importorskip("networkx")


def refused(graph, **arguments):
    with pytest.raises(networks.DataError) as caught:
        networks.from_networkx(graph, **arguments)
    return [(one.file, one.row, one.field, one.value, one.expected) for one in caught.value.findings]


def strict(graph, **arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return networks.from_networkx(graph, **arguments)


def test_places_and_links_go_out_and_come_back(toy):
    builder = networks.NetworkBuilder("toy", price_year=2016, note="a note")
    builder.add_source(id="S1", title="An atlas").add_place(
        id="A", name="Alpha", country="BJ", lat=8.5, lon=2, gauges_mm=(1520, 1435)
    )
    builder.add_place(id="B", name="Beta", country="NA").add_place(id="C", name="Gamma", country="RU", source="S1")
    builder.add_link(id="ab", tail="A", head="B", mode="rail", gauge_mm=1520, electrified="partly", check_source="S1")
    builder.add_link(id="ab2", tail="B", head="A", mode="rail", gauge_mm=1435).add_waypoints(
        link="ab2", points=[(1, 2)]
    )
    builder.add_link(id="bc", tail="B", head="C", mode="sea", directed=True, hours=5, usd=0)
    builder.add_link(id="cb", tail="C", head="B", mode="sea", directed=True, hours=6, territories=("NA", "RU"))
    network = builder.build()
    graph = network.to_networkx()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (3, 6), "two undirected links are four edges"
    assert strict(graph) == network


def test_a_missing_figure_is_none_so_that_networkx_never_takes_it_for_one():
    builder = networks.NetworkBuilder("toy").add_place(id="A", name="A").add_place(id="B", name="B")
    graph = builder.add_link(id="ab", tail="A", head="B", mode="sea").build().to_networkx()
    assert graph["A"]["B"]["ab"]["hours"] is None
    assert not networkx.has_path(
        networkx.subgraph_view(graph, filter_edge=lambda *edge: graph.edges[edge]["hours"]), "A", "B"
    )


def test_the_heading_stands_in_the_graph(toy):
    graph = toy().build().to_networkx()
    assert (graph.graph["name"], graph.graph["price_year"]) == ("toy", 2016)
    assert "air" not in {key for *_, key in graph.edges(keys=True)}, "what is withheld stays out"


@pytest.mark.parametrize(
    ("kind", "directed", "ids"),
    [
        ("Graph", False, ["sea:A-B"]),
        ("DiGraph", True, ["sea:A-B", "sea:B-A"]),
        ("MultiGraph", False, ["sea:A-B", "sea:A-B.1"]),
        ("MultiDiGraph", True, ["sea:A-B", "sea:B-A"]),
    ],
)
def test_every_kind_of_graph_keeps_its_edges(kind, directed, ids):
    graph = getattr(networkx, kind)()
    graph.add_edge("A", "B", weight=2.5)
    graph.add_edge("B", "A", weight=3.5)
    network = networks.from_networkx(graph, mode="sea", hours="weight")
    assert list(network.links) == ids
    assert {link.directed for link in network.links.values()} == {directed}
    assert [link.hours for link in network.links.values()] == ([3.5] if kind == "Graph" else [2.5, 3.5])


def test_keys_of_parallel_edges_are_ids_where_nothing_else_bears_them():
    graph = networkx.MultiGraph()
    for hours, (tail, head, key) in enumerate([(1, 2, "canal"), (1, 2, "road"), (2, 3, "road")], 1):
        graph.add_edge(tail, head, key, mode="road", hours=hours)
    assert list(strict(graph).links) == ["canal", "road:1-2.road", "road:2-3.road"]


def test_nodes_that_are_numbers_become_ids_of_text_and_attributes_are_read_under_other_names():
    graph = networkx.DiGraph(name="my graph")
    graph.add_node(7, x=2.0, y=1.0)
    graph.add_edge(7, 8, dist=800, mode="road")
    network = strict(graph, lat="y", lon="x", length_km="dist")
    assert (network.name, network.places["7"].lat, network.places["7"].lon) == ("my-graph", 1, 2)
    assert network.links["road:7-8"].length_km == 800


def test_attributes_that_are_no_columns_are_told_in_one_warning_each():
    graph = networkx.Graph()
    graph.add_node("A", colour="red")
    graph.add_edge("A", "B", mode="sea", weight=1, bridge=True)
    with pytest.warns(networks.DataWarning) as caught:
        networks.from_networkx(graph)
    text = str(caught[0].message)
    assert "links: 'bridge, weight': these attributes are no columns" in text
    assert "places: 'colour': these attributes" in text


def test_a_link_without_a_mode_and_bad_figures_are_told():
    graph = networkx.Graph()
    graph.add_edge("A", "B", hours=float("nan"), usd=-1, length_km="5")
    graph.add_edge("B", "(1, 2)", mode="train")
    assert [(table, row, field, value) for table, row, field, value, _ in refused(graph)] == [
        ("links", 1, "hours", "nan"),
        ("links", 1, "length_km", "5"),
        ("links", 1, "mode", ""),
        ("links", 1, "usd", "-1"),
        ("links", 2, "head", "(1, 2)"),
        ("links", 2, "id", "train:B-(1, 2)"),
        ("links", 2, "mode", "train"),
        ("places", 3, "id", "(1, 2)"),
    ]


def test_an_argument_that_is_no_column_is_a_type_error():
    with pytest.raises(TypeError, match="lenght"):
        networks.from_networkx(networkx.Graph(), lenght="weight")


def test_a_direction_that_cannot_be_told_is_an_error():
    graph = networkx.Graph()
    graph.add_edge("A", "B", mode="sea", directed=True)
    graph.add_edge("B", "C", mode="sea", tail="A", head="C")
    assert refused(graph) == [
        ("links", 1, "directed", "A, B", "a directed link in an undirected graph needs the attributes tail and head"),
        ("links", 2, "tail", "A, C", "expected the ends of the edge, B and C"),
    ]


def test_opposite_edges_that_call_themselves_undirected_must_agree():
    graph = networkx.DiGraph()
    graph.add_edge("A", "B", mode="sea", hours=5, directed=False)
    graph.add_edge("B", "A", mode="sea", hours=6, directed=False)
    text = "its two opposite edges differ, so it cannot be one undirected link"
    assert refused(graph) == [("links", 1, "directed", "B, A, 0", text)]


def test_a_graph_is_left_as_it_was(toy):
    graph = toy().build().to_networkx()
    before = networkx.to_dict_of_dicts(graph)
    networks.from_networkx(graph)
    assert networkx.to_dict_of_dicts(graph) == before


class Mute:
    """A key that cannot even be shown."""

    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize("key", [7, 7.0, "7"])
def test_a_whole_number_as_key_is_the_id_of_that_number(key):
    graph = networkx.Graph()
    graph.add_edge(key, "B", mode="sea")
    assert list(strict(graph).places) == ["7", "B"]


def test_attributes_of_any_type_are_told_and_nothing_falls_over():
    numpy = pytest.importorskip("numpy")
    for value in (
        numpy.array([1, 2]),
        numpy.array([]),
        [1],
        {"a": 1},
        Mute(),
        10**5000,
        b"x",
        float("nan"),
        {1, "a"},
        object(),
    ):
        for column in ("name", "lat", "gauges_mm"):
            graph = networkx.Graph()
            graph.add_edge("A", "B", mode="sea")
            graph.nodes["A"][column] = value
            assert {finding[2] for finding in refused(graph)} == {column}
        for column in ("mode", "hours", "territories", "tail", "waypoints", "id", "directed"):
            graph = networkx.MultiDiGraph()
            graph.add_edge("A", "B", mode="sea", directed=False)
            graph.add_edge("B", "A", mode="sea", directed=False)
            graph["A"]["B"][0][column] = value
            assert refused(graph)


def test_keys_of_any_type_are_told():
    graph = networkx.MultiGraph()
    mute = Mute()
    graph.add_edge(mute, (1, 2), mode="sea")
    graph.add_edge("A", "B", mute, mode="sea")
    graph.add_edge("A", 10**5000, mode="sea")
    assert {finding[2] for finding in refused(graph)} >= {"id", "tail", "head"}


@pytest.mark.parametrize("sources", ["S1", 5, [5], {"id": "S1"}, ["S1"], [None]])
def test_sources_that_are_no_rows_are_told(sources):
    graph = networkx.Graph(sources=sources)
    graph.add_edge("A", "B", mode="sea")
    assert [(table, expected) for table, *_, expected in refused(graph)] == [
        ("sources", "expected a list of rows, each a dictionary")
    ]


@pytest.mark.parametrize("name", ["my net", 5.5, ["x"], "x" * 300])
def test_a_name_that_could_not_be_read_again_is_refused(name):
    graph = networkx.Graph()
    graph.add_edge("A", "B", mode="sea")
    assert [(table, field) for table, _, field, *_ in refused(graph, name=name)] == [("network", "name")]
    graph.graph["name"] = name
    assert networks.from_networkx(graph).name, "that of a graph is no id and is made one"


def test_what_is_no_graph_is_a_type_error():
    with pytest.raises(TypeError, match="needs a graph of networkx, not dict"):
        networks.from_networkx({})


@pytest.mark.parametrize("points", [{(40, 135), (41, 138)}, {40: 135}, "ab", 5, [(40, 135, 0)], [40, 135], ["ab"]])
def test_way_points_are_pairs_in_their_order(points):
    graph = networkx.Graph([("A", "B", {"waypoints": points})])
    ((file, row, field, _, expected),) = refused(graph, mode="sea")
    assert (file, row, field) == ("links", 1, "waypoints") and expected.startswith("expected ")


@pytest.mark.parametrize("given", [{"hours": ["w"]}, {"lat": {}}, {"lat": 5}, {"hours": None}])
def test_an_attribute_is_named_by_a_text(given):
    ((column, value),) = given.items()
    told = ("from_networkx", 0, column, str(value), "expected the name of an attribute as text")
    assert refused(networkx.Graph([("A", "B")]), mode="sea", **given) == [told]
