"""What is not certain of upgrades: how much each brings, and what each costs; drawn within their ranges.

A range says the least and the most that a figure may be, and its value what is likely: so it is drawn from the
triangular distribution of the three. Rows of one upgrade are good or bad together, from all at their better ends to all
at their worse ones: it is one measure, that works or does not. So an upgrade is uncertain in at most two things, its
effect and its price, and all of them are drawn independently. A price that nobody knows is not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.scenario import Change
from networks.model.upgrade import LESS_IS_WORSE, Upgrade
from routing.chance.draws import LEVELS, Draws

Numbers = NDArray[np.float64]
Ints = NDArray[np.int64]
What = Literal["effect", "price"]
EVEN = 0.5
DIGITS = 9  # behind the point, of a figure that is drawn
CENT = 100


class Uncertain(NamedTuple):
    """Something that is not certain: the effect or the price of an upgrade, by its number."""

    what: What
    bit: int


class Scenarios:
    """Some scenarios: how bad each uncertain thing turns out in each, from 0 (the better end) to 1 (the worse one).

    Attributes
    ----------
    count
        How many were drawn; they are the first cases. Behind them stand `LIKELY`, `BEST` and `WORST`.
    """

    LIKELY, BEST, WORST = -3, -2, -1

    def __init__(self, upgrades: Sequence[Upgrade], samples: int, seed: int) -> None:
        self.upgrades, self.count, self.seed = upgrades, samples, seed
        self._draws = Draws(seed, samples)

    def badness(self, of: Uncertain) -> Numbers:
        """Return how bad something is in each scenario that was drawn; by the name of the upgrade, in any list."""
        levels = self._draws.levels(f"{of.what} of {self.upgrades[of.bit].id}")
        return (levels + EVEN) / LEVELS

    def values(self, bit: int, change: Change) -> Numbers:
        """Return what the figure of a row is in each case."""
        return _values(effect_ends(change), self.badness(Uncertain("effect", bit)))

    def value(self, bit: int, change: Change, case: int) -> float:
        """Return what the figure of a row is in one case."""
        if case >= 0:
            return float(self.values(bit, change)[case])
        better, likely, worse = effect_ends(change)
        return round({self.LIKELY: likely, self.BEST: better, self.WORST: worse}[case], DIGITS)

    def cents(self, bit: int) -> Ints | None:
        """Return what an upgrade costs in each case; None where nobody knows."""
        ends = price_ends(self.upgrades[bit])
        if ends is None:
            return None
        return np.rint(_values(ends, self.badness(Uncertain("price", bit))) * CENT).astype(np.int64)

    def upgrade(self, bit: int, case: int) -> Upgrade:
        """Return an upgrade with its rows as they are in a case."""
        one = self.upgrades[bit]
        rows = [
            replace(change, value=self.value(bit, change, case)) if is_ranged(change) else change
            for change in one.changes
        ]
        return replace(one, changes=tuple(rows))


def uncertain_in(upgrades: Sequence[Upgrade]) -> Iterator[Uncertain]:
    """Yield what is not certain, effects first."""
    for bit, one in enumerate(upgrades):
        if any(map(is_ranged, one.changes)):
            yield Uncertain("effect", bit)
    for bit, one in enumerate(upgrades):
        ends = price_ends(one)
        if ends is not None and ends[0] != ends[2]:
            yield Uncertain("price", bit)


def is_ranged(change: Change) -> bool:
    """Tell whether a row sets a figure with a range."""
    if change.table != "figures" or change.action != "set" or (change.low is None and change.high is None):
        return False
    better, _, worse = effect_ends(change)
    return better != worse


def effect_ends(change: Change) -> tuple[float, float, float]:
    """Return the better end, the value and the worse end of a row; an end that is not stated is the value."""
    value = float(change.value)
    low, high = (value if end is None else float(end) for end in (change.low, change.high))
    return (high, value, low) if change.column in LESS_IS_WORSE else (low, value, high)


def range_faults(upgrades: Sequence[Upgrade]) -> Iterator[Finding]:
    """Yield a finding for each row whose figure does not lie in its range, or lies where nothing moves."""
    for one in upgrades:
        for row, change in enumerate(one.changes, start=1):
            if change.table != "figures" or change.action != "set" or (change.low is None and change.high is None):
                continue
            low, value, high = sorted(effect_ends(change))
            if value != float(change.value) or not math.isfinite(high - low):
                told = f"{change.low} {change.value} {change.high}"
                yield Finding(f"upgrade {one.id}", row, change.column, told, "expected low <= value <= high")
            elif low < 0 or (low <= 0 and change.column == "speed"):
                yield Finding(f"upgrade {one.id}", row, change.column, f"{low:g}", "expected a range above 0")


def price_ends(one: Upgrade) -> tuple[float, float, float] | None:
    """Return the low end, the value and the high end of a price; None where nobody knows it."""
    if one.price_usd is None:
        return None
    low, high = (one.price_usd if end is None else end for end in (one.low_usd, one.high_usd))
    return float(low), float(one.price_usd), float(high)


def _values(ends: tuple[float, float, float], bad: Numbers) -> Numbers:
    """Return the values of the draws, then the likely one, the better end and the worse one."""
    better, likely, worse = ends
    return np.round(np.concatenate([triangular(better, likely, worse, bad), [likely, better, worse]]), DIGITS)


def triangular(first: float, likely: float, last: float, share: Numbers) -> Numbers:
    """Return the quantiles of a triangular distribution between two ends, either of which may be the larger.

    Examples
    --------
    >>> triangular(0.0, 1.0, 4.0, np.array([0.0, 0.25, 1.0])).tolist(), triangular(3.0, 3.0, 3.0, np.array([0.5]))
    ([0.0, 1.0, 4.0], array([3.]))
    """
    whole = last - first
    if not whole:
        return np.full(len(share), likely)
    below = share * whole <= likely - first if whole > 0 else share * whole >= likely - first
    rising = np.sqrt(np.maximum(share * whole * (likely - first), 0.0))
    falling = np.sqrt(np.maximum((1.0 - share) * whole * (last - likely), 0.0))
    sign = 1.0 if whole > 0 else -1.0
    found: Numbers = np.where(below, first + sign * rising, last - sign * falling)
    return found
