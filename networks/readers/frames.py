"""pandas DataFrames, one a table of the schema, into a `Network`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from networks.admitting import checked_network
from networks.errors import DataError, Finding, nearest_names
from networks.model.cells import shown, table_from_values, table_of_given_texts, texts_from_values
from networks.model.limits import COLUMNS, ROWS
from networks.model.schema import columns
from networks.model.tables import Table
from networks.network import Network

if TYPE_CHECKING:
    import pandas

NAMIBIAN = re.compile("NA[A-Z2-9]{3}\\Z")


def from_frames(
    frames: Mapping[str, pandas.DataFrame], *, name: str | None = None, silence: str | Collection[str] | None = ()
) -> Network:
    """Return the network of DataFrames named as the tables of ``networks/data/columns.csv``.

    None, NaN, NaT and ``<NA>`` are missing values; the text ``"NA"`` is a text. So read your own files with
    ``pandas.read_csv(file, keep_default_na=False, na_values=[""])``. What pandas guesses of types does not matter:
    whole numbers may be ids and texts, also as 7.0; plain numbers may stand as text, and yes and no for True and False.
    A column without a name or any value is skipped and told.

    Parameters
    ----------
    frames
        Name of the table -> DataFrame; ``places`` and ``links`` are required. Indexes are not read.
    name
        Name of the network; required where there is no frame ``network``.
    silence
        Ids of rules (``networks/data/rules.csv``) whose warnings are not told.

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
    if not isinstance(frames, Mapping):
        expected = f"expected DataFrames by the names of their tables, not {type(frames).__name__}"
        raise DataError([Finding("frames", 0, "", "", expected)])
    findings = [_unknown_table(table) for table in frames if table not in columns()]
    findings += [
        Finding(table, 0, "", "", "this frame is required") for table in ("places", "links") if table not in frames
    ]
    tables: dict[str, Table] = {}
    if "network" not in frames:
        tables["network"], found = _named(name)
        findings += found
    for table in columns():
        if table in frames:
            tables[table], found = _read_frame(table, frames[table])
            findings += found
    rows_are_missing = any(finding.row == 0 and finding.severity == "error" for finding in findings)
    return checked_network(tables, findings, rules=not rows_are_missing, silence=silence)


def _named(name: str | None) -> tuple[Table, list[Finding]]:
    """Return the heading of a network that has a name only."""
    if name is None or (isinstance(name, str) and not name):
        return Table.from_rows("network", [{"name": ""}]), [
            Finding("network", 0, "name", "", "give a name, or a frame called network")
        ]
    if not isinstance(name, str):
        expected = f"expected text, not {type(name).__name__}"
        return Table.from_rows("network", [{"name": ""}]), [Finding("network", 0, "name", shown(name), expected)]
    table, findings = table_from_values("network", [{"name": name}])
    return table, [Finding("network", 0, "name", one.value, one.expected) for one in findings]


def _read_frame(name: str, frame: pandas.DataFrame) -> tuple[Table, list[Finding]]:
    import pandas

    if not isinstance(frame, pandas.DataFrame):
        expected = f"expected a DataFrame, not {type(frame).__name__}"
        return Table.from_rows(name, []), [Finding(name, 0, "", "", expected)]
    if len(frame) > ROWS or len(frame.columns) > COLUMNS:
        expected = f"expected at most {ROWS} rows and {COLUMNS} columns"
        return Table.from_rows(name, []), [Finding(name, 0, "", "", expected)]
    frame, empty = _without_empty(name, frame)
    findings = _check_columns(name, [column if isinstance(column, str) else shown(column) for column in frame.columns])
    if findings:
        return Table.from_rows(name, []), empty + findings
    cells: dict[str, list[str]] = {}
    for column in columns()[name]:
        if column.name in frame.columns:
            values = _values(frame[column.name])
            cells[column.name], found = texts_from_values(name, column, values, lenient=True)
            findings += found
    table, found = table_of_given_texts(name, cells, len(frame), findings)
    return table, empty + findings + found + _lost_namibia(table)


def _lost_namibia(table: Table) -> list[Finding]:
    """Return a warning where the country of places is missing although their UN/LOCODE begins with the code NA."""
    if table.name != "places":
        return []
    cells = zip(table["id"].tolist(), table["country"].tolist(), strict=True)
    lost = [place for place, country in cells if not country and NAMIBIAN.match(place)]
    text = "no country, though the ids begin with NA: pandas reads NA as missing, unless told keep_default_na=False"
    return [Finding("places", 0, "country", ", ".join(lost[:10]), text, "warning")] if lost else []


def _without_empty(name: str, frame: pandas.DataFrame) -> tuple[pandas.DataFrame, list[Finding]]:
    """Return a frame without the columns and rows that a spreadsheet leaves behind, and tell them."""
    findings = []
    nameless = [_is_nameless(column) and frame.iloc[:, at].isna().all() for at, column in enumerate(frame.columns)]
    if any(nameless):
        text = "columns with neither name nor values are skipped"
        findings.append(Finding(name, 0, "", "", text, "warning", "skipped"))
        frame = frame.loc[:, [not one for one in nameless]]
    blank = frame.isna().all(axis=1)
    if len(frame.columns) and blank.any():
        row = int(blank.to_numpy().argmax()) + 1
        more = f", and so are {int(blank.sum()) - 1} more" if blank.sum() > 1 else ""
        findings.append(
            Finding(
                name,
                row,
                "",
                "",
                f"the row is empty and is skipped{more}; rows are counted without it",
                "warning",
                "skipped",
            )
        )
        frame = frame[~blank.to_numpy()]
    return frame, findings


def _is_nameless(column: object) -> bool:
    """Tell whether a column bears no name, or the one that pandas gives such a column."""
    return isinstance(column, str) and (not column.strip() or column.startswith("Unnamed: "))


def _values(series: pandas.Series[Any]) -> list[Any]:
    """Return the values of a column, None for what pandas takes as missing."""
    missing = series.isna().tolist()
    return [None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)]


def _check_columns(name: str, found: list[str]) -> list[Finding]:
    known = [column.name for column in columns()[name]]
    findings, strange = [], []
    for column in dict.fromkeys(found):
        near = () if column in known else nearest_names(column, known)
        if near:
            text = f"unknown column; did you mean {', '.join(near)}?"
            findings.append(Finding(name, 0, column, column, text))
        elif column not in known:
            strange.append(column)
        elif found.count(column) > 1:
            findings.append(Finding(name, 0, column, column, "expected each column once"))
    if strange:
        which, what = (strange[0], "column") if len(strange) == 1 else ("", "columns")
        hint = "; is it an index? reset_index(drop=True) leaves it out" if "Unnamed: 0" in strange else ""
        findings.append(Finding(name, 0, which, ", ".join(strange), f"unknown {what}{hint}"))
    missing = [column.name for column in columns()[name] if column.required and column.name not in found]
    return findings + [Finding(name, 0, column, "", "this column is required") for column in missing]


def _unknown_table(name: object) -> Finding:
    near = nearest_names(name, list(columns())) if isinstance(name, str) else ()
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return Finding(shown(name), 0, "", "", f"no table has this name{hint}")
