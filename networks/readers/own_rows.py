"""The rows of a CSV file of one's own, such as a rate sheet, as texts; what is wrong with its form is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from networks.errors import DataError, Finding, nearest_names
from networks.model.escaping import unescaped
from networks.readers.csv_text import decode, split_rows
from networks.readers.files import Unreadable, bytes_of

Row = dict[str, str]  # column -> what stands there


def rows_of_file(file: Path, known: Sequence[str], needed: Sequence[str]) -> list[tuple[int, Row]]:
    """Return the rows of a CSV file, each with its line.

    Raises
    ------
    DataError
        The file cannot be read, has an unknown column or lacks a needed one; all findings.
    """
    try:
        data = bytes_of(file)
    except Unreadable as error:
        raise DataError([Finding(file.name, 0, "", "", f"the file cannot be read: {error}")]) from None
    text, findings = decode(data, file.name)
    if text is None:
        raise DataError(findings)
    rows, found = split_rows(text, file.name, known)
    findings += found
    findings += header_findings(file.name, rows.header, known, needed)
    wrong = [finding for finding in findings if finding.severity == "error"]
    if wrong:
        raise DataError(wrong)
    cells = ([unescaped(cell).strip() for cell in row] for row in rows.cells)
    return [(line, dict(zip(rows.header, row, strict=True))) for line, row in zip(rows.lines, cells, strict=True)]


def header_findings(name: str, header: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> list[Finding]:
    """Return a finding for each unknown column, each that stands twice, and each that is needed and missing."""
    found = []
    for column in header:
        if column not in known:
            near = nearest_names(column, known)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            found.append(Finding(name, 1, column, "", f"no such column{hint}; there are {', '.join(known)}"))
        elif list(header).count(column) > 1:
            found.append(Finding(name, 1, column, "", "the column stands twice"))
    found += [Finding(name, 1, column, "", "this column is required") for column in needed if column not in header]
    return list(dict.fromkeys(found))
