"""A column of amounts is each amount by itself, to the last thousandth: ties, sizes, gaps."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.amounts.by_column import constant_column, of_km, scaled
from routing.amounts.rounding import exact, nearest, thousandths

NUMBERS = st.one_of(
    st.floats(0, 1e4),
    st.decimals(0, 100, places=3).map(float),  # half a thousandth of something, often
    st.sampled_from((0.0, 0.5, 1.5, 0.0005, 1e-9, 1e9, 1e15, 123456789.5, math.nan)),
)
FACTORS = st.one_of(st.sampled_from((1, 60_000, 100_000, 10**6)), st.fractions(Fraction(1, 1000), 2000))


def told(column):
    return [
        None if is_missing else value
        for value, is_missing in zip(column.values.tolist(), column.missing.tolist(), strict=True)
    ]


@cases(quick=25, long=600)
@given(st.lists(NUMBERS, min_size=1, max_size=20), FACTORS)
def test_a_column_times_a_factor_is_rounded_as_each_number_is(numbers, factor):
    expected = [None if math.isnan(number) else nearest(number, factor) for number in numbers]
    assert told(scaled(np.array(numbers), factor)) == expected


@cases(quick=25, long=600)
@given(
    st.lists(NUMBERS, min_size=1, max_size=20),
    st.fractions(0, 100),
    st.sampled_from((0, Fraction(1, 3), Fraction(7, 2000), 5)),
    st.booleans(),
)
def test_what_is_charged_on_km_is_so_on_each(lengths, per_km, fixed, needs_km):
    def amount(km):
        if km is None:
            return None if needs_km else Fraction(fixed)
        return fixed + per_km * exact(km)

    exactly = [amount(None if math.isnan(km) else km) for km in lengths]
    expected = [None if one is None else thousandths(one) for one in exactly]
    assert told(of_km(np.array(lengths), amount)) == expected


def test_what_has_no_amount_for_any_length_is_missing_throughout():
    assert told(of_km(np.array([1.0, 2.5]), lambda km: None)) == [None, None]
    assert told(constant_column(None, 2)) == [None, None] and told(constant_column(2**70, 2)) == [2**70] * 2
