"""Values as they are given: names and numbers of other kinds as Python's own, and what a good number is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np


def as_tuple(value: Any) -> tuple[str, ...] | None:
    """Return a text or several as a tuple, None for anything else, a table of texts included."""
    if isinstance(value, str):
        return (value,)
    is_table = isinstance(value, Mapping) and len(value)  # {} is what many write for an empty set
    names = tuple(value) if isinstance(value, Iterable) and not is_table else (None,)
    return names if all(isinstance(name, str) for name in names) else None


def as_switch(value: Any) -> Any:
    """Return a bool of another kind, such as numpy's, as Python's own; anything else, a text above all, as it is."""
    return bool(value) if type(value).__name__ in ("bool", "bool_") else value


def switch_problem(name: str, value: Any) -> Iterable[str]:
    """Yield what is wrong with a value that must be a switch: a text such as "no" would be taken for True."""
    if not isinstance(value, bool):
        yield f"{name}={value!r}: expected True or False"


def as_number(value: Any) -> Any:
    """Return a number of another kind, such as numpy's, as Python's own; anything else as it is.

    Examples
    --------
    >>> as_number(np.int64(5)), as_number(np.float32(0.1)), as_number("5")  # a number is the decimal that it prints as
    (5, 0.1, '5')
    """
    if type(value) in (bool, int, float) or not isinstance(value, Real):
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(str(value)) if isinstance(value, np.floating) else float(value)


def is_number(value: Any) -> bool:
    """Tell whether a value is a finite number."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


def is_positive(value: Any) -> bool:
    """Tell whether a value is a finite number above 0."""
    return is_number(value) and value > 0
