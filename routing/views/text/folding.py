"""Text that keeps to the width of a terminal: tables with folded cells, and long lines wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from routing.views.text.width import columns_of, wrapped

GAP = 2  # blanks between two columns
LEAST = 12  # letters of a word that stay together; a cell of one word, such as a number, is never broken


def folded(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    """Return head and rows of a table with cells folded into further rows, so that a line keeps to `width`.

    Columns give way from the widest on.

    Examples
    --------
    >>> folded(["what", "days"], [["by sea and rail", "42.00"]], 16)
    [['what', 'days'], ['by sea', '42.00'], ['and rail', '']]
    """
    whole = [list(head), *map(list, rows)]
    widths = _widths(whole, width)
    found: list[list[str]] = []
    for row in whole:
        cells = [_wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
        found += [list(line) for line in zip_longest(*cells, fillvalue="")]
    return found


def fitted(text: str, width: int) -> str:
    r"""Return a text with each line that is longer than `width` wrapped at its words, indented below the first.

    Examples
    --------
    >>> print(fitted("short\n  a line that is too long", 16))
    short
      a line that is
        too long
    """
    return "\n".join(part for line in text.split("\n") for part in _fitted(line, width))


def _fitted(line: str, width: int) -> list[str]:
    if columns_of(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    room = max(width - len(indent), 8)
    return [indent + part for part in wrapped(line.strip(), room, indent="  ", break_words=False)]


def _wrapped(cell: str, width: int) -> list[str]:
    return [cell] if columns_of(cell) <= width else wrapped(cell, width)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the widths of the columns, the widest cut down first until all of them have room."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(columns_of, column)) for column in columns]
    least = [max([1, *map(_least, column[1:])]) for column in columns]
    over = sum(widths) + GAP * (len(widths) - 1) - width
    while over > 0 and any(room > needed for room, needed in zip(widths, least, strict=True)):
        widest = max((room, -at) for at, room in enumerate(widths) if room > least[at])
        widths[-widest[1]] -= 1
        over -= 1
    return widths


def _least(cell: str) -> int:
    words = cell.split()
    return columns_of(cell) if len(words) < 2 else min(max(map(columns_of, words)), LEAST)
