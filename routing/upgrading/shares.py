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
from collections.abc import Callable, Iterator, Mapping, Sequence
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


def shares_of(bits: Sequence[int], worth: Callable[[Sequence[int]], Sequence[int]]) -> list[Share]:
    """Return the shares of upgrades in what a set of them is worth; `worth` tells it of many parts at once.

    Examples
    --------
    >>> saved = {0: 0, 1: 4, 2: 4, 3: 6}
    >>> found = shares_of([0, 1], lambda parts: [saved[part] for part in parts])
    >>> [(one.bit, str(one.share), one.alone, one.last) for one in found]
    [(0, '3', 4, 2), (1, '3', 4, 2)]
    """
    whole = mask_of(bits)
    orders = [] if len(bits) <= EXACT else list(_orders(bits))
    parts = [mask_of(order[:size]) for order in orders for size in range(len(bits))] or list(_parts(bits))
    ends = [0, whole, *(1 << bit for bit in bits), *(whole & ~(1 << bit) for bit in bits)]
    every = list(dict.fromkeys([*parts, *ends]))
    known = dict(zip(every, worth(every), strict=True))
    told = _drawn(bits, orders, known) if orders else _exact(bits, known)
    return [
        Share(bit, share, error, known[1 << bit] - known[0], known[whole] - known[whole & ~(1 << bit)])
        for bit, (share, error) in zip(bits, told, strict=True)
    ]


def _parts(bits: Sequence[int]) -> Iterator[int]:
    for number in range(1 << len(bits)):
        yield mask_of(bit for place, bit in enumerate(bits) if number >> place & 1)


def _orders(bits: Sequence[int]) -> Iterator[list[int]]:
    rng = random.Random(SEED)
    for _ in range(ORDERS):
        order = list(bits)
        rng.shuffle(order)
        yield order


def _exact(bits: Sequence[int], known: Mapping[int, int]) -> list[tuple[Fraction, float]]:
    count = len(bits)
    factors = [math.factorial(size) * math.factorial(count - size - 1) for size in range(count)]
    sums = [0] * count
    for number, part in enumerate(_parts(bits)):
        size, value = number.bit_count(), known[part]
        for place in range(count):
            if number >> place & 1:
                sums[place] += factors[size - 1] * value
            else:
                sums[place] -= factors[size] * value
    return [(Fraction(total, math.factorial(count)), 0.0) for total in sums]


def _drawn(
    bits: Sequence[int], orders: Sequence[Sequence[int]], known: Mapping[int, int]
) -> list[tuple[Fraction, float]]:
    added: dict[int, list[int]] = {bit: [] for bit in bits}
    for order in orders:
        for place, bit in enumerate(order):
            part = mask_of(order[:place])
            added[bit].append(known[part | 1 << bit] - known[part])
    found = []
    for bit in bits:
        mean = Fraction(sum(added[bit]), len(orders))
        spread = sum((value - float(mean)) ** 2 for value in added[bit]) / (len(orders) - 1)
        found.append((mean, math.sqrt(spread / len(orders))))
    return found
