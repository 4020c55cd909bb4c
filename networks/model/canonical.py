"""The canonical text of a table: what its file holds, and what its digest is made of.

Canonical means: rows in their order, columns in the order of the schema, the shortest text of each number,
LF, quotes only where needed. A column that is missing throughout is left out unless it is required, so that
the text of a table does not depend on columns that it does not use.
"""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

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
    texts = {column.name: _texts(column, table) for column in columns()[table.name]}
    required = {column.name for column in columns()[table.name] if column.required}
    kept = {name: cells for name, cells in texts.items() if name in required or any(cells)}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(kept)
    writer.writerows(zip(*kept.values(), strict=True))
    return out.getvalue()


def _texts(column: Column, table: Table) -> list[str]:
    """Return the texts of a column; numbers and texts, the bulk of a table, take a short way."""
    cells = table[column.name].tolist()
    if column.type in FLOAT_TYPES:
        return ["" if math.isnan(cell) else repr(cell).removesuffix(".0") for cell in cells]
    if column.type in INT_TYPES:
        return ["" if cell == -1 else str(cell) for cell in cells]
    if column.type in TEXT_TYPES:
        return [escaped(cell) if cell else "" for cell in cells]
    return [column.format(cell) for cell in cells]
