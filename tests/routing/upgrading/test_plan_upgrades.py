"""`plan_upgrades` against every set of upgrades asked of the router, and what it says of odd questions."""

from __future__ import annotations

import itertools
import math
import pickle
import random
import warnings
from dataclasses import replace
from fractions import Fraction

import networkx
import pytest

import networks
import routing
from networks import Change, DataError, Upgrade
from routing import QuestionError, Shipment, Status
from routing.search.upgrades.sets import UpgradeSets

BOX = Shipment("A", "E")


def setting(link: str, hours: float) -> Change:
    return Change(action="set", table="links", element=link, column="hours", value=hours, why="a try")


def upgrade(name: str, *rows: Change, usd: float | None = 1e6, **more) -> Upgrade:
    kind = "unknown" if usd is None else "quote"
    return Upgrade(id=name, title=name, changes=rows, price_usd=usd, kind=kind, **more)


def line(hours: float = 96):
    """Return a network of one way A - B - E, and one round it by C."""
    ways = [
        ("A", "B", {"hours": hours}),
        ("B", "E", {"hours": 48}),
        ("A", "C", {"hours": 72}),
        ("C", "E", {"hours": 96}),
    ]
    return networks.from_networkx(networkx.Graph(ways), mode="sea")


def random_case(seed: int):
    """Return a network, its links, and upgrades that set, withdraw and add them, some of them the same ones."""
    rng = random.Random(seed)
    graph = networkx.gnp_random_graph(5, 0.6, seed=seed)
    named = networkx.relabel_nodes(graph, dict(enumerate("ABCDE")))
    named.add_edge("A", "E")
    for _, _, cells in named.edges(data=True):
        cells["hours"] = rng.randint(2, 20) * 12
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", networks.DataWarning)  # it may fall into parts
        net = networks.from_networkx(named, mode="sea")
    links = sorted(net.links)
    count, upgrades = rng.randint(1, 5), []
    for number in range(count):
        rows = [
            setting(link, rng.randint(1, 18) * 12) for link in rng.sample(links, rng.randint(1, min(3, len(links))))
        ]
        if rng.random() < 0.2:
            rows.append(Change(action="withdraw", table="links", element=rng.choice(links), why="a try"))
        if rng.random() < 0.2:
            rows.append(Change(action="add", table="links", element=rng.choice(links), why="a try"))
        requires = [f"u{other}" for other in range(number) if rng.random() < 0.2]
        excludes = [f"u{other}" for other in range(number) if rng.random() < 0.15 and f"u{other}" not in requires]
        price = rng.choice((0.0, *(rng.randint(1, 9) * 1e6 for _ in range(3))))
        upgrades.append(upgrade(f"u{number}", *rows, usd=price, requires=requires, excludes=excludes))
    return net, upgrades


def every_set(net, upgrades):
    """Yield every lawful set: price, days by the router, and names; nobody else's code makes the sets."""
    for chosen in itertools.chain.from_iterable(
        itertools.combinations(upgrades, size) for size in range(len(upgrades) + 1)
    ):
        names = {one.id for one in chosen}
        if any(not names.issuperset(one.requires) or names.intersection(one.excludes) for one in chosen):
            continue
        rows = [change for one in chosen for change in one.changes]
        best = routing.solve(net.apply(rows) if rows else net, BOX).best
        yield (
            sum(one.price_usd for one in chosen),
            math.inf if best is None else best.days,
            tuple(one.id for one in chosen),
        )


def compare(seed: int) -> bool:
    net, upgrades = random_case(seed)
    try:
        told = list(every_set(net, upgrades))
        plan = routing.plan_upgrades(net, upgrades, BOX)
    except DataError:
        return False  # prerequisites that exclude each other, a link that is withdrawn twice
    curve = []
    for price, days in sorted((price, days) for price, days, _ in told):
        if days < (curve[-1][1] if curve else math.inf):
            curve.append((price, days))
    assert [(point.usd, point.days) for point in plan.curve] == [(price, pytest.approx(days)) for price, days in curve]
    known = {names: (price, days) for price, days, names in told}
    for point in plan.curve:
        assert known[point.upgrades] == (point.usd, pytest.approx(point.days))
    middle = round((curve[0][1] + curve[-1][1]) / 2, 3) if curve else 1.0
    cheapest = routing.plan_upgrades(net, upgrades, BOX, max_days=middle)
    least = min((price for price, days, _ in told if days <= middle), default=None)
    assert (cheapest.chosen.usd if cheapest.chosen else None) == least
    if cheapest.chosen and cheapest.shares:
        saved = Fraction(str(cheapest.before.days)) - Fraction(str(cheapest.chosen.days))
        assert abs(sum(one.exact for one in cheapest.shares) - saved) < Fraction(1, 10**9)
    best = min((days for _, days, _ in told), default=math.inf)
    assert (cheapest.fastest.days if cheapest.fastest else math.inf) == pytest.approx(best)
    routing.verify(net, plan)
    routing.verify(net, cheapest)
    return True


@pytest.mark.long
def test_some_questions_have_the_answers_of_all_sets_asked():
    assert sum(compare(seed) for seed in range(2)) == 2


@pytest.mark.long
def test_many_questions_have_the_answers_of_all_sets_asked():
    assert sum(compare(seed) for seed in range(10, 60)) >= 40


def test_the_cheapest_set_is_told_with_its_ladder_shares_and_curve():
    ups = [upgrade("ship", setting("sea:A-B", 48), usd=5e6), upgrade("quay", setting("sea:B-E", 24), usd=2e6)]
    plan = routing.plan_upgrades(line(), ups, BOX, max_days=4)
    # 96 + 48 = 144 h = 6 d; the ship saves 2 d, the quay 1 d
    assert (plan.before.days, plan.chosen.upgrades, plan.chosen.usd, plan.chosen.days) == (6.0, ("ship",), 5e6, 4.0)
    assert [(point.usd, point.days) for point in plan.curve] == [(0, 6), (2e6, 5), (5e6, 4), (7e6, 3)]
    whole = routing.plan_upgrades(line(), ups, BOX, budget_usd=7e6)
    assert [(rung.upgrades, rung.days) for rung in whole.ladder] == [(("quay",), 5.0), (("ship",), 3.0)]
    assert [(one.upgrade, one.days) for one in whole.shares] == [("ship", 2.0), ("quay", 1.0)]
    assert "Ship: 4.00 days for 5 million USD (6.00 days without any)." in str(plan)
    assert pickle.loads(pickle.dumps(plan)).bound_to(plan.network).chosen == plan.chosen
    assert routing.solve(whole.network_with(whole.chosen), BOX).best.days == 3.0


def test_a_later_row_replaces_an_earlier_one():
    ups = [upgrade("best", setting("sea:A-B", 24), usd=1e6), upgrade("later", setting("sea:A-B", 48), usd=0.0)]
    plan = routing.plan_upgrades(line(), ups, BOX)
    assert [(point.upgrades, point.days) for point in plan.curve] == [(("later",), 4.0), (("best",), 3.0)]


def test_where_no_set_reaches_the_days_the_fewest_are_told():
    plan = routing.plan_upgrades(line(), [upgrade("ship", setting("sea:A-B", 48))], BOX, max_days=1)
    assert (plan.status, plan.chosen, plan.fastest.days) == (Status.INFEASIBLE, None, 4.0)
    assert "No set of upgrades reaches that: the fewest days are 4.00, with ship" in str(plan)


def test_an_unknown_price_is_bought_only_where_it_must_and_its_threshold_is_told():
    ups = [upgrade("ship", setting("sea:A-B", 48), usd=5e6), upgrade("lock", setting("sea:A-B", 36), usd=None)]
    plan = routing.plan_upgrades(line(), ups, BOX, max_days=4)
    assert plan.chosen.upgrades == ("ship",)
    assert [(one.upgrade, one.below_usd, one.days) for one in plan.thresholds] == [("lock", 5e6, 3.5)]
    must = routing.plan_upgrades(line(), ups, BOX, max_days=3.5)
    assert (must.chosen.upgrades, must.chosen.usd, must.chosen.unknown) == (("lock",), 0.0, ("lock",))
    assert must.warnings[0].code == "unknown-price"
    cheaper = routing.plan_upgrades(
        line(), [ups[0], upgrade("lock", setting("sea:A-B", 36), usd=4.99e6)], BOX, max_days=4
    )
    assert cheaper.chosen.upgrades == ("lock",)


def test_an_upgrade_that_touches_nothing_is_told():
    plan = routing.plan_upgrades(line(), [upgrade("ship", setting("sea:A-B", 48)), upgrade("none")], BOX)
    assert plan.idle == ("none",)
    assert any("change no time of any way" in one.words and one.elements == ("none",) for one in plan.warnings)


def test_a_circle_and_unknown_names_are_told_by_name_all_at_once():
    rows = [upgrade("a", requires=["b"]), upgrade("b", requires=["c"]), upgrade("c", requires=["a"])]
    with pytest.raises(DataError, match="no circle: a requires b requires c requires a"):
        routing.plan_upgrades(line(), rows, BOX)
    with pytest.raises(DataError) as error:
        routing.plan_upgrades(line(), [upgrade("a", requires=["x"], excludes=["y"]), upgrade("a")], BOX)
    assert len(error.value.findings) == 3


def test_rows_that_cannot_be_made_are_told_with_their_upgrade():
    rows = [upgrade("ship", setting("sea:A-X", 48)), upgrade("quay", setting("sea:B-Y", 48))]
    with pytest.raises(DataError) as error:
        routing.plan_upgrades(line(), rows, BOX)
    assert {one.file for one in error.value.findings} == {"upgrade ship", "upgrade quay"}


def test_what_cannot_be_planned_is_refused():
    ship = upgrade("ship", setting("sea:A-B", 48))
    with pytest.raises(QuestionError, match=r"max_days, budget_usd: expected one of them") as error:
        routing.plan_upgrades(
            line(), [ship], BOX, max_days=3, budget_usd=-1, constraints=routing.Constraints(max_usd=5)
        )
    assert "budget_usd=-1: expected a number from 0" in str(error.value)
    assert "constraints.max_usd: expected none" in str(error.value)


@pytest.mark.parametrize("given", ["eurasia", 3, None])
def test_upgrades_that_are_none_are_refused_with_how_to_get_them(given):
    with pytest.raises(QuestionError, match=r"expected several networks.Upgrade, such as networks.upgrades"):
        routing.plan_upgrades(line(), given, BOX)
    with pytest.raises(QuestionError, match=r"shipments=.*expected several routing.Shipment"):
        routing.plan_upgrades(line(), [upgrade("a", setting("sea:A-B", 1))], given)


def test_several_shipments_share_upgrades_and_each_keeps_its_days():
    boxes = [Shipment("A", "E"), Shipment("A", "B")]
    ups = [upgrade("ship", setting("sea:A-B", 48), usd=5e6), upgrade("quay", setting("sea:B-E", 24), usd=2e6)]
    plan = routing.plan_upgrades(line(), ups, boxes, max_days=4, weights=[1, 3])
    assert (plan.chosen.upgrades, plan.chosen.each) == (("ship",), (4.0, 2.0))
    assert plan.chosen.days == (4 + 3 * 2) / 4


def test_shares_are_those_of_all_orders():
    worth = {mask: (mask * 37) % 23 for mask in range(16)} | {0: 0}
    from routing.upgrading.shares import shares_of

    bits = [0, 1, 2, 3]
    found = {one.bit: one.share for one in shares_of(bits, lambda parts: [worth[part] for part in parts])}
    sums = dict.fromkeys(bits, 0)
    for order in itertools.permutations(bits):
        part = 0
        for bit in order:
            sums[bit] += worth[part | 1 << bit] - worth[part]
            part |= 1 << bit
    assert found == {bit: Fraction(total, 24) for bit, total in sums.items()}
    assert sum(found.values()) == worth[15]


def test_drawn_shares_add_up_exactly_and_tell_their_error():
    from routing.upgrading.shares import shares_of

    found = shares_of(list(range(16)), lambda parts: [7 * one.bit_count() + 5 * (one & 3 == 3) for one in parts])
    assert sum(one.share for one in found) == 7 * 16 + 5
    assert found[0].error > 0 and found[9].error == 0
    assert abs(float(found[0].share) - 9.5) < 5 * found[0].error


def test_sets_know_what_they_require():
    sets = UpgradeSets.of([1, 2, 4], [(2, 1), (1, 0)], [(0, 2)])
    assert sets.whole == (0b001, 0b011, 0b111)
    assert (sets.standing(0b110), sets.completed(0b010), sets.clashes(0b101)) == (0, 0b011, True)


def test_what_many_sets_weigh_is_what_each_weighs_alone():
    from routing.search.budget import Budget
    from routing.upgrading.asked import asked_of
    from routing.upgrading.planning import Planning

    for seed in (3, 4, 8):
        net, ups = random_case(seed)
        try:
            planning = Planning(net, asked_of(net, ups, BOX, None, (None, None), None), routing.SolveOptions())
        except DataError:
            continue
        parts = list(range(1 << len(ups)))
        alone = [planning.search.weights(mask, Budget.of())[0] for mask in parts]
        assert planning.search.totals(parts, Budget.of()) == alone


@pytest.mark.parametrize(
    ("part", "changed", "words"),
    [
        ("chosen", {"days": 3.9}, "days, told is"),
        ("chosen", {"usd": 4e6}, "cost 5000000.0"),
        ("chosen", {"upgrades": ("quay", "lock")}, "requires or excludes"),
        ("chosen", {"upgrades": ()}, "told is"),
        ("before", {"upgrades": ("none",)}, "that there are not"),
    ],
)
def test_verify_finds_a_planted_fault(part, changed, words):
    net = line()
    ups = [
        upgrade("ship", setting("sea:A-B", 48), usd=5e6),
        upgrade("quay", setting("sea:B-E", 24), usd=6e6),
        upgrade("lock", usd=9e6, excludes=["quay"]),
    ]
    plan = routing.plan_upgrades(net, ups, BOX, max_days=4)
    routing.verify(net, plan)
    with pytest.raises(routing.VerificationError, match=words):
        routing.verify(net, replace(plan, **{part: replace(getattr(plan, part), **changed)}))


def test_verify_finds_shares_that_do_not_add_up_and_a_curve_that_rises():
    net = line()
    plan = routing.plan_upgrades(net, [upgrade("ship", setting("sea:A-B", 48), usd=5e6)], BOX)
    with pytest.raises(routing.VerificationError, match="add up to"):
        routing.verify(net, replace(plan, shares=(replace(plan.shares[0], exact=Fraction(1)),)))
    with pytest.raises(routing.VerificationError, match="does not fall"):
        routing.verify(net, replace(plan, curve=plan.curve[::-1]))


@pytest.mark.long
def test_verify_walks_the_plan_of_2016():
    net = networks.load("eurasia", scenario="2016-ordinary")
    names = ("scheduled-sailing", "scheduled-train", "electronic-papers")
    ups = [one for one in networks.upgrades("eurasia") if one.id in names]
    plan = routing.plan_upgrades(net, ups, Shipment("JPYOK", "RUMOW"), max_days=25)
    assert (plan.before.days, plan.chosen.days) == (pytest.approx(42, abs=0.01), 24.25)
    routing.verify(net, plan)
