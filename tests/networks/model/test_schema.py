"""Columns of the schema: a whole column of numbers is read as its cells are, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.model.schema import FLOAT_TYPES, Column, numbers_of, parser

TEXTS = st.one_of(
    st.sampled_from(["0", "-0", "90", "90.000001", "-90", "180", "-180.1", "1e400", "1e-400"]),
    st.sampled_from(["1,5", " 1", "1\n", "", "nan", "inf", "\u0663", "1_0"]),  # what `float` would take, and worse
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers(-200, 200).map(str),
)


def parsed(column: Column, texts: list[str]) -> list[float] | None:
    """Return the numbers cell by cell, or None where a cell is empty or bad."""
    try:
        return [column.parse(text) for text in texts] if all(texts) else None
    except ValueError:
        return None


@given(st.sampled_from(sorted(FLOAT_TYPES)), st.lists(TEXTS, min_size=1, max_size=5))
def test_a_column_of_numbers_is_read_as_its_cells_are(kind, texts):
    column = Column("x", kind, False, "")
    assert list(map(repr, numbers_of(column, texts) or ())) == list(map(repr, parsed(column, texts) or ()))


@pytest.mark.parametrize(
    ("kind", "texts", "numbers"),
    [
        ("latitude", ["90", "-90", "0.5"], [90.0, -90.0, 0.5]),
        ("latitude", ["90", "-90.5"], None),  # too far south
        ("positive", ["2", "0"], None),
        ("nonnegative", ["2", "0"], [2.0, 0.0]),
        ("number", ["1", "1e400"], None),  # beyond every float
        ("number", ["1", ""], None),
        ("count", ["1"], None),  # no column of numbers with decimals
    ],
)
def test_numbers_of_a_column_are_its_numbers_or_none_at_all(kind, texts, numbers):
    assert numbers_of(Column("x", kind, False, ""), texts) == numbers


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("42704", " (a day number of a spreadsheet? 2016-11-30)"),
        ("42704.0", " (a day number of a spreadsheet? 2016-11-30)"),
        ("30.11.2016", " (2016-11-30?)"),
        ("11/30/2016", " (2016-11-30?)"),
        ("5-5-2016 00:00", " (2016-05-05?)"),
        ("05/06/2016", " (the year first, then the month, then the day)"),  # the fifth of June or the sixth of May
        ("31.02.2016", ""),
        ("20161", ""),
        ("2016", ""),
    ],
)
def test_a_date_in_another_form_is_told_with_the_day_that_it_can_only_be(text: str, hint: str):
    with pytest.raises(ValueError, match=r"^expected a date") as caught:
        parser("date")(text)
    assert str(caught.value) == f"expected a date as YYYY-MM-DD{hint}"
