"""How a verb takes wishes about its search: as `routing.SolveOptions` where that exists, else as loose keywords.

The only file that knows both forms. A question without wishes is asked with the defaults of its verb.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import routing

LOOSE = {"engines": "solver", "prove_beyond": "certify"}  # field of the options -> keyword where it has another name
SOLVERS = {"both": "auto", "ours": "labels"}


def wishes(verb: Callable[..., Any], **wished: Any) -> dict[str, Any]:
    """Return the keyword arguments by which a verb takes wishes, which are named like the fields of `SolveOptions`.

    Examples
    --------
    >>> wishes(routing.solve), len(wishes(routing.solve, max_labels=5))
    ({}, 1)
    """
    if not wished:
        return {}
    if "options" in inspect.signature(verb).parameters:
        return {"options": routing.SolveOptions(**wished)}
    if "engines" in wished:
        wished["engines"] = SOLVERS[wished["engines"]]
    return {LOOSE.get(name, name): value for name, value in wished.items()}
