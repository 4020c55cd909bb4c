"""The second opinion on a large network: OR-Tools on the arcs that a route as good as the one found may use.

Bounds of Dijkstra searches leave these arcs, and the certificate says so (`shared`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.compiling.problem import Problem
from routing.effort import Effort
from routing.engines.label_engine import Search, least_uses
from routing.engines.large_search import named_limits, rows_within
from routing.engines.ortools_engine import BOUNDS, EXPANDED, Certificate, certify_least
from routing.engines.reduction import part_of
from routing.kernels.lists.dijkstra import distances
from routing.time_limits import Clock


def certify_large(problem: Problem, found: Search, most_arcs: int | None, effort: Effort) -> Certificate | None:
    """Return OR-Tools' verdict on what `large_search` found, as `certify_least` does.

    None where more than `most_arcs` arcs are left.

    Raises
    ------
    DisagreementError
        OR-Tools finds another vector.
    """
    rows = found.rows
    if rows is None:
        objective = {"entry 0": found.vector[0]} if found.vector else {}
        rows = rows_within(problem, objective | named_limits(problem), Clock(None))
    if most_arcs is not None and len(rows) > most_arcs:
        return None
    part = part_of(problem, rows)
    weight = sum(part.packed[arc] for arc in np.searchsorted(rows, found.arcs).tolist()) if found.vector else None
    to_come = distances(part.graph.entering, part.graph.tails, part.packed, part.mask, part.target)
    verdict = certify_least(part, weight, to_come, least_uses(part), most_arcs, effort.left_s)
    return None if verdict is None else replace(verdict, shared=(EXPANDED, BOUNDS))
