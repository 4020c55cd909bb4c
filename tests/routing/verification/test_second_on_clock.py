"""Refusals by the clock: told ones are proven, wrong ones are caught, and what has a route is found to have one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import drawn
from oracles.toys import Toy

from networks import Network
from routing import Constraints, Shipment, Status, solve, verify
from routing.errors import LimitReachedError, VerificationError
from routing.verification.constraints import check_bans
from routing.verification.second_on_clock import search_on_clock

SEEDS = st.integers(0, 2**32 - 1)


@cases(quick=2, long=40)
@given(SEEDS, st.booleans())
def test_what_is_refused_by_the_clock_is_proven_and_what_is_not_has_a_second_route(seed: int, hubs: bool):
    check(seed, hubs=hubs)


@pytest.mark.long
def test_the_nearest_limit_is_that_of_a_way_whose_charges_are_known():
    check(56897, hubs=True)


def check(seed: int, *, hubs: bool) -> None:
    asked = drawn(seed, hubs=hubs)
    given_ = {"minimise": asked.minimise, "constraints": asked.constraints}
    result = solve(asked.network, asked.shipment, depart=asked.moment, **given_)
    if result.status is Status.INFEASIBLE:
        try:
            verify(asked.network, result)
        except LimitReachedError:
            return  # says that it cannot tell, which is no difference
    else:
        assert search_on_clock(asked.network, result.question, check_bans).steps


def weekly() -> Network:
    """Return a ship from A to B that takes 10 h and leaves on Fridays at 12:00 by the clocks of Japan."""
    toy = Toy(A="JP", B="JP")
    toy.link("ab", "A", "B", "sea").line("ship", "sea", "A", ("B", ("ab",)), hours=(10,))
    toy.builder.add_departures(service="ship", weekdays="Fri", times="12:00", source="S", kind="sourced")
    return toy.build()


MONDAY = date(2016, 5, 2)


def test_a_limit_on_days_is_told_with_the_departure_that_keeps_to_it():
    # Friday 22:00 is 4 days and 22 hours after Monday 00:00
    net = weekly()
    result = solve(net, Shipment("A", "B"), depart=MONDAY, constraints=Constraints(max_days=4))
    assert [str(one) for one in result.blocked_by] == ["max_days 4 (max_days from 4.917)"]
    verify(net, result)


def test_by_a_moment_the_limit_on_days_is_told_from_the_departure_before_it():
    # there by Thursday 24:00, the ship before arrived on the Friday before and left its quay at 12:00: 6.5 days before
    net = weekly()
    by = MONDAY + timedelta(days=3)
    result = solve(net, Shipment("A", "B"), arrive_by=by, constraints=Constraints(max_days=4))
    assert [str(one) for one in result.blocked_by] == ["max_days 4 (max_days from 6.5)"]
    verify(net, result)


def test_a_wrong_refusal_is_caught():
    net = weekly()
    result = solve(net, Shipment("A", "B"), depart=MONDAY)
    with pytest.raises(VerificationError, match="there is a route by ship"):
        verify(net, replace(result, status=Status.INFEASIBLE, routes=()))


def test_a_remedy_that_opens_nothing_is_caught():
    net = weekly()
    result = solve(net, Shipment("A", "B"), depart=MONDAY, constraints=Constraints(max_days=4))
    lie = replace(result.blocked_by[0], remedies=("max_days from 4.5",))
    with pytest.raises(VerificationError, match=r"at 4\.5 there is no route"):
        verify(net, replace(result, blocked_by=(lie,)))
