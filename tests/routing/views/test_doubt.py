"""Headlines with their doubt: digits, likely ends, what is assumed."""

from __future__ import annotations

import pytest
from oracles.toys import Toy

from routing import Route, Shipment, solve
from routing.views.text.doubt import brief_days, brief_usd, days_text, extremes_lines, rough, usd_text


def route(kind: str = "assumption", low: float | None = 4, high: float | None = 12, currency: str = "USD") -> Route:
    """Return a ride of 240 km on railway R: a day of running, `low` to `high` h of waiting, 3,456 USD."""
    toy = Toy(A="RU", B="RU").doors("rail:1520", hours=0).link("AB", "A", "B", km=240)
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("AB",))
    toy.figure("R", "speed", 240)
    toy.builder.add_figure(
        element="R", quantity="wait", value=8, low=low, high=high, unit="h", source="S", kind="sourced"
    )
    toy.builder.add_figure(
        element="R",
        quantity="price",
        value=3456,
        low=3000,
        high=4444,
        unit="USD",
        currency="USD",
        basis="shipment",
        source="S",
        kind=kind,
    )
    return solve(toy.build(), Shipment("A", "B")).require()


@pytest.mark.parametrize(
    ("value", "share", "told"),
    [
        (4971.3, 0, "4,971"),
        (4971.3, 0.01, "about 4,970"),
        (4971.3, 0.49, "about 4,970"),
        (4971.3, 0.5, "about 5,000"),
        (12_345_678, 1, "about 12,000,000"),
        (99.6, 1, "about 100"),
        (7.4, 1, "about 7"),
        (0.3, 1, "0"),
        (0, 1, "0"),
        (None, 1, "-"),
    ],
)
def test_a_guess_has_as_many_digits_as_it_bears(value, share, told):
    assert rough(value, share) == told


def test_days_and_dollars_tell_their_likely_ends_and_what_is_assumed():
    # the speed is an assumption of the toy, 24 of 32 h; the wait is sourced
    assert days_text(route()) == "1.3 days (1 to 2 likely; 75% assumed)"
    assert usd_text(route()) == "about 3,500 USD (3,000 to 4,400 likely; 100% assumed)"
    assert usd_text(route("sourced")) == "3,456 USD (3,000 to 4,444 likely)"
    assert (brief_days(route()), brief_usd(route())) == ("1.3 days (1 to 2)", "about 3,500 USD (3,000 to 4,400)")


def test_what_is_sure_has_no_ends():
    sure = route("sourced", None, None)
    assert days_text(sure) == "1.3 days (75% assumed)"
    assert brief_days(sure) == "1.3 days"
    assert extremes_lines(sure) == [
        "With all figures at their best or all at their worst: 3,000 to 4,444 USD"
    ]  # of days none


def test_all_at_their_best_is_said_in_plain_words_below_the_headline():
    lines = str(route()).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("1.3 days"))
    assert lines[at + 1] == ("With all figures at their best or all at their worst: 1 to 2 days; 3,000 to 4,400 USD")
