"""What hangs together, held against networkx on random graphs."""

import json
import random

import networkx
import pytest

import networks
from networks.model.cells import table_from_values
from networks.network import Network


def random_network(seed):
    """Return a network of up to 12 places and the graphs of networkx of its links, one-way and both ways."""
    rng = random.Random(seed)
    places = [f"P{number:02}" for number in range(rng.randint(1, 12))]
    links = [
        {
            "id": f"L{number}",
            "tail": rng.choice(places),
            "head": rng.choice(places),
            "mode": "sea",
            "directed": rng.random() < 0.4,
        }
        for number in range(rng.randint(0, 18))
    ]
    rows = {"network": [{"name": "toy"}], "places": [{"id": one, "name": one} for one in places], "links": links}
    net = Network({name: table_from_values(name, cells)[0] for name, cells in rows.items()})
    around, ways = networkx.MultiGraph(), networkx.DiGraph()
    for graph in (around, ways):
        graph.add_nodes_from(places)
    for link in links:
        if link["tail"] != link["head"]:
            around.add_edge(link["tail"], link["head"], key=link["id"])
            ways.add_edge(link["tail"], link["head"])
            if not link["directed"]:
                ways.add_edge(link["head"], link["tail"])
    return net, around, ways


@pytest.mark.parametrize("seed", range(60))
def test_it_is_as_networkx_says(seed):
    net, around, ways = random_network(seed)
    found = net.connectivity()
    assert sorted(map(sorted, found.parts)) == sorted(map(sorted, networkx.connected_components(around)))
    assert [len(part) for part in found.parts] == sorted(map(len, found.parts), reverse=True)
    assert found.dead_ends == tuple(sorted(one for one in around if len(set(around[one])) == 1))
    simple = networkx.Graph(around)
    bridges = {}
    for one, other in networkx.bridges(simple):
        keys = list(around[one][other])
        if len(keys) == 1:
            rest = simple.copy()
            rest.remove_edge(one, other)
            bridges[keys[0]] = min(len(networkx.node_connected_component(rest, end)) for end in (one, other))
    assert {one.link: one.cut_off for one in found.bridges} == bridges
    no_out, no_in = set(), set()
    for part in networkx.weakly_connected_components(ways):
        cores = sorted(networkx.strongly_connected_components(ways.subgraph(part)), key=len, reverse=True)
        if len(cores) == 1 or len(cores[0]) == len(cores[1]):
            part_is_ambiguous = len(cores) > 1
            if part_is_ambiguous:
                return
            continue
        heart = next(iter(cores[0]))
        no_out |= part - networkx.ancestors(ways, heart) - {heart}
        no_in |= part - networkx.descendants(ways, heart) - {heart}
    assert ({*found.no_way_out}, {*found.no_way_in}) == (no_out, no_in)


def test_it_is_told_as_text_and_as_json():
    net, _, _ = random_network(3)
    found = net.connectivity()
    assert json.loads(json.dumps(found.to_dict()))["parts"] == [list(part) for part in found.parts]
    assert str(found).startswith(f"{len(found.parts)} part")
    assert net.connectivity() is found


def test_no_places():
    assert str(Network({"network": table_from_values("network", [{"name": "toy"}])[0]}).connectivity()) == "no places"


def test_a_one_way_trap_is_a_finding_of_check():
    builder = networks.NetworkBuilder("toy")
    for place in "ABC":
        builder.add_place(id=place, name=place)
    builder.add_link(id="ab", tail="A", head="B", mode="sea", hours=9.0)
    builder.add_link(id="bc", tail="B", head="C", mode="sea", hours=9.0, directed=True)
    with pytest.warns(networks.DataWarning, match="links of one direction lead not out of 1 place") as told:
        builder.build()
    assert "'C'" in str(told[0].message) and "[one-way-traps]" in str(told[0].message)
