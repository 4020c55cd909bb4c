"""What figures come to, exactly: minutes, cents and grams, before they are rounded once per arc to thousandths.

A figure is read as the decimal number that it prints as, all arithmetic is exact (`fractions.Fraction`),
and the one rounding at the end is half-even, after multiplying by quantity and distance. So the integers
do not depend on the machine, and another program that follows these lines gets the same ones.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from networks.model.figure import Figure
from networks.model.keys import MONEY, currency_key
from networks.network import Network
from routing.amounts.large_boxes import teu_in_price
from routing.amounts.load import Load
from routing.amounts.rounding import exact
from routing.amounts.units import USD

MINUTES = {"h": Fraction(60), "d": Fraction(1440), "min": Fraction(1), "s": Fraction(1, 60)}
KM_PER_DAY = {"km/day": Fraction(1), "km/h": Fraction(24), "kn": Fraction(24) * Fraction("1.852")}
GRAMS = {"g": Fraction(1), "kg": Fraction(1000)}


@lru_cache(maxsize=4096)
def minutes_in(duration: float, unit: str) -> Fraction:
    """Return the exact minutes of a duration."""
    return exact(duration) * MINUTES[unit]


@lru_cache(maxsize=4096)
def minutes_per_km(speed: float, unit: str) -> Fraction:
    """Return the exact minutes that a km takes at a speed.

    Examples
    --------
    >>> minutes_per_km(48.0, "km/h")
    Fraction(5, 4)
    """
    return 1440 / (exact(speed) * KM_PER_DAY[unit])


@lru_cache(maxsize=4096)
def cents_per_unit(price: float) -> Fraction:
    """Return the exact cents of a price for one unit of its basis, in the money of the price."""
    return exact(price) * 100


@lru_cache(maxsize=4096)
def grams_per_unit(factor: float, unit: str, kwh: float = 1.0) -> Fraction:
    """Return the exact grams of an emission factor for one unit of its basis, or for the kWh that one takes."""
    return exact(kwh) * exact(factor) * GRAMS[unit]


def minutes_of(value: float, figure: Figure, km: float | None = None) -> Fraction | None:
    """Return the exact minutes of a duration, or of a speed over `km`; None where km is needed and missing."""
    if figure.unit in MINUTES:
        return minutes_in(value, figure.unit)
    if km is None:
        return None
    return exact(km) * minutes_per_km(value, figure.unit)


def usd_per_unit(network: Network, currency: str) -> Fraction | int | None:
    """Return the USD that a unit of a money is worth by the network's stated rate; None where it states none."""
    if currency == MONEY:
        return 1
    rate = network.figure(currency_key(currency), "usd_per_unit")
    return None if rate is None else exact(rate.value)


def in_own_money(network: Network, millicents: int | None) -> float | None:
    """Return a price in the currency of the network, by its stated rate; None where one of the two is missing."""
    rate = usd_per_unit(network, network.currency)
    return None if millicents is None or rate is None else float(millicents / rate / USD)


def cents_of(value: float, figure: Figure, load: Load, network: Network, km: float | None = None) -> Fraction | None:
    """Return the exact cents (of a USD) of a price; None where the load, the distance or the exchange rate is missing.

    `km` is a distance, or for a basis per day the number of days. Boxes of 40 ft count as `teu_in_price` says.
    """
    if km is None and figure.basis.endswith(("_km", "_day")):
        return None
    quantity = load.quantity(figure.basis, exact(km or 0.0), teu_in_price(network, load, figure))
    if quantity is None:
        return None
    rate = usd_per_unit(network, figure.currency)
    return None if rate is None else quantity * cents_per_unit(value) * rate


def demurrage_cents(value: float, figure: Figure, load: Load, network: Network, days: int) -> Fraction | None:
    """Return the exact cents of so many days of demurrage; None where the load or the exchange rate is missing."""
    return cents_of(value, figure, load, network, float(days))


def grams_of(value: float, figure: Figure, load: Load, km: float | None = None) -> Fraction | None:
    """Return the exact grams of CO2e of an emission factor; None where load or distance is missing."""
    if km is None and figure.basis.endswith("_km"):
        return None
    quantity = load.quantity(figure.basis, exact(km or 0.0))
    return None if quantity is None else quantity * grams_per_unit(value, figure.unit)


def grid_grams(energy: Figure, grid: Figure, load: Load, km: float | None) -> Fraction | None:
    """Return the exact grams of electricity used: kWh per tonne-km (or another basis) times grams per kWh."""
    if km is None and energy.basis.endswith("_km"):
        return None
    quantity = load.quantity(energy.basis, exact(km or 0.0))
    return None if quantity is None else quantity * grams_per_unit(grid.value, grid.unit, energy.value)
