"""Journeys worth taking where goods may wait to save a charge, held against every departure of every line.

Ships and trains lead from A over one of two ports and one of two towns to Z; at most of these a dwell is charged.
"""

from __future__ import annotations

import datetime
import random

import pytest
from oracles.toys import Toy

import routing
from routing import Constraints, Shipment
from routing.kernels.lists import departing

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEGS = (
    ("A", "P", "sea"),
    ("A", "Q", "sea"),
    ("P", "S", "rail"),
    ("Q", "S", "rail"),
    ("P", "T", "rail"),
    ("S", "Z", "sea"),
    ("T", "Z", "sea"),
)
LIFT, WINDOW, MOST = 2, 200, 28 * 24  # hours


def drawn(seed):
    """Return a network, its lines (from, to, hours, USD, hours since Monday at which it leaves), and its tariffs."""
    draw = random.Random(seed)
    toy = Toy(A="JP", P="RU", Q="RU", S="RU", T="KZ", Z="TM").doors("sea", hours=0)
    toy.operation("lift", "sea", "rail:1520", LIFT).operation("lift", "rail:1520", "sea", LIFT)
    lines = []
    for number, (one, other, mode) in enumerate(LEGS):
        toy.link(f"k{number}", one, other, mode, directed=True)
        for copy in range(draw.choice((1, 1, 2))):
            name, hours, usd = f"l{number}{copy}", draw.randint(5, 60), draw.randint(1, 30) * 10
            toy.line(name, mode, one, (other, (f"k{number}",)), hours=(hours,), **{"": float(usd)})
            days = sorted(draw.sample(DAYS, draw.randint(1, 3)), key=DAYS.index)
            clock = draw.randint(0, 23)
            toy.builder.add_departures(
                service=name, weekdays=tuple(days), times=(f"{clock:02d}:00",), zone="UTC", kind="assumption"
            )
            leaves = sorted(168 * week + 24 * DAYS.index(day) + clock for week in range(-1, 12) for day in days)
            lines.append((one, other, hours, usd, leaves))
    tariffs = {}
    for place in "PQST":
        if draw.random() < 0.85:
            tariffs[place] = (draw.choice((0, 12, 24, 48)), draw.choice((5, 10, 40, 90)))
            toy.figure(place, "free_time", tariffs[place][0], "h")
            toy.usd(place, tariffs[place][1], "shipment_day", "demurrage")
    return toy.build(), lines, tariffs


def rests(lines, tariffs, come, until, known):
    """Return (arrives, USD) of all that goods can still do that come to a place at an hour, as far as none beats it."""
    place, at = come
    if place == "Z":
        return {(at, 0)}
    if come not in known:
        found = set()
        free, rate = tariffs.get(place, (0, 0))
        for one, other, hours, usd, leaves in lines:
            for leave in leaves if one == place else ():
                if at + LIFT <= leave <= until:
                    charge = max(0, -((at + free - leave) // 24)) * rate  # started days beyond the free time
                    onward = rests(lines, tariffs, (other, leave + hours), until, known)
                    found |= {(end, more + usd + charge) for end, more in onward if end <= until}
        known[come] = unbeaten(found)
    return known[come]


def unbeaten(found):
    """Return what no other is as good as or better than in all its numbers; the less, the better."""
    return {
        one
        for one in found
        if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found)
    }


def worth_taking(lines, tariffs):
    """Return (leaves, arrives, USD) of what is worth taking, by trying all departures."""
    found, known = set(), {}
    for one, other, hours, usd, leaves in lines:
        for leave in leaves:
            if one == "A" and leave >= 0:
                onward = rests(lines, tariffs, (other, leave + hours), leave + MOST, known.setdefault(leave, {}))
                found |= {(-leave, end, usd + more) for end, more in onward}
    return sorted((-start, end, usd) for start, end, usd in unbeaten(found) if -start <= WINDOW)


def check(seed):
    net, lines, tariffs = drawn(seed)
    most = Constraints(max_days=MOST / 24)
    found = routing.departures(net, Shipment("A", "Z"), MONDAY, MONDAY + WINDOW * HOUR, constraints=most)
    told = [
        (round((one.leaves - MONDAY) / HOUR), round((one.arrives - MONDAY) / HOUR), round(one.usd)) for one in found
    ]
    assert told == worth_taking(lines, tariffs), seed


@pytest.mark.parametrize("seed", range(8))
def test_waiting_to_save_a_charge_is_found(seed):
    check(seed)


@pytest.mark.long
def test_waiting_to_save_a_charge_is_found_in_more_networks():
    for seed in range(100, 150):
        check(seed)


@pytest.mark.fuzz
def test_waiting_to_save_a_charge_is_found_in_many_networks():
    for seed in range(1000, 2000):
        check(seed)


def by_lorries(*lorries):
    """Return A - P by ship on Mondays, P - T by lorries (hours, USD), T - Z by train on Saturdays; T charges by the day."""
    toy = (
        Toy(A="JP", P="RU", T="RU", Z="KZ")
        .link("ap", "A", "P", "sea", directed=True)
        .link("tz", "T", "Z", directed=True)
    )
    for number, (hours, usd) in enumerate(lorries):
        toy.link(f"pt{number}", "P", "T", "road", directed=True, hours=hours, usd=usd, kg_co2e=1.0)
    toy.line("ship", "sea", "A", ("P", ("ap",)), hours=(24,), **{"": 100.0})
    toy.line("train", "rail", "T", ("Z", ("tz",)), hours=(24,), **{"": 100.0})
    for service, day in (("ship", "Mon"), ("train", "Sat")):
        toy.builder.add_departures(service=service, weekdays=(day,), times=("12:00",), zone="UTC", kind="assumption")
    for one, other in (("sea", "road"), ("road", "rail:1520")):
        toy.operation("lift", one, other, 0)
    return toy.figure("T", "free_time", 24, "h").usd("T", 30, "shipment_day", "demurrage").build()


@pytest.mark.parametrize(
    ("lorries", "usd"),
    [
        # off the ship on Tuesday at noon, four days before the train, of which one is free
        ([(2, 10)], 10 + 3 * 30),  # 94 h at T
        ([(2, 10), (31, 15)], 15 + 2 * 30),  # 65 h
        ([(2, 10), (31, 15), (72, 80)], 15 + 2 * 30),  # 24 h: free, and 80 USD
        ([(2, 10), (31, 15), (72, 60)], 60),
        ([(2, 10), (31, 45)], 10 + 3 * 30),  # saves as much as it costs more
        ([(2, 10), (97, 11)], 10 + 3 * 30),  # an hour late
    ],
)
def test_a_slower_lorry_is_taken_where_it_saves_a_charge(lorries, usd):
    net, day = by_lorries(*lorries), MONDAY.date()
    box = Shipment("A", "Z", scope="terminal")
    found = routing.departures(net, box, day, day, criteria=("time", "cost"))
    assert [route.usd for route in found] == [200 + usd]
    assert found.routes[0].usd == routing.solve(net, box, minimise="cost", depart=day).require().usd
    assert not [one for one in found.warnings if "slower way" in one.words]


def without_slower_ways(monkeypatch):
    monkeypatch.setattr(departing, "SLOWER", 0)


def test_slower_ways_that_are_too_many_are_told(monkeypatch):
    net, day = by_lorries((2, 10), (72, 60)), MONDAY.date()
    box = Shipment("A", "Z", scope="terminal")
    without_slower_ways(monkeypatch)
    found = routing.departures(net, box, day, day)
    assert found.status is routing.Status.FEASIBLE and [route.usd for route in found] == [300]
    assert [one.elements for one in found.warnings if "slower way" in one.words] == [("T",)]


def test_none_within_a_budget_says_that_slower_ways_were_too_many(monkeypatch):
    net, day = by_lorries((2, 10), (72, 60)), MONDAY.date()
    box, within = Shipment("A", "Z", scope="terminal"), Constraints(max_usd=270)
    assert [route.usd for route in routing.departures(net, box, day, day, constraints=within)] == [260]
    without_slower_ways(monkeypatch)
    found = routing.departures(net, box, day, day, constraints=within)
    assert found.status is routing.Status.UNKNOWN
    [told] = [one for one in found.warnings if "slower between two departures" in one.words]
    assert told.elements == ("T",) and "may cost less" in told.words
    assert not [one for one in routing.departures(net, box, day, day).warnings if "not looked at" in one.words]
