"""CO2e by transport chain element, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.accounts.emissions import ChainElement
    from routing.answers.emission_report import EmissionReport

CHAIN_HEAD = (
    "element",
    "from",
    "to",
    "mode",
    "t",
    "km",
    "tkm",
    "g/tkm TTW",
    "g/tkm WTW",
    "kg TTW",
    "kg WTW",
    "sources",
    "kind",
)
CHAIN_FLUSH = "llllrrrrrrrll"


def emission_report_text(report: EmissionReport, width: int | None = None) -> str:
    """Return the elements as a table, then their factors and what must be said with them."""
    from routing.accounts.emissions import DISTANCE

    lines = [line.rstrip() for line in table(CHAIN_HEAD, chain_cells(report), CHAIN_FLUSH, width)]
    factors = factors_of(report)
    lines += ["", "Factors:", *(f"  {factor}" for factor in factors)] if factors else []
    return "\n".join([*lines, "", f"Distance: {DISTANCE}.", *report.notes])


def chain_cells(report: EmissionReport) -> list[list[str]]:
    """Return a row of cells for each element, and the total, under `CHAIN_HEAD`."""
    total = ["total", "", "", "", "", "", number(report.tonne_km), "", ""]
    total += [number(report.kg_ttw, 1), number(report.kg_wtw, 1), "", ""]
    return [*(_cells(element) for element in report.elements), total]


def factors_of(report: EmissionReport) -> list[str]:
    """Return the factors of all elements, each once."""
    return list(dict.fromkeys(factor for element in report.elements for factor in element.factors))


def _cells(element: ChainElement) -> list[str]:
    return [
        element.element,
        element.origin,
        element.destination,
        element.mode or element.kind,
        number(element.tonnes, 1),
        number(element.km),
        number(element.tonne_km),
        number(element.g_per_tkm_ttw, 1),
        number(element.g_per_tkm_wtw, 1),
        number(element.kg_ttw, 1),
        number(element.kg_wtw, 1),
        ", ".join(element.sources),
        ", ".join(element.kinds),
    ]
