"""Ends that are positions: the nearest terminal stands for each, the distance is told, and what is too far is refused."""

import networkx
import pytest

import networks
from networks.geo.sphere import great_circle_km
from networks.parts.terminals import terminals
from routing import Constraints, QuestionError, Shipment, frontier, price_of, solve, solve_many, verify

NET = networks.load("eurasia")
YOKOHAMA, MOSCOW = (35.4, 139.6), (55.7, 37.6)


def told(answer):
    return [str(one) for one in answer.warnings if one.code == "snapped"]


def test_the_nearest_terminal_stands_for_a_position_and_the_distance_is_told():
    result = solve(NET, Shipment(YOKOHAMA, MOSCOW))
    asked = result.question.shipment
    assert (asked.origin, asked.destination) == ("JPYOK", "RUMOW")
    assert (asked.origin_at, asked.destination_at) == (YOKOHAMA, MOSCOW)
    place = NET.places["JPYOK"]
    km = float(great_circle_km(*YOKOHAMA, place.lat, place.lon))
    assert len(told(result)) == 2
    assert (
        f"the origin 35.4, 139.6 is taken for Yokohama (JPYOK), {km:.1f} km away in a straight line" in told(result)[0]
    )
    assert result.best.days == solve(NET, Shipment("JPYOK", "RUMOW")).best.days
    verify(NET, result)
    assert told(solve(NET, Shipment("JPYOK", "RUMOW"))) == []


@pytest.mark.parametrize("origin", [YOKOHAMA, [35.4, 139.6], "35.4,139.6", "35.4; 139.6"])
def test_a_position_is_a_pair_or_a_text(origin):
    assert solve(NET, Shipment(origin, "Moscow")).question.shipment.origin == "JPYOK"


@pytest.mark.long
def test_every_verb_takes_positions():
    box, ban = Shipment(YOKOHAMA, MOSCOW), Constraints(avoid_territories={"CN"})
    assert told(frontier(NET, box)) and told(price_of(NET, box, constraints=ban, minimise="time").bound)
    table = solve_many(NET, [box, Shipment("JPYOK", "RUMOW")]).to_frame()
    assert table["warnings"].tolist()[0].startswith("snapped") and table["days"].nunique() == 1


def test_the_terminal_is_the_nearest_of_all_that_take_the_load():
    for lat, lon in ((43.2, 132.0), (59.8, 30.4), (41.2, 69.4), (31.2, 121.6)):
        places = terminals(NET)
        nearest = min(places, key=lambda place: float(great_circle_km(lat, lon, place.lat, place.lon)))
        assert (
            solve(NET, Shipment((lat, lon), "DEHAM" if lat != 59.8 else "JPYOK")).question.shipment.origin == nearest.id
        )
    assert {place.kind for place in terminals(NET)}.isdisjoint({"junction", "border_crossing"}) or all(
        any(place.id in (stop.place for stop in service.stops) for service in NET.services_of_all_dates.values())
        for place in terminals(NET)
        if place.kind in ("junction", "border_crossing")
    )


def test_lengths_alone_are_enough_where_a_network_has_no_services():
    graph = networkx.Graph([("A", "B", {"length_km": 300})])
    graph.nodes["A"].update(lat=35.0, lon=139.0)
    graph.nodes["B"].update(lat=36.0, lon=140.0)
    net = networks.from_networkx(graph, mode="road", silence="stated-countries")
    result = solve(net, Shipment((35.1, 139.0), (36.0, 140.1)), minimise="distance")
    assert result.best.km == 300 and len(told(result)) == 2


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (
            ((60, 100), "Moscow"),
            r"60, 100: no place that takes a container within 100 km; the nearest is .*, 441 km away",
        ),
        (((99, 1), "Moscow"), r"origin=\(99, 1\): expected a text, or degrees north"),
        (("99, 1", "Moscow"), "99, 1: expected degrees north"),
        (((float("nan"), 1), "Moscow"), "origin="),
        (((35.4, 139.6, 0), "Moscow"), "origin="),
        (((True, False), "Moscow"), "origin="),
        ((YOKOHAMA, (35.41, 139.61)), "expected two different places"),
        ((YOKOHAMA, YOKOHAMA), "expected two different places"),
        ((YOKOHAMA, "JPYOK"), "expected two different places"),
        (((60, 100), (0, 0)), "(?s)60, 100: no place.*0, 0: no place"),
        (((60, 100), "Nowhere"), "(?s)60, 100: no place.*Nowhere"),
    ],
)
def test_what_no_terminal_can_stand_for_is_refused(ends, words):
    with pytest.raises(QuestionError, match=words):
        solve(NET, Shipment(*ends))


def test_a_place_that_bears_the_position_as_its_name_comes_first():
    net = networks.with_drayage(NET, "35.86,139.65")
    result = solve(net, Shipment((35.86, 139.65), "Moscow"))
    assert result.question.shipment.origin.startswith("own:") and told(result) == []
    assert result.best.legs[0].mode == "road"


def test_a_network_without_positions_says_so():
    net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 60})]), mode="sea")
    with pytest.raises(QuestionError, match="no place of graph that takes a container has a position"):
        solve(net, Shipment((35.4, 139.6), "B"))
