"""What each upgrade of a set saves: its share by Shapley, exact or drawn; alone, and last.

The worth of a part of the set is what its upgrades save together, where those that lack what they require do nothing.
The share of u is the mean over all orders of the set of what u adds to those before it,

    sum over T without u of |T|! (n - |T| - 1)! / n! (v(T + u) - v(T)),

in fractions, so that the shares add up to v of the whole set exactly (Shapley, Contributions to the Theory of Games II,
1953). Up to 15 upgrades every part is searched; beyond, orders are drawn, whose sums are exact likewise.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from routing.search.upgrades.sets import mask_of

EXACT = 15  # upgrades up to which every part is searched
ORDERS = 400  # drawn beyond
SEED = 42


class Share(NamedTuple):
    """The share of an upgrade, its standard error, and what it saves alone and last."""

    bit: int
    share: Fraction
    error: float
    alone: int
    last: int


def shares_of(bits: Sequence[int], worth: Callable[[int], int]) -> list[Share]:
    """Return the shares of upgrades in what a set of them is worth.

    Examples
    --------
    >>> saved = {0: 0, 1: 4, 2: 4, 3: 6}
    >>> [(one.bit, str(one.share), one.alone, one.last) for one in shares_of([0, 1], saved.__getitem__)]
    [(0, '3', 4, 2), (1, '3', 4, 2)]
    """
    known: dict[int, int] = {}

    def kept(mask: int) -> int:
        if mask not in known:
            known[mask] = worth(mask)
        return known[mask]

    whole = mask_of(bits)
    told = _exact(bits, kept) if len(bits) <= EXACT else _drawn(bits, kept)
    nothing = kept(0)
    return [
        Share(bit, share, error, kept(1 << bit) - nothing, kept(whole) - kept(whole & ~(1 << bit)))
        for bit, (share, error) in zip(bits, told, strict=True)
    ]


def _exact(bits: Sequence[int], worth: Callable[[int], int]) -> list[tuple[Fraction, float]]:
    count = len(bits)
    factors = [math.factorial(size) * math.factorial(count - size - 1) for size in range(count)]
    sums = [0] * count
    for number in range(1 << count):
        part = mask_of(bit for place, bit in enumerate(bits) if number >> place & 1)
        size, value = number.bit_count(), worth(part)
        for place in range(count):
            if number >> place & 1:
                sums[place] += factors[size - 1] * value
            else:
                sums[place] -= factors[size] * value
    return [(Fraction(total, math.factorial(count)), 0.0) for total in sums]


def _drawn(bits: Sequence[int], worth: Callable[[int], int]) -> list[tuple[Fraction, float]]:
    rng = random.Random(SEED)
    added: dict[int, list[int]] = {bit: [] for bit in bits}
    for _ in range(ORDERS):
        order, part = list(bits), 0
        rng.shuffle(order)
        for bit in order:
            added[bit].append(worth(part | 1 << bit) - worth(part))
            part |= 1 << bit
    found = []
    for bit in bits:
        mean = Fraction(sum(added[bit]), ORDERS)
        spread = sum((value - float(mean)) ** 2 for value in added[bit]) / (ORDERS - 1)
        found.append((mean, math.sqrt(spread / ORDERS)))
    return found
