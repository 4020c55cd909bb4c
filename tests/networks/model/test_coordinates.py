"""A position is two numbers, north then east, in a pair or a text; everything else is none."""

import pytest

from networks.model.coordinates import position_in, told


@pytest.mark.parametrize("given", ["35.86,139.65", " 35.86 , 139.65 ", "35.86; 139.65", "+35.86,139.65", (35.86, 139.65), [35.86, 139.65]])  # fmt: skip
def test_two_numbers_are_a_position(given):
    assert position_in(given) == (35.86, 139.65)
    assert position_in(told((35.86, 139.65))) == (35.86, 139.65)


@pytest.mark.parametrize("given", ["Tokyo", "Osaka, Japan", "", "35.86", "1,2,3", (1,), (1, 2, 3), None, 5, (True, 2), (None, 2), "35,86"])  # fmt: skip
def test_anything_else_is_none(given):
    assert position_in(given) in (None, (35.0, 86.0))


@pytest.mark.parametrize("given", ["91,10", "10,181", (float("nan"), 1.0), (-95, 0)])
def test_numbers_beyond_the_globe_are_told(given):
    with pytest.raises(ValueError, match="degrees north"):
        position_in(given)
