"""`Asked`: what journeys are compared by, and what bounds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from routing.kernels.lists.chains import no_more
from routing.kernels.lists.on_clock import Vector


class Asked(NamedTuple):
    """What journeys are compared by, and what bounds them.

    Attributes
    ----------
    fixed
        Per arc what it adds to the vector, in which time has no entry.
    compared
        Journeys are compared by so many entries; the others are limited only.
    bounds
        The most of each entry.
    last
        The last moment at which goods may leave, from 0 on.
    told
        The last moment at which goods may leave by a journey that is told: one of what is open at some times only.
    ready
        The moment at which they leave; None: just in time for what they take.
    until
        That by which they arrive.
    most_time
        How long a journey may take.
    behind, ahead
        Per node the least time and amounts from the source, and to the target.
    known
        Within such a time and for such amounts, of those compared, there is a journey whenever one leaves.
    slower
        Whether ways are looked at that are slower between two departures and add no less, but may save a charge.
    """

    fixed: Sequence[Vector]
    compared: int
    bounds: Sequence[float]
    last: int
    until: int
    most_time: float
    behind: Sequence[Sequence[int]]
    ahead: Sequence[Sequence[int]]
    known: Sequence[Sequence[int]] = ()
    told: int = -1
    ready: int | None = None
    slower: bool = False

    def is_beaten(self, least: Iterable[int]) -> bool:
        """Tell whether journeys of such a time and amounts take too long, or are beaten whenever goods leave."""
        passed, *amounts = least
        compared = amounts[: self.compared]
        if passed > self.most_time or not no_more(amounts, self.bounds):
            return True
        return any(
            most <= passed and no_more(known, compared) and (most < passed or list(known) != compared)
            for most, *known in self.known
        )
