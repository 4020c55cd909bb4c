"""`Wait`: how long is waited at an element, and what that costs those who wait and the others."""

from __future__ import annotations

from dataclasses import dataclass

from routing.answers.travelling import Travelling
from routing.question.capacity import Held, Unit


@dataclass(frozen=True, kw_only=True)
class Wait(Travelling):
    """An element where waiting grows with use, and the waiting there.

    Attributes
    ----------
    kind, element, on, unit
        As of a `Use`.
    flow
        What uses it in a week.
    hours
        How long each unit waits, each time.
    usd_per_hour
        What an hour costs the shipper of a unit.
    external_usd
        What a unit more would cost all others, by making them wait longer (the marginal external cost). A toll of so
        much would have each shipper choose what is best for all, if it is that of a system optimum.
    price_usd
        What a unit is charged where the bound is proven: of a system optimum its own waiting and that of the others, of
        a user equilibrium its own.
    """

    kind: Held
    element: str
    on: str = ""
    unit: Unit
    flow: float
    hours: float
    usd_per_hour: float
    external_usd: float
    price_usd: float

    @property
    def usd(self) -> float:
        """Return what the waiting costs the shipper of a unit."""
        return self.hours * self.usd_per_hour

    @property
    def paid_usd(self) -> float:
        """Return what the waiting costs all shippers in a week."""
        return self.flow * self.usd

    @property
    def name(self) -> str:
        """Return what it is in one text."""
        return f"{self.kind} {self.element}" + (f" on {self.on}" if self.on else "")
