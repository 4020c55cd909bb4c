"""Tables of a report: cells with the value that they are sorted by, and columns that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from routing.views.text.table import ends_text, number, plus

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, with the number behind it where it is one (full precision, for sorting and for programs).

    Attributes
    ----------
    text
        What is read; a value that is a share is written in percent.
    value
        The number.
    ends
        Low and high end where the text is a range, as ``17 to 51``.
    """

    text: str
    value: float | None = None
    ends: tuple[float, float] | None = None


EMPTY = Cell("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What it shows.
    head
        Names of the columns, with units.
    numeric
        Per column, whether it holds numbers: they are set flush right.
    rows
        One tuple of cells a row.
    legs
        Per row, the number of the leg that it speaks of, or None; such a row lights up its leg on the map.
    note
        What must be said with it.
    folded
        True: shown when opened only.
    stacked
        True: on a narrow screen words stand under the numbers of their row, not beside them.
    """

    caption: str
    head: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legs: tuple[int | None, ...] = ()
    note: str = ""
    folded: bool = False
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its name with its unit, the cell of a row, and whether that is a number."""

    name: str
    cell: Callable[[T], Cell]
    numeric: bool = True


def words(name: str, text: Callable[[T], str]) -> Column[T]:
    """Return a column of texts."""
    return Column(name, lambda row: Cell(text(row)), numeric=False)


def table_of(columns: Sequence[Column[T]], rows: Iterable[T], *last: Sequence[Cell], **how: Any) -> Table:
    """Return a table of rows by columns, with further rows of cells at its end; `how` are fields of `Table`."""
    cells = [tuple(column.cell(row) for column in columns) for row in rows]
    return Table(
        head=tuple(column.name for column in columns),
        numeric=tuple(column.numeric for column in columns),
        rows=(*cells, *map(tuple, last)),
        **how,
    )


def real(value: float | None, digits: int | None) -> Cell:
    """Return a number, as it is written in the data where `digits` is None."""
    if value is None:
        return EMPTY
    return Cell(f"{value:g}" if digits is None else number(value, digits), value)


def whole(value: int) -> Cell:
    """Return a whole number."""
    return Cell(str(value), value)


def share(value: float | None) -> Cell:
    """Return a share in percent."""
    return EMPTY if value is None else Cell(f"{value:.0%}", value)


def between(ends: tuple[float, float] | None) -> Cell:
    """Return between what a total likely lies."""
    return EMPTY if ends is None else Cell(ends_text(ends), ends=ends)


def signed(value: float | None, digits: int) -> Cell:
    """Return a difference with its sign."""
    return EMPTY if value is None else Cell(plus(value, digits), value)
