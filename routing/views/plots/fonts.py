"""Letters and the fonts that have them: which of those installed here write a text, and what stands where none does.

DejaVu Sans, which comes with matplotlib, has Latin, Cyrillic, Greek and more. It stays the first choice, so that a
picture looks the same on every machine; letters that it lacks are taken from the fonts of `FURTHER` that are installed,
by matplotlib's own list of families. Where none of them has a letter of a name, a place bears its id, and `NO_LETTER`
stands for it elsewhere; `note` says so. In a page the browser finds the fonts (`chosen_by_reader`): all letters stay.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from typing import Any

FONT = "DejaVu Sans"
FURTHER = (  # the first that has a letter writes it; Japanese forms of Han letters before Chinese ones
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "Source Han Sans",
    "Yu Gothic",
    "Meiryo",
    "MS Gothic",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Hiragino Maru Gothic Pro",
    "IPAexGothic",
    "IPAGothic",
    "TakaoGothic",
    "VL Gothic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "SimSun",
    "PingFang SC",
    "Heiti TC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "NanumGothic",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "Noto Sans",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Leelawadee UI",
    "Nirmala UI",
    "Segoe UI",
    "Unifont",
)
NO_LETTER = "\ufffd"
NOTE = f"For letters that no font here has: ids in place of names, and {NO_LETTER} elsewhere."

_by_reader: ContextVar[bool] = ContextVar("_by_reader", default=False)


@contextmanager
def chosen_by_reader() -> Iterator[None]:
    """Draw texts for a program that finds fonts itself, as a browser does: every letter is kept."""
    token = _by_reader.set(True)
    try:
        with warnings.catch_warnings():  # matplotlib measures with the fonts that there are here
            warnings.filterwarnings("ignore", message="Glyph .* missing from font")
            yield
    finally:
        _by_reader.reset(token)


def reader_chooses() -> bool:
    """Tell whether the program that shows the picture finds the fonts."""
    return _by_reader.get()


def can_write(text: str) -> bool:
    """Tell whether every letter of a text is in a font."""
    return not _lacking(text)


def legible(text: object) -> str:
    r"""Return a text as it can be written: `NO_LETTER` for letters without a font, blanks for what has no shape.

    Examples
    --------
    >>> legible("Mos\x1b[31mcow\nMoscow")
    'Mos [31mcow\nMoscow'
    """
    found = str(text)
    if found.isascii() and found.isprintable():
        return found
    shown = "".join(sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else " " for sign in found)
    lacking = _lacking(shown)
    return "".join(NO_LETTER if sign in lacking else sign for sign in shown)


def families(text: str) -> list[str]:
    """Return the families of fonts for a text, for matplotlib to take each letter from the first that has it."""
    if text.isascii() or reader_chooses():
        return [FONT]
    lacking = {ord(sign) for sign in text} - _letters(FONT)
    return [FONT, *(name for name in _installed() if lacking & _letters(name))] if lacking else [FONT]


def note(texts: Iterable[str]) -> str:
    """Return what is to be said of the letters of some texts; "" where all of them are written."""
    return "" if all(map(can_write, texts)) else NOTE


def _lacking(text: str) -> set[str]:
    """Return the letters of a text that no font has; marks without a shape need none."""
    if text.isascii() or reader_chooses():
        return set()
    signs = {sign for sign in text if unicodedata.category(sign)[0] not in "CZ" and ord(sign) not in _letters(FONT)}
    for name in _installed() if signs else ():
        signs = {sign for sign in signs if ord(sign) not in _letters(name)}
    return signs


def _installed() -> tuple[str, ...]:
    manager = _font_manager().fontManager
    return _known(len(manager.ttflist))


@cache
def _known(_count: int) -> tuple[str, ...]:
    """Return the families of `FURTHER` that are installed; asked again when fonts were added."""
    names = {font.name for font in _font_manager().fontManager.ttflist}
    return tuple(name for name in FURTHER if name in names)


@cache
def _letters(family: str) -> frozenset[int]:
    """Return the numbers of the letters that a family of fonts has."""
    manager = _font_manager()
    file = manager.findfont(manager.FontProperties(family=family))
    return frozenset(manager.get_font(file).get_charmap())


def _font_manager() -> Any:
    return import_module("matplotlib.font_manager")
