"""Shows on a terminal that work goes on, once it has taken more than two seconds."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Self

DELAY_S = 2.0
REFRESH_S = 0.5


class Waiting:
    """A line on stderr with what is done and for how long; nothing where stderr is no terminal.

    Examples
    --------
    >>> with Waiting("searching") as waiting:
    ...     waiting.step("scenario 2016-target")
    """

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def step(self, doing: str) -> None:
        """Say what is done now."""
        self._doing = doing

    def __enter__(self) -> Self:
        if sys.stderr is not None and sys.stderr.isatty():
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def _tell(self) -> None:
        if self._done.wait(DELAY_S):
            return
        from tqdm import tqdm

        with tqdm(file=sys.stderr, leave=False, bar_format="{desc} {elapsed}", initial=0) as bar:
            bar.start_t -= DELAY_S
            while not self._done.wait(REFRESH_S):
                bar.set_description_str(self._doing)
