"""`Marks`: which territories arcs touch, and which of them are only passed; few of the sets differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from routing.compiling.bundle import Ints, Touched

Bools = NDArray[np.bool_]


class Marks:
    """Which territories arcs touch, and which of them the home railway only passes.

    Parameters
    ----------
    sets
        Different pairs of both.
    of_arc
        Which of them each arc bears.
    """

    def __init__(self, sets: Sequence[Touched], of_arc: Ints) -> None:
        self.sets, self.of_arc = sets, of_arc

    @cached_property
    def codes(self) -> frozenset[str]:
        """Return all territories."""
        return frozenset().union(*(touched for touched, _ in self.sets))

    def touching(self, codes: Collection[str], *, besides_transit: bool = False) -> Bools:
        """Return the arcs that touch one of some territories; `besides_transit`: one that is not only passed."""
        wanted = frozenset(codes)
        held = [
            not wanted.isdisjoint(touched - passed if besides_transit else touched) for touched, passed in self.sets
        ]
        return np.array(held, dtype=np.bool_)[self.of_arc]

    def followed_by(self, count: int) -> Marks:
        """Return the marks of these arcs and of others behind them that touch nothing."""
        none = np.full(count, len(self.sets))
        return Marks([*self.sets, (frozenset(), frozenset())], np.concatenate([self.of_arc, none]))
