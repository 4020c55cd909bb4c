"""Exact decimal numbers, and their one rounding to an integer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from routing.amounts.units import MILLI

SURE, CLEAR = 1e12, 0.499  # a product below the first is off by less than a thousandth: what floats leave out of it


@lru_cache(maxsize=65_536)
def exact(number: float) -> Fraction:
    """Return the decimal number that a float prints as, exactly.

    Examples
    --------
    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(Decimal(repr(number)))


def exact_total(numbers: Sequence[Fraction]) -> Fraction:
    """Return an exact sum; with one common denominator, which takes less than to add one by one.

    Examples
    --------
    >>> exact_total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 1)
    """
    unit = math.lcm(*(number.denominator for number in numbers))
    return Fraction(sum(number.numerator * (unit // number.denominator) for number in numbers), unit)


def half_even(number: Fraction) -> int:
    """Return the nearest integer, the even one of two that are equally near.

    Examples
    --------
    >>> half_even(Fraction(5, 2)), half_even(Fraction(7, 2))
    (2, 4)
    """
    return round(number)


def thousandths(number: Fraction) -> int:
    """Return the nearest whole number of thousandths, the even one of two that are equally near.

    Examples
    --------
    >>> thousandths(Fraction(1, 3)), thousandths(Fraction(1, 2000)), thousandths(Fraction(3, 2000))
    (333, 0, 2)
    """
    unit = number.denominator
    below, rest = divmod(number.numerator * MILLI, unit)
    return below + int(2 * rest > unit or (2 * rest == unit and below % 2 == 1))


def nearest(number: float, factor: Fraction | int) -> int:
    """Return ``half_even(exact(number) * factor)`` in integers, without making fractions of them.

    Examples
    --------
    >>> nearest(0.125, 100), nearest(0.375, 100), nearest(-2.5, 1), nearest(1e-7, 10**7)
    (12, 38, -2, 1)
    """
    if type(factor) is int and abs(product := number * factor) < SURE:
        nearby = round(product)
        if abs(product - nearby) < CLEAR:  # so far from the middle of two that no rounding of the product counts
            return nearby
    whole, _, decimals = repr(number).partition(".")
    if "e" in whole or "e" in decimals:
        return half_even(exact(number) * factor)
    unit: int = 10 ** len(decimals) * factor.denominator
    below, rest = divmod(int(whole + decimals) * factor.numerator, unit)
    return below + int(2 * rest > unit or (2 * rest == unit and below % 2 == 1))
