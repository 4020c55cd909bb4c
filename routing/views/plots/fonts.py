"""Letters and the fonts that have them: which of those installed here write a text, and what stands where none does.

DejaVu Sans, which comes with matplotlib, has Latin, Cyrillic, Greek and more. It stays the first choice, so that a
picture looks the same on every machine; letters that it lacks are taken from what is installed: from the families that
matplotlib is set to (``rcParams``), those of `FURTHER`, and then any other, in the order of their names. Where none of
them has a letter of a name, a place bears its id, and `NO_LETTER` stands for it elsewhere; `note` says so. In a page
the browser finds the fonts (`chosen_by_reader`): all letters stay.
"""

from __future__ import annotations

import re
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
# Families whose shapes are no letters: boxes that stand for any, signs of formulas under the numbers of others.
NO_LETTERS = re.compile(
    r"\.|.*Last ?Resort|cm[a-z]+10\Z|STIX(NonUnicode|Size)|DejaVu \w+ Display|Adobe Blank", re.IGNORECASE
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
    shown = {ord(sign) for sign in text if unicodedata.category(sign)[0] not in "CZ"}  # the others have no shape
    lacking, found = shown - _letters(FONT), [FONT]
    for name in _installed() if lacking else ():
        if lacking & _letters(name):
            found.append(name)
            lacking -= _letters(name)
        if not lacking:
            break
    return found


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
        if not signs:
            break
    return signs


def _installed() -> tuple[str, ...]:
    """Return the families that are installed, in the order in which they are asked for a letter."""
    settings = import_module("matplotlib").rcParams
    wanted = [one for name in settings["font.family"] for one in settings.get(f"font.{name}", [name])]
    return _known(len(_font_manager().fontManager.ttflist), tuple(wanted))


@cache
def _known(_count: int, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return what `_installed` does; asked again when fonts were added."""
    names = {font.name for font in _font_manager().fontManager.ttflist}
    first = [name for name in (*wanted, *FURTHER) if name in names]
    others = sorted(name for name in names if not NO_LETTERS.match(name))
    return tuple(dict.fromkeys((*first, *others)))


@cache
def _letters(family: str) -> frozenset[int]:
    """Return the numbers of the letters that a family of fonts has; one of pictures only, or broken, has none."""
    manager = _font_manager()
    cuts = [font for font in manager.fontManager.ttflist if font.name == family]
    weight = min((font.weight for font in cuts), default="normal", key=lambda one: (one != 400, str(one)))
    try:  # the weight is one that the family has, else matplotlib tells of it each time
        font = manager.get_font(manager.findfont(manager.FontProperties(family=family, weight=weight)))
        return frozenset(font.get_charmap()) if font.scalable else frozenset()
    except (OSError, RuntimeError):
        return frozenset()


def _font_manager() -> Any:
    return import_module("matplotlib.font_manager")
