"""Journeys on which goods go to and fro by lorry where that shortens a dwell that is charged.

Both engines are held against each other, and against `solve`, which goes through every state that goods may be in.
"""

from __future__ import annotations

import datetime
import random

import pytest
from oracles.toys import Toy

import routing
from routing import Constraints, Shipment, SolveOptions
from routing.kernels.lists import departing as kernel
from routing.solving import departing as solving
from routing.solving import departing_on_arrays

MONDAY = datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SIDES = ("sea", "road", "rail:1520")
LEGS = ("AP sea", "AQ sea", "PS rail", "QT rail", "SZ sea", "TZ sea", "PT rail", "QS rail")
BOX = Shipment("A", "Z", scope="terminal")

pytestmark = pytest.mark.long  # the kernels compile for some seconds


def drawn(seed):
    """Return a network of ships and trains that leave on some days, and lorries between the places that charge."""
    draw = random.Random(seed)
    toy = Toy(A="JP", P="RU", Q="RU", S="RU", T="KZ", Z="TM").doors("sea", hours=0)
    for one, other in ((one, other) for one in SIDES for other in SIDES if one != other):
        toy.operation("lift", one, other, draw.choice((0, 0, 2)), draw.choice((0, 0, 5)))
    pairs = [(one, other) for one in "PQST" for other in "PQST" if one != other]
    for number, (one, other) in enumerate(draw.sample(pairs, draw.randint(2, 6))):
        hours, usd = draw.choice((1, 3, 10, 20)), draw.choice((0, 1, 5, 12, 30))
        toy.link(f"r{number}", one, other, "road", directed=True, hours=hours, usd=usd, kg_co2e=1.0)
    for number, ((one, other), mode) in enumerate(leg.split() for leg in LEGS if draw.random() < 0.8):
        toy.link(f"k{number}", one, other, mode, directed=True)
        for copy in range(draw.choice((1, 1, 2))):
            name, price = f"l{number}{copy}", {"": float(draw.randint(1, 20) * 10)}
            toy.line(name, mode, one, (other, (f"k{number}",)), hours=(draw.randint(5, 60),), **price)
            days, clock = tuple(draw.sample(DAYS, draw.randint(1, 2))), f"{draw.randint(0, 23):02d}:00"
            toy.builder.add_departures(service=name, weekdays=days, times=(clock,), zone="UTC", kind="assumption")
    for place in "PQST" if seed % 5 else "":
        toy.figure(place, "free_time", draw.choice((0, 12, 24, 48)), "h")
        toy.usd(place, draw.choice((5, 10, 40, 90)), "shipment_day", "demurrage")
    return toy.build()


def told_by_both(monkeypatch, net, end, most):
    """Return the departures of compiled and of interpreted searches."""
    monkeypatch.setattr(solving, "SHORT_DAYS", 0)
    found = []
    for small in (0, 10**9):
        monkeypatch.setattr(solving, "SMALL", small)
        found.append(routing.departures(net, BOX, MONDAY, end, constraints=Constraints(max_days=most)))
    return found


def shown(answer):
    return answer.status, answer.labels, [(one.leaves, one.arrives, one.usd, one.steps) for one in answer]


def least(net, start, days):
    """Return the least that it costs to leave at a moment and arrive within some days; None: nothing does."""
    limits, options = Constraints(max_days=days), SolveOptions(explain=False)
    best = routing.solve(net, BOX, depart=start, minimise="cost", constraints=limits, options=options).best
    return None if best is None else best.usd


def test_none_is_dearer_than_the_cheapest_way_from_its_start(monkeypatch):
    asked, charged = 0, 0
    for seed in range(80):
        net, draw = drawn(seed), random.Random(seed)
        days = draw.choice((5, 8))
        one, other = told_by_both(monkeypatch, net, MONDAY + 21 * 24 * HOUR, 12)
        assert shown(one) == shown(other), seed
        for _ in range(4):
            start = MONDAY + draw.randint(0, 150) * HOUR
            fitting = [route for route in one if route.leaves >= start and route.arrives <= start + days * 24 * HOUR]
            assert min((route.usd for route in fitting), default=None) == least(net, start, days), (seed, start)
            asked += bool(fitting)
        charged += any(step.kind == "demurrage" for route in one for step in route.steps)
    assert asked > 60 and charged > 15


def test_both_engines_stop_alike_where_there_are_too_many(monkeypatch):
    stopped = 0
    for few in (0, 1, 3):
        for module in (kernel, departing_on_arrays):
            monkeypatch.setattr(module, "SLOWER", few)
            monkeypatch.setattr(module, "FEW", 0)
        for seed in range(30):
            one, other = told_by_both(monkeypatch, drawn(seed), MONDAY + 150 * HOUR, 12)
            assert shown(one) == shown(other), (few, seed)
            stopped += one.status is routing.Status.FEASIBLE
    assert stopped > 10
