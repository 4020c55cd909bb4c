"""`Status`: what an answer is worth."""

from __future__ import annotations

from enum import Enum


class Status(Enum):  # no default: whoever builds a Result says which
    """What an answer is worth."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible, not proven optimal"
    INFEASIBLE = "no route satisfies the constraints"
    UNKNOWN = "stopped by a limit before any answer"
    TRUNCATED = "stopped by a limit; what is shown is valid but not all"
