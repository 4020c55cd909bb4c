"""Cells into columns: texts and Python values become a `Table`; every bad cell becomes a finding.

All readers come through here, so that a figure means the same in a CSV file, a DataFrame, a graph and a
call of the builder. A bad cell is told and then stands as missing, so that the rules can still be asked.
"""

from __future__ import annotations

import datetime
import numbers
import operator
import re
import reprlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from networks.errors import ECHOED, Finding, brief, nearest_names
from networks.model.limits import ID_LENGTH, NUMBER_LENGTH, TOLD
from networks.model.schema import (
    FLOAT_TYPES,
    INT_TYPES,
    TEXT_TYPES,
    Column,
    columns,
    format_value,
    numbers_of,
    parser,
    whole_numbers,
)
from networks.model.tables import Table, empty_table

NUMBERS = FLOAT_TYPES | INT_TYPES
BOOLS = frozenset({"bool_yes", "bool_no"})
NOT_AS_TEXT = NUMBERS | BOOLS  # the types of columns whose values may not be given as text


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
    return Table.from_columns(name, values or _no_rows(name), lines, file), findings


def table_from_values(
    name: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    lenient: bool = False,
    file: str = "",
    lines: Sequence[int] | None = None,
) -> tuple[Table, list[Finding]]:
    """Return the table of rows of Python values (None = missing), and a finding for each bad value.

    Numbers are numbers, not text; lists are tuples, lists or sets, or text separated by ``;``; dates are
    ``datetime.date`` or text as YYYY-MM-DD; a whole number may be an id. Keys that are no column of the table are
    findings. Rows that a program collected from elsewhere are `lenient`, as of `texts_from_values`.

    Parameters
    ----------
    file, lines
        Where the rows stand, if they came from a file; else findings name the table and the row, from 1.
    """
    if not rows and lines is None:
        return empty_table(name), []
    where, numbers = (file, lines) if lines is not None else (name, range(1, len(rows) + 1))
    strange = [(line, key) for line, row in zip(numbers, rows, strict=True) for key in _strangers(name, row)]
    findings = bounded([_unknown_key(name, where, *one) for one in strange])
    cells: dict[str, list[str]] = {}
    for column in columns()[name]:
        values = [row.get(column.name) for row in rows]
        cells[column.name], found = texts_from_values(where, column, values, lenient=lenient, lines=lines)
        findings += found
    table, found = table_of_given_texts(name, cells, len(rows), findings, file=file, lines=lines)
    return table, findings + found


def table_of_given_texts(
    name: str,
    cells: Mapping[str, Sequence[str]],
    size: int,
    told: Iterable[Finding],
    *,
    file: str = "",
    lines: Sequence[int] | None = None,
) -> tuple[Table, list[Finding]]:
    """Return the table of columns of text that values were turned into, and what was not told of its cells before."""
    known = {(finding.row, finding.field) for finding in told}  # a wrong type is told once
    where = name if lines is None else file
    table, found = table_from_texts(name, cells, file=where, lines=range(1, size + 1) if lines is None else lines)
    fresh = [one for one in found if (one.row, one.field) not in known]
    return (Table(name, table.columns) if lines is None else table), fresh


def texts_from_values(
    file: str,
    column: Column,
    values: Sequence[Any],
    *,
    lenient: bool = False,
    lines: Sequence[int] | None = None,
) -> tuple[list[str], list[Finding]]:
    """Return the texts of a column of Python values (None = missing), and a finding for each wrong type.

    Parameters
    ----------
    file, lines
        File or table and the rows in it, for the findings; rows count from 1 unless told otherwise.
    lenient
        The values come from a program that guesses types, such as pandas: text may stand for a number, yes and no for
        True and False, and a number for text. What a text means is asked afterwards, as of a cell of a file.
    """
    types = set(map(type, values))
    as_they_are = column.type not in (NUMBERS if lenient else NOT_AS_TEXT)
    if types <= {type(None)} or (types <= {str, type(None)} and as_they_are):
        return [value or "" for value in values], []
    texts: list[str] = []
    findings: list[Finding] = []
    text_of = _lenient_text if lenient else _text_of
    for line, value in zip(range(1, len(values) + 1) if lines is None else lines, values, strict=True):
        try:
            texts.append("" if value is None else text_of(column, value))
        except TypeError as error:
            texts.append("")
            findings.append(Finding(file, line, column.name, shown(value), str(error)))
    return texts, bounded(findings)


def tables_from_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of rows of Python values, by name of the table, and a finding for each bad value."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name, given in rows.items():
        tables[name], found = table_from_values(name, given)
        findings += found
    return tables, findings


def bounded(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings of one kind about one column: the first of very many, and the number of the others."""
    return _bounded(findings[:TOLD], len(findings) - TOLD)


def _bounded(told: Sequence[Finding], more: int) -> list[Finding]:
    """Return findings, and how many more there are."""
    if more <= 0:
        return list(told)
    first = told[0]
    rest = Finding(first.file, 0, first.field, "", f"{more} more cells of this column are not right", first.severity)
    return [*told, rest]


def as_name(text: str) -> str:
    """Return a text as the name of a network, with a hyphen for what an id cannot hold.

    Examples
    --------
    >>> as_name("my network, 2nd try")
    'my-network-2nd-try'
    """
    seen = "".join(one for one in unicodedata.normalize("NFC", text) if one.isprintable())
    name = re.sub(r"[^\w.]+", "-", seen)[:ID_LENGTH].strip("-") or "network"
    try:
        return str(parser("id")(name))
    except ValueError:  # letters that nobody sees
        return "network"


def _parse_column(
    column: Column, texts: Sequence[str], file: str, lines: Sequence[int], findings: list[Finding]
) -> list[Any]:
    """Return the values of a column; each distinct text is parsed once, sound numbers all together."""
    numbers = numbers_of(column, texts)
    if numbers is not None:
        return numbers
    parse = parser(column.type)
    values: dict[str, Any] = {}
    bad: dict[str, ValueError] = {}
    texts = whole_numbers(column, texts)
    for text in set(texts):
        try:
            values[text] = parse(text) if text else column.parse(text)
        except ValueError as error:
            values[text], bad[text] = column.missing, error
    if bad:
        found = [(text, line) for text, line in zip(texts, lines, strict=True) if text in bad]
        told = [Finding(file, line, column.name, text, str(bad[text])) for text, line in found[:TOLD]]
        findings += _bounded(told, len(found) - TOLD)
    return [values[text] for text in texts]


def _lenient_text(column: Column, value: Any) -> str:
    """Return a value as the text of a cell, where its type was guessed by a program."""
    if isinstance(value, str) and column.type in NUMBERS:
        if value and not _is_parsed(column, value) and not re.match(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?\Z", value):
            raise TypeError("expected a number, not text")
        return str(value)
    if isinstance(value, str) and column.type in BOOLS:
        return str(value)
    number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    number = number and column.type not in NUMBERS
    if number and not abs(value) < float("inf"):  # NaN as well
        raise TypeError(f"expected text, not {value}")
    if number and (column.type in TEXT_TYPES or column.type in ("id", "date") or column.type.endswith("_list")):
        return _number_text(Column(column.name, "count" if _is_whole(value) else "number", False, ""), value)
    return _text_of(column, value)


def _is_parsed(column: Column, text: str) -> bool:
    try:
        column.parse(text)
    except ValueError:
        return False
    return True


def _is_whole(value: Any) -> bool:
    return isinstance(value, numbers.Integral) or (abs(value) < 1e15 and float(value).is_integer())


def _text_of(column: Column, value: Any) -> str:
    """Return a value as the text of a cell; raise TypeError where its type does not fit the column."""
    if column.type in NUMBERS:
        return _number_text(column, value)
    if column.type in BOOLS:
        if type(value).__name__ not in ("bool", "bool_"):  # numpy's own is called bool or bool_
            raise TypeError("expected True or False")
        return format_value(bool(value))
    if column.type == "date" and isinstance(value, datetime.date):
        return _day_text(value)
    if column.type == "date" and type(value).__name__ == "datetime64":  # numpy's own, to the day or finer
        return re.sub(r"T00:00(:00(\.0+)?)?\Z", "", str(value))
    if column.type.endswith("_list") and not isinstance(value, str):
        if column.name == "path" and isinstance(value, AbstractSet):
            raise TypeError("expected a list or a tuple, for the order counts")
        return _list_text(value if column.type != "date_list" else _with_plain_days(value))
    if column.type == "id" and isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return _digits(value)
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {type(value).__name__}")
    return str(value)


def _number_text(column: Column, value: Any) -> str:
    if type(value) is float and column.type in FLOAT_TYPES:
        return format_value(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"expected a number, not {'text' if isinstance(value, str) else type(value).__name__}")
    if isinstance(value, numbers.Integral):
        return _digits(value)
    try:
        number = float(value)
    except OverflowError:
        raise TypeError("expected a finite number") from None
    return str(int(number)) if column.type in INT_TYPES and number.is_integer() else format_value(number)


def _digits(value: Any) -> str:
    number = operator.index(value)
    if abs(number) >= 10**NUMBER_LENGTH:  # and Python writes no number of more than 4,300 digits
        raise TypeError(f"expected a number of at most {NUMBER_LENGTH} digits")
    return str(number)


def _list_text(value: Any) -> str:
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=lambda item: (str(type(item)), item)) if _are_plain(value) else list(value)
    if not isinstance(value, (tuple, list)):
        raise TypeError(f"expected a tuple, a list or text separated by ; not {type(value).__name__}")
    if set(map(type, value)) <= {str}:
        return ";".join(value)
    if not _are_plain(value):
        raise TypeError("expected a list of texts or of whole numbers")
    return ";".join(item if isinstance(item, str) else _digits(item) for item in value)


def _are_plain(items: Iterable[Any]) -> bool:
    """Tell whether items are texts and whole numbers."""
    return all(isinstance(item, (str, numbers.Integral)) and not isinstance(item, bool) for item in items)


def _day_text(day: datetime.date) -> str:
    """Return a day as text; of a moment that is no midnight with its hour, which no date has."""
    return day.isoformat().removesuffix("T00:00:00")


def _with_plain_days(value: Any) -> Any:
    """Return a list with its days as text, and anything else as it is."""
    if not isinstance(value, (set, frozenset, tuple, list)):
        return value
    days = [_day_text(item) if isinstance(item, datetime.date) else item for item in value]
    return sorted(days, key=str) if isinstance(value, (set, frozenset)) else days


def _strangers(name: str, row: Mapping[str, Any]) -> list[str]:
    known = _names(name)
    return [] if row.keys() <= known else [key for key in row if key not in known]


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(column.name for column in columns()[table])


def _unknown_key(name: str, file: str, line: int, key: object) -> Finding:
    text = key if isinstance(key, str) else shown(key)
    near = nearest_names(text, [column.name for column in columns()[name]])
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return Finding(file, line, text, "", f"{name} have no such column{hint}")


def _no_rows(name: str) -> dict[str, list[Any]]:
    return {column.name: [] for column in columns()[name]}


def shown(value: object, most: int = 80) -> str:
    """Return a value as text for a message: short, whatever it is.

    Examples
    --------
    >>> shown("Moscow"), shown(1.5), shown([[[[[[[[1]]]]]]]])
    ('Moscow', '1.5', '[[[[[[[...]]]]]]]')
    """
    if isinstance(value, str):
        return brief(str(value), most)
    try:
        text = repr(value) if isinstance(value, (int, float, tuple, type(None))) else _SHORT.repr(value)
    except Exception:  # of what only its own class knows
        return f"a value of type {type(value).__name__}"
    return brief(text, most)


_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother = 7, ECHOED, 50 * ECHOED
