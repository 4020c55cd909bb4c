"""The way between for a large CSV file with something odd in one stretch: that strictly, the others the short way.

The file is cut at line ends into stretches, each read as a file of its own below the same header. Where the short way
(`networks.readers.plain_csv`) takes all of them but one, or some that follow one another, only those go the strict way,
with one of the others, and their findings then are those of the whole file, told at their lines. What the strict way
decides by a whole column or file is left to it: quotes, which may hold line ends, ids written as 12.0, line ends of
several kinds, more rows than may be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import Finding
from networks.model.distinct import Distinct
from networks.model.limits import ROWS
from networks.model.plain_cells import WRITTEN_WITH_0
from networks.model.schema import FLOAT_TYPES, columns
from networks.model.tables import Table, cell_type, missing_cells
from networks.readers.plain_csv import plain_table

STRETCHES = 24
MOST_ODD = 6  # stretches that may go the strict way: of more it is not much slower to take all
IDS = ("id", "id_list")  # types of columns of which all cells together say how whole numbers are read
Strict = Callable[[str, str, str, list[Finding]], tuple[Table | None, list[Finding]]]
Read = tuple[Table, list[Finding]]


def mixed_table(name: str, text: str, file: str, strict: Strict, stretches: int = STRETCHES) -> Read | None:
    """Return the table of a text, and what is odd about it; None where the strict way must read all of it.

    Parameters
    ----------
    name, text, file
        As for `plain_table`.
    strict
        The strict way: (name, text, file, findings) -> table and findings.
    stretches
        How many to cut the text into, about.
    """
    header, body = _header(text)
    if not body:
        return None
    parts = _cut(body, stretches)
    plain = [plain_table(name, header + part, file) for part in parts]
    odd = [at for at, table in enumerate(plain) if table is None]
    if not odd or len(odd) == len(parts) or len(odd) > MOST_ODD or odd[-1] - odd[0] >= len(odd):
        return None
    odd.append(odd[-1] + 1 if odd[-1] + 1 < len(parts) else odd[0] - 1)  # sound rows, without which blank ones count
    odd.sort()
    middle = "".join(parts[odd[0] : odd[-1] + 1])
    if _has_whole_ids(name, header, middle):
        return None
    table, findings = strict(name, header + middle, file, [])
    if table is None or not len(table):
        return None
    starts = [0, *np.cumsum([part.count("\n") for part in parts]).tolist()]
    told = [replace(one, row=one.row + starts[odd[0]]) if one.row > 1 else one for one in findings]
    read = dict(enumerate(plain)) | dict.fromkeys(odd) | {odd[0]: table}
    tables = {starts[at]: one for at, one in read.items() if one is not None}
    return _together(name, header, file, tables), told


def _header(text: str) -> tuple[str, str]:
    """Return the line of the header and the rows; no rows where a text is to be read as a whole."""
    end = text.find("\n") + 1
    if not end or '"' in text or "\0" in text or text.count("\n") > ROWS:
        return text, ""
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return text, ""
    return text[:end], text[end:]


def _names(header: str) -> list[str]:
    return header.rstrip("\r\n").split(",")


def _cut(body: str, stretches: int) -> list[str]:
    """Return rows in about so many stretches, each of whole lines."""
    parts, begin, size = [], 0, max(len(body) // stretches, 1)
    while begin < len(body):
        end = body.find("\n", min(begin + size, len(body)) - 1) + 1 or len(body)
        parts.append(body[begin:end])
        begin = end
    return parts


def _has_whole_ids(name: str, header: str, rows: str) -> bool:
    """Tell whether an id may be written as 12.0, which is read as 12 where all of its column are."""
    names = _names(header)
    places = [names.index(column.name) for column in columns()[name] if column.type in IDS and column.name in names]
    lines = (line.split(",") for line in rows.splitlines())
    return any(WRITTEN_WITH_0.match(cells[at]) for cells in lines for at in places if at < len(cells))


def _together(name: str, header: str, file: str, tables: Mapping[int, Table]) -> Table:
    """Return the rows of several tables as one; each stands behind so many lines of the whole file."""
    parts, named = list(tables.values()), set(_names(header))
    lines = np.concatenate([table.lines + before for before, table in tables.items()])
    cells: dict[str, NDArray[Any]] = {}
    known: dict[str, Distinct] = {}
    for column in columns()[name]:
        if column.name not in named:
            cells[column.name] = missing_cells(column, len(lines))
        elif column.type in FLOAT_TYPES:
            cells[column.name] = np.concatenate([table[column.name] for table in parts])
        else:
            known[column.name] = _merged([table.distinct(column.name) for table in parts])
            values: NDArray[Any] = np.empty(len(known[column.name].values), dtype=cell_type(column))
            values[:] = known[column.name].values
            cells[column.name] = values[known[column.name].of_row]
    return Table(name, cells, lines, file, distinct=known)


def _merged(parts: Sequence[Distinct]) -> Distinct:
    """Return the distinct values of several columns one after the other, in the order in which they first stand.

    Examples
    --------
    >>> one, other = Distinct(["sea", "rail"], np.array([0, 1, 0])), Distinct(["road", "sea"], np.array([1, 0]))
    >>> found = _merged([one, other])
    >>> found.values, found.of_row.tolist()
    (['sea', 'rail', 'road'], [0, 1, 0, 0, 2])
    """
    numbers: dict[Any, int] = {}
    rows = []
    for part in parts:
        own = np.array([numbers.setdefault(value, len(numbers)) for value in part.values], dtype=np.int64)
        rows.append(own[part.of_row])
    of_row = np.concatenate(rows)
    of_row.setflags(write=False)
    return Distinct(list(numbers), of_row)
