"""`Amount`: minutes, cents and grams of a part of a route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from routing.amounts.missing import scaled
from routing.steps.step import Step, added


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes, cents and grams of a part of a route; None where a figure is missing."""

    minutes: int | None
    cents: int | None
    grams: int | None

    @property
    def days(self) -> float | None:
        """Return the days."""
        return scaled(self.minutes, 1440)

    @property
    def usd(self) -> float | None:
        """Return the USD."""
        return scaled(self.cents, 100)

    @property
    def kg_co2e(self) -> float | None:
        """Return the kg CO2e."""
        return scaled(self.grams, 1000)


def amount_of(steps: Iterable[Step], paid: Iterable[Step]) -> Amount:
    """Return the time and emissions of some steps, and the price of those that are `paid` under the same head."""
    found = list(steps)
    return Amount(added(found, "minutes"), added(paid, "cents"), added(found, "grams"))
