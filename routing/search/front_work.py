"""`FrontWork`: a search of a front is run in slices until it is done or a limit is met."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget, Growth, Slices

Ints = NDArray[np.int64]
WRITING_S = 2.5e-8  # what an arc of a point's path takes to be written: it lies anywhere in memory
DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3


class FrontWork:
    """Runs a kernel in slices until it is done or a bound is reached."""

    def __init__(self, budget: Budget, start: int, slice_labels: int) -> None:
        self.max_labels, self.start, self.slice_labels = budget.labels, start, slice_labels
        self.budget = budget

    def run(
        self, go_on: Callable[[int], int], grow: Callable[[], None], to_write: Callable[[], int] | None = None
    ) -> bool:
        """Return whether the search ended by itself.

        `to_write` tells how many arcs the paths of the points have by now: time for them is set aside.
        """
        slices, growth = Slices(self.slice_labels, PAUSED), Growth(self.budget)
        while True:
            outcome = slices.run(go_on)
            if outcome == DONE:
                return True
            arcs = 0 if to_write is None else to_write()
            if outcome == STOPPED or not self.budget.lasts(WRITING_S * arcs):
                return False
            if outcome == FULL and not growth.run(grow):
                return False


def offsets_of(lengths: Ints) -> Ints:
    """Return where paths of these lengths begin that lie one behind the other, and one number more."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    lengths.cumsum(out=offsets[1:])
    return offsets
