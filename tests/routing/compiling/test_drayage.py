"""Lorries at both ends, worked out by hand; what they may not do; and the second search finds the same."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

from routing import Constraints, Shipment, Status, VerificationError, solve, verify
from routing.verification.second_search import search


def allowed_all(*_: object) -> None:
    """Allow every step."""


def lorries_and_ships(*, doors: bool = True) -> Toy:
    """Return HOME - 30 km - PORT - ship - QUAY - 100 km - INN; a planned wait of 24 h beats the 48 of the ships."""
    toy = Toy(HOME="JP", PORT="JP", QUAY="RU", INN="RU").member("JP", "JP").member("RU", "RU")
    toy.link("near", "HOME", "PORT", "road", km=30).link("far", "QUAY", "INN", "road", km=100)
    toy.link("s", "PORT", "QUAY", "sea", km=500)
    toy.line("ship", "sea", "PORT", ("QUAY", ("s",)), hours=(40,), wait=48)
    toy.line("back", "sea", "QUAY", ("PORT", ("s",)), hours=(40,), wait=48)
    toy.lorries("near", "far").figure("network", "origin_wait", 24)
    for area in ("JP", "RU"):
        toy.procedure("export", 3, area).procedure("import", 4, area)
    return toy.doors("sea") if doors else toy


@pytest.mark.parametrize("ends", [("HOME", "INN"), ("INN", "HOME")])
@pytest.mark.parametrize(("doors", "handled"), [(True, 4), (False, 0)])
def test_both_miles_both_ways(ends, doors, handled):
    net = lorries_and_ships(doors=doors).build()
    result = solve(net, Shipment(*ends))
    verify(net, result)
    route = result.require()
    assert route.hours == pytest.approx(handled + (2 + 0.6) + 3 + 24 + 40 + 4 + (2 + 2))
    assert route.usd == 100 + 60 + 100 + 200
    assert [leg.mode for leg in route.legs] == ["road", "sea", "road"]
    assert route.breakdown["road"].usd == 460 and route.breakdown["origin"].usd == 0
    assert route.transshipments == 0
    assert sum(step.kind == "export" for step in route.steps) == 1


@pytest.mark.parametrize(("doors", "handled"), [(True, 2), (False, 0)])
def test_all_the_way_by_lorry(doors, handled):
    net = lorries_and_ships(doors=doors).build()
    for ends in (("HOME", "PORT"), ("PORT", "HOME")):
        result = solve(net, Shipment(*ends))
        verify(net, result)
        assert result.require().hours == pytest.approx(handled + 2.6)


def test_a_place_with_a_ship_of_its_own_needs_no_lorry():
    net = lorries_and_ships().build()
    route = solve(net, Shipment("PORT", "QUAY")).require()
    assert [leg.service for leg in route.legs] == ["ship"] and route.hours == 4 + 3 + 24 + 40 + 4


def test_a_lorry_runs_once_at_an_end():
    toy = lorries_and_ships()
    toy.builder.add_place(id="FARM", name="FARM", country="JP")
    toy.builder.add_link(id="lane", tail="FARM", head="HOME", mode="road", length_km=5)
    toy.builder.add_service(id="cart", name="cart", kind="area", mode="road", grade="drayage", links=("lane",))
    net = toy.figure("cart", "speed", 50, "km/h").figure("cart", "wait", 2).usd("cart", 100, "container").build()
    assert solve(net, Shipment("FARM", "QUAY")).status is Status.INFEASIBLE
    assert solve(net, Shipment("FARM", "HOME")).require().usd == 100


def test_from_terminal_to_terminal_there_is_none_and_that_is_told():
    net = lorries_and_ships().build()
    result = solve(net, Shipment("HOME", "INN", scope="terminal"))
    verify(net, result)
    assert "there is no drayage from terminal to terminal" in str(result.blocked_by[0])


@pytest.mark.parametrize(
    ("constraints", "told"),
    [
        (Constraints(modes={"sea"}), "no way by road"),
        (Constraints(avoid_services={"lorry"}), "lorry"),
        (Constraints(avoid_links={"near"}), "near"),
    ],
)
def test_a_ban_removes_them(constraints, told):
    result = solve(lorries_and_ships().build(), Shipment("HOME", "INN"), constraints=constraints)
    assert result.status is Status.INFEASIBLE and told in str(result.blocked_by[0])


def test_other_loads_need_lorries_that_take_them():
    toy = lorries_and_ships()
    net = toy.build()
    assert solve(net, Shipment("HOME", "INN", load="bulk", tonnes=100), minimise="time").status is Status.OPTIMAL
    assert solve(net, Shipment("HOME", "INN", load="bulk", tonnes=100), minimise="cost").status is Status.INFEASIBLE


def test_a_wait_of_a_place_and_of_the_origin_do_not_hold_for_lorries():
    toy = lorries_and_ships().figure("HOME", "wait", 99).figure("lorry", "headway", 50)
    assert solve(toy.build(), Shipment("HOME", "QUAY")).require().hours == pytest.approx(4 + 2.6 + 3 + 24 + 40 + 4)


PLANTED = {
    "boarded while the goods are": lambda steps: (*steps[:5], replace(steps[1], places=("PORT",)), *steps[5:]),
    "the figures say": lambda steps: (steps[0], replace(steps[1], milliminutes=0), *steps[2:]),
    "is counted as": lambda steps: (steps[0], replace(steps[1], component="waiting"), *steps[2:]),
    "begins at": lambda steps: (steps[0], *steps[3:]),
    "set down on side": lambda steps: (*steps[:3], replace(steps[3], side="gate"), *steps[4:]),
    "before export": lambda steps: tuple(step for step in steps if step.kind != "export"),
    "without having moved": lambda steps: (*steps[:2], replace(steps[3], places=("HOME",)), *steps[4:]),
}


@pytest.mark.parametrize("words", PLANTED)
def test_the_walk_finds_a_planted_breach(words):
    net = lorries_and_ships().build()
    result = solve(net, Shipment("HOME", "INN"))
    route = result.require()
    planted = replace(result, routes=(replace(route, steps=PLANTED[words](route.steps)),))
    with pytest.raises(VerificationError, match=words):
        verify(net, planted)


@cases(quick=5, long=300)
@given(st.integers(0, 10**9))
def test_the_second_search_finds_what_the_engines_find_and_nothing_better(seed):
    random = Random(seed)
    toy = Toy(H="JP", I="JP", P="JP", Q="JP", R="RU", S="RU", T="RU").member("JP", "JP").member("RU", "RU")
    roads = []
    for one, other in ("HP", "HQ", "IP", "IQ", "HI", "PQ", "RT", "ST", "RS"):
        if random.random() < 0.6:
            roads.append(f"r{one}{other}")
            toy.link(roads[-1], one, other, "road", km=random.randint(5, 90), directed=random.random() < 0.2)
    for one, other in ("PR", "PS", "QR", "QS", "PQ"):
        toy.link(f"s{one}{other}", one, other, "sea", km=500)
        for name, a, b in ((f"{one}{other}", one, other), (f"{other}{one}", other, one)):
            if random.random() < 0.6:
                more = {"hours": (random.randint(12, 50),), "wait": random.randint(0, 60)}
                toy.line(name, "sea", a, (b, (f"s{one}{other}",)), **more)
    if roads:
        toy.lorries(*roads, loading=random.randint(0, 5), usd=random.randint(0, 200))
    toy.figure("network", "origin_wait", random.randint(0, 40))
    for kind, area in (("export", "JP"), ("import", "JP"), ("export", "RU"), ("import", "RU")):
        if random.random() < 0.7:
            toy.procedure(kind, random.randint(1, 9), area)
    if random.random() < 0.7:
        toy.doors("sea").operation("lift", "sea", "sea", 5)
    net = toy.build()
    asked = Shipment(random.choice("HIPQ"), random.choice("RST"))
    asked = asked if random.random() < 0.5 else Shipment(asked.destination, asked.origin)
    result = solve(net, asked)
    verify(net, result)
    found = search(net, result.question, allowed_all)
    assert (found.steps is None) == (result.best is None) and found.certain
    if result.best is None:
        return
    least = result.best.hours
    for days, there in ((least / 24 + 1e-9, True), ((least - 0.01) / 24, False)):
        question = replace(result.question, constraints=Constraints(max_days=days))
        found = search(net, question, allowed_all)
        assert (found.steps is not None) == there and found.certain
