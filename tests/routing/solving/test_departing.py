"""Journeys worth taking, held against every way from every moment at which one might leave."""

from __future__ import annotations

import datetime
import random
from itertools import pairwise

import pytest
from oracles.toys import Toy

import routing
from routing import Constraints, Shipment
from routing.status import Status

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def drawn(seed):
    """Return a network of five places with lines that leave on some days of the week, and its lines in plain words."""
    draw = random.Random(seed)
    toy, lines = Toy(A="JP", B="KR", C="RU", D="KZ", E="RU"), {}
    pairs = [(one, other) for one in "ABCDE" for other in "ABCDE" if one != other and other != "A" and one != "E"]
    for number, (one, other) in enumerate(draw.sample(pairs, draw.randint(5, 9))):
        name = f"l{number}"
        toy.link(name, one, other, "sea", directed=True)
        hours, usd = draw.randint(5, 60), draw.randint(1, 30) * 10
        toy.line(f"{name}s", "sea", one, (other, (name,)), hours=(hours,), **{"": float(usd)})
        days = sorted(draw.sample(DAYS, draw.randint(1, 3)), key=DAYS.index)
        clock = draw.randint(0, 23)
        cut_off = draw.choice((0, 0, 5))
        if cut_off:
            toy.figure(f"{name}s", "cut_off", cut_off)
        toy.builder.add_departures(
            service=f"{name}s", weekdays=tuple(days), times=(f"{clock:02d}:00",), zone="UTC", kind="assumption"
        )
        leaves = sorted(7 * 24 * week + 24 * DAYS.index(day) + clock for week in range(-1, 14) for day in days)
        lines[name] = (one, other, hours, usd, cut_off, leaves)
    return toy.build(), lines


def ways(lines, here="A", passed=("A",)):
    """Yield every way to E that visits no place twice, as names of lines."""
    for name, (one, other, *_) in lines.items():
        if one == here and other not in passed:
            yield from [[name]] if other == "E" else ([name, *more] for more in ways(lines, other, (*passed, other)))


def worth_taking(lines, window):
    """Return (leaves, arrives, USD) of what is worth taking, in hours since Monday, by trying all."""
    found = set()
    for way in ways(lines):
        for departure in lines[way[0]][5]:
            at = start = departure - lines[way[0]][4]
            usd = 0
            for name in way:
                _, _, hours, price, cut_off, leaves = lines[name]
                at = next((leave for leave in leaves if leave >= at + cut_off), None)
                if at is None:
                    break
                at, usd = at + hours, usd + price
            if at is not None and start >= 0:
                found.add((start, at, usd))
    best = [
        one
        for one in found
        if not any(o != one and o[0] >= one[0] and o[1] <= one[1] and o[2] <= one[2] for o in found)
    ]
    return sorted(one for one in best if one[0] <= window)


def check(seed, criteria=("time", "cost")):
    net, lines = drawn(seed)
    box = Shipment("A", "E")
    found = routing.departures(net, box, MONDAY, MONDAY + 9 * 24 * HOUR, criteria=criteria)
    told = [
        (round((route.leaves - MONDAY) / HOUR), round((route.arrives - MONDAY) / HOUR), round(route.usd))
        for route in found
    ]
    assert told == worth_taking(lines, 9 * 24), seed
    assert found.status is (Status.OPTIMAL if told else Status.INFEASIBLE)
    for route in found.routes[:3]:
        routing.verify(net, routing.solve(net, box, depart=route.leaves))
        again = routing.solve(net, box, depart=route.leaves, constraints=Constraints(max_usd=route.usd))
        assert again.best.arrives == route.arrives


@pytest.mark.parametrize("seed", range(12))
def test_journeys_are_those_of_trying_all(seed):
    check(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 500, 100))
def test_more_journeys_are_those_of_trying_all(seed):
    for number in range(seed, seed + 30):
        check(number)


def test_what_is_worth_taking_of_a_span_is_that_of_its_parts():
    net, _ = drawn(5)
    box, parts = Shipment("A", "E"), [MONDAY + days * 24 * HOUR for days in (0, 7, 14)]
    whole = routing.departures(net, box, parts[0], parts[-1])
    cut = [routing.departures(net, box, first, last) for first, last in pairwise(parts)]
    shown = {(route.leaves, route.arrives, route.usd) for route in whole}
    assert shown and shown == {(route.leaves, route.arrives, route.usd) for part in cut for route in part}


def test_a_service_without_any_departure_in_time_is_told():
    toy = Toy(A="JP", B="RU").link("ab", "A", "B", "sea")
    for name, day in (("past", datetime.date(2015, 1, 1)), ("soon", datetime.date(2016, 3, 9))):
        toy.line(name, "sea", "A", ("B", ("ab",)), hours=(10,))
        toy.builder.add_departures(service=name, dates=(day,), zone="UTC", kind="assumption")
    net, box = toy.build(), Shipment("A", "B")
    for answer in (
        routing.solve(net, box, depart=MONDAY),
        routing.departures(net, box, MONDAY, MONDAY + 72 * HOUR),
    ):
        told = [warning.elements for warning in answer.warnings if warning.code == "left-out"]
        assert told == [("past",)] and {leg.service for route in answer.routes for leg in route.legs} == {"soon"}


def test_what_leaves_at_any_time_is_told_once_and_beats_what_is_no_better():
    toy = Toy(A="JP", B="RU").link("ab", "A", "B", "sea")
    toy.line("ship", "sea", "A", ("B", ("ab",)), hours=(30,), **{"": 500.0})
    toy.line("tramp", "sea", "A", ("B", ("ab",)), hours=(40,), **{"": 300.0})
    toy.builder.add_departures(service="ship", weekdays=("Tue",), times=("12:00",), zone="UTC", kind="assumption")
    found = routing.departures(toy.build(), Shipment("A", "B"), MONDAY, MONDAY + 96 * HOUR)
    told = [((one.leaves - MONDAY) / HOUR, (one.arrives - MONDAY) / HOUR, one.usd) for one in found]
    assert told == [(36, 66, 500), (96, 136, 300)]


def test_a_closure_counts_on_the_day_on_which_goods_depart():
    toy = Toy(A="JP", B="RU").link("ab", "A", "B", "sea")
    toy.line("ship", "sea", "A", ("B", ("ab",)), hours=(10,), **{"": 10.0})
    toy.builder.add_departures(service="ship", weekdays=DAYS, times=("12:00",), zone="UTC", kind="assumption")
    first, last = datetime.date(2016, 3, 9), datetime.date(2016, 3, 10)
    toy.builder.add_closure(
        id="shut",
        what="strike",
        table="links",
        elements=("ab",),
        kind="closure",
        from_date=first,
        until_date=last,
        source="S",
    )
    found = routing.departures(toy.build(), Shipment("A", "B"), MONDAY, MONDAY + 6 * 24 * HOUR)
    assert [one.leaves.day for one in found] == [7, 8, 11, 12]


def test_what_later_closures_leave_out_is_told_and_that_long_journeys_are_not_followed():
    toy = Toy(A="JP", B="RU").link("ab", "A", "B", "sea")
    toy.line("ship", "sea", "A", ("B", ("ab",)), hours=(10,), **{"": 10.0})
    toy.builder.add_departures(service="ship", dates=(datetime.date(2016, 12, 1),), zone="UTC", kind="assumption")
    far = routing.departures(toy.build(), Shipment("A", "B"), MONDAY, MONDAY + 48 * HOUR)
    assert not far.routes and any("180 days" in warning.words for warning in far.warnings)
    toy.builder.add_closure(
        id="shut",
        what="strike",
        table="links",
        elements=("ab",),
        kind="closure",
        from_date=datetime.date(2016, 3, 9),
        until_date=datetime.date(2016, 3, 9),
        source="S",
    )
    toy.builder.add_departures(service="ship", weekdays=DAYS, times=("12:00",), zone="UTC", kind="assumption")
    found = routing.departures(toy.build(), Shipment("A", "B"), MONDAY, MONDAY + 6 * 24 * HOUR)
    assert [one.leaves.day for one in found] == [7, 8, 10, 11, 12]
    assert any(warning.code == "closure" for warning in found.warnings)
