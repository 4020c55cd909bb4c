"""Journeys worth taking where waiting may save a charge, held against every way at every departure."""

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

SEEDS = st.integers(0, 2**32 - 1)
NO_BOUND = {"max_usd": 1e7, "max_kg_co2e": 1e7}


def asked_of(seed: int, *, hubs: bool) -> Asked:
    """Return a question whose limits are those of the criteria, in their order, and of changes."""
    asked = drawn(seed, hubs=hubs)
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
    assert set(told) <= set(expected)
    later = [key for key, is_timed in told.items() if not is_timed]
    for one in set(expected) - set(told):  # one that leaves at any moment is told once
        assert any(other[0] > one[0] and other[1:] == one[1:] for other in later), one


@cases(quick=6, long=60)
@given(SEEDS, st.sampled_from((2, 3)))
def test_by_hubs_that_charge_all_journeys_are_found(seed: int, criteria: int):
    check(asked_of(seed, hubs=True), 30, criteria)


@cases(quick=4, long=40)
@given(SEEDS, st.sampled_from((2, 3)))
def test_on_networks_with_every_feature_all_journeys_are_found(seed: int, criteria: int):
    check(asked_of(seed, hubs=False), 30, criteria)
