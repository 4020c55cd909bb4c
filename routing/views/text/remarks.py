"""What is said beside an answer: what blocks it, what was left out, what is assumed, what lacks a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.answers.conflict import Conflict
    from routing.answers.route import Route


def blocked_lines(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a line for each set of constraints that clash."""
    return [f"blocked by {conflict}" for conflict in conflicts]


def left_out_lines(excluded: Iterable[str]) -> list[str]:
    """Return a line for each thing left out for lack of figures."""
    return [f"Left out: {reason}" for reason in excluded]


def assumed_lines(assumptions: Iterable[str]) -> list[str]:
    """Return a line for each thing that holds for lack of data."""
    return [f"Assumed: {reason}" for reason in assumptions]


def lacking_lines(route: Route) -> list[str]:
    """Return a line for each total that a route does not have, with what lacks a figure."""
    return [f"No {name} total: no figure for {', '.join(items)}" for name, items in route.lacking.items()]
