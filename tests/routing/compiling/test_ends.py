"""The two ends of a route: door scope on networks with all, some or none of the operations at the ends."""

from __future__ import annotations

import pytest
from oracles.toys import Toy

from routing import Shipment, Status, solve, verify

ASSUMED = (
    "origin, load, unload and delivery are modelled nowhere: "
    "from the door to a vehicle and back takes no time and costs nothing"
)


def two_ships(**places: str) -> Toy:
    toy = Toy(**places or {"A": "JP", "B": "JP", "C": "JP"})
    toy.link("AB", "A", "B", "sea").link("BC", "B", "C", "sea")
    return toy.line("L", "sea", "A", ("B", ("AB",)), hours=(5,)).line("M", "sea", "B", ("C", ("BC",)), hours=(6,))


def answer(toy: Toy, origin: str = "A", destination: str = "C", scope: str = "door"):
    network = toy.build()
    result = solve(network, Shipment(origin, destination, scope=scope))
    verify(network, result)
    return result


def test_one_operation_does_not_switch_door_scope_off():
    # 5 h + lift 7 h + 6 h, and the ends are free, which is told
    result = answer(two_ships().operation("lift", "sea", "sea", 7))
    assert result.require().hours == 18
    assert result.assumptions == (ASSUMED,)


@pytest.mark.parametrize("scope", ["door", "terminal"])
def test_without_any_operation_the_answer_is_as_before(scope):
    result = answer(two_ships(), scope=scope)
    assert result.require().hours == 11
    assert result.assumptions == ("no terminal operations are modelled: transfers take no time and cost nothing",)


def test_from_terminal_to_terminal_nothing_is_assumed_of_doors():
    result = answer(two_ships().operation("lift", "sea", "sea", 7), scope="terminal")
    assert result.require().hours == 18 and result.assumptions == ()


def test_customs_are_due_at_free_ends_too():
    toy = two_ships(A="JP", B="JP", C="KR").operation("lift", "sea", "sea", 7)
    for area in ("JP", "KR"):
        for kind in ("export", "import", "transit_opening", "transit_closing"):
            toy.procedure(kind, 10, area=area)
    found = answer(toy)
    assert [step.kind for step in found.require().steps if step.activity == "clearance"] == ["export", "import"]
    assert found.require().hours == 18 + 20
    assert answer(toy, scope="terminal").require().hours == 18


def test_customs_are_due_in_a_network_without_operations_too():
    toy = two_ships(A="JP", B="JP", C="KR")
    for area in ("JP", "KR"):
        for kind in ("export", "import", "transit_opening", "transit_closing"):
            toy.procedure(kind, 10, area=area)
    assert answer(toy).require().hours == 11 + 20
    assert answer(toy, "A", "B").require().hours == 5


def test_papers_are_due_onto_rail_in_a_network_without_operations_too():
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B", "sea").link("BC", "B", "C")
    toy.line("L", "sea", "A", ("B", ("AB",)), hours=(5,)).area("R", "BC").procedure("papers", 3)
    # 5 h at sea + papers 3 h + 100 km at 240 km a day
    assert answer(toy).require().hours == 18


@pytest.mark.parametrize(
    ("given", "origin", "words"),
    [
        (("load", "gate", "sea"), "A", "no row of operations.csv at A for origin (door to gate)"),
        (("origin", "door", "gate"), "A", "no row of operations.csv at A for load (gate to sea)"),
        (("unload", "sea", "gate"), "A", "no row of operations.csv at A for origin (door to gate), load (gate to sea)"),
    ],
)
def test_a_reason_names_the_operations_that_an_end_lacks(given, origin, words):
    result = answer(two_ships().operation("lift", "sea", "sea", 7).operation(*given, 1), origin)
    assert result.status is Status.INFEASIBLE
    (conflict,) = result.blocked_by
    assert conflict.constraints == (words,)
    assert conflict.remedies == ("asking from terminal to terminal",)


def test_the_destination_is_named_where_the_origin_has_all():
    toy = two_ships().operation("lift", "sea", "sea", 7).operation("origin", "door", "gate", 1)
    result = answer(toy.operation("load", "gate", "sea", 1))
    (conflict,) = result.blocked_by
    assert conflict.constraints == ("no row of operations.csv at C for unload (sea to gate), delivery (gate to door)",)


def test_a_place_where_nothing_calls_has_the_old_reason():
    toy = two_ships(A="JP", B="JP", C="JP", D="JP").doors("sea")
    (conflict,) = answer(toy, "D").blocked_by
    assert conflict.constraints == ("nothing on offer takes a container on at D",)


def test_a_change_of_vehicle_that_no_operation_is_for_is_named():
    (conflict,) = answer(two_ships().doors("sea")).blocked_by
    assert conflict.constraints == ("no row of operations.csv at B for lift (sea to sea)",)


def test_a_change_that_would_not_help_is_not_named():
    toy = two_ships(A="JP", B="JP", C="JP", D="JP").link("BD", "B", "D", "road").doors("sea", "road")
    toy.operation("lift", "sea", "sea", 1)
    toy.line("T", "road", "B", ("D", ("BD",)), hours=(2,))
    (conflict,) = answer(toy, "A", "D").blocked_by  # not B (road to sea), nor B (sea to sea), which there is
    assert conflict.constraints == ("no row of operations.csv at B for lift (sea to road)",)
    (other,) = answer(toy, "C", "A").blocked_by
    assert other.constraints == ("nothing on offer takes a container on at C",)
