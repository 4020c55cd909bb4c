"""One rounding, half to even, of exact decimal numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.amounts.rounding import exact, half_even, nearest


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (Fraction(1, 2), 0),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 2),
        (Fraction(-1, 2), 0),
        (Fraction(5, 2) + Fraction(1, 10**30), 3),
        (Fraction(5, 2) - Fraction(1, 10**30), 2),
        (Fraction(10**30), 10**30),
    ],
)
def test_rounding_is_half_to_even_and_exact(number: Fraction, rounded: int):
    assert half_even(number) == rounded


@given(
    st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-(10**9), 10**9, places=3).map(float),
    st.sampled_from([1, 60, 100, 1000]) | st.fractions(max_denominator=10**6),
)
def test_a_decimal_number_times_a_factor_is_rounded_in_integers_as_in_fractions(number: float, factor: Fraction | int):
    assert nearest(number, factor) == half_even(exact(number) * factor)


@given(st.integers(-(10**9), 10**9), st.integers(-9, 9), st.sampled_from([1, 60, 1000, 60_000, 100_000]))
def test_what_lies_about_in_the_middle_of_two_numbers_is_rounded_exactly(whole: int, off: int, factor: int):
    number = (whole + 0.5 + off * 1e-4) / factor
    assert nearest(number, factor) == half_even(exact(number) * factor)


def test_a_float_is_read_as_the_decimal_number_that_it_prints_as():
    assert exact(0.3) == Fraction(3, 10)
