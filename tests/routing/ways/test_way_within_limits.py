"""Ways by way of others and within limits, against all walks of small graphs; why there is none."""

import itertools
import time

import networkx
import numpy as np
import pytest

from networks import WayGraph
from routing import Constraints, LimitReachedError, QuestionError, Speeds, Status, way, way_front
from routing.search import Digraph, Path, Paths
from routing.ways.digraphs import METRES, TIME
from routing.ways.searching import Search, front, least

SPEEDS = Speeds(sea_kn=10, rail_kmh=50, transfer_h=5)


def small_graph(seed, size=8, edges=14):
    """Return a connected graph with lengths and modes that are at odds, so that fronts have several points."""
    rng = np.random.default_rng(seed)
    lon_lat = np.stack([rng.uniform(0, 30, size), rng.uniform(0, 20, size)], axis=1)
    pairs = [(at, at + 1) for at in range(size - 1)] + rng.integers(0, size, (edges, 2)).tolist()
    graph = WayGraph.of_edges("small", lon_lat, pairs)
    mode = rng.integers(0, 2, len(graph.metres)).astype(np.uint8)
    return WayGraph(
        name="small",
        title="small",
        mode=mode,
        **{name: getattr(graph, name) for name in ("lon_lat", "tail", "head", "metres")},
    )


def sums_of_walks(graph, nodes):
    """Return (time, metres) of every walk through nodes whose legs repeat no node."""
    plain, number = networkx.Graph(), {}
    for at, pair in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), strict=True)):
        plain.add_edge(*pair)
        number[frozenset(pair)] = at
    cells = np.stack([SPEEDS.milliminutes(graph), graph.metres], axis=1)
    sums = {(0, 0)}
    for source, target in itertools.pairwise(nodes):
        paths = [[source]] if source == target else networkx.all_simple_paths(plain, source, target)
        edges = ([number[frozenset(pair)] for pair in itertools.pairwise(path)] for path in paths)
        leg = {tuple(cells[one].sum(axis=0).tolist()) if one else (0, 0) for one in edges}
        sums = {(one[0] + other[0], one[1] + other[1]) for one in sums for other in leg}
    return sums


def front_of(sums):
    return sorted(one for one in sums if not any(o[0] <= one[0] and o[1] <= one[1] and o != one for o in sums))


def position(graph, node):
    return tuple(graph.lon_lat[node, ::-1].tolist())


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 25))])
@pytest.mark.parametrize("vias", [0, 1, 2])
def test_the_least_within_limits_and_the_front_are_those_of_all_walks(seed, vias):
    graph = small_graph(seed)
    rng = np.random.default_rng(seed)
    source, target = rng.choice(len(graph.lon_lat), 2, replace=False).tolist()
    nodes = [source, *rng.integers(0, len(graph.lon_lat), vias).tolist(), target]
    sums = sums_of_walks(graph, nodes)
    ends = position(graph, source), position(graph, target)
    via = tuple("{:.12f}, {:.12f}".format(*position(graph, node)) for node in nodes[1:-1])
    best = front_of(sums)
    for max_days, max_km in [(None, None), *((t / 1.44e6, m / 1000) for t, m in best), (best[0][0] / 1.44e6, 1e9)]:
        kept = Constraints(via=via, max_days=max_days and max_days * (1 + 1e-12), max_km=max_km)
        most = (max_days or 1e9) * 1.44e6 + 1e-3, (max_km or 1e9) * 1000 + 1e-3
        within = [one for one in sums if one[0] <= most[0] and one[1] <= most[1]]
        for at, minimise in enumerate(("time", "distance")):
            found = way(graph, *ends, minimise=minimise, speeds=SPEEDS, constraints=kept)
            assert found.status is Status.OPTIMAL
            assert found.nodes[0] == source and found.nodes[-1] == target
            total = SPEEDS.milliminutes(graph)[found.edges].sum(), graph.metres[found.edges].sum()
            assert total in within and total[at] == min(one[at] for one in within)
        told = way_front(graph, *ends, speeds=SPEEDS, constraints=kept)
        assert [
            (int(SPEEDS.milliminutes(graph)[one.edges].sum()), int(graph.metres[one.edges].sum())) for one in told
        ] == [one for one in best if one in within]


def test_limits_that_leave_none_are_told_with_the_least_that_works():
    # by sea 334 km in 18 h, by rail 556 km in 11 h
    points = np.array([(0.0, 0.0), (3.0, 0.0), (1.5, 2.0)])
    graph = WayGraph.of_edges("two", points, [(0, 1), (0, 2), (2, 1)])
    mode = np.array([0, 1, 1], dtype=np.uint8)
    graph = WayGraph(
        name="two",
        title="two",
        mode=mode,
        **{name: getattr(graph, name) for name in ("lon_lat", "tail", "head", "metres")},
    )
    ends, speeds = ((0, 0), (0, 3)), Speeds(sea_kn=10, rail_kmh=50, transfer_h=0)
    found = way(graph, *ends, speeds=speeds, constraints=Constraints(max_days=0.5))
    assert found.km_by_mode.keys() == {"rail"} and found.hours < 12
    both = way(graph, *ends, speeds=speeds, constraints=Constraints(max_days=0.5, max_km=400))
    assert both.status is Status.INFEASIBLE and both.reason == "the limits leave none"
    assert both.blocked_by == (
        "at most 400 km (the least is 556.0)",
        "at most 0.5 days (the least is 0.76)",
    )
    ban = Constraints(max_days=0.5, modes={"sea"})
    assert way(graph, *ends, speeds=speeds, constraints=ban).blocked_by == (
        "modes sea alone",
        "at most 0.5 days (the least is 0.76)",
    )
    assert "Lifting at most 400 km" in str(both) and way_front(graph, *ends, speeds=speeds, constraints=ban) == ()
    off = Constraints(max_km=50)  # less than the ways from the ends to the graph
    assert way(graph, (0.3, 0), (0.3, 3), constraints=off).reason == "the limits leave none"


def test_what_it_runs_through_is_told_with_how_far_that_is():
    graph = WayGraph.of_edges("round", np.array([(0.0, 0.0), (3.0, 0.0), (1.5, 2.0)]), [(0, 1), (0, 2), (2, 1)])
    found = way(graph, (0, 0), (0, 3), constraints=Constraints(via="2.5, 1.5"))
    assert [end.node for end in found.vias] == [2] and found.nodes.tolist() == [0, 2, 1]
    assert "0, 0 - 0, 3 via 2.5, 1.5, least distance" in str(found)
    assert "the way runs through 2.00, 1.50, 55.6 km away from 2.5, 1.5" in str(found)
    assert found.to_dict()["via"] == ["2.5, 1.5"]
    ban = Constraints(via="10, 10", avoid_territories="NG")
    over = WayGraph.of_edges("over", np.array([(0.0, 0.0), (10.0, 10.0), (0.0, 20.0)]), [(0, 1), (1, 2)])
    assert way(over, (0, 0), (20, 0), constraints=ban).blocked_by == ("the ban of NG",)


def test_a_straight_way_over_open_water_keeps_to_limits_and_modes():
    graph = WayGraph.of_edges("bay", np.array([(140.0, 30.0), (150.0, 30.0)]), [(0, 1)])
    asked = {"within_km": 600, "speeds": SPEEDS}
    found = way(graph, (30.5, 145.0), (30.5, 145.2), constraints=Constraints(max_km=10), **asked)
    assert found.blocked_by == ("at most 10 km (the least is 19.2)",)
    assert way(graph, (30.5, 145.0), (30.5, 145.2), constraints=Constraints(max_km=20), **asked).direct
    rail = Constraints(modes={"rail"})
    assert not way(graph, (30.5, 145.0), (30.5, 145.2), constraints=rail, **asked).direct


class Slow:
    """A graph whose time is up: before any path, or in the midst of a front."""

    def __init__(self, paths):
        self.paths, self.weights = paths, {METRES: np.array([1]), TIME: np.array([2])}

    def shortest(self, *ends, **asked):
        return Path(Status.UNKNOWN, "time is up", None, {})

    def pareto(self, *ends, **asked):
        return self.paths


def test_time_that_is_up_is_no_proof_that_there_is_none():
    none, some = Paths(Status.UNKNOWN, "time is up", ()), Path(Status.OPTIMAL, "", np.array([0]), {METRES: 1, TIME: 2})
    search = Search(Slow(none), (0, 4, 7), None, time.monotonic() - 1)
    assert search.left_s() > 0
    assert least(search, METRES, {}).status is Status.UNKNOWN
    assert [(one.status, one.arcs) for one in front(search, {})] == [(Status.UNKNOWN, None)]
    part = front(Search(Slow(Paths(Status.TRUNCATED, "time is up", (some,))), (0, 4, 7), None, None), {})
    assert [(one.status, one.totals) for one in part] == [(Status.TRUNCATED, {METRES: 2, TIME: 4})]


def test_an_unknown_answer_says_so(monkeypatch):
    graph = small_graph(3)
    monkeypatch.setattr(Digraph, "shortest", Slow(()).shortest)
    found = way(graph, position(graph, 0), position(graph, 7), speeds=SPEEDS)
    assert found.status is Status.UNKNOWN and str(found).splitlines()[1] == "No answer: time is up."
    with pytest.raises(LimitReachedError, match="so far"):
        found.require()
    with pytest.raises(QuestionError, match="time_limit_s=-5"):
        way(graph, position(graph, 0), position(graph, 7), speeds=SPEEDS, time_limit_s=-5)
