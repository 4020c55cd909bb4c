"""The short way for a CSV file in which nothing is wrong or odd: its bytes, column by column, into a table.

It takes what the strict way (`networks.readers.csv_text`, `networks.model.cells`) would read without a word, and gives
the same table in less time and memory. At the first thing that is odd, be it sound or not, it gives up: then the strict
way reads the file from its beginning and tells what there is to tell. A row of blanks alone is never taken for one, for
each table has a column other than free text that must be filled.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from networks.model.byte_cells import PADDING, ByteCells
from networks.model.limits import COLUMNS, LIST_LENGTH, ROWS
from networks.model.plain_cells import Doubt, plain_column
from networks.model.schema import columns
from networks.model.tables import Table, missing_cells

PIECE = 2**18  # bytes that are looked through at once: they stay in the cache of the processor
ROWS_AT_ONCE = 10_000  # of a text with quotes
COMMA, LINE_END = b",", b"\n"
BETWEEN, BEHIND = b"\x1f", b"\x1e"  # what takes their place where commas stand in quotes


def plain_table(name: str, text: str, file: str) -> Table | None:
    """Return the table of a text, or None where anything about it is not plain.

    Parameters
    ----------
    name
        Name of the table in the schema.
    text
        What the file holds, without a byte-order mark.
    file
        Name of the file, for the table.
    """
    try:
        return _table(name, text, file)
    except Doubt:
        return None


def _table(name: str, text: str, file: str) -> Table:
    if "\0" in text or csv.field_size_limit() < LIST_LENGTH:  # a limit that somebody lowered
        raise Doubt
    header, body = _split_header(name, text)
    layout = _layout(text, body, len(header))
    found = {
        column.name: plain_column(column, layout.column(header.index(column.name)))
        for column in columns()[name]
        if column.name in header
    }
    rows = len(layout.ends)
    arrays = {
        column.name: found[column.name][0] if column.name in found else missing_cells(column, rows)
        for column in columns()[name]
    }
    known = {column: distinct for column, (_, distinct) in found.items() if distinct is not None}
    return Table(name, arrays, np.arange(2, rows + 2, dtype=np.int64), file, distinct=known)


def _split_header(name: str, text: str) -> tuple[list[str], int]:
    """Return the names of the columns, each of them known and none missing that is required, and where rows begin."""
    body = text.find("\n") + 1
    header = text[: body - 1].removesuffix("\r").split(",")
    known = {column.name for column in columns()[name]}
    required = {column.name for column in columns()[name] if column.required}
    if not 0 < body < len(text) or len(set(header)) < len(header) or len(header) > COLUMNS:
        raise Doubt
    if not required <= set(header) <= known:
        raise Doubt
    return header, body


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """Where cells stand in the bytes of a file: where the rows begin, and where each cell ends, shape (rows, width)."""

    raw: NDArray[np.uint8]
    latin: str
    body: int
    ends: NDArray[np.int32]

    def column(self, number: int) -> ByteCells:
        """Return the cells of a column."""
        begin = np.empty(len(self.ends), dtype=np.int64)
        if number:
            begin[:] = self.ends[:, number - 1]
        else:
            begin[1:] = self.ends[:-1, -1]
            begin[0] = self.body - 1
        begin += 1
        return ByteCells(self.raw, self.latin, begin, self.ends[:, number] - begin)


def _layout(text: str, body: int, width: int) -> _Layout:
    """Return where the cells of a text stand."""
    between, behind = COMMA, LINE_END
    if '"' in text:
        text, body = _without_quotes(text[body:]), 0
        between, behind = BETWEEN, BEHIND
    elif "\r" in text:
        text = text.replace("\r\n", "\n")
        body = text.find("\n") + 1
        if "\r" in text:
            raise Doubt
    last = "" if text.endswith(behind.decode()) else behind.decode()
    data = b"".join([text.encode(), last.encode(), PADDING])
    raw = np.frombuffer(data, np.uint8)
    latin = text if text.isascii() else data.decode("latin-1")
    body = len(text[:body].encode())
    return _Layout(raw, latin, body, _ends(raw, body, width, between[0], behind[0]))


def _ends(raw: NDArray[np.uint8], body: int, width: int, between: int, behind: int) -> NDArray[np.int32]:
    """Return where each cell ends, shape (rows, width); raise Doubt where a row has another number of cells."""
    stop = len(raw) - len(PADDING)
    pieces = []
    for at in range(body, stop, PIECE):
        piece = raw[at : min(at + PIECE, stop)]
        pieces.append((np.flatnonzero((piece == between) | (piece == behind)) + at).astype(np.int32))
    ends = np.concatenate(pieces)
    rows = len(ends) // width
    if rows * width != len(ends) or rows > ROWS:
        raise Doubt
    ends = ends.reshape(rows, width)
    if (raw[ends[:, -1]] != behind).any() or any(
        (raw[ends[:, column]] != between).any() for column in range(width - 1)
    ):
        raise Doubt
    return ends


def _without_quotes(text: str) -> str:
    """Return rows, as the module csv takes them apart, with other marks between and behind cells; each is one line."""
    if BETWEEN.decode() in text or BEHIND.decode() in text:
        raise Doubt
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[str] = []
    try:
        while rows := list(islice(reader, ROWS_AT_ONCE)):
            found += map(BETWEEN.decode().join, rows)
            if reader.line_num != len(found):
                raise Doubt
    except csv.Error:
        raise Doubt from None
    return BEHIND.decode().join(found)
