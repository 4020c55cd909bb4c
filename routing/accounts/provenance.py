"""How sure a route's totals are: shares by kind of figure, and the range if every figure moved to its end."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from networks.model.elements import Figure
from routing.amounts.charges import wait_of
from routing.amounts.conversion import cents_of, demurrage_cents, minutes_of
from routing.amounts.rounding import exact
from routing.steps.step import FigureKey, Step

if TYPE_CHECKING:
    from routing.answers.route import Route

KINDS = ("sourced", "computed", "calibrated", "assumption", "plan", "given")
ASSUMED = ("assumption", "calibrated")  # kinds that no source vouches for


def shares(route: Route) -> Mapping[str, Mapping[str, float]]:
    """Return ``{"hours": {kind: share}, "usd": {kind: share}}``; shares of each add up to 1, or all are 0."""
    return {
        "hours": _shares_of(route, "minutes", "time_figure"),
        "usd": _shares_of(route, "cents", "price_figure"),
    }


def _shares_of(route: Route, column: str, figure: str) -> Mapping[str, float]:
    sums = dict.fromkeys(KINDS, 0)
    for step in route.steps:
        amount = getattr(step, column)
        if amount:
            key: FigureKey | None = getattr(step, figure)
            sums[route.network.figures[key].kind if key else "given"] += amount
    total = sum(sums.values())
    return {kind: amount / total if total else 0.0 for kind, amount in sums.items() if amount or kind != "given"}


def range_of(route: Route, column: str) -> tuple[float, float] | None:
    """Return the sum of a column (``minutes`` or ``cents``) with every figure at its low and at its high end.

    The ends are summed as if all figures moved together, so the range is wider than one that would be met
    with a given probability.
    """
    low = high = Fraction(0)
    for step in route.steps:
        amount = getattr(step, column)
        if amount is None:
            return None
        key = step.time_figure if column == "minutes" else step.price_figure
        ends = (Fraction(amount),) * 2 if key is None else ends_of(route, step, route.network.figures[key], amount)
        low, high = low + min(ends), high + max(ends)
    return float(low), float(high)


def ends_of(route: Route, step: Step, figure: Figure, amount: int) -> tuple[Fraction, Fraction]:
    """Return the amount of a step with its figure at the low and at the high end."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    if low == high:
        return Fraction(amount), Fraction(amount)
    return _amount(route, step, figure, low), _amount(route, step, figure, high)


def _amount(route: Route, step: Step, figure: Figure, value: float) -> Fraction:
    km = None if step.metres is None else float(Fraction(step.metres, 1000))
    if figure.quantity in ("wait", "headway", "origin_wait"):
        amount = wait_of(figure, value)
    elif figure.quantity == "demurrage":  # at the days of this route: a longer dwell would be another one
        amount = demurrage_cents(value, figure, route.load, route.network, step.charged_days)
    elif figure.quantity in ("price", "rate"):
        amount = cents_of(value, figure, route.load, route.network, km)
    elif figure.quantity == "speed":
        amount = minutes_of(value, figure, km) if value else None
    else:
        amount = minutes_of(value, figure)
    return exact(0.0) if amount is None else amount
