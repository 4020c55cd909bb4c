"""One service more: the way found for it, its figures, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from oracles.toys import Toy

import networks
from routing import Shipment, solve, verify

NET = networks.load("eurasia")


def two_gauges() -> networks.Network:
    """Return A - B - D on one gauge (300 km), A - C - D with another in between (200 km), and D - E abroad."""
    toy = Toy(A="RU", B="RU", C="RU", D="RU", E="KZ")
    toy.link("ab", "A", "B", km=150, territories=("RU",)).link("bd", "B", "D", km=150, territories=("RU",))
    toy.link("ac", "A", "C", km=100, territories=("RU",), gauge_mm=1435).link(
        "cd", "C", "D", km=100, territories=("RU",)
    )
    toy.link("de", "D", "E", km=100, territories=("RU", "KZ"))
    return toy.doors("rail:1520", "rail:1435").procedure("import", 1, "KZ").build()


def test_the_way_has_the_fewest_changes_of_gauge_and_then_the_fewest_km():
    net = networks.add_service(two_gauges(), ["A", "E"], hours=40, wait_hours=5, usd_per_box=200, why="a plan")
    line = net.services["line:own:A-E"]
    # 400 km in 40 h: 30 h to the border at D, where it only passes, and 10 h beyond
    assert [(stop.place, stop.path, stop.board, stop.alight) for stop in line.stops] == [
        ("A", (), True, False),
        ("D", ("ab", "bd"), False, False),
        ("E", ("de",), False, True),
    ]
    assert line.note == "shortest way over links: 400 km; A - D - E; a plan"
    result = solve(net, Shipment("A", "E", containers=2))
    verify(net, result)
    leg = result.require().legs[0]
    assert (leg.milliminutes, leg.wait_minutes, leg.usd) == (40 * 60_000, 300, 400)
    kinds = {figure.kind for figure in result.require().figures if figure.element.startswith("line:own")}
    assert kinds == {"assumption"} and net.sources["own-assumption"].title


def test_hours_may_be_given_from_call_to_call_and_the_way_back_is_another_line():
    net = networks.add_service(two_gauges(), ["A", "D", "E"], hours=[7, 2], every_days=7, both_ways=True, usd_per_teu=1)
    out, back = net.services["line:own:A-E"], net.services["line:own:E-A"]
    assert [stop.board for stop in out.stops] == [True, True, False] and back.stops[0].place == "E"
    hours = {element: figure.value for (element, what), figure in net.figures.items() if what == "running_time"}
    assert (hours["line:own:A-E#2"], hours["line:own:A-E#3"]) == (7, 2)
    assert (hours["line:own:E-A#2"], hours["line:own:E-A#3"]) == (2, 7)


def test_a_way_may_avoid_a_territory_and_a_second_line_has_another_id():
    net = NET
    for number in (1, 2):
        net = networks.add_service(net, ["Moscow", "Almaty"], km_per_day=900, every_days=3, avoid="UZ")
        assert sum(service.startswith("line:own:") for service in net.services) == number


def test_a_ship_goes_by_sea():
    net = networks.add_service(NET, ["Yokohama", "Hamburg"], mode="sea", km_per_day=900, every_days=7, usd_per_box=1)
    result = solve(net, Shipment("JPYOK", "DEHAM"), minimise="cost")
    verify(net, result)
    assert result.require().legs[0].service == "line:own:JPYOK-DEHAM"


@pytest.mark.parametrize(
    ("stops", "given", "messages"),
    [
        (["A"], {"hours": 5, "wait_hours": 1}, ["expected two places or more"]),
        (["A", "E"], {}, ["either hours or km_per_day", "either every_days or wait_hours"]),
        (["A", "X"], {"hours": -5, "km_per_day": "9", "wait_hours": 1}, ["no place is called 'X'", "km_per_day: '9'"]),
        (["A", "E"], {"mode": "train", "hours": 1, "wait_hours": 1}, ["expected one of rail, sea"]),
        (["A", "E"], {"mode": "sea", "hours": 1, "wait_hours": 1}, ["no way over links of its mode"]),
        (["A", "D", "E"], {"hours": [1, 2, 3], "wait_hours": 1}, ["one for each of 2 legs"]),
        (["A", "E"], {"hours": 1, "wait_hours": 1, "usd_per_box": 1, "usd_per_teu": 1}, ["usd_per_box or usd_per_teu"]),
        ({"A", "E"}, {"hours": 1, "wait_hours": 1}, ["expected a list or a tuple, for the order counts"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(stops: Any, given: Any, messages: list[str]):
    with pytest.raises(networks.DataError) as met:
        networks.add_service(two_gauges(), stops, **given)
    assert all(message in str(met.value) for message in messages)
