"""Cells into columns: texts and Python values become a `Table`; every bad cell becomes a finding.

All readers come through here, so that a figure means the same in a CSV file, a DataFrame, a graph and a
call of the builder. A bad cell is told and then stands as missing, so that the rules can still be asked.
"""

from __future__ import annotations

import datetime
import numbers
import operator
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from networks.errors import Finding, nearest_names
from networks.model.schema import FLOAT_TYPES, INT_TYPES, Column, columns, format_value, numbers_of, parser
from networks.model.tables import Table

NUMBERS = FLOAT_TYPES | INT_TYPES
NOT_AS_TEXT = NUMBERS | {"bool_yes", "bool_no"}  # the types of columns whose values may not be given as text


def table_from_texts(
    name: str, cells: Mapping[str, Sequence[str]], *, file: str, lines: Sequence[int]
) -> tuple[Table, list[Finding]]:
    """Return the table that columns of text stand for, and a finding for each cell that cannot be read.

    Parameters
    ----------
    name
        Name of the table in the schema.
    cells
        Column name -> texts, all of one length; absent columns are missing throughout.
    file, lines
        Where the rows stand, for the findings and for the table.

    Examples
    --------
    >>> cells = {"link": ["a"], "seq": ["1"], "lat": ["52,5"], "lon": ["13.4"]}
    >>> _, findings = table_from_texts("waypoints", cells, file="waypoints.csv", lines=[2])
    >>> print(findings[0])
    error: waypoints.csv, line 2, lat: '52,5': expected a plain number such as 2800 or 3.5 (decimal point, not comma)
    """
    findings: list[Finding] = []
    values: dict[str, list[Any]] = {}
    for column in columns()[name]:
        if column.name in cells:
            values[column.name] = _parse_column(column, cells[column.name], file, lines, findings)
    return Table.from_columns(name, values or _no_rows(name), lines), findings


def table_from_values(name: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Table, list[Finding]]:
    """Return the table of rows of Python values (None = missing), and a finding for each bad value.

    Numbers are numbers, not text; lists are tuples, lists or sets, or text separated by ``;``; dates are
    ``datetime.date`` or text as YYYY-MM-DD. Keys that are no column of the table are findings.
    """
    findings = [_unknown_key(name, number, key) for number, row in enumerate(rows, 1) for key in _strangers(name, row)]
    cells: dict[str, list[str]] = {}
    for column in columns()[name]:
        values = [row.get(column.name) for row in rows]
        cells[column.name], found = texts_from_values(name, column, values)
        findings += found
    told = {(finding.row, finding.field) for finding in findings}  # a wrong type is told once
    table, found = table_from_texts(name, cells, file=name, lines=range(1, len(rows) + 1))
    findings += [finding for finding in found if (finding.row, finding.field) not in told]
    return Table(name, table.columns), findings


def texts_from_values(name: str, column: Column, values: Sequence[Any]) -> tuple[list[str], list[Finding]]:
    """Return the texts of a column of Python values (None = missing), and a finding for each wrong type."""
    types = set(map(type, values))
    if types <= {type(None)} or (types <= {str, type(None)} and column.type not in NOT_AS_TEXT):
        return [value or "" for value in values], []
    texts: list[str] = []
    findings: list[Finding] = []
    for number, value in enumerate(values, 1):
        try:
            texts.append("" if value is None else _text_of(column, value))
        except TypeError as error:
            texts.append("")
            findings.append(Finding(name, number, column.name, _shown(value), str(error)))
    return texts, findings


def tables_from_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of rows of Python values, by name of the table, and a finding for each bad value."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name, given in rows.items():
        tables[name], found = table_from_values(name, given)
        findings += found
    return tables, findings


def as_name(text: str) -> str:
    """Return a text as the name of a network, with a hyphen for what an id cannot hold.

    Examples
    --------
    >>> as_name("my network, 2nd try")
    'my-network-2nd-try'
    """
    return re.sub(r"[^\w.]+", "-", text).strip("-") or "network"


def _parse_column(
    column: Column, texts: Sequence[str], file: str, lines: Sequence[int], findings: list[Finding]
) -> list[Any]:
    """Return the values of a column; each distinct text is parsed once, sound numbers all together."""
    numbers = numbers_of(column, texts)
    if numbers is not None:
        return numbers
    parse = parser(column.type)
    values: dict[str, Any] = {}
    bad: dict[str, str] = {}
    for text in set(texts):
        try:
            values[text] = parse(text) if text else column.parse(text)
        except ValueError as error:
            values[text], bad[text] = column.missing, str(error)
    if bad:
        for text, line in zip(texts, lines, strict=True):
            if text in bad:
                findings.append(Finding(file, line, column.name, text, bad[text]))
    return [values[text] for text in texts]


def _text_of(column: Column, value: Any) -> str:
    """Return a value as the text of a cell; raise TypeError where its type does not fit the column."""
    if column.type in NUMBERS:
        return _number_text(column, value)
    if column.type in ("bool_yes", "bool_no"):
        if type(value).__name__ not in ("bool", "bool_"):  # numpy's own is called bool or bool_
            raise TypeError("expected True or False")
        return format_value(bool(value))
    if column.type == "date" and isinstance(value, datetime.date):
        return value.isoformat().removesuffix("T00:00:00")
    if column.type.endswith("_list") and not isinstance(value, str):
        if column.name == "path" and isinstance(value, AbstractSet):
            raise TypeError("expected a list or a tuple, for the order counts")
        return _list_text(value)
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {type(value).__name__}")
    return str(value)


def _number_text(column: Column, value: Any) -> str:
    if type(value) is int:
        return str(value)
    if type(value) is float and column.type in FLOAT_TYPES:
        return format_value(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"expected a number, not {'text' if isinstance(value, str) else type(value).__name__}")
    if isinstance(value, numbers.Integral):
        return str(operator.index(value))
    number = float(value)
    return str(int(number)) if column.type in INT_TYPES and number.is_integer() else format_value(number)


def _list_text(value: Any) -> str:
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if not isinstance(value, (tuple, list)):
        raise TypeError(f"expected a tuple, a list or text separated by ; not {type(value).__name__}")
    if set(map(type, value)) <= {str}:
        return ";".join(value)
    if any(isinstance(item, bool) or not isinstance(item, (str, numbers.Integral)) for item in value):
        raise TypeError("expected a list of texts or of whole numbers")
    return ";".join(str(item) for item in value)


def _strangers(name: str, row: Mapping[str, Any]) -> list[str]:
    known = _names(name)
    return [] if row.keys() <= known else [key for key in row if key not in known]


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(column.name for column in columns()[table])


def _unknown_key(name: str, number: int, key: object) -> Finding:
    near = nearest_names(str(key), [column.name for column in columns()[name]])
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return Finding(name, number, str(key), "", f"{name} have no such column{hint}")


def _no_rows(name: str) -> dict[str, list[Any]]:
    return {column.name: [] for column in columns()[name]}


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
