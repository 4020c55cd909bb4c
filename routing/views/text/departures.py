"""Departures as text: a row for each journey that is worth taking, by the moment at which it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.question.moments import told
from routing.views.rows import rows
from routing.views.text.asked import Call, constraints_text, shipment_text
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.departures import Departures

HEAD = ["leaves", "arrives", "days", "USD", "kg CO2e", "", "rides"]
FLUSH = "llrrrll"


def departures_text(found: Departures, width: int | None = None) -> str:
    """Return departures as text."""
    lines = [found.network.heading, departures_asked(found), ""]
    lines += table(HEAD, departure_cells(found), FLUSH, width) if found.routes else [f"{nothing_text(found)}."]
    lines += [f"  {line}" for line in blocked_lines(found.blocked_by)]
    lines += ["", departures_outcome(found)]
    return "\n".join([*lines, *warning_lines(found.warnings)])


def departures_asked(found: Departures, named: Call | None = None) -> str:
    """Return the question, with names of places, or with what `named` calls them."""
    asked = shipment_text(found.network, found.shipment, named)
    kept = constraints_text(found.network, found.constraints, named)
    span = f"leaving from {told(found.start)} until {told(found.end)}"
    return f"{asked}; {span}, by the clock; compared by {', '.join(found.criteria)}; {kept}"


def departure_cells(found: Departures) -> list[list[str]]:
    """Return a row of cells for each journey, under `HEAD`."""
    return [
        [
            minute_text(row["leaves"]),
            minute_text(row["arrives_at"]),
            number(row["days"], 1),
            number(row["usd"]),
            number(row["kg_co2e"]),
            row["named"],
            row["rides"],
        ]
        for row in rows(found)
    ]


def departures_outcome(found: Departures) -> str:
    """Return how many there are and what that is worth."""
    count = len(found.routes)
    many = "1 journey" if count == 1 else f"{count} journeys"
    return f"{many} worth taking, {found.status.value}; {found.labels} labels."


def minute_text(moment: str | None) -> str:
    """Return a moment to the minute, without its zone."""
    return "-" if moment is None else moment[:16].replace("T", " ")
