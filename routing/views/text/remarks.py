"""What is said beside an answer: what blocks it, what was left out, what is assumed, what lacks a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from routing.answer_warning import ASSUMED, LEFT_OUT

HEADS = {LEFT_OUT: "Left out", ASSUMED: "Assumed"}  # of warnings; every other is headed by the word itself

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.conflict import Conflict
    from routing.answers.route import Route


def blocked_lines(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a line for each set of constraints that clash."""
    return [f"blocked by {conflict}" for conflict in conflicts]


def warning_lines(warnings: Iterable[AnswerWarning]) -> list[str]:
    """Return a line for each warning, headed by what kind of warning it is."""
    return [f"{HEADS.get(warning.code, 'Warning')}: {warning}" for warning in warnings]


def lacking_lines(route: Route) -> list[str]:
    """Return a line for each total that a route does not have, with what lacks a figure."""
    return [f"No {name} total: no figure for {', '.join(items)}" for name, items in route.lacking.items()]
