"""A rate sheet: one's own quotes as rows, read from a CSV file, a DataFrame or rows, with all that is wrong at once."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

from networks.errors import DataError, Finding
from networks.model.box_sizes import DRY_SIZES, box_size
from networks.model.cells import shown
from networks.model.given import path_to_read
from networks.model.schema import parse_number
from networks.readers.own_rows import header_findings, rows_of_file

COLUMNS = ("service", "origin", "destination", "size", "price", "currency", "valid_from", "valid_until", "note")
NEEDED = ("price", "currency")
LARGE = DRY_SIZES[1:]  # one price for all of them
TEMPLATE = """\
service,origin,destination,size,price,currency,valid_from,valid_until,note
line:RUVYP-RUMOW-express,,,20ft,3100,USD,2026-01-01,2026-06-30,the whole price of a service
line:RUVYP-RUMOW-express,,,40ft,4900,USD,2026-01-01,2026-06-30,
,Yokohama,RUVYP,20ft,85000,JPY,2026-01-01,2026-03-31,all lines that run from the one to the other
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A row of a rate sheet: a price of a box, of a service or between two places, and its days."""

    row: int
    service: str
    origin: str
    destination: str
    size: str
    price: float
    currency: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    note: str

    @property
    def days(self) -> str:
        """Return its days in words."""
        if self.valid_until is None:
            return "no end stated" if self.valid_from is None else f"from {self.valid_from}"
        begin = "until" if self.valid_from is None else f"{self.valid_from} to"
        return f"{begin} {self.valid_until}"

    def is_valid(self, day: datetime.date | None) -> bool:
        """Tell whether it holds on a day; where none is known, whether it always does."""
        if day is None:
            return self.valid_from is None and self.valid_until is None
        return (self.valid_from or day) <= day <= (self.valid_until or day)


def read_quotes(sheet: Any) -> tuple[str, list[Quote], list[Finding]]:
    """Return what a sheet is called, its quotes, and what is wrong with its cells.

    Raises
    ------
    DataError
        It cannot be read at all: no such file, unknown columns.
    """
    name, rows = _rows(sheet)
    findings: list[Finding] = []
    quotes = []
    for number, row in rows:
        found: list[Finding] = []
        quote = _quote(name, number, row, found)
        findings += found
        if not found and quote is not None:
            quotes.append(quote)
    return name, quotes, findings


def _rows(sheet: Any) -> tuple[str, list[tuple[int, Mapping[str, Any]]]]:
    if isinstance(sheet, str | PathLike):
        file = path_to_read(sheet, "rates")
        return file.name, [(line, row) for line, row in rows_of_file(file, COLUMNS, NEEDED)]
    records = sheet.to_dict("records") if hasattr(sheet, "to_dict") and hasattr(sheet, "columns") else sheet
    header = list(sheet.columns) if hasattr(sheet, "columns") else None
    if isinstance(records, str | Mapping) or not isinstance(records, Iterable):
        expected = f"expected a CSV file, a DataFrame or rows of dictionaries, not {type(sheet).__name__}"
        raise DataError([Finding("rates", 0, "", "", expected, rule="changes")])
    found = list(records)
    wrong = [number for number, row in enumerate(found, 1) if not isinstance(row, Mapping)]
    if wrong:
        raise DataError([Finding("rates", one, "", "", "expected a dictionary", rule="changes") for one in wrong])
    header = (
        list(dict.fromkeys(str(key) for row in found for key in row))
        if header is None
        else [str(one) for one in header]
    )
    findings = header_findings("rates", header, COLUMNS, NEEDED if found else ())
    if findings:
        raise DataError(findings)
    return "rates", [(number, row) for number, row in enumerate(found, 1)]


def _quote(name: str, number: int, row: Mapping[str, Any], findings: list[Finding]) -> Quote | None:
    """Return the quote of a row; adds what is wrong with its cells to the findings."""

    def cell(column: str, read: Callable[[Any], Any]) -> Any:
        value = row.get(column)
        try:
            return read("" if _is_missing(value) else value)
        except ValueError as error:
            findings.append(Finding(name, number, column, shown(value), str(error)))
            return None

    texts = {
        column: cell(column, lambda value: str(value).strip())
        for column in ("service", "origin", "destination", "note")
    }
    found = {
        "size": cell("size", _size),
        "price": cell("price", _price),
        "currency": cell("currency", _currency),
        "valid_from": cell("valid_from", _day),
        "valid_until": cell("valid_until", _day),
    }
    findings += _contradictions(name, number, {**texts, **found})
    return None if findings else Quote(row=number, **texts, **found)


def _contradictions(name: str, number: int, cells: Mapping[str, Any]) -> Iterator[Finding]:
    if not cells["service"] and not (cells["origin"] and cells["destination"]):
        yield Finding(name, number, "service", "", "expected a service, or origin and destination")
    elif bool(cells["origin"]) != bool(cells["destination"]):
        yield Finding(name, number, "origin", "", "expected both origin and destination, or neither")
    first, last = cells["valid_from"], cells["valid_until"]
    if first and last and first > last:
        yield Finding(name, number, "valid_until", str(last), f"expected a day not before valid_from, {first}")


def _is_missing(value: object) -> bool:
    return value is None or value != value or str(value) in ("NaT", "<NA>")  # noqa: PLR0124 - NaN is missing


def _size(value: object) -> str:
    size = "" if not str(value).strip() else box_size(value)
    if size is None or (size and size not in DRY_SIZES):
        raise ValueError(f"expected {', '.join(DRY_SIZES)}, or nothing for a box of any size")
    return size


def _price(value: object) -> float:
    number = parse_number(value.strip()) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
    if not math.isfinite(number) or number < 0:
        raise ValueError("expected a price of 0 or more")
    return number


def _currency(value: object) -> str:
    text = str(value).strip().upper()
    if not re.fullmatch("[A-Z]{3}", text):
        raise ValueError("expected a currency as three letters such as USD")
    return text


def _day(value: object) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip()) if str(value).strip() else None
    except ValueError:
        raise ValueError("expected a date as YYYY-MM-DD") from None
