"""Territories: what a code means when somebody bans it, and the rectangle that each lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from networks.geo.worldview import borders_in_use
from networks.model.vocabulary import is_territory

# A ban of the key means a ban of all of these, unless exact codes are asked for. TW is separate.
MEANS = {"CN": frozenset({"CN", "HK", "MO"})}


def banned_codes(codes: Iterable[str], *, exact: bool = False) -> frozenset[str]:
    """Return the codes that a ban of `codes` removes.

    Parameters
    ----------
    codes
        ISO 3166-1 codes or names of territories, also several in one text (`networks.model.countries`).
    exact
        True: these codes and no others. False: ``"CN"`` includes Hong Kong and Macao.

    Raises
    ------
    UnknownNameError
        A text names no territory; the error suggests those that are near, and takes none for it.
    AmbiguousNameError
        Several territories bear a name, such as Korea.

    Examples
    --------
    >>> sorted(banned_codes({"CN"}))
    ['CN', 'HK', 'MO']
    >>> sorted(banned_codes({"CN"}, exact=True))
    ['CN']
    >>> sorted(banned_codes({"Russia", "kaz"}))
    ['KZ', 'RU']
    """
    wanted = {code for text in sorted(codes) for code in codes_in(text)}
    if exact:
        return frozenset(wanted)
    return frozenset(wanted.union(*(MEANS.get(code, frozenset()) for code in wanted)))


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes of the territories that a text names, one or several.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        A name that none bears, or several.

    Examples
    --------
    >>> codes_in("CN"), codes_in("RU CN"), codes_in("South Korea, Japan")
    (('CN',), ('RU', 'CN'), ('KR', 'JP'))
    """
    if is_territory(text):
        return (text,)
    from networks.model.countries import code_of, names_in  # not above: most questions state codes

    return tuple(dict.fromkeys(map(code_of, names_in(text))))


def extents() -> Mapping[str, tuple[float, float, float, float]]:
    """Return code -> (south, west, north, east) in degrees; west is above east over the 180th meridian."""
    return borders_in_use().extents
