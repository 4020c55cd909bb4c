"""`Weights`: the objective as whole numbers: exact where 64-bit integers hold that, else rounded, and told.

A criterion weighs 1. The prices of a generalised cost are decimal numbers, and the common denominator of all is their
scale; where the sum over all arcs is too large for it, each price becomes the simplest fraction that is near enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from routing.answer_warning import PRICE_ROUNDED, AnswerWarning
from routing.compiling.vector import INT64_MAX, objective_scale, objective_terms
from routing.errors import QuestionError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import CO2E, COST, TIME
from routing.question.objectives import Objective

ROOM = 2**58  # sums of rounded prices over all arcs: those of a way are so much less that OR-Tools takes them too
NEAR = Fraction(1, 1000)  # of the smallest unit of money, over all arcs of the network together
SHOWN = {  # column -> field of `GeneralisedCost`, its unit, and how many of that a factor is multiplied by
    TIME.column: ("usd_per_day", "USD per day", Fraction(TIME.per, COST.per)),
    CO2E.column: ("usd_per_tonne_co2e", "USD per t CO2e", Fraction(CO2E.per * 1000, COST.per)),
}


class Weights(NamedTuple):
    """What a unit of each column weighs in the objective.

    Attributes
    ----------
    scale
        Parts of the objective's unit that the weights count.
    of
        Column -> whole number of such parts that a unit of it weighs.
    rounded
        Column -> how much more than stated it weighs, in the objective's unit, where that is not exact.
    """

    scale: int
    of: Mapping[str, int]
    rounded: Mapping[str, Fraction]


def weights_of(minimise: Objective, sums: Mapping[str, int]) -> Weights:
    """Return the weights of an objective on a network whose arcs have these sums of each column.

    Raises
    ------
    QuestionError
        A price so high, or so low beside the others, that 64-bit integers do not hold the sums even if it is rounded.
    """
    terms, scale = objective_terms(minimise), objective_scale(minimise)
    exact = Weights(scale, {column: int(factor * scale) for column, factor in terms.items()}, {})
    if max(sum(sums[column] * weight for column, weight in exact.of.items()), *exact.of.values()) <= INT64_MAX:
        return exact
    total = sum(sums[column] * factor for column, factor in terms.items())
    largest = max(total, *terms.values())
    most = int(ROOM / largest) or int(INT64_MAX / largest)  # the largest scale that there is room for
    near = _near(terms, sums, most) if most else {}
    if not near:
        what = f"the sum of {' and '.join(terms)}, in parts of 1/{_short(scale)},"
        raise QuestionError([f"{what} exceeds 64-bit integers; use coarser prices, or 0 for what is next to nothing"])
    scale = math.lcm(*(factor.denominator for factor in near.values()))
    off = {column: near[column] - factor for column, factor in terms.items() if near[column] != factor}
    return Weights(scale, {column: int(factor * scale) for column, factor in near.items()}, off)


def _near(terms: Mapping[str, Fraction], sums: Mapping[str, int], most: int) -> dict[str, Fraction]:
    """Return factors near those given, whose common denominator is not above `most`; none where one would be 0.

    Simple fractions, one after another, or all on one scale: of the two whichever is less off in all.
    """
    simple: dict[str, Fraction] = {}
    scale, left = 1, len(terms)
    for column, factor in terms.items():
        left -= 1
        room = most // scale
        simple[column] = _simplest(factor, sums[column], math.isqrt(room) if left else room)
        scale = math.lcm(scale, simple[column].denominator)
    even = {column: Fraction(round(factor * most), most) for column, factor in terms.items()}
    lawful = [near for near in (simple, even) if all(near.values())]
    return min(lawful, default={}, key=lambda near: sum(abs(near[one] - terms[one]) * sums[one] for one in terms))


def _simplest(factor: Fraction, total: int, most: int) -> Fraction:
    """Return the simplest fraction that is near enough, or the nearest with a denominator not above `most`.

    What multiplies nothing is not counted, and is as exact as there is room for.
    """
    limit = 1 if total else most
    while limit < most:
        found = factor.limit_denominator(limit)
        if abs(found - factor) * total <= NEAR:
            return found
        limit *= 2
    return factor.limit_denominator(most)


def rounded_prices(minimise: Objective, weights: Weights) -> tuple[AnswerWarning, ...]:
    """Return a warning of each price that is not counted as it was stated, with the size of the rounding."""
    found = []
    for column, off in weights.rounded.items():
        assert isinstance(minimise, GeneralisedCost)
        name, unit, per = SHOWN[column]
        stated, counted = getattr(minimise, name), Fraction(weights.of[column], weights.scale) * per
        words = f"{name}={stated!r} is counted as {counted}, {abs(float(off * per)):.1g} {unit} {_side(off)}"
        found.append(AnswerWarning(PRICE_ROUNDED, words, (), "give it with fewer digits"))
    return tuple(found)


def _short(scale: int) -> str:
    """Return a number as it is, or about how large it is."""
    return f"{scale:,}" if scale < 10**12 else f"10**{len(str(scale)) - 1}"


def _side(off: Fraction) -> str:
    return "more" if off > 0 else "less"
