"""Answers as CSV text: one row a step, no pandas needed, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from routing.answers.route import Route
from routing.views.as_frame import COLUMNS, cell_text, step_rows


def route_csv(route: Route | None) -> str:
    """Return the steps of a route as CSV, with the columns of `route_frame`; the header alone for None."""
    return csv_text(COLUMNS, [] if route is None else step_rows(route))


def routes_csv(routes: Sequence[Route]) -> str:
    """Return the steps of several routes as CSV, numbered from 0 in the column ``route``."""
    rows = ({"route": number, **row} for number, route in enumerate(routes) for row in step_rows(route))
    return csv_text(("route", *COLUMNS), rows)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV text (UTF-8 is meant, lines end in LF).

    Numbers are the shortest that read back as the same number, what is missing is an empty cell, lists are joined
    with ``;``, and a text that a spreadsheet would run as a formula has an apostrophe before it.

    Examples
    --------
    >>> print(csv_text(["name", "km"], [{"name": "=1+1", "km": 0.5}, {"name": "-", "km": None}]), end="")
    name,km
    '=1+1,0.5
    '-,
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, int | float) else cell_text(value)
