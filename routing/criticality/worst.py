"""`Worst`: the set of a few elements whose loss does the most harm, by branch and bound.

Harm is the sum over shipments of their losses. It never falls when more is lost, and that is all that is taken for
granted: it is not submodular (two ways side by side: the loss of either does nothing, that of both everything), so sums
of what single elements do bound nothing.

*Branching.* Let r_i be the best route that is known of shipment i and that a set P does not touch, and let the losses
by the r_i add up to no more than the best harm found. A set that holds P and touches no r_i does no more harm than that
either. So only elements that touch some r_i need be added to P.

*Bounding.* The loss of a shipment is at most that of any route that the set does not touch. By the routes that are
known this bounds P with each further element at once (`Lane.spread`). A set whose bound is no more than the best found
is dropped; else its losses are searched one by one, until the bound falls below or the harm is known. Each search finds
a route more.

*Dominance.* Where all arcs of an element go with another one as well, the other does at least as much harm in every
set. The greatest harm is looked for without the former, which are candidates again when the set itself is chosen: of
all sets of greatest harm the one of the fewest elements, and of these the first in the order of elements.
"""

from __future__ import annotations

from collections.abc import Sequence

from routing.criticality.lane import Lane
from routing.search.bits import bits_of
from routing.search.budget import Budget


class Worst:
    """The search for the worst sets of elements, which are bits; `allowed` may be lost."""

    def __init__(self, lanes: Sequence[Lane], allowed: int, greater: Sequence[int], budget: Budget) -> None:
        """`greater`: per element the one by which it is dominated, or itself."""
        self.lanes, self.allowed, self.greater, self.budget = lanes, allowed, greater, budget
        self.leading = sum(1 << bit for bit in bits_of(allowed) if greater[bit] == bit)
        self.most, self.set = 0, 0
        self._enough = -1  # harm at which the search may end

    def harm(self, lost: int) -> int:
        """Return the harm of a set, exactly."""
        return sum(lane.loss(lost) for lane in self.lanes)

    def bound(self, lost: int) -> int:
        """Return an upper bound of the harm of a set, by the routes that are known."""
        return sum(lane.bound(lost) for lane in self.lanes)

    def worst(self, size: int) -> tuple[int, int]:
        """Return the greatest harm of at most so many elements, and a set that does it; what was found before counts.

        Raises
        ------
        TimeUp, LimitReachedError
            A limit was reached; `most` and `set` are the best so far.
        """
        self._enough = -1
        self._explore(0, size, 0)
        return self.most, self.set

    def first(self, size: int, harm: int) -> int:
        """Return the first set, in the order of elements, of so many that does a harm; fewer do not."""
        chosen = 0
        for left in range(size - 1, -1, -1):
            can: dict[int, bool] = {}
            for bit in bits_of(self.allowed & -(1 << chosen.bit_length())):
                greater = self.greater[bit]
                if greater not in can:
                    can[greater] = self._reaches(chosen | 1 << greater, left, harm)
                if can[greater] and (bit == greater or self._reaches(chosen | 1 << bit, left, harm)):
                    chosen |= 1 << bit
                    break
        return chosen

    def widen(self) -> None:
        """Look for more harm in the worst set with one element more."""
        self._enough = -1
        self._last(self.set, 0)

    def exchanged(self) -> int:
        """Return the worst set, each element exchanged for the first that does as much with the others."""
        lost = self.set
        for bit in bits_of(self.set):
            others = lost ^ 1 << bit
            for other in bits_of(self.allowed & ((1 << bit) - 1) & ~others):
                one = others | 1 << other
                if self.bound(one) >= self.most and self.harm(one) == self.most:
                    lost = one
                    break
        return lost

    def _reaches(self, lost: int, more: int, harm: int) -> bool:
        """Tell whether a set does a harm with so many elements more."""
        kept = self.most, self.set
        self.most, self.set, self._enough = harm - 1, 0, harm
        try:
            self._explore(lost, more, 0)
            return self.most >= harm
        finally:
            self.most, self.set = kept
            self._enough = -1

    @property
    def _is_enough(self) -> bool:
        return 0 <= self._enough <= self.most

    def _explore(self, lost: int, more: int, barred: int) -> None:
        """Look for more harm in a set with up to so many elements more, none of the barred ones."""
        self._try(lost)
        if not more or self._is_enough:
            return
        if more == 1:
            self._last(lost, barred)
            return
        near = 0
        for lane in self.lanes:
            near |= lane.near(lost).touched
        near &= self.leading & ~barred & ~lost
        for bit in sorted(bits_of(near), key=lambda bit: (-self.bound(lost | 1 << bit), bit)):
            self._explore(lost | 1 << bit, more - 1, barred)
            if self._is_enough:
                return
            barred |= 1 << bit

    def _last(self, lost: int, barred: int) -> None:
        """Look for more harm in a set with one element more."""
        may = self.leading & ~barred & ~lost
        while not self._is_enough:
            self.budget.check()
            bit, bound = self._most_by(lost, may)
            if bound <= self.most:
                return
            self._try(lost | 1 << bit)

    def _most_by(self, lost: int, may: int) -> tuple[int, int]:
        """Return the element by which a set with it is bounded the highest, and that bound."""
        least, more = 0, dict[int, int]()
        for lane in self.lanes:
            spread = lane.spread(lost)
            least += spread.least
            for mask, loss in spread.more:
                for bit in bits_of(mask & may):
                    more[bit] = more.get(bit, 0) + loss
        if not more:
            return -1, -1
        bit = max(more, key=lambda bit: (more[bit], -bit))
        return bit, least + more[bit]

    def _try(self, lost: int) -> None:
        """Note the harm of a set if it is more than the most found; searched only as far as that may be."""
        bounds = [lane.bound(lost) for lane in self.lanes]
        harm = sum(bounds)
        for lane, bound in zip(self.lanes, bounds, strict=True):
            if harm <= self.most:
                return
            if bound:
                harm += lane.loss(lost) - bound
        if harm > self.most:
            self.most, self.set = harm, lost
