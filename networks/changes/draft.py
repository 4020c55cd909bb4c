"""A working copy of a catalogue in which a scenario makes its changes before a new network is built of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from networks.model.scenario import Change
from networks.model.schema import Column, columns, is_missing, parse_number
from networks.model.tables import Table

NO_REASON = "no reason given"  # as the reason of a figure it leaves the figure without a note
FigureRow = dict[str, Any]


class Refused(Exception):
    """A change cannot be made: the field of it that is wrong, and what was expected."""

    def __init__(self, field: str, expected: str) -> None:
        self.field = field
        super().__init__(expected)


class Draft:
    """A catalogue with edits, without a copy of what stays as it is.

    Attributes
    ----------
    base
        The tables that the draft began with.
    gone
        Ids of the operations and procedures that were dropped.
    """

    def __init__(self, base: Mapping[str, Table]) -> None:
        self.base = base
        self.gone: set[str] = set()
        self._rows: dict[str, dict[Any, int]] = {}
        self._edits: dict[str, dict[int, dict[str, Any]]] = {}
        self._dropped: dict[str, set[int]] = {}
        self._figures: dict[tuple[str, str], FigureRow] = {}  # new ones

    def row_of(self, table: str, element: str) -> int | None:
        """Return the row of an element, or None where there is none (any more)."""
        if table not in self._rows:
            self._rows[table] = {key: row for row, key in enumerate(self.base[table]["id"].tolist())}
        row = self._rows[table].get(element)
        return None if row in self._dropped.get(table, ()) else row

    def cell(self, table: str, row: int, column: str) -> Any:
        """Return what stands in a cell now."""
        edited = self._edits.get(table, {}).get(row, {})
        return edited[column] if column in edited else self.base[table][column][row]

    def put(self, table: str, row: int, column: str, value: Any) -> None:
        """Give a cell another value."""
        self._edits.setdefault(table, {}).setdefault(row, {})[column] = value

    def drop_element(self, table: str, row: int) -> None:
        """Take a row out, and the figures, opening hours and causes of its element with it."""
        element = self.base[table]["id"][row]
        self._dropped.setdefault(table, set()).add(row)
        self.gone.add(element)
        for key in [key for key in (*self._figure_rows(), *self._figures) if key[0] == element]:
            self.drop_figure(*key)
        for name in ("opening_hours", "causes"):
            rows = (self.base[name]["element"] == element).nonzero()[0].tolist()
            if rows:
                self._dropped.setdefault(name, set()).update(rows)

    def figure(self, element: str, quantity: str) -> FigureRow | None:
        """Return a figure as a row, or None where there is none (any more)."""
        key = (element, quantity)
        row = self._figure_rows().get(key)
        if key in self._figures or row is None or row in self._dropped.get("figures", ()):
            return self._figures.get(key)
        return self.base["figures"].row(row)

    def put_figure(self, figure: FigureRow) -> None:
        """Replace a figure, or add it."""
        key = (figure["element"], figure["quantity"])
        self.drop_figure(*key)
        self._figures[key] = figure

    def drop_figure(self, element: str, quantity: str) -> None:
        """Take a figure out, if there is one."""
        self._figures.pop((element, quantity), None)
        row = self._figure_rows().get((element, quantity))
        if row is not None:
            self._dropped.setdefault("figures", set()).add(row)
        table = self.base["distributions"]  # what was fitted to it says nothing of another one
        rows = ((table["element"] == element) & (table["quantity"] == quantity)).nonzero()[0].tolist()
        if rows:
            self._dropped.setdefault("distributions", set()).update(rows)

    def tables(self) -> dict[str, Table]:
        """Return the tables with all edits made."""
        tables = dict(self.base)
        for name, edits in self._edits.items():
            tables[name] = _edited(tables[name], edits)
        for name, rows in self._dropped.items():
            keep = np.ones(len(tables[name]), dtype=np.bool_)
            keep[sorted(rows)] = False
            tables[name] = tables[name].where(keep)
        if self._figures:
            tables["figures"] = tables["figures"].extended(list(self._figures.values()))
        return tables

    def _figure_rows(self) -> dict[Any, int]:
        if "figures" not in self._rows:
            table = self.base["figures"]
            keys = zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)
            self._rows["figures"] = {key: row for row, key in enumerate(keys)}
        return self._rows["figures"]


def whole_figure(change: Change, old: FigureRow | None) -> FigureRow:
    """Return the figure that a change sets; what it leaves open is that of the old figure where that is safe.

    Raises
    ------
    Refused
        The value is no number; source, kind or unit is missing; or the value left the old range and the
        change gives no new one.
    """
    try:
        value = parse_number(str(change.value))
    except ValueError as error:
        raise Refused("value", str(error)) from None
    known = {column.name: column for column in columns()["figures"]}
    old = old or {}
    row: FigureRow = {"element": change.element, "quantity": change.column, "value": value, "year": change.year}
    row["note"] = "" if change.why == NO_REASON else change.why
    for field in ("unit", "basis", "currency"):
        row[field] = _allowed(known[field], field, getattr(change, field) or old.get(field, ""))
    for field in ("source", "kind"):
        row[field] = _allowed(known[field], field, getattr(change, field))
    row["low"], row["high"] = _range(change, old, row, value)
    return row


def _range(change: Change, old: FigureRow, row: FigureRow, value: float) -> tuple[float | None, float | None]:
    low, high = change.low, change.high
    if low is not None or high is not None or not old:
        return low, high
    low, high = old["low"], old["high"]
    if low is None and high is None:
        return None, None
    same = row["unit"] == old["unit"] and row["basis"] == old["basis"] and row["currency"] == old["currency"]
    if not same or (low is not None and value < low) or (high is not None and value > high):
        text = f"the range of the old figure ({low} to {high} {old['unit']}) does not fit the new value"
        raise Refused("low", f"{text}; give low and high, or withdraw the old figure first")
    return low, high


def _allowed(column: Column, field: str, text: str) -> str:
    try:
        return str(column.parse(text))
    except ValueError as error:
        raise Refused(field, f"{error} (no figure without its {field})" if not text else str(error)) from None


def _edited(table: Table, edits: Mapping[int, Mapping[str, Any]]) -> Table:
    touched = {name for cells in edits.values() for name in cells}
    arrays = {name: cells.copy() if name in touched else cells for name, cells in table.columns.items()}
    known = {column.name: column for column in columns()[table.name]}
    for row, cells in edits.items():
        for name, value in cells.items():
            arrays[name][row] = known[name].missing if value is None or is_missing(known[name], value) else value
    return table.with_cells(**arrays)
