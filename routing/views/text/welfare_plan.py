"""Which upgrades are the best for all who share capacities, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.status import Status
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, number, table
from routing.views.text.upgrade_plan import CHOSEN_HEAD, million

if TYPE_CHECKING:
    from networks.model.upgrade import Upgrade
    from routing.answers.welfare_plan import WelfarePlan

SETS_CAPTION = "A week without upgrades, and with the best set"
SETS_HEAD, SETS_FLUSH = ("with", "million USD once", "USD a week", "at least", "left a week"), "lrrrr"
CHOSEN_CAPTION, CHOSEN_FLUSH = "The upgrades", "lrrrll"
WEEK = "a week is what all shippers together pay, and what is left behind costs, as `routing.assign` says it"
AGAIN = "the set was assigned with again"


def welfare_plan_text(found: WelfarePlan, width: int | None = None) -> str:
    """Return which upgrades are the best for all as text."""
    lines = [found.network.heading, welfare_asked(found), "", *welfare_lines(found)]
    for caption, head, cells, flush in welfare_tables(found):
        lines += ["", f"{caption}:", *table(head, cells, flush, width)]
    return "\n".join([*lines, "", f"({welfare_foot(found)})", *warning_lines(found.warnings)])


def welfare_foot(found: WelfarePlan) -> str:
    """Return what a week is."""
    if found.welfare.choice == "user equilibrium":
        return f"{WEEK}, when each chooses for itself, which an upgrade can make dearer for all; {AGAIN}"
    return f"{WEEK}: the best for all, not what each would choose; {AGAIN}"


def welfare_asked(found: WelfarePlan) -> str:
    """Return the question."""
    aims = [] if found.budget_usd is None else [f"for {million(found.budget_usd)} million USD"]
    if found.welfare.weeks is not None:
        aims.append(f"with {found.welfare.weeks:g} weeks of savings against their price")
    aim = f", {', '.join(aims)}" if aims else ""
    many = len(found.consignments)
    moved = "One kind of shipment" if many == 1 else f"{many} kinds of shipments"
    return f"Which of {len(found.upgrades)} upgrades{aim}? {moved} on shared capacities"


def welfare_lines(found: WelfarePlan) -> list[str]:
    """Return the set in a sentence, and what the answer is worth."""
    if found.chosen is None or found.usd is None:
        return [f"No answer; every set comes to at least {found.bound_usd:,.0f} USD."]
    if not found.chosen.upgrades:
        first = f"No upgrade is worth its price: {found.chosen.week_usd:,.0f} USD a week."
    else:
        told = ", ".join(found.chosen.upgrades)
        saves = "" if found.saved_usd is None else f", which saves {found.saved_usd:,.0f} USD a week"
        first = f"{told[:1].upper()}{told[1:]} for {million(found.chosen.usd)} million USD{saves}."
    how = "" if found.is_bounded else "; all sets that may be bought were tried"
    if found.status is Status.OPTIMAL:
        share = f"{found.welfare.gap:.3%} of the cost ({found.assignments} sets assigned with{how})"
        return [first, f"Proven: no set is better by more than {share}."]
    return [first, f"Not proven: another set may be better by {found.gap or 0.0:.2%} of the cost at most."]


def welfare_tables(found: WelfarePlan) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]], str]]:
    """Return the tables: caption, head, cells and how they are flush."""
    points = [("none", found.before)]
    if found.chosen is not None and found.chosen.upgrades:
        points.append((", ".join(found.chosen.upgrades), found.chosen))
    sets: list[tuple[str, ...]]
    sets = [
        (name, million(one.usd), number(one.week_usd, 0), number(one.week_bound_usd, 0), number(one.left, 2))
        for name, one in points
    ]
    chosen = () if found.chosen is None else found.chosen.upgrades
    bought: list[tuple[str, ...]]
    bought = [
        (f"{one.id}: {one.title}", *_prices(one), one.kind, one.paid_by or NONE)
        for one in found.upgrades
        if one.id in chosen
    ]
    told: list[tuple[str, tuple[str, ...], list[tuple[str, ...]], str]]
    told = [(SETS_CAPTION, SETS_HEAD, sets, SETS_FLUSH), (CHOSEN_CAPTION, CHOSEN_HEAD, bought, CHOSEN_FLUSH)]
    return [one for one in told if one[2]]


def _prices(one: Upgrade) -> tuple[str, ...]:
    return tuple(map(million, (one.price_usd, one.low_usd, one.high_usd)))
