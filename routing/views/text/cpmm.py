"""CPMM's indicators as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.cpmm import Cpmm

CPMM_HEAD, CPMM_FLUSH = ("CPMM indicator", "of", "value", "unit"), "llrl"


def cpmm_text(found: Cpmm, width: int | None = None) -> str:
    """Return the indicators as a table."""
    return "\n".join(table(CPMM_HEAD, cpmm_cells(found), CPMM_FLUSH, width))


def cpmm_cells(found: Cpmm) -> list[list[str]]:
    """Return a row of cells for each indicator, under `CPMM_HEAD`."""
    return [[name, part, number(value, 1), unit] for name, part, value, unit in found.rows()]
