"""Areas without a row of procedures.csv are told where a route enters or leaves them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, compare, frontier, solve, verify

KINDS = ("export", "import", "transit_opening", "transit_closing")


def told(answer) -> list[str]:
    return [warning.words for warning in answer.warnings if warning.code == "no-customs"]


def by_rail(*areas: str, **places: str) -> Toy:
    """Return a railway over the places in their order, with customs of some areas."""
    toy, names = Toy(**places), list(places)
    links = []
    for tail, head in pairwise(names):
        toy.link(tail + head, tail, head)
        links.append(tail + head)
    for area in areas:
        for kind in KINDS:
            toy.procedure(kind, 10, area=area)
    return toy.area("R", *links)


def ask(toy: Toy, origin: str, destination: str, scope: str = "door"):
    network = toy.build()
    result = solve(network, Shipment(origin, destination, scope=scope))
    verify(network, result)
    return result


def test_an_area_without_rows_is_named_with_the_places():
    result = ask(by_rail("RU", A="RU", B="UZ", C="UZ"), "A", "C")
    assert told(result) == [
        "no row of procedures.csv is about customs of UZ: entering or leaving it at B takes no time and costs nothing"
    ]
    (warning,) = [one for one in result.warnings if one.code == "no-customs"]
    assert (warning.elements, warning.remedy) == (("B",), "give the rows of UZ")
    assert "customs of UZ" in str(result)


def test_an_area_in_passing_is_named_too_and_each_once():
    result = ask(by_rail("RU", A="RU", B="KZ", C="KZ", D="UZ"), "A", "D")
    assert [words.partition(":")[0].rpartition(" ")[2] for words in told(result)] == ["KZ", "UZ"]


@pytest.mark.parametrize("areas", [("RU", "UZ"), ()])
def test_nothing_is_told_where_all_areas_have_rows_or_none_has(areas):
    assert told(ask(by_rail(*areas, A="RU", B="UZ"), "A", "B")) == []


def test_a_place_of_no_territory_is_told_apart_from_areas_without_rows():
    result = ask(by_rail("RU", A="RU", B=""), "A", "B")
    assert told(result) == []
    assert [warning.elements for warning in result.warnings if warning.code == "customs"] == [("B",)]


def test_a_route_inside_an_area_without_rows_is_not_warned_of():
    assert told(ask(by_rail("RU", A="UZ", B="UZ", C="RU"), "A", "B")) == []


def test_ships_are_told_of_where_they_land_and_not_where_they_call():
    toy = Toy(A="JP", K="KR", B="RU").link("AK", "A", "K", "sea").link("KB", "K", "B", "sea").doors("sea")
    for kind in KINDS:
        toy.procedure(kind, 10, area="JP")
    toy.line("L", "sea", "A", ("K", ("AK",)), ("B", ("KB",)), hours=(5, 5))
    assert [words.partition(":")[0].rpartition(" ")[2] for words in told(ask(toy, "A", "B"))] == ["RU"]
    assert told(ask(toy, "A", "B", scope="terminal")) == []


def test_fronts_and_comparisons_tell_it_too():
    net = by_rail("RU", A="RU", B="UZ").build()
    assert len(told(frontier(net, Shipment("A", "B")))) == 1
    assert len(told(compare({"one": net, "two": net}, Shipment("A", "B")))) == 1


@pytest.mark.parametrize("lane", [("JPYOK", "RUMOW"), ("JPYOK", "UZTAS"), ("CNSGH", "DEHAM"), ("JPTOS", "TMASB")])
def test_the_built_in_network_has_rows_of_every_area_on_these_lanes(lane):
    assert told(solve(networks.load("eurasia"), Shipment(*lane))) == []


def test_rows_for_some_grades_say_nothing_of_another():
    toy = Toy(A="RU", B="UZ").link("AB", "A", "B").area("R", "AB").line("L", "rail", "A", ("B", ("AB",)), hours=(90,))
    for kind in KINDS:
        toy.procedure(kind, 1, area="RU").procedure(kind, 1, area="UZ", grade="scheduled")
    by_area, by_line = (
        solve(toy.build(), Shipment("A", "B"), constraints=Constraints(avoid_services={name})) for name in ("L", "R")
    )
    (words,) = told(by_area)
    assert words.startswith("no row of procedures.csv is about customs of UZ for carriage of grade ordinary: ")
    assert told(by_line) == []


def test_rows_for_trains_say_nothing_of_goods_that_stay_in_port():
    toy = Toy(J="JP", P="RU", M="RU").link("JP", "J", "P", "sea").link("PM", "P", "M").doors("sea", "rail:1520")
    toy.line("L", "sea", "J", ("P", ("JP",)), hours=(9,)).area("R", "PM")
    toy.operation("lift", "sea", "rail:1520", 1)
    for kind in KINDS:
        toy.procedure(kind, 1, area="JP").procedure(kind, 1, area="RU", grade="ordinary")
    assert told(ask(toy, "J", "M")) == []
    (words,) = told(ask(toy, "J", "P"))
    assert "about customs of RU for goods that neither leave nor board a train: " in words
