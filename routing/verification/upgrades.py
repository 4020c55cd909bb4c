"""Which upgrades reach so many days, checked again: a part of `verify`.

Prices, prerequisites and exclusions of every set that is told are read from the upgrades anew, their rows are made, and
a search that has neither graph nor bound tells the fewest days. That no cheaper set would do is not checked here:
`plan_upgrades` has proven it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from networks.errors import DataWarning
from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.robust_upgrades import RobustSet, RobustUpgrades
from routing.answers.upgrade_phases import UpgradePhases
from routing.answers.upgrade_plan import UpgradePlan, UpgradePoint
from routing.answers.welfare_plan import WelfarePlan, WelfarePoint
from routing.errors import LimitReachedError, VerificationError
from routing.question.question import Question
from routing.verification.proposing import Allows
from routing.verification.second_search import search

DAY = 1_440_000  # milliminutes
NEAR = 1e-9  # share by which floats may be off
EVER = 100_000.0  # days, beyond every journey
Chosen = UpgradePlan | RobustUpgrades | UpgradePhases | WelfarePlan


def check_upgrades(network: Network, found: UpgradePlan, allows: Allows) -> None:
    """Raise VerificationError where a set that is told is not lawful, costs or takes something else than is told."""
    points = [found.before, *found.curve, *filter(None, (found.chosen, found.fastest))]
    days: dict[tuple[str, ...], tuple[float | None, ...]] = {}
    for point in points:
        check_set(found, point)
        if point.upgrades not in days:
            chosen = [one for one in found.upgrades if one.id in point.upgrades]
            days[point.upgrades] = fewest_days(network, chosen, found.questions, allows)
        _check_days(found, point, days[point.upgrades])
    for one, other in pairwise(found.curve):
        if other.usd <= one.usd or (other.days or math.inf) >= (one.days or math.inf):
            raise VerificationError(f"the curve does not fall from {one.upgrades} to {other.upgrades}")
    _check_aim(found)
    _check_shares(found)


def fewest_days(
    network: Network, upgrades: Iterable[Upgrade], questions: Iterable[Question], allows: Allows
) -> tuple[float | None, ...]:
    """Return the fewest days of each question with the rows of some upgrades, None where there is no route."""
    made = made_with(network, upgrades)
    return tuple(_fewest(made, question, allows) for question in questions)


def made_with(network: Network, upgrades: Iterable[Upgrade]) -> Network:
    """Return a network with the rows of upgrades."""
    rows = [change for one in upgrades for change in one.changes]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)  # what is odd since the rows are made was told by `apply`
        return network.apply(rows) if rows else network


def check_set(found: Chosen, point: UpgradePoint | RobustSet | WelfarePoint) -> None:
    """Check that a set may be had, and what it costs."""
    known = {one.id: one for one in found.upgrades}
    chosen = set(point.upgrades)
    if len(chosen) != len(point.upgrades) or not chosen <= known.keys():
        raise VerificationError(f"upgrades that there are not, or told twice: {point.upgrades}")
    for name in point.upgrades:
        lacking = set(known[name].requires) - chosen
        if lacking or chosen.intersection(known[name].excludes):
            raise VerificationError(f"{name} requires or excludes others than {point.upgrades}")
    unknown = tuple(name for name in point.upgrades if known[name].price_usd is None)
    usd = sum(known[name].price_usd or 0.0 for name in point.upgrades)
    if unknown != point.unknown or abs(usd - point.usd) > 0.005 * (1 + len(chosen)):
        raise VerificationError(f"{point.upgrades} cost {usd} and {unknown}, told is {point.usd} and {point.unknown}")


def _fewest(network: Network, question: Question, allows: Allows) -> float | None:
    """Return the fewest days of a question, None where there is no route."""
    limited = replace(question, constraints=replace(question.constraints, max_days=EVER))
    found = search(network, limited, allows)
    if not found.certain:
        raise LimitReachedError(f"the fewest days of {question} need too many labels to be checked")
    if found.steps is None:
        return None
    return sum(step.milliminutes or 0 for step in found.steps) / DAY


def _check_days(found: UpgradePlan, point: UpgradePoint, days: tuple[float | None, ...]) -> None:
    same = len(days) == len(point.each) and all(map(near, days, point.each))
    known = [one for one in days if one is not None]
    mean = sum(weight * one for weight, one in zip(found.weights, known, strict=False)) / sum(found.weights)
    if not same or not near(point.days, mean if len(known) == len(days) else None):
        raise VerificationError(f"with {point.upgrades} it takes {days} days, told is {point.each} ({point.days})")


def near(one: float | None, other: float | None) -> bool:
    """Tell whether two numbers are the same but for the rounding of floats, or both unknown."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=NEAR)


def _check_aim(found: UpgradePlan) -> None:
    chosen = found.chosen
    if chosen is None:
        return
    if found.max_days is not None and any(one is None or one > found.max_days * (1 + NEAR) for one in chosen.each):
        raise VerificationError(f"{chosen.upgrades} takes {chosen.each} days, more than {found.max_days}")
    if found.budget_usd is not None and (chosen.usd > found.budget_usd * (1 + NEAR) or chosen.unknown):
        raise VerificationError(f"{chosen.upgrades} costs {chosen.usd}, more than {found.budget_usd}")


def _check_shares(found: UpgradePlan) -> None:
    if not found.shares or found.chosen is None or found.chosen.days is None or found.before.days is None:
        return
    whole = float(sum(one.exact for one in found.shares))
    if abs(whole - (found.before.days - found.chosen.days)) > NEAR * found.before.days:
        raise VerificationError(f"the shares add up to {whole} days, not to what the set saves")
