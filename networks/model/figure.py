"""`Figure`: a number with its provenance; and `Source`, who says so."""

from __future__ import annotations

from dataclasses import dataclass

from networks.model.tupled import tupled

FigureKey = tuple[str, str]  # (element, quantity): where a number comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its provenance.

    Attributes
    ----------
    element, quantity
        What it belongs to and what it measures.
    value, low, high
        The value used and its range, in `unit`; low and high are None where no range is known.
    basis
        What one unit is charged on: ``shipment``, ``container``, ``teu``, ``tonne``, ``container_km``,
        ``teu_km``, ``tonne_km`` ...; ``kwh`` for the CO2e of the electricity of a territory.
    year
        Year that the figure speaks of.
    currency
        ISO 4217 code of a price.
    source
        Row of ``sources.csv``; of a calibrated figure the total that it was fitted to.
    see
        Further rows of ``sources.csv`` that the value or its range leans on.
    kind
        ``sourced``, ``computed`` (from sourced ones), ``calibrated`` (a residual: chosen so that a published total
        comes out), ``assumption``, ``plan`` or ``quote`` (a price of one's own).

    Examples
    --------
    >>> import networks
    >>> wait = networks.load("eurasia").figure("line:RUVYP-RUMOW-express", "headway")
    >>> wait.value, wait.unit, wait.kind
    (3.5, 'd', 'sourced')
    """

    element: str
    quantity: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: str
    basis: str = ""
    year: int | None = None
    currency: str = ""
    source: str
    see: tuple[str, ...] = ()
    kind: str
    note: str = ""

    def __post_init__(self) -> None:
        tupled(self, "see")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so: a row of ``sources.csv``.

    Examples
    --------
    >>> import networks
    >>> networks.load("eurasia").sources["S1"].published
    '2016-02-29'
    """

    id: str
    title: str
    published: str = ""
    url: str = ""
    certainty: str = ""
    licence: str = ""
    note: str = ""
