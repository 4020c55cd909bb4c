"""Which upgrades still reach so many days, checked again: a part of `verify`.

Every set that is told is checked: that it may be had, what it costs as stated and on the mean, and by a search that has
neither graph nor bound the fewest days as stated and with all effects at both ends (`Upgrade.at`). In how many
scenarios it keeps the days is not drawn again; that it is as sure as the sets are told to be, it is.
"""

from __future__ import annotations

import math
from itertools import pairwise

from networks.model.upgrade import End, Upgrade
from networks.network import Network
from routing.answers.robust_upgrades import RobustSet, RobustUpgrades
from routing.errors import VerificationError
from routing.status import Status
from routing.verification.proposing import Allows
from routing.verification.upgrades import check_set, fewest_days, near

CENT = 0.01
ENDS: tuple[tuple[str, End], ...] = (("days", "stated"), ("best_days", "better"), ("worst_days", "worse"))


def check_robust(network: Network, found: RobustUpgrades, allows: Allows) -> None:
    """Raise VerificationError where a set costs or takes something else, or is not what it is told to be."""
    for one in found.sets:
        check_set(found, one)
        _check_mean(found, one)
        chosen = [upgrade for upgrade in found.upgrades if upgrade.id in one.upgrades]
        for name, end in ENDS:
            days = fewest_days(network, [upgrade.at(effects=end) for upgrade in chosen], found.questions, allows)
            slowest = None if None in days else max(day for day in days if day is not None)
            if not near(slowest, getattr(one, name)):
                raise VerificationError(f"{one.upgrades} takes {slowest} days ({end}), told is {getattr(one, name)}")
        _check_shares(found, one)
    _check_named(found)


def _check_mean(found: RobustUpgrades, one: RobustSet) -> None:
    known = [found.upgrade(name) for name in one.upgrades if name not in one.unknown]
    mean = math.fsum(map(_mean, known))
    if abs(mean - one.mean_usd) > CENT * (1 + len(known)):
        raise VerificationError(f"{one.upgrades} costs {mean} on the mean, told is {one.mean_usd}")


def _mean(upgrade: Upgrade) -> float:
    """Return the mean of a triangular distribution; an end that is not stated is the price."""
    price = upgrade.price_usd or 0.0
    low, high = (price if end is None else end for end in (upgrade.low_usd, upgrade.high_usd))
    return (low + price + high) / 3


def _check_shares(found: RobustUpgrades, one: RobustSet) -> None:
    """Check that what is told of all scenarios goes together."""
    hits = one.chance.value * found.samples
    whole = one.chance.value + one.missed + found.hopeless
    if abs(hits - round(hits)) > CENT or abs(whole - 1) > CENT / found.samples or one.cheapest_in > one.chance.value:
        raise VerificationError(f"of {one.upgrades} the scenarios do not add up: {one.chance}, {one.missed}")
    corners = (one.worst_days, one.chance.value < 1), (one.best_days, one.chance.value > 0)
    for (days, is_odd), kept in zip(corners, (True, False), strict=True):
        keeps = days is not None and days <= found.max_days
        if keeps is kept and is_odd:
            raise VerificationError(
                f"{one.upgrades} takes {days} days at an end, and is told to keep them in {one.chance}"
            )


def _check_named(found: RobustUpgrades) -> None:
    sure = [one for one in found.sets if one.chance.value * found.samples >= found.sure * found.samples - CENT]
    if (found.chosen is None) != (found.status is Status.INFEASIBLE) or (found.chosen is None and sure):
        raise VerificationError(f"told is {found.status.name}, and {len(sure)} sets are sure enough")
    if found.chosen is not None and found.chosen not in sure[:1]:
        raise VerificationError(f"another set is sure enough and no dearer than {found.chosen.upgrades}")
    if any(
        (len(one.unknown), one.mean_usd) > (len(other.unknown), other.mean_usd) for one, other in pairwise(found.sets)
    ):
        raise VerificationError("the sets do not rise in price")
