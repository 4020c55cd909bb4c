"""Arcs without a figure for what is asked: left out and named, for a missing figure is no number."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable
from routing.compiling.arcs import some_of
from routing.compiling.limits import Limit
from routing.compiling.rule import Sieved
from routing.compiling.vector import objective_terms
from routing.question.measures import LIFTS, MEASURES
from routing.question.objectives import Objective

LACKING = {measure.column: measure.lacking for measure in MEASURES}


def needed_columns(minimise: Objective, limits: Iterable[Limit]) -> list[str]:
    """Return the columns that every arc of a route must have: the objective's and the limited ones."""
    limited = (limit.column for limit in limits if limit.column != LIFTS.column)
    return list(dict.fromkeys((*objective_terms(minimise), *limited)))


def with_figures(table: ArcTable, usable: NDArray[np.bool_], columns: Iterable[str]) -> Sieved:
    """Return those of some arcs that have a figure in every column, and how many lack one; the last of all sieves."""
    warnings = []
    for column in dict.fromkeys(columns):
        lacking = usable & table.missing[column]
        if lacking.any():
            warnings.append(_told(table, column, lacking))
            usable = usable & ~lacking
    return Sieved(usable, tuple(warnings))


def _told(table: ArcTable, column: str, lacking: NDArray[np.bool_]) -> AnswerWarning:
    examples = table.elements_of(lacking)
    words = f"{np.count_nonzero(lacking)} arcs without {LACKING[column]} (of {some_of(examples, 5)})"
    return AnswerWarning(LEFT_OUT, words, tuple(examples), f"give them {LACKING[column]}")
