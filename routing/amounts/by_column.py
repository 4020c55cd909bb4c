"""Amounts of many rides at once: what `rounding` says of one number, said of a column of them.

Floats decide where they are sure to, by far most of the time; what lies so near the middle between two whole numbers
that they are not is counted exactly, number by number.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.amounts.rounding import CLEAR, SURE, nearest, thousandths
from routing.amounts.units import MILLI

Floats = NDArray[np.float64]
OfKm = Callable[[float | None], Fraction | None]  # exact minutes, cents or grams of a ride of so many km


class Column(NamedTuple):
    """Amounts in thousandths, 0 where missing, and where they are; whole numbers beyond 64 bits as objects."""

    values: NDArray[Any]
    missing: NDArray[np.bool_]


def none_of(size: int) -> Column:
    """Return the amounts of what takes, costs and emits nothing."""
    return constant_column(0, size)


def constant_column(amount: int | None, size: int) -> Column:
    """Return one amount so many times."""
    return Column(whole([amount or 0]).repeat(size), np.full(size, amount is None))


def whole(values: list[int]) -> NDArray[Any]:
    """Return whole numbers as int64; as objects where one is too large for that."""
    try:
        return np.array(values, dtype=np.int64)
    except OverflowError:
        return np.array(values, dtype=object)


def scaled(numbers: Floats, factor: Fraction | int) -> Column:
    """Return numbers times a factor, each as `nearest` rounds it; NaN is missing.

    Examples
    --------
    >>> scaled(np.array([0.125, 2.5, np.nan]), 100)
    Column(values=array([ 12, 250,   0]), missing=array([False, False,  True]))
    """
    missing = np.isnan(numbers)
    product = np.where(missing, 0.0, numbers) * float(factor)
    nearby = np.rint(product)
    sure = (np.abs(product) < SURE) & (np.abs(product - nearby) < CLEAR)
    values: NDArray[Any] = np.where(sure, nearby, 0.0).astype(np.int64)
    unsure = np.flatnonzero(~sure)
    if len(unsure):
        exactly = whole([nearest(number, factor) for number in numbers[unsure].tolist()])
        values = values.astype(exactly.dtype)
        values[unsure] = exactly
    return Column(values, missing)


def of_km(km: Floats, amount: OfKm) -> Column:
    """Return what rides of some lengths in km come to, NaN where a length is missing.

    Whatever is charged on km is charged on each alike, so that two lengths tell it of all.

    Examples
    --------
    >>> of_km(np.array([10.0, np.nan]), lambda km: None if km is None else Fraction(km) / 3)
    Column(values=array([3333,    0]), missing=array([False,  True]))
    """
    one, two, none = amount(1.0), amount(2.0), amount(None)
    if one is None or two is None:
        found = constant_column(None, len(km))
    elif one == two:
        found = constant_column(thousandths(one), len(km))
    elif two == 2 * one:
        found = scaled(km, one * MILLI)
    else:
        return _one_by_one(km, amount)
    unknown = np.isnan(km)
    values = found.values if none is None else np.where(unknown, thousandths(none), found.values)
    return Column(
        np.where(found.missing | (unknown if none is None else False), 0, values),
        np.where(unknown, none is None, found.missing),
    )


def _one_by_one(km: Floats, amount: OfKm) -> Column:
    exactly = [amount(None if length != length else length) for length in km.tolist()]
    values = whole([0 if one is None else thousandths(one) for one in exactly])
    return Column(values, np.array([one is None for one in exactly], dtype=np.bool_))
