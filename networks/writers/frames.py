"""A `Network` into pandas DataFrames, one a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from networks.model.schema import INT_TYPES, Column, columns
from networks.model.tables import Table

if TYPE_CHECKING:
    import pandas

    from networks.network import Network


def to_frames(network: Network) -> dict[str, pandas.DataFrame]:
    """Return every table of the catalogue (withheld elements have ``offered`` False) as a DataFrame.

    Missing numbers are NaN, missing whole numbers ``<NA>`` of dtype Int64, missing dates None and missing texts
    "" (a text ``"NA"`` is Namibia); lists are text separated by ``;`` as in the CSV files.
    """
    import pandas

    return {
        name: pandas.DataFrame({column.name: _series(column, table) for column in columns()[name]})
        for name, table in network.catalogue.items()
    }


def _series(column: Column, table: Table) -> Any:
    import pandas

    cells = table[column.name]
    if column.type in INT_TYPES:
        return pandas.array([None if cell == -1 else cell for cell in cells.tolist()], dtype="Int64")
    if column.type.endswith("_list"):
        return pandas.Series([column.format(cell) for cell in cells], dtype=object)
    return pandas.Series(cells.copy())
