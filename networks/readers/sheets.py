"""A CSV file in a format of others: columns by their names, and cells into values; every bad cell is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from networks.errors import Finding, nearest_names
from networks.model.cells import bounded
from networks.model.escaping import unescaped
from networks.model.limits import ID_LENGTH
from networks.model.schema import parse_number
from networks.readers.csv_text import CSV, decode, split_rows
from networks.readers.files import Unreadable

ALLOWED = "file-form"  # byte-order marks and line ends of Windows, which these formats allow
Value = TypeVar("Value")


@dataclass
class Sheet:
    """A file as columns of text, without blanks around cells.

    Attributes
    ----------
    file
        Its name.
    lines
        Line of each row.
    cells
        Column -> texts.
    unread
        Columns that are not known.
    """

    file: str
    lines: list[int] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """Return the texts of a column, empty ones where there is none."""
        return self.cells[name] if name in self.cells else [""] * len(self)


def sheet_of(
    file: str,
    data: bytes | Unreadable,
    known: Sequence[str],
    required: Sequence[str],
    form: str = CSV,
    cut_at: int | None = None,
) -> tuple[Sheet | None, list[Finding]]:
    """Return the columns of a file, None where it cannot be read, and what is wrong or odd about its form.

    Parameters
    ----------
    known
        Columns that are read; others are let go.
    required
        Those of them that must be there.
    form
        What the file was to be, for who saves it anew.
    cut_at
        Letters to which names of columns may have been cut, as shapefiles do; None: none are.
    """
    if isinstance(data, Unreadable):
        return None, [Finding(file, 0, "", "", f"the file cannot be read: {data}")]
    text, findings = decode(data, file, form)
    if text is None:
        return None, findings
    rows, found = split_rows(text, file, known, needed=required)
    findings = [one for one in (*findings, *found) if one.rule != ALLOWED]
    header = [name.strip() for name in rows.header]
    if cut_at is not None:
        findings += _made_whole(file, header, known, cut_at)
    findings += _of_header(file, header, known, required) if header else []
    if not header or any(one.severity == "error" and one.row <= 1 for one in findings):
        return None, findings
    columns: Sequence[Sequence[str]] = list(zip(*rows.cells, strict=True)) if rows.cells else [()] * len(header)
    given = {name: texts for name, texts in zip(header, columns, strict=True) if name in known}
    cells = {name: list(map(str.strip, texts)) for name, texts in given.items()}
    padded = next((name for name, texts in given.items() if cells[name] != list(texts)), "")
    if padded:
        told = "blanks around cells are skipped"
        findings.append(Finding(file, 0, padded, "", told, "warning", "skipped"))
    unread = tuple(name for name in header if name and name not in known)
    return Sheet(file, rows.lines, cells, unread), findings


def _made_whole(file: str, header: list[str], known: Sequence[str], cut_at: int) -> list[Finding]:
    """Give columns whose names were cut their whole names, and tell it."""
    whole = {name[:cut_at]: name for name in known if len(name) > cut_at and name not in header}
    cut = [name for name in header if name in whole and name not in known]
    header[:] = [whole[name] if name in cut else name for name in header]
    if not cut:
        return []
    told = f"names of columns were cut to {cut_at} letters; read as {', '.join(whole[name] for name in cut)}"
    return [Finding(file, 1, "", ", ".join(cut), told, "warning", "made")]


def _of_header(file: str, header: Sequence[str], known: Sequence[str], required: Sequence[str]) -> list[Finding]:
    """Return what is wrong with the names of columns."""
    counts = Counter(name for name in header if name in known)
    strange = [name for name in header if name and name not in known]
    twice = [(name, count) for name, count in counts.items() if count > 1]
    expected = "expected each column once, found it {} times"
    found = [Finding(file, 1, name, name, expected.format(count)) for name, count in twice]
    for name in required:
        if name not in counts:
            near = nearest_names(name, strange)
            hint = f"; is it {near[0]}?" if near else ""
            found.append(Finding(file, 1, name, "", f"this column is required{hint}"))
    return found


class Cells:
    """The cells of a sheet as values, with the findings about those that cannot be read."""

    def __init__(self, sheet: Sheet, required: Collection[str], findings: list[Finding]) -> None:
        self.sheet, self._required, self.findings = sheet, required, findings
        self.bad: set[int] = set()  # rows with a cell that cannot be read

    def parsed(self, name: str, parse: Callable[[str], Value], missing: Value) -> list[Value]:
        """Return the values of a column; each distinct text is parsed once, a bad cell stands as missing."""
        texts = self.sheet.column(name)
        values: dict[str, Value] = {}
        wrong: dict[str, str] = {}
        for text in set(texts):
            try:
                if not text and name in self._required:
                    raise ValueError("a value is required here")
                values[text] = parse(text) if text else missing
            except ValueError as error:
                values[text], wrong[text] = missing, str(error)
        if wrong:
            self.tell(name, {row: wrong[text] for row, text in enumerate(texts) if text in wrong})
        return [values[text] for text in texts]

    def tell(self, name: str, told: dict[int, str], severity: str = "error", rule: str = "reading") -> None:
        """Add a finding for rows of a column: row -> what was expected; the rows are bad then."""
        texts, lines, file = self.sheet.column(name), self.sheet.lines, self.sheet.file
        self.findings += bounded(
            [Finding(file, lines[row], name, texts[row], text, severity, rule) for row, text in told.items()]
        )
        if severity == "error":
            self.bad.update(told)

    def texts(self, name: str) -> list[str]:
        """Return a column as it is, without what keeps a spreadsheet from running a cell as a formula."""
        return self.parsed(name, unescaped, "")

    def ids(self, name: str) -> list[str]:
        """Return a column of ids."""
        return self.parsed(name, _id, "")

    def keys(self, *names: str) -> dict[tuple[str, ...], int]:
        """Return the rows by the ids of a key, and tell rows that bear one that stands before."""
        found: dict[tuple[str, ...], int] = {}
        again: dict[int, str] = {}
        whole = "each id once" if len(names) == 1 else f"each pair of {' and '.join(names)} once"
        for row, key in enumerate(zip(*(self.sheet.column(name) for name in names), strict=True)):
            first = found.setdefault(key, row)
            if first != row and all(key):
                again[row] = f"expected {whole}; it stands in line {self.sheet.lines[first]} already"
        self.tell(names[-1], again)
        return found

    def refer(self, name: str, known: Collection[str], what: str) -> None:
        """Tell the cells of a column that name nothing that exists."""
        texts = self.sheet.column(name)
        self.tell(name, {row: f"no such {what}" for row, text in enumerate(texts) if text and text not in known})


def _id(text: str) -> str:
    if len(text) > ID_LENGTH:
        raise ValueError(f"expected an id of at most {ID_LENGTH} characters")
    return text


def degrees(most: int) -> Callable[[str], float]:
    """Return the function that reads degrees of latitude (90) or longitude (180)."""

    def parse(text: str) -> float:
        number = parse_number(text)
        if abs(number) > most:
            raise ValueError(f"expected degrees from -{most} to {most}")
        return number

    return parse


def distance_of(text: str) -> float:
    """Return a number from 0; raise ValueError where it is none."""
    number = parse_number(text)
    if number < 0:
        raise ValueError("expected a number from 0")
    return number
