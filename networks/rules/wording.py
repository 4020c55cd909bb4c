"""How a rule says what it found: where it stands, what stands there, and the nearest names that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding, nearest_names
from networks.model.schema import Column, columns, format_value
from networks.model.tables import Table, Tables

MOST = 10_000  # errors, and warnings, of one rule that are told
HINTS = 20  # look-ups of nearest names per rule; each walks over all names
LETTERS = 500_000  # letters of names that all look-ups of a rule walk over together, but for the first


def at(
    table: Table,
    index: int | np.integer[Any],
    field: str,
    expected: str,
    *,
    value: str | None = None,
    warn: bool = False,
) -> Finding:
    """Return the finding about a cell of a row (0-based), by line of its file or by row of its table."""
    line = int(table.lines[index])
    file = table.file_of(index) if line else table.name
    shown = cell_text(table, index, field) if value is None else value
    return Finding(file, line or int(index) + 1, field, shown, expected, "warning" if warn else "error")


def at_each(table: Table, rows: Sequence[tuple[int, str]], field: str, text: Callable[[str], str]) -> Iterator[Finding]:
    """Yield a warning about a cell of each row, which says `text` of what the row is given with.

    Of very many only the first are made, and the very last: what stands between is counted, not told.
    """
    for number, (row, meant) in enumerate(rows):
        if number <= MOST or number == len(rows) - 1:
            found = at(table, row, field, text(meant), warn=True)
        yield found


def about(
    table: Table, expected: str, *, value: str = "", warn: bool = False, index: int | np.integer[Any] = 0
) -> Finding:
    """Return the finding about a whole table, or about that of its files which a row came from."""
    file = table.file_of(index) if len(table) and int(table.lines[index]) else table.name
    return Finding(file, 0, "", value, expected, "warning" if warn else "error")


def enough(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of a rule: of very many only the first, and how many more warnings there are.

    A rule is asked until it has told `MOST` errors: data with so many are refused whatever follows.
    """
    told: Counter[str] = Counter()
    more: Finding | None = None
    for finding in findings:
        told[finding.severity] += 1
        if told[finding.severity] <= MOST:
            yield finding
        elif finding.severity == "error":
            yield replace(finding, row=0, value="", expected="there are more errors of this kind, which are not told")
            return
        else:
            more = finding
    if more is not None:
        text = f"there are {told[more.severity] - MOST} more warnings of this kind"
        yield replace(more, row=0, value="", expected=text)


def cell_text(table: Table, index: int | np.integer[Any], field: str) -> str:
    """Return what stands in a cell, as text."""
    column = _columns_by_name(table.name).get(field)
    if column is None:
        return ""
    value: Any = table[field][index]
    return column.format(value.item() if isinstance(value, np.generic) else value)


@cache
def _columns_by_name(table: str) -> dict[str, Column]:
    return {column.name: column for column in columns()[table]}


def with_article(word: str) -> str:
    """Return a word with the article before it.

    Examples
    --------
    >>> with_article("operation"), with_article("speed")
    ('an operation', 'a speed')
    """
    return f"{'an' if word[:1] in tuple('aeio') else 'a'} {word}"


def number_text(value: float) -> str:
    """Return a number with three significant digits, for a message."""
    return format_value(float(f"{value:.3g}"))


class Hints:
    """Nearest names for unknown ones, for the first few only: a broken file has thousands of them."""

    def __init__(self, known: Collection[str], labels: Collection[str] = ()) -> None:
        self._given = (known, labels)
        self._asked = 0

    @cached_property
    def _names(self) -> tuple[list[str], list[str], int]:
        """Return what is known, its labels, and how many look-ups that is good for: of most data there are none."""
        known, labels = map(list, self._given)
        letters = sum(map(len, known)) + sum(map(len, labels))
        return known, labels, min(HINTS, max(1, LETTERS // max(1, letters)))

    def __call__(self, name: str) -> str:
        """Return ``"; did you mean ...?"``, or nothing."""
        known, labels, most = self._names
        self._asked += 1
        near = nearest_names(name, known, labels) if self._asked <= most else ()
        return f"; did you mean {', '.join(near)}?" if near else ""


def ids(tables: Tables, name: str, column: str = "id") -> Mapping[str, int]:
    """Return id -> row of a table."""
    return MappingProxyType(_ids(tables[name], column))


@lru_cache(maxsize=64)  # most rules ask for those of the same few tables
def _ids(table: Table, column: str) -> dict[str, int]:
    return {key: row for row, key in enumerate(table[column].tolist()) if key}


def links_of_figures(tables: Tables) -> NDArray[np.int64]:
    """Return for each distinct element of the figures the row of the link that bears this id, -1 where none does."""
    figures, links = tables["figures"], tables["links"]
    elements = figures.distinct("element").values

    def found() -> NDArray[np.int64]:
        return np.fromiter(map(_ids(links, "id").get, elements, repeat(-1)), np.int64, len(elements))

    return figures.worked_out(("links", links), found)


def forget_ids() -> None:
    """Let go of the tables whose ids were looked up."""
    _ids.cache_clear()


def stop_rows(tables: Tables) -> dict[str, list[int]]:
    """Return service -> rows of its stops in the order of travel."""
    table = tables["stops"]
    grouped: dict[str, list[tuple[int, int]]] = {}
    for row, (service, seq) in enumerate(zip(table["service"].tolist(), table["seq"].tolist(), strict=True)):
        grouped.setdefault(service, []).append((seq, row))
    return {service: [row for _, row in sorted(numbered)] for service, numbered in grouped.items()}
