"""`phase_upgrades`: plans year by year on a network of two ways, and what it says of odd questions."""

from __future__ import annotations

import pickle
from dataclasses import replace

import networkx
import pytest

import networks
import routing
from networks import Change, Upgrade
from routing import QuestionError, Shipment, Status

BOX = Shipment("A", "E")
NET = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96}), ("B", "E", {"hours": 48})]), mode="sea")


def upgrade(name: str, link: str, hours: float, usd: float | None, **more) -> Upgrade:
    row = Change(action="set", table="links", element=link, column="hours", value=hours, why="a try")
    return Upgrade(
        id=name, title=name, changes=[row], price_usd=usd, kind="unknown" if usd is None else "quote", **more
    )


SHIP, QUAY = upgrade("ship", "sea:A-B", 48, 6e6), upgrade("quay", "sea:B-E", 24, 2e6)


def phased(upgrades=(SHIP, QUAY), **more):
    money = {"yearly_budget_usd": {2026: 3e6, 2027: 3e6, 2028: 6e6}, "max_days": 3} | more
    return routing.phase_upgrades(NET, upgrades, BOX, **money)


def test_a_target_is_reached_year_by_year():
    # 96 + 48 h are 6 d; the ship saves 2 d, the quay 1 d. What a year leaves is lost, so the ship waits for 2028
    found = phased()
    plan = found.fastest
    assert (found.status, plan.reached_in, plan.usd, found.cheapest) == (Status.OPTIMAL, 2028, 8e6, plan)
    assert [(one.year, one.begun, one.spent_usd, one.point.days) for one in plan.years] == [
        (2026, ("quay",), 2e6, 5.0),
        (2027, (), 0.0, 5.0),
        (2028, ("ship",), 6e6, 3.0),
    ]
    assert "Kept at the end of 2028, for 8 million USD: quay, ship; 3.00 days (6.00 days without any)." in str(found)
    assert found.warnings[0].code == "assumed" and found.warnings[0].elements == ("ship", "quay")
    assert pickle.loads(pickle.dumps(found)).bound_to(NET).plans == found.plans


def test_what_a_year_leaves_may_be_kept():
    plan = phased(carry_over=True, max_days=4).fastest
    assert (plan.reached_in, plan.upgrades) == (2027, ("ship",))


def test_a_ship_that_takes_two_years_is_paid_in_halves_and_counts_at_the_end():
    found = phased(build_years={"ship": 2}, max_days=4)
    assert [(one.begun, one.done, one.spent_usd) for one in found.fastest.years] == [
        (("ship",), (), 3e6),
        ((), ("ship",), 3e6),
        ((), (), 0.0),
    ]
    assert ("ship", 2, False) in found.built_in and ("quay", 1, True) in found.built_in
    told = upgrade("ship", "sea:A-B", 48, 6e6, from_year=2013, until_year=2014)
    assert [one.begun for one in phased([told], max_days=4).fastest.years] == [("ship",), (), ()]


def test_later_years_are_told_where_they_are_cheaper():
    dear = upgrade("dear", "sea:A-B", 48, 3e6)
    cheap = upgrade("cheap", "sea:A-B", 48, 2e6)
    found = phased([dear, cheap], max_days=4, build_years={"cheap": 3})
    assert [(plan.reached_in, plan.usd, plan.upgrades) for plan in found.plans] == [
        (2026, 3e6, ("dear",)),
        (2028, 2e6, ("cheap",)),
    ]
    assert found.cheapest.upgrades == ("cheap",)


def test_what_is_required_is_done_no_later():
    needs = upgrade("ship", "sea:A-B", 48, 1e6, requires=["quay"])
    found = phased([needs, QUAY], max_days=4, build_years={"quay": 2})
    plan = found.fastest
    assert plan.reached_in == 2027 and plan.usd == 3e6
    assert [one.done for one in plan.years] == [(), ("ship", "quay"), ()]


def test_without_a_target_days_are_fewest_on_the_mean_of_the_years():
    found = phased(max_days=None)
    assert (found.status, found.plans, found.best.reached_in) == (Status.OPTIMAL, (), None)
    assert [one.point.days for one in found.best.years] == [5.0, 5.0, 3.0]


def test_where_the_money_does_not_reach_the_fewest_days_are_told():
    found = phased(yearly_budget_usd={2026: 3e6})
    assert (found.status, found.plans) == (Status.INFEASIBLE, ())
    assert [one.point.days for one in found.best.years] == [5.0]
    assert "Not within these budgets: the fewest days are 5.00 at the end of 2026, with quay" in str(found)


def test_unknown_prices_and_what_takes_too_long_are_named():
    long = upgrade("long", "sea:A-B", 24, 1e6, from_year=2026, until_year=2030)
    found = phased([QUAY, long, upgrade("lock", "sea:A-B", 12, None)], max_days=5)
    told = {one.code: one.elements for one in found.warnings}
    assert (told["unknown-price"], told["ignored"]) == (("lock",), ("long",))


def test_what_cannot_be_asked_is_told_at_once():
    with pytest.raises(QuestionError) as error:
        phased(yearly_budget_usd={2026: -1, 2028: 1e6}, build_years={"shop": 1, "quay": 0}, carry_over=1)
    told = str(error.value)
    for words in ("yearly_budget_usd: 2027", "[2026]=-1", "'shop': expected one of ship, quay", "carry_over=1"):
        assert words in told
    assert "build_years['quay']=0: expected a whole number from 1" in told
    with pytest.raises(QuestionError, match="expected USD by year, such as"):
        phased(yearly_budget_usd=5e6)
    with pytest.raises(QuestionError, match="expected a year"):
        phased(yearly_budget_usd={"2026": 5e6})


@pytest.mark.parametrize(
    ("at", "changed", "words"),
    [
        (0, {"spent_usd": 1e6}, "2000000.0 USD are due"),
        (0, {"begun": ("quay", "ship")}, "8000000.0 USD are due"),
        (2, {"done": ()}, "are done"),
        (2, {"budget_usd": 1.0}, "are due of"),
    ],
)
def test_verify_finds_a_planted_fault(at, changed, words):
    found = phased()
    routing.verify(NET, found)
    years = list(found.fastest.years)
    years[at] = replace(years[at], **changed)
    planted = replace(found, plans=(replace(found.fastest, years=tuple(years)),))
    with pytest.raises(routing.VerificationError, match=words):
        routing.verify(NET, planted)


def test_verify_finds_days_that_are_not_kept_and_money_that_is_not_there():
    found = phased()
    with pytest.raises(routing.VerificationError, match="at the end of 2027 it takes"):
        routing.verify(NET, replace(found, plans=(replace(found.fastest, reached_in=2027),)))
    years = (*found.fastest.years[:2], replace(found.fastest.years[2], budget_usd=1e6))
    money = {"yearly_budget_usd": ((2026, 3e6), (2027, 3e6), (2028, 1e6))}
    with pytest.raises(routing.VerificationError, match="in 2028 more is spent than there is"):
        routing.verify(NET, replace(found, plans=(replace(found.fastest, years=years),), **money))


def test_the_order_of_the_list_changes_no_plan():
    # their rows set unlike figures, so that which is made last does not matter
    ups = [SHIP, QUAY, upgrade("canal", "sea:B-E", 30, 1e6, excludes=["quay"])]
    told = [phased(those, max_days=most) for those in (ups, ups[::-1]) for most in (4, 3.5, 3)]
    plans = [[(plan.reached_in, plan.usd, sorted(plan.upgrades)) for plan in found.plans] for found in told]
    assert plans[:3] == plans[3:]
