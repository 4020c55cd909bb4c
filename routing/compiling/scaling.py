"""Figures to integers: minutes, cents, grams and metres, rounded once per arc.

A figure is read as the decimal number that it prints as, all arithmetic is exact (`fractions.Fraction`),
and the one rounding at the end is half-even, after multiplying by quantity and distance. So the integers
do not depend on the machine, and another program that follows these lines gets the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from networks.elements import Figure
from networks.network import Network
from routing.query import Shipment

MINUTES = {"h": Fraction(60), "d": Fraction(1440), "min": Fraction(1)}
KM_PER_DAY = {"km/day": Fraction(1), "km/h": Fraction(24), "kn": Fraction(24) * Fraction("1.852")}
GRAMS = {"g": Fraction(1), "kg": Fraction(1000)}
ONE = Fraction(1)


@lru_cache(maxsize=65_536)
def exact(number: float) -> Fraction:
    """Return the decimal number that a float prints as, exactly.

    Examples
    --------
    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(Decimal(repr(number)))


def half_even(number: Fraction) -> int:
    """Return the nearest integer, the even one of two that are equally near.

    Examples
    --------
    >>> half_even(Fraction(5, 2)), half_even(Fraction(7, 2))
    (2, 4)
    """
    return round(number)


def nearest(number: float, factor: Fraction | int) -> int:
    """Return ``half_even(exact(number) * factor)`` in integers, without making fractions of them.

    Examples
    --------
    >>> nearest(0.125, 100), nearest(0.375, 100), nearest(-2.5, 1), nearest(1e-7, 10**7)
    (12, 38, -2, 1)
    """
    whole, _, decimals = repr(number).partition(".")
    if "e" in whole or "e" in decimals:
        return half_even(exact(number) * factor)
    unit: int = 10 ** len(decimals) * factor.denominator
    below, rest = divmod(int(whole + decimals) * factor.numerator, unit)
    return below + int(2 * rest > unit or (2 * rest == unit and below % 2 == 1))


@dataclass(frozen=True, slots=True)
class Load:
    """What a price or an emission is multiplied by.

    Attributes
    ----------
    kind
        ``container``, ``wagon`` or ``bulk``.
    containers, teu
        Numbers of containers and TEU; None for loads that have none.
    tonnes
        Weight in t; None where neither the shipment nor the network states it.
    """

    kind: str
    containers: Fraction | None
    teu: Fraction | None
    tonnes: Fraction | None

    def quantity(self, basis: str, times: Fraction) -> Fraction | None:
        """Return how many units of a basis are charged over `times` km or days; None where that is not known."""
        per, _, distance = basis.partition("_")
        units = {"shipment": ONE, "container": self.containers, "teu": self.teu, "tonne": self.tonnes}.get(per)
        return units if units is None or not distance else units * times


def load_of(network: Network, shipment: Shipment) -> Load:
    """Return the load of a shipment, with the network's stated tonnes per TEU where it states none itself."""
    if shipment.load != "container":
        assert shipment.tonnes is not None
        return Load(shipment.load, None, None, exact(shipment.tonnes))
    tonnes = None if shipment.tonnes is None else exact(shipment.tonnes)
    usual = network.figure("load:container", "tonnes_per_teu")
    if tonnes is None and usual is not None:
        tonnes = exact(usual.value) * shipment.teu
    return Load("container", Fraction(shipment.containers), Fraction(shipment.teu), tonnes)


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


def cents_of(value: float, figure: Figure, load: Load, network: Network, km: float | None = None) -> Fraction | None:
    """Return the exact cents of a price; None where the load, the distance or the exchange rate is missing.

    `km` is a distance, or for a basis per day the number of days.
    """
    if km is None and figure.basis.endswith(("_km", "_day")):
        return None
    quantity = load.quantity(figure.basis, exact(km or 0.0))
    if quantity is None:
        return None
    cents = quantity * cents_per_unit(value)
    if figure.currency == network.currency:
        return cents
    rate = network.figure(f"currency:{figure.currency}", "usd_per_unit")
    return None if rate is None else cents * exact(rate.value)


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
