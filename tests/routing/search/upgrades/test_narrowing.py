"""`narrowed` and `Charges`: bounds hold, and no cheapest set is lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from oracles.upgrade_sets import every_set, grid, halfway, question

import routing.search.upgrades.narrowing as module
import routing.search.upgrades.searching as searching
from routing.search import upgrade_paths
from routing.search.budget import Budget
from routing.search.upgrades.asked import checked_upgrades
from routing.search.upgrades.charged_paths import ChargedPaths
from routing.search.upgrades.charges import Charges, nearest
from routing.search.upgrades.lanes import MOST, Lane, reduced
from routing.search.upgrades.narrowing import narrowed
from routing.search.upgrades.searching import UpgradeSearch
from routing.search.upgrades.sets import mask_of


def test_no_upgrade_is_charged_more_than_its_price():
    generator = np.random.default_rng(19)
    masks, prices = [0b001, 0b010, 0b101, 0b111], [7, 0, 30]
    charges = Charges(generator.integers(-1, 4, 60), masks, prices)
    for _ in range(50):
        charges.turn(generator.choice(60, 12, replace=False))
        charges.step(float(generator.uniform(0, 5)))
        sums = np.bincount(charges.upgrade, charges.charge, 3)
        assert (sums <= np.array(prices) + 1e-9).all() and charges.charge.min() >= 0
        assert charges.whole(1024.0).sum() <= 1024 * sum(prices)
    kept = generator.random(60) < 0.5
    charges.kept(kept)
    assert charges.charge.sum() <= sum(prices) + 1e-9 and len(charges.whole(1.0)) == kept.sum()


def test_the_nearest_charges_are_nearest():
    generator = np.random.default_rng(7)
    for _ in range(6):
        values, most = generator.uniform(-1, 3, 5), float(generator.uniform(0.1, 4))
        found = nearest(values, most)
        assert found.min() >= 0 and found.sum() <= most + 1e-12
        for _ in range(200):
            other = generator.dirichlet(np.ones(6))[:5] * most
            assert ((found - values) ** 2).sum() <= ((other - values) ** 2).sum() + 1e-12


def test_a_bound_that_is_none_is_told(monkeypatch):
    arcs = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([3, 9, 4])
    lane = Lane(*arcs, np.full(3, -1), np.full(3, -1), 3, 0, 2)
    paths = ChargedPaths(lane)
    assert paths.through(lane.weight).tolist() == [7, 9, 7]
    monkeypatch.setattr(paths, "to_target", lambda weight: np.array([7, 5, 0]))
    with pytest.raises(RuntimeError, match="a distance is larger than a way"):
        paths.through(lane.weight)


def test_an_upgrade_that_is_charged_too_much_is_told():
    charges = Charges(np.array([0, 0]), [1], [10])
    charges.caps[:] = -1.0  # which no rounding can keep
    with pytest.raises(RuntimeError, match="charged more than its price"):
        charges.whole(1.0)


def compare(asked: dict[str, Any], most: int, least: int | None) -> None:
    found = upgrade_paths(**asked, engine="compiled", max_weight=most)
    assert (found.points[0].price if found.points else None) == least
    given = checked_upgrades(
        (asked["tail"], asked["head"], asked["weight"]),
        (asked["source"], asked["target"]),
        asked["prices"],
        asked["needs"],
        asked.get("bars", {}),
        (asked.get("requires", ()), asked.get("excludes", ())),
    )
    near = reduced(given.lane, (), most, "compiled", Budget.of())
    if near.back[near.lane.source] <= most:
        known = MOST if least is None else least
        for each in (False, True):
            less = narrowed(near.lane, given.masks, given.sets, most, Budget.of(), known=known, each=each)
            assert less.floor <= known <= less.ceiling
            open_ = np.array([not mask & mask_of(less.dear) for mask in given.masks] + [True])
            left = near.lane.rows(less.rows).rows(open_[near.lane.needs[less.rows]])
            again = UpgradeSearch([left], given.masks, given.sets).cheapest([most], Budget.of())
            assert (again.price if again else None) == least


@pytest.mark.long
def test_cheapest_sets_of_narrowed_lanes_are_those_of_all_sets_tried(monkeypatch):
    monkeypatch.setattr(searching, "WIDE", 0)
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "BETWEEN", 5)
    for seed in range(60):
        asked = question(seed)
        told = list(every_set(asked))
        for most in (3, 6, 9, 14):
            compare(asked, most, min((price for price, weight, _ in told if weight <= most), default=None))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_a_narrowed_grid_has_the_set_of_the_whole(seed, monkeypatch):
    asked = grid(30, 40, seed)
    most = halfway(asked)
    monkeypatch.setattr(searching, "WIDE", 10**9)
    whole = upgrade_paths(**asked, engine="compiled", max_weight=most).points[0]
    monkeypatch.setattr(searching, "WIDE", 0)
    compare(asked, most, whole.price)
