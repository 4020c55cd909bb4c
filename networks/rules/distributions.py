"""Rules about fitted distributions: they are of a figure, can be, and say of its range what the figure says."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.distributions import Distribution
from networks.model.tables import Tables
from networks.rules.causes import TIMES
from networks.rules.wording import at

SPREAD = (*(name for name in TIMES if name != "speed"), "price", "rate")
ENDS = {"value": 0.5, "low": 0.1, "high": 0.9}
NEAR = 0.02  # share by which a rounded figure may differ from the distribution


def fitted_figures(tables: Tables) -> Iterator[Finding]:
    """Yield each distribution of no figure, of something that is not drawn, or without a source."""
    table, figures = tables["distributions"], tables["figures"]
    if not len(table):
        return
    known = set(zip(figures["element"].tolist(), figures["quantity"].tolist(), strict=True))
    cells = (table[name].tolist() for name in ("element", "quantity", "source"))
    for row, (element, quantity, source) in enumerate(zip(*cells, strict=True)):
        if quantity not in SPREAD:
            yield at(table, row, "quantity", f"expected one of {', '.join(SPREAD)}")
        elif (element, quantity) not in known:
            yield at(table, row, "element", f"expected a row of figures.csv for the {quantity} of {element}")
        if source == "assumption":
            yield at(table, row, "source", "expected who fitted or counted it: of an assumption state low and high")


def fitted_distributions(tables: Tables) -> Iterator[Finding]:
    """Yield each distribution that cannot be, or of which its figure says something else."""
    table, figures = tables["distributions"], tables["figures"]
    if not len(table):
        return
    keys = zip(figures["element"].tolist(), figures["quantity"].tolist(), strict=True)
    row_of = {key: row for row, key in enumerate(keys)}
    for row, cells in enumerate(table.rows()):
        found = Distribution(**cells)
        if not (found.family and found.parameters):
            continue  # told as cells that are empty
        try:
            ends = {name: found.quantile(share) for name, share in ENDS.items()}
        except ValueError as error:
            yield at(table, row, "parameters", str(error))
            continue
        except OverflowError:
            yield at(table, row, "parameters", "expected parameters of which numbers can be made")
            continue
        figure = row_of.get((found.element, found.quantity))
        if figure is None:
            continue  # told as a figure that is not there
        if any(not abs(float(figures[name][figure]) - end) <= NEAR * end for name, end in ends.items()):
            told = ", ".join(f"{name} {end:.6g}" for name, end in ends.items())
            yield at(figures, figure, "value", f"expected P50, P10 and P90 of its distribution: {told}")
