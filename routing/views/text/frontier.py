"""Fronts as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.rows import rows
from routing.views.text.asked import Call, constraints_text, shipment_text
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.route import (
    arrival_lines,
    corridor_cells,
    corridor_head,
    outlook_cells,
    outlook_head,
    own_cells,
    own_head,
    totals_text,
)
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.frontier import Frontier


def frontier_text(front: Frontier, width: int | None = None) -> str:
    """Return a front as text: a row for each point, with its names."""
    cells, (head, flush) = front_cells(front), front_head(front)
    lines = [front.network.heading, front_asked(front), ""]
    lines += table(head, cells, flush, width) if cells else [f"{nothing_text(front)}."]
    lines += arrival_lines(front.routes)
    lines += [f"  {line}" for line in blocked_lines(front.blocked_by)]
    lines += ["", f"{front_outcome(front)}; {front.labels} labels.", *set_aside_lines(front)]
    return "\n".join([*lines, *warning_lines(front.warnings)])


def front_asked(front: Frontier, named: Call | None = None) -> str:
    """Return the question of a front, with names of places, or with what `named` calls them."""
    asked = shipment_text(front.network, front.shipment, named)
    kept = constraints_text(front.network, front.constraints, named)
    clock = "; by the clock" if front.model == "clock" else ""
    return f"{asked}; front of {', '.join(front.criteria)}; {kept}{clock}"


def front_head(front: Frontier) -> tuple[list[str], str]:
    """Return the names of the columns of a front, and to which side each is flush."""
    own, corridor = own_head(front.network), corridor_head(front.routes)
    numbers = ["", *outlook_head(front.routes), *own, "kg CO2e"]
    return [*numbers, "", *corridor, "rides"], "r" * len(numbers) + "l" * (len(corridor) + 2)


def front_cells(front: Frontier) -> list[list[str]]:
    """Return a row of cells for each point, under `front_head`."""
    found, corridor, outlook = [], corridor_head(front.routes), outlook_head(front.routes)
    for row, route in zip(rows(front), front.routes, strict=True):
        found.append([str(row["point"]), *outlook_cells(route, outlook), *own_cells(route), number(row["kg_co2e"])])
        found[-1] += [row["named"]]
        found[-1] += [*corridor_cells(route, corridor), row["rides"]]
    return found


def front_outcome(front: Frontier) -> str:
    """Return how many points there are, and what the front is worth."""
    proof = ", gaps between neighbours proven empty by OR-Tools" if front.certified else ""
    return f"{front_count(front)}, {front.status.value}{proof}"


def front_count(front: Frontier) -> str:
    """Return how many points there are, and of how many, where some were set aside."""
    whole = len(front) + len(front.set_aside)
    return f"{len(front)} of {whole} points kept" if front.set_aside else f"{len(front)} points"


def set_aside_lines(front: Frontier) -> list[str]:
    """Return a line for each point that was set aside, and one for each that has a name of the whole front."""
    lines = [f"Set aside: {totals_text(point.route)}: {point.reason}" for point in front.set_aside]
    for at, names in front.set_aside_names.items():
        lines.append(f"The {', '.join(names)} of the front is among them: {totals_text(front.set_aside[at].route)}")
    return lines
