"""Which upgrades are begun in which year, as text: each plan year by year, and how long upgrades take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.asked import constraints_text, shipments_text
from routing.views.text.remarks import warning_lines
from routing.views.text.robust_upgrades import Table
from routing.views.text.table import NONE, table
from routing.views.text.upgrade_plan import days_text, million

if TYPE_CHECKING:
    from routing.answers.upgrade_phases import PhasedPlan, UpgradePhases

YEARS_HEAD, YEARS_FLUSH = ("year", "budget", "spent, million USD", "begun", "done at its end", "days then"), "lrrllr"
BUILT_CAPTION = "How long they take"
BUILT_HEAD, BUILT_FLUSH = ("upgrade", "years", "that is"), "lrl"
FOOT = (
    "paid in equal parts over the years of building, and counting from the end of the last; done no earlier than what "
    "they require; days by waits as expected; each year was asked of the router again"
)


def upgrade_phases_text(found: UpgradePhases, width: int | None = None) -> str:
    """Return which upgrades are begun in which year as text."""
    lines = [found.network.heading, phases_asked(found), "", *phases_lines(found)]
    for caption, head, cells, flush in phases_tables(found):
        lines += ["", f"{caption}:", *table(head, cells, flush, width)]
    return "\n".join([*lines, "", f"({FOOT})", *warning_lines(found.warnings)])


def phases_tables(found: UpgradePhases) -> list[Table]:
    """Return the tables: caption, head, cells and how they are flush."""
    told: list[Table] = [
        (plan_caption(found, plan), YEARS_HEAD, year_cells(found, plan), YEARS_FLUSH) for plan in plans_of(found)
    ]
    return [*told, (BUILT_CAPTION, BUILT_HEAD, built_cells(found), BUILT_FLUSH)] if built_cells(found) else told


def plans_of(found: UpgradePhases) -> tuple[PhasedPlan, ...]:
    """Return the plans that are told."""
    return found.plans if found.best is None else (*found.plans, found.best)


def plan_caption(found: UpgradePhases, plan: PhasedPlan) -> str:
    """Return what a plan is, in words."""
    price = f"{million(plan.usd)} million USD"
    if plan.reached_in is not None:
        return f"Kept at the end of {plan.reached_in}, for {price}"
    if found.max_days is not None:
        return f"The fewest days at the end of {plan.years[-1].year}, for {price}"
    return f"The fewest days on the mean of the years, for {price}"


def phases_asked(found: UpgradePhases) -> str:
    """Return the question."""
    network, first = found.network, found.questions[0]
    moved = shipments_text(network, [one.shipment for one in found.questions])
    aim = "" if found.max_days is None else f", for {found.max_days:g} days"
    money = ", ".join(f"{year}: {million(usd)}" for year, usd in found.yearly_budget_usd)
    kept = "what a year leaves may be spent later" if found.is_carried else "what a year leaves is lost"
    return (
        f"Which of {len(found.upgrades)} upgrades in which year{aim}? {moved}; "
        f"{constraints_text(network, first.constraints)}; million USD a year: {money}; {kept}"
    )


def phases_lines(found: UpgradePhases) -> list[str]:
    """Return the plans in sentences, and what they are worth."""
    before = "no route" if found.before.days is None else f"{days_text(found.before.days)} days"
    lines = []
    for plan in found.plans:
        which = ", ".join(plan.upgrades) or "no upgrade"
        lines.append(f"{plan_caption(found, plan)}: {which}; {days_text(plan.last.days)} days ({before} without any).")
    if found.plans:
        more = " nor any later year for less" if found.plans[-1].reached_in != found.yearly_budget_usd[-1][0] else ""
        lines.append(f"Proven: no earlier year can keep them, none of these for less money{',' if more else ''}{more}.")
    elif found.best is not None and found.max_days is not None:
        least = f"{days_text(found.best.last.days)} at the end of {found.best.years[-1].year}"
        which = ", ".join(found.best.upgrades) or "no upgrade"
        lines.append(f"Not within these budgets: the fewest days are {least}, with {which} ({before} without any).")
    elif found.best is not None:
        which = ", ".join(found.best.upgrades) or "no upgrade"
        days = days_text(found.best.last.days)
        lines.append(f"{plan_caption(found, found.best)}: {which}; {days} days in the end ({before} without any).")
        lines.append("Proven: nothing has fewer days on the mean of the years.")
    return lines


def year_cells(found: UpgradePhases, plan: PhasedPlan) -> list[tuple[str, ...]]:
    """Return the years of a plan, from before the first one on."""
    cells: list[tuple[str, ...]] = [("before", NONE, NONE, NONE, NONE, days_text(found.before.days))]
    for year in plan.years:
        names = (", ".join(those) or NONE for those in (year.begun, year.done))
        money = million(year.budget_usd), million(year.spent_usd)
        cells.append((f"{year.year}", *money, *names, days_text(year.point.days)))
    return cells


def built_cells(found: UpgradePhases) -> list[tuple[str, ...]]:
    """Return how long the upgrades of the plans take."""
    begun = {name for plan in plans_of(found) for name in plan.upgrades}
    return [
        (name, f"{years}", "assumed" if is_assumed else "stated")
        for name, years, is_assumed in found.built_in
        if name in begun
    ]
