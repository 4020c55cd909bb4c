"""A second opinion on a Pareto front: OR-Tools looks for a route that its points leave room for, and finds none.

The points leave boxes open (`boxes.py`). If no route lies in any box, the front is whole; and every point is on it, for
a route that beat a point would lie in a box or be beaten by another point.
"""

from __future__ import annotations

from collections.abc import Sequence

from routing.compiling.problem import Problem
from routing.errors import DisagreementError
from routing.question.options import SolveOptions
from routing.search.budget import Budget, TimeUp
from routing.solving.agreement import DEFECT, answered
from routing.solving.boxes import corners_of, inside
from routing.status import Status

ALL_SIZES = SolveOptions(prove_beyond=True)


def is_whole(problem: Problem, columns: Sequence[str], vectors: Sequence[tuple[int, ...]], budget: Budget) -> bool:
    """Tell whether both engines proved every box of a front empty in time.

    Raises
    ------
    DisagreementError
        There is a route in a box: a defect of landbridge.
    """
    try:
        corners = corners_of(vectors, len(columns), budget.check)
    except TimeUp:
        return False
    for corner in corners:
        asked = inside(problem, columns, corner)
        if asked is None:
            continue  # a box that ends at 0 holds nothing
        result = answered(asked, ALL_SIZES, budget)
        if result.best is not None:
            raise DisagreementError(
                f"a route of {result.proof.vector} lies in the gap {corner} of the front, "
                f"for: {problem.question}. {DEFECT}"
            )
        if result.status is not Status.INFEASIBLE or not result.proof.confirmed_by:
            return False
    return True
