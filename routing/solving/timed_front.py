"""A Pareto front where some services run on some days only, point after point.

What the points found so far leave open is a set of boxes (`boxes.py`). The least vector in a box, entry by entry, is
a point of the front, for whatever beat it would lie in the box too. Each is a question to the search of time
(`timed.py`); the front is whole when every box is empty. Slower than a search for the whole front, and only asked where
the front that leaves days aside has a route that comes on the wrong day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routing.compiling.limits import Limit
from routing.compiling.problem import Problem
from routing.search.budget import Budget, TimeUp
from routing.solving.boxes import Corner, corners_of, inside
from routing.solving.engine import Answerer, Front, Vector, front_status
from routing.status import Status


def timed_front(engine: Answerer, problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
    """Return the front in some columns, within the limits and on the right days."""
    asked = replace(problem, vector=(*(problem.columns[column] for column in columns), *problem.vector))
    found: dict[Vector, tuple[int, ...]] = {}
    empty: set[Corner] = set()
    labels, complete = 0, False
    try:
        while True:
            open_boxes = [one for one in corners_of(found, len(columns), budget.check) if one not in empty]
            if not open_boxes:
                complete = True
                break
            box = inside(asked, columns, open_boxes[0])
            least = None if box is None else engine.least(box, budget)
            if least is None or least.status is Status.INFEASIBLE:
                empty.add(open_boxes[0])
                continue
            labels += least.labels
            if least.status is not Status.OPTIMAL:
                break
            vector = least.vector[: len(columns)]
            found[vector] = _canonical(engine, problem, columns, vector, budget) or least.arcs
    except TimeUp:
        complete = False
    vectors = tuple(sorted(found))
    return Front(front_status(complete, vectors), vectors, tuple(found[vector] for vector in vectors), labels)


def _canonical(
    engine: Answerer, problem: Problem, columns: Sequence[str], vector: Vector, budget: Budget
) -> tuple[int, ...]:
    """Return of all routes with the totals of a point the one that the tie rule takes."""
    totals = tuple(Limit("point of the front", column, most) for column, most in zip(columns, vector, strict=True))
    return engine.least(replace(problem, limits=(*problem.limits, *totals)), budget).arcs
