"""Which engine a graph is searched by: lists, interpreted, or arrays, compiled."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from typing import Literal

from routing.errors import QuestionError

Engine = Literal["auto", "interpreted", "compiled"]
ENGINES = ("auto", "interpreted", "compiled")
LARGE = 20_000  # arcs from which an interpreted search or two outlast the loading of the compiled kernels
_happened: set[str] = set()  # in this process: "loaded", the kernels; "warned", of their absence


class SlowSearchWarning(UserWarning):
    """A large graph is searched by the interpreter, because numba is not installed."""


def is_large(n_arcs: int, *, plain: bool = False) -> bool:
    """Tell whether a question about a freight network is searched on arrays, by the compiled kernels.

    From `LARGE` arcs of its expanded graph where numba is installed; a plain one, without limits, which is no more than
    a Dijkstra search, from ten times as many, and from `LARGE` once the kernels are loaded. Smaller networks stay
    interpreted even then: their answers take milliseconds.
    """
    if plain and n_arcs < 10 * LARGE and "loaded" not in _happened:
        return False
    return n_arcs >= LARGE and is_compiled("auto", n_arcs)


def is_compiled(engine: Engine, n_arcs: int) -> bool:
    """Tell whether to search a graph by the compiled kernels.

    ``"auto"``: from `LARGE` arcs where numba is installed, and below once a search of this process has loaded them.

    Raises
    ------
    QuestionError
        ``"compiled"`` without numba.
    """
    small = n_arcs < LARGE
    if engine == "interpreted" or (engine == "auto" and small and "loaded" not in _happened):
        return False
    if find_spec("numba") is not None:
        _happened.add("loaded")
        return True
    if engine == "compiled":
        raise QuestionError(["engine='compiled': numba is not installed; pip install 'landbridge[fast]'"])
    if not small and "warned" not in _happened:
        _happened.add("warned")
        text = "is searched by the interpreter, about a hundred times slower than compiled"
        warnings.warn(
            f"a graph of {n_arcs} arcs {text}: pip install 'landbridge[fast]'", SlowSearchWarning, stacklevel=4
        )
    return False
