"""Answers that are a list of rows: places, scenarios, sources, closures, findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from routing.cli.answers import Answer

FORMATS = ("text", "json", "csv", "xlsx")  # of a list: no picture shows it, and no page says more than its sheet


def listed(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    text: Callable[[int | None], str],
    data: Callable[[], Any] | None = None,
) -> Answer:
    """Return an answer of rows: CSV and the sheet have the columns, JSON has `data` or the rows as they are."""
    from routing.cli.pictures import write_list
    from routing.views.as_csv import csv_text

    return Answer(
        text=text,
        data=data or (lambda: rows),
        csv=lambda: csv_text(columns, rows),
        xlsx=lambda path, asked: write_list(path, title, columns, rows, asked),
    )
