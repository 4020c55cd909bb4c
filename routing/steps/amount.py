"""`Amount`: minutes, cents and grams of a part of a route."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes, cents and grams of a part of a route; None where a figure is missing."""

    minutes: int | None
    cents: int | None
    grams: int | None

    @property
    def days(self) -> float | None:
        """Return the days."""
        return None if self.minutes is None else self.minutes / 1440

    @property
    def usd(self) -> float | None:
        """Return the USD."""
        return None if self.cents is None else self.cents / 100

    @property
    def kg_co2e(self) -> float | None:
        """Return the kg CO2e."""
        return None if self.grams is None else self.grams / 1000
