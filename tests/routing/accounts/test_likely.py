"""P10 and P90 of a sum: invariants, a case by hand, and drawing at random."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.accounts.likely import Z90, likely_sum

Part = tuple[float, float, float]
NUMBER = st.floats(0, 1e6, allow_nan=False)
PART = st.tuples(NUMBER, NUMBER, NUMBER).map(lambda found: tuple(sorted(found)))
PARTS = st.lists(PART, min_size=1, max_size=12)


def close(found: tuple[float, float], expected: tuple[float, float]) -> bool:
    return found == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_a_case_by_hand():
    # 10 14 20: deviation 10 / 2.5631 = 3.9015, lean (15 - 14) / 1.6424 = 0.6089; 3 5 7: 1.5606 and 0
    # mean 14 + 5 + 0.6089 = 19.6089, deviation (15.2217 + 2.4355)^0.5 = 4.2021
    # lean 0.6089 x 15.2217 / 17.6571 = 0.5249; ends 19.6089 + 0.6424 x 0.5249 -+ 1.2816 x 4.2021
    assert likely_sum([(10, 14, 20), (3, 5, 7)]) == pytest.approx((14.5609, 25.3313), abs=1e-3)


def test_nothing_and_what_is_sure_have_no_width():
    assert likely_sum([]) == (0, 0)
    assert likely_sum([(3, 3, 3), (4, 4, 4)]) == (7, 7)


@cases(quick=50, long=2000)
@given(PART, st.lists(NUMBER, max_size=3))
def test_one_part_that_is_not_sure_has_its_own_ends_moved_by_what_is(part, sure):
    low, _, high = part
    found = likely_sum([*((one, one, one) for one in sure), part])
    assert close(found, (low + sum(sure), high + sum(sure)))


@cases(quick=50, long=2000)
@given(PARTS, PART)
def test_the_range_lies_between_best_and_worst_and_no_further_part_makes_it_narrower(parts, more):
    low, high = likely_sum(parts)
    assert sum(part[0] for part in parts) - 1e-6 <= low <= high <= sum(part[2] for part in parts) + 1e-6
    wider = likely_sum([*parts, more])
    assert wider[1] - wider[0] >= (high - low) * (1 - 1e-9) - 1e-6


@cases(quick=50, long=2000)
@given(PARTS, st.floats(0.01, 100))
def test_other_units_and_another_order_change_nothing_and_the_other_sign_mirrors(parts, factor):
    low, high = likely_sum(parts)
    assert close(likely_sum([(a * factor, m * factor, b * factor) for a, m, b in parts]), (low * factor, high * factor))
    assert close(likely_sum(reversed(parts)), (low, high))
    assert close(likely_sum([(-b, -m, -a) for a, m, b in parts]), (-high, -low))


@pytest.mark.parametrize("count", [1, 4, 25])
def test_parts_without_a_lean_add_up_like_normal_ones(count):
    # as wide as the root of the sum of squares: 25 parts of 2 on either side reach 10 on either side
    reach = 2 * math.sqrt(count)
    assert likely_sum([(8, 10, 12)] * count) == pytest.approx((10 * count - reach, 10 * count + reach))


def drawn(parts: list[Part], rng: np.random.Generator, count: int = 60_000) -> tuple[float, float]:
    """Return P10 and P90 of a sum of draws: below and above its middle each part is half of a normal distribution."""
    total = np.zeros(count)
    for low, middle, high in parts:
        normal = rng.standard_normal(count)
        total += middle + np.where(normal < 0, middle - low, high - middle) * normal / Z90
    low, high = np.quantile(total, (0.1, 0.9))
    return float(low), float(high)


@pytest.mark.parametrize(
    ("up", "tolerance"),
    [((0.5, 0.5), 0.015), ((0.3, 0.7), 0.03), ((0.0, 1.0), 0.08), ((1.0, 1.0), 0.13)],
    ids=["no lean", "some lean", "any lean", "one-sided"],
)
def test_the_ends_are_near_those_of_drawing_at_random(up, tolerance):
    """`up`: the share of each part's range that lies above its middle; tolerance as a share of the likely range."""
    rng, choose = np.random.default_rng(7), random.Random(7)
    for _ in range(25):
        parts = []
        for _ in range(choose.randint(1, 12)):
            width, share = choose.lognormvariate(0, 1), choose.uniform(*up)
            parts.append((5 - width * (1 - share), 5.0, 5 + width * share))
        expected = drawn(parts, rng)
        assert likely_sum(parts) == pytest.approx(expected, abs=tolerance * (expected[1] - expected[0]))
