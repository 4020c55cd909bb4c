"""A position that stands in a text or a pair of numbers: degrees north, then east."""

from __future__ import annotations

import math
import numbers
import re

_POSITION = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;]\s*([+-]?\d+(?:\.\d+)?)\s*")


def told(position: tuple[float, float]) -> str:
    """Return the name of a position that nobody has named.

    Examples
    --------
    >>> told((35.86, 139.65))
    '35.86, 139.65'
    """
    return f"{position[0]:g}, {position[1]:g}"


def position_in(given: object) -> tuple[float, float] | None:
    """Return the degrees north and east that are given, as a pair of numbers or as a text; None for anything else.

    Raises
    ------
    ValueError
        Two numbers that are no position.

    Examples
    --------
    >>> position_in("35.86,139.65"), position_in((35.86, 139.65)), position_in("Tokyo")
    ((35.86, 139.65), (35.86, 139.65), None)
    """
    if isinstance(given, str):
        found = _POSITION.fullmatch(given)
        pair = found.groups() if found else ()
    else:
        pair = tuple(given) if isinstance(given, tuple | list) else ()
    if len(pair) != 2 or any(isinstance(one, bool) or not isinstance(one, numbers.Real | str) for one in pair):
        return None
    try:
        lat, lon = (float(one) for one in pair)
    except ValueError:
        return None  # two names
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError("expected degrees north (-90 to 90), then degrees east (-180 to 180)")
    return lat, lon
