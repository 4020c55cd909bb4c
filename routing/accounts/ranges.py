"""How far a route's total reaches by the ranges of its figures: with all of them at one end, and most likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.accounts.emitted import emitted_parts
from routing.accounts.likely import likely_sum
from routing.accounts.provenance import figure_behind
from routing.amounts.large_boxes import ratio_figure
from routing.amounts.load import Load
from routing.amounts.revalue import revalue
from routing.amounts.rounding import exact
from routing.amounts.units import KM
from routing.steps.step import Step

CO2E, SLOWDOWN = "milligrams", "slowdown"
Ends = tuple[Fraction, Fraction]
Part = tuple[Fraction, Sequence[tuple[Figure, Ends]]]
NOTHING = (Fraction(0), Fraction(0))


def range_of(network: Network, load: Load, steps: Iterable[Step], column: str) -> tuple[float, float] | None:
    """Return the sum of a column with every figure at its best and at its worst; None if a step lacks the column.

    Columns are ``milliminutes``, ``millicents`` and ``milligrams``.
    """
    low = high = Fraction(0)
    for step in steps:
        if getattr(step, column) is None:
            return None
        for amount, figures in _parts(network, load, step, column):
            ends = _together(amount, figures)
            low, high = low + min(ends), high + max(ends)
    return float(low), float(high)


def likely_of(network: Network, load: Load, steps: Sequence[Step], column: str) -> tuple[float, float] | None:
    """Return P10 and P90 of that sum, if the ends of each figure are its own P10 and P90.

    The figures of one component of the journey move together, components independently of one another. A figure that
    several steps are made of moves as one, with the component where it is met first. None if a step lacks the column.
    """
    ends = range_of(network, load, steps, column)
    if ends is None:
        return None
    whole = float(sum(getattr(step, column) for step in steps))
    moved: dict[str, Ends] = {}
    for component, least, most in moved_by_figure(network, load, steps, column).values():
        best, worst = moved.get(component, NOTHING)
        moved[component] = best + least, worst + most
    parts = [(float(best), 0.0, float(worst)) for best, worst in moved.values()]
    low, high = (min(max(end, ends[0]), ends[1]) for end in likely_sum([(whole, whole, whole), *parts]))
    return low, high


def moved_by_figure(
    network: Network, load: Load, steps: Iterable[Step], column: str
) -> dict[FigureKey, tuple[str, Fraction, Fraction]]:
    """Return by how much each figure moves the sum of a column if it alone stands at its best, and at its worst.

    Before them stands the component of the journey that it moves with: the one where it is met first.
    """
    found: dict[FigureKey, tuple[str, Fraction, Fraction]] = {}
    for step in steps:
        component = step.paid_under if column == "millicents" else step.component
        for amount, figures in _parts(network, load, step, column):
            for figure, ends in figures:
                home, low, high = found.get((figure.element, figure.quantity), (component, *NOTHING))
                low, high = low + min(ends) - amount, high + max(ends) - amount
                found[figure.element, figure.quantity] = home, low, high
    return found


def ends_of(network: Network, load: Load, step: Step, figure: Figure, amount: int) -> Ends:
    """Return the amount of a step with its figure, and what large boxes count in it, at the low and at the high end."""
    return _together(Fraction(amount), list(_by_figure(network, load, step, figure, amount)))


def _parts(network: Network, load: Load, step: Step, column: str) -> Sequence[Part]:
    """Return what a column of a step is made of: amounts, each with the figures whose product it is."""
    if column == CO2E:
        return emitted_parts(network, load, step)
    key, amount = figure_behind(step, column), getattr(step, column)
    figures = [] if key is None else list(_by_figure(network, load, step, network.figures[key], amount))
    return [(Fraction(amount or 0), figures)]


def _together(amount: Fraction, figures: Sequence[tuple[Figure, Ends]]) -> Ends:
    """Return a product of figures with all of them at the low, and all at the high end."""
    found = [ends for _, ends in figures] or [(amount, amount)]
    if len(found) == 1 or not amount:
        return found[0]
    (low, high), (least, most) = found
    return low * least / amount, high * most / amount


def _by_figure(network: Network, load: Load, step: Step, figure: Figure, amount: int) -> Iterator[tuple[Figure, Ends]]:
    """Yield what the amount of a step is made of, each with the amount if it alone stood at its low and high end."""
    low, high = _range(figure)
    ends = (Fraction(amount),) * 2
    if low != high and figure.quantity == SLOWDOWN:  # a share of the hours of another figure
        ends = exact(low) * amount / exact(figure.value), exact(high) * amount / exact(figure.value)
    elif low != high:
        km = None if step.millimetres is None else float(Fraction(step.millimetres, KM))
        days = step.charged_days
        ends = revalue(figure, low, load, network, km, days), revalue(figure, high, load, network, km, days)
    yield figure, ends
    ratio = ratio_figure(network, load, figure)
    if ratio is not None:
        least, most = (amount * exact(end) / exact(ratio.value) for end in _range(ratio))
        yield ratio, (least, most)


def _range(figure: Figure) -> tuple[float, float]:
    """Return the ends of a figure; its value where it has none."""
    return figure.value if figure.low is None else figure.low, figure.value if figure.high is None else figure.high
