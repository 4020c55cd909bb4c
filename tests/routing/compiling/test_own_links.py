"""Links with a length and no hours: good for distance where the network has no service, never for time."""

import datetime

import pytest

import networks
from networks import NetworkBuilder
from routing import Constraints, Shipment, frontier, solve, verify

AC = Shipment("A", "C")


def roads(**hours):
    builder = NetworkBuilder("roads")
    for place in "ABC":
        builder.add_place(id=place, name=place)
    for link, km in {"ab": 10, "bc": 20, "ac": 50}.items():
        builder.add_link(
            id=link, tail=link[0].upper(), head=link[1].upper(), mode="road", length_km=km, hours=hours.get(link)
        )
    return builder


def test_the_shortest_way_over_lengths_alone():
    network = roads().build()
    result = solve(network, AC, minimise="distance")
    verify(network, result)
    assert (result.require().km, result.require().days) == (
        30,
        None,
    )  # 10 + 20 beats 50; nobody knows how long it takes
    assert "No days total: no figure for ab, bc" in str(result)


def test_without_a_time_nothing_is_fastest_and_it_is_said_why():
    result = solve(roads().build(), AC)
    assert result.status.name == "INFEASIBLE"
    assert any("without a time (of ab, ac, bc)" in warning.words for warning in result.warnings)


def test_a_way_whose_time_is_unknown_is_left_out_where_time_counts_and_named():
    network = roads(ab=1.0, ac=2.0).build()
    for question in ({"minimise": "time"}, {"minimise": "distance", "constraints": Constraints(max_days=9)}):
        result = solve(network, AC, **question)
        verify(network, result)
        assert result.require().km == 50
        assert any("without a time (of bc)" in warning.words for warning in result.warnings)
    assert [point.km for point in frontier(network, AC, criteria=("time", "distance"))] == [50]


def test_with_a_deadline_a_way_of_unknown_time_is_not_taken():
    goods = Shipment("A", "C", ready=datetime.date(2016, 3, 1), deadline=datetime.date(2016, 3, 9))
    assert solve(roads().build(), goods, minimise="distance").status.name == "INFEASIBLE"


def test_a_price_without_a_time_is_a_price():
    builder = roads().add_link(id="dear", tail="A", head="C", mode="road", length_km=1, usd=7)
    network = builder.build()
    result = solve(network, AC, minimise="cost")
    verify(network, result)
    assert (result.require().usd, result.require().days) == (7, None)


def test_where_there_are_services_a_length_alone_is_none():
    builder = roads(ac=2.0).add_service(id="area:x", name="x", kind="area", mode="road", links=("ac",))
    builder.add_source(id="S", title="s")
    for quantity, value, unit in (("speed", 50.0, "km/h"), ("wait", 1.0, "h")):
        builder.add_figure(element="area:x", quantity=quantity, value=value, unit=unit, source="S", kind="plan")
    network = builder.build()
    result = solve(network, AC, minimise="distance")
    verify(network, result)
    assert result.require().km == 50


def test_the_built_in_network_uses_no_link_by_its_length_alone():
    network = networks.load("eurasia")
    assert len(network.services)
    result = solve(network, Shipment("JPYOK", "RUMOW"), minimise="distance")
    verify(network, result)
    rides = [step for step in result.require().steps if step.is_ride]
    assert rides and all(step.element in network.services for step in rides)


def test_a_ride_of_unknown_time_is_refuted_where_there_are_services():
    from dataclasses import replace

    from routing import VerificationError

    bare = roads().build()
    served = roads(ac=2.0).add_service(id="area:x", name="x", kind="area", mode="road", links=("ac",))
    served.add_source(id="S", title="s")
    served.add_figure(element="area:x", quantity="speed", value=50.0, unit="km/h", source="S", kind="plan")
    network = served.build()
    routes = tuple(replace(route, network=network) for route in solve(bare, AC, minimise="distance").routes)
    planted = replace(solve(network, AC, minimise="distance"), routes=routes)
    with pytest.raises(VerificationError, match="has no hours of its own"):
        verify(network, planted)


@pytest.mark.parametrize("how", ["withdrawn", "not offered", "ended", "banned"])
def test_a_service_that_is_not_on_offer_does_not_open_the_links_that_it_runs_over(how):
    builder = NetworkBuilder("net", as_of=datetime.date(2016, 1, 1))
    for place in "AB":
        builder.add_place(id=place, name=place, country="KZ")
    builder.add_link(id="new", tail="A", head="B", mode="rail", gauge_mm=1520, length_km=1000)
    builder.add_link(id="old", tail="A", head="B", mode="rail", gauge_mm=1520, length_km=2000, hours=60)
    more = {"until_date": datetime.date(2015, 1, 1)} if how == "ended" else {"offered": how != "not offered"}
    stops = ({"place": "A"}, {"place": "B", "path": ("new",)})
    builder.add_service(id="L", name="L", kind="line", mode="rail", stops=stops, **more)
    builder.add_source(id="s", title="test")
    builder.add_figure(element="L#2", quantity="running_time", value=20, unit="h", source="s", kind="assumption")
    builder.add_figure(element="L", quantity="headway", value=7, unit="d", source="s", kind="assumption")
    network = builder.build()
    if how == "withdrawn":
        network = network.apply([networks.Change(action="withdraw", table="services", element="L", why="strike")])
    banned = Constraints(avoid_services={"L"} if how == "banned" else ())
    for minimise in ("distance", "time"):
        result = solve(network, Shipment("A", "B"), minimise=minimise, constraints=banned)
        verify(network, result)
        assert result.require().links == ("old",)
