"""Waiting that grows with use, as text: where it is, what it costs, and who chose the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.answers.critical import Element
from routing.status import Status
from routing.views.text.critical import element_text
from routing.views.text.table import number

if TYPE_CHECKING:
    from routing.answers.assignment import Assignment

WAITS_CAPTION = "Waiting, where most is paid for it in a week first"
WAITS_HEAD = (
    "what",
    "unit",
    "carries",
    "hours",
    "costs a unit USD",
    "all in a week USD",
    "a unit more costs others USD",
)
WAITS_FLUSH = "ll"
TOGETHER = "least cost of all shippers together (system optimum), which need not be what each would choose"
ALONE = "what each shipper chooses for itself (user equilibrium), which need not be best for all together"
COUNTED = "hours of waiting are no part of days, their cost is part of what is paid"


def waits_cells(found: Assignment) -> list[list[str]]:
    """Return a row of cells for each thing that is waited at."""
    return [
        [
            element_text(found.network, Element(wait.kind, wait.element)) + (f" on {wait.on}" if wait.on else ""),
            wait.unit,
            number(wait.flow, 1),
            number(wait.hours, 1),
            number(wait.usd, 2),
            number(wait.paid_usd),
            number(wait.external_usd, 2),
        ]
        for wait in found.waits
    ]


def waits_numbers(found: Assignment) -> list[tuple[float | None, ...]]:
    """Return what stands behind the cells."""
    return [(one.flow, one.hours, one.usd, one.paid_usd, one.external_usd) for one in found.waits]


def worth_text(found: Assignment) -> str:
    """Return what all pay, and what that is worth."""
    assert found.usd is not None
    waiting = sum(wait.paid_usd for wait in found.waits)
    paid = f", {number(waiting)} of them for waiting" if found.waits else ""
    total = f"All together {number(found.usd)} USD a week{paid}"
    worth = "proven" if found.status is Status.OPTIMAL else "not proven to the gap asked for"
    if not found.is_equilibrium:
        return f"{total}, {worth}: no assignment costs less than {number(found.bound_usd)} (gap {found.gap:.2g})."
    cheapest = f"under this waiting all would pay {number(found.bound_usd)} on their cheapest routes"
    return f"{total}, a user equilibrium, {worth}: {cheapest} (gap {found.gap:.2g})."


def who_chooses(found: Assignment) -> str:
    """Return who chooses the routes, and how waiting is counted."""
    return (ALONE if found.is_equilibrium else TOGETHER) + (f"; {COUNTED}" if found.waits else "")
