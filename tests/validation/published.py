"""The published figures: one `Row` per line of ``published.csv``, with its constraints taken apart."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from networks import Source

PUBLISHED = Path(__file__).with_name("published.csv")
SOURCES = Path(__file__).with_name("sources.csv")
APART = ("Promise", "Record", "Congested", "Teaching text")  # no normal state: counted apart
PRICE_YEARS = range(2014, 2019)  # no index joins prices of other years to 2016
TOLERANCE = 0.15  # a point is met within this share of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A published figure; the columns are told in ``README.md``.

    Attributes
    ----------
    constraints
        How the model is asked: key -> text, several values still joined by ``+``.
    """

    id: str
    kind: str
    what: str
    origin: str
    destination: str
    scope: str
    year: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str
    corridor: str
    used: bool
    constraints: Mapping[str, str]
    note: str

    @property
    def number_class(self) -> str:
        """Return what kind of number it is: the first words of the note."""
        return self.note.partition(".")[0]

    @property
    def apart(self) -> str:
        """Return why the row is counted apart from the score, "" if it is not."""
        if self.number_class in APART:
            return self.number_class
        if self.kind == "rate" and self.year not in PRICE_YEARS:
            return f"rate of {self.year}" if self.year else "rate without a year"
        return ""

    @property
    def target(self) -> tuple[float, float]:
        """Return the ends between which an answer meets the row, both included."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        assert self.value is not None
        return self.value * (1 - TOLERANCE), self.value * (1 + TOLERANCE)

    @property
    def typical(self) -> float:
        """Return what an error is a share of: the value, else the middle of the range."""
        if self.value is not None:
            return self.value
        return sum(self.target) / 2

    @property
    def shown(self) -> str:
        """Return the figure as text."""
        if self.low is None or self.high is None:
            return f"{self.typical:g}"
        return f"{self.low:g} to {self.high:g}"


def rows() -> tuple[Row, ...]:
    """Return the published figures in the order of the file."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return tuple(map(_row, csv.DictReader(file)))


def _row(cells: dict[str, str]) -> Row:
    numbers = {name: float(cells[name]) if cells[name] else None for name in ("value", "low", "high")}
    names = ("id", "kind", "what", "origin", "destination", "scope", "unit", "source", "corridor", "note")
    return Row(
        **{name: cells[name] for name in names},
        **numbers,
        year=int(cells["year"]) if cells["year"] else None,
        used=cells["used"] == "yes",
        constraints=constraints_of(cells["constraints"]),
    )


def constraints_of(text: str) -> dict[str, str]:
    """Return the pairs of a cell; ``missing`` is always the last and may hold anything.

    >>> constraints_of("avoid=CN;against=services=line:suez;missing=a stop; or two")
    {'avoid': 'CN', 'against': 'services=line:suez', 'missing': 'a stop; or two'}
    """
    asked, _, missing = f";{text}".partition(";missing=")
    pairs = [pair.partition("=")[::2] for pair in asked.split(";") if pair]
    return dict(pairs) | ({"missing": missing} if missing else {})


def names_of(source: str, known: Mapping[str, Source]) -> frozenset[str]:
    """Return the ids by which a network knows a source of the published rows: the same id, or the same address."""
    with SOURCES.open(encoding="utf-8", newline="") as file:
        addresses = {line["id"]: line["url"] for line in csv.DictReader(file)}
    url = addresses.get(source, "")
    return frozenset({source} & known.keys()) | {name for name, row in known.items() if url and row.url == url}
