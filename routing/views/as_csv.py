"""Answers as CSV text, no pandas needed, safe to open in a spreadsheet: `as_csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from networks.model.escaping import visible
from routing.views.as_frame import (
    ASSIGNMENT,
    CORRIDOR,
    CRITICAL,
    LIKELY,
    PUNCTUALITY,
    ROBUST_UPGRADES,
    SENSITIVITY,
    STEP,
    TOTALS,
    UPGRADE_PHASES,
    UPGRADES,
    WAY_LEG,
    WELFARE,
    cell_text,
)
from routing.views.by_kind import by_kind
from routing.views.cells import ARRIVAL, step_rows
from routing.views.rows import rows

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives
    from routing.answers.assignment import Assignment
    from routing.answers.comparison import Comparison
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.critical import Critical
    from routing.answers.frontier import Frontier
    from routing.answers.punctuality import Punctuality
    from routing.answers.result import Result
    from routing.answers.robust_upgrades import RobustUpgrades
    from routing.answers.route import Route
    from routing.answers.sensitivity import Sensitivity
    from routing.answers.shown import Shown
    from routing.answers.upgrade_phases import UpgradePhases
    from routing.answers.upgrade_plan import UpgradePlan
    from routing.answers.welfare_plan import WelfarePlan
    from routing.ways.answer import Way

POINT = ("point", *TOTALS, "transshipments", *LIKELY, "named", "corridor", "rides", "ride_ids", "status")
COMPONENT = ("result", "component", "days", "usd", "kg_co2e", "days_assumed", *ARRIVAL)


@by_kind
def as_csv(answer: Shown) -> str:
    """Return an answer as CSV: its rows below the names of the columns."""
    found = rows(answer)
    return csv_text(tuple(found[0]) if found else (), found)


@as_csv.register("Route", "Result")
def _(answer: Route | Result) -> str:
    """Return the steps of a route; the names of the columns alone without one."""
    return csv_text(tuple(STEP), rows(answer))


@as_csv.register("Alternatives")
def _(found: Alternatives) -> str:
    """Return the steps of all routes, numbered from 1 in the column ``route``."""
    numbered = ({"route": number, **row} for number, route in enumerate(found, 1) for row in step_rows(route))
    return csv_text(("route", *STEP), numbered)


@as_csv.register("Frontier")
def _(front: Frontier) -> str:
    """Return the points, each with the status of the front: of one that a limit stopped others are missing."""
    status = front.status.name.lower()
    return csv_text(POINT, ({**row, "status": status} for row in rows(front)))


@as_csv.register("Comparison")
def _(comparison: Comparison) -> str:
    return csv_text(COMPONENT, rows(comparison))


@as_csv.register("CorridorTable")
def _(found: CorridorTable) -> str:
    return csv_text(tuple(CORRIDOR), rows(found))


@as_csv.register("Assignment")
def _(found: Assignment) -> str:
    """Return what is sent, left, used and summed up, told apart by the column ``section``."""
    return csv_text(tuple(ASSIGNMENT), rows(found))


@as_csv.register("Critical")
def _(found: Critical) -> str:
    """Return what each shipment does without each set, the elements alone and what cuts off, told by ``section``."""
    return csv_text(tuple(CRITICAL), rows(found))


@as_csv.register("UpgradePlan")
def _(found: UpgradePlan) -> str:
    """Return the sets, the ladder, the shares and the unknown prices, told apart by the column ``section``."""
    return csv_text(tuple(UPGRADES), rows(found))


@as_csv.register("RobustUpgrades")
def _(found: RobustUpgrades) -> str:
    """Return the sets, effects and prices, told apart by the column ``section``."""
    return csv_text(tuple(ROBUST_UPGRADES), rows(found))


@as_csv.register("UpgradePhases")
def _(found: UpgradePhases) -> str:
    """Return the years of each plan."""
    return csv_text(tuple(UPGRADE_PHASES), rows(found))


@as_csv.register("WelfarePlan")
def _(found: WelfarePlan) -> str:
    """Return both sets, told apart by the column ``section``."""
    return csv_text(tuple(WELFARE), rows(found))


@as_csv.register("Punctuality")
def _(found: Punctuality) -> str:
    """Return the numbers, the shares of the variance and the bars, told apart by the column ``section``."""
    return csv_text(tuple(PUNCTUALITY), rows(found))


@as_csv.register("Sensitivity")
def _(found: Sensitivity) -> str:
    """Return the figures of the best route, then those that turn the answer, told apart by the column ``section``."""
    return csv_text(tuple(SENSITIVITY), rows(found))


@as_csv.register("Way")
def _(found: Way) -> str:
    """Return its parts, the straight ones from the ends included; the names of the columns alone without a way."""
    return csv_text(tuple(WAY_LEG), rows(found))


def csv_text(columns: Sequence[str], table: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV text (UTF-8 is meant, lines end in LF).

    Numbers are the shortest that read back as the same number, what is missing is an empty cell, lists are joined
    with ``;``, and a text that a spreadsheet would run as a formula has an apostrophe before it. Characters that act
    on a terminal in place of showing are written as their escapes.

    Examples
    --------
    >>> print(csv_text(["name", "km"], [{"name": "=1+1", "km": 0.5}, {"name": "-", "km": None}]), end="")
    name,km
    '=1+1,0.5
    '-,
    """
    out = io.StringIO(newline="")
    write_csv(out, columns, table)
    return out.getvalue()


def write_csv(out: TextIO, columns: Sequence[str], table: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as `csv_text` does, one after the other."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in table)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, int | float) else visible(cell_text(value))
