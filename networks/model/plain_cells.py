"""Cells of sound columns into arrays: the short way for tables in which nothing is wrong.

A column comes as the bytes of its cells. Where one of them is not surely sound, `Doubt` is raised: then
`networks.model.cells` reads the whole table, text by text, and says what is wrong. So nothing is told here, and a value
that comes out of here is the one that the parser of the column returns: it is asked once for each distinct text, and
where all texts are plainly of a form that it takes as it is, not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.byte_cells import ByteCells, Ints, decimals, distinct_cells
from networks.model.distinct import Distinct
from networks.model.escaping import unescaped
from networks.model.limits import ID_LENGTH, TEXT_LENGTH
from networks.model.schema import FLOAT_TYPES, TEXT_TYPES, Column, parse_number, parser
from networks.model.tables import cell_type

WRITTEN_WITH_0 = re.compile(r"[+-]?[0-9]+\.0+\Z")  # as pandas writes whole ids; a column of such alone is read as whole
NO_BEGINNINGS = np.isin(np.arange(256), [*b"=+-@'\""])  # bytes with which no id begins


class Doubt(Exception):
    """Something about a table is not plain; the strict way says what."""


def plain_column(column: Column, cells: ByteCells) -> tuple[NDArray[Any], Distinct | None]:
    """Return the values of a column, and the distinct ones among them, but for figures."""
    if column.type in FLOAT_TYPES:
        return _numbers(column, cells), None
    found = distinct_cells(cells)
    if found is None:
        raise Doubt
    first, of_row = found
    texts = cells.texts(first)
    if "" in texts and column.required:
        raise Doubt
    begins = cells.raw[cells.begin[first[cells.size[first] > 0]]]
    values = _values(column, texts, is_odd=bool(NO_BEGINNINGS[begins].any()))
    if values != texts:
        values, of_row = _each_once(values, of_row)
    of_row.setflags(write=False)
    array: NDArray[Any] = np.empty(len(values), dtype=cell_type(column))
    array[:] = values
    return array[of_row], Distinct(values, of_row)


def _numbers(column: Column, cells: ByteCells) -> NDArray[np.float64]:
    """Return the figures of a column; the least and the greatest tell whether all lie in its range."""
    if column.required and not cells.size.all():
        raise Doubt
    numbers, odd = decimals(cells)
    try:
        if len(odd):
            numbers[odd] = [parse_number(text) for text in cells.texts(odd)]
        known = numbers[~np.isnan(numbers)]
        for number in (known.min(), known.max()) if len(known) else ():
            column.parse(repr(float(number)))
    except ValueError:
        raise Doubt from None
    return numbers


def _values(column: Column, texts: Sequence[str], *, is_odd: bool) -> list[Any]:
    """Return what the distinct texts of a column stand for; `is_odd`: one of them begins as no id does."""
    if column.type in ("id", "id_list") and WRITTEN_WITH_0.match(next(filter(None, texts), "")):
        raise Doubt  # if the first one is not written so, they are not all
    if column.type in TEXT_TYPES and is_odd:
        texts = [unescaped(text) for text in texts]
    if (column.type == "id" and not is_odd and _are_plain_ids(texts)) or (
        column.type == "text" and _are_plain_texts(texts)
    ):
        return [*texts]
    parse = parser(column.type)
    try:
        return [parse(text) if text else column.missing for text in texts]
    except ValueError:
        raise Doubt from None


def _each_once(values: list[Any], of_row: Ints) -> tuple[list[Any], Ints]:
    """Return each value once, where several texts stand for it."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    if len(numbers) == len(values):
        return values, of_row
    of_value = np.array([numbers[value] for value in values], dtype=np.int64)
    return list(numbers), of_value[of_row]


def _are_plain_ids(texts: Sequence[str]) -> bool:
    """Tell whether all texts are plainly ids, or empty, but for how they begin."""
    named = [text for text in texts if text] if "" in texts else texts
    joined = ";".join(["", *named])
    return (
        joined.isascii()
        and joined.isprintable()
        and "," not in joined
        and " " not in joined
        and joined.count(";") == len(named)
        and max(map(len, texts)) <= ID_LENGTH
    )


def _are_plain_texts(texts: Sequence[str]) -> bool:
    """Tell whether all texts are plainly free text."""
    return "".join(texts).isprintable() and max(map(len, texts)) <= TEXT_LENGTH
