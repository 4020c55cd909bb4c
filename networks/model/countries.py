"""Names of territories, which are suggested where a code is expected and never taken for one.

The table is ``data/countries.csv``: code and alpha-3 code of ISO 3166-1, the usual English name and other names. It is
read when something was misspelt, not before.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from networks.errors import HINTED
from networks.model.folding import folded
from networks.model.vocabulary import is_territory

COUNTRIES = Path(__file__).parents[1] / "data" / "countries.csv"


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
    import difflib  # not above: most questions need no guess

    names = [name for name in _codes_by_name() if len(name) > 3]  # of codes nearly all are near
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.75) if 3 < len(wanted) <= HINTED else []
    return tuple(dict.fromkeys(code for name in close for code in _codes_by_name()[name]))


def _bare(name: str) -> str:
    """Return a name folded and without its article."""
    return folded(name).removeprefix("the ")


def _shown(code: str) -> str:
    return f"{code} ({_names()[code]})"


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    text = COUNTRIES.read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(text.splitlines()[1:]))


@cache
def _names() -> dict[str, str]:
    return {code: name for code, _, name, _ in _rows()}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Return folded code or name -> the codes that it stands for; a few names are of two."""
    found: dict[str, tuple[str, ...]] = {}
    for code, alpha3, name, others in _rows():
        for text in dict.fromkeys(map(_bare, filter(None, (code, alpha3, name, *others.split(";"))))):
            found[text] = (*found.get(text, ()), code)
    return found
