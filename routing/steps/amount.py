"""`Amount`: time, price and CO2e of a part of a route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from routing.steps.measured import Measured
from routing.steps.step import Step, added


@dataclass(frozen=True, slots=True)
class Amount(Measured):
    """Time, price and CO2e of a part of a route, in thousandths; None where a figure is missing."""

    milliminutes: int | None
    millicents: int | None
    milligrams: int | None


def amount_of(steps: Iterable[Step], paid: Iterable[Step]) -> Amount:
    """Return the time and emissions of some steps, and the price of those that are `paid` under the same head."""
    found = list(steps)
    return Amount(added(found, "milliminutes"), added(paid, "millicents"), added(found, "milligrams"))
