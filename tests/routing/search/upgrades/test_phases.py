"""Upgrades over years against every plan, and against an integer programme."""

from __future__ import annotations

import math

import pytest
from oracles.phased_upgrades import every_plan, question

from routing.search.budget import Budget
from routing.search.upgrades.models.phased_sets import least_phased
from routing.search.upgrades.phases import PhaseSearch
from routing.status import Status


def compare(seed: int) -> None:
    asked = question(seed)
    phasing = asked.phasing
    years = range(len(phasing.budgets))
    search = PhaseSearch(phasing, asked.weights.__getitem__, Budget.of())
    plans = list(every_plan(asked))
    price = {
        begun: phasing.price(sum(1 << bit for bit, at in enumerate(begun) if at is not None)) for begun, _ in plans
    }
    least = [
        min((price[begun] for begun, done in plans if done[year] in asked.good), default=math.inf) for year in years
    ]
    points = [(year, least[year]) for year in years if least[year] < min(least[:year], default=math.inf)]
    found = search.cheapest(asked.good.__contains__)
    assert [(year, phases.price) for year, phases in found] == points
    for year, phases in found:
        begun, done = next(plan for plan in plans if plan[0] == phases.begun)
        assert price[begun] == phases.price and done[year] in asked.good
        assert [phases.done(phasing, at) for at in years] == done
        weighed = min(
            sum(asked.weights[one] for one in done)
            for begun, done in plans
            if price[begun] == phases.price
            and done[year] in asked.good
            and done[year:] == [done[year]] * len(done[year:])
        )
        assert phases.total == sum(asked.weights[one] for one in done) == weighed
    best = search.least(lambda total, last, paid: (total, paid, last))
    assert (best.total, best.price) == min(
        (sum(asked.weights[one] for one in done), price[begun]) for begun, done in plans
    )
    end = search.least(lambda total, last, paid: (last, paid, total))
    told = [(asked.weights[done[-1]], price[begun], sum(asked.weights[one] for one in done)) for begun, done in plans]
    assert (asked.weights[end.done(phasing, years[-1])], end.price, end.total) == min(told)


def programme(seed: int) -> None:
    asked = question(seed)
    search = PhaseSearch(asked.phasing, asked.weights.__getitem__, Budget.of())
    best = search.least(lambda total, last, paid: (total, paid, last))
    assert least_phased(asked.phasing, asked.weights, (), None, 60.0) == (Status.OPTIMAL, best.total)
    points = search.cheapest(asked.good.__contains__)
    last = len(asked.phasing.budgets) - 1
    told = least_phased(asked.phasing, asked.weights, asked.good, last, 60.0)
    assert told == ((Status.OPTIMAL, points[-1][1].price) if points else (Status.INFEASIBLE, None))


def test_some_plans_are_the_best_of_all():
    for seed in range(60):
        compare(seed)


def test_the_integer_programme_says_the_same():
    for seed in range(4):
        programme(seed)


@pytest.mark.long
def test_many_plans_are_the_best_of_all_and_the_integer_programme_says_so():
    for seed in range(100, 700):
        compare(seed)
    for seed in range(100, 200):
        programme(seed)
