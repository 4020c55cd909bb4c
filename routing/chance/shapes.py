r"""How a figure with a range is spread: the shape of a time between its low, its value and its high.

The ends are read as where one journey in ten lies below, and above; the value as the middle (`figures.csv`). With
:math:`a` and :math:`b` the distances from the value down to P10 and up to P90, :math:`q = 1.2816` the quantile of the
standard normal distribution at 0.9 and :math:`Z` standard normal, a time is

.. math:: X = m + a \min(Z, 0)/q + b\, h(\max(Z, 0)) / h(q), \qquad h(z) = z + \beta z^2 ,

and not less than 0. So it has the three points exactly, and is as skewed as they are. What is planned (a headway, the
wait at the origin) has :math:`\beta = 0`: two halves of normal distributions, joined at the median. What happens
(riding, handling, clearance, queues) has :math:`\beta = 0.6`: beyond P90 its tail is that of an exponential
distribution, to 1 % up to P99.9. Only sums and products are needed, which every computer makes alike.
``networks/data/chance.md`` says why. Where `distributions.csv` says how a figure is spread, it is spread so (`Fitted`).

References
----------
K. F. Wallis: The two-piece normal, binormal, or double Gaussian distribution. Statistical Science 29 (2014) 106-112.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from networks.model.distributions import Distribution
from routing.accounts.likely import Z90

LIGHT, LONG = 0.0, 0.6
PLANNED = frozenset({"headway", "origin_wait"})  # quantities of what somebody plans; all others happen
NORMAL = NormalDist()
ENDS, FINE, ROUND = 5, 16, 1 << 20  # of the points at which a fitted distribution is looked at
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """The spread of a time of `middle` milliminutes.

    Attributes
    ----------
    middle, low, high
        The value, and the distances from it to P10 (not above 0) and to P90 (not below 0), in milliminutes.
    tail
        `LIGHT` or `LONG`.

    Examples
    --------
    >>> shape = Shape(1000.0, -400.0, 2000.0, LONG)
    >>> shape.at(np.array([-1.2815515655446004, 0.0, 1.2815515655446004])).round(6).tolist()
    [600.0, 1000.0, 3000.0]
    """

    middle: float
    low: float
    high: float
    tail: float

    @property
    def is_spread(self) -> bool:
        """Tell whether it has a range."""
        return bool(self.low or self.high)

    def at(self, normal: Numbers) -> Numbers:
        """Return the milliminutes at values of a standard normal variable."""
        up = np.maximum(normal, 0.0)
        found = normal - up
        found *= -self.low / Z90
        if self.tail:
            up *= up * self.tail + 1.0
        up *= self.high / (Z90 + self.tail * Z90**2)
        found += up
        found += self.middle
        return np.maximum(found, 0.0, out=found)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The spread of a time, or of a price, whose distribution somebody fitted or counted (`distributions.csv`).

    Attributes
    ----------
    middle
        The value.
    points, shares
        Points of a standard normal variable, and which share of the value it is there; between them it is straight.

    Examples
    --------
    >>> from networks.model.distributions import Distribution
    >>> row = {"element": "lift", "quantity": "time", "source": "S1"}
    >>> counted = Distribution(family="quantiles", parameters="0=6; 0.5=20; 0.9=50; 1=90", **row)
    >>> found = fitted_shape(counted, 20.0, 100.0)
    >>> found.at(np.array([-1.2815515655446004, 0.0, 1.2815515655446004])).round().tolist()
    [44.0, 100.0, 250.0]
    """

    middle: float
    points: tuple[float, ...]
    shares: tuple[float, ...]

    @property
    def is_spread(self) -> bool:
        """Tell whether it has a range."""
        return self.shares[0] != self.shares[-1]

    def at(self, normal: Numbers) -> Numbers:
        """Return the milliminutes at values of a standard normal variable."""
        return np.interp(normal, self.points, self.shares) * self.middle


Spread = Shape | Fitted


def fitted_shape(found: Distribution, value: float, middle: float) -> Fitted:
    """Return the spread of so much, which a figure of a value says and whose distribution is known."""
    return Fitted(middle, *_fitted(found, value))


@lru_cache(maxsize=1024)
def _fitted(found: Distribution, value: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return points, and a distribution there as shares of a value; both as they are the same everywhere."""
    counted = [float(name) for name in found.numbers] if found.family == "quantiles" else []
    corners = {_rounded(NORMAL.inv_cdf(share)) for share in counted if 0.0 < share < 1.0}
    points = tuple(sorted(corners | {number / FINE for number in range(-ENDS * FINE, ENDS * FINE + 1)}))
    return points, tuple(_rounded(found.quantile(NORMAL.cdf(point)) / value) for point in points)


def _rounded(number: float) -> float:
    return round(number * ROUND) / ROUND


def tail_of(quantity: str) -> float:
    """Return how long the tail of a quantity is.

    Examples
    --------
    >>> tail_of("time"), tail_of("headway")
    (0.6, 0.0)
    """
    return LIGHT if quantity in PLANNED else LONG
