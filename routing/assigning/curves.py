"""What waiting costs by the use of an element: the convex curve of which an assignment seeks the least sum.

With h(f) the hours of waiting at a use f (piecewise linear, convex, 0 up to the first point) and v the price of an
hour of a unit, all units together pay v f h(f). Of a *system optimum* that is the curve; one unit more costs all
v (h + f h'), which jumps where the line becomes steeper. Of a *user equilibrium* the curve is Beckmann's: v times the
integral of h from 0 to f, of which one unit more costs v h(f), what its shipper pays by itself.
Beckmann, McGuire and Winsten (1956).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.question.congestion import Choice, Congestion

Floats = NDArray[np.float64]
NEAR = 1e-3  # of a use


class Curve(NamedTuple):
    """The lines of a waiting: where each begins, its hours there, how steep it is; what an hour of a unit costs."""

    begin: Floats
    hours: Floats
    steep: Floats
    usd: float
    is_alone: bool

    def _line(self, use: float) -> int:
        """Return the line on which a use lies; -1 before the first."""
        return int(np.searchsorted(self.begin, use, side="right")) - 1

    def hours_at(self, use: float) -> float:
        """Return how long a unit waits."""
        at = self._line(use)
        return 0.0 if at < 0 else float(self.hours[at] + self.steep[at] * (use - self.begin[at]))

    def paid(self, use: float) -> float:
        """Return what all units pay together."""
        return self.usd * use * self.hours_at(use)

    def value(self, use: float) -> float:
        """Return the curve of which the sum is to be least."""
        if not self.is_alone:
            return self.paid(use)
        ends = np.append(self.begin[1:], np.inf)
        width = np.clip(np.minimum(ends, use) - self.begin, 0.0, None)
        return self.usd * float((self.hours * width + self.steep * width**2 / 2).sum())

    def slopes(self, use: float) -> tuple[float, float]:
        """Return how steep the curve is to the left and to the right of a use."""
        if self.is_alone:
            return (self.usd * self.hours_at(use),) * 2
        return self.social(use)

    def social(self, use: float) -> tuple[float, float]:
        """Return what a unit less would save all, and what a unit more would cost all."""
        at, hours = self._line(use), self.hours_at(use)
        right = float(self.steep[at]) if at >= 0 else 0.0
        left = right if at < 0 or use > self.begin[at] else float(self.steep[at - 1]) if at else 0.0
        return self.usd * (hours + use * left), self.usd * (hours + use * right)

    def use_at(self, slope: float, most: float) -> float:
        """Return from which use on, up to `most`, the curve is as steep as that; there is no need to look beyond."""
        if self.slopes(most)[0] <= slope:
            return most
        low, high = 0.0, most
        while high - low > NEAR * most:
            middle = (low + high) / 2
            low, high = (low, middle) if self.slopes(middle)[0] > slope else (middle, high)
        return high

    def conjugate(self, price: float) -> float:
        """Return the most by which so much a unit can exceed the curve: max over f >= 0 of price f - curve(f)."""
        if not price > 0:
            return 0.0
        if not self.usd or not self.steep[-1]:
            return np.inf
        # on a line from b, where the curve is a, it is as steep as v (a + c (f - b)): c is the line's or twice that
        first = self.hours if self.is_alone else self.hours + self.steep * self.begin
        grows = np.where(self.is_alone, self.steep, 2 * self.steep)
        ends = np.append(self.begin[1:], np.inf)
        best = price * float(self.begin[0])
        for begin, end, at_begin, grow in zip(self.begin, ends, first, grows, strict=True):
            use = begin + (price / self.usd - at_begin) / grow if grow else begin
            use = float(min(max(use, begin), end))
            best = max(best, price * use - self.value(use))
        return best


def curve_of(one: Congestion, choice: Choice) -> Curve:
    """Return the curve of a congestion.

    Examples
    --------
    >>> queue = Congestion("link", "sea:A-B", [(0, 0), (10, 10)], usd_per_hour=3)  # an hour for each unit
    >>> together, alone = curve_of(queue, "system optimum"), curve_of(queue, "user equilibrium")
    >>> together.value(2), together.slopes(2), alone.value(2), alone.slopes(2)
    (12.0, (12.0, 12.0), 6.0, (6.0, 6.0))
    >>> together.conjugate(12), alone.conjugate(6)
    (12.0, 6.0)
    """
    use, hours = np.array(one.waits, dtype=np.float64).T
    steep = np.diff(hours) / np.diff(use)
    return Curve(use[:-1], hours[:-1], steep, float(one.usd_per_hour), choice == "user equilibrium")
