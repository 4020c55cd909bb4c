"""Answers on the clock against every way at every departure, and against OR-Tools on the time-expanded graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import Asked, drawn, with_deadline
from oracles.on_clock import TooManyStatesError, by_cp_sat, departing
from oracles.vectors import stated_vector

from routing import Result, SolveOptions, Status, solve, verify

SEEDS = st.integers(0, 2**32 - 1)


def answer(asked: Asked) -> Result:
    result = solve(
        asked.network,
        asked.shipment,
        depart=asked.moment,
        constraints=asked.constraints,
        minimise=asked.minimise,
        options=SolveOptions(explain=False),
    )
    if result.status is Status.OPTIMAL:
        verify(asked.network, result)
    return result


def states_of(asked: Asked, most: int = 2_500):
    question = replace(asked.question, shipment=replace(asked.shipment, ready=asked.moment))
    return departing(asked.rows, question, asked.days, most)


def compare(asked: Asked) -> Result:
    try:
        expected = states_of(asked).least()
    except TooManyStatesError:
        assume(False)
    result = answer(asked)
    assert result.status in (Status.OPTIMAL, Status.INFEASIBLE)
    assert stated_vector(result) == expected
    return result


@cases(quick=6, long=300)
@given(SEEDS)
def test_by_hubs_that_charge_answers_are_those_of_every_way_at_every_departure(seed: int):
    compare(drawn(seed, hubs=True))


@cases(quick=2, long=200)
@given(SEEDS)
def test_on_networks_with_every_feature_answers_are_those_of_every_way_at_every_departure(seed: int):
    compare(drawn(seed, hubs=False))


@cases(quick=3, long=30)
@given(SEEDS, st.booleans())
def test_a_deadline_is_kept_in_elapsed_time(seed: int, hubs: bool):
    compare(with_deadline(drawn(seed, hubs=hubs), seed))


@cases(quick=3, long=60)
@given(SEEDS, st.booleans())
def test_or_tools_finds_the_same_vector_on_the_time_expanded_graph(seed: int, hubs: bool):
    asked = drawn(seed, hubs=hubs)
    try:
        expected = by_cp_sat(states_of(asked, most=600))
    except TooManyStatesError:
        assume(False)
    assert stated_vector(answer(asked)) == expected


@cases(quick=2, long=24)
@given(SEEDS, st.booleans())
def test_where_things_are_not_always_open_answers_are_those_of_every_way_at_every_departure(seed: int, hubs: bool):
    compare(drawn(seed, hubs=hubs, opening=True))


@pytest.mark.long
def test_the_random_networks_make_waiting_worth_it():
    """Else the comparisons above would say little."""
    seen: Counter[str] = Counter()
    for seed in range(1200):
        asked = drawn(seed, hubs=True)
        route = answer(asked).best
        steps = () if route is None else route.steps
        seen["found"] += bool(steps)
        seen["charged"] += any(step.kind == "demurrage" for step in steps)
        seen["changed"] += any(step.kind == "lift" for step in steps)
        seen["cheaper for a wait"] += bool(steps) and _waits_for_money(asked)
    assert seen["found"] > 150 and seen["changed"] > 100 and seen["charged"] > 30 and seen["cheaper for a wait"] > 5


def _waits_for_money(asked: Asked) -> bool:
    """Tell whether the cheapest way takes a later departure than the fastest way with the same services."""
    cheapest, fastest = (answer(replace(asked, minimise=minimise)).best for minimise in ("cost", "time"))
    if cheapest is None or fastest is None:
        return False
    names = [[leg.service for leg in route.legs] for route in (cheapest, fastest)]
    return names[0] == names[1] and cheapest.days > fastest.days and cheapest.usd < fastest.usd
