"""Numbers and tables as text."""

from __future__ import annotations

from collections.abc import Sequence

from networks.model.escaping import visible
from routing.question.measures import MEASURES
from routing.views.text.width import columns_of, flush_left, flush_right

NONE = "-"
UNIT = {measure.shown: measure.words for measure in MEASURES}  # total of a route -> its unit in words


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thousands separators, a dash where there is none.

    Examples
    --------
    >>> number(12312.04), number(6.25, 2), number(None)
    ('12,312', '6.25', '-')
    """
    return NONE if value is None else f"{value:,.{digits}f}"


def plus(value: float | None, digits: int) -> str:
    """Return a number with its sign, a dash where there is none.

    Examples
    --------
    >>> plus(1234.5, 0), plus(-0.25, 2), plus(None, 1)
    ('+1,234', '-0.25', '-')
    """
    return NONE if value is None else f"{value:+,.{digits}f}"


def ends_text(ends: tuple[float, float] | None) -> str:
    """Return between what a total lies.

    Examples
    --------
    >>> ends_text((17.2, 51.0)), ends_text(None)
    ('17 to 51', '-')
    """
    return NONE if ends is None else " to ".join(map(number, ends))


def table(head: Sequence[str], rows: Sequence[Sequence[str]], flush: str = "l", width: int | None = None) -> list[str]:
    r"""Return the lines of a table; `flush` says l or r per column, the columns beyond it are flush right.

    With a `width` in columns of the terminal, cells are folded so that the lines keep to it as far as words allow.

    Examples
    --------
    >>> print(*table(["what", "d"], [["sea", "7.00"], ["rail", "10.00"]]), sep="\n")
    what      d
    sea    7.00
    rail  10.00
    """
    head, *rows = ([visible(cell) for cell in row] for row in (head, *rows))
    if width is not None:
        from routing.views.text.folding import folded

        head, *rows = folded(head, rows, width)
    widths = [max(map(columns_of, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = [
            flush_left(cell, width) if flush[place : place + 1] == "l" else flush_right(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
