"""The best upgrades for all who share capacities, checked again: a part of `verify`.

Prices, prerequisites and exclusions are read from the upgrades anew, the rows of the set are made, and the assignment
that is told with it is verified on that network as any other. That no other set is better is not checked here:
`plan_upgrades` has proven it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from networks.network import Network
from routing.answers.assignment import Assignment
from routing.answers.welfare_plan import WelfarePlan
from routing.errors import VerificationError
from routing.status import Status
from routing.verification.upgrades import check_set, made_with

NEAR = 1e-6  # relative: of what is added up anew
CheckAssignment = Callable[[Network, Assignment], None]


def check_welfare(network: Network, found: WelfarePlan, check_assigned: CheckAssignment) -> None:
    """Raise VerificationError where a plan costs or comes to something else than is told."""
    for point in filter(None, (found.before, found.chosen)):
        check_set(found, point)
    wrong = list(_about_sums(found))
    if wrong:
        raise VerificationError("; ".join(wrong))
    if found.chosen is not None and found.assignment is not None:
        chosen = [one for one in found.upgrades if one.id in found.chosen.upgrades]
        made, told = made_with(network, chosen), found.assignment.network
        if told.content_hash != made.content_hash:
            raise VerificationError(f"the assignment is of network {told.content_hash}, not {made.content_hash}")
        check_assigned(made, found.assignment)


def _about_sums(found: WelfarePlan) -> Iterator[str]:
    """Yield where the plan does not add up."""
    chosen, assigned = found.chosen, found.assignment
    if found.before.upgrades:
        yield f"without upgrades {found.before.upgrades} are told"
    if chosen is None or assigned is None or chosen.week_usd is None:
        if found.usd is not None or found.status is not Status.UNKNOWN:
            yield f"status {found.status.name} without a set"
        return
    weeks = found.welfare.weeks
    usd = chosen.week_usd if weeks is None else weeks * chosen.week_usd + chosen.usd
    if found.usd is None or not math.isclose(usd, found.usd, rel_tol=NEAR, abs_tol=0.01):
        yield f"{chosen.upgrades} come to {usd} USD, told is {found.usd}"
        return
    if found.budget_usd is not None and chosen.usd > found.budget_usd * (1 + NEAR):
        yield f"{chosen.upgrades} cost {chosen.usd} USD, more than {found.budget_usd}"
    if assigned.usd is None or not math.isclose(assigned.usd, chosen.week_usd, rel_tol=NEAR, abs_tol=0.01):
        yield f"a week of {chosen.week_usd} USD, the assignment costs {assigned.usd}"
    if found.bound_usd > found.usd * (1 + NEAR) + 0.01:
        yield f"a bound of {found.bound_usd} USD above {found.usd}"
    gap = max(0.0, found.usd - found.bound_usd) / found.usd if found.usd > 0 else 0.0
    if (found.status is Status.OPTIMAL) != (gap <= found.welfare.gap + 1e-12):
        yield f"status {found.status.name} with a gap of {gap}"
    first = found.before.week_usd
    without = math.inf if first is None else first if weeks is None else weeks * first
    if found.usd > without * (1 + found.welfare.gap + NEAR) + 0.01:
        yield f"the best set comes to {found.usd} USD, none to {without}"
