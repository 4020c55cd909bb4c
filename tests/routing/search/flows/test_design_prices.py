"""Prices of designs that rise by the compiled kernel: the same as by numpy, exact, and against every choice of arcs."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from small_designs import compare, crowded, in_order, prices_hold

import routing.search.flows.choosing as choosing
import routing.search.flows.design_large as large
import routing.search.flows.network_design as module
from routing.search.budget import Budget
from routing.search.flows.design_ascended import UNKNOWN, Ascended, Way, begun
from routing.search.flows.design_ascent import ascend
from routing.search.flows.design_ascent_compiled import ascend_compiled
from routing.search.flows.design_relaxation import Relaxation


def one_round(rise, relaxation: Relaxation, begin: Ascended) -> Ascended:
    return rise(relaxation, begin, Way(rounds=1, step=1.0), math.inf, Budget.of())


@pytest.mark.parametrize("seed", range(4))
def test_a_round_does_the_same(seed):
    relaxation = Relaxation(*in_order(crowded(seed)))
    begin = begun(relaxation)
    for _ in range(4):
        found, wanted = (one_round(rise, relaxation, begin) for rise in (ascend_compiled, ascend))
        for told, due in zip(vars(found).values(), vars(wanted).values(), strict=True):
            np.testing.assert_allclose(told, due, rtol=1e-9, atol=1e-9)
        begin = found


@pytest.mark.parametrize("seed", range(3))
def test_the_bound_is_that_of_the_prices_to_the_last_bit(seed):
    checked, fixed = in_order(crowded(seed))
    shut, opened = np.zeros(len(fixed), np.bool_), np.zeros(len(fixed), np.bool_)
    shut[1], opened[2] = True, True
    for part in (0.0, 0.1):
        relaxation = Relaxation(checked._replace(cost=checked.cost + part), fixed, shut, opened)
        begin, way = begun(relaxation), Way(rounds=30, step=1.0)
        found = ascend_compiled(relaxation, begin, way, math.inf, Budget.of())
        assert found.bound > begin.bound
        told = relaxation.at(found.prices).bound
        assert found.bound == told if part == 0 else found.bound == pytest.approx(told, rel=1e-12)


def test_a_bound_that_is_not_known_is_that_of_the_prices_as_they_are():
    relaxation = Relaxation(*in_order(crowded(1)))
    begin = begun(relaxation)
    for rise in (ascend, ascend_compiled):
        found = one_round(rise, relaxation, replace(begin, bound=UNKNOWN, flow=np.zeros((len(begin.opened), 0))))
        assert found.bound == begin.bound and (found.prices == begin.prices).all()


def test_no_design_costs_less_than_compiled_prices_say():
    assert sum(prices_hold(seed, part, ascend_compiled) for seed, part in ((1, 0.0), (3, 0.1), (5, 0.0))) > 1


@pytest.mark.long
def test_no_design_of_many_costs_less_than_compiled_prices_say():
    assert sum(prices_hold(seed, part, ascend_compiled) for seed in range(60, 120) for part in (0.0, 0.1)) > 30


@pytest.mark.long
def test_the_tree_on_compiled_prices_finds_the_best(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(choosing, "PAIRS", 1)
    monkeypatch.setattr(large, "FIRST", Way(rounds=10, step=1.0))
    monkeypatch.setattr(large, "THEN", Way(rounds=5, step=0.1))
    assert sum(compare(seed, "highs") for seed in range(60)) > 30
