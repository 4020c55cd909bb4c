"""Bytes of a CSV file into rows of text: strict about encoding, quoting and the number of cells.

Files are UTF-8 with a comma between cells. A byte-order mark and Windows line ends are accepted and told;
any other encoding is refused, because guessing it turns names into other names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from networks.errors import Finding

_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass
class Rows:
    """The rows of a file: their cells, and the line that each begins at."""

    header: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, or None with the finding that says why not."""
    if data[:2] in _WIDE:
        return None, [Finding(file, 0, "", _WIDE[data[:2]], "expected UTF-8; save the file as CSV UTF-8")]
    findings = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(Finding(file, 1, "", "", "begins with a byte-order mark, which is skipped", "warning"))
    if b"\r" in data:
        line = data.count(b"\n", 0, data.index(b"\r")) + 1
        findings.append(Finding(file, line, "", "", "lines end in CR or CRLF; they are read as LF", "warning"))
    try:
        return data.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        return None, [*findings, _undecodable(data, error, file)]


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str) -> Finding:
    line = data.count(b"\n", 0, error.start) + 1
    byte = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    value = f"0x{data[error.start]:02x}"
    return Finding(file, line, "", value, f"byte {byte} of the line is not UTF-8; save the file as CSV UTF-8")


def split_rows(text: str, file: str) -> tuple[Rows, list[Finding]]:
    """Return the rows of a CSV text; a row with another number of cells than the header is a finding."""
    rows = Rows()
    findings: list[Finding] = []
    try:
        for line, cells in _numbered(text):
            if not rows.header:
                rows.header = cells
            elif not cells:
                findings.append(Finding(file, line, "", "", "the line is empty and is skipped", "warning"))
            elif len(cells) != len(rows.header):
                findings.append(_wrong_width(file, line, cells, rows.header))
            else:
                rows.cells.append(cells)
                rows.lines.append(line)
    except csv.Error as error:
        line = rows.lines[-1] + 1 if rows.lines else 1
        findings.append(Finding(file, line, "", "", f"the quoting is broken at or after this line ({error})"))
    if not rows.header:
        findings.append(Finding(file, 1, "", "", "expected a header line with the names of the columns"))
    return rows, findings


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _wrong_width(file: str, line: int, cells: Sequence[str], header: Sequence[str]) -> Finding:
    shown = ",".join(cells)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return Finding(file, line, "", shown, f"expected {len(header)} cells as in the header, found {len(cells)}")
