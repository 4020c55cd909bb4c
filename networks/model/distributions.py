r"""How a figure is spread where somebody fitted that: rows of ``distributions.csv`` as records, and their quantiles.

=============  =============================  ==========================================================================
family         parameters                     quantile at :math:`u`
=============  =============================  ==========================================================================
``lognormal``  ``median``, ``sigma``          median · exp(sigma · Φ⁻¹(u)); sigma is the deviation of the logarithm
``gamma``      ``shape``, ``scale``           where the regularised incomplete gamma function of x / scale is u
``triangular`` ``least``, ``mode``, ``most``  two roots that meet at the mode
``quantiles``  ``0``, ..., ``1``              straight lines between what was counted: ``0=1; 0.5=3; 0.9=7; 1=20``
=============  =============================  ==========================================================================

Parameters are in the unit of the figure, but for ``sigma`` and ``shape``, which have none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "lognormal": ("median", "sigma"),
    "gamma": ("shape", "scale"),
    "triangular": ("least", "mode", "most"),
    "quantiles": (),
}
NORMAL = NormalDist()
STEPS, TERMS, NEAR = 200, 1000, 1e-13


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """One row of ``distributions.csv``: how a figure is spread, and who says so.

    Attributes
    ----------
    element, quantity
        The figure, a row of ``figures.csv``.
    family
        ``lognormal``, ``gamma``, ``triangular`` or ``quantiles``.
    parameters
        ``name=number`` with ``;`` between.
    source
        Row of ``sources.csv``: who fitted or counted it.
    note
        From how many observations, and how.

    Examples
    --------
    >>> row = {"element": "lift", "quantity": "time", "source": "S1"}
    >>> stays = Distribution(family="lognormal", parameters="median=24; sigma=0.5", **row)
    >>> [round(stays.quantile(share), 1) for share in (0.1, 0.5, 0.9)]
    [12.6, 24.0, 45.6]
    >>> counted = Distribution(family="quantiles", parameters="0=6; 0.5=20; 0.9=50; 1=90", **row)
    >>> [round(counted.quantile(share), 1) for share in (0.25, 0.5, 0.95)]
    [13.0, 20.0, 70.0]
    """

    element: str
    quantity: str
    family: str
    parameters: str
    source: str
    note: str = ""

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """Return the parameters as numbers.

        Raises
        ------
        ValueError
            What the family does not have, or cannot be; each word says what was expected.
        """
        found: dict[str, float] = {}
        for part in filter(None, map(str.strip, self.parameters.split(";"))):
            name, equals, number = part.partition("=")
            name = name.strip()
            if not equals or name in found:
                raise ValueError(f"expected name=number, each name once, with ; between, not {part!r}")
            try:
                found[name] = float(number)
            except ValueError:
                raise ValueError(f"expected a number for {name}, not {number.strip()!r}") from None
            if not math.isfinite(found[name]):
                raise ValueError(f"expected a number for {name}, not {number.strip()!r}")
        wrong = next(_faults(self.family, found), "")
        if wrong:
            raise ValueError(wrong)
        return found

    def quantile(self, share: float) -> float:
        """Return below which value a share of all lies, from 0 to 1 and not beyond."""
        numbers = self.numbers
        if self.family == "lognormal":
            return numbers["median"] * math.exp(numbers["sigma"] * NORMAL.inv_cdf(share))
        if self.family == "gamma":
            return numbers["scale"] * _gamma_quantile(numbers["shape"], share)
        if self.family == "triangular":
            return _triangular(numbers["least"], numbers["mode"], numbers["most"], share)
        points = sorted((float(name), value) for name, value in numbers.items())
        above = next(place for place, (at, _) in enumerate(points) if at >= share)
        (low, first), (high, last) = points[max(above - 1, 0)], points[above]
        return last if high == low else first + (last - first) * (share - low) / (high - low)


def _faults(family: str, numbers: Mapping[str, float]) -> Iterator[str]:
    """Yield what parameters cannot be."""
    names = PARAMETERS.get(family)
    if names is None:
        yield f"expected one of {', '.join(PARAMETERS)}"
    elif names and set(numbers) != set(names):
        yield f"expected {', '.join(names)} of a {family} distribution"
    elif family in ("lognormal", "gamma"):
        yield from (f"expected a {name} above 0" for name in names if numbers[name] <= 0)
    elif family == "triangular":
        least, mode, most = (numbers[name] for name in names)
        if not 0 <= least <= mode <= most or least == most:
            yield "expected 0 <= least <= mode <= most, and not all the same"
    else:
        yield from _faults_of_quantiles(numbers)


def _faults_of_quantiles(numbers: Mapping[str, float]) -> Iterator[str]:
    try:
        points = sorted((float(name), value) for name, value in numbers.items())
    except ValueError:
        yield "expected shares from 0 to 1 before the =, as in 0=1; 0.5=3; 1=20"
        return
    shares, values = [share for share, _ in points], [value for _, value in points]
    if len(points) < 3 or shares[0] != 0 or shares[-1] != 1:
        yield "expected three quantiles or more, the first of share 0 and the last of share 1"
    elif values != sorted(values) or values[0] < 0 or len(set(shares)) < len(shares):
        yield "expected quantiles that ascend from 0 or more"


def _triangular(least: float, mode: float, most: float, share: float) -> float:
    width = most - least
    if share * width <= mode - least:
        return least + math.sqrt(share * width * (mode - least))
    return most - math.sqrt((1.0 - share) * width * (most - mode))


def _gamma_quantile(shape: float, share: float) -> float:
    """Return where the regularised incomplete gamma function has a value: Newton's iteration between two bounds."""
    if share <= 0.0:
        return 0.0
    low, high = 0.0, shape + 1.0
    while _gamma_share(shape, high) < share:
        low, high = high, 2.0 * high
    at = (low + high) / 2.0
    for _ in range(STEPS):
        off = _gamma_share(shape, at) - share
        low, high = (low, at) if off > 0 else (at, high)
        density = math.exp((shape - 1.0) * math.log(at) - at - math.lgamma(shape)) if at > 0 else 0.0
        step = at - off / density if density > 0 else math.nan
        step = step if low < step < high else (low + high) / 2.0
        if abs(step - at) <= NEAR * max(at, 1e-300):
            break
        at = step
    return at


def _gamma_share(shape: float, at: float) -> float:
    """Return the regularised lower incomplete gamma function, by its series or its continued fraction (Lentz)."""
    if at <= 0.0:
        return 0.0
    front = math.exp(shape * math.log(at) - at - math.lgamma(shape))
    if at < shape + 1.0:
        term = total = 1.0 / shape
        for number in range(1, TERMS):
            term *= at / (shape + number)
            total += term
            if term < total * 1e-16:
                break
        return front * total
    tiny = 1e-300
    b = at + 1.0 - shape
    c, d = 1.0 / tiny, 1.0 / b
    found = d
    for number in range(1, TERMS):
        a = -number * (number - shape)
        b += 2.0
        d = 1.0 / ((a * d + b) or tiny)
        c = (b + a / c) or tiny
        found *= d * c
        if abs(d * c - 1.0) < 1e-16:
            break
    return 1.0 - front * found
