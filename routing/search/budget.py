"""`Budget`: what a search may spend, labels and wall time; one for a whole question, handed down to every part of it.

Besides, steps of a compiled search that are small enough to look at the time in between (`Slices`, `Growth`).
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from numbers import Integral, Real
from typing import Any

from routing.errors import QuestionError

NO_LABEL_LIMIT = sys.maxsize
SLICE_S = 0.005  # what a slice of a compiled search should last: long beside the call (10 us), short beside a limit
OVER = 0.03  # share of a limit by which longer arrays may come too late
TIDYING = 0.05  # share of a limit that an interpreted search leaves for taking down what it has built


class TimeUp(Exception):
    """The time has passed; caught by whoever holds the budget, which says so in its answer."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Labels, and wall time that begins to run when the budget is made by `Budget.of`.

    Attributes
    ----------
    labels
        Labels that each search may make.
    seconds
        Wall time in all (s); None = no limit.
    until
        Moment of `time.perf_counter` at which it has passed.
    reserve
        Share of the time that a search leaves for what must be done with its finds.

    Examples
    --------
    >>> Budget.of().check()
    >>> Budget.of(time_limit_s=-1, max_labels=0)
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: time_limit_s=-1: expected a number of seconds above 0, or None; max_labels=0: \
expected a whole number from 1, or None
    """

    labels: int = NO_LABEL_LIMIT
    seconds: float | None = None
    until: float = math.inf
    reserve: float = TIDYING

    @classmethod
    def of(cls, time_limit_s: float | None = None, max_labels: int | None = None, reserve: float = TIDYING) -> Budget:
        """Return the budget of so many seconds from now on, and so many labels; None = no limit.

        Raises
        ------
        QuestionError
            A limit that is none; both problems at once.
        """
        problems = budget_problems(time_limit_s, max_labels)
        if problems:
            raise QuestionError(problems)
        labels = NO_LABEL_LIMIT if max_labels is None else min(int(max_labels), NO_LABEL_LIMIT)
        if time_limit_s is None:
            return cls(labels, reserve=reserve)
        seconds = _as_float(time_limit_s)
        return cls(labels, time_limit_s, time.perf_counter() + seconds, reserve)

    def check(self) -> None:
        """Raise `TimeUp` if the time has passed."""
        if self.passed:
            raise TimeUp

    def check_early(self) -> None:
        """Raise `TimeUp` if only the reserve is left."""
        if self.is_reserve:
            raise TimeUp

    @property
    def passed(self) -> bool:
        """Tell whether the time has passed."""
        return time.perf_counter() > self.until

    @property
    def is_reserve(self) -> bool:
        """Tell whether only the reserve is left, or less."""
        return self.leaves(self.reserve)

    def leaves(self, share: float) -> bool:
        """Tell whether no more than a share of the time is left."""
        return time.perf_counter() > self.until - share * (self.seconds or 0.0)

    def lasts(self, seconds: float) -> bool:
        """Tell whether so much time is left."""
        return time.perf_counter() + seconds <= self.until

    @property
    def left_s(self) -> float:
        """Return the seconds that are left, from 0; infinity without a limit."""
        return max(0.0, self.until - time.perf_counter())

    def first(self, labels: int, share: float) -> Budget:
        """Return a budget of no more than so many labels and a share of the time that is left."""
        until = self.until if self.seconds is None else time.perf_counter() + share * self.left_s
        return replace(self, labels=min(labels, self.labels), until=until, reserve=0.0)

    def less(self, labels: int) -> Budget:
        """Return what is left after so many labels."""
        return replace(self, labels=self.labels - labels)

    @property
    def reason(self) -> str:
        """Return the limit of time in words."""
        return f"{self.seconds} s were not enough"


def budget_problems(time_limit_s: Any, max_labels: Any) -> list[str]:
    """Return which of the two limits is none, in words."""
    problems = []
    if time_limit_s is not None and not (_is_number(time_limit_s, Real) and time_limit_s > 0):
        problems.append(f"time_limit_s={time_limit_s!r}: expected a number of seconds above 0, or None")
    if max_labels is not None and not (_is_number(max_labels, Integral) and max_labels >= 1):
        problems.append(f"max_labels={max_labels!r}: expected a whole number from 1, or None")
    return problems


def _as_float(seconds: float) -> float:
    """Return a number of seconds; a whole number may lie beyond every float."""
    try:
        return float(seconds)
    except OverflowError:
        return math.inf


def _is_number(value: Any, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


class Slices:
    """How many steps a kernel is given at a time, by how long the last ones took.

    A step of a search costs the more the more it has found, and how much depends on the machine; so the number of steps
    follows the clock. It at most doubles from slice to slice. Answers do not depend on it.

    Parameters
    ----------
    steps
        Of the first slice.
    paused
        What a kernel says that has taken all its steps; after anything else the next slice has no more of them.

    Examples
    --------
    >>> slices = Slices(100, paused=0)
    >>> slices.run(lambda steps: 0)
    0
    >>> slices.steps  # that took next to no time
    200
    """

    def __init__(self, steps: int, paused: int) -> None:
        self.steps, self.paused = steps, paused

    def run(self, go_on: Callable[[int], int]) -> int:
        """Call a kernel with the number of steps and return what it says."""
        begun = time.perf_counter()
        outcome = go_on(self.steps)
        spent = time.perf_counter() - begun
        most = 2.0 if outcome == self.paused else 1.0
        self.steps = max(1, int(self.steps * min(most, SLICE_S / max(spent, 1e-9))))
        return outcome


class Growth:
    """Whether there is time to make arrays longer: the next time takes twice as long as the last.

    A search whose arrays are full cannot end without longer ones. Where these would come beyond the limit, it is over.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget, self.last_s = budget, 0.0

    def run(self, grow: Callable[[], None]) -> bool:
        """Call what makes arrays longer and return True; return False where the limit does not leave the time."""
        if not self.budget.lasts(2 * self.last_s - OVER * (self.budget.seconds or 0.0)):
            return False
        begun = time.perf_counter()
        grow()
        self.last_s = max(self.last_s, time.perf_counter() - begun)
        return True
