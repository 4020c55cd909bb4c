"""A limit of wall time that a search asks about between its steps, and steps that are small enough to ask in time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from routing.errors import QuestionError

SLICE_S = 0.005  # what a slice of a compiled search should last: long beside the call (10 us), short beside a limit
OVER = 0.03  # share of a limit by which longer arrays may come too late
TIDYING = 0.05  # share of a limit that an interpreted search leaves for taking down what it has built


class TimeUp(Exception):
    """The limit has passed; caught by the search that set it, which says so in its answer."""


class Clock:
    """A limit of wall time that begins to run when it is made.

    Parameters
    ----------
    seconds
        Above 0; None = no limit.

    Raises
    ------
    QuestionError
        A limit that is none.

    Examples
    --------
    >>> Clock(None).check()
    >>> Clock(-1)
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: time_limit_s=-1: expected a number of seconds above 0
    """

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self.until = self.early = math.inf
        if seconds is not None:
            if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
                raise QuestionError([f"time_limit_s={seconds!r}: expected a number of seconds above 0"])
            self.until = time.perf_counter() + seconds
            self.early = self.until - TIDYING * seconds

    def check(self) -> None:
        """Raise `TimeUp` if the limit has passed."""
        if self.passed:
            raise TimeUp

    def check_early(self) -> None:
        """Raise `TimeUp` if only the time is left that taking down a search of Python objects may need."""
        if self.passed_early:
            raise TimeUp

    def lasts(self, seconds: float) -> bool:
        """Tell whether the limit leaves so much time."""
        return time.perf_counter() + seconds <= self.until

    @property
    def passed_early(self) -> bool:
        """Tell whether only the time for taking down is left."""
        return time.perf_counter() > self.early

    @property
    def passed(self) -> bool:
        """Tell whether the limit has passed."""
        return time.perf_counter() > self.until

    @property
    def reason(self) -> str:
        """Return the limit in words."""
        return f"{self.seconds} s were not enough"


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

    def __init__(self, clock: Clock) -> None:
        self.clock, self.last_s = clock, 0.0

    def run(self, grow: Callable[[], None]) -> bool:
        """Call what makes arrays longer and return True; return False where the limit does not leave the time."""
        if not self.clock.lasts(2 * self.last_s - OVER * (self.clock.seconds or 0.0)):
            return False
        begun = time.perf_counter()
        grow()
        self.last_s = max(self.last_s, time.perf_counter() - begun)
        return True
