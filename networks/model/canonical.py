"""The canonical text of a table: what its file holds, and what its digest is made of.

Canonical means: rows in their order, columns in the order of the schema, the shortest text of each number,
LF, quotes only where needed. A column that is missing throughout is left out unless it is required, so that
the text of a table does not depend on columns that it does not use.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from networks.model.distinct import Distinct
from networks.model.escaping import escaped
from networks.model.schema import FLOAT_TYPES, INT_TYPES, TEXT_TYPES, Column, columns

if TYPE_CHECKING:
    from networks.model.tables import Table


def table_text(table: Table) -> str:
    """Return a table as canonical CSV text.

    Examples
    --------
    >>> from networks.model.tables import Table
    >>> row = {"link": "sea:JPYOK-RUVVO", "seq": 1, "lat": 41.5, "lon": 140.0}
    >>> print(table_text(Table.from_rows("waypoints", [row])), end="")
    link,seq,lat,lon
    sea:JPYOK-RUVVO,1,41.5,140
    """
    return "\n".join([*table_lines(table), ""])


def table_lines(table: Table) -> list[str]:
    """Return the lines of a table as canonical CSV text, that of the header first."""
    texts = {column.name: _texts(column, table) for column in columns()[table.name]}
    required = {column.name for column in columns()[table.name] if column.required}
    kept = {name: cells for name, cells in texts.items() if name in required or any(cells.values)}
    if len(kept) == 1 or any(_has_line_ends(cells) for cells in kept.values()):
        return _written(kept)
    rows = zip(*(_by_row(_quoted(cells)) for cells in kept.values()), strict=True)
    return [",".join(kept), *map(",".join, rows)]


def _written(kept: Mapping[str, Distinct]) -> list[str]:
    """Return lines as the module csv writes them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(kept)
    writer.writerows(zip(*map(_by_row, kept.values()), strict=True))
    return out.getvalue().split("\n")[:-1]


def _has_line_ends(texts: Distinct) -> bool:
    whole = "".join(texts.values)
    return "\n" in whole or "\r" in whole


def _by_row(texts: Distinct) -> list[str]:
    values: NDArray[Any] = np.empty(len(texts.values), dtype=object)
    values[:] = texts.values
    found: list[str] = texts.mapped(values).tolist()
    return found


def _quoted(texts: Distinct) -> Distinct:
    """Return texts with quotes round those that have a comma or quotes in them."""
    whole = "".join(texts.values)
    if "," not in whole and '"' not in whole:
        return texts
    quoted = ['"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text for text in texts.values]
    return Distinct(quoted, texts.of_row)


def _texts(column: Column, table: Table) -> Distinct:
    """Return the texts of a column: made once for each distinct value."""
    if column.type in FLOAT_TYPES:
        bits, of_row = np.unique(table[column.name].view(np.int64), return_inverse=True)  # 0 and -0 are two
        numbers = bits.view(np.float64).tolist()
        return Distinct(["" if math.isnan(cell) else repr(cell).removesuffix(".0") for cell in numbers], of_row)
    cells = table.distinct(column.name)
    if column.type in INT_TYPES:
        return Distinct(["" if cell == -1 else str(cell) for cell in cells.values], cells.of_row)
    if column.type in TEXT_TYPES:
        return Distinct([escaped(cell) if cell else "" for cell in cells.values], cells.of_row)
    if all(type(cell) is str for cell in cells.values[:1]):  # an id, or a word of a vocabulary
        return cells
    return Distinct([column.format(cell) for cell in cells.values], cells.of_row)
