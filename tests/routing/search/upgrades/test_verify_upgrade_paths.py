"""`verify_upgrade_paths`: true answers pass, planted mistakes are found, and large answers are proven a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from oracles.upgrade_sets import grid, halfway, question

from routing import Status, VerificationError
from routing.search import upgrade_paths, verify_upgrade_paths

TRACK: dict[str, Any] = {
    "tail": [0, 0, 0],
    "head": [1, 1, 1],
    "weight": [9, 5, 2],
    "source": 0,
    "target": 1,
    "prices": [10, 30],
    "needs": {1: 0, 2: 1},
    "requires": [(1, 0)],
}
LIMITS: tuple[dict[str, int], ...] = ({}, {"max_weight": 3}, {"max_weight": 9}, {"budget": 3}, {"budget": 9})


def proven(seeds: range, solver: Any) -> None:
    for seed in seeds:
        asked = question(seed)
        for limits in LIMITS:
            found = upgrade_paths(**asked, **limits)
            assert verify_upgrade_paths(found, **asked, **limits, solver=solver) is Status.OPTIMAL


def test_answers_are_proven_a_second_time():
    proven(range(6), "highs")


@pytest.mark.long
@pytest.mark.parametrize("solver", ["highs", "gscip"])
def test_more_answers_are_proven_a_second_time(solver):
    proven(range(6, 60), solver)


def planted(found: Any, **changes: Any) -> Any:
    return replace(found, points=(replace(found.points[-1], **changes),))


def test_planted_mistakes_are_found():
    found = upgrade_paths(**TRACK, max_weight=5)
    for changes, words in (
        ({"weight": 4}, "weight and price are told as"),
        ({"price": 9}, "weight and price are told as"),
        ({"upgrades": ()}, "arc 1 is not open"),
        ({"arcs": np.array([], dtype=np.int64)}, "the path ends at node 0"),
        ({"upgrades": (1,), "arcs": np.array([2])}, "not open|lack one that they require"),
    ):
        with pytest.raises(VerificationError, match=words):
            verify_upgrade_paths(planted(found, **changes), **TRACK, max_weight=5)


def test_a_set_that_is_not_the_cheapest_is_found():
    dear = upgrade_paths(**TRACK, max_weight=3)
    with pytest.raises(VerificationError, match="a cheapest set with which a path weighs at most 5 costs 10, not 40"):
        verify_upgrade_paths(dear, **TRACK, max_weight=5)
    whole = upgrade_paths(**TRACK)
    with pytest.raises(VerificationError, match="weighs at most 8 costs 10, not 40"):
        verify_upgrade_paths(replace(whole, points=(whole.points[0], whole.points[2])), **TRACK)
    with pytest.raises(VerificationError, match="weighs at most 4 costs 40, not None"):
        verify_upgrade_paths(replace(whole, points=whole.points[:2]), **TRACK)
    with pytest.raises(VerificationError, match="weighs at most 9 costs 0, not None"):
        verify_upgrade_paths(replace(whole, points=(), status=Status.INFEASIBLE), **TRACK, max_weight=9)


@pytest.mark.long
def test_two_hundred_upgrades_of_ten_thousand_nodes_are_proven_by_two():
    for seed in (12, 16):  # the first was left open while bounds did not look at each upgrade for itself
        asked = grid(100, 200, seed)
        most = halfway(asked)
        found = upgrade_paths(**asked, max_weight=most, time_limit_s=60)
        assert found.status is Status.OPTIMAL
        assert verify_upgrade_paths(found, **asked, max_weight=most) is Status.OPTIMAL


@pytest.mark.long
def test_a_dear_answer_is_found_on_a_large_graph():
    asked = grid(60, 40, 3)
    most = halfway(asked)
    found = upgrade_paths(**asked, max_weight=most - 150)
    honest = upgrade_paths(**asked, max_weight=most).points[0].price
    assert found.points[0].price > honest
    with pytest.raises(VerificationError, match=f"costs {honest}, not {found.points[0].price}"):
        verify_upgrade_paths(found, **asked, max_weight=most)
