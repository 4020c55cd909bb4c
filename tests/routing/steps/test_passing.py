"""Vias of all three kinds: places passed, links ridden, corridors by any of their gateways; against every path."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, by_all_paths
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy
from oracles.vectors import stated_vector

import networks
from networks import UnknownNameError
from routing import Constraints, LimitReachedError, Question, Shipment, Status, solve, verify


def square():
    """A - B - D and A - C - D, the second longer; two links side by side from A to C; corridors by name."""
    made = Toy(A="RU", B="RU", C="RU", D="RU").doors("rail:1520")
    made.link("AB", "A", "B", hours=10).link("BD", "B", "D", hours=10)
    made.link("AC", "A", "C", hours=15).link("AC2", "A", "C", hours=20).link("CD", "C", "D", hours=15)
    made.area("R", "AB", "BD", "AC", "AC2", "CD", wait=0)
    for link, hours in (("AB", 10), ("BD", 10), ("AC", 15), ("AC2", 20), ("CD", 15)):
        made.figure(link, "speed", 100 * 24 / hours)
    made.builder.add_corridor(id="south", name="South", links=("AC", "AC2"))
    made.builder.add_corridor(id="end", name="End", links=("BD", "CD"))
    return made.build()


@pytest.fixture(scope="module")
def net():
    return square()


@pytest.mark.parametrize(
    ("via", "links"),
    [
        ((), ("AB", "BD")),
        (("AC2",), ("AC2", "CD")),
        (("south",), ("AC", "CD")),
        (("end",), ("AB", "BD")),
        (("south", "end"), ("AC", "CD")),
        (("AC", "C", "CD"), ("AC", "CD")),
        (("AC", "south", "south"), ("AC", "CD")),  # one link passes all that it is a gateway of
        (("B", "AB"), ("AB", "AB", "AB", "BD")),  # B before AB: back over AB, and on once more
    ],
)
def test_vias_are_passed_in_their_order(net, via, links):
    result = solve(net, Shipment("A", "D"), constraints=Constraints(via=via))
    verify(net, result)
    assert result.require().links == links


def test_touching_an_end_of_a_link_does_not_ride_it(net):
    result = solve(net, Shipment("A", "C"), constraints=Constraints(via="CD"))
    verify(net, result)
    assert result.require().links[:2] in (("AC", "CD"), ("AB", "BD"))


def test_a_via_that_is_nothing_is_told_with_what_is_near(net):
    with pytest.raises(UnknownNameError, match=r"no place, link or corridor is called 'soth'; did you mean .*south"):
        solve(net, Shipment("A", "D"), constraints=Constraints(via="soth"))
    eurasia = networks.load("eurasia")
    with pytest.raises(UnknownNameError, match="'sea:JPYOK-RUMMK' is known but not on offer"):
        solve(eurasia, Shipment("JPYOK", "RUMOW"), constraints=Constraints(via="sea:JPYOK-RUMMK"))


def test_without_a_route_by_a_corridor_that_is_the_reason(net):
    result = solve(net, Shipment("A", "D"), constraints=Constraints(via=("south",), avoid_links={"AC", "AC2"}))
    assert result.status is Status.INFEASIBLE
    verify(net, result)
    assert ("the ban of link AC", "the ban of link AC2", "via south") in [
        tuple(sorted(conflict.constraints)) for conflict in result.blocked_by
    ]


@pytest.mark.long
def test_a_corridor_that_a_scenario_opens_is_told():
    net = networks.load("eurasia")
    result = solve(net, Shipment("JPYOK", "DEHAM"), constraints=Constraints(via="northern-sea-route", modes="sea"))
    assert result.status is Status.INFEASIBLE
    assert any("northern-sea-route" in remedy for conflict in result.blocked_by for remedy in conflict.remedies)


@pytest.mark.parametrize("via", ["china-dostyk", "suez", "middle"])
def test_the_built_in_network_goes_by_a_corridor_that_is_asked_for(via):
    net = networks.load("eurasia")
    result = solve(net, Shipment("JPYOK", "GEPTI"), constraints=Constraints(via=via))
    verify(net, result)
    assert net.corridors[via].name in result.require().corridors


@cases(quick=3, long=500)
@given(specs(3, 4), st.integers(0, 2**32 - 1))
def test_answers_with_vias_of_all_kinds_are_those_of_looking_at_every_path(spec, seed):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    kinds = [sorted(network.places), sorted(network.links), sorted(network.corridors)]
    bans = {name: value for name, value in bans_of(rng, network).items() if name not in ("via", "avoid_places")}
    via = tuple(dict.fromkeys(rng.choice(rng.choice([kind for kind in kinds if kind])) for _ in range(3)))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    question = Question(shipment=shipment, constraints=constraints_of(bans, via=via), minimise=minimise)
    try:
        expected = by_all_paths(network, question, most=20_000)
    except TooManyPathsError:
        assume(False)
    result = solve(network, shipment, minimise=minimise, constraints=question.constraints)
    assert stated_vector(result) == expected.vector
    try:
        verify(network, result)
    except LimitReachedError:
        assert result.best is None
