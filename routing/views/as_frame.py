"""Routes as pandas DataFrames, one row a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from networks.model.escaping import escaped
from routing.answers.result import Result
from routing.answers.route import Route
from routing.views.as_dict import scaled, step_dict

if TYPE_CHECKING:
    import pandas

WHOLE = ("step", "lifts")
NUMBERS = ("time_h", "ends_at_h", "usd", "kg_co2e", "kg_co2e_ttw", "km")
COLUMNS = (
    "step", "kind", "activity", "component", "element", "service_name", "mode", "from", "to", "from_name", "to_name",
    "time_h", "ends_at_h", "usd", "kg_co2e", "kg_co2e_ttw", "km", "lifts", "places", "links", "territories",
    "time_basis", "time_source", "price_basis", "price_source",
)  # fmt: skip


def route_frame(route: Route) -> pandas.DataFrame:
    """Return one row for each step, numbered from 1, with its amounts of the whole shipment.

    Numbers are float64, NaN where a figure is missing; ``ends_at_h`` counts from the start of the route. Texts are ""
    where missing, and lists are joined with ``;``. A name that a spreadsheet would run as a formula (it begins with
    ``=``, ``+``, ``-`` or ``@``) has an apostrophe before it, as in the CSV files of a network: such a table is
    mostly written to a file and opened by somebody else.
    """
    return _frame(list(step_rows(route)))


def result_frame(result: Result) -> pandas.DataFrame:
    """Return the steps of the best route, as `route_frame` does; no rows without a route."""
    return _frame([]) if result.best is None else route_frame(result.best)


def step_rows(route: Route) -> Iterator[dict[str, Any]]:
    """Yield the cells of each step by the names of `COLUMNS`, as numbers, texts and lists."""
    so_far: int | None = 0
    for number, step in enumerate(route.steps, 1):
        so_far = None if so_far is None or step.minutes is None else so_far + step.minutes
        yield {"step": number, "ends_at_h": scaled(so_far, 60), **step_dict(route, step)}


def _frame(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame({
        name: pandas.Series(
            [row[name] if name in WHOLE + NUMBERS else cell_text(row[name]) for row in rows],
            dtype="int64" if name in WHOLE else "float64" if name in NUMBERS else object,
        )
        for name in COLUMNS
    })  # fmt: skip


def cell_text(cell: str | list[str] | None) -> str:
    """Return a cell as text that no spreadsheet runs as a formula; lists joined with ``;``."""
    return escaped(";".join(cell) if isinstance(cell, list) else cell or "")
