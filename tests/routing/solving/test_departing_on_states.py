"""Journeys worth taking where waiting, or a slower way, may save a charge: against every way at every departure."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import Asked, drawn
from oracles.on_clock import DAY, Expanded, TooManyStatesError

import routing
from routing import SolveOptions
from routing.compiling.problem import compile_problem
from routing.search.budget import Budget
from routing.solving.departing import leaving_at
from routing.solving.on_clock import timetable_from

SEEDS = st.integers(0, 2**32 - 1)
NO_BOUND = {"max_usd": 1e7, "max_kg_co2e": 1e7}


def asked_of(seed: int, *, hubs: bool, opening: bool = False) -> Asked:
    """Return a question whose limits are those of the criteria, in their order, and of changes."""
    asked = drawn(seed, hubs=hubs, opening=opening)
    constraints = replace(asked.constraints, max_days=random.Random(seed).choice((4, 6, 9)))
    for name, most in NO_BOUND.items():
        if getattr(constraints, name) is None:
            constraints = replace(constraints, **{name: most})
    return replace(asked, constraints=constraints, shipment=replace(asked.shipment, ready=None, deadline=None))


def expected_of(asked: Asked, hours: int, criteria: int, most: int = 4_000) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return the seconds until the start, how long it takes, and USD and CO2e, of what is worth taking."""
    begin = int(asked.moment.timestamp())
    within, last = int(asked.constraints.max_days * DAY), hours * 60_000
    question = replace(
        asked.question,
        shipment=replace(asked.shipment, ready=asked.moment),
        constraints=replace(asked.constraints, max_days=None),
    )
    states = Expanded(asked.rows, question, begin, last + within, most)
    starts = sorted({*states.tight_starts(), last})
    found = states.worth_taking(starts, within, criteria - 1)
    return sorted((start * 60 // 1000, end - start, used) for start, end, used in found if start <= last)


def told_by(asked: Asked, hours: int, names: tuple[str, ...]):
    found = routing.departures(
        asked.network,
        asked.shipment,
        asked.moment,
        asked.moment.astimezone(UTC) + timedelta(hours=hours),
        criteria=names,
        constraints=asked.constraints,
        options=SolveOptions(explain=False),
    )
    told = {}
    for route in found:
        seconds = int(route.leaves.timestamp()) - int(asked.moment.timestamp())
        passed = sum(step.milliminutes for step in route.steps)
        amounts = tuple(sum(getattr(step, column) for step in route.steps) for column in ("millicents", "milligrams"))
        is_timed = any(step.timetable for step in route.steps)
        told[seconds, passed, amounts[: len(names) - 1]] = is_timed
    return told


def check(asked: Asked, hours: int, criteria: int, expected=None) -> None:
    dated = any(row.from_date or row.until_date for row in asked.network.closures.values())
    assume(not dated)
    try:
        expected = expected_of(asked, hours, criteria) if expected is None else expected
    except TooManyStatesError:
        assume(False)
    told = told_by(asked, hours, ("time", "cost", "co2e")[:criteria])
    later = [key for key, is_timed in told.items() if not is_timed]
    assert {key for key, is_timed in told.items() if is_timed} <= set(expected)
    for start, passed, used in later:  # at a moment that is not among those looked at, or among them
        arrival = start + passed * 60 // 1000
        for other, takes, adds in expected:
            in_time = other > start + 1 and other + takes * 60 // 1000 < arrival - 1
            assert not (in_time and all(one <= more for one, more in zip(adds, used, strict=True)))
    for one in set(expected) - set(told):  # one that leaves at any moment is told once
        assert any(other[1:] == one[1:] for other in later), one


@cases(quick=3, long=60)
@given(SEEDS, st.sampled_from((2, 3)))
def test_by_hubs_that_charge_all_journeys_are_found(seed: int, criteria: int):
    check(asked_of(seed, hubs=True), 30, criteria)


@cases(quick=2, long=40)
@given(SEEDS, st.sampled_from((2, 3)))
def test_on_networks_with_every_feature_all_journeys_are_found(seed: int, criteria: int):
    check(asked_of(seed, hubs=False), 30, criteria)


def fronts(asked: Asked, criteria: int) -> tuple[set, set]:
    """Return time and amounts of the ways from one moment that none beats, by trying all and as they are found."""
    within = int(asked.constraints.max_days * DAY)
    question = replace(asked.question, shipment=replace(asked.shipment, ready=asked.moment))
    free = replace(question, constraints=replace(asked.constraints, max_days=None))
    states = Expanded(asked.rows, free, int(asked.moment.timestamp()), within, 4_000)
    expected = states.worth_taking([0], within, criteria - 1)
    columns = ["millicents", "milligrams"][: criteria - 1]
    problem = compile_problem(asked.network, question, also=columns)
    found = leaving_at(problem, timetable_from(problem, asked.moment), 0, within, columns, Budget.of())
    return {one[1:] for one in expected}, {(one.end, one.vector) for one in found.found}


@cases(quick=2, long=60)
@given(SEEDS, st.booleans())
def test_with_opening_hours_all_journeys_are_found(seed: int, hubs: bool):
    check(asked_of(seed, hubs=hubs, opening=True), 30, 2)


@cases(quick=3, long=60)
@given(SEEDS, st.booleans(), st.sampled_from((2, 3)))
def test_from_one_moment_the_front_is_that_of_all_ways(seed: int, hubs: bool, criteria: int):
    try:
        expected, found = fronts(asked_of(seed, hubs=hubs), criteria)
    except TooManyStatesError:
        assume(False)
    assert found == expected


def test_of_two_ways_without_departures_the_slower_is_told_only_while_the_other_is_shut():
    check(asked_of(30447, hubs=True), 30, 2)
