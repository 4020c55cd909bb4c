"""Closures and delays by the clock hold for what is begun on their days: against every way at every departure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import Asked, drawn
from oracles.events import WithEvents, with_events
from oracles.on_clock import TooManyStatesError
from oracles.toys import Toy
from oracles.vectors import stated_vector

import networks
from routing import Constraints, Shipment, SolveOptions, Status, departures, frontier, punctuality, solve, verify

SEEDS = st.integers(0, 2**32 - 1)
ZONE = ZoneInfo("Asia/Tokyo")
MONDAY = datetime(2016, 5, 2, tzinfo=ZONE)


def compare(asked: Asked) -> None:
    question = replace(asked.question, shipment=replace(asked.shipment, ready=asked.moment))
    begin = int(asked.moment.timestamp())
    try:
        expected = WithEvents(asked.rows, question, begin, int(asked.days * 1_440_000), 1_500).least()
    except TooManyStatesError:
        assume(False)
    result = solve(
        asked.network,
        asked.shipment,
        depart=asked.moment,
        constraints=asked.constraints,
        minimise=asked.minimise,
        options=SolveOptions(explain=False),
    )
    if result.status is Status.OPTIMAL:
        verify(asked.network, result)
    assert stated_vector(result) == expected


@cases(quick=2, long=25)
@given(SEEDS, st.booleans(), st.booleans())
def test_answers_are_those_of_every_way_at_every_departure(seed: int, hubs: bool, delays: bool):
    compare(with_events(drawn(seed, hubs=hubs), seed, delays=delays))


def ship(hours: float = 10, **row: Any) -> networks.Network:
    """Return a ship A - B daily at 18:00 and a way by road B - C of two hours, and a closure or delay."""
    toy = Toy(A="JP", B="JP", C="JP").link("ab", "A", "B", "sea", territories=("JP",))
    toy.link("bc", "B", "C", "road", hours=2, usd=1, territories=("JP",), directed=True)
    toy.line("ship", "sea", "A", ("B", ("ab",)), hours=(hours,), **{"": 10.0})
    days = tuple(date(2016, 5, day) for day in range(2, 13))
    toy.builder.add_departures(service="ship", dates=days, times="18:00", kind="sourced", source="S")
    toy.builder.add_closure(**({"id": "e", "what": "event"} | row))
    if row["kind"] == "slowed":
        toy.figure("e", "slowdown", 50, "%")
    elif row["kind"] == "queue":
        toy.figure("e", "time", 30, "h")
    return toy.build()


TUESDAY = {"from_date": date(2016, 5, 3), "until_date": date(2016, 5, 3)}
# What holds on Tuesday, and how many hours after Monday 00:00 goods are at C: on Monday 18:00 + 10 h + 2 h without it.
HOLDS = [
    ({"kind": "closure", "table": "places", "elements": "B"}, 54),  # the ship of Monday comes to it on Tuesday
    ({"kind": "closure", "table": "places", "elements": "A"}, 30),  # it left on Monday
    ({"kind": "closure", "table": "links", "elements": "bc"}, 54),
    ({"kind": "closure", "table": "links", "elements": "ab"}, 30),
    ({"kind": "closure", "table": "territories", "elements": "JP"}, 78),  # B is left on Thursday: no ride on Tuesday
    ({"kind": "queue", "table": "places", "elements": "B"}, 54),  # the next ship is sooner than 30 h in the queue
    ({"kind": "queue", "table": "places", "elements": "C"}, 54),
    ({"kind": "queue", "table": "services", "elements": "ship"}, 30),
    ({"kind": "slowed", "table": "links", "elements": "ab"}, 30),  # the ride began on Monday
    ({"kind": "slowed", "table": "links", "elements": "bc"}, 31),
]


@pytest.mark.parametrize(("row", "hours"), HOLDS)
def test_it_holds_for_what_is_begun_on_its_days(row: Any, hours: int):
    net = ship(**row, **TUESDAY)
    result = solve(net, Shipment("A", "C"), depart=MONDAY)
    verify(net, result)
    assert result.require().hours == hours
    front = frontier(net, Shipment("A", "C"), criteria=("time", "cost"), depart=MONDAY)
    verify(net, front)
    assert [route.hours for route in front.routes] == [hours]
    last = solve(net, Shipment("A", "C"), arrive_by=MONDAY + timedelta(hours=hours))
    verify(net, last)
    assert last.require().arrives <= MONDAY + timedelta(hours=hours)  # type: ignore[operator]
    week = departures(net, Shipment("A", "C"), MONDAY, MONDAY + timedelta(days=4))
    assert week.routes[0].arrives == MONDAY + timedelta(hours=hours)


def test_a_queue_before_a_departure_is_one_of_its_day():
    net = ship(kind="queue", table="services", elements="ship", **(TUESDAY | {"from_date": date(2016, 5, 2)}))
    result = solve(net, Shipment("A", "C"), depart=MONDAY)
    verify(net, result)
    # Monday's ship would need the goods on Sunday; they are there 30 h before that of Tuesday 18:00
    assert [(step.kind, (step.milliminutes or 0) / 60_000) for step in result.require().steps if step.milliminutes][
        :2
    ] == [("delay", 30), ("board", 12)]
    assert result.require().hours == 42 + 12


def test_a_refusal_is_proven_with_them():
    net = ship(kind="closure", table="places", elements="B", **(TUESDAY | {"until_date": date(2016, 5, 8)}))
    result = solve(net, Shipment("A", "C"), depart=MONDAY, constraints=Constraints(max_days=4))
    verify(net, result)
    (conflict,) = result.blocked_by
    assert conflict.constraints == ("the closure e (event; 2016-05-03 to 2016-05-08)", "max_days 4")


def test_drawn_journeys_meet_what_was_planned_and_the_answer_says_so():
    net = ship(kind="slowed", table="links", elements="bc", **TUESDAY)
    found = punctuality(net, solve(net, Shipment("A", "C"), depart=MONDAY), samples=100)
    assert any(one.code == "ignored" and one.elements == ("e",) for one in found.warnings)
