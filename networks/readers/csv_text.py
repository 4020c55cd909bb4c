"""Bytes of a CSV file into rows of text: strict about encoding, quoting and the number of cells.

Files are UTF-8 with a comma between cells. A byte-order mark, Windows line ends, the line ``sep=,`` that spreadsheets
write, empty rows, and columns without name and values are skipped and told; any other encoding is refused, because
guessing it turns names into other names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from networks.errors import Finding
from networks.model.limits import COLUMNS, ROWS, TOLD

_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what files in UTF-16 begin with, unless they begin at once
SAMPLE = 1000  # bytes by which one of those is known
_OTHER_FILES = {  # what files begin with that are no text
    b"PK": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"\x80\x02": "a pickle of Python",
    b"\x80\x03": "a pickle of Python",
    b"\x80\x04": "a pickle of Python",
    b"\x80\x05": "a pickle of Python",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"SQLite format 3": "a database such as a GeoPackage",
}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(\r\n|\n|\r|\Z)')
_SEPARATORS = {";": ";", "\t": "tabs", "|": "|"}
CSV = "CSV UTF-8"


@dataclass
class Rows:
    """The rows of a file: their cells, and the line that each begins at."""

    header: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def decode(data: bytes, file: str, form: str = CSV) -> tuple[str | None, list[Finding]]:
    """Return the text of a file, or None with the finding that says why not; `form` is what it was to be."""
    for begin, kind in _OTHER_FILES.items():
        if data.startswith(begin) and not _is_text(data):
            return None, [Finding(file, 0, "", "", f"this is {kind}, no text; save the file as {form}")]
    if data[:2] in _WIDE or _is_wide(data[:SAMPLE]):
        return None, [Finding(file, 0, "", "UTF-16", f"expected UTF-8; save the file as {form}")]
    findings = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(
            Finding(file, 1, "", "", "begins with a byte-order mark, which is skipped", "warning", "file-form")
        )
    if b"\r" in data:
        line = data.count(b"\n", 0, data.index(b"\r")) + 1
        findings.append(
            Finding(file, line, "", "", "lines end in CR or CRLF; they are read as LF", "warning", "file-form")
        )
    try:
        return data.decode("utf-8"), findings
    except UnicodeDecodeError as error:
        return None, [*findings, _undecodable(data, error, file, form)]


def _is_wide(sample: bytes) -> bool:
    """Tell whether most letters have a byte 0 beside them, as UTF-16 writes Latin letters, signs and digits."""
    return any(4 * sample[side::2].count(0) > len(sample) > 3 for side in (0, 1))


def _is_text(data: bytes) -> bool:
    """Tell whether the beginning of a file holds nothing but text."""
    return not any(byte < 9 or 13 < byte < 32 or byte >= 127 for byte in data[:64])


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str, form: str) -> Finding:
    line = data.count(b"\n", 0, error.start) + 1
    byte = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    value = f"0x{data[error.start]:02x}"
    return Finding(file, line, "", value, f"byte {byte} of the line is not UTF-8; save the file as {form}")


def split_rows(
    text: str, file: str, known: Sequence[str], *, needed: Collection[str] | None = None
) -> tuple[Rows, list[Finding]]:
    """Return the rows of a CSV text, and what is wrong or odd about its form.

    A row with another number of cells than the header is a finding. Where the cells are not separated by commas
    there is one finding and no row; `known` are the names of columns by which that is seen.

    Parameters
    ----------
    needed
        Names of columns; where they are given, a row may end early as long as it has a cell for each of them: the
        others are empty, which is told once.
    """
    rows, odd = Rows(), _Oddities(file)
    blank: tuple[list[str], int] | None = None
    try:
        for line, cells in _numbered(text, odd):
            if not rows.header:
                rows.header = _header(cells, odd, line)
                odd.least = _least(rows.header, needed)
                if separator := _other_separator(cells, known):
                    return Rows(), [_separated(file, line, ",".join(cells), separator)]
                if len(rows.header) > COLUMNS:
                    expected = f"expected at most {COLUMNS} columns, found {len(rows.header)}"
                    return Rows(), [Finding(file, line, "", "", expected)]
            elif _is_blank(cells):
                odd.blank.append(line)
                blank = blank or (cells, line)
            else:
                _take(rows, cells, line, odd)
            if len(rows.cells) > ROWS:
                return Rows(), [Finding(file, line, "", "", f"expected at most {ROWS} rows")]
    except csv.Error as error:
        header = text[:10_000].partition("\n")[0].rstrip("\r")
        if not rows.header and (separator := _other_separator([header], known)):  # with cells in quotes
            return Rows(), [_separated(file, 1, header, separator)]
        line = rows.lines[-1] + 1 if rows.lines else 1 + bool(rows.header)
        odd.findings.append(_broken(file, line, str(error)))
    if not rows.header:
        if odd.separated:
            return rows, [odd.separated]
        odd.findings.append(Finding(file, 1, "", "", "expected a header line with the names of the columns"))
    if blank and blank[0] and not rows.cells:  # a table of empty rows alone lacks the values that it must have
        odd.blank.remove(blank[1])
        _take(rows, *blank, odd)
    return rows, odd.told()


class _Oddities:
    """What is odd about the form of a file, gathered until it is told: once for each kind."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.blank: list[int] = []
        self.nameless: int = 0  # the first line with cells after the last column
        self.unfit = 0
        self.least = 0  # cells that a row must have, where it may end early
        self.short: list[int] = []
        self.separated: Finding | None = None

    def told(self) -> list[Finding]:
        """Return all of it as findings."""
        found = self.findings
        if self.blank:
            more = f", and so are {len(self.blank) - 1} more" if len(self.blank) > 1 else ""
            text = f"the line is empty and is skipped{more}"
            found.append(Finding(self.file, self.blank[0], "", "", text, "warning", "skipped"))
        if self.short:
            more = f", and so do {len(self.short) - 1} more" if len(self.short) > 1 else ""
            text = f"the line ends early{more}; the cells that it lacks are empty"
            found.append(Finding(self.file, self.short[0], "", "", text, "warning", "made"))
        if self.nameless:
            text = "empty cells without a column after the last one are skipped"
            found.append(Finding(self.file, self.nameless, "", "", text, "warning", "skipped"))
        if self.unfit > TOLD:
            text = f"{self.unfit - TOLD} more lines have another number of cells than the header"
            found.append(Finding(self.file, 0, "", "", text))
        return found


def _numbered(text: str, odd: _Oddities) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line that it begins at; the line by which spreadsheets tell the separator is skipped."""
    stated, line = _SEPARATOR_LINE.match(text), 1
    if stated and stated[1] in _SEPARATORS:
        odd.separated = _separated(odd.file, 1, stated[0].rstrip(), stated[1])
        return
    if stated:
        text, line = text[stated.end() :], 2
        odd.findings.append(
            Finding(odd.file, 1, "", stated[0].rstrip(), "this line is no header and is skipped", "warning", "skipped")
        )
    begun = line - 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for cells in reader:
        yield line, cells
        line = begun + reader.line_num + 1


def _header(cells: list[str], odd: _Oddities, line: int) -> list[str]:
    """Return the names of the columns, without empty ones at the end."""
    named = len(cells)
    while named and not cells[named - 1].strip():
        named -= 1
    odd.nameless = line if named < len(cells) else 0
    return cells[:named]


def _least(header: Sequence[str], needed: Collection[str] | None) -> int:
    """Return how many cells a row must have at least where it may end early; 0 where it may not."""
    if needed is None:
        return 0
    return max((number for number, name in enumerate(header, 1) if name.strip() in needed), default=1)


def _is_blank(cells: Sequence[str]) -> bool:
    return not cells or (not cells[0].strip() and not "".join(cells).strip())


def _take(rows: Rows, cells: list[str], line: int, odd: _Oddities) -> None:
    """Take a row, or tell that it does not fit the header."""
    width = len(rows.header)
    if len(cells) > width and not "".join(cells[width:]).strip():
        odd.nameless = odd.nameless or line
        del cells[width:]
    if odd.least <= len(cells) < width and odd.least:
        odd.short.append(line)
        cells += [""] * (width - len(cells))
    if len(cells) == width:
        rows.cells.append(cells)
        rows.lines.append(line)
        return
    odd.unfit += 1
    if odd.unfit <= TOLD:
        odd.findings.append(_wrong_width(odd.file, line, cells, width))


def _wrong_width(file: str, line: int, cells: Sequence[str], width: int) -> Finding:
    shown = ",".join(cells[:61])
    shown = shown if len(shown) <= 60 and len(cells) <= 61 else shown[:57] + "..."
    whole = ",".join(cells)
    other = next((words for sign, words in _SEPARATORS.items() if whole.count(sign) == width - 1 > 0), "")
    hint = (
        f"; those of this line are separated by {other} : save as CSV with commas and decimal points" if other else ""
    )
    return Finding(file, line, "", shown, f"expected {width} cells as in the header, found {len(cells)}{hint}")


def _broken(file: str, line: int, error: str) -> Finding:
    """Return the finding about what the module csv cannot take apart."""
    if "field limit" in error:
        most = csv.field_size_limit()
        text = f"a cell has more than {most} characters; is a quote left open at or after this line?"
    else:
        text = f"the quoting is broken at or after this line ({error})"
    return Finding(file, line, "", "", text)


def _other_separator(cells: Sequence[str], known: Sequence[str]) -> str:
    """Return what separates the cells of a header where that is no comma; else ""."""
    whole, found = ",".join(cells), sum(cell in known for cell in cells)
    for separator in _SEPARATORS:
        parts = [part.strip(' "') for part in whole.split(separator)]
        if len(parts) > 1 and sum(part in known for part in parts) > found:
            return separator
    return ""


def _separated(file: str, line: int, header: str, separator: str) -> Finding:
    words = _SEPARATORS[separator]
    text = f"the cells are separated by {words} : save as CSV with commas and decimal points"
    return Finding(file, line, "", header, text)
