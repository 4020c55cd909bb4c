"""Limits of a question to a graph of ways: km and days in all, as sums of edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TYPE_CHECKING

from routing.ways.digraphs import METRES, TIME
from routing.ways.speeds import MILLIMINUTES_PER_H

if TYPE_CHECKING:
    from routing.ways.answer import Way

DECIMALS = {"max_km": 1, "max_days": 2}
ROUNDING = 1e-6  # of a metre or a thousandth of a minute


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a way may have of something.

    Attributes
    ----------
    name, stated, unit
        Field of `Constraints`, its number, and the unit of that.
    weight, most
        The weight of edges that it bounds, and the most that all edges of a way may have of it; below 0 where the ways
        from the ends to the graph are beyond the limit already.
    per_unit, off
        How much of the weight is one unit, and how many units the ways from the ends to the graph take.
    """

    name: str
    stated: float
    unit: str
    weight: str
    per_unit: float
    off: float

    @property
    def most(self) -> int:
        return floor(self.per_unit * (self.stated - self.off) + ROUNDING)

    def words(self, least: int) -> str:
        """Return the limit in words, with the least that a way may have, rounded up: that much is enough."""
        step = 10 ** DECIMALS[self.name]
        enough = ceil(step * (least / self.per_unit + self.off)) / step
        return f"at most {self.stated:g} {self.unit} (the least is {enough:,.{DECIMALS[self.name]}f})"


def limits_of(way: Way) -> Iterator[Limit]:
    """Yield the limits of a question."""
    ends = (way.origin, way.destination)
    if way.constraints.max_km is not None:
        yield Limit("max_km", way.constraints.max_km, "km", METRES, 1000.0, sum(end.km for end in ends))
    if way.constraints.max_days is not None and way.speeds is not None:
        off_h = sum(end.km / (way.speeds.kmh(end.mode) or inf) for end in ends)
        yield Limit("max_days", way.constraints.max_days, "days", TIME, 24.0 * MILLIMINUTES_PER_H, off_h / 24)
