"""Which engine answers a problem; sizes are the affair of `routing.search.choosing`."""

from __future__ import annotations

from routing.compiling.problem import Problem
from routing.search.choosing import is_large
from routing.solving.engine import Engine
from routing.solving.on_lists import OnLists


def choose(problem: Problem, *, front: bool = False) -> Engine:
    """Return the engine for a problem, `front`: of which a whole front is asked.

    Large problems are searched on arrays, unless their sums need more than 64 bits. Where some arcs may be used at some
    times only, that is searched besides.
    """
    if problem.timing.spans:
        from routing.solving.timed import Timed

        return Timed(untimed_engine(problem, front=front))
    return untimed_engine(problem, front=front)


def untimed_engine(problem: Problem, *, front: bool = False) -> Engine:
    """Return the engine for a problem that leaves aside when arcs may be used."""
    plain = not front and not problem.limits
    if is_large(len(problem.usable), plain=plain):
        from routing.solving.on_arrays import OnArrays

        if OnArrays().fits(problem):
            return OnArrays()
    return OnLists()
