"""What an answer is worth, in words: each status says itself, and nothing else, in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.answers.conflict import FIGURES
from routing.status import Status

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives
    from routing.answers.departures import Departures
    from routing.answers.frontier import Frontier
    from routing.answers.result import Result


def nothing_text(answer: Result | Frontier | Alternatives | Departures) -> str:
    """Return what stands where an answer without routes would have them, without a full stop; "" where it has some.

    A limit that was reached is no answer, which is not the same as no route; nor is a route without its figures, nor
    a front of which nothing was kept.
    """
    if answer.routes:
        return ""
    aside = len(getattr(answer, "set_aside", ()))
    if aside:
        return f"None kept: all {aside} points of the front were set aside"
    if answer.status is Status.UNKNOWN:
        return f"No answer: {answer.status.value}"
    if any(conflict.kind == FIGURES for conflict in answer.blocked_by):
        return "No route: figures are missing"
    return f"No route: {answer.status.value}"


def worth_text(status: Status) -> str:
    """Return what is to be said beside the totals of a route; "" where it is proven best."""
    return "" if status is Status.OPTIMAL else status.value
