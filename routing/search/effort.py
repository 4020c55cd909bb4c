"""`Effort`: how long a search may go on, in labels and until when."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

PUTTING_TOGETHER = 0.15  # share of a limit that a front cut short leaves for its routes: some hundred steps for a point


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search may spend.

    Attributes
    ----------
    labels
        Labels that it may make.
    until
        Moment of `time.monotonic` at which it stops.
    early
        Moment at which a search stops that has yet to make routes of all that it found; None = `until`.
    """

    labels: int
    until: float = math.inf
    early: float | None = None

    @classmethod
    def within(cls, seconds: float, labels: int) -> Effort:
        """Return the effort of so many seconds from now on."""
        begun = time.monotonic()
        return cls(labels, begun + seconds, begun + (1 - PUTTING_TOGETHER) * seconds)

    def check(self) -> None:
        """Raise TimeoutError if the moment has passed; kernels call it now and then."""
        if time.monotonic() > self.until:
            raise TimeoutError("the time of the search is over")

    def is_over(self) -> bool:
        """Tell whether only the time is left that the routes of a front need."""
        return time.monotonic() > (self.until if self.early is None else self.early)

    @property
    def left_s(self) -> float:
        """Return the seconds that are left, from 0."""
        return max(0.0, self.until - time.monotonic())
