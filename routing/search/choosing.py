"""Which engine a question is answered by: the one place that knows sizes.

Interpreted searches on lists begin at once; compiled ones on arrays are some hundred times faster and take a second to
load. OR-Tools proves a few thousand arcs without long waiting.
"""

from __future__ import annotations

import sys
import warnings
from importlib.util import find_spec
from typing import Literal, get_args

from routing.errors import QuestionError

Engine = Literal["auto", "interpreted", "compiled"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
LARGE = 20_000  # arcs from which an interpreted search or two outlast the loading of the compiled kernels
PLAIN_LARGE = 10 * LARGE  # the same for a single question without limits, which is no more than a Dijkstra search
CORRIDOR = 5_000  # arcs that a network flow or CP-SAT proves without long waiting
BOUND = 600  # of these arcs, left by bounds on sums, under limits that bind: where CP-SAT takes seconds at most
FEW = 1_000  # arcs on which the interpreted searches settle what compiled ones have left, without limits
FEW_SEARCHES = 5  # of `PLAIN_LARGE` arcs each: from which on compiled ones are sooner done, their loading included
KERNELS = "routing.kernels.arrays.dijkstra"  # the module that every compiled search loads
_warned: list[int] = []  # sizes of graphs that the user was warned of: one at most


class SlowSearchWarning(UserWarning):
    """A large graph is searched by the interpreter, because numba is not installed."""


def is_large(n_arcs: int, *, plain: bool = False) -> bool:
    """Tell whether a question about a freight network is searched on arrays, by the compiled kernels.

    From `LARGE` arcs of its expanded graph where numba is installed; a plain one, without limits, from `PLAIN_LARGE`,
    and from `LARGE` once the kernels are loaded. Smaller networks stay interpreted even then: their answers take
    milliseconds.
    """
    if plain and n_arcs < PLAIN_LARGE and not kernels_are_loaded():
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
    if engine == "interpreted" or (engine == "auto" and small and not kernels_are_loaded()):
        return False
    if find_spec("numba") is not None:
        return True
    if engine == "compiled":
        raise QuestionError(
            ["engine='compiled': numba is not installed; it comes with the extra 'fast': pip install '.[fast]'"]
        )
    if not small:
        _warn_of_slowness(n_arcs)
    return False


def is_compiled_for_many(n_arcs: int, searches: int) -> bool:
    """Tell whether many plain searches of a graph are compiled: where they outlast the loading of the kernels."""
    long = n_arcs * searches >= PLAIN_LARGE * FEW_SEARCHES
    return (long or kernels_are_loaded()) and find_spec("numba") is not None


def kernels_are_loaded() -> bool:
    """Tell whether a search of this process has loaded the compiled kernels already."""
    return KERNELS in sys.modules


def _warn_of_slowness(n_arcs: int) -> None:
    """Warn, once in a process."""
    if not _warned:
        _warned.append(n_arcs)
        text = "is searched by the interpreter, about a hundred times slower than compiled"
        warnings.warn(f"a graph of {n_arcs} arcs {text}: pip install '.[fast]'", SlowSearchWarning, stacklevel=5)
