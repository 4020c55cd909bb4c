"""Bans of territories that spare the home railway's sections through a neighbour."""

from dataclasses import replace

import pytest

import networks
from routing import Constraints, Shipment, VerificationError, solve, verify


def line_through_a_neighbour():
    builder = networks.NetworkBuilder("toy")
    for place, country in (("A", "RU"), ("B", "RU"), ("C", "KZ")):
        builder.add_place(id=place, name=place, country=country)
    builder.add_link(id="inside", tail="A", head="B", mode="rail", gauge_mm=1520, hours=30.0, territories=("RU",))
    builder.add_link(
        id="short",
        tail="A",
        head="B",
        mode="rail",
        gauge_mm=1520,
        hours=10.0,
        territories=("RU", "KZ"),
        in_transit=("KZ",),
    )
    builder.add_link(id="stops", tail="A", head="C", mode="rail", gauge_mm=1520, hours=1.0, territories=("RU", "KZ"))
    builder.add_link(id="on", tail="C", head="B", mode="rail", gauge_mm=1520, hours=1.0, territories=("RU", "KZ"))
    return builder.build()


def test_a_ban_removes_sections_in_transit_unless_told_to_tolerate_them():
    net = line_through_a_neighbour()

    def hours(**constraints):
        return solve(net, Shipment("A", "B"), constraints=Constraints(**constraints)).require().minutes / 60

    assert hours() == 2  # by C
    assert hours(avoid_territories={"KZ"}) == 30
    assert hours(avoid_territories={"KZ"}, tolerate_in_transit=True) == 10  # C itself stays banned


def test_the_built_in_sections_in_transit_lie_where_the_facts_say():
    net = networks.load("eurasia")
    passed = {link.id: link.in_transit for link in net.links.values() if link.in_transit}
    assert passed == {
        "rail:KZTAR-KZCIT": ("KG",),
        "rail:RURTW-RUASF": ("KZ",),
        "rail:RUOMS-RU-KARASUK": ("KZ",),
        "rail:RU-TROITSK-RU-KARTALY": ("KZ",),
    }
    assert all(set(codes) <= set(net.links[link].territories) for link, codes in passed.items())


def test_verify_knows_tolerated_sections():
    net = line_through_a_neighbour()
    tolerant = Constraints(avoid_territories={"KZ"}, tolerate_in_transit=True)
    result = solve(net, Shipment("A", "B"), constraints=tolerant)
    verify(net, result)
    strict = replace(result.question, constraints=Constraints(avoid_territories={"KZ"}))
    with pytest.raises(VerificationError, match="touches"):
        verify(net, replace(result, question=strict))
