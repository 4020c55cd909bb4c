"""What each corridor offers: the best route that rides one of its gateways, by hand and against every path."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, by_all_paths
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy
from oracles.vectors import stated_vector

import networks
from networks import Change
from routing import Constraints, QuestionError, Shipment, SolveOptions, VerificationError, corridor_table, solve, verify
from routing.answers.corridor_table import is_turned_back

OURS = SolveOptions(engines="ours", explain=False)


def toy():
    """A - B - D in 20 h, A - C - D in 30 h, D - E in 10 h; E is behind the goal, and no train runs to F."""
    made = Toy(A="RU", B="KZ", C="CN", D="UZ", E="UZ", F="UZ").doors("rail:1520", "rail:1435")
    made.operation("lift", "rail:1520", "rail:1435", 5)
    links = {"AB": 10, "BD": 10, "AC": 15, "CD": 15, "DE": 10}
    for link, hours in links.items():
        made.link(link, *link, gauge_mm=1435 if link == "CD" else 1520).figure(link, "speed", 2400 / hours)
    made.area("R", *(link for link in links if link != "CD"), wait=0).area("S", "CD", wait=0)
    made.link("DF", "D", "F").link("EF", "E", "F", offered=False)
    made.builder.add_corridor(id="north", name="North", links="AB")
    made.builder.add_corridor(id="south", name="South", links="CD")
    made.builder.add_corridor(id="beyond", name="Beyond", links="DE")
    made.builder.add_corridor(id="idle", name="Idle", links="DF")
    made.builder.add_corridor(id="shut", name="Shut", links="EF")
    return made.build()


def test_each_corridor_has_its_best_route_or_a_reason():
    net = toy()
    found = corridor_table(net, Shipment("A", "D"))
    assert list(found.results) == ["North", "South", "Beyond", "Idle", "Shut"]  # what turns back comes behind
    assert {name: route.links for name, route in found.routes.items()} == {
        "North": ("AB", "BD"),
        "South": ("AC", "CD"),
        "Beyond": ("AB", "BD", "DE", "DE"),
    }
    assert [found.turns_back(name) for name in found.routes] == [False, False, True]
    assert found.reasons == {
        "Idle": "nothing on offer runs over its gateways",
        "Shut": "none of its gateways is on offer",
    }
    assert found.corridors["North"] == "north" and found.question.constraints.via == ()
    frame = found.to_frame().set_index("corridor")
    assert frame.loc["north", "borders"] == 2 and frame.loc["south", "gauge_changes"] == 1
    assert frame.loc["beyond", "uses"] == "North + Beyond" and frame.loc["beyond", "turns_back"]
    for result in found.results.values():
        verify(net, result)


@pytest.mark.long
def test_reasons_tell_constraints_modes_and_scenarios_apart():
    net = networks.load("eurasia")
    found = corridor_table(net, Shipment("KZALA", "GEPTI"), constraints=Constraints(max_days=20, modes=("rail", "sea")))
    assert found.reasons["Middle (Caspian)"].startswith("not without ")
    assert "scenario northern-sea-route offers it" in found.reasons["Northern Sea Route"]
    assert found.reasons["Trans-Siberian"] == "not within the constraints"


def test_a_network_without_corridors_is_told():
    made = Toy(A="RU", B="KZ").link("AB", "A", "B").area("R", "AB", wait=0).doors("rail:1520")
    with pytest.raises(QuestionError, match=r"no corridors: expected rows of corridors\.csv"):
        corridor_table(made.build(), Shipment("A", "B"))


@pytest.mark.long
def test_the_first_is_the_best_route_where_that_uses_a_corridor():
    net = networks.load("eurasia")
    box = Shipment("JPYOK", "DEHAM")
    for minimise in ("time", "cost"):
        best = solve(net, box, minimise=minimise)
        found = corridor_table(net, box, minimise=minimise)
        first = next(iter(found.results.values()))
        assert first.require().corridors and first.proof.vector == best.proof.vector


def test_a_corridor_stands_among_vias_where_it_is_best():
    net = toy()
    for via in (("B",), ("D",)):
        found = corridor_table(net, Shipment("A", "D"), constraints=Constraints(via=via))
        for name, corridor in found.corridors.items():
            orders = [(*via[:at], corridor, *via[at:]) for at in range(2)]
            each = [solve(net, Shipment("A", "D"), constraints=Constraints(via=order)).proof.vector for order in orders]
            assert found.results[name].proof.vector == min(filter(None, each), default=())


def test_it_keeps_to_a_limit_of_labels():
    found = corridor_table(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), options=SolveOptions(max_labels=1))
    assert all(name in found.reasons or result.best for name, result in found.results.items())


def test_who_turns_back_gives_way_to_who_rides_the_gateway_through():
    net, box = networks.load("eurasia"), Shipment("JPYOK", "KZALA")
    quickest = solve(net, box, constraints=Constraints(via="trans-siberian"))
    assert is_turned_back(quickest)  # out of China by Manzhouli, and east from there to touch the line
    found = corridor_table(net, box)
    told = found.results["Trans-Siberian"]
    verify(net, told)
    assert told.question.one_way and not found.turns_back("Trans-Siberian")
    assert told.require().corridor == "Trans-Siberian" and told.require().days > quickest.require().days
    assert "gateways in one direction" in str(told.question)
    steps = [step for step in quickest.require().steps if "rail:RU-BAMOV-RU-KARYM" in step.links]
    assert {step.places[0] for step in steps} == {"RU-BAMOV", "RU-KARYM"}
    with pytest.raises(VerificationError, match="runs over a link from an end that is closed to it"):
        verify(net, replace(told, routes=quickest.routes, proof=quickest.proof))


def test_withdrawing_a_gateway_takes_the_corridor_away():
    net = toy().apply([Change(action="withdraw", table="links", element="AB", why="shut")])
    assert "North" in corridor_table(net, Shipment("A", "D")).reasons


@cases(quick=3, long=300)
@given(specs(3, 4), st.integers(0, 2**32 - 1))
def test_each_route_is_that_of_looking_at_every_path(spec, seed):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(len(network.corridors))
    bans = {name: value for name, value in bans_of(rng, network).items() if name != "via"}
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    found = corridor_table(network, shipment, minimise=minimise, constraints=constraints_of(bans))
    for name, result in found.results.items():
        assert result.question.constraints == constraints_of(bans, via=(found.corridors[name],))
        try:
            expected = by_all_paths(network, result.question, most=20_000)
        except TooManyPathsError:
            assume(False)
        if result.question.one_way:  # the best of all turns back at a gateway, and this one does not
            plain = solve(network, shipment, minimise=minimise, constraints=result.question.constraints, options=OURS)
            assert is_turned_back(plain) and not found.turns_back(name)
        assert stated_vector(result) == expected.vector
        assert (result.best is None) == (name in found.reasons)
        if result.best is not None:
            assert network.corridors[found.corridors[name]].name in result.best.corridors
