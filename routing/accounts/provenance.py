"""How sure a route's totals are: shares by kind of figure, and the range if every figure moved to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from networks.model.elements import Figure, FigureKey
from networks.network import Network
from routing.amounts.load import Load
from routing.amounts.revalue import revalue
from routing.amounts.units import KM
from routing.steps.step import Step

KINDS = ("sourced", "computed", "calibrated", "assumption", "plan", "given")
ASSUMED = ("assumption", "calibrated")  # kinds that no source vouches for


def shares(network: Network, steps: Iterable[Step]) -> Mapping[str, Mapping[str, float]]:
    """Return ``{"hours": {kind: share}, "usd": {kind: share}}``; shares of each add up to 1, or all are 0."""
    found = list(steps)
    return {"hours": _shares_of(network, found, "milliminutes"), "usd": _shares_of(network, found, "millicents")}


def _shares_of(network: Network, steps: Iterable[Step], column: str) -> Mapping[str, float]:
    sums = dict.fromkeys(KINDS, 0)
    for step in steps:
        amount = getattr(step, column)
        if amount:
            key = figure_behind(step, column)
            sums[network.figures[key].kind if key else "given"] += amount
    total = sum(sums.values())
    return {kind: amount / total if total else 0.0 for kind, amount in sums.items() if amount or kind != "given"}


def figure_behind(step: Step, column: str) -> FigureKey | None:
    """Return the figure that ``milliminutes`` or ``millicents`` of a step come from; None where there is none."""
    return {"milliminutes": step.time_figure, "millicents": step.price_figure}.get(column)


def range_of(network: Network, load: Load, steps: Iterable[Step], column: str) -> tuple[float, float] | None:
    """Return the sum of a column (``milliminutes`` or ``millicents``) with every figure at its low and at its high end.

    The ends are summed as if all figures moved together, so the range is wider than one that would be met
    with a given probability.
    """
    low = high = Fraction(0)
    for step in steps:
        amount = getattr(step, column)
        if amount is None:
            return None
        key = figure_behind(step, column)
        ends = (Fraction(amount),) * 2
        if key is not None:
            ends = ends_of(network, load, step, network.figures[key], amount)
        low, high = low + min(ends), high + max(ends)
    return float(low), float(high)


def ends_of(network: Network, load: Load, step: Step, figure: Figure, amount: int) -> tuple[Fraction, Fraction]:
    """Return the amount of a step with its figure at the low and at the high end."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if low == high:
        return Fraction(amount), Fraction(amount)
    km = None if step.millimetres is None else float(Fraction(step.millimetres, KM))
    days = step.charged_days
    return revalue(figure, low, load, network, km, days), revalue(figure, high, load, network, km, days)


def assumed(network: Network, steps: Iterable[Step], column: str) -> int:
    """Return how much of a column (``milliminutes`` or ``millicents``) rests on assumptions; 0 of any other."""
    total = 0
    for step in steps:
        key = figure_behind(step, column)
        if key is not None and network.figures[key].kind in ASSUMED:
            total += getattr(step, column) or 0
    return total
