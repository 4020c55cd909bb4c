"""How far many questions are, how fast it goes and when they will be done, in words or as a bar on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

Hear = Callable[[str], object]


class Pace:
    """Counts answers and tells of them.

    Parameters
    ----------
    total
        How many answers there are to be.
    progress
        True: a bar on stderr, if that is a terminal. A function: is called with the words. False: nothing.
    known
        How many a store had already; they count as done and say nothing of the rate.

    Examples
    --------
    >>> with Pace(3, print, known=1) as pace:
    ...     pace.done(2)  # doctest: +ELLIPSIS
    3 of 3 answers, ... a second
    """

    def __init__(self, total: int, progress: bool | Hear, known: int = 0) -> None:
        self._total, self._known, self._count = total, known, 0
        self._hear = progress if callable(progress) else None
        self._bar: Any = None
        self._shown = progress is True and sys.stderr is not None and sys.stderr.isatty()
        self._begun = time.perf_counter()

    def __enter__(self) -> Self:
        if self._shown:
            from tqdm import tqdm

            self._bar = tqdm(total=self._total, initial=self._known, unit=" answers", file=sys.stderr, leave=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()

    def done(self, count: int) -> None:
        """Say that so many more answers are there."""
        self._count += count
        if self._bar is not None:
            self._bar.update(count)
        if self._hear is not None:
            self._hear(self.words())

    def words(self) -> str:
        """Return how far it is, the rate, and the time that is left at that rate."""
        seconds = max(time.perf_counter() - self._begun, 1e-9)
        there, rate = self._known + self._count, self._count / seconds
        left = (self._total - there) / rate if rate else 0.0
        when = f", {_span(left)} left" if there < self._total else ""
        return f"{there:,} of {self._total:,} answers, {rate:,.{0 if rate >= 10 else 1}f} a second{when}"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
