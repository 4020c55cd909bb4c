"""The worst set by known routes is that of all sets."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.solving.models.interdiction import Routes, worst_set
from routing.status import Status


def done(routes: list[Routes], weights: list[int], lost: set[int]) -> tuple[int, int]:
    """Return how much is left without a known route, and what the others lose."""
    unserved = extra = 0
    for weight, known in zip(weights, routes, strict=True):
        left = [loss for loss, touched in known if not lost & set(touched)]
        unserved += 0 if left else weight
        extra += min(left, default=0)
    return unserved, extra


@cases(quick=4, long=30)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_the_worst_set_is_that_of_all_sets(seed, k):
    rng = random.Random(seed)
    routes = [
        sorted((rng.choice((0, 3, 7, 20)), rng.sample(range(7), rng.randint(0, 4))) for _ in range(rng.randint(1, 5)))
        for _ in range(rng.randint(1, 4))
    ]
    for known in routes:
        known[0] = (0, known[0][1])
    weights = [rng.randint(1, 3) for _ in routes]
    found = worst_set(routes, weights, k, 60.0)
    worst = max(done(routes, weights, set(lost)) for size in range(k + 1) for lost in combinations(range(7), size))
    assert found.status is Status.OPTIMAL and (found.unserved, found.extra) == worst
    assert len(found.lost) <= k and done(routes, weights, set(found.lost)) == worst


def test_without_time_nothing_is_known_and_too_much_is_an_error():
    assert worst_set([[(0, [1])]], [1], 1, 0.0).status is Status.UNKNOWN
    with pytest.raises(OverflowError):
        worst_set([[(0, [1]), (2**53, [2])]], [1], 1, 1.0)
