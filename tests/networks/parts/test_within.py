"""A part of a network: what stays, what goes with the rest, and that it is a sound network by itself."""

import warnings

import pytest
from oracles.toys import Toy
from shapely.geometry import box

import networks
from routing import Shipment, solve, verify


def toy():
    """Return four places in a row, rail to C and sea on, with a line over all, one over two, and an area."""
    toy = Toy()
    for name, country, lon in (("A", "KZ", 70.0), ("B", "KZ", 71.0), ("C", "KZ", 72.0), ("D", "CN", 85.0)):
        toy.builder.add_place(id=name, name=name, country=country, lat=45.0, lon=lon)
    toy.link("ab", "A", "B", territories="KZ").link("bc", "B", "C", territories="KZ")
    toy.link("cd", "C", "D", km=1100, territories=("KZ", "CN")).link(
        "river", "A", "B", mode="inland_water", territories="KZ"
    )
    toy.line("long", "rail", "A", ("B", ("ab",)), ("C", ("bc",)), ("D", ("cd",)), hours=(2, 2, 40))
    toy.line("short", "rail", "A", ("B", ("ab",)), hours=(2,))
    toy.area("railway", "ab", "bc", "cd").procedure("papers", 1, place="C")
    toy.operation("lift", "rail:1520", "rail:1520", 3, place="D")
    toy.builder.add_corridor(id="north", name="north", links=("cd", "ab")).add_corridor(
        id="east", name="east", links=("cd",)
    )
    toy.builder.add_closure(id="shut", what="flood", kind="closure", table="links", elements=("cd",))
    toy.builder.add_waypoints(link="cd", points=[(45.1, 72.5)])
    return toy.builder.build(silence=None)


def part(net, *given, **more):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        return net.within(*given, **more), [str(one.message) for one in told]


@pytest.mark.parametrize(
    "area", [(44, 69, 46, 72.2), box(69, 44, 72.2, 46), [(44, 69), (44, 72.2), (46, 72.2), (46, 69)]]
)
def test_what_lies_within_an_area_stays(area):
    found, told = part(toy(), area)
    assert {*found.places} == {"A", "B", "C"} and {*found.links} == {"ab", "bc", "river"}
    assert {*found.services} == {"short", "railway"} and found.services["railway"].links == ("ab", "bc")
    assert {*found.corridors} == {"north"} and found.corridors["north"].links == ("ab",)
    assert not found.closures and not found.operations and {*found.procedures} == {"proc-papers-C"}
    assert not len(found.waypoints("cd"))
    assert {element.partition("#")[0] for element, _ in found.figures} == {"short", "railway", "proc-papers-C"}
    assert found.note.endswith(": 3 of 4 places, 3 of 4 links")
    assert told == [f"{found.note}; cut off with the rest: 1 service (long), 1 corridor (east), 1 closure (shut)"]
    result = solve(found, Shipment("A", "C", scope="terminal"))
    verify(found, result)
    assert networks.NetworkBuilder.from_network(found).build(silence=None).places.keys() == found.places.keys()


def test_territories_go_by_codes_and_modes_by_links():
    by_code, _ = part(toy(), territories="Kazakhstan")
    assert {*by_code.links} == {"ab", "bc", "river"}
    by_mode, _ = part(toy(), modes="inland_water")
    assert {*by_mode.places} == {"A", "B"} and {*by_mode.links} == {"river"}
    both, _ = part(toy(), (44, 69, 46, 71.5), territories="KZ", modes={"rail", "sea"})
    assert {*both.links} == {"ab"}


def test_what_nobody_can_place_is_left_out_and_told():
    builder = networks.NetworkBuilder("toy")
    for name in "AB":
        builder.add_place(id=name, name=name, country="KZ", lat=45.0, lon=70.0 + (name == "B"))
    builder.add_place(id="C", name="C")
    for name, tail, head, codes in (("ab", "A", "B", ("KZ",)), ("bc", "B", "C", ("KZ",)), ("ba", "B", "A", ())):
        builder.add_link(id=name, tail=tail, head=head, mode="sea", hours=9.0, territories=codes)
    net = builder.build(silence=None)
    assert "left out, for nobody says where they lie: 1 without a position (C)" in part(net, (44, 69, 46, 72))[1][0]
    found, (told,) = part(net, territories="KZ")
    assert {*found.links} == {"ab"}
    assert "1 without a country (C), 1 without territories (ba)" in told


def test_over_the_180th_meridian():
    builder = networks.NetworkBuilder("toy")
    for name, lon in (("A", 179.0), ("B", -179.0), ("C", 0.0)):
        builder.add_place(id=name, name=name, lat=0.0 if name == "C" else 65.0, lon=lon)
    for tail, head in ("AB", "BC"):
        builder.add_link(id=tail + head, tail=tail, head=head, mode="sea", hours=9.0 if tail == "A" else 500.0)
    assert {*part(builder.build(silence=None), (60, 170, 70, -170))[0].links} == {"AB"}


@pytest.mark.parametrize(
    ("given", "more", "words"),
    [
        ((), {}, "expected an area, territories or modes"),
        ((5,), {}, "expected polygons"),
        (([],), {}, "at least one area"),
        ((), {"territories": "Kazakstan"}, "did you mean KZ"),
        ((), {"modes": "bus"}, "expected some of rail"),
        ((), {"modes": ()}, "expected some of rail"),
        (((0, 0, 1, 1),), {}, "no link is within box"),
    ],
)
def test_what_cannot_be_cut_out_is_refused(given, more, words):
    with pytest.raises(networks.DataError, match=words):
        toy().within(*given, **more)


@pytest.mark.long
def test_parts_of_the_built_in_network_answer_no_better_than_the_whole():
    net = networks.load("eurasia")
    found, told = part(net, territories={"KZ", "UZ", "RU"})
    assert "scenarios (" in told[0]
    result = solve(found, Shipment("RUMOW", "KZALA"))
    verify(found, result)
    assert result.require().days >= solve(net, Shipment("RUMOW", "KZALA")).require().days
