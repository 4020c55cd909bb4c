"""Which corridors a route uses: those of which it rides a gateway link, in the order of travel, each once."""

from __future__ import annotations

import copy

import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, solve


def toy(*corridors):
    """A - B - C - D in a row, by an area of rail; a corridor for each (id, links)."""
    made = Toy(A="RU", B="RU", C="RU", D="RU").doors("rail:1520")
    for pair in ("AB", "BC", "CD"):
        made.link(pair, *pair)
    made.area("R", "AB", "BC", "CD", wait=1)
    for name, links in corridors:
        made.builder.add_corridor(id=name, name=name.title(), links=links)
    return made.build()


@pytest.mark.parametrize(
    ("corridors", "expected"),
    [
        ((), ()),
        ((("one", "BC"),), ("One",)),
        ((("one", "CD"), ("two", "AB")), ("Two", "One")),
        ((("one", "AB;CD"), ("two", "BC")), ("One", "Two")),
        ((("one", "BC"), ("two", "BC")), ("One", "Two")),
    ],
)
def test_corridors_stand_in_the_order_of_travel(corridors, expected):
    route = solve(toy(*corridors), Shipment("A", "D")).require()
    assert route.corridors == expected
    assert route.corridor == " + ".join(expected)
    assert route.to_dict()["corridors"] == list(expected)
    assert ("corridor" in str(route)) == bool(expected)


def test_only_touching_an_end_of_a_gateway_uses_nothing():
    assert solve(toy(("one", "CD")), Shipment("A", "C")).require().corridors == ()


def test_routes_of_the_built_in_network_say_their_corridor():
    net = networks.load("eurasia")
    no_china = Constraints(avoid_territories="CN")
    route = solve(net, Shipment("JPYOK", "RUMOW"), constraints=no_china).require()
    assert {"Trans-Siberian", "BAM"} & set(route.corridors)
    suez = solve(net, Shipment("JPYOK", "DEHAM"), constraints=Constraints(modes="sea")).require()
    assert suez.corridor == "Suez" and "; corridor Suez" in str(suez)
    travelled = copy.deepcopy(suez).bound_to(net)
    assert travelled.corridors == ("Suez",)
