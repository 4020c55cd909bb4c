"""`SolveOptions`: how a question is answered: engines, proof, reasons, limits of time and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from routing.errors import QuestionError
from routing.question.values import as_switch, switch_problem
from routing.search.budget import Budget, budget_problems

Engines = Literal["both", "ours", "ortools"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveOptions:
    """How to answer; every verb takes them as `options`, and None means these defaults.

    Attributes
    ----------
    engines
        ``"both"``: the label search and OR-Tools, which must agree, up to 5,000 arcs after reduction; beyond that the
        label search alone. ``"ours"``: the label search alone. ``"ortools"``: OR-Tools alone, at any size.
    prove_beyond
        True: OR-Tools proves also what it is not asked about by itself: answers on more than 5,000 arcs, and that
        there is nothing between the points of a front. ``proof.shared`` says what both engines leaned on.
    explain
        False: do not look for the clashing constraints when there is no route.
    time_limit_s
        Wall time (s) for all of it, above 0; None = no limit. When it is reached a route that the label search had
        proven is `Status.FEASIBLE`, and without one the answer is `Status.UNKNOWN`: what only one engine has seen is
        not called infeasible. `solve` then answers with the best route that is known, if one is, as
        `Status.FEASIBLE` with the bound that was proven (``proof.bound``, ``proof.gap``).
    max_labels
        Bound on the labels of each search, from 1; None = no limit. When it is reached the answer is `Status.UNKNOWN`
        (of `solve` as above), a front `Status.TRUNCATED`.

    Raises
    ------
    QuestionError
        Anything else; all problems at once.

    Examples
    --------
    >>> SolveOptions(engines="ours", time_limit_s=2.5).max_labels
    1000000
    >>> SolveOptions(engines="cplex", time_limit_s=float("nan"))
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: engines='cplex': expected 'both', 'ours' or 'ortools'; time_limit_s=nan: expected a \
number of seconds above 0, or None
    """

    engines: Engines = "both"
    prove_beyond: bool = False
    explain: bool = True
    time_limit_s: float | None = 60.0
    max_labels: int | None = 1_000_000

    def __post_init__(self) -> None:
        problems = []
        if self.engines not in get_args(Engines):
            problems.append(f"engines={self.engines!r}: expected 'both', 'ours' or 'ortools'")
        for name in ("prove_beyond", "explain"):
            object.__setattr__(self, name, as_switch(getattr(self, name)))
            problems += switch_problem(name, getattr(self, name))
        if self.prove_beyond is True and self.engines == "ours":
            problems.append("prove_beyond=True: OR-Tools proves, but engines='ours' leaves it out")
        problems += budget_problems(self.time_limit_s, self.max_labels)
        if problems:
            raise QuestionError(problems)

    def budget(self) -> Budget:
        """Return what may be spent, from now on."""
        return Budget.of(self.time_limit_s, self.max_labels)


def checked_options(options: SolveOptions | None) -> SolveOptions:
    """Return options, the defaults for None.

    Raises
    ------
    QuestionError
        Something else.
    """
    if options is None:
        return SolveOptions()
    if not isinstance(options, SolveOptions):
        raise QuestionError([f"options={options!r}: expected routing.SolveOptions(...) or None"])
    return options
