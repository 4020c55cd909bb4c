"""Units of length, speed and time in which files of others state numbers, as km, km/h and hours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from networks.errors import DataError, Finding
from networks.model.cells import shown

Units = Mapping[str, float]  # name -> how many km, km/h or hours one is
NONE = "none"  # what an option says of a column that is not to be read

LENGTHS: Units = MappingProxyType(
    {"km": 1.0, "m": 0.001, "mi": 1.609344, "ft": 0.0003048, "nmi": 1.852, NONE: math.nan}
)
SPEEDS: Units = MappingProxyType({"km/h": 1.0, "mph": 1.609344, "m/s": 3.6, "kn": 1.852, NONE: math.nan})
TIMES: Units = MappingProxyType({"h": 1.0, "min": 1 / 60, "s": 1 / 3600, NONE: math.nan})
_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("kilometer", "kilometre", "kilometers", "kilometres", "kms"), "km"),
        **dict.fromkeys(("meter", "metre", "meters", "metres"), "m"),
        **dict.fromkeys(("mile", "miles"), "mi"),
        **dict.fromkeys(("foot", "feet"), "ft"),
        **dict.fromkeys(("kph", "kmh", "kmph", "kilometers per hour", "kilometres per hour"), "km/h"),
        **dict.fromkeys(("mi/h", "miles per hour"), "mph"),
        **dict.fromkeys(("hour", "hours"), "h"),
        **dict.fromkeys(("minute", "minutes"), "min"),
        **dict.fromkeys(("second", "seconds", "sec"), "s"),
    }
)


def unit_called(text: str, units: Units) -> str | None:
    """Return the unit that a word of a file means, None where it means none of them.

    Examples
    --------
    >>> unit_called("Miles", LENGTHS), unit_called("furlong", LENGTHS)
    ('mi', None)
    """
    word = text.strip().casefold()
    found = _OTHER_NAMES.get(word, word)
    return found if found in units else None


def check_unit(name: str, value: object, units: Units) -> str | None:
    """Return the unit that an option of a reader was given, None for none; raise DataError where there is no such."""
    found = unit_called(value, units) if isinstance(value, str) else None
    if value is not None and found is None:
        raise DataError([Finding("read", 0, name, shown(value), f"expected one of {', '.join(units)}")])
    return found
