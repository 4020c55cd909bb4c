"""Free time and demurrage: which figures apply at a place, and how many days they charge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from networks.model.figure import Figure
from routing.amounts.units import DAY, MILLI


@dataclass(frozen=True, slots=True)
class Storage:
    """What a dwell at a place costs beyond the free time there: the figures ``free_time`` and ``demurrage`` of it."""

    free_minutes: Fraction
    figure: Figure

    @property
    def free(self) -> int:
        """Return the milliminutes that are free, rounded down: a dwell in whole ones costs no more for it."""
        return math.floor(self.free_minutes * MILLI)

    def days(self, dwell: int) -> int:
        """Return the started days of a dwell in milliminutes beyond the free time."""
        return max(0, math.ceil((dwell - self.free_minutes * MILLI) / DAY))
