"""A limit of wall time that a search asks about between its steps."""

from __future__ import annotations

import math
import time

from routing.errors import QuestionError


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
        self.until = math.inf
        if seconds is not None:
            if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
                raise QuestionError([f"time_limit_s={seconds!r}: expected a number of seconds above 0"])
            self.until = time.perf_counter() + seconds

    def check(self) -> None:
        """Raise `TimeUp` if the limit has passed."""
        if time.perf_counter() > self.until:
            raise TimeUp

    @property
    def reason(self) -> str:
        """Return the limit in words."""
        return f"{self.seconds} s were not enough"
