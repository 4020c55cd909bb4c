"""pandas DataFrames, one a table of the schema, into a `Network`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from networks.admitting import checked_network
from networks.errors import Finding, nearest_names
from networks.model.cells import table_from_texts, texts_from_values
from networks.model.schema import columns
from networks.model.tables import Table
from networks.network import Network

if TYPE_CHECKING:
    import pandas


def from_frames(frames: Mapping[str, pandas.DataFrame], *, name: str | None = None) -> Network:
    """Return the network of DataFrames named as the tables of ``networks/data/columns.csv``.

    None, NaN, NaT and ``<NA>`` are missing values; the text ``"NA"`` is a text. So read your own files with
    ``pandas.read_csv(file, keep_default_na=False, na_values=[""])``.

    Parameters
    ----------
    frames
        Name of the table -> DataFrame; ``places`` and ``links`` are required. Indexes are not read.
    name
        Name of the network; required where there is no frame ``network``.

    Raises
    ------
    DataError
        Something cannot be used; carries every finding, by table and row (from 1).

    Examples
    --------
    >>> import pandas
    >>> places = pandas.DataFrame({"id": ["A", "B"], "name": ["Alpha", "Beta"], "country": ["NA", None]})
    >>> links = pandas.DataFrame({"id": ["ab"], "tail": ["A"], "head": ["B"], "mode": ["sea"], "hours": [60]})
    >>> from_frames({"places": places, "links": links}, name="demo").places["A"].country
    'NA'
    """
    findings = [_unknown_table(table) for table in frames if table not in columns()]
    findings += [
        Finding(table, 0, "", "", "this frame is required") for table in ("places", "links") if table not in frames
    ]
    tables: dict[str, Table] = {}
    if "network" not in frames:
        tables["network"] = Table.from_rows("network", [{"name": name or ""}])
        findings += [] if name else [Finding("network", 0, "name", "", "give a name, or a frame called network")]
    for table in columns():
        if table in frames:
            tables[table], found = _read_frame(table, frames[table])
            findings += found
    return checked_network(tables, findings, rules=not any(finding.row == 0 for finding in findings))


def _read_frame(name: str, frame: pandas.DataFrame) -> tuple[Table, list[Finding]]:
    findings = _check_columns(name, [str(column) for column in frame.columns])
    if findings:
        return Table.from_rows(name, []), findings
    cells: dict[str, list[str]] = {}
    for column in columns()[name]:
        if column.name in frame.columns:
            cells[column.name], found = texts_from_values(name, column, _values(frame[column.name]))
            findings += found
    told = {(finding.row, finding.field) for finding in findings}
    table, found = table_from_texts(name, cells, file=name, lines=range(1, len(frame) + 1))
    findings += [finding for finding in found if (finding.row, finding.field) not in told]
    return Table(name, table.columns), findings


def _values(series: pandas.Series[Any]) -> list[Any]:
    """Return the values of a column, None for what pandas takes as missing."""
    missing = series.isna().tolist()
    return [None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)]


def _check_columns(name: str, found: list[str]) -> list[Finding]:
    known = [column.name for column in columns()[name]]
    findings = []
    for column in dict.fromkeys(found):
        if column not in known:
            near = nearest_names(column, known)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            findings.append(Finding(name, 0, column, column, f"unknown column{hint}"))
        elif found.count(column) > 1:
            findings.append(Finding(name, 0, column, column, "expected each column once"))
    missing = [column.name for column in columns()[name] if column.required and column.name not in found]
    return findings + [Finding(name, 0, column, "", "this column is required") for column in missing]


def _unknown_table(name: str) -> Finding:
    near = nearest_names(name, list(columns()))
    return Finding(
        str(name), 0, "", "", "no table has this name" + (f"; did you mean {', '.join(near)}?" if near else "")
    )
