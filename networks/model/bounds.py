"""Figures within reason: by quantity, mode and basis, what is possible and what is usual.

The table is ``networks/data/bounds.csv``: ``least`` and ``most`` bound what is possible (an error), ``low`` and
``high`` what is usual (a warning), each in the unit that the row names. A nought is exempt from `low`: who writes it
means it. The row that says most about a figure counts: mode and basis, then basis, then mode, then neither.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from networks.model.schema import format_value

TIMETABLED = "s"  # the unit in which timetables are told, which nobody writes by mistake
TO_BASE: Mapping[str, tuple[str, float]] = {  # unit -> the unit of the table, and how many of it one is
    "h": ("h", 1.0),
    "d": ("h", 24.0),
    "min": ("h", 1 / 60),
    TIMETABLED: ("h", 1 / 3600),
    "km/h": ("km/h", 1.0),
    "km/day": ("km/h", 1 / 24),
    "kn": ("km/h", 1.852),
    "g": ("g", 1.0),
    "kg": ("g", 1000.0),
}
WORDS = {"h": "hours", "d": "days", "min": "minutes", "s": "seconds"}  # others are shown as they are
MONEY = "USD"
PART_OF = {"co2e_ttw": "co2e"}  # a part of another quantity is bounded as that is
EDGES = {"least": -math.inf, "low": -math.inf, "high": math.inf, "most": math.inf}  # where a cell is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a figure may be.

    Attributes
    ----------
    unit
        Unit of the four numbers; where it is USD, other money is converted first.
    least, most
        What is possible; -inf and inf where nothing bounds it.
    low, high
        What is usual.
    slip
        What is mistaken most often, as a question: what was probably given, not what it says ("kg, not t?").
    """

    mode: str
    basis: str
    unit: str
    least: float
    low: float
    high: float
    most: float
    slip: str

    def breaks(self, number: float) -> str:
        """Return "error" or "warning" for a number (in the unit of this) beyond what is possible or usual, or ""."""
        if not self.least <= number <= self.most:
            return "" if math.isnan(number) else "error"
        return "warning" if number > self.high or 0 != number < self.low else ""

    def said(self, number: float, unit: str = "", rate: float = 1.0) -> str:
        """Return what a message says about a number that breaks this, in the unit that it was given in.

        Parameters
        ----------
        number
            In the unit of this.
        unit, rate
            How the figure was given, and how many units of this one of it is.
        """
        possible = self.breaks(number) == "error"
        ends = (self.least, self.most) if possible else (self.low, self.high)
        what = "not possible, expected" if possible else "unusual, expected about"
        slip = self._slip(number, unit)
        shown = f" {unit or self.unit}".rstrip()
        hint = f" ({slip})" if slip else ""
        return f"{_short(number / rate)}{shown} is {what} {_range(*ends, rate)}{shown}{self._scope}{hint}"

    @property
    def _scope(self) -> str:
        """Return what the bounds hold for, beside the quantity."""
        by = f" by {self.mode.replace('_', ' ')}" if self.mode else ""
        return by + ("" if self.basis.isupper() or not self.basis else f" per {self.basis}")  # a money is no basis

    def _slip(self, number: float, unit: str) -> str:
        """Return the other unit in which the figure would be usual, or what is mistaken most often."""
        base, factor = TO_BASE.get(unit or self.unit, ("", 1.0))
        for other, (kind, size) in TO_BASE.items():
            alike = bool(base) and kind == base and other not in (TIMETABLED, unit or self.unit)
            if alike and not self.breaks(number / factor * size):
                return f"{WORDS.get(other, other)}, not {WORDS.get(unit or self.unit, unit or self.unit)}?"
        return self.slip


def bound_of(table: str, quantity: str, mode: str = "", basis: str = "", unit: str = "") -> Bound | None:
    """Return the bound of a figure, by the row that says most about it; None where nothing bounds it.

    Examples
    --------
    >>> bound_of("figures", "speed", "rail").most, bound_of("figures", "capacity", unit="t/week").unit
    (350.0, 't/week')
    """
    base, quantity = TO_BASE.get(unit, (unit,))[0], PART_OF.get(quantity, quantity)
    for key in ((mode, basis), ("", basis), (mode, ""), ("", "")):
        for bound in _bounds().get((table, quantity, *key), ()):
            if not unit or bound.unit in ("", base, MONEY):
                return bound
    return None


def base_size(unit: str) -> float:
    """Return how many of the unit of the table a unit is; 1 of one that stands for itself."""
    return TO_BASE.get(unit, ("", 1.0))[1]


@cache
def _bounds() -> Mapping[tuple[str, str, str, str], list[Bound]]:
    text = (Path(__file__).parents[1] / "data" / "bounds.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, str, str, str], list[Bound]] = {}
    for row in csv.DictReader(text.splitlines()):
        numbers = {name: float(row[name] or edge) for name, edge in EDGES.items()}
        bound = Bound(mode=row["mode"], basis=row["basis"], unit=row["unit"], slip=row["slip"], **numbers)
        found.setdefault((row["table"], row["quantity"], row["mode"], row["basis"]), []).append(bound)
    return found


def _range(low: float, high: float, rate: float) -> str:
    if math.isinf(low):
        return f"at most {_short(high / rate)}"
    return f"at least {_short(low / rate)}" if math.isinf(high) else f"{_short(low / rate)} to {_short(high / rate)}"


def _short(number: float) -> str:
    """Return a number with three significant digits."""
    return format_value(float(f"{number:.3g}"))
