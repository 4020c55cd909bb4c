"""Border procedures of answers against `oracles.borders`, which knows the documents alone: lanes, and random networks."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.borders import CUSTOMS, PROCEDURES, NoWayError, Owed, owed
from oracles.cases import cases, parted
from oracles.random_networks import network_of, rows_of, shipment_of, specs
from oracles.vectors import question_of

import networks
from routing import Constraints, Shipment, Status, solve, verify
from routing.amounts.load import load_of
from routing.compiling.expansion import expand
from routing.verification.reckoning import Reckoning

ORIGINS = ("JPYOK", "JPUKB", "JPTOS", "CNSGH", "KRPUS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB", "DEHAM", "AZBAK")
NO_FERRY = Constraints(modes={"rail", "sea", "road"})
BANS = (Constraints(), Constraints(avoid_territories={"CN"}), NO_FERRY)
SCENARIOS = [name for name in networks.scenarios("eurasia") if name != "other-years"]


def told(steps) -> list[Owed]:
    """Return what a route owes at borders: customs, papers, hand-overs and who is paid for them, in their order."""
    return [Owed(step.element, step.places[0]) for step in steps if step.kind in PROCEDURES]


def compare(network, shipment, minimise="time", constraints=None) -> int:
    """Hold the procedures of an answer against those that it owes; return how many there are."""
    result = solve(network, shipment, minimise=minimise, constraints=constraints)
    if result.status is not Status.OPTIMAL:
        return 0
    steps = result.require().steps
    assert told(steps) == owed(network, shipment, steps)
    return len(told(steps))


@pytest.mark.parametrize("origin", parted(ORIGINS, quick=2))
def test_every_lane_owes_what_the_documents_say(origin):
    network = networks.load("eurasia")
    found = [
        compare(network, Shipment(origin, destination, scope=scope), minimise, ban)
        for destination in DESTINATIONS
        for ban, minimise, scope in zip(BANS, ("time", "cost", "co2e"), ("door", "door", "terminal"), strict=True)
    ]
    assert sum(found) > 60


@pytest.mark.parametrize("scenario", parted(SCENARIOS, 0))
def test_every_scenario_owes_what_the_documents_say(scenario):
    network = networks.load("eurasia", scenario=scenario)
    lanes = (("JPYOK", "RUMOW"), ("JPYOK", "KZALA"), ("JPTOS", "UZTAS"), ("RUMOW", "JPYOK"))
    assert sum(compare(network, Shipment(*lane), constraints=ban) for lane in lanes for ban in BANS) > 3


@pytest.mark.long
@pytest.mark.parametrize("origin", sorted(networks.load("eurasia").places)[::12])
def test_places_everywhere_owe_what_the_documents_say(origin):
    network = networks.load("eurasia")
    for destination in sorted(network.places)[3::23]:
        if origin != destination:
            for minimise in ("time", "cost"):
                compare(network, Shipment(origin, destination), minimise)


ANY, GRADED = specs(3, 5, always=("procedures",)), specs(3, 5, always=("procedures", "grades", "areas", "lines"))


@cases(quick=6, long=600)
@given(ANY | GRADED, st.integers(0, 2**32 - 1))
def test_random_networks_owe_what_the_documents_say(spec, seed):
    rows = rows_of(spec)
    network, rng = network_of(rows), random.Random(seed)
    shipment = shipment_of(rng, network)
    result = solve(network, shipment)
    assume(result.best is not None)
    verify(network, result)
    assert told(result.require().steps) == owed(network, shipment, result.require().steps)


@cases(quick=2, long=120)
@given(ANY | GRADED, st.integers(0, 2**32 - 1))
def test_no_way_is_missed_whatever_it_owes(spec, seed):
    """The least time of all paths of the network without customs, each with what it owes, is that of the answer."""
    seed_of, size, features = spec
    rows = rows_of((seed_of, size, features - {"demurrage", "seasons"}))
    network, rng = network_of(rows), random.Random(seed)
    free = network_of(rows | {"procedures": [row for row in rows["procedures"] if row["kind"] not in CUSTOMS]})
    shipment = shipment_of(rng, network)
    reckoning = Reckoning(network, shipment)
    arcs = expand(free, load_of(free, shipment), shipment.scope).arcs
    question = question_of(shipment, None, "time")
    least = None
    try:
        for _, numbers in feasible(free, question, 20_000):
            steps = [arcs[number].step for number in numbers]
            minutes = [step.milliminutes for step in steps if step.kind not in PROCEDURES]
            try:
                rows = [one.row for one in owed(network, shipment, steps)]
                minutes += [reckoning.duration(row)[0] for row in rows if row in network.procedures]
            except NoWayError:
                continue
            if None not in minutes and (least is None or sum(minutes) < least):
                least = sum(minutes)
    except TooManyPathsError:
        assume(False)
    result = solve(network, shipment)
    assert result.require().milliminutes == least if least is not None else result.status is Status.INFEASIBLE
