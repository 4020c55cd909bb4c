"""What the column `opened` of a link says."""

import pytest

from networks.model.opening import is_planned, opening_year


@pytest.mark.parametrize(
    ("opened", "year", "planned"),
    [
        ("1905", 1905, False),
        ("2030-05", 2030, False),
        ("about 1990", 1990, False),
        ("planned", None, True),
        ("under construction", None, True),
        ("²", None, True),
        ("9" * 5_000, None, True),
        ("", None, False),
    ],
)
def test_a_year_is_one_and_what_bears_none_is_not_open(opened, year, planned):
    assert (opening_year(opened), is_planned(opened)) == (year, planned)
