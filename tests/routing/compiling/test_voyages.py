"""Customs at ports: due only where a ride since the land, or until the next land, joins two customs areas."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, SolveOptions, alternatives, frontier, solve, verify

CUSTOMS = ("export", "import", "transit_opening", "transit_closing")


def ports(**places: str) -> Toy:
    """Return ports of JP, KR and RU with doors of an hour, customs of 10 h and 100 USD, and lifts of 7 h."""
    toy = Toy(**places).member("EAEU", "RU", "KZ")
    toy.doors("sea", "rail:1520").operation("lift", "sea", "sea", 7)
    toy.operation("lift", "sea", "rail:1520", 7).operation("lift", "rail:1520", "sea", 7)
    for area in ("JP", "KR", "EAEU"):
        for kind in CUSTOMS:
            toy.procedure(kind, 10, area=area, usd=100)
    return toy


def ship(toy: Toy, name: str, *stops: str, hours: float = 5) -> Toy:
    """Add a ship over a sea link of its own between each two stops."""
    calls = [stops[0]]
    for tail, head in pairwise(stops):
        toy.link(f"{name}-{tail}{head}", tail, head, "sea")
        calls.append((head, (f"{name}-{tail}{head}",)))
    return toy.line(name, "sea", *calls, hours=(hours,) * (len(stops) - 1))


def customs(toy: Toy, origin: str, destination: str, scope: str = "door", **more) -> list[str]:
    """Return kind and place of the customs procedures of the fastest route, which is verified."""
    network = toy.build() if isinstance(toy, Toy) else toy
    result = solve(network, Shipment(origin, destination, scope=scope), constraints=Constraints(**more))
    verify(network, result)
    return [f"{step.kind} {step.places[0]}" for step in result.require().steps if step.kind in CUSTOMS]


def test_two_ports_of_one_country_pay_no_customs():
    net = ship(ports(A="JP", B="JP"), "L", "A", "B").build()
    route = solve(net, Shipment("A", "B")).require()
    # origin 1 + load 1 + ride 5 + unload 1 + delivery 1 = 9 h, and nothing is paid
    assert (route.minutes, route.cents) == (9 * 60, 0)
    assert customs(net, "A", "B") == []


def test_two_ports_of_two_countries_pay_at_both_ends():
    assert customs(ship(ports(A="JP", B="KR"), "L", "A", "B"), "A", "B") == ["export A", "import B"]


def test_two_countries_of_one_union_pay_none_across_its_inner_sea():
    assert customs(ship(ports(A="RU", B="KZ"), "L", "A", "B"), "A", "B") == []


def test_a_call_abroad_leaves_the_area_though_the_goods_stay_aboard():
    assert customs(ship(ports(A="JP", K="KR", B="JP"), "L", "A", "K", "B"), "A", "B") == ["export A", "import B"]


def test_a_change_of_ships_abroad_leaves_the_area_and_pays_nothing_there():
    toy = ship(ship(ports(A="JP", K="KR", B="JP"), "L", "A", "K"), "M", "K", "B")
    assert customs(toy, "A", "B") == ["export A", "import B"]


def test_a_coastal_ship_before_an_ocean_ship_is_part_of_one_voyage():
    toy = ship(ship(ports(A="JP", C="JP", V="RU"), "L", "A", "C"), "M", "C", "V")
    assert customs(toy, "A", "V") == ["export A", "import V"]


def test_a_coastal_ship_after_an_ocean_ship_brings_the_goods_to_customs():
    toy = ship(ship(ports(V="RU", C="JP", B="JP"), "L", "V", "C"), "M", "C", "B")
    assert customs(toy, "V", "B") == ["export V", "import B"]


def test_a_ship_that_goes_on_abroad_may_be_left_at_home():
    toy = ship(ports(A="JP", C="JP", V="RU", D="RU"), "L", "A", "C", "V", "D")
    assert customs(toy, "A", "C") == []
    assert customs(toy, "A", "V") == [*customs(toy, "A", "D")[:1], "import V"] == ["export A", "import V"]
    assert customs(toy, "C", "D") == ["export C", "import D"]
    assert customs(toy, "V", "D") == []


def test_by_rail_ship_and_rail_inside_one_area_nothing_is_due():
    toy = ports(A="RU", P="RU", Q="RU", B="RU").link("AP", "A", "P").link("QB", "Q", "B")
    toy.area("R", "AP", "QB")
    assert customs(ship(toy, "L", "P", "Q"), "A", "B") == []


def test_transit_goods_that_go_by_sea_inside_the_area_go_on_in_transit():
    # from UZ by rail into RU (transit opened at the border), by a coastal ship, and out again by rail to UZ's neighbour
    toy = ports(A="UZ", P="RU", Q="RU", B="MN").link("AP", "A", "P").link("QB", "Q", "B").area("R", "AP", "QB")
    found = customs(ship(toy, "L", "P", "Q"), "A", "B")
    assert found == ["transit_opening P", "transit_closing Q"]


def test_two_voyages_are_looked_at_apart():
    # abroad to Q by ship, by rail to P inside RU, and by a coastal ship to B: customs at Q only
    toy = ports(A="JP", Q="RU", P="RU", B="RU").link("QP", "Q", "P").area("R", "QP")
    toy = ship(ship(toy, "L", "A", "Q"), "M", "P", "B")
    assert customs(toy, "A", "B") == ["export A", "import Q"]


def test_a_place_at_sea_of_no_known_territory_lies_outside():
    assert customs(ship(ports(A="JP", X="", B="JP"), "L", "A", "X", "B"), "A", "B") == ["export A", "import B"]


def test_from_terminal_to_terminal_the_ends_pay_none_and_ports_between_do():
    toy = ports(A="JP", P="RU", B="RU").link("PB", "P", "B").area("R", "PB")
    assert customs(ship(toy, "L", "A", "P"), "A", "B", "terminal") == ["import P"]
    assert customs(ship(ports(A="JP", B="JP"), "L", "A", "B"), "A", "B", "terminal") == []
    home = ports(A="RU", P="RU", B="RU").link("PB", "P", "B").area("R", "PB")
    assert customs(ship(home, "L", "A", "P"), "A", "B", "terminal") == []


@pytest.mark.parametrize(("other", "wanted"), [("JP", []), ("KR", ["export A", "import B"])])
@pytest.mark.parametrize("mode", ["sea", "ferry", "air"])
def test_links_with_hours_of_their_own_follow_the_same_rule(mode, other, wanted):
    toy = Toy(A="JP", B=other).link("AB", "A", "B", mode, hours=5, usd=50).doors(mode)
    for area in ("JP", "KR"):
        for kind in CUSTOMS:
            toy.procedure(kind, 10, area=area, usd=100)
    assert customs(toy, "A", "B", modes={mode}) == wanted


def test_a_fare_line_follows_the_same_rule():
    toy = ports(A="JP", C="JP", V="RU")
    toy.link("AC", "A", "C", "sea").link("CV", "C", "V", "sea")
    toy.line("L", "sea", "A", ("C", ("AC",)), ("V", ("CV",)), hours=(5, 5), A_C=10, A_V=20, C_V=15)
    assert customs(toy, "A", "C") == []
    assert customs(toy, "A", "V") == ["export A", "import V"]


def test_the_dwell_before_a_coastal_ship_has_no_customs_in_it():
    toy = ports(A="RU", P="RU", Q="RU").link("AP", "A", "P").area("R", "AP")
    toy = ship(toy, "L", "P", "Q").figure("P", "free_time", 8, "h").usd("P", 10, "shipment_day", "demurrage")
    route = solve(toy.build(), Shipment("A", "Q")).require()
    assert "demurrage" not in [step.kind for step in route.steps]  # lift 7 h and no wait: within 8 h; not 7 + 10 h


def test_customs_that_are_not_due_are_in_no_front_and_no_alternative():
    net = ship(ship(ports(A="JP", B="JP"), "L", "A", "B"), "M", "A", "B", hours=6).build()
    front = frontier(net, Shipment("A", "B"), options=SolveOptions(prove_beyond=True))
    verify(net, front)
    assert len(front) == 1
    several = alternatives(net, Shipment("A", "B"), k=5, max_shared=0.99, distinct="service")
    verify(net, several)
    assert all(step.kind not in CUSTOMS for route in several for step in route.steps)


def test_the_northern_sea_route_between_two_russian_ports_pays_none():
    net = networks.load("eurasia", scenario="northern-sea-route")
    box = Shipment("RUVVO", "RULED", ready=datetime.date(2016, 8, 15))
    result = solve(net, box, constraints=Constraints(modes={"sea"}))
    verify(net, result)
    assert [step.kind for step in result.require().steps if step.kind in CUSTOMS] == []
    # origin 2 d + ship 25.71 d + delivery 2 d; 2,500 USD of freight and 550 at the two ends
    assert (result.require().minutes, result.require().usd) == (42_786, 3_050)
