"""Territories: what a code means when somebody bans it, and the rectangle that each lies in."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from networks.errors import UnknownNameError
from networks.model.vocabulary import is_territory

EXTENTS = Path(__file__).parents[1] / "data" / "borders" / "extents.csv"

# A ban of the key means a ban of all of these, unless exact codes are asked for. TW is separate.
MEANS = {"CN": frozenset({"CN", "HK", "MO"})}


def banned_codes(codes: Iterable[str], *, exact: bool = False) -> frozenset[str]:
    """Return the codes that a ban of `codes` removes.

    Parameters
    ----------
    codes
        ISO 3166-1 alpha-2 codes.
    exact
        True: these codes and no others. False: ``"CN"`` includes Hong Kong and Macao.

    Raises
    ------
    UnknownNameError
        A text is no code; the error suggests the one that is meant, by name or by alpha-3 code, and takes none for it.

    Examples
    --------
    >>> sorted(banned_codes({"CN"}))
    ['CN', 'HK', 'MO']
    >>> sorted(banned_codes({"CN"}, exact=True))
    ['CN']
    """
    wanted = set(codes)
    for code in sorted(wanted):
        if not is_territory(code):
            from networks.model.countries import suggested_territories  # not above: most questions need no guess

            raise UnknownNameError("territory (ISO 3166-1 alpha-2)", code, nearest=suggested_territories(code))
    if exact:
        return frozenset(wanted)
    return frozenset(wanted.union(*(MEANS.get(code, frozenset()) for code in wanted)))


@cache
def extents() -> dict[str, tuple[float, float, float, float]]:
    """Return code -> (south, west, north, east) in degrees; west is above east over the 180th meridian."""
    text = EXTENTS.read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return {code: (float(south), float(west), float(north), float(east)) for code, south, west, north, east in rows}
