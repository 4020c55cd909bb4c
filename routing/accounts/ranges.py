"""How far a route's total reaches by the ranges of its figures: with all of them at one end, and most likely."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from networks.model.elements import Figure, FigureKey
from networks.network import Network
from routing.accounts.likely import likely_sum
from routing.accounts.provenance import figure_behind
from routing.amounts.load import Load
from routing.amounts.revalue import revalue
from routing.amounts.units import KM
from routing.steps.step import Step

Ends = tuple[Fraction, Fraction]


def range_of(network: Network, load: Load, steps: Iterable[Step], column: str) -> tuple[float, float] | None:
    """Return the sum of a column (``milliminutes`` or ``millicents``) with every figure at its best and at its worst.

    None if a step lacks the column.
    """
    parts = _parts_of(network, load, steps, column)
    if parts is None:
        return None
    return float(sum(low for low, _, _ in parts)), float(sum(high for _, _, high in parts))


def likely_of(network: Network, load: Load, steps: Iterable[Step], column: str) -> tuple[float, float] | None:
    """Return P10 and P90 of that sum, if the ends of each figure are its own P10 and P90, and figures independent.

    A figure that several steps are made of is one part: all of them move with it. None if a step lacks the column.
    """
    parts = _parts_of(network, load, steps, column)
    return None if parts is None else likely_sum((float(low), float(value), float(high)) for low, value, high in parts)


def _parts_of(
    network: Network, load: Load, steps: Iterable[Step], column: str
) -> list[tuple[Fraction, Fraction, Fraction]] | None:
    """Return what each figure makes of a column, at best, as it stands and at worst; what has no figure is one part."""
    parts: dict[FigureKey | None, tuple[Fraction, Fraction, Fraction]] = {}
    for step in steps:
        amount = getattr(step, column)
        if amount is None:
            return None
        key = figure_behind(step, column)
        ends = (Fraction(amount),) * 2
        if key is not None:
            ends = ends_of(network, load, step, network.figures[key], amount)
        low, value, high = parts.get(key, (Fraction(0),) * 3)
        parts[key] = low + min(ends), value + amount, high + max(ends)
    return list(parts.values())


def ends_of(network: Network, load: Load, step: Step, figure: Figure, amount: int) -> Ends:
    """Return the amount of a step with its figure at the low and at the high end."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if low == high:
        return Fraction(amount), Fraction(amount)
    km = None if step.millimetres is None else float(Fraction(step.millimetres, KM))
    days = step.charged_days
    return revalue(figure, low, load, network, km, days), revalue(figure, high, load, network, km, days)
