"""Rules about causes: they speak of what exists, within their range, and leave each figure a variance of 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from networks.errors import Finding
from networks.model.causes import Causes, loadings_by_cause
from networks.model.keys import element_ids, element_test
from networks.model.tables import Tables
from networks.model.vocabulary import VOCABULARY
from networks.rules.quantities import element_kinds
from networks.rules.wording import Hints, at

TIMES = (
    "time",
    "running_time",
    "speed",
    "wait",
    "headway",
    "origin_wait",
    "dwell",
    "slowdown",
)  # what a cause may move
ROUNDING = 1e-9
CLASSES = "mode:NAME, operation:KIND, procedure:KIND or network"


def caused_elements(tables: Tables) -> Iterator[Finding]:
    """Yield each row whose element does not exist, or whose quantity is no time."""
    table = tables["causes"]
    if not len(table):
        return
    is_element, kinds_of = _element_test(tables), element_kinds(tables)
    hints = Hints(element_ids(tables))
    for row, (element, quantity) in enumerate(zip(table["element"].tolist(), table["quantity"].tolist(), strict=True)):
        if element and not is_element(element):
            yield at(table, row, "element", f"no such element, nor is it {CLASSES}{hints(element)}")
        elif kinds_of(element)[:1] == ("fare",):
            yield at(table, row, "element", "expected something that takes time: a fare does not")
        if quantity and quantity not in TIMES:
            yield at(table, row, "quantity", f"expected one of {', '.join(TIMES)}, or nothing for all of them")


def one_loading(tables: Tables) -> Iterator[Finding]:
    """Yield each row that says again how far a cause moves something, or calls a cause something else than before."""
    table = tables["causes"]
    seen: dict[tuple[str, str, str], int] = {}
    abouts: dict[str, str] = {}
    cells = (table[name].tolist() for name in ("cause", "about", "element", "quantity"))
    for row, (cause, about, element, quantity) in enumerate(zip(*cells, strict=True)):
        if seen.setdefault((cause, element, quantity), row) != row:
            yield at(table, row, "cause", "expected each cause once for an element and a quantity")
        if about and abouts.setdefault(cause, about) != about:
            yield at(table, row, "about", f"expected {abouts[cause]}, as an earlier row calls this cause")


def loadings(tables: Tables) -> Iterator[Finding]:
    """Yield loadings beyond 1, outside their own range, and assumptions without a range and a reason."""
    table = tables["causes"]
    for column in ("loading", "low", "high"):
        for row in np.flatnonzero(np.abs(table[column]) > 1):
            yield at(table, row, column, f"expected a {column if column == 'loading' else 'loading'} from -1 to 1")
    for row in np.flatnonzero(table["low"] > table["loading"]):
        yield at(table, row, "low", f"expected low <= loading, which is {table['loading'][row]:g}")
    for row in np.flatnonzero(table["high"] < table["loading"]):
        yield at(table, row, "high", f"expected high >= loading, which is {table['loading'][row]:g}")
    for row in np.flatnonzero(table["kind"] == "assumption"):
        for column in ("low", "high"):
            if np.isnan(table[column][row]):
                yield at(table, row, column, "expected the range of what is assumed")
        if not table["note"][row]:
            yield at(table, row, "note", "expected the reason of what is assumed")


def shares_of_causes(tables: Tables) -> Iterator[Finding]:
    """Yield each row by which the causes of a figure move more of it than there is: squares of loadings above 1."""
    table, figures = tables["causes"], tables["figures"]
    if not len(table):
        return
    causes, told = Causes(tables), set()
    for element, quantity in zip(figures["element"].tolist(), figures["quantity"].tolist(), strict=True):
        if quantity not in TIMES:
            continue
        rows = causes.rows_of(element, quantity)
        share = loadings_by_cause(rows)
        if share <= 1 + ROUNDING:
            continue
        row = max(number for _, number in rows.values())
        if row not in told:
            told.add(row)
            text = f"the squares of what {element} {quantity} loads on {', '.join(sorted(rows))} add up to {share:.3g}"
            yield at(table, row, "loading", f"{text}; expected 1 at most")


def _element_test(tables: Tables) -> Callable[[str], bool]:
    is_element = element_test(tables)
    kinds = {f"procedure:{kind}" for kind in VOCABULARY["procedure_kind"]}
    return lambda element: element in kinds or is_element(element)
