"""Sets of upgrades as bits of a whole number: what each costs, requires and excludes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from routing.search.bits import bits_of

Pairs = Iterable[tuple[int, int]]


def mask_of(bits: Iterable[int]) -> int:
    """Return the whole number in which these bits are set.

    >>> mask_of([0, 1, 3]) == 0b1011
    True
    """
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


@dataclass(frozen=True, eq=False)
class UpgradeSets:
    """The upgrades of a question.

    Attributes
    ----------
    prices
        Of each, from 0.
    requires, excludes
        Per upgrade, as bits, what it requires by itself, and what it excludes or is excluded by.
    """

    prices: tuple[int, ...]
    requires: tuple[int, ...]
    excludes: tuple[int, ...]

    @classmethod
    def of(cls, prices: Sequence[int], requires: Pairs = (), excludes: Pairs = ()) -> UpgradeSets:
        """Return the upgrades with these prices; pairs of numbers say which requires and which excludes which."""
        needed, barred = [0] * len(prices), [0] * len(prices)
        for one, other in requires:
            needed[one] |= 1 << other
        for one, other in excludes:
            barred[one] |= 1 << other
            barred[other] |= 1 << one
        return cls(tuple(prices), tuple(needed), tuple(barred))

    @property
    def free(self) -> UpgradeSets:
        """Return the same upgrades, for nothing."""
        return replace(self, prices=(0,) * len(self.prices))

    @cached_property
    def circle(self) -> tuple[int, ...]:
        """Return upgrades each of which requires the next, and the last the first; none where there is no circle."""
        done: set[int] = set()
        for first in range(len(self.prices)):
            way = [first]
            left = [bits_of(self.requires[first])]
            while way:
                if (there := next(left[-1], None)) is None:
                    done.add(way.pop())
                    left.pop()
                elif there in way:
                    return tuple(way[way.index(there) :])
                elif there not in done:
                    way.append(there)
                    left.append(bits_of(self.requires[there]))
        return ()

    @cached_property
    def whole(self) -> tuple[int, ...]:
        """Return per upgrade, as bits, itself with all that it requires, however far."""
        return tuple(self._with_required(1 << bit) for bit in range(len(self.prices)))

    def _with_required(self, mask: int) -> int:
        added = mask
        while added:
            more = 0
            for bit in bits_of(added):
                more |= self.requires[bit]
            added = more & ~mask
            mask |= added
        return mask

    def completed(self, mask: int) -> int:
        """Return a set with all that its upgrades require."""
        found = 0
        for bit in bits_of(mask):
            found |= self.whole[bit]
        return found

    def standing(self, mask: int) -> int:
        """Return those of a set that do something: what they require is in it, too."""
        return mask_of(bit for bit in bits_of(mask) if not self.whole[bit] & ~mask)

    def clashes(self, mask: int) -> bool:
        """Tell whether a set has upgrades that exclude each other."""
        return any(self.excludes[bit] & mask for bit in bits_of(mask))

    def price(self, mask: int) -> int:
        """Return what a set costs."""
        return sum(self.prices[bit] for bit in bits_of(mask))
