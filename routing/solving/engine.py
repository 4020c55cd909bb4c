"""What an engine is: it answers a compiled problem; and what a second opinion is: it confirms or contradicts.

Whoever compares them (`agreement`) knows no size, bound or status of any engine, and takes both as arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from routing.compiling.calendar import lies_in
from routing.compiling.problem import Problem
from routing.question.measures import TIME
from routing.search.budget import Budget
from routing.search.graph import Ints
from routing.search.path import Outcome
from routing.status import Status

Vector = tuple[int, ...]


class Least(NamedTuple):
    """The least vector of a problem, and the route of it that the tie rule takes.

    Attributes
    ----------
    status
        `Status.OPTIMAL`; `Status.FEASIBLE`: a route of the least vector, but the time was over before ties were
        broken; `Status.INFEASIBLE`; `Status.UNKNOWN`: a limit was reached before any answer.
    vector, arcs
        Totals of the route and its arcs in order, rows of the problem's arrays; empty without a route.
    rows
        Arcs that a route as good as this one may use, or that lead to the target where there is no route; None where
        the engine does not know them.
    labels
        Labels made.
    is_least
        False: a route that keeps to everything, but a limit was reached before it was known to be the least.
    missed
        Services and links that would have been better if they ran on the day on which goods come to them.
    known, bound
        Of `Status.UNKNOWN`: a route that keeps to the limits, but perhaps not the least, and what no route has less of
        than the objective; empty, None: nothing is known of it. Who asks for no more than the least need not look.
    """

    status: Status
    vector: Vector = ()
    arcs: tuple[int, ...] = ()
    rows: Ints | None = None
    labels: int = 0
    is_least: bool = True
    missed: tuple[str, ...] = ()
    known: tuple[int, ...] = ()
    bound: int | None = None


class Front(NamedTuple):
    """The vectors of a problem that no other equals or beats, and a route of each.

    Attributes
    ----------
    status
        `Status.OPTIMAL`: all, each with the route that the tie rule takes. `Status.TRUNCATED`: a limit was reached;
        what is here is on the front. `Status.INFEASIBLE`, `Status.UNKNOWN`: none.
    vectors, paths
        Totals in the criteria, in lexicographic order, and arcs of each point.
    labels
        Labels made.
    missed
        As in `Least`.
    """

    status: Status
    vectors: tuple[Vector, ...] = ()
    paths: tuple[tuple[int, ...], ...] = ()
    labels: int = 0
    missed: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """What a second opinion found.

    Attributes
    ----------
    solver
        Who says so.
    status
        `Status.OPTIMAL` or `Status.INFEASIBLE`; `Status.UNKNOWN`: its time was over.
    vector
        The least vector; empty without a route.
    arcs
        How many arcs it was given.
    shared
        What it leaned on that the first engine leans on too.
    """

    solver: str
    status: Status
    vector: Vector
    arcs: int
    shared: tuple[str, ...]


class Answerer(Protocol):
    """Answers problems by a method of its own; all take the same route of equal ones."""

    name: str

    def least(self, problem: Problem, budget: Budget) -> Least:
        """Return the least vector within the limits and its canonical route."""


class Engine(Answerer, Protocol):
    """Answers whole fronts as well."""

    def fits(self, problem: Problem) -> bool:
        """Tell whether its numbers hold the sums of a problem."""

    def front(self, problem: Problem, columns: Sequence[str], budget: Budget) -> Front:
        """Return the front in some columns, within the limits."""


class SecondOpinion(Protocol):
    """Solves a problem again, by another method."""

    def confirm(self, problem: Problem, found: Least, budget: Budget, *, beyond: bool) -> Verdict | None:
        """Return the least vector; None where it is not asked about such a problem, or cannot take its numbers.

        `found` says which vector is to be beaten, which may serve to leave out arcs; `beyond`: at any size.
        """


def front_status(complete: bool, vectors: Sequence[Vector], ties_broken: bool = True) -> Status:
    """Return the status of a front by whether its search came to an end."""
    if not vectors:
        return Status.INFEASIBLE if complete else Status.UNKNOWN
    return Status.OPTIMAL if complete and ties_broken else Status.TRUNCATED


def unproven(found: Outcome) -> Least:
    """Return what a search says that a limit of labels or time has stopped."""
    known = () if found.arcs is None else tuple(found.arcs.tolist())
    return Least(Status.UNKNOWN, labels=found.labels, known=known, bound=found.bound)


def vector_of(problem: Problem, arcs: Sequence[int]) -> Vector:
    """Return the vector of a route."""
    return tuple(int(column[list(arcs)].sum()) for column in problem.vector)


def keeps_limits(problem: Problem, arcs: Sequence[int]) -> bool:
    """Tell whether a route keeps the limits."""
    return all(int(problem.columns[limit.column][list(arcs)].sum()) <= limit.bound for limit in problem.limits)


def missed_by(problem: Problem, arcs: Sequence[int]) -> tuple[str, ...]:
    """Return the services and links that a route uses when they do not run; none where it keeps to the calendar."""
    timing, table = problem.timing, problem.table
    if not timing.spans:
        return ()
    milliminutes, unknown = table.columns[TIME.column], table.missing[TIME.column]
    missed, passed = [], 0
    is_known = True
    for row in problem.row[list(arcs)].tolist():
        spans = timing.spans.get(row)
        if spans is not None and not (is_known and lies_in(spans, passed)):
            missed.append(timing.names[row])
        passed += int(milliminutes[row])
        is_known = is_known and not unknown[row]
    return tuple(dict.fromkeys(missed))
