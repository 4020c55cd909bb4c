"""Random cases are counted when they come to the end of a test, and too few of them fail it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oracles.cases import Tally, cases, parted


def tally_of(test: Any) -> Tally:
    return next(mark.args[0] for mark in test.pytestmark if mark.name == "random_cases")


def test_a_case_that_is_assumed_away_does_not_count_and_another_is_drawn():
    seen = []

    @cases(quick=9, long=30)
    @given(st.integers())
    def compare(number: int) -> None:
        seen.append(number)
        assume(number % 2)

    compare()
    tally = tally_of(compare)
    assert tally.done == tally.promised == sum(number % 2 for number in seen) < len(seen)
    tally.check()


def test_fewer_cases_than_promised_are_a_failure():
    @cases(quick=9, long=30)
    @given(st.booleans())
    def compare(_: bool) -> None: ...

    compare()
    assert tally_of(compare).done == 2  # there are no more
    with pytest.raises(AssertionError, match="2 random cases came to the end"):
        tally_of(compare).check()


def test_the_first_cases_are_for_the_quick_tier():
    assert [getattr(case, "marks", ()) == () for case in parted("abc", quick=2)] == [True, True, False]
