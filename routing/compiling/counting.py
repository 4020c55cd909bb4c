"""Which arcs a question can count: sums in 64-bit integers, without what is too large to be added to the rest.

A row of data may be possible and still so dear that the sum of all arcs outgrows 64-bit integers, or leaves no room for
the prices of a generalised cost. What is too large to be added up is left out and named; where no way is left without
it, that is said as an error, for it is no refusal. Prices are counted over all arcs where that does, else over those of
the question by which a way is no more than a hundred times the least one; the others are named too.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from routing.answer_warning import LEFT_OUT, AnswerWarning
from routing.compiling.arc_table import ArcTable, Bools, Ints
from routing.compiling.arcs import some_of
from routing.compiling.vector import objective_scale, objective_terms, vector_columns
from routing.compiling.weights import Weights, weights_of
from routing.errors import QuestionError
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.question.measures import CO2E, COST, MEASURES, TIME
from routing.question.objectives import Objective

COMPARED = (TIME.column, COST.column, CO2E.column)  # are in every vector, whatever is least
COARSE = Fraction(1, 1000)  # of a price: if it is rounded by more, less is added up
TIMES = 100  # the least: by what leads to more than that no route of interest goes
REMEDY = "look at their figures and at the size of the shipment"
AMOUNT = {measure.column: measure.criterion for measure in MEASURES}


class Counted(NamedTuple):
    """Arcs that a question can count, and by what; `warnings` names those that it cannot."""

    usable: Bools
    vector: tuple[Ints, ...]
    weights: Weights
    warnings: tuple[AnswerWarning, ...] = ()


def counted(
    table: ArcTable, minimise: Objective, columns: Iterable[str], usable: Bools, ends: tuple[int, int]
) -> Counted:
    """Return what of some arcs can be counted; `columns` are needed, `ends` are source and target.

    Raises
    ------
    QuestionError
        What can be counted leads nowhere, or prices that no integers hold.
    """
    told = []
    kept = usable
    for column in dict.fromkeys((*COMPARED, *columns)):
        beyond = usable & table.uncounted[column] if column in table.uncounted else None
        if beyond is not None and beyond.any():
            told.append(_told(table, AMOUNT[column], beyond))
            kept = kept & ~beyond
    found = _weighed(table, minimise, kept, ends)
    if found.usable is not kept and not np.array_equal(found.usable, kept):
        told.append(_far(table, minimise, kept & ~found.usable))
    if told and not _leads(table, found.usable, ends) and _leads(table, usable, ends):
        raise QuestionError([f"no way without {one.words}" for one in told])
    return found._replace(warnings=tuple(told))


def _weighed(table: ArcTable, minimise: Objective, usable: Bools, ends: tuple[int, int]) -> Counted:
    """Return arcs with the weights and the vector of an objective: all of them, if its prices can be counted so."""
    try:
        weights = table.weights(minimise)
        if _off(weights, minimise) <= COARSE:
            return Counted(usable, table.vector(minimise), weights)
    except QuestionError:
        pass  # what can be counted without the others is looked at first
    leads = _leads(table, usable, ends)
    kept = _of_interest(table, minimise, usable, ends) if leads else np.zeros_like(usable)
    weights = weights_of(minimise, table.sums(kept))
    columns = {name: np.where(kept, cells, 0) for name, cells in table.columns.items()}
    vector = tuple(vector_columns(columns, table.missing, minimise, weights.of))
    return Counted(kept if leads else usable, vector, weights)


def _of_interest(table: ArcTable, minimise: Objective, usable: Bools, ends: tuple[int, int]) -> Bools:
    """Return the arcs by which some way from source to target is no more than so many times the least one."""
    (source, target), graph, scale = ends, table.graph, objective_scale(minimise)
    weight = np.zeros(len(usable), dtype=object)  # whole numbers of any size
    for column, factor in objective_terms(minimise).items():
        weight += table.columns[column].astype(object) * int(factor * scale)
    mask = usable.astype(np.uint8).tobytes()
    behind = np.array(distances(graph.leaving, graph.heads, weight.tolist(), mask, source), dtype=object)
    ahead = np.array(distances(graph.entering, graph.tails, weight.tolist(), mask, target), dtype=object)
    through = behind[graph.tail] + weight + ahead[graph.head]
    return usable & np.array(through <= TIMES * behind[target], dtype=np.bool_)


def _off(weights: Weights, minimise: Objective) -> Fraction:
    """Return by what share of itself a price is counted as more or less than it is, at most."""
    terms = objective_terms(minimise)
    return max((abs(off) / terms[column] for column, off in weights.rounded.items()), default=Fraction(0))


def _far(table: ArcTable, minimise: Objective, left: Bools) -> AnswerWarning:
    """Return the warning of arcs that lead to far more than the least; it names the dearest of them."""
    worth = np.zeros(len(left))
    for column, factor in objective_terms(minimise).items():
        worth += table.columns[column] * float(factor)
    dearest = sorted(np.flatnonzero(left).tolist(), key=lambda number: -worth[number])
    elements = list(dict.fromkeys(table.expansion.arcs[number].step.element for number in dearest))
    words = f"{len(dearest)} arcs that lead to more than {TIMES} times the least {minimise} ({some_of(elements, 5)})"
    return AnswerWarning(LEFT_OUT, words, tuple(elements[:5]), REMEDY)


def _told(table: ArcTable, amount: str, left: Bools) -> AnswerWarning:
    """Return the warning of arcs that are too large to be added up."""
    elements = table.elements_of(left)
    too_much = f"{amount} is too much to be added up with the rest in 64-bit integers"
    words = f"{np.count_nonzero(left)} arcs whose {too_much} (of {some_of(elements, 5)})"
    return AnswerWarning(LEFT_OUT, words, tuple(elements), REMEDY)


def _leads(table: ArcTable, usable: Bools, ends: tuple[int, int]) -> bool:
    """Tell whether some arcs lead from source to target."""
    source, target = ends
    if source < 0 or target < 0:
        return False
    graph, mask = table.graph, usable.astype(np.uint8).tobytes()
    return distances(graph.leaving, graph.heads, [0] * len(usable), mask, source)[target] != UNREACHED
