"""The sea lanes that searoute brings, where it is installed: known distances, and the same lengths as it finds."""

import random
from importlib.util import find_spec

import pytest

import networks
from routing import Constraints, Speeds, way

pytestmark = [
    pytest.mark.skipif(find_spec("searoute") is None, reason="searoute is not installed (extra sea)"),
    pytest.mark.long,
]
PAIRS, SHARE = 60, 0.03


def test_ways_through_passages_and_round_them():
    graph = networks.sea()
    suez = way(graph, "JPYOK", "NLRTM", speeds=Speeds(sea_kn=16))
    assert 20_500 < suez.km < 21_500 and set(suez.passages) == {"malacca", "bab-el-mandeb", "suez", "gibraltar"}
    cape = way(graph, "JPYOK", "NLRTM", constraints=Constraints(avoid_passages={"suez", "panama"}))
    assert 26_500 < cape.km < 27_500
    arctic = way(graph, "JPYOK", "NLRTM", open_passages={"northeast"})
    assert 13_500 < arctic.km < 14_500 and "northeast" in arctic.passages
    skagen, kiel = way(graph, "DEHAM", "PLGDN"), way(graph, "DEHAM", "PLGDN", open_passages="kiel")
    assert kiel.passages == ("kiel",) and skagen.km - kiel.km > 400


def test_lengths_are_those_that_searoute_finds():
    import searoute

    graph, rnd = networks.sea(), random.Random(17)
    ports = [port for port in graph.ports if port.terminal and graph.km_to(port.lat, port.lon).min() < 60]
    off = []
    for _ in range(PAIRS):
        one, other = rnd.sample(ports, 2)
        theirs = searoute.searoute([one.lon, one.lat], [other.lon, other.lat], append_orig_dest=True)
        off.append(abs(way(graph, one.id, other.id).km / theirs.properties["length"] - 1))
    assert sum(one <= SHARE for one in off) >= PAIRS - 2  # the others join the lanes elsewhere, clear of land
