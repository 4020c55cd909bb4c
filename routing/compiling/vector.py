"""The vector by which routes are compared: objective, figures missing, the other criteria, number of arcs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from routing.amounts.rounding import exact
from routing.question.generalised_cost import GeneralisedCost
from routing.question.measures import CO2E, COLUMN_OF, COST, LIFTS, TIME
from routing.question.objectives import Objective

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

INT64_MAX = 2**63 - 1
KG_PER_TONNE = 1000


def objective_terms(minimise: Objective) -> dict[str, Fraction]:
    """Return the objective as a sum: column -> exact factor.

    Examples
    --------
    >>> objective_terms("time")
    {'milliminutes': Fraction(1, 1)}
    """
    if not isinstance(minimise, GeneralisedCost):
        return {COLUMN_OF[minimise]: Fraction(1)}
    terms = {
        COST.column: Fraction(1),
        TIME.column: exact(float(minimise.usd_per_day)) * COST.per / TIME.per,
        CO2E.column: exact(float(minimise.usd_per_tonne_co2e)) * COST.per / (CO2E.per * KG_PER_TONNE),
    }
    return {column: factor for column, factor in terms.items() if factor}


def objective_scale(minimise: Objective) -> int:
    """Return the common denominator of the objective's factors: weights are the objective times this."""
    scale = 1
    for factor in objective_terms(minimise).values():
        scale = math.lcm(scale, factor.denominator)
    return scale


def vector_columns(
    columns: Mapping[str, Ints], missing: Mapping[str, Bools], minimise: Objective, weights: Mapping[str, int]
) -> list[Ints]:
    """Return the criteria in the order in which routes are compared, one array each; `weights` make the objective."""
    size = len(columns[LIFTS.column])
    objective = np.zeros(size, dtype=np.int64)
    for column, multiplier in weights.items():
        objective += columns[column] * multiplier
    others = [measure.column for measure in (TIME, COST, CO2E) if measure.criterion != minimise]
    lacking = np.sum([missing[name] for name in others], axis=0).astype(np.int64)
    lacking_first = [lacking] if lacking.any() else []
    return [objective, *lacking_first, *(columns[name] for name in others), np.ones(size, dtype=np.int64)]
