"""`compiled`, `inlined`, `compiled_with_arrays`: a kernel in machine code, kept on disk where that is possible.

Every module of this package decorates its functions with one of them; importing it therefore imports numba. Where numba
is not installed the functions stay what they are: right, but so slow that no search uses them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, update_wrapper
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

    It makes no array: then nothing in it counts references to arrays, which takes as long as a heap does. Numba refuses
    to compile one that does make arrays; that is for `compiled_with_arrays`.

    The machine code is kept beside the source, else in the user's cache folder, else not at all.

    Examples
    --------
    >>> @compiled
    ... def doubled(number):
    ...     return 2 * number
    >>> doubled(4)
    8
    """
    return _kernel(function, _nrt=False)


def inlined(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return a function compiled as by `compiled`, and into each kernel that calls it: a call costs 5 ns.

    Examples
    --------
    >>> @inlined
    ... def halved(number):
    ...     return number // 2
    >>> halved(4)
    2
    """
    return _kernel(function, _nrt=False, inline="always")


def compiled_with_arrays(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return a function compiled as by `compiled`, one that makes arrays.

    Examples
    --------
    >>> import numpy as np
    >>> @compiled_with_arrays
    ... def ones(number):
    ...     return np.ones(number)
    >>> ones(2)
    array([1., 1.])
    """
    return _kernel(function)


def _kernel(function: Callable[Given, Result], **options: bool | str) -> Callable[Given, Result]:
    if compiler is None:
        return function
    given = {"nogil": True, "no_cfunc_wrapper": True, **options}  # no kernel is handed over as a function of C
    try:
        kernel = compiler.njit(cache=True, **given)(function)
        _mark(kernel)
    except RuntimeError:  # no folder for it can be written, or the function has no file
        kernel = compiler.njit(**given)(function)
    return cast("Callable[Given, Result]", Kernel(kernel))


class Kernel:
    """A compiled function that hands named tuples to machine code as plain ones; kernels put the names back on.

    numba tells the type of a plain tuple in half the time. For a named one it asks for four attributes by names made
    anew, which stay in the interpreter's cache of attributes: thousands of questions seem to leave memory behind.
    """

    def __init__(self, kernel: Any) -> None:
        self.kernel = kernel
        self._numba_type_ = kernel._numba_type_  # as which compiled code knows it
        update_wrapper(self, kernel.py_func)

    def __call__(self, *given: Any) -> Any:
        """Return what the compiled function returns."""
        return self.kernel(*[tuple(one) if isinstance(one, tuple) else one for one in given])

    def __getattr__(self, name: str) -> Any:
        """Return what else there is to know of the compiled function."""
        return getattr(self.kernel, name)


def _mark(kernel: Any) -> None:
    """Have kept machine code rejected when *any* kernel has changed since: numba looks at the caller's file only."""
    kept: Any = getattr(getattr(kernel, "_cache", None), "_cache_file", None)
    if hasattr(kept, "_source_stamp"):
        kept._source_stamp = (kept._source_stamp, _digest())


@cache
def _digest() -> str:
    texts = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()
