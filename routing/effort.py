"""`Effort`: how long a search may go on, in labels and until when."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """What a search may spend.

    Attributes
    ----------
    labels
        Labels that it may make.
    until
        Moment of `time.monotonic` at which it stops.
    """

    labels: int
    until: float = math.inf

    @classmethod
    def within(cls, seconds: float, labels: int) -> Effort:
        """Return the effort of so many seconds from now on."""
        return cls(labels, time.monotonic() + seconds)

    def check(self) -> None:
        """Raise TimeoutError if the moment has passed; kernels call it now and then."""
        if time.monotonic() > self.until:
            raise TimeoutError("the time of the search is over")

    @property
    def left_s(self) -> float:
        """Return the seconds that are left, from 0."""
        return max(0.0, self.until - time.monotonic())
