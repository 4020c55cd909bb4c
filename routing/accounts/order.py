"""How sure the order of two routes is: where the difference of their totals likely lies."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from networks.model.figure import FigureKey
from networks.network import Network
from routing.accounts.likely import likely_sum
from routing.accounts.ranges import moved_by_figure
from routing.amounts.load import Load
from routing.steps.step import Step

Ends = tuple[Fraction, Fraction]
NOTHING = (Fraction(0), Fraction(0))
RANGED = ("milliminutes", "millicents", "milligrams")  # columns whose figures have ranges that are read


def likely_gap(
    network: Network, load: Load, first: Sequence[Step], other: Sequence[Step], column: str
) -> tuple[float, float] | None:
    """Return P10 and P90 of the sum of a column over other steps less that over the first.

    The figures of one component move together, as in `likely_of`, and one that both are made of moves both: what they
    share does not blur their order. None if a step lacks the column, or for a column without ranges.
    """
    if column not in RANGED:
        return None
    amounts = [[getattr(step, column) for step in steps] for steps in (first, other)]
    if None in amounts[0] or None in amounts[1]:
        return None
    gap = float(sum(amounts[1]) - sum(amounts[0]))
    moved: dict[str, Ends] = {}
    for component, low, high in _gaps(network, load, first, other, column).values():
        least, most = moved.get(component, NOTHING)
        moved[component] = least + low, most + high
    parts = [(min(0.0, *map(float, ends)), 0.0, max(0.0, *map(float, ends))) for ends in moved.values()]
    return likely_sum([(gap, gap, gap), *parts])


def _gaps(
    network: Network, load: Load, first: Sequence[Step], other: Sequence[Step], column: str
) -> dict[FigureKey, tuple[str, Fraction, Fraction]]:
    """Return by how much each figure at its best, and at its worst, moves the difference, with its component."""
    one, two = (moved_by_figure(network, load, steps, column) for steps in (first, other))
    found = {}
    for key in one.keys() | two.keys():
        home = (one.get(key) or two[key])[0]
        (_, low, high), (_, other_low, other_high) = (of.get(key, (home, *NOTHING)) for of in (one, two))
        found[key] = home, other_low - low, other_high - high
    return {key: found[key] for key in sorted(found)}
