"""The built-in network: lanes without China, the length of the Trans-Siberian, and the totals of the scenarios."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from oracles.cases import parted

import networks
from routing import Constraints, Result, Shipment, Status, solve, verify

ORIGINS = ("JPYOK", "JPUKB", "JPTOS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB")
CHINA = {"CN", "HK", "MO"}
COLUMN = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams"}


@cache
def answer(origin: str, destination: str, minimise: str, *, ban: bool) -> Result:
    constraints = Constraints(avoid_territories={"CN"}) if ban else None
    return solve(networks.load("eurasia"), Shipment(origin, destination), minimise=minimise, constraints=constraints)


@pytest.mark.parametrize("minimise", parted(COLUMN, quick=2))
@pytest.mark.parametrize("destination", parted(DESTINATIONS, quick=5))
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_lane_without_china_touches_nothing_there(origin: str, destination: str, minimise: str):
    banned, free = (answer(origin, destination, minimise, ban=ban) for ban in (True, False))
    net = banned.network
    for result in (banned, free):
        assert result.status is Status.OPTIMAL
        assert result.proof.confirmed_by
        verify(net, result)
    route = banned.require()
    assert not route.territories & CHINA
    for step in route.steps:
        assert not {net.places[place].country for place in step.places} & CHINA
        assert not {code for link in step.links for code in net.links[link].territories} & CHINA
        if step.element in net.services:
            ridden = set(route.places)
            stops = [stop.place for stop in net.services[step.element].stops if stop.place in ridden]
            assert not {net.places[place].country for place in stops} & CHINA
    assert banned.proof.objective is not None and free.proof.objective is not None
    assert banned.proof.objective >= free.proof.objective


@pytest.mark.parametrize("minimise", COLUMN)
@pytest.mark.parametrize("destination", DESTINATIONS)
def test_no_lane_boards_a_vehicle_without_moving(destination: str, minimise: str):
    for ban in (True, False):
        kinds = [step.kind for step in answer("JPYOK", destination, minimise, ban=ban).require().steps]
        assert ("board", "alight") not in pairwise(kinds)


def test_vladivostok_to_moscow_is_9288_km_within_half_a_percent():
    # without the ban the shortest way is the one by Harbin, 8,380 km with two breaks of gauge
    constraints = Constraints(modes={"rail"}, via=("RU-KARYM", "RUIAR"), avoid_territories={"CN"})
    result = solve(networks.load("eurasia"), Shipment("RUVVO", "RUMOW"), minimise="distance", constraints=constraints)
    verify(result.network, result)
    assert result.require().km == pytest.approx(9_288, rel=0.005)


@pytest.mark.parametrize(
    ("scenario", "scope", "days"),
    [
        ("2016-suez", "door", 42.0),
        ("2016-ordinary", "door", 42.0),
        ("2016-target", "door", 25.0),
        ("2016-performed", "terminal", 20.0),
        ("2018-performed", "terminal", 27.0),
    ],
)
def test_the_total_of_a_scenario_is_the_published_one_within_half_a_day(scenario: str, scope: str, days: float):
    net = networks.load("eurasia", scenario)
    result = solve(net, Shipment("JPYOK", "RUMOW", scope=scope))
    verify(net, result)
    assert result.status is Status.OPTIMAL
    assert result.require().days == pytest.approx(days, abs=0.5)


@pytest.mark.parametrize("destination", ["RUMOW", "KZALA"])
def test_from_terminal_to_terminal_is_a_part_of_from_door_to_door(destination: str):
    door, terminal = (
        solve(networks.load("eurasia"), Shipment("JPYOK", destination, scope=scope)).require()
        for scope in ("door", "terminal")
    )
    assert door.minutes is not None and terminal.minutes is not None
    assert terminal.minutes < door.minutes
    assert not {"origin", "load", "unload", "delivery"} & {step.kind for step in terminal.steps}
