"""Which upgrades are begun in which year, checked again: a part of `verify`.

Budgets, payments, the time that building takes, prerequisites and exclusions are read from the question anew, and a
search that has neither graph nor bound tells the fewest days at the end of each year. That nothing is sooner or cheaper
is not checked here: `phase_upgrades` has proven it.
"""

from __future__ import annotations

import math

from networks.network import Network
from routing.answers.upgrade_phases import PhasedPlan, UpgradePhases
from routing.errors import VerificationError
from routing.verification.proposing import Allows
from routing.verification.upgrades import check_set, fewest_days, near

CENT = 0.01


def check_phases(network: Network, found: UpgradePhases, allows: Allows) -> None:
    """Raise VerificationError where a plan spends, builds or reaches something else than is told."""
    days: dict[tuple[str, ...], tuple[float | None, ...]] = {}
    plans = [*found.plans, *([] if found.best is None else [found.best])]
    for plan in plans:
        _check_money(found, plan)
        _check_built(found, plan)
    for point in [found.before, *(year.point for plan in plans for year in plan.years)]:
        check_set(found, point)
        if point.upgrades not in days:
            chosen = [one for one in found.upgrades if one.id in point.upgrades]
            days[point.upgrades] = fewest_days(network, chosen, found.questions, allows)
        known = [one for one in days[point.upgrades] if one is not None]
        mean = math.fsum(known) / len(found.questions) if len(known) == len(found.questions) else None
        if not all(map(near, days[point.upgrades], point.each)) or not near(mean, point.days):
            raise VerificationError(f"with {point.upgrades} it takes {days[point.upgrades]}, told is {point.each}")
    for plan in plans:
        _check_reached(found, plan)


def _check_money(found: UpgradePhases, plan: PhasedPlan) -> None:
    """Check that what is begun is paid for in equal parts, and within the budgets."""
    built = {name: years for name, years, _ in found.built_in}
    due = dict.fromkeys((year.year for year in plan.years), 0.0)
    for year in plan.years:
        for name in year.begun:
            price = found.upgrade(name).price_usd
            if price is None or year.year + built[name] - 1 not in due:
                raise VerificationError(
                    f"{name} is begun in {year.year}: its price is unknown, or it is not done in time"
                )
            for later in range(built[name]):
                due[year.year + later] += price / built[name]
    spare = 0.0
    for year, (told, budget) in zip(plan.years, found.yearly_budget_usd, strict=True):
        near_enough = CENT * (1 + len(found.upgrades))
        if year.year != told or year.budget_usd != budget or abs(year.spent_usd - due[told]) > near_enough:
            raise VerificationError(f"in {told} {due[told]} USD are due of {budget}, told is {year.spent_usd}")
        spare += budget - year.spent_usd
        if spare < -near_enough * len(plan.years):
            raise VerificationError(f"in {told} more is spent than there is")
        spare = spare if found.is_carried else 0.0
    if abs(plan.usd - math.fsum(due.values())) > CENT * (1 + len(found.upgrades)):
        raise VerificationError(f"the plan costs {math.fsum(due.values())} USD, told is {plan.usd}")


def _check_built(found: UpgradePhases, plan: PhasedPlan) -> None:
    """Check that each is done when it is built, and those that are done stay."""
    built = {name: years for name, years, _ in found.built_in}
    begun = {name: year.year for year in plan.years for name in year.begun}
    for year in plan.years:
        done = {name for name, first in begun.items() if first + built[name] - 1 <= year.year}
        new = {name for name, first in begun.items() if first + built[name] - 1 == year.year}
        if set(year.point.upgrades) != done or set(year.done) != new:
            raise VerificationError(f"at the end of {year.year} {sorted(done)} are done, told is {year.point.upgrades}")


def _check_reached(found: UpgradePhases, plan: PhasedPlan) -> None:
    if found.max_days is None:
        return
    for year in plan.years:
        keeps = all(one is not None and one <= found.max_days for one in year.point.each)
        if plan.reached_in == year.year and not keeps:
            raise VerificationError(f"at the end of {year.year} it takes {year.point.each} days, not {found.max_days}")
    if plan is found.best and all(one is not None and one <= found.max_days for one in plan.last.each):
        raise VerificationError("the days are kept in the end, and told is that they are not")
