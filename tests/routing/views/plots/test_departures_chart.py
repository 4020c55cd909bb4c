"""The picture of departures: a row for each journey, and which are drawn of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from oracles.toys import Toy

from routing import Departures, Shipment, Status, departures, plots

MONDAY = date(2016, 5, 2)


def journeys(days: int) -> Departures:
    """Return journeys by a ship that leaves at 12:00 of every day."""
    toy = Toy(A="JP", B="JP")
    toy.link("ab", "A", "B", "sea").line("ship", "sea", "A", ("B", ("ab",)), hours=(10,))
    every = {"weekdays": "Mon;Tue;Wed;Thu;Fri;Sat;Sun", "times": "12:00"}
    toy.builder.add_departures(service="ship", **every, source="S", kind="sourced")
    return departures(toy.build(), Shipment("A", "B"), MONDAY, MONDAY + timedelta(days=days - 1))


@pytest.mark.long
def test_each_journey_is_a_row_and_of_many_the_title_tells_how_many_are_drawn():
    found = journeys(5)
    whole, some = found.plot(), plots.plot_departures(found, most=3)
    assert [len(axes.get_yticklabels()) for axes in (whole, some)] == [5, 3]
    assert "5 journeys worth taking, leaving" in whole.get_title(loc="left").replace("\n", " ")
    assert "the 3 fastest and cheapest of them" in some.get_title(loc="left").replace("\n", " ")
    assert {bar.get_gid() for bar in whole.patches} >= {"bar:ship"}


def test_without_a_journey_the_picture_says_so():
    axes = plots.plot_departures(replace(journeys(1), routes=(), status=Status.INFEASIBLE))
    assert any("No route" in text.get_text() for text in axes.texts)
