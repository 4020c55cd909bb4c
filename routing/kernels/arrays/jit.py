"""`compiled`: a kernel in machine code, kept on disk where that is possible.

Every module of this package decorates its functions with it; importing one therefore imports numba. Where numba is not
installed the functions stay what they are: right, but so slow that no search uses them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

compiler: Any
try:
    import numba as compiler
except ImportError:
    compiler = None

Given = ParamSpec("Given")
Result = TypeVar("Result")


def compiled(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return a function compiled at its first call, which lets other threads run meanwhile.

    The machine code is kept beside the source, else in the user's cache folder, else not at all.

    Examples
    --------
    >>> @compiled
    ... def doubled(number):
    ...     return 2 * number
    >>> doubled(4)
    8
    """
    if compiler is None:
        return function
    try:
        kernel = compiler.njit(nogil=True, cache=True)(function)
        _mark(kernel)
    except RuntimeError:  # no folder for it can be written, or the function has no file
        kernel = compiler.njit(nogil=True)(function)
    return cast("Callable[Given, Result]", kernel)


def _mark(kernel: Any) -> None:
    """Have kept machine code rejected when *any* kernel has changed since: numba looks at the caller's file only."""
    kept: Any = getattr(getattr(kernel, "_cache", None), "_cache_file", None)
    if hasattr(kept, "_source_stamp"):
        kept._source_stamp = (kept._source_stamp, _digest())


@cache
def _digest() -> str:
    texts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()
