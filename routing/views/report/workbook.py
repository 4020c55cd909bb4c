"""`write_workbook`: answers as an Excel workbook: what a report says in words, and each of its tables on a sheet.

Numbers are numbers in full precision under heads that bear their units; where a range lies stands in two columns. A
text is always a text: it is written as such, and one that a spreadsheet would run has an apostrophe before it, so that
it stays one when the sheet is saved as CSV.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from networks.model.escaping import escaped, visible
from routing.answers.shown import Shown
from routing.views.report.sections import Section
from routing.views.report.sections.sources import SOURCE
from routing.views.report.table import Cell, Table
from routing.views.report.writing import headings_of, sections_of, sources_of

FORBIDDEN = re.compile(r"[\[\]:*?/\\']+")  # in the name of a sheet
LONGEST_NAME, LONGEST_TEXT, WIDEST = 31, 32_767, 60  # characters: of a name, of a cell, of a column
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FIRST = "Answer"


def write_workbook(path: Path, *answers: Shown, asked: str = "", assumed: str = "") -> None:
    """Write answers as an Excel workbook: a sheet of what they say, then one for each table and one for the sources.

    Parameters
    ----------
    path
        The file, written as it is made.
    answers
        As in `routing.report.write_report`; tables of the same columns follow one another on one sheet.
    asked
        The command that they answer, told on the first sheet.
    assumed
        What that command took for lack of another word, a line each.
    """
    sections = sections_of(answers)
    with import_module("xlsxwriter").Workbook(str(path), OPTIONS) as book:
        _write_words(book, sections, [*([asked] if asked else []), *assumed.splitlines()])
        names = {FIRST.casefold()}
        for table in _merged(table for section in sections for table in section.tables if table.head):
            _write_table(book, _sheet_name(table.caption, names), _numbers_apart(table))
        _write_table(book, _sheet_name("Sources", names), _sources(sections))


def write_rows(
    path: Path, title: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, asked: str = ""
) -> None:
    """Write rows as an Excel workbook of one sheet: columns by name, a list in one cell with ``;`` between.

    Parameters
    ----------
    path
        The file, written as it is made.
    title
        What the rows are, the name of the sheet.
    columns, rows
        Names of the columns, and a value of each row under each.
    asked
        The command that they answer, told below them.
    """
    cells = tuple(tuple(_cell_of(row[name]) for name in columns) for row in rows)
    table = Table(caption=title, head=tuple(columns), numeric=(), rows=cells, note=asked)
    with import_module("xlsxwriter").Workbook(str(path), OPTIONS) as book:
        _write_table(book, _sheet_name(title, set()), table)


def _cell_of(value: Any) -> Cell:
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        return Cell(repr(value), value)
    return Cell(";".join(map(str, value)) if isinstance(value, list | tuple) else str("" if value is None else value))


def _write_words(book: Any, sections: Sequence[Section], foot: Sequence[str]) -> None:
    """Write the first sheet: question, answer and doubts in sentences."""
    strong, plain = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(FIRST)
    sheet.set_column(0, 0, 2 * WIDEST)
    lines = [(heading, plain) for heading in headings_of(list(sections))]
    for section in sections:
        lines += [("", plain), (section.title, strong), *((line, plain) for line in section.lead)]
        lines += [(line, plain) for line in (*section.doubts, *section.foot)]
        lines += [(table.caption, plain) for table in section.tables if not table.head]
    lines += [("", plain), *((line, plain) for line in foot)]
    for row, (line, form) in enumerate(lines):
        sheet.write_string(row, 0, _plain(line), form)


def _write_table(book: Any, name: str, table: Table) -> None:
    """Write a table on a sheet of its own, its head fixed."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    forms: dict[str, Any] = {}
    for column, (told, wide) in enumerate(zip(table.head, _widths(table), strict=True)):
        sheet.set_column(column, column, wide)
        sheet.write_string(0, column, _plain(told), head)
    for row, cells in enumerate(table.rows, 1):
        for column, cell in enumerate(cells):
            if cell.value is None:
                sheet.write_string(row, column, _plain(cell.text))
            else:
                form = _number_format(cell.text)
                forms.setdefault(form, book.add_format({"num_format": form}))
                sheet.write_number(row, column, cell.value, forms[form])
    sheet.freeze_panes(1, 1)
    if table.note:
        sheet.write_string(len(table.rows) + 2, 0, _plain(table.note))


def _merged(tables: Iterator[Table]) -> list[Table]:
    """Return tables, those of the same caption and columns as one."""
    found: dict[tuple[str, tuple[str, ...]], Table] = {}
    for table in tables:
        key = table.caption, table.head
        found[key] = table if key not in found else replace(found[key], rows=(*found[key].rows, *table.rows))
    return list(found.values())


def _numbers_apart(table: Table) -> Table:
    """Return a table in which the ends of a range stand in two columns."""
    ranged = [any(row[column].ends for row in table.rows) for column in range(len(table.head))]
    head = [
        [f"{told}, from", f"{told}, to"] if twice else [told] for told, twice in zip(table.head, ranged, strict=True)
    ]
    rows = [
        [cell for one, twice in zip(row, ranged, strict=True) for cell in (_two(one) if twice else [one])]
        for row in table.rows
    ]
    return replace(
        table,
        head=tuple(told for one in head for told in one),
        numeric=(),
        rows=tuple(tuple(row) for row in rows),
    )


def _two(cell: Cell) -> list[Cell]:
    """Return the two ends of a cell as numbers, each written as in its text; empty ones where it has none."""
    if cell.ends is None:
        return [cell, Cell("")]
    return [Cell(text, end) for text, end in zip(cell.text.split(" to "), cell.ends, strict=True)]


def _number_format(text: str) -> str:
    """Return how a number is shown: with as many decimals as in its text, thousands apart where they are there.

    Examples
    --------
    >>> [_number_format(text) for text in ("1,234", "2016", "-0.50", "12.5%", "1e-05")]
    ['#,##0', '0', '0.00', '0.0%', 'General']
    """
    if "e" in text:
        return "General"
    whole, _, decimals = text.lstrip("+-").removesuffix("%").partition(".")
    form = "#,##0" if "," in whole else "0"
    return form + (f".{'0' * len(decimals)}" if decimals else "") + ("%" if text.endswith("%") else "")


def _widths(table: Table) -> list[int]:
    """Return how wide each column is set, in characters."""
    columns = zip(
        *(map(len, map(str, table.head)), *([len(cell.text) for cell in row] for row in table.rows)), strict=True
    )
    return [min(max(column) + 2, WIDEST) for column in columns]


def _sheet_name(caption: str, taken: set[str]) -> str:
    """Return a name for a sheet that no other bears, and note it.

    Examples
    --------
    >>> taken = {"answer"}
    >>> _sheet_name("2016-suez: legs", taken), _sheet_name("2016-Suez legs", taken)
    ('2016-suez legs', '2016-Suez legs 2')
    """
    plain = " ".join(FORBIDDEN.sub(" ", visible(caption)).split()) or "Table"
    for number in range(1, len(taken) + 2):
        more = f" {number}" if number > 1 else ""
        name = plain[: LONGEST_NAME - len(more)].rstrip() + more
        if name.casefold() not in taken:
            break
    taken.add(name.casefold())
    return name


def _sources(sections: Sequence[Section]) -> Table:
    """Return the sources behind the figures of all sections."""
    rows = tuple(tuple(Cell(source[name]) for name in SOURCE) for source in sources_of(list(sections)))
    return Table(caption="Sources", head=SOURCE, numeric=(), rows=rows)


def _plain(text: str) -> str:
    """Return a text that a cell can hold and no spreadsheet runs; of one beyond the length of a cell the begin."""
    told = escaped(visible(text, keep="\n"))
    return told if len(told) <= LONGEST_TEXT else f"{told[: LONGEST_TEXT - 1]}…"
