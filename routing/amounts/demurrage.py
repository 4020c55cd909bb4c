"""Free time and demurrage: which figures apply at a place, and how many days they charge."""

from __future__ import annotations

from dataclasses import dataclass

from networks.model.figure import Figure
from routing.amounts.units import DAY


@dataclass(frozen=True, slots=True)
class Storage:
    """What a dwell at a place costs beyond the free time there: the figures ``free_time`` and ``demurrage`` of it.

    `free`: milliminutes, rounded down; a dwell in whole ones costs no more for it.
    """

    free: int
    figure: Figure

    def days(self, dwell: int) -> int:
        """Return the started days of a dwell in milliminutes beyond the free time."""
        return max(0, -((self.free - dwell) // DAY))
