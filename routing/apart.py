"""Work of OR-Tools in a thread of its own, so that Ctrl-C stops it, waits for it, and only then goes on.

In the main thread a signal may come while OR-Tools' own code runs: CP-SAT then takes it for itself and returns as if
its time were over, and a library that is being loaded is left half made. A solver that goes on while the interpreter
ends is worse: it takes the process down with SIGABRT. Python hands signals to the main thread alone, which only waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")

POLL_S = 0.05  # how often signals are looked for, and a solver that is to stop is told so: it may not listen yet

_WHOLE: dict[str, Any] = {}  # name -> module that is loaded to its end
_LOADING = threading.Lock()


def apart(work: Callable[[], T], stop: Callable[[], None] = lambda: None) -> T:
    """Return what `work` returns, or raise what it raises; where the wait for it is interrupted, it has ended before.

    Parameters
    ----------
    work
        Is called in another thread.
    stop
        Tells it to end soon; is called again and again until it has.

    Examples
    --------
    >>> apart(lambda: 42)
    42
    """
    returned: list[T] = []
    raised: list[BaseException] = []
    gate, done, begun, called_off = threading.Lock(), threading.Event(), threading.Event(), threading.Event()

    def run() -> None:
        with gate:
            if called_off.is_set():
                return
            begun.set()
        try:
            returned.append(work())
        except BaseException as error:
            raised.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=run, name="OR-Tools")
    try:
        thread.start()
        # Not `thread.join()`: interrupted, that takes a thread for ended that is not (Python 3.11). And not one long
        # wait: the signal may reach another thread of the process, which does not wake this one.
        while not done.wait(POLL_S):
            pass
    except BaseException:
        with gate:
            called_off.set()
        if begun.is_set():
            _end(stop, done)
        raise
    thread.join()
    if raised:
        raise raised[0]
    return returned[0]


def _end(stop: Callable[[], None], done: threading.Event) -> None:
    """Stop what runs and wait until it has ended; whoever interrupts again waits all the same."""
    while not done.is_set():
        try:
            stop()
            done.wait(POLL_S)
        except KeyboardInterrupt:
            continue


def library(name: str) -> Any:
    """Return a module of OR-Tools, loaded where no signal breaks it off: half loaded it would be unusable for good.

    It stands in ``sys.modules`` as soon as its loading begins, so who asks meanwhile waits until it is whole.
    """
    if name not in _WHOLE:
        apart(lambda: _load(name))
    return _WHOLE[name]


def _load(name: str) -> None:
    with _LOADING:
        _WHOLE[name] = import_module(name)
