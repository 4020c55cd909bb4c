"""`upgrade_paths` against every set tried, and against an integer programme by three solvers."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from oracles.upgrade_sets import INFINITE, every_set, grid, halfway, question, trade_offs

from routing import QuestionError, Status
from routing.search import upgrade_paths
from routing.search.budget import Budget
from routing.search.upgrades.asked import checked_upgrades
from routing.search.upgrades.lanes import Lane
from routing.search.upgrades.models.fixed_charges import Journey, Limits, Rules, Solver, least_design
from routing.search.upgrades.searching import UpgradeSearch

SOLVERS: tuple[Solver, ...] = get_args(Solver)
MOST = (3, 6, 9)
TRACK = {"tail": [0, 0, 0], "head": [1, 1, 1], "weight": [9, 5, 2], "source": 0, "target": 1, "prices": [10, 30]}


def compare(seed: int, engine: str) -> None:
    asked = question(seed)
    told = list(every_set(asked))
    curve = trade_offs(told)
    found = upgrade_paths(**asked, engine=engine)
    assert [(point.price, point.weight) for point in found.points] == curve
    assert found.status is (Status.OPTIMAL if curve else Status.INFEASIBLE)
    for point in found.points:
        assert (point.price, point.weight, point.upgrades) in told
        assert point.weight == np.asarray(asked["weight"])[point.arcs].sum()
    for most in MOST:
        cheapest = upgrade_paths(**asked, engine=engine, max_weight=most)
        least = min((price for price, weight, _ in told if weight <= most), default=None)
        assert (cheapest.points[0].price if cheapest.points else None) == least
        if not cheapest.points:
            assert (cheapest.fastest.weight if cheapest.fastest else INFINITE) == min(weight for _, weight, _ in told)
        fastest = upgrade_paths(**asked, engine=engine, budget=most)
        within = [point for point in curve if point[0] <= most]
        assert [(point.price, point.weight) for point in fastest.points] == within[-1:]


def lanes_of(seeds: range) -> tuple[list[Lane], tuple[int, ...], Any, list[dict[str, Any]]]:
    """Return questions of the same upgrades, as lanes."""
    base = question(seeds[0])
    asked = [base, *(question(seed) for seed in seeds[1:])]
    count, lanes, masks = len(base["prices"]), [], []
    for one in asked:
        one |= {name: base[name] for name in ("prices", "requires", "excludes")}
        one["needs"] = {row: [number % count for number in numbers] for row, numbers in one["needs"].items()}
        one["bars"] = {row: number % count for row, number in one["bars"].items()}
        arcs, ends = (one["tail"], one["head"], one["weight"]), (one["source"], one["target"])
        rules = one["requires"], one["excludes"]
        found = checked_upgrades(arcs, ends, one["prices"], one["needs"], one["bars"], rules)
        shift = [(cells + len(masks)) * (cells >= 0) - (cells < 0) for cells in found.lane[3:5]]
        lanes.append(found.lane._replace(needs=shift[0], bars=shift[1]))
        masks += found.masks
        sets = found.sets
    return lanes, tuple(masks), sets, asked


def compare_lanes(seeds: range, engine: str) -> None:
    lanes, masks, sets, asked = lanes_of(seeds)
    search, budget = UpgradeSearch(lanes, masks, sets, engine), Budget.of()
    told = [list(every_set(one)) for one in asked]
    added = [(each[0][0], sum(weight for _, weight, _ in each), each[0][2]) for each in zip(*told, strict=True)]
    points = search.points(10**6, 10**6, budget)
    assert [(point.price, point.weight) for point in points] == trade_offs(added)
    for most in MOST:
        found = search.cheapest([most] * len(lanes), budget)
        kept = [each[0][0] for each in zip(*told, strict=True) if all(weight <= most for _, weight, _ in each)]
        assert (found.price if found else None) == min(kept, default=None)
        if found:
            assert all((weight or 0) <= most for weight in search.weights(found.chosen, budget))


@pytest.mark.parametrize("engine", ["interpreted", "compiled"])
def test_some_questions_have_the_answers_of_all_sets_tried(engine):
    for seed in range(60):
        compare(seed, engine)
    for seed in range(0, 40, 2):
        compare_lanes(range(seed, seed + 2), engine)


@pytest.mark.long
@pytest.mark.parametrize("engine", ["interpreted", "compiled"])
def test_five_hundred_questions_have_the_answers_of_all_sets_tried(engine):
    for seed in range(500):
        compare(seed, engine)
    for seed in range(0, 300, 3):
        compare_lanes(range(seed, seed + 3), engine)


def by_solver(seed: int, solver: Solver) -> None:
    asked = question(seed)
    told = list(every_set(asked))
    journey = Journey(
        *(np.array(asked[name], dtype=np.int64) for name in ("tail", "head", "weight")),
        [asked["needs"].get(row, ()) for row in range(len(asked["tail"]))],
        [[asked["bars"][row]] if row in asked["bars"] else [] for row in range(len(asked["tail"]))],
        asked["source"],
        asked["target"],
    )
    rules = Rules(asked["prices"], asked["requires"], asked["excludes"])
    for most in MOST:
        found = least_design([journey], rules, Limits(each=[most]), solver, 30.0)
        assert found.least == min((price for price, weight, _ in told if weight <= most), default=None)
        found = least_design([journey], rules, Limits(budget=most), solver, 30.0)
        least = min(weight for price, weight, _ in told if price <= most)
        assert found.least == (None if least == INFINITE else least)


@pytest.mark.long
@pytest.mark.parametrize("solver", SOLVERS)
def test_an_integer_programme_says_the_same(solver):
    for seed in range(80):
        by_solver(seed, solver)


def test_an_integer_programme_says_the_same_of_some():
    for seed in range(3):
        by_solver(seed, "gscip")


def test_an_upgrade_that_is_used_often_is_paid_for_once():
    found = upgrade_paths([0, 1, 0, 1], [1, 2, 1, 2], [9, 9, 1, 1], 0, 2, [50], needs={2: 0, 3: 0})
    assert [(point.price, point.weight) for point in found.points] == [(0, 18), (50, 2)]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as error:
        upgrade_paths(**TRACK, needs={7: 0, 1: 5}, requires=[(0, 9)], excludes=[(1, 1)])
    for words in ("needs[1]: 5: expected an upgrade from 0 to 1", "needs: 7: expected the row", "requires: (0, 9)"):
        assert words in str(error.value)
    assert "excludes: (1, 1): expected two different" in str(error.value)


def test_a_circle_of_prerequisites_is_told():
    with pytest.raises(QuestionError, match="upgrades 0, 1 require each other in a circle"):
        upgrade_paths(**TRACK, needs={1: 0}, requires=[(0, 1), (1, 0)])


def test_without_time_the_answer_is_unknown():
    side = 60
    nodes = np.arange(side * side).reshape(side, side)
    tail, head = np.r_[nodes[:, :-1].ravel(), nodes[:-1].ravel()], np.r_[nodes[:, 1:].ravel(), nodes[1:].ravel()]
    needs = {row: row % 40 for row in range(0, len(tail), 2)}
    prices, weight = np.arange(1, 41) ** 2, np.arange(len(tail)) * 7919 % 97
    found = upgrade_paths(tail, head, weight, 0, side * side - 1, prices, needs=needs, time_limit_s=0.05)
    assert found.status is Status.UNKNOWN
    assert "0.05 s were not enough" in found.reason


@pytest.mark.long
@pytest.mark.parametrize("solver", ["highs", "gscip"])
def test_a_solver_proves_the_same_of_sixty_upgrades(solver):
    asked = grid(20, 60, 1)
    most = halfway(asked)
    found = upgrade_paths(**asked, max_weight=most)
    journey = Journey(
        *(np.array(asked[name], dtype=np.int64) for name in ("tail", "head", "weight")),
        [[asked["needs"][row]] if row in asked["needs"] else [] for row in range(len(asked["tail"]))],
        [[]] * len(asked["tail"]),
        asked["source"],
        asked["target"],
    )
    told = least_design([journey], Rules(asked["prices"], (), ()), Limits(each=[most]), solver, 120.0)
    assert (told.status, told.least) == (Status.OPTIMAL, found.points[0].price)


@pytest.mark.long
def test_two_hundred_upgrades_of_ten_thousand_nodes_are_proven():
    asked = grid(100, 200, 1)
    most = halfway(asked)
    found = upgrade_paths(**asked, max_weight=most, time_limit_s=60)
    assert found.status is Status.OPTIMAL
    point = found.points[0]
    rows = set(point.arcs.tolist())
    assert {asked["needs"][row] for row in rows if row in asked["needs"]} <= set(point.upgrades)
    assert point.price == sum(asked["prices"][one] for one in point.upgrades) and point.weight <= most
