"""What a long search is at, told to whoever waits for it: a verb says it, a command line shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hear = Callable[[str], None]
_hearer: ContextVar[Hear | None] = ContextVar("hearer", default=None)


def tell(doing: str) -> None:
    """Tell what is done now; nobody hears it outside of `heard_by`."""
    hear = _hearer.get()
    if hear is not None:
        hear(doing)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Let somebody hear what is told within.

    Examples
    --------
    >>> with heard_by(print):
    ...     tell("route 2 of 5")
    route 2 of 5
    """
    before = _hearer.set(hear)
    try:
        yield
    finally:
        _hearer.reset(before)
