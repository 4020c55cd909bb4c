"""Random questions about upgrades over years, and their answers by trying every year of beginning for each upgrade."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

from routing.search.upgrades.phases import Phasing
from routing.search.upgrades.sets import UpgradeSets


class Question(NamedTuple):
    """Upgrades over years; what each set of them weighs, and which sets are good."""

    phasing: Phasing
    weights: dict[int, int]
    good: frozenset[int]


def question(seed: int) -> Question:
    """Return a small question, with prices of 0, years without money, prerequisites and exclusions."""
    rng = random.Random(seed)
    count, years = rng.randint(1, 4), rng.randint(1, 4)
    pairs = [(one, other) for one in range(count) for other in range(one)]
    requires = [pair for pair in pairs if rng.random() < 0.25]
    excludes = [pair for pair in pairs if rng.random() < 0.2 and pair not in requires]
    sets = UpgradeSets.of([0] * count, requires, excludes)
    payments = [tuple(rng.randint(0, 6) for _ in range(rng.choice((1, 1, 2, 3)))) for _ in range(count)]
    budgets = [rng.choice((0, rng.randint(1, 12), rng.randint(1, 12))) for _ in range(years)]
    masks = [mask for mask in range(1 << count) if sets.standing(mask) == mask and not sets.clashes(mask)]
    weights = {mask: rng.randint(0, 20) for mask in masks}
    good = frozenset(mask for mask in masks if weights[mask] <= 8)
    return Question(Phasing(sets, payments, budgets, rng.random() < 0.5), weights, good)


def every_plan(asked: Question) -> Iterator[tuple[tuple[int | None, ...], list[int]]]:
    """Yield every lawful plan: when each upgrade is begun, and what is done at the end of each year."""
    phasing = asked.phasing
    count, years = len(phasing.payments), len(phasing.budgets)
    for begun in itertools.product([None, *range(years)], repeat=count):
        ends = [None if at is None else at + len(phasing.payments[bit]) - 1 for bit, at in enumerate(begun)]
        had = {bit for bit in range(count) if begun[bit] is not None}
        if any(end is not None and end >= years for end in ends):
            continue
        if any(phasing.sets.excludes[bit] >> other & 1 for bit in had for other in had):
            continue
        if any(
            phasing.sets.requires[bit] >> other & 1 and (other not in had or ends[other] > ends[bit])
            for bit in had
            for other in range(count)
        ):
            continue
        paid = [0] * years
        for bit in had:
            for later, payment in enumerate(phasing.payments[bit]):
                paid[begun[bit] + later] += payment
        spare = 0
        for budget, due in zip(phasing.budgets, paid, strict=True):
            spare += budget - due
            if spare < 0:
                break
            spare = spare if phasing.is_carried else 0
        else:
            done = [sum(1 << bit for bit in had if ends[bit] <= year) for year in range(years)]
            yield begun, done
