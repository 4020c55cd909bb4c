"""The published figures: one `Row` per line of ``published.csv`` and ``published-2025.csv``, with its constraints taken apart."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from networks import Source

HERE = Path(__file__).parent
SOURCES = HERE / "sources.csv"
EDITION = "eurasia"  # of rows that name none
APART = ("Promise", "Record", "Congested", "Teaching text")  # no normal state: counted apart
OF_ENDS = ("transit_time", "share")  # kinds of rows whose number hangs on where the way begins and ends
TOLERANCE = 0.15  # a point is met within this share of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A published figure; the columns are told in ``README.md``.

    Attributes
    ----------
    constraints
        How the model is asked: key -> text, several values still joined by ``+``.
    edition
        The network that is asked.
    ends
        ``land`` where the source names an end by its country or continent only, so that whoever compiled the row chose the place; else "".
    """

    id: str
    edition: str
    kind: str
    what: str
    origin: str
    destination: str
    ends: str
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
        if self.ends and self.kind in OF_ENDS:
            return "Ends not named"
        if self.kind == "rate" and self.year not in price_years()[self.edition]:
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
    """Return the published figures, file by file in the order of their names."""
    return tuple(_row(cells) for file in sorted(HERE.glob("published*.csv"), reverse=True) for cells in _lines(file))


@lru_cache
def price_years() -> Mapping[str, range]:
    """Return the editions and the years whose prices can be held against each: no index joins other years to it."""
    return {
        line["edition"]: range(int(line["prices_from"]), int(line["prices_until"]) + 1)
        for line in _lines(HERE / "editions.csv")
    }


def _lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _row(cells: dict[str, str]) -> Row:
    numbers = {name: float(cells[name]) if cells[name] else None for name in ("value", "low", "high")}
    names = ("id", "kind", "what", "origin", "destination", "ends", "scope", "unit", "source", "corridor", "note")
    return Row(
        edition=cells.get("edition", EDITION),
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
    addresses = {line["id"]: line["url"] for line in _lines(SOURCES)}
    url = addresses.get(source, "")
    return frozenset({source} & known.keys()) | {name for name, row in known.items() if url and row.url == url}
