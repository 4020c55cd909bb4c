"""`multicommodity` against an LP over arcs; its answers verified; planted faults caught; both masters and both kernels."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from oracles.shared_flows import least_cost, shared_flow

import routing.search.flows.generation as generation
import routing.search.flows.models.by_highs as by_highs
import routing.search.flows.multicommodity as module
from routing import QuestionError, Status, VerificationError
from routing.search import multicommodity, verify_multicommodity
from routing.search.budget import Budget
from routing.search.flows.commodities import checked_commodities
from routing.search.flows.models.by_glop import ByGlop
from routing.search.flows.models.by_highs import ByHighs
from routing.search.flows.pricing import Pricing
from routing.search.flows.searches_on_arrays import ArraySearches
from routing.search.flows.searches_on_lists import ListSearches
from routing.search.graph import Graph

DETOUR = [0, 0, 1, 1], [1, 1, 2, 3], [4, -1, -1, -1], [2, 5, 1, 1], [0, 0], [2, 3], [3, 3]
STUCK = [0, 1, 1], [1, 2, 3], [4, -1, -1], [2, 1, 1], [0, 0], [2, 3], [3, 3]


def ask(asked: dict[str, Any], master: Any = ByHighs, searches: Any = ListSearches, gap: float = 1e-6) -> Any:
    """Answer with a master and a kernel of one's choice."""
    arcs = tuple(asked[name] for name in ("tail", "head", "capacity", "cost"))
    shipments = tuple(asked[name] for name in ("origins", "destinations", "demands"))
    ready = checked_commodities(arcs, shipments, asked["unserved_penalty"], gap, None)
    pricing = Pricing(ready, searches(Graph(ready.tail, ready.head, ready.n_nodes)))
    sizes = len(asked["tail"]), len(asked["demands"])
    return module.answer(ready, sizes, gap, Budget.of(), master, pricing)


def compare(seeds: range, **engines: Any) -> set[Status]:
    told = set()
    for seed in seeds:
        asked = shared_flow(seed)
        found, least = ask(asked, **engines), least_cost(asked)
        verify_multicommodity(found, **asked)
        told.add(found.status)
        if least is None:
            assert found.status is Status.INFEASIBLE, seed
        else:
            assert found.status is Status.OPTIMAL, (seed, found)
            assert found.objective == pytest.approx(least, rel=1e-6, abs=1e-6), seed
            assert found.bound <= least * (1 + 1e-7) + 1e-7, seed
    return told


def test_the_cost_is_that_of_an_lp_over_arcs():
    assert compare(range(25)) == {Status.OPTIMAL, Status.INFEASIBLE}
    compare(range(25, 40), master=ByGlop)


def prices_rise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for prices before the program is asked and after it, and solve that by an interior point."""
    monkeypatch.setattr(generation, "MANY", 1)
    monkeypatch.setattr(generation, "FAR", 0.0)
    monkeypatch.setattr(by_highs, "LARGE", 0)
    monkeypatch.setattr(by_highs, "MANY", 1)
    monkeypatch.setattr(by_highs, "HARD", -1)


def test_the_cost_is_the_same_where_prices_rise_and_an_interior_point_mixes(monkeypatch):
    prices_rise(monkeypatch)
    compare(range(12))


@pytest.mark.long
def test_the_cost_is_the_same_where_prices_rise_in_150_networks(monkeypatch):
    prices_rise(monkeypatch)
    compare(range(540, 690))


@pytest.mark.long
@pytest.mark.parametrize("master", [ByGlop, ByHighs])
def test_the_cost_is_that_of_an_lp_over_arcs_in_500_networks(master, monkeypatch):
    assert compare(range(40, 290), master=master) == {Status.OPTIMAL, Status.INFEASIBLE}
    monkeypatch.setattr(generation, "MANY", 1)  # prices are looked for before the program is asked
    compare(range(290, 540), master=master)


@pytest.mark.long
def test_kernels_find_the_same_paths():
    for seed in range(60):
        asked = shared_flow(seed)
        one, other = ask(asked, searches=ListSearches), ask(asked, searches=ArraySearches)
        assert one.prices.tobytes() == other.prices.tobytes() and one.objective == other.objective
        assert [path.arcs.tolist() for path in one.paths] == [path.arcs.tolist() for path in other.paths]


def turned(asked: dict[str, Any], names: tuple[str, ...], order: list[int]) -> dict[str, Any]:
    columns = {name: asked[name] for name in names if isinstance(asked[name], list)}
    return asked | {name: [values[row] for row in order] for name, values in columns.items()}


def test_rows_in_any_order_give_the_same_bytes():
    arcs, shipments = ("tail", "head", "capacity", "cost"), ("origins", "destinations", "demands", "unserved_penalty")
    for seed in range(30):
        asked, rng = shared_flow(seed), random.Random(seed)
        ways = rng.sample(range(len(asked["tail"])), len(asked["tail"]))
        sent = rng.sample(range(len(asked["demands"])), len(asked["demands"]))
        rows = [tuple(asked[name][row] for name in arcs) for row in range(len(ways))]
        if len(set(rows)) < len(rows):
            continue  # equal rows may change places
        one, other = ask(asked), ask(turned(turned(asked, arcs, ways), shipments, sent))
        assert (one.status, one.objective, one.bound) == (other.status, other.objective, other.bound)
        assert one.prices[ways].tobytes() == other.prices.tobytes()
        if one.flow is not None:
            assert one.flow[ways].tobytes() == other.flow.tobytes()
            assert sorted(one.unserved.tolist()) == sorted(other.unserved.tolist())


@pytest.mark.long
def test_what_stays_behind_is_what_costs_least_to_leave():
    # 4 of 6 fit; those with the penalty of 50 stay
    found = multicommodity(*STUCK, [50, 60])
    assert (found.objective, found.unserved.tolist(), found.prices.tolist()) == (112.0, [2.0, 0.0], [47.0, 0.0, 0.0])
    # below the cost of its way a shipment is not sent at all
    assert multicommodity(*DETOUR, [2.5, 60]).unserved.tolist() == [3.0, 0.0]


def test_a_way_that_costs_a_little_more_than_the_penalty_is_not_taken():
    # once the weight of the arc was cut to the penalty, and the way passed for one without arcs
    found = multicommodity([0, 1], [1, 2], [-1, -1], [8.35, 1], [0, 1], [1, 2], [2, 3], 8.0)
    assert (found.objective, found.unserved.tolist()) == (19.0, [2.0, 0.0])


def test_what_cannot_all_be_served_is_proven():
    found = multicommodity(*STUCK)
    assert found.status is Status.INFEASIBLE and found.flow is None and found.objective is None
    assert found.reason == "at least 2 of 6 units find no room; it is short on the arcs 0"
    verify_multicommodity(found, *STUCK)
    with pytest.raises(VerificationError, match="do not prove"):
        verify_multicommodity(replace(found, prices=np.zeros(3)), *STUCK)
    nowhere = multicommodity([0], [1], [-1], [1], [1, 0], [0, 1], [1, 1])
    assert nowhere.reason == "no way leads from origin to destination of commodities 0"
    verify_multicommodity(nowhere, [0], [1], [-1], [1], [1, 0], [0, 1], [1, 1])


def test_nothing_to_do_is_done():
    assert multicommodity([], [], [], [], [], [], []).objective == 0.0
    found = multicommodity([0], [1], [0], [1], [0, 1], [0, 0], [2, 0])  # at its end already; no demand
    assert (found.status, found.objective, found.unserved.tolist()) == (Status.OPTIMAL, 0.0, [0.0, 0.0])


def test_a_limit_of_time_gives_a_bound_and_what_there_is():
    asked = shared_flow(3, forced=False)
    found = multicommodity(**asked, time_limit_s=1e-9)
    assert found.status is Status.FEASIBLE and found.gap > 0 and found.reason == "1e-09 s were not enough"
    verify_multicommodity(found, **asked)
    forced = multicommodity(*DETOUR, time_limit_s=1e-9)
    assert forced.status is Status.UNKNOWN and forced.objective is None and forced.bound == 0.0


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as told:
        multicommodity([0, -1], [1, 1], [-2, 1], [1, np.nan], [0], [1], [-1], [1, 2], gap=2, time_limit_s=0)
    words = ("time_limit_s=0", "gap=2", "cost:", "unserved_penalty:", "capacity:", "demands:", "tail:")
    assert [word for word in words if not any(one.startswith(word) for one in told.value.problems)] == []
    with pytest.raises(QuestionError, match="cost: expected numbers, found"):
        multicommodity([0], [1], [1], ["a"], [0], [1], [1])


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ({"objective": 25.0, "gap": 1 / 25}, "added up anew 24"),
        ({"bound": 24.5}, "the prices prove 24"),
        ({"prices": np.array([0.0, 0, 0, 0])}, "the prices prove 18"),
        ({"prices": np.array([3.0, 1, 0, 0])}, "an arc without limit has one"),
        ({"prices": np.array([-3.0, 0, 0, 0])}, "not all are from 0"),
        ({"flow": np.array([3.0, 3, 3, 3])}, "the paths add up to"),
        ({"unserved": np.array([1.0, 0.0])}, "must be served and is not"),
        ({"gap": 0.5}, "worked out anew 0"),
        ({"flow": None, "unserved": None, "objective": None, "gap": None}, "without a flow"),
    ],
)
def test_planted_faults_are_caught(planted, told):
    found = multicommodity(*DETOUR)
    with pytest.raises(VerificationError, match=told):
        verify_multicommodity(replace(found, **planted), *DETOUR)


def test_planted_paths_are_caught():
    found = multicommodity(*DETOUR)
    first, *others = found.paths
    for path, told in (
        (replace(first, arcs=first.arcs[:1]), "ends at node"),
        (replace(first, arcs=first.arcs[1:]), "does not go on"),
        (replace(first, amount=9.0), "carries|served or not"),
        (replace(first, amount=-1.0), "carries -1"),
        (replace(first, commodity=1 - first.commodity), "ends at node"),
    ):
        with pytest.raises(VerificationError, match=told):
            verify_multicommodity(replace(found, paths=(path, *others)), *DETOUR)


def test_the_unserved_that_would_be_cheaper_served_is_caught():
    found = multicommodity(*STUCK, [50, 60])
    swapped = replace(found, unserved=np.array([0.0, 2.0]))  # the dearer one stays behind
    with pytest.raises(VerificationError, match="served or not"):
        verify_multicommodity(swapped, *STUCK, [50, 60])


def test_without_the_extra_the_master_is_of_or_tools(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    found = multicommodity(*DETOUR)
    assert found.master == "GLOP" and found.objective == 24.0


def test_nothing_is_printed(capfd):
    multicommodity(*DETOUR)
    assert capfd.readouterr() == ("", "")
