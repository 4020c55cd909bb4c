"""Cells of a GTFS feed into values: times, days, whole numbers, positions, zones; every bad cell is a finding."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from networks.errors import Finding
from networks.model.cells import bounded
from networks.model.escaping import unescaped
from networks.model.limits import ID_LENGTH
from networks.model.schema import parse_number
from networks.readers.gtfs_files import Sheet
from networks.timetable.zones import zone_called

Value = TypeVar("Value")

NO_TIME = -1
_TIME = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])\Z")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_WHOLE = re.compile(r"[0-9]{1,9}\Z")


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


def time_of(text: str) -> int:
    """Return a time of a service day in seconds; raise ValueError where it is none.

    Examples
    --------
    >>> time_of("6:30:00"), time_of("25:00:01")
    (23400, 90001)
    """
    found = _TIME.match(text)
    if not found:
        raise ValueError("expected a time as HH:MM:SS, minutes and seconds below 60 (25:30:00 is on the next day)")
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


def time_text(seconds: int) -> str:
    """Return a time of a service day as GTFS writes it.

    Examples
    --------
    >>> time_text(90001)
    '25:00:01'
    """
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def day_of(text: str) -> datetime.date:
    """Return a day; raise ValueError where there is none of that date.

    Examples
    --------
    >>> day_of("20240229").isoformat()
    '2024-02-29'
    """
    found = _DAY.match(text)
    if not found:
        raise ValueError("expected a day as YYYYMMDD")
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        raise ValueError("there is no such day; expected one as YYYYMMDD") from None


def whole_of(text: str) -> int:
    """Return a whole number from 0; raise ValueError where it is none."""
    if not _WHOLE.match(text):
        raise ValueError("expected a whole number from 0")
    return int(text)


def one_of(allowed: Sequence[int]) -> Callable[[str], int]:
    """Return the function that reads one of some numbers."""

    def parse(text: str) -> int:
        if text not in words:
            raise ValueError(f"expected one of {', '.join(words)}")
        return int(text)

    words = [str(one) for one in allowed]
    return parse


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


def zone_of(text: str) -> str:
    """Return the IANA name of a zone; raise ValueError where there is no such zone."""
    if zone_called(text) is None:
        raise ValueError("no zone has this name; expected an IANA name such as Asia/Tokyo")
    return text
