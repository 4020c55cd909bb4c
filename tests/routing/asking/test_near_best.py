"""What is almost as good as the best route: exact within its bounds, and how sure the order is."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

import networks
import routing
from routing import Constraints, GeneralisedCost, QuestionError, Shipment, near_best, solve, verify

EURASIA = networks.load("eurasia")


def two_ways(shared: tuple[float, float] = (12, 48)) -> networks.Network:
    """Return A - B by railway R, in a day from 0.5 to 2, and on to C: by Q in 24 h for 100 USD, or by S in 25 h for 50.

    The wait for R, `shared` at its ends, is the same for both ways.
    """
    toy = Toy(A="RU", B="RU", C="RU").doors("rail:1520", "sea", hours=0).operation("lift", "rail:1520", "sea", 0)
    toy.link("AB", "A", "B", km=240).link("BC", "B", "C", "sea", km=100).link("BC2", "B", "C", "sea", km=110)
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("AB",))
    toy.figure("R", "speed", 240).usd("R", 10)
    wait = {"element": "R", "quantity": "wait", "value": 24, "low": shared[0], "high": shared[1], "unit": "h"}
    toy.builder.add_figure(**wait, source="S", kind="sourced")
    for line, link, usd, hours in (("Q", "BC", 100, 24), ("S", "BC2", 50, 25)):
        toy.line(line, "sea", "B", ("C", (link,)), **{"": usd})
        toy.builder.add_figure(
            element=f"{line}#2",
            quantity="running_time",
            value=hours,
            low=hours - 4,
            high=hours + 4,
            unit="h",
            source="S",
            kind="sourced",
        )
    return toy.build()


def test_a_way_that_is_an_hour_longer_and_far_cheaper_is_told():
    result = solve(two_ways(), Shipment("A", "C"))
    found = near_best(result)
    assert list(found.others) == ["cheapest"]
    assert [route.usd for route in found.routes.values()] == [110, 60]
    for one in found.results.values():
        verify(one.network, one)
    assert near_best(result, tolerance=0.001).others == {}
    assert near_best(result, gain=0.5).others == {}


def test_what_both_ways_share_does_not_blur_their_order():
    # Q takes 20 to 28 h, S 21 to 29: figures of one component move together, so S is an hour longer at either end
    narrow, wide = (near_best(solve(two_ways(ends), Shipment("A", "C"))) for ends in ((12, 48), (0, 240)))
    for found in (narrow, wide):
        assert found.likely_gap("cheapest") == pytest.approx((1 / 24, 1 / 24))
        assert found.may_turn("cheapest") is False


def test_the_order_may_turn_where_other_components_are_open():
    # from Yokohama to Baku a way is a day longer, and other railways and borders are on it
    result = solve(EURASIA, Shipment("JPYOK", "AZBAK"))
    found = near_best(result)
    assert found.others
    for name, route in found.others.items():
        low, high = found.likely_gap(name) or (0, 0)
        assert low <= (route.days or 0) - (result.require().days or 0) <= high
        assert found.may_turn(name) == (low < 0)


@pytest.mark.parametrize("minimise", ["time", "cost", "co2e", "distance"])
def test_others_keep_the_limits_and_lie_within_the_tolerance(minimise):
    limits = Constraints(avoid_territories={"CN"}, max_days=60)
    result = solve(EURASIA, Shipment("JPYOK", "UZTAS"), minimise=minimise, constraints=limits)
    found = near_best(result, tolerance=0.2, gain=0.01)
    shown = {"time": "days", "cost": "usd", "co2e": "kg_co2e", "distance": "km"}[minimise]
    for name, route in found.others.items():
        assert getattr(route, shown) <= getattr(result.require(), shown) * 1.2
        assert "CN" not in route.territories and route.days <= 60
        leader = {"fastest": "days", "cheapest": "usd", "greenest": "kg_co2e"}[name]
        assert getattr(route, leader) <= getattr(result.require(), leader) * 0.99


@cases(quick=3, long=300)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_the_cheapest_nearly_as_fast_is_that_of_the_front(spec, seed):
    network = network_of(rows_of(spec))
    shipment = shipment_of(random.Random(seed), network)
    result = solve(network, shipment)
    if result.best is None or not result.best.days:
        return
    found = near_best(result, tolerance=0.3, gain=0.0)
    front = routing.frontier(network, shipment, constraints=Constraints(max_days=result.best.days * 1.3))
    cheapest = min((route.usd for route in front.routes if route.usd is not None), default=None)
    if "cheapest" in found.others:
        assert found.others["cheapest"].usd == cheapest
    elif cheapest is not None and result.best.usd is not None:
        assert cheapest >= result.best.usd


def test_on_the_clock_others_take_at_most_twice_as_long():
    # a ship that is greener and as cheap leaves for Arkhangelsk next summer
    result = solve(EURASIA, Shipment("JPYOK", "RUMOW"), minimise="cost", depart=date(2016, 10, 1))
    found = near_best(result)
    assert all(route.days <= 2 * result.require().days for route in found.others.values())
    assert all(route.usd <= 1.05 * result.require().usd for route in found.others.values())


def test_generalised_cost_and_no_route_have_no_others():
    none = solve(EURASIA, Shipment("JPYOK", "RUMOW"), constraints=Constraints(max_days=3))
    assert near_best(none).others == {} and near_best(none).likely_gap
    weighed = solve(EURASIA, Shipment("JPYOK", "RUMOW"), minimise=GeneralisedCost(usd_per_day=30))
    assert near_best(weighed).others == {}
    assert "Almost" not in str(near_best(weighed))


@pytest.mark.parametrize("given", [{"tolerance": -0.1}, {"tolerance": float("nan")}, {"gain": "much"}])
def test_shares_that_are_none_are_refused(given):
    with pytest.raises(QuestionError, match="expected a number from 0"):
        near_best(solve(EURASIA, Shipment("JPYOK", "RUMOW")), **given)
