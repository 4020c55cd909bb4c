"""Lanes as text: a table of days and one of USD, origins down and destinations across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.text.asked import amount_text, constraints_text
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.table import NONE, ends_text, number, table

if TYPE_CHECKING:
    from routing.answers.lane_table import LaneTable
    from routing.answers.result import Result

FOOT = "in full, and in brackets where one in ten stays below and one in ten exceeds"


def lane_table_text(found: LaneTable, width: int | None = None) -> str:
    """Return lanes as text: days, then USD, then why there is no route where there is none."""
    lines = [found.network.heading, lanes_asked(found)]
    for what in ("days", "usd"):
        lines += ["", *table(*lane_cells(found, what), width=width)]
    lines += [f"({FOOT})", *no_lane_lines(found)]
    return "\n".join([*lines, *warning_lines(found.warnings)])


def lanes_asked(found: LaneTable) -> str:
    """Return what was asked of every lane."""
    question, network = found.question, found.network
    shipment = question.shipment
    dates = f", {shipment.dates}" if shipment.dates else ""
    moved = f"{amount_text(network, shipment)} on each lane, {shipment.scope} to {shipment.scope}{dates}"
    return f"{moved}; least {question.minimise}; {constraints_text(network, question.constraints)}"


def lane_cells(found: LaneTable, what: str) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of a table of days (``days``) or of USD (``usd``)."""
    places = found.network.places
    head = ["days" if what == "days" else "USD", *(places[one].name for one in found.destinations)]
    rows = [
        [places[origin].name, *(_cell(found.lanes.get((origin, to)), what) for to in found.destinations)]
        for origin in found.origins
    ]
    return head, rows


def _cell(result: Result | None, what: str) -> str:
    """Return a total with where it likely lies unless it is sure; a dash where there is no route, or no lane."""
    if result is None or result.best is None:
        return NONE
    route = result.best
    total, ends = (
        (number(route.days, 1), route.likely_days()) if what == "days" else (number(route.usd), route.likely_usd())
    )
    return total if ends is None or ends[0] == ends[1] else f"{total} ({ends_text(ends)})"


def no_lane_lines(found: LaneTable) -> list[str]:
    """Return a line for each lane without a route: why there is none."""
    return [f"{lane_name(found, lane)}: {why_none(one)}." for lane, one in found.lanes.items() if one.best is None]


def lane_name(found: LaneTable, lane: tuple[str, str]) -> str:
    """Return the names of the two ends of a lane."""
    return " to ".join(found.network.places[place].name for place in lane)


def why_none(result: Result) -> str:
    """Return why an answer has no route, in one sentence without a full stop; "" where it has one."""
    if result.best is not None:
        return ""
    return "; ".join([nothing_text(result), *blocked_lines(result.blocked_by)])
