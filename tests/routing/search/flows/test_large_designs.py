"""Bounds of designs from prices, designs from these, and branch and bound on them: against every choice of arcs."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from small_designs import compare, crowded, in_order, prices_hold, question

import routing.search.flows.choosing as choosing
import routing.search.flows.design_large as large
import routing.search.flows.design_tree as tree
import routing.search.flows.network_design as module
from routing import Status
from routing.search import network_design
from routing.search.budget import Budget
from routing.search.flows.design_ascended import Decided, Way, begun
from routing.search.flows.design_ascent import ascend
from routing.search.flows.design_relaxation import Relaxation


def test_no_design_costs_less_than_prices_say():
    assert sum(prices_hold(seed, part) for seed, part in ((1, 0.0), (3, 0.1), (5, 0.0), (6, 0.3), (9, 0.0))) > 1


@pytest.mark.long
def test_no_design_of_many_costs_less_than_prices_say():
    assert sum(prices_hold(seed, part) for seed in range(60, 120) for part in (0.0, 0.1)) > 30


def test_prices_of_whole_numbers_lose_nothing():
    checked, fixed = in_order(question(3))
    relaxation = Relaxation(checked, fixed)
    assert relaxation.is_whole
    prices = np.random.default_rng(3).integers(0, 900, (checked.n_nodes, len(checked.demand))) / 64
    told, by_hand = relaxation.at(prices), 0.0
    for number, (origin, goal) in enumerate(zip(checked.origin, checked.destination, strict=True)):
        gained = prices[origin, number] - prices[goal, number]
        by_hand += checked.demand[number] * min(gained, checked.penalty[number])
    for arc, (tail, head) in enumerate(zip(checked.tail, checked.head, strict=True)):
        gains = sorted(
            ((prices[tail, at] - prices[head, at] - checked.cost[arc], demand) for at, demand in enumerate(checked.demand)
             if head != checked.origin[at] and tail != checked.destination[at]), reverse=True,
        )  # fmt: skip
        room, worth = min(checked.capacity[arc], checked.demand.sum()), -fixed[arc]
        for gain, demand in gains:
            sent = max(0.0, min(room, demand)) if gain > 0 else 0.0
            room, worth = room - sent, worth + gain * sent
        by_hand -= max(0.0, worth)
    assert told.bound == by_hand


def test_of_an_arc_that_must_be_opened_nothing_is_told():
    checked, fixed = in_order(question(3))
    opened = fixed == fixed.max()
    relaxation = Relaxation(checked, fixed, None, opened)
    found = ascend(relaxation, begun(relaxation), Way(rounds=5, step=1.0), math.inf, Budget.of())
    decided, free = Decided.by(found, relaxation), ~opened & (fixed > 0)
    assert (decided.costs[:, ~free] == -math.inf).all() and (decided.costs[:, free] > -math.inf).all()
    assert not (decided.shut(-1.0) | decided.opened(-1.0))[opened].any()


def test_questions_that_count_as_large_have_the_same_answers(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    assert sum(compare(seed, "highs") for seed in (0, 3, 4)) > 0


def only_branched(monkeypatch):
    """Leave out the programme, and let prices rise a little only, so that there is something to decide."""
    monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(large, "FIRST", Way(rounds=10, step=1.0))
    monkeypatch.setattr(large, "THEN", Way(rounds=5, step=0.1))
    monkeypatch.setattr(large, "_mix", lambda *given: None)


def test_branching_on_prices_finds_the_best(monkeypatch):
    only_branched(monkeypatch)
    assert sum(compare(seed, "gscip") for seed in (1, 3)) > 0


def test_neighbourhoods_are_searched_without_losing_the_best(monkeypatch):
    only_branched(monkeypatch)
    looked = []
    look = tree.DesignTree._look_near
    monkeypatch.setattr(tree, "APART", 0)
    monkeypatch.setattr(tree.DesignTree, "_look_near", lambda self, node: looked.append(look(self, node)))
    assert sum(compare(seed, "gscip") for seed in (1, 3)) > 0 and looked


@pytest.mark.long
def test_the_tree_and_the_programme_agree(monkeypatch):
    monkeypatch.setattr(large, "_mix", lambda *given: None)
    proven = 0
    for seed in range(12):
        found = []
        for size in (1, 1_000_000):
            monkeypatch.setattr(module, "LARGE", size)
            found.append(network_design(**crowded(seed, 6, 24, 8), solver="highs"))
        tree_, programme = found
        assert tree_.status is programme.status
        if programme.objective is not None:
            assert tree_.objective == pytest.approx(programme.objective, rel=2e-6)
            assert max(tree_.bound, programme.bound) <= min(tree_.objective, programme.objective) * (1 + 1e-9)
            proven += 1
    assert proven > 5


@pytest.mark.long
def test_branching_on_prices_finds_the_best_of_many(monkeypatch):
    only_branched(monkeypatch)
    assert sum(compare(seed, "gscip") for seed in range(60, 90)) > 15


def test_where_too_many_nodes_wait_the_best_is_found_all_the_same(monkeypatch):
    only_branched(monkeypatch)
    monkeypatch.setattr(tree, "BYTES", 0)
    assert sum(compare(seed, "highs") for seed in (1, 3)) > 0


def test_a_large_question_that_is_stopped_has_a_design_and_a_bound(monkeypatch):
    monkeypatch.setattr(choosing, "PAIRS", 10_000)  # compiling may take longer than there is time
    monkeypatch.setattr(module, "LARGE", 1)
    rng = np.random.default_rng(5)
    tail, head = (cells.ravel() for cells in np.meshgrid(np.arange(12), np.arange(12)))
    size = len(tail)
    ends = rng.integers(0, 12, 15), rng.integers(0, 12, 15)
    begun_at = time.monotonic()
    found = network_design(
        tail, head, np.full(size, 20), rng.integers(1, 50, size), rng.integers(100, 900, size), *ends, np.full(15, 7),
        time_limit_s=0.3,
    )  # fmt: skip
    assert time.monotonic() - begun_at < 3
    assert found.status in (Status.FEASIBLE, Status.UNKNOWN) and found.reason
    assert 0 < found.bound < math.inf
    assert found.objective is None or found.bound < found.objective


def test_who_opened_the_arcs_is_told(monkeypatch):
    assert network_design(**crowded(1), solver="highs").solver == "highs"
    assert network_design(**crowded(1), solver="highs", keep_proof=True).solver == "prices"
    monkeypatch.setattr(module, "LARGE", 1)
    assert network_design(**crowded(1), solver="highs").solver == "prices"


def test_a_large_question_without_an_answer_says_why(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    found = network_design([0], [1], [3], [1], [5], [0], [1], [4])
    assert found.status is Status.INFEASIBLE
    assert found.reason == "at least 1 of 4 units find no room; it is short on the arcs 0"
