"""What `Pricing` asks of the kernels, in whole numbers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget

Ints = NDArray[np.int64]


class Wanted(NamedTuple):
    """Commodities in groups of one origin; see `Goals` of the compiled kernel."""

    origin: Ints
    most: Ints
    first: Ints
    goal: Ints
    below: Ints


class Traced(NamedTuple):
    """What a kernel found: distances in whole numbers, and where the arcs of each path begin."""

    far: Ints
    begin: Ints
    arcs: Ints


class Searches(Protocol):
    """One of the two kernels, with the graph as it reads it."""

    def find(self, weight: Ints, wanted: Wanted, bits: int, budget: Budget) -> Traced:
        """Return distances and paths; raise `TimeUp` when the budget is used up."""
