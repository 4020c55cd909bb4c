"""Data of any answer as numbers, texts and lists, and their digests: no `repr` of an object, no order of a set."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np

DIGITS = 16  # hex digits of a digest: 64 bits, far more than some ten thousand answers need


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it, whole numbers as numbers and sets in order; refuse what is no data.

    Examples
    --------
    >>> plain({"territories": frozenset({"RU", "JP"}), "slack": Fraction(1, 3), "minutes": np.int64(5)})
    {'territories': ['JP', 'RU'], 'slack': '1/3', 'minutes': 5}
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(cell) for key, cell in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(map(plain, value))
    if isinstance(value, Sequence):
        return [plain(cell) for cell in value]
    raise TypeError(f"{type(value).__name__} is no plain data; say which of its attributes count")


def cells(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return some attributes of an object as plain data.

    Examples
    --------
    >>> cells(Fraction(1, 3), ("numerator", "denominator"))
    {'numerator': 1, 'denominator': 3}
    """
    return {name: plain(getattr(thing, name)) for name in names}


def canonical(data: Any) -> str:
    """Return plain data as text, the same for equal data: JSON with sorted keys, floats to their last digit."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: Any) -> str:
    """Return the first hex digits of the SHA-256 of plain data.

    Examples
    --------
    >>> digest({"a": 1, "b": [2, 3]}) == digest({"b": [2, 3], "a": 1}) != digest({"a": 1, "b": [3, 2]})
    True
    """
    return hashlib.sha256(canonical(data).encode()).hexdigest()[:DIGITS]
