"""Legs: how steps are grouped is said once, and everything that speaks of legs agrees."""

from __future__ import annotations

import pytest

import networks
import routing
from routing import Constraints, Shipment
from routing.steps import kinds
from routing.steps.leg import Leg, leg_numbers
from routing.steps.step import Step


def step(kind, element="s", places=("A",)):
    return Step(kind=kind, component="rail", element=element, places=places, mode="rail" if kind == "ride" else "")


@pytest.fixture(scope="module")
def route():
    ban = Constraints(avoid_territories={"CN"})
    return routing.solve(networks.load("eurasia"), Shipment("JPYOK", "KZALA"), constraints=ban).require()


def test_a_leg_ends_where_a_service_is_boarded_again_or_another_one_rides_on():
    told = [
        ("origin", "o"),
        ("board", "s"),
        ("ride", "s"),
        ("pass", "p"),
        ("ride", "s"),
        ("alight", "s"),
        ("lift", "l"),
        ("board", "s"),
        ("ride", "s"),
        ("alight", "s"),
        ("ride", "link"),
        ("ride", "other"),
    ]
    assert leg_numbers([step(*one) for one in told]) == [None, 0, 0, None, 0, 0, None, 1, 1, 1, 2, 3]


def test_the_same_step_twice_is_in_two_legs():
    # a place may be passed again between vias, and then one arc is used twice
    ride = step("ride", "there", ("A", "B"))
    assert leg_numbers([ride, step("ride", "back", ("B", "A")), ride]) == [0, 1, 2]


def test_legs_hold_all_that_is_done_with_a_service_and_nothing_else(route):
    of_legs = [one for leg in route.legs for one in leg.steps]
    assert of_legs == [one for one in route.steps if one.kind in ("board", "ride", "alight")]
    assert [one for leg in route.legs for one in leg.rides] == [one for one in route.steps if one.kind == "ride"]


def test_a_leg_is_told_and_compared_without_its_steps(route):
    leg = route.legs[0]
    assert "steps" not in repr(leg) and len(repr(leg)) < 500
    without = {name: getattr(leg, name) for name in Leg.__slots__ if name != "steps"}
    assert Leg(**without) == leg and hash(Leg(**without)) == hash(leg)


def test_every_activity_has_a_kind_and_every_set_is_of_kinds():
    assert set(kinds.ACTIVITY.values()) == set(kinds.ACTIVITIES)
    assert set(kinds.ACTIVITY) >= kinds.OF_A_LEG | kinds.CUSTOMS_KINDS
