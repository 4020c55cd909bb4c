"""`Cases`: what every set of upgrades comes to in every scenario, exactly.

Only arcs that lie on a way within the target in some scenario can matter, so the others are laid aside by bounds from
both ends, and with them the upgrades that nothing needs. What is left are sets by the hundred; the least times of all
of them in all scenarios are found together, by searches whose distances are tables (`weights_in_cases`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.amounts.units import DAY
from routing.asking.progress import tell
from routing.errors import QuestionError
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.upgrades.lanes import FAR, Lane, reduced
from routing.search.upgrades.many_sets import weights_in_cases
from routing.search.upgrades.sets import UpgradeSets
from routing.upgrading.asked import Asked
from routing.upgrading.ranged import Moving, RangedReadings, RangedVariants
from routing.upgrading.ranges import Scenarios, Uncertain, uncertain_in

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
MOST_SETS = 4096
MOST_CELLS = 10_000_000  # sets times scenarios


class Part:
    """A lane, or what is left of one, and what moves its arcs."""

    def __init__(self, lane: Lane, moving: dict[int, Moving], readings: RangedReadings) -> None:
        self.lane, self.moving, self.readings = lane, moving, readings

    @property
    def best(self) -> Lane:
        """Return the lane with the least that each arc weighs in any case."""
        weight = self.lane.weight.copy()
        for arc, one in self.moving.items():
            weight[arc] = min(self.readings.at(one, case) for case in (Scenarios.BEST, Scenarios.WORST))
        return self.lane._replace(weight=weight)

    def rows(self, kept: Ints) -> Part:
        """Return some of its arcs."""
        mask = np.zeros(len(self.lane.tail), np.bool_)
        mask[kept] = True
        place = np.cumsum(mask) - 1
        moving = {int(place[arc]): one for arc, one in self.moving.items() if mask[arc]}
        return Part(self.lane.rows(mask), moving, self.readings)

    def weights(self) -> dict[int, Ints]:
        """Return what the arcs that move weigh in each case."""
        return {arc: self.readings.weights(one) for arc, one in self.moving.items()}


class Cases:
    """What sets of upgrades come to in some scenarios."""

    def __init__(self, network: Network, asked: Asked, scenarios: Scenarios, sets: UpgradeSets, budget: Budget) -> None:
        self.asked, self.scenarios, self.sets, self.budget = asked, scenarios, sets, budget
        tell("what each upgrade changes")
        self.readings = RangedReadings(network, asked.upgrades, asked.questions, budget, scenarios=scenarios)
        self.readings.check()
        self.variants = RangedVariants(self.readings, sets)
        self.variants.check()
        self.masks = self.variants.masks
        self.whole = [
            Part(lane, moving, self.readings)
            for lane, moving in zip(self.variants.lanes, self.variants.moving, strict=True)
        ]

    def within(self, most: int) -> Within:
        """Return the arcs on ways of at most so many milliminutes in some scenario, and the sets that use them."""
        return Within(self, most)

    def milliminutes(self, chosen: Sequence[int], parts: Sequence[Part] | None = None) -> list[Ints]:
        """Return what each question takes with each set in each case, shape (sets, cases); `FAR` without a way."""
        found = []
        for part in self.whole if parts is None else parts:
            cells = weights_in_cases(part.lane, self.masks, self.sets, chosen, part.weights(), self.budget)
            found.append(np.broadcast_to(cells, (len(chosen), self.scenarios.count + 3)))
        return found

    def days(self, mask: int) -> NDArray[np.float64]:
        """Return the days of the slowest shipment with a set, in each case; infinite where one has no way."""
        open_ = []
        for part in self.whole:
            usable = [-1, *(number for number, needs in enumerate(self.masks) if not needs & ~mask)]
            open_.append(part.rows(np.flatnonzero(np.isin(part.lane.needs, usable))))
        latest = np.max([cells[0] for cells in self.milliminutes([mask], open_)], axis=0)
        return np.where(latest >= FAR, np.inf, latest / DAY)


class Within:
    """What matters within a target: arcs, uncertain things, and all sets.

    Attributes
    ----------
    chosen
        The sets, as bits: all that can be had of the upgrades that matter; the smaller ones first.
    bought
        The upgrades of all of them, as bits.
    reached : bool, shape (sets, cases)
        Whether all shipments keep the target.
    """

    def __init__(self, cases: Cases, most: int) -> None:
        parts = []
        for part in cases.whole:
            least = reduced(part.best, (), most, "auto", cases.budget)
            parts.append(part.rows(least.rows))
        numbers = {int(one) for part in parts for cells in part.lane[3:5] for one in np.unique(cells)} - {-1}
        self.matter = 0
        for number in numbers:
            self.matter |= cases.masks[number]
        self.chosen = list(sets_of(cases.sets, self.matter))
        if len(self.chosen) > MOST_SETS:
            named = ", ".join(cases.asked.upgrades[bit].id for bit in bits_of(self.matter))
            raise QuestionError(
                [f"upgrades: {named}: these matter and can be had in more than {MOST_SETS} ways: expected fewer"]
            )
        if len(self.chosen) * cases.scenarios.count > MOST_CELLS:
            most = MOST_CELLS // len(self.chosen)
            raise QuestionError(
                [f"samples={cases.scenarios.count}: expected at most {most:,}, for {len(self.chosen):,} sets are tried"]
            )
        tell(f"{len(self.chosen)} sets in {cases.scenarios.count} scenarios")
        alike = sorted(range(len(self.chosen)), key=self.chosen.__getitem__)  # neighbours have much in common
        taken = cases.milliminutes([self.chosen[place] for place in alike], parts)
        self.reached: Bools = np.empty((len(self.chosen), cases.scenarios.count + 3), np.bool_)
        self.reached[alike] = np.all([cells <= most for cells in taken], axis=0)
        self.bought = 0
        for mask in self.chosen:
            self.bought |= mask
        self.moved = {one.row.bit for part in parts for one in part.moving.values()}

    def uncertain(self, cases: Cases) -> list[Uncertain]:
        """Return the uncertain things that may bear on what is reached, or on what it costs."""
        return [
            one
            for one in uncertain_in(cases.asked.upgrades)
            if (one.bit in self.moved if one.what == "effect" else self.bought >> one.bit & 1)
        ]


def sets_of(sets: UpgradeSets, matter: int) -> Iterator[int]:
    """Yield the sets that can be had of some upgrades with all that they require; a few more than there may be."""
    found = {0}
    for bit in bits_of(matter):
        more = {one | sets.whole[bit] for one in found}
        found |= {one for one in more if not sets.clashes(one)}
        if len(found) > MOST_SETS:
            break
    yield from sorted(found, key=lambda one: (one.bit_count(), one))
