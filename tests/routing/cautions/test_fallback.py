"""Carriage without a timetable is told where the network has scheduled services of its mode for the load."""

from __future__ import annotations

import pytest
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, frontier, solve, verify


def railways(*grades: str) -> Toy:
    """Return railways of some grades over A - B - C, and a sea beyond; a lift wherever it is needed."""
    toy = Toy(A="RU", B="RU", C="RU", D="RU").link("AB", "A", "B").link("BC", "B", "C").link("CD", "C", "D", "sea")
    toy.doors("rail:1520", "sea").operation("lift", "rail:1520", "rail:1520", 1)
    toy.operation("lift", "rail:1520", "sea", 1).procedure("handover", 1)
    for number, (grade, link) in enumerate(zip(grades, ("AB", "BC"), strict=True)):
        toy.area(f"R{number}", link, grade=grade)
    return toy.line("S", "sea", "C", ("D", ("CD",)), hours=(9,))


def train(toy: Toy, *stops: str, links: str, **more: float) -> Toy:
    """Add a scheduled train so slow that nobody takes it."""
    first, *others = stops
    calls = [(place, (link,)) for place, link in zip(others, links.split(), strict=True)]
    return toy.line("T", "rail", first, *calls, hours=(200,) * len(calls), **more)


def told(network, origin, destination, **more):
    result = solve(network, Shipment(origin, destination, **more))
    verify(network, result)
    return [warning for warning in result.warnings if warning.code == "fallback"]


def test_railways_alone_are_no_fallback_and_scheduled_ships_do_not_count():
    assert told(railways("general", "ordinary").build(), "A", "D") == []


def test_one_stretch_over_two_railways_names_both_and_its_ends():
    network = train(railways("", "ordinary"), "A", "B", links="AB").build()
    (warning,) = told(network, "A", "D")
    assert warning.words == "carried without a timetable, in ordinary carriage: A to C by R0, R1"
    assert warning.elements == ("R0", "R1")
    assert warning.remedy == "ask the railway; no scheduled train from A to C is in the data"
    assert "in ordinary carriage: A to C by R0, R1" in str(solve(network, Shipment("A", "D")))


def test_each_grade_has_a_warning_of_its_own():
    network = train(railways("general", "ordinary"), "A", "B", links="AB").build()
    first, second = told(network, "A", "C")
    assert first.words == "carried without a timetable, at the general pace of container trains: A to B by R0"
    assert first.remedy == "T from A to B is scheduled"
    assert second.words == "carried without a timetable, in ordinary carriage: B to C by R1"
    assert second.remedy == "ask the railway; no scheduled train from B to C is in the data"


def test_a_train_that_calls_in_the_other_order_or_only_to_set_down_goes_not_that_way():
    back = train(railways("", ""), "C", "B", "A", links="BC AB").build()
    (warning,) = told(back, "A", "C")
    assert warning.remedy == "ask the railway; no scheduled train from A to C is in the data"
    toy = railways("", "").line("T", "rail", "A", ("B", ("AB",), False, True), ("C", ("BC",)), hours=(200, 200))
    (warning,) = told(toy.build(), "B", "C")
    assert warning.remedy == "ask the railway; no scheduled train from B to C is in the data"


def test_a_scheduled_train_taken_is_not_told():
    toy = railways("", "").line("T", "rail", "A", ("B", ("AB",)), hours=(2,))
    assert told(toy.build(), "A", "B") == []


def test_a_line_at_the_general_pace_has_no_timetable_and_opens_no_fallback():
    toy = railways("", "").line("T", "rail", "A", ("B", ("AB",)), hours=(2,), grade="general")
    assert told(toy.build(), "A", "C") == []
    (warning,) = told(train(toy_of_two(), "B", "C", links="BC").build(), "A", "B")
    assert warning.words == "carried without a timetable, at the general pace of container trains: A to B by G"


def toy_of_two() -> Toy:
    return railways("", "").line("G", "rail", "A", ("B", ("AB",)), hours=(2,), grade="general")


def test_trains_of_another_load_are_none_to_fall_back_from():
    toy = railways("", "")
    toy.builder.add_service(
        id="T", name="T", kind="line", mode="rail", loads="container", stops=["A", {"place": "B", "path": ("AB",)}]
    )
    network = toy.figure("T#2", "running_time", 90).usd("T", 0).build()
    assert told(network, "A", "B", load="wagon", tonnes=20) == []
    assert len(told(network, "A", "B")) == 1


def test_fronts_tell_all_stretches_in_one_warning_a_grade():
    network = train(railways("", ""), "A", "B", links="AB").build()
    found = [one for one in frontier(network, Shipment("A", "C")).warnings if one.code == "fallback"]
    assert [one.elements for one in found] == [("R0", "R1")]


@pytest.mark.parametrize(
    ("scenario", "destination", "fallen"),
    [(None, "TMASB", 2), (None, "KZALA", 0), ("2016-ordinary", "RUMOW", 0), ("2016-target", "RUMOW", 0)],
)
def test_the_built_in_network_says_so_where_some_train_for_boxes_is_on_offer(scenario, destination, fallen):
    """To Ashgabat in both grades. In the scenario 2016-ordinary no train is: wagonload is what it is about."""
    result = solve(networks.load("eurasia", scenario), Shipment("JPYOK", destination))
    assert [one.code for one in result.warnings].count("fallback") == fallen


def test_it_is_asked_of_the_routes_not_of_the_bans():
    network = train(railways("", ""), "A", "B", links="AB").build()
    result = solve(network, Shipment("A", "B"), constraints=Constraints(avoid_services={"T"}))
    (found,) = [one for one in result.warnings if one.code == "fallback"]
    assert found.remedy == "T from A to B is scheduled"
