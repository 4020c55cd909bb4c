"""Limits as integers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from routing import Constraints, Question, Shipment
from routing.compiling.limits import limits_of


def question(
    minimise: Any = "time", ready: datetime | None = None, deadline: datetime | None = None, **bans: Any
) -> Question:
    shipment = Shipment("A", "B", ready=ready, deadline=deadline)
    return Question(shipment=shipment, constraints=Constraints(**bans), minimise=minimise)


def bounds(asked: Question) -> dict[str, int]:
    return {limit.constraint: limit.bound for limit in limits_of(asked)}


def test_limits_are_rounded_down_to_whole_units():
    found = bounds(question(max_days=1.9999, max_usd=10.000019, max_kg_co2e=0.0000019, max_km=3, max_transshipments=2))
    # 2879.856 min, 1000.0019 cents, 0.0019 g, in thousandths
    assert found == {
        "max_days": 2_879_856,
        "max_usd": 1_000_001,
        "max_kg_co2e": 1,
        "max_km": 3_000_000,
        "max_transshipments": 2,
    }


def test_a_limit_given_as_the_float_of_what_is_counted_means_that():
    for count in (*range(1, 3000), *range(86_399_000, 86_400_000, 7)):
        assert bounds(question(max_days=count / 1_440_000)) == {"max_days": count}


def test_a_deadline_and_max_days_the_tighter_one_holds():
    ready, deadline = datetime(2016, 1, 1), datetime(2016, 1, 3, 0, 1)
    assert bounds(question(ready=ready, deadline=deadline)) == {"max_days": 2_881_000}
    assert bounds(question(ready=ready, deadline=deadline, max_days=2)) == {"max_days": 2_880_000}
    assert bounds(question(ready=ready, deadline=deadline, max_days=3)) == {"max_days": 2_881_000}
