"""Fronts on the clock against every way at every departure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import drawn
from oracles.front_on_clock import front_of
from oracles.on_clock import TooManyStatesError

from routing import Frontier, Shipment, SolveOptions, Status, frontier, verify
from routing.errors import QuestionError

SEEDS = st.integers(0, 2**32 - 1)
CRITERIA: Any = (("time", "cost"), ("cost", "time"), ("time", "cost", "co2e"), ("co2e", "time"))


def compared(seed: int, criteria: Any, *, hubs: bool) -> Frontier:
    asked = drawn(seed, hubs=hubs)
    try:
        expected = front_of(asked, criteria, 2_000)
    except TooManyStatesError:
        assume(False)
    found = frontier(
        asked.network,
        asked.shipment,
        criteria=criteria,
        constraints=asked.constraints,
        depart=asked.moment,
        options=SolveOptions(explain=False),
    )
    assert list(found.vectors) == expected and found.status in (Status.OPTIMAL, Status.INFEASIBLE)
    if found.routes:
        verify(asked.network, found)
    return found


@cases(quick=4, long=150)
@given(SEEDS, st.sampled_from(CRITERIA[:2]))
def test_by_hubs_that_charge_a_front_is_that_of_every_way_at_every_departure(seed: int, criteria: Any):
    compared(seed, criteria, hubs=True)


@cases(quick=2, long=60)
@given(SEEDS, st.sampled_from(CRITERIA))
def test_on_networks_with_every_feature_a_front_is_that_of_every_way_at_every_departure(seed: int, criteria: Any):
    compared(seed, criteria, hubs=False)


def test_what_a_front_on_the_clock_cannot_be_asked_is_refused():
    asked = drawn(1, hubs=True)
    proving = SolveOptions(prove_beyond=True)
    with pytest.raises(QuestionError, match="on the clock expected time among them"):
        frontier(asked.network, asked.shipment, criteria=("cost", "co2e"), depart=asked.moment)
    with pytest.raises(QuestionError, match="OR-Tools would see only what a search has left"):
        frontier(asked.network, Shipment("PAA", "PFF"), depart=asked.moment, options=proving)
