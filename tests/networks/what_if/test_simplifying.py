"""Links in a row as one: every way between two places that stay is as long, slow and dear as before."""

import random
import warnings

import networkx
import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, Status, solve, verify


def built(builder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)
        return builder.build()


def drawn(seed):
    """Return a sparse random network of tracks and roads, with one-way links, positions, courses and territories."""
    draw = random.Random(seed)
    builder = networks.NetworkBuilder("drawn")
    names, surveyed = [f"p{number:02d}" for number in range(16)], draw.choice((0, 0.1, 0.9, 1))
    for number, name in enumerate(names):
        kind = draw.choice(("junction", "other", "", "", "junction", "other", "", "rail_terminal"))
        where = {"lat": 48.0 + number / 1000, "lon": 67.0} if draw.random() < 0.8 else {}
        builder.add_place(id=name, name=name, kind=kind, country="KZ" if number < 12 else "RU", **where)
    pairs = [(names[number], names[number + 1]) for number in range(15)]
    pairs += [tuple(draw.sample(names, 2)) for _ in range(4)]
    for number, (tail, head) in enumerate(pairs):
        if draw.random() < 0.5:
            tail, head = head, tail
        km = draw.choice((2.1, 2.2, 7.3, 12.0))
        cells = {"length_km": km, "hours": draw.choice((0.1, 0.7, 3.0, 1e-9))}
        cells |= {"usd": draw.choice((0.0, 1.1, 3.3)), "kg_co2e": 1.0} if draw.random() < 0.95 else {}
        of = (*{"KZ" if int(end[1:]) < 12 else "RU" for end in (tail, head)}, *draw.choice(((), (), ("CN",))))
        of = of if draw.random() < 0.95 else ()
        one_way = draw.random() < 0.15
        builder.add_link(id=f"k{number}", tail=tail, head=head, mode="road", directed=one_way, territories=of, **cells)
        if draw.random() < surveyed:
            builder.add_waypoints(link=f"k{number}", points=[(48.0 + draw.random() / 100, 67.0), (48.01, 67.01)])
    return built(builder)


def least(net, one, other, minimise, constraints):
    found = solve(net, Shipment(one, other, scope="terminal"), minimise=minimise, constraints=constraints)
    if found.status is Status.INFEASIBLE:
        return None
    verify(net, found)
    best = found.require()
    return {"time": best.milliminutes, "cost": best.millicents, "distance": best.millimetres}[minimise]


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(6, 80))])
def test_ways_between_places_that_stay_are_as_before(seed):
    net = drawn(seed)
    short = networks.simplified(net)
    assert len(net.places) - len(short.places) == len(net.links) - len(short.links)
    assert networks.simplified(short).content_hash == short.content_hash
    draw = random.Random(seed)
    stay = sorted(short.places)
    for _ in range(4):
        one, other = draw.sample(stay, 2)
        for minimise in ("time", "cost", "distance"):
            for banned in ((), ("CN",), ("RU",)):
                limits = Constraints(avoid_territories=banned)
                before = least(net, one, other, minimise, limits)
                after = least(short, one, other, minimise, limits)
                if minimise == "time" and before is not None and after is not None:
                    assert abs(before - after) <= len(net.links) - len(short.links)  # of links whose hours are rounded
                else:
                    assert before == after


def test_some_places_of_those_networks_go():
    nets = [drawn(seed) for seed in range(12)]
    assert sum(len(net.places) - len(networks.simplified(net).places) for net in nets) > 12


def row(*pairs, **cells):
    """Return links of 10 km in a row, by pairs of places; `cells` by number of the link."""
    builder = networks.NetworkBuilder("row")
    for place in dict.fromkeys(place for pair in pairs for place in pair):
        builder.add_place(id=place, name=place, country="KZ")
    for number, (tail, head) in enumerate(pairs):
        more = {"mode": "rail", "length_km": 10.0, "gauge_mm": 1520, **cells.get(f"k{number}", {})}
        builder.add_link(id=f"k{number}", tail=tail, head=head, **more)
    return builder


def ends(net):
    return sorted((link.tail, link.head) for link in net.links.values())


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ({}, [("A", "D")]),
        ({"k1": {"gauge_mm": 1435}}, [("A", "B"), ("B", "C"), ("C", "D")]),
        ({"k2": {"mode": "road", "gauge_mm": None}}, [("A", "C"), ("C", "D")]),
        ({"k2": {"length_km": None, "hours": 3.0}}, [("A", "C"), ("C", "D")]),
        ({"k0": {"directed": True}}, [("A", "B"), ("B", "D")]),
        ({"k1": {"note": "single track over the pass"}}, [("A", "B"), ("B", "C"), ("C", "D")]),
        ({"k1": {"opened": "planned"}}, [("A", "B"), ("B", "C"), ("C", "D")]),
        ({"k1": {"territories": ("KZ",)}}, [("A", "B"), ("B", "C"), ("C", "D")]),
        ({"k0": {"directed": True}, "k1": {"directed": True}, "k2": {"directed": True}}, [("A", "D")]),
    ],
)
def test_what_differs_stays_apart(cells, left):
    net = built(row(("A", "B"), ("B", "C"), ("C", "D"), **cells))
    assert ends(networks.simplified(net)) == left


def test_what_others_speak_of_stays():
    builder = row(("A", "B"), ("B", "C"), ("C", "D"))
    builder.add_closure(id="shut", what="flood", kind="closure", table="links", elements=("k1",))
    assert ends(networks.simplified(built(builder))) == [("A", "B"), ("B", "C"), ("C", "D")]
    net = built(row(("A", "B"), ("B", "C"), ("C", "D")))
    assert (
        ends(networks.simplified(net, keep=["C"]))
        == ends(networks.simplified(net, keep="C"))
        == [("A", "C"), ("C", "D")]
    )
    with pytest.raises(networks.UnknownNameError, match="Q"):
        networks.simplified(net, keep=["Q"])


def test_lines_keep_their_stops_and_links():
    toy = Toy(A="KZ", B="KZ", C="KZ", D="KZ").link("ab", "A", "B").link("bc", "B", "C").link("cd", "C", "D")
    net = toy.line("train", "rail", "A", ("B", ("ab",)), hours=(2,)).build()
    assert ends(networks.simplified(net)) == [("A", "B"), ("B", "D")]


def test_rings_and_parallels_become_links_between_places_that_stay():
    ring = networks.simplified(built(row(("A", "P"), ("P", "Q"), ("Q", "R"), ("R", "P"))))
    assert ends(ring) == [("A", "P"), ("P", "R"), ("R", "P")] or ends(ring) == [("A", "P"), ("P", "Q"), ("Q", "P")]
    twice = networks.simplified(built(row(("A", "P"), ("P", "Z"), ("A", "Q"), ("Q", "Z"), ("A", "X"), ("Z", "Y"))))
    assert sorted(twice.links) == ["k4", "k5", "rail:A-Z", "rail:A-Z@2"]
    alone = built(row(("P", "Q"), ("Q", "R"), ("R", "P")))
    assert networks.simplified(alone) is alone  # a ring by itself: nothing says where it should begin


def test_territories_sources_and_courses_are_kept():
    builder = networks.NetworkBuilder("course").add_source(id="map", title="A map")
    for number, name in enumerate("ABC"):
        builder.add_place(id=name, name=name, country="KZ", lat=45.0, lon=70.0 + number, source="map")
    both = {"mode": "rail", "length_km": 90.1, "source": "map", "confidence": "low"}
    builder.add_link(id="ab", tail="B", head="A", territories=("KZ", "RU"), in_transit=("RU",), **both)
    builder.add_link(id="bc", tail="B", head="C", territories=("KZ",), **both)
    builder.add_waypoints(link="ab", points=[(45.2, 70.7), (45.1, 70.3)], source="map")
    builder.add_waypoints(link="bc", points=[(45.3, 71.5)], source="map")
    net = built(builder)
    [link] = networks.simplified(net).links.values()
    assert (link.id, link.length_km, link.source, link.confidence) == ("rail:A-C", 180.2, "map", "low")
    assert (link.territories, link.in_transit) == (("KZ", "RU"), ("RU",))
    points = networks.simplified(net).catalogue["waypoints"]
    assert points["lon"].tolist() == [70.3, 70.7, 71.0, 71.5] and points["seq"].tolist() == [1, 2, 3, 4]
    assert networks.simplified(net).note.endswith("links in a row made one, 1 of 3 places on the way gone")


def test_a_thousand_stations_on_a_line_are_one_link_in_no_time():
    line = networkx.path_graph(3_000)
    networkx.set_edge_attributes(line, 1.1, "length_km")
    net = networks.from_networkx(networkx.relabel_nodes(line, str), mode="road")
    [link] = networks.simplified(net).links.values()
    assert link.length_km == pytest.approx(2999 * 1.1, abs=1e-9) and str(link.length_km) == "3298.9"


@pytest.mark.parametrize("given", [3, None, "eurasia"])
def test_what_is_no_network_is_refused(given):
    with pytest.raises(networks.DataError, match="simplified"):
        networks.simplified(given)


def test_what_is_to_be_kept_are_names():
    net = built(row(("A", "B"), ("B", "C")))
    with pytest.raises(networks.DataError, match="keep: '3': expected ids or names of places"):
        networks.simplified(net, keep=3)
