r"""What it would bring to know the effect or the price of an upgrade before choosing: expected values of information.

* **An effect.** The scenarios are sorted by it into fifths. How sure the chosen set is in the worst fifth and in the
  best one says how much hangs on it, and which set would be chosen there what to do about it; another one is told only
  where the interval of its chance lies on the other side of what was asked for. Who knew the fifth could buy, for no
  more money, the set that is surest there: that is worth :math:`E[\max_S P(S | X)] - \max_S P(S)` of chance (Raiffa
  and Schlaifer 1961). The best of many counts of few scenarios is too good to be true, so the set is chosen on four
  fifths of these scenarios and counted on those left, each in turn (cross-fitting).
* **A price.** Of the sets that are as sure as was asked for, who knew the price would buy the cheapest then: by how
  much less is paid on the mean is summed over the levels of one triangular distribution, without an error of draws.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from routing.answers.punctuality import Estimate
from routing.answers.robust_upgrades import EffectLesson, PriceLesson
from routing.chance.draws import LEVELS
from routing.chance.intervals import Z975, wilson
from routing.upgrading.cases import Within
from routing.upgrading.choosing import THIRDS, Choosing
from routing.upgrading.ranges import CENT, EVEN, Scenarios, Uncertain, price_ends, triangular, uncertain_in

FIFTHS = 5
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def effects_of(scenarios: Scenarios, within: Within, found: Choosing) -> list[EffectLesson]:
    """Return what it would bring to know each effect that matters: those first that bring most, or move most."""
    told = [one for one in uncertain_in(found.upgrades) if one.what == "effect" and one.bit in within.moved]
    lessons = [_effect(one, scenarios, within, found) for one in told if within.bought >> one.bit & 1]
    return sorted(lessons, key=lambda one: (-one.gained.value, one.worse.value - one.better.value, one.upgrade))


def _effect(of: Uncertain, scenarios: Scenarios, within: Within, found: Choosing) -> EffectLesson:
    base = found.surest if found.chosen is None else found.chosen
    order = np.argsort(scenarios.badness(of), kind="stable")
    fifth = np.empty(scenarios.count, np.int64)
    fifth[order] = np.arange(scenarios.count) * FIFTHS // scenarios.count
    drawn = within.reached[:, : scenarios.count]
    money = [one for one in found.order if found.cost[one] <= found.cost[base]]
    gain = _gains(drawn[money], money.index(base), fifth)
    mean, error = float(gain.mean()), Z975 * float(gain.std(ddof=1)) / math.sqrt(len(gain))
    ends = [fifth == 0, fifth == FIFTHS - 1]
    better, worse = (_share(drawn[base][part]) for part in ends)
    if_better, if_worse = (_then(drawn[:, part], base, found) for part in ends)
    return EffectLesson(
        upgrade=found.upgrades[of.bit].id,
        worse=worse,
        better=better,
        if_worse=found.named_in(if_worse),
        if_better=found.named_in(if_better),
        usd_if_worse=found.mean_usd(if_worse),
        usd_if_better=found.mean_usd(if_better),
        gained=Estimate(*(max(0.0, one) for one in (mean, mean - error, mean + error))),
    )


def _share(hits: Bools) -> Estimate:
    return Estimate(float(hits.mean()), *wilson(int(hits.sum()), len(hits)))


def _then(drawn: Bools, base: int, found: Choosing) -> int:
    """Return the set that is to be chosen in some scenarios; another one than the base only where that is certain."""
    hits, count = drawn.sum(axis=1).tolist(), drawn.shape[1]
    for place in found.order[: found.order.index(base)]:
        if wilson(hits[place], count)[0] >= found.sure:
            return place
    if wilson(hits[base], count)[1] >= found.sure:
        return base
    enough = (place for place in found.order if hits[place] >= found.sure * count)
    return next(enough, max(found.order, key=hits.__getitem__))


def _gains(reached: Bools, base: int, fifth: Ints) -> Ints:
    """Return per scenario what knowing its fifth adds, with a set that is chosen on other scenarios."""
    gain = np.zeros(len(fifth), np.int64)
    fold = np.arange(len(fifth)) % FIFTHS
    for part in range(FIFTHS):
        for left in range(FIFTHS):
            seen, test = (fifth == part) & (fold != left), (fifth == part) & (fold == left)
            hits = reached[:, seen].sum(axis=1)
            best = int(np.argmax(hits))
            if hits[best] > hits[base]:
                gain[test] = reached[best, test].astype(np.int64) - reached[base, test]
    return gain


def prices_of(within: Within, found: Choosing) -> list[PriceLesson]:
    """Return what it would bring to know each price that matters, those first that save most."""
    told = [one for one in uncertain_in(found.upgrades) if one.what == "price" and within.bought >> one.bit & 1]
    lessons = [_price(one.bit, within, found) for one in told]
    return sorted(lessons, key=lambda one: (-one.saved_usd, -one.turns, one.upgrade))


def _price(bit: int, within: Within, found: Choosing) -> PriceLesson:
    need = found.need if found.chosen is not None else found.hits[found.surest]
    sure = [place for place, hits in enumerate(found.hits) if hits >= need]
    own = found.thirds[bit]
    with_it = min((found.cost[one] - own for one in sure if within.chosen[one] >> bit & 1), default=None)
    without = min((found.cost[one] for one in sure if not within.chosen[one] >> bit & 1), default=None)
    saved, turns = 0.0, 0.0
    ends = price_ends(found.upgrades[bit])
    assert ends is not None
    if with_it is not None and without is not None:
        worth = float(without - with_it)  # below this price it belongs to the cheapest set
        price = triangular(*ends, (np.arange(LEVELS) + EVEN) / LEVELS) * CENT * THIRDS
        saved = max(0.0, min(worth, float(price.mean())) - float(np.minimum(worth, price).mean())) / (CENT * THIRDS)
        turns = float(np.mean(price > worth if own <= worth else price < worth))
    return PriceLesson(upgrade=found.upgrades[bit].id, saved_usd=saved, turns=turns)
