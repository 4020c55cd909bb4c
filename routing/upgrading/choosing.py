"""`Choosing`: the sets of upgrades held against each other in all scenarios: chances, prices, regrets."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from networks.model.upgrade import Upgrade
from routing.search.bits import bits_of
from routing.upgrading.cases import Within
from routing.upgrading.ranges import CENT, Scenarios, price_ends

Ints = NDArray[np.int64]
THIRDS = 3  # a mean price is counted in thirds of a cent: low, value and high of a triangle, of which it is the mean


class Choosing:
    """Sets by their number in `Within.chosen`.

    Attributes
    ----------
    order
        By what they cost on the mean.
    need
        In how many scenarios the days are to be kept.
    hits
        In how many each set keeps them.
    cost
        Mean price of each set in thirds of a cent; of an unknown price more than all known ones.
    frontier
        The surest set for each price: by rising price and rising chance.
    chosen, surest, least_regret
        As in `RobustUpgrades`; `named`: all that have a name there.
    """

    def __init__(self, upgrades: Sequence[Upgrade], scenarios: Scenarios, within: Within, sure: float) -> None:
        self.upgrades, self.within, self.count = upgrades, within, scenarios.count
        ends = [price_ends(one) for one in upgrades]
        thirds = [None if one is None else sum(round(end * CENT) for end in one) for one in ends]
        self.known = sum(one or 0 for one in thirds)  # no less than all known prices at their high ends, in cents
        self.beyond = 1 + 4 * self.known
        self.thirds = [self.beyond if one is None else one for one in thirds]
        self.cost = [sum(self.thirds[bit] for bit in bits_of(mask)) for mask in within.chosen]
        drawn = within.reached[:, : self.count]
        self.hits: list[int] = drawn.sum(axis=1).tolist()
        self.need = math.ceil(sure * self.count)
        self.sure = sure
        self.order = order = sorted(range(len(within.chosen)), key=self.rank)
        self.frontier: list[int] = []
        for place in order:
            if not self.frontier or self.hits[place] > self.hits[self.frontier[-1]]:
                self.frontier.append(place)
        self.surest = self.frontier[-1]
        self.chosen = next((one for one in self.frontier if self.hits[one] >= self.need), None)
        self._regret(drawn, self._cents(scenarios))
        self.least_regret = min(order, key=lambda one: (self.missed[one], self.most_regret[one], self.rank(one)))
        self.named: dict[str, int | None] = {
            "chosen": self.chosen,
            "as_stated": self._first(order, Scenarios.LIKELY),
            "at_worst": self._first(order, Scenarios.WORST),
            "least_regret": self.least_regret,
            "surest": self.surest,
        }

    def rank(self, place: int) -> tuple[int, int, int, int]:
        """Return by what sets are sorted: price, chance, size, and the order of the upgrades."""
        mask = self.within.chosen[place]
        return self.cost[place], -self.hits[place], mask.bit_count(), mask

    def _first(self, order: Sequence[int], case: int) -> int | None:
        return next((one for one in order if self.within.reached[one, case]), None)

    def _cents(self, scenarios: Scenarios) -> Ints:
        """Return what each set costs in each scenario, an unknown price more than all known ones."""
        found = np.zeros((len(self.within.chosen), self.count), np.int64)
        for bit in range(len(self.upgrades)):
            cents = scenarios.cents(bit)
            has = [place for place, mask in enumerate(self.within.chosen) if mask >> bit & 1]
            found[has] += self.beyond if cents is None else cents[: self.count]
        return found

    def _regret(self, reached: NDArray[np.bool_], cents: Ints) -> None:
        far = np.iinfo(np.int64).max
        least = np.where(reached, cents, far).min(axis=0)
        some = least < far
        self.hopeless = 1 - float(some.sum()) / self.count
        self.missed: list[int] = (some & ~reached).sum(axis=1).tolist()
        regret = np.where(reached, cents - np.where(some, least, 0), 0)
        self.most_regret: list[int] = regret.max(axis=1).tolist()
        self.all_regret: list[int] = [int(row.sum()) for row in regret]
        first = np.argmin(np.where(reached, cents, far), axis=0)
        self.cheapest_in = np.bincount(first[some], minlength=len(cents))

    def named_in(self, place: int) -> tuple[str, ...]:
        """Return the upgrades of a set by their ids."""
        return tuple(self.upgrades[bit].id for bit in bits_of(self.within.chosen[place]))

    def mean_usd(self, place: int) -> float:
        """Return what those of a set whose price is known cost on the mean."""
        bits = bits_of(self.within.chosen[place])
        return sum(self.thirds[bit] for bit in bits if self.upgrades[bit].price_usd is not None) / (THIRDS * CENT)

    def regrets(self, place: int) -> tuple[float | None, float | None]:
        """Return mean and greatest regret of a set in USD; None where they hang on an unknown price."""
        if not self.hits[place] or self.most_regret[place] > self.known:
            return None, None
        return self.all_regret[place] / self.hits[place] / CENT, self.most_regret[place] / CENT
