"""`robust_upgrades` against every set asked of the router in every scenario, and what it says of odd questions."""

from __future__ import annotations

import math
import pickle
import random
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from oracles.ranged_upgrades import BOX, case, every_set

import networks
import routing
from networks import Change, DataError, NetworkBuilder, Upgrade
from routing import QuestionError, Status
from routing.chance.intervals import wilson
from routing.search.budget import Budget
from routing.search.upgrades.sets import UpgradeSets
from routing.upgrading.asked import asked_of
from routing.upgrading.cases import Cases
from routing.upgrading.choosing import Choosing
from routing.upgrading.lessons import effects_of, prices_of
from routing.upgrading.ranges import Scenarios, triangular
from routing.upgrading.readings import with_rows

MORE = {"source": "S", "kind": "assumption"}
SAMPLES = 3


def ship(days: float = 9) -> networks.Network:
    """Return a ship from A to B."""
    builder = (
        NetworkBuilder("ship").add_place(id="A", name="A").add_place(id="B", name="B").add_source(id="S", title="S")
    )
    builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000)
    builder.add_service(id="ship", name="ship", kind="line", mode="sea", stops=["A", {"place": "B", "path": "A-B"}])
    builder.add_figure(element="ship", quantity="wait", value=0, unit="d", **MORE)
    return builder.add_figure(element="ship#2", quantity="running_time", value=days, unit="d", **MORE).build()


def faster(name: str, days: float, *ends: float, usd: float | None = 1e6, **more) -> Upgrade:
    low, high = ends or (None, None)
    row = {"action": "set", "table": "figures", "element": "ship#2", "column": "running_time", "unit": "d"}
    made = Change(**row, value=days, low=low, high=high, why="a try", **MORE)
    kind = "unknown" if usd is None else "quote"
    return Upgrade(id=name, title=name, changes=[made], price_usd=usd, kind=kind, **more)


AB = routing.Shipment("A", "B")


def compare(seed: int) -> bool:
    """Hold the days of every set in every case against the router, on networks with these rows."""
    net, upgrades = case(seed)
    scenarios = Scenarios(upgrades, SAMPLES, seed)
    number = {one.id: bit for bit, one in enumerate(upgrades)}
    sets = UpgradeSets.of(
        [0] * len(upgrades),
        [(bit, number[name]) for bit, one in enumerate(upgrades) for name in one.requires],
        [(bit, number[name]) for bit, one in enumerate(upgrades) for name in one.excludes],
    )
    try:
        asked = asked_of(net, upgrades, BOX, None, (9.0, None), None)
        cases = Cases(net, asked, scenarios, sets, Budget.of())
    except DataError:
        return False  # prerequisites that exclude each other
    told = {}
    for chosen in every_set(upgrades):
        mask = sum(1 << number[one.id] for one in chosen)
        days = []
        for at in [*range(SAMPLES), Scenarios.LIKELY, Scenarios.BEST, Scenarios.WORST]:
            made = with_rows(net, [scenarios.upgrade(number[one.id], at) for one in chosen])
            best = routing.solve(made, BOX).best
            days.append(math.inf if best is None else best.days)
        told[mask] = days
        assert cases.days(mask).tolist() == pytest.approx(days)
    least = sorted({day for days in told.values() for day in days if day < math.inf})
    for most in (least[0], least[len(least) // 2], least[-1]):
        within = cases.within(round(most * 1_440_000))
        for mask, reached in zip(within.chosen, within.reached, strict=True):
            assert reached.tolist() == [day <= most + 1e-9 for day in told[mask]]
        for mask, days in told.items():  # what is left out does nothing within the target
            same = [one for one in within.chosen if not one & ~mask]
            smaller = within.reached[[within.chosen.index(one) for one in same]].any(axis=0).tolist()
            worse = any(change.action == "withdraw" for one in upgrades for change in one.changes)
            assert worse or all(day > most + 1e-9 or kept for day, kept in zip(days, smaller, strict=True))
    return True


def test_some_sets_keep_their_days_as_the_router_says_in_every_scenario():
    assert sum(compare(seed) for seed in (1,)) == 1


@pytest.mark.long
def test_many_sets_keep_their_days_as_the_router_says_in_every_scenario():
    assert sum(compare(seed) for seed in range(10, 30)) >= 17


def by_hand(upgrades, masks, reached, prices, sure):
    """Return frontier, chosen set and least regret, worked out set by set and scenario by scenario."""
    count = len(reached[0])
    mean = [sum(sum(prices[bit][1:]) / 3 for bit in range(len(upgrades)) if mask >> bit & 1) for mask in masks]
    order = sorted(range(len(masks)), key=lambda at: (mean[at], -sum(reached[at]), masks[at].bit_count(), masks[at]))
    frontier = [at for n, at in enumerate(order) if all(sum(reached[b]) < sum(reached[at]) for b in order[:n])]
    chosen = next((at for at in frontier if sum(reached[at]) >= sure * count), None)
    paid = [
        [sum(prices[bit][0][s] for bit in range(len(upgrades)) if mask >> bit & 1) for s in range(count)]
        for mask in masks
    ]
    regret, missed = {}, {}
    for at in range(len(masks)):
        each = []
        missed[at] = 0
        for s in range(count):
            least = min((paid[b][s] for b in range(len(masks)) if reached[b][s]), default=None)
            if reached[at][s]:
                each.append(paid[at][s] - least)
            elif least is not None:
                missed[at] += 1
        regret[at] = max(each, default=0)
    least = min(order, key=lambda at: (missed[at], regret[at], order.index(at)))
    return frontier, chosen, least, regret, missed


@pytest.mark.parametrize("seed", range(6))
def test_sets_are_held_against_each_other_as_by_hand(seed):
    rng = random.Random(seed)
    upgrades = [
        faster(f"u{bit}", 5, usd=price, low_usd=price / 2, high_usd=price * 2)
        for bit, price in enumerate(rng.randint(1, 9) * 1e6 for _ in range(3))
    ]
    scenarios = Scenarios(upgrades, 40, seed)
    masks = list(range(8))
    reached = np.array([[rng.random() < 0.2 + 0.25 * mask.bit_count() for _ in range(43)] for mask in masks])
    within = SimpleNamespace(chosen=masks, reached=reached, bought=7, moved={0, 1, 2})
    found = Choosing(upgrades, scenarios, within, 0.7)
    prices = [
        (scenarios.cents(bit)[:40].tolist(), 100 * one.low_usd, 100 * one.price_usd, 100 * one.high_usd)
        for bit, one in enumerate(upgrades)
    ]
    told = by_hand(upgrades, masks, reached[:, :40].tolist(), prices, 0.7)
    assert (found.frontier, found.chosen, found.least_regret) == told[:3]
    for at in masks:
        assert found.missed[at] == told[4][at]
        assert found.regrets(at)[1] == (told[3][at] / 100 if found.hits[at] else None)


def test_quantiles_of_a_triangle():
    # between 0 and 4 with the top at 1: a quarter lies below 1; F(2) = 1 - (4 - 2)^2 / (4 * 3) = 2/3
    assert triangular(0.0, 1.0, 4.0, np.array([0, 0.25, 2 / 3, 1])) == pytest.approx([0, 1, 2, 4])
    assert triangular(4.0, 1.0, 0.0, np.array([1 / 3, 0.75, 1])) == pytest.approx([2, 1, 0])  # better is more
    assert triangular(2.0, 2.0, 4.0, np.array([0, 0.75])) == pytest.approx([2, 3])


def test_a_dearer_set_is_chosen_where_the_cheap_one_is_not_sure_enough():
    ups = [faster("cheap", 5, 4, 9, usd=1e6), faster("dear", 5, 4, 6, usd=2e6)]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=400)
    # P(days <= 6) between 4 and 9 with the top at 5: 1 - 3^2 / (5 * 4) = 0.55
    assert found.as_stated.upgrades == ("cheap",)
    assert found.as_stated.chance.low <= 0.55 <= found.as_stated.chance.high
    assert (found.chosen.upgrades, found.chosen.chance.value, found.chosen.worst_days) == (("dear",), 1.0, 6.0)
    assert found.at_worst is found.least_regret is found.surest is found.chosen
    # where the cheap one would do, the dear one is a million too dear
    assert found.chosen.most_regret_usd == 1e6
    assert found.chosen.mean_regret_usd == pytest.approx(1e6 * found.as_stated.chance.value)
    assert found.chosen.mean_usd == 2e6
    assert "Dear: keeps the days in 100 % of the scenarios" in str(found)
    assert pickle.loads(pickle.dumps(found)).bound_to(found.network).chosen == found.chosen


def test_the_same_seed_draws_the_same_whatever_the_order_and_more_draws_begin_like_few():
    ups = [faster("a", 6, 4, 9), Upgrade(id="b", title="b", price_usd=2e6, low_usd=1e6, high_usd=3e6, kind="quote")]
    one, other = Scenarios(ups, 200, 3), Scenarios(ups[::-1], 400, 3)
    row = ups[0].changes[0]
    assert one.values(0, row)[:200].tolist() == other.values(1, row)[:200].tolist()
    assert one.cents(1)[:200].tolist() == other.cents(0)[:200].tolist()
    found = [routing.robust_upgrades(ship(), those, AB, max_days=6, samples=200, seed=3) for those in (ups, ups[::-1])]
    assert [one.surest.chance for one in found] == [found[0].surest.chance] * 2
    assert [sorted(one.upgrades) for one in found[0].sets] == [sorted(one.upgrades) for one in found[1].sets]


def test_an_unknown_price_is_told_and_never_drawn():
    ups = [faster("known", 6, 5, 8, usd=9e6), faster("unknown", 4, 4, 5, usd=None)]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=200, sure=1)
    assert (found.chosen.upgrades, found.chosen.usd, found.chosen.unknown) == (("unknown",), 0.0, ("unknown",))
    assert found.chosen.most_regret_usd is None
    assert "and the unknown price of unknown" in str(found)
    assert found.warnings[0].code == "unknown-price"


def test_where_no_set_is_sure_enough_the_surest_is_told():
    found = routing.robust_upgrades(ship(), [faster("ship", 6, 4, 9)], AB, max_days=5, samples=200)
    assert (found.status, found.chosen, found.surest.upgrades) == (Status.INFEASIBLE, None, ("ship",))
    assert found.hopeless == pytest.approx(1 - found.surest.chance.value)
    assert "No set is sure enough: the surest, ship, keeps the days in" in str(found)
    none = routing.robust_upgrades(ship(), [faster("ship", 8)], AB, max_days=5, samples=100)
    assert (none.surest.upgrades, none.hopeless, none.effects) == ((), 1.0, ())


def test_who_knows_which_ship_is_good_is_surer_for_the_same_money():
    # of two that are as dear the better one can be had only by who knows it: P(U < 0.5 or V < 0.5) against P(U < 0.5)
    ups = [faster("one", 6, 4, 8, excludes=["two"]), faster("two", 6, 4, 8, excludes=["one"])]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=2000, sure=0.9, seed=1)
    lesson = {one.upgrade: one for one in found.effects}[found.surest.upgrades[0]]
    assert (lesson.worse.value, lesson.better.value) == (0.0, 1.0)
    # known to be among the worst two fifths the other is taken: 0.4 * 0.5 more; of the middle fifth half, as the other
    assert lesson.gained.low - 0.03 <= 0.2 <= lesson.gained.high + 0.03
    assert lesson.if_worse != found.surest.upgrades


def test_a_price_is_worth_knowing_where_another_set_may_be_cheaper():
    ups = [
        faster("one", 5, usd=2e6, low_usd=0.0, high_usd=4e6, excludes=["two"]),
        faster("two", 5, usd=2e6, excludes=["one"]),
    ]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=100)
    (lesson,) = found.prices
    # E max(2 - X, 0) of a triangle from 0 to 4 with the top at 2 is 2 / 6; it turns the choice half the time
    assert lesson.saved_usd == pytest.approx(2e6 / 6, rel=1e-4)
    assert lesson.turns == pytest.approx(0.5, abs=1e-4)


def test_lessons_are_those_counted_by_hand():
    rng = random.Random(5)
    upgrades = [faster("a", 5, 4, 6, usd=1e6), faster("b", 5, 4, 6, usd=2e6)]
    scenarios = Scenarios(upgrades, 100, 5)
    reached = np.array([[rng.random() < share for _ in range(103)] for share in (0.1, 0.5, 0.6, 0.95)])
    within = SimpleNamespace(chosen=[0, 1, 2, 3], reached=reached, bought=3, moved={0, 1})
    found = Choosing(upgrades, scenarios, within, 0.9)
    base = found.surest if found.chosen is None else found.chosen
    bad = sorted(range(100), key=lambda s: (scenarios._draws.levels("effect of a")[s], s))[80:]
    lesson = next(one for one in effects_of(scenarios, within, found) if one.upgrade == "a")
    hits = sum(bool(reached[base, s]) for s in bad)
    assert (lesson.worse.value, (lesson.worse.low, lesson.worse.high)) == (hits / 20, wilson(hits, 20))
    assert prices_of(within, found) == []


def test_journeys_are_told_beside_the_scenarios():
    net = ship()
    found = routing.robust_upgrades(net, [faster("ship", 6, 4, 9)], AB, max_days=7, samples=100)
    made = net.apply(found.upgrades[0].changes)
    journeys = routing.punctuality(made, routing.solve(made, AB), 7, samples=10_000)
    assert found.surest.on_time == journeys.on_time


def test_what_cannot_be_asked_is_told_at_once():
    with pytest.raises(QuestionError) as error:
        routing.robust_upgrades(ship(), [faster("a", 5)], AB, max_days=-1, sure=2, samples=9, seed=0.5)
    assert str(error.value).count("expected") == 4
    odd = replace(faster("a", 5).changes[0], low=6.0, high=7.0)
    with pytest.raises(DataError, match="expected low <= value <= high"):
        routing.robust_upgrades(ship(), [replace(faster("a", 5), changes=(odd,))], AB, max_days=6)


def test_several_shipments_keep_the_days_each():
    found = routing.robust_upgrades(
        ship(), [faster("ship", 5, 4, 8)], [AB, routing.Shipment("A", "B", containers=2)], max_days=6, samples=100
    )
    alone = routing.robust_upgrades(ship(), [faster("ship", 5, 4, 8)], AB, max_days=6, samples=100)
    assert found.surest.chance == alone.surest.chance


@pytest.mark.long
def test_the_sets_of_2016_keep_25_days_as_the_router_says():
    net = networks.load("eurasia", scenario="2016-ordinary")
    names = ("scheduled-sailing", "scheduled-train", "electronic-papers", "pre-arrival-customs")
    ups = [one for one in networks.upgrades("eurasia") if one.id in names]
    found = routing.robust_upgrades(net, ups, routing.Shipment("JPYOK", "RUMOW"), max_days=25, samples=200)
    assert found.as_stated.upgrades == ("scheduled-sailing", "electronic-papers", "scheduled-train")
    assert found.as_stated.days == 24.25 and found.at_worst is None
    assert 0.3 < found.as_stated.chance.value < 0.5 < found.surest.chance.value


@cache
def cheap_and_dear():
    ups = [faster("cheap", 5, 4, 9, usd=1e6), faster("dear", 5, 4, 6, usd=2e6)]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=100)
    routing.verify(found.network, found)
    return found


@pytest.mark.parametrize(
    ("part", "changed", "words"),
    [
        ("chosen", {"worst_days": 5.9}, "takes 6.0 days"),
        ("chosen", {"mean_usd": 1.5e6}, "on the mean"),
        ("chosen", {"usd": 1.5e6}, "cost 2000000.0"),
        ("chosen", {"missed": 0.5}, "do not add up"),
        ("as_stated", {"days": 4.0}, "takes 5.0 days"),
    ],
)
def test_verify_finds_a_planted_fault(part, changed, words):
    found = cheap_and_dear()
    planted = replace(getattr(found, part), **changed)
    sets = tuple(planted if one is getattr(found, part) else one for one in found.sets)
    with pytest.raises(routing.VerificationError, match=words):
        routing.verify(found.network, replace(found, sets=sets))
    with pytest.raises(routing.VerificationError, match="no dearer than"):
        routing.verify(found.network, replace(found, chosen=found.sets[0]))


def test_a_set_that_so_few_scenarios_do_not_decide_is_named():
    # P(days <= 6) = 0.55, as above: of 200 scenarios the interval holds 0.55
    ups = [faster("cheap", 5, 4, 9, usd=1e6), faster("dear", 5, 4, 6, usd=2e6)]
    found = routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=200, sure=0.55)
    assert [one.upgrades for one in found.undecided] == [("cheap",)]
    assert "So few scenarios leave open whether cheap is sure enough" in str(found)
    assert routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=200).undecided == ()


def test_more_sets_than_can_be_tried_are_refused_with_what_would_do(monkeypatch):
    monkeypatch.setattr("routing.upgrading.cases.MOST_CELLS", 399)
    ups = [faster("cheap", 5, 4, 9, usd=1e6), faster("dear", 5, 4, 6, usd=2e6)]
    with pytest.raises(QuestionError, match="samples=100: expected at most 99, for 4 sets are tried"):
        routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=100)
    monkeypatch.setattr("routing.upgrading.cases.MOST_SETS", 3)
    with pytest.raises(QuestionError, match="cheap, dear: these matter and can be had in more than 3 ways"):
        routing.robust_upgrades(ship(), ups, AB, max_days=6, samples=100)
