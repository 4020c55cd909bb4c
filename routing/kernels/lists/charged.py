"""What is charged for dwells behind chains, and what a dwell that begins later may save."""

from __future__ import annotations

from collections.abc import Iterator
from operator import sub

from routing.kernels.lists.on_clock import Clock, Vector

DAY = 1_440_000
NOBODY_KNOWS = 2**60  # millicents


class Charged:
    """Dwells behind the chains from a node that are charged, of rests which would be worth taking without.

    By door, the longest. Chains that begin a dwell later than others are of use where that saves more than they add.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.looked_at: dict[int, int] = {}
        self.met: dict[int, int] = {}
        self.savings: dict[int, Vector] = {}

    @property
    def is_more(self) -> bool:
        """Tell whether dwells were met that are longer than those which are looked at."""
        return any(stood > self.looked_at.get(arc, 0) for arc, stood in self.met.items())

    def meet(self, arc: int, stood: int) -> None:
        """Take note of a dwell that ends on an arc, and is charged."""
        self.met[arc] = max(stood, self.met.get(arc, 0))

    def look_at(self) -> None:
        """Take all that were met as looked at."""
        self.looked_at |= {arc: max(stood, self.looked_at.get(arc, 0)) for arc, stood in self.met.items()}
        self.met, self.savings = {}, {}

    def saved(self, later: int) -> Vector | None:
        """Return what goods may save at most by a dwell that begins so much later; None: nothing."""
        if not self.looked_at:
            return None
        days = -(-later // DAY)  # of two dwells the days add up to no less than of both together
        if days not in self.savings:
            some = [one for arc, stood in self.looked_at.items() for one in self._saved(arc, stood, days)]
            self.savings[days] = tuple(max(entry) for entry in zip(*some, strict=True))
        return self.savings[days]

    def most_saved(self) -> Vector:
        """Return what goods may save at most, however much later a dwell begins."""
        return self.saved(max(self.looked_at.values(), default=0) + DAY) or (0,) * len(self.clock.per_time)

    def _saved(self, arc: int, stood: int, days: int) -> Iterator[Vector]:
        """Yield what so many days less save of a dwell, and of each that is some days shorter."""
        nothing = (0,) * len(self.clock.per_time)
        while stood > 0:
            whole = self.clock.charge(arc, stood)
            left = nothing if stood <= days * DAY else self.clock.charge(arc, stood - days * DAY)
            if left is not None:
                yield (NOBODY_KNOWS,) * len(left) if whole is None else tuple(map(sub, whole, left))
            stood -= DAY
        yield nothing
