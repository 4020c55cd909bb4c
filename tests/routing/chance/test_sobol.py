"""Sobol indices of functions of which they are known."""

import numpy as np
import pytest

from routing.chance.sobol import indices


def whole(draws, name):
    return np.concatenate([block.normal(name) for block in draws.blocks()])


def test_indices_of_a_sum_and_a_product():
    # a + 2b + ab: variances 1, 4 and 1 of 6: a alone 1/6, with b 2/6; b alone 4/6, with a 5/6
    def days(draws):
        a, b = whole(draws, "a"), whole(draws, "b")
        return a + 2 * b + a * b

    found = indices(days, {"a": "one", "b": "other"}, seed=1, samples=100_000)
    told = [(one.first, one.total) for one in found.values()]
    assert list(found) == ["one", "other"]
    assert told == [pytest.approx((1 / 6, 1 / 3), abs=0.02), pytest.approx((2 / 3, 5 / 6), abs=0.02)]
    assert all(0 < one.total_error < 0.02 for one in found.values())


def test_what_does_not_vary_has_no_indices():
    assert indices(lambda draws: np.zeros(draws.samples), {"a": "one"}, seed=1, samples=100) == {}
