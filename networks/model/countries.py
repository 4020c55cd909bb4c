"""Names of territories: which code a word that somebody typed stands for, and which it may have been meant for.

The table is ``data/countries.csv``: code and alpha-3 code of ISO 3166-1, the usual English name, other names, and the
zone where all clocks go alike. It is read when something other than a code was given, or a zone is asked for, not
before. Cells of data hold codes; there a name is suggested only.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from networks.errors import HINTED, AmbiguousNameError, UnknownNameError
from networks.model.folding import folded
from networks.model.vocabulary import is_territory

COUNTRIES = Path(__file__).parents[1] / "data" / "countries.csv"
KIND = "territory"
SHOWN = 5  # candidates of one word


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of territories that a text lists, each a code, an alpha-3 code or a name; unknown ones, too.

    They are separated by a comma, semicolon, slash, plus sign, ampersand or "and"; codes also by a blank. A text that
    is a name as a whole is that name.

    Examples
    --------
    >>> names_in("RU CN"), names_in("Russia, China"), names_in("Kazakhstan and Uzbekistan")
    (('RU', 'CN'), ('Russia', 'China'), ('Kazakhstan', 'Uzbekistan'))
    >>> names_in("Trinidad & Tobago"), names_in("South Korea"), names_in("Atlantis")
    (('Trinidad & Tobago',), ('South Korea',), ('Atlantis',))
    """
    if is_territory(text) or _is_known(text):
        return (text,)
    parts = [part.strip() for part in re.split(r"[,;/+&]|\band\b", text) if part.strip()]
    words = [word for part in parts for word in part.split()]
    if all(len(word) in (2, 3) and _is_known(word) for word in words):
        return tuple(words) or (text,)
    return tuple(parts) if any(map(_is_known, parts)) else (text,)


def code_of(name: str) -> str:
    """Return the code of the territory that a text names, by code, by alpha-3 code or by name.

    Case, accents, hyphens and stops count for nothing.

    Raises
    ------
    UnknownNameError
        It names no territory; the error suggests those that are near.
    AmbiguousNameError
        Several territories bear the name, such as Korea.

    Examples
    --------
    >>> code_of("CN"), code_of("kaz"), code_of("south korea"), code_of("UK"), code_of("Türkiye"), code_of("Россия")
    ('CN', 'KZ', 'KR', 'GB', 'TR', 'RU')
    """
    if is_territory(name):
        return name
    found = _codes_by_name().get(_bare(name), ())
    if len(found) > 1:
        raise AmbiguousNameError(KIND, name, tuple(map(_shown, found)))
    if not found:
        raise UnknownNameError(KIND, name, nearest=suggested_territories(name))
    return found[0]


def _is_known(name: str) -> bool:
    return _bare(name) in _codes_by_name()


def name_of(code: str) -> str:
    """Return the usual English name of the territory with a code; the code itself where that is nobody's.

    Examples
    --------
    >>> name_of("KR"), name_of("XX")
    ('South Korea', 'XX')
    """
    return _names().get(code, code)


def zone_of_country(code: str) -> str:
    """Return the IANA name of the zone of a territory whose clocks all go alike; "" of any other.

    Examples
    --------
    >>> zone_of_country("JP"), zone_of_country("RU")
    ('Asia/Tokyo', '')
    """
    return _zones().get(code, "")


def codes_called(text: str) -> frozenset[str]:
    """Return the codes of the territories that a text is a code or a name of, or of whose names it is a good part.

    Examples
    --------
    >>> sorted(codes_called("kazakhstan")), sorted(codes_called("Korea")), sorted(codes_called("an"))
    (['KZ'], ['KP', 'KR'], [])
    """
    wanted = _bare(text)
    found = set(_codes_by_name().get(wanted, ()))
    if len(wanted) >= 4:
        found |= {code for code, name in _bare_names().items() if wanted in name}
    return frozenset(found)


def suggested_territories(text: str) -> tuple[str, ...]:
    """Return the codes that a text may stand for, each with its name: one where the text is a known name.

    Examples
    --------
    >>> suggested_territories("China"), suggested_territories("RUS"), suggested_territories("uk")
    (('CN (China)',), ('RU (Russia)',), ('GB (United Kingdom)',))
    >>> suggested_territories("Kasakhstan")
    ('KZ (Kazakhstan)',)
    >>> suggested_territories("RU CN")
    ('RU (Russia) and CN (China), as two codes',)
    """
    wanted = _bare(text)
    if not wanted:
        return ()
    found = _codes_by_name().get(wanted, ())
    if not found:
        parts = re.split(r"[\s,;/+]+", text.strip().upper())
        if len(parts) > 1 and all(map(is_territory, parts)):
            return (f"{' and '.join(map(_shown, parts))}, as {'two' if len(parts) == 2 else 'several'} codes",)
        found = _near(wanted)
    return tuple(map(_shown, found))


@lru_cache(maxsize=1024)  # a column may hold one wrong name a thousand times
def _near(wanted: str) -> tuple[str, ...]:
    """Return the codes whose name begins so or is spelt much like it, of three letters also those one slip away."""
    import difflib  # not above: most questions need no guess

    if not 3 <= len(wanted) <= HINTED:
        return ()
    names = [name for name in _codes_by_name() if len(name) > 3]  # of codes nearly all are near
    begun = [code for code, name in _bare_names().items() if name.startswith(wanted)]
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.75)
    slips = [name for name in _codes_by_name() if len(name) == len(wanted) == 3 and _is_a_slip(name, wanted)]
    found = [*begun, *(code for name in [*close, *slips] for code in _codes_by_name()[name])]
    return tuple(dict.fromkeys(found))[:SHOWN]


def _is_a_slip(one: str, other: str) -> bool:
    """Tell whether two words of one length differ in one letter, or in the order of two."""
    differing = [letters for letters in zip(one, other, strict=True) if letters[0] != letters[1]]
    return len(differing) == 1 or (len(differing) == 2 and differing[0] == differing[1][::-1])


def _bare(name: str) -> str:
    """Return a name folded and without its article."""
    return folded(name.replace("&", " and ")).removeprefix("the ")


@cache
def _bare_names() -> dict[str, str]:
    """Return the name of each code, folded and without its article."""
    return {code: _bare(name) for code, name in _names().items()}


def _shown(code: str) -> str:
    return f"{code} ({_names()[code]})"


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    text = COUNTRIES.read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(text.splitlines()[1:]))


@cache
def _names() -> dict[str, str]:
    return {code: name for code, _, name, *_ in _rows()}


@cache
def _zones() -> dict[str, str]:
    return {code: zone for code, *_, zone in _rows()}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Return folded code or name -> the codes that it stands for; a few names are of two."""
    found: dict[str, tuple[str, ...]] = {}
    for code, alpha3, name, others, _ in _rows():
        for text in dict.fromkeys(map(_bare, filter(None, (code, alpha3, name, *others.split(";"))))):
            found[text] = (*found.get(text, ()), code)
    return found
