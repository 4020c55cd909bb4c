"""Departures by the compiled searches are those of the interpreted ones, arc by arc."""

from __future__ import annotations

import datetime
import random

import pytest
from oracles.toys import Toy

import networks
import routing
from routing import Constraints, Shipment
from routing.kernels.arrays import chains, departing
from routing.solving import departing as solving
from routing.solving import departing_on_lists

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)  # moments of starts are rounded to one
SIDES = ("sea", "rail:1520")
METRE, NO_TIME = 0.001, 3.3e-6  # km, and hours that are rounded to 0


def drawn(seed):
    """Return a network in which goods change between ships, trains and lorries, which leave at round hours."""
    draw = random.Random(seed)
    toy = Toy(A="JP", P="RU", Q="RU", S="KZ", Z="KZ").doors("sea", "rail:1520", hours=0)
    for one, other in (SIDES, SIDES[::-1]):
        toy.operation("lift", one, other, draw.choice((0, 2)), draw.choice((0, 40)))
    pairs = [(one, other) for one in "APQS" for other in "PQSZ" if one != other]
    for number, (one, other) in enumerate(draw.sample(pairs, 9)):
        mode, km, hours = draw.choice((("sea", 100, 6), ("sea", 100, 30), ("rail", 100, 6), ("rail", METRE, NO_TIME)))
        toy.link(f"k{number}", one, other, mode, directed=True, km=km)
        price = {"": draw.choice((0.0, 50.0, 120.0))}
        toy.line(f"l{number}", mode, one, (other, (f"k{number}",)), hours=(hours,), **price)
        if draw.random() < 0.8:
            days = draw.sample(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), draw.randint(1, 4))
            toy.builder.add_departures(
                service=f"l{number}", weekdays=tuple(days), times=("06:00", "12:00"), zone="UTC", kind="assumption"
            )
    for place in draw.sample("PQS", 2):
        toy.figure(place, "free_time", draw.choice((0, 24)), "h").usd(place, 30, "shipment_day", "demurrage")
    return toy.build()


def both(monkeypatch, *question, **options):
    """Return what both engines find: starts, ends, totals, arcs, and labels made."""
    found = []
    for small in (10**9, 0):
        monkeypatch.setattr(solving, "SMALL", small)
        monkeypatch.setattr(solving, "SHORT_DAYS", 0)
        told = routing.departures(*question, **options)
        found.append((told.labels, [(route.leaves, route.arrives, route.usd, route.steps) for route in told]))
    return found


@pytest.mark.long
def test_on_random_networks(monkeypatch):
    journeys = 0
    for seed in range(60):
        limits = Constraints(max_usd=400) if seed % 3 == 0 else None
        question = (drawn(seed), Shipment("A", "Z"), MONDAY, MONDAY + 150 * HOUR)
        one, other = both(monkeypatch, *question, constraints=limits)
        assert one == other, seed
        journeys += len(one[1])
    assert journeys > 100


@pytest.mark.parametrize(("seed", "hours"), [(1568, 400), (2681, 30), (3410, 150), (3751, 400), (4324, 90)])
def test_what_leaves_at_any_time_is_told_by_what_leaves_after_the_span(monkeypatch, seed, hours):
    limits = Constraints(max_usd=400) if seed % 3 == 0 else None
    question = (drawn(seed), Shipment("A", "Z"), MONDAY, MONDAY + hours * HOUR)
    one, other = both(monkeypatch, *question, constraints=limits)
    assert one == other and len(one[1]) > 2


@pytest.mark.long
def test_with_no_room_to_begin_with(monkeypatch):
    monkeypatch.setattr(departing.rests_for, "__defaults__", (2,))
    monkeypatch.setattr(chains.room_for, "__defaults__", (2,))
    for seed in range(20):
        one, other = both(monkeypatch, drawn(seed), Shipment("A", "Z"), MONDAY, MONDAY + 150 * HOUR)
        assert one == other, seed


@pytest.mark.long
@pytest.mark.parametrize(
    ("origin", "destination"), [("Yokohama", "Almaty"), ("Tokyo", "Moscow"), ("Osaka", "Tashkent")]
)
def test_on_the_built_in_network(monkeypatch, origin, destination):
    net, day = networks.load("eurasia"), datetime.date(2016, 3, 1)
    box, end = Shipment(origin, destination), day + datetime.timedelta(days=10)
    one, other = both(monkeypatch, net, box, day, end, criteria=("time", "cost", "co2e"))
    assert one == other and len(one[1]) > 5
    found = routing.departures(net, box, day, end)
    best = routing.solve(net, box, depart=found.best.leaves)
    routing.verify(net, best)
    assert abs(best.best.arrives - found.best.arrives) < SECOND and best.best.usd == found.best.usd


@pytest.mark.long
def test_short_searches_that_took_as_long_as_loading_the_compiled_ones_give_way_to_them(monkeypatch):
    net, day, box = networks.load("eurasia"), datetime.date(2016, 1, 4), Shipment("JPYOK", "RUMOW")
    lists, before = [], [0]
    interpreted = departing_on_lists.OnLists.journeys
    monkeypatch.setattr(departing_on_lists.OnLists, "journeys", lambda *asked: lists.append(1) or interpreted(*asked))
    monkeypatch.setattr(solving, "_is_loaded", lambda: False)
    monkeypatch.setattr(solving, "_interpreted", before)
    first = routing.departures(net, box, day, day)
    assert before == [first.labels] and len(lists) == 2
    before[0] = solving.LOADING_LABELS
    second = routing.departures(net, box, day, day)
    assert len(lists) == 2 and second.routes == first.routes
