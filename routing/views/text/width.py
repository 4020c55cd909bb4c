"""How many columns of a terminal a text takes: letters of Chinese, Japanese and Korean take two, accents none."""

from __future__ import annotations

import unicodedata

_WIDE, _NO_ROOM = ("W", "F"), ("Mn", "Me", "Cf")  # UAX 11; marks set upon a letter, and signs without a shape


def columns_of(text: str) -> int:
    """Return the columns that a text takes, where letters of ambiguous width (such as Cyrillic) take one.

    Examples
    --------
    >>> columns_of("Yokohama"), columns_of("横浜港"), columns_of("e\u0301")
    (8, 6, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _NO_ROOM:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def flush_left(text: str, width: int) -> str:
    """Return a text with blanks behind it up to so many columns."""
    return text + " " * (width - columns_of(text))


def flush_right(text: str, width: int) -> str:
    """Return a text with blanks before it up to so many columns."""
    return " " * (width - columns_of(text)) + text


def wrapped(text: str, width: int, *, indent: str = "", break_words: bool = True) -> list[str]:
    """Return a text on lines of at most `width` columns, broken at blanks and between letters of double width.

    Parameters
    ----------
    indent
        Begins every line but the first, and counts.
    break_words
        Whether a word may be broken: behind a hyphen, and anywhere if it is longer than a line.

    Examples
    --------
    >>> wrapped("by sea and rail", 8), wrapped("東京港から横浜港", 8)
    (['by sea', 'and rail'], ['東京港か', 'ら横浜港'])
    """
    lines = [""]
    for blank, piece in _pieces(text, at_hyphens=break_words):
        if lines[-1] and columns_of(lines[-1] + blank + piece) > _room(lines, width, indent):
            lines.append("")
        lines[-1] += blank + piece if lines[-1] else piece
        while break_words and (begin := _fitting(lines[-1], _room(lines, width, indent))) != lines[-1]:
            lines += [lines[-1][len(begin) :]]
            lines[-2] = begin
    return [lines[0], *(indent + line for line in lines[1:])]


def _room(lines: list[str], width: int, indent: str) -> int:
    """Return the columns that the last of some lines has."""
    return width if len(lines) == 1 else width - len(indent)


def _fitting(line: str, room: int) -> str:
    """Return as much of the begin of a line as has room, one letter at least."""
    fits = len(line)
    while fits > 1 and columns_of(line[:fits]) > room:
        fits -= 1
    return line[:fits]


def _pieces(text: str, *, at_hyphens: bool) -> list[tuple[str, str]]:
    """Return what may stand on a line of its own, each with the blank before it where there is one."""
    pieces: list[tuple[str, str]] = []
    for word in text.split():
        begin = 0
        for at in range(1, len(word) + 1):
            if at == len(word) or _may_break(word[at - 1], word[at], at_hyphens):
                pieces.append(("" if begin else " ", word[begin:at]))
                begin = at
    return pieces


def _may_break(before: str, after: str, at_hyphens: bool) -> bool:
    """Tell whether a line may end between two letters of a word: never before an accent."""
    return _columns(after) > 0 and (2 in (_columns(before), _columns(after)) or (at_hyphens and before == "-"))
