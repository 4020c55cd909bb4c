"""Arithmetic in which a missing number stays missing: None, never 0."""

from __future__ import annotations

from collections.abc import Iterable


def total_of(values: Iterable[int | None]) -> int | None:
    """Return the sum, None if any is None.

    Examples
    --------
    >>> total_of([1, 2]), total_of([1, None]), total_of([])
    (3, None, 0)
    """
    found = list(values)
    return None if None in found else sum(value for value in found if value is not None)


def scaled(amount: int | None, units: int) -> float | None:
    """Return an amount in larger units, milliminutes as hours, say; None where there is none.

    Examples
    --------
    >>> scaled(90_000, 60_000), scaled(None, 60_000)
    (1.5, None)
    """
    return None if amount is None else amount / units


def less(value: float | None, other: float | None) -> float | None:
    """Return the difference, None where one of the two is missing."""
    return None if value is None or other is None else value - other


def over(value: float | None, by: float | None) -> float | None:
    """Return the quotient, None where one of the two is missing or the divisor is 0."""
    return None if value is None or not by else value / by
