"""Really different routes as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.cells import Row
from routing.views.rows import rows
from routing.views.text.asked import constraints_text, shipment_text
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
)
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives


def alternatives_text(found: Alternatives, width: int | None = None) -> str:
    """Return really different routes as text: a row for each, with the most that it repeats of an earlier one."""
    cells, (head, flush) = alternatives_cells(found), alternatives_head(found)
    lines = [found.network.heading, alternatives_asked(found), ""]
    lines += table(head, cells, flush, width) if cells else [f"{nothing_text(found)}."]
    lines += arrival_lines(found.routes)
    lines += [f"  {line}" for line in blocked_lines(found.blocked_by)]
    proven = sum(bool(proof.confirmed_by) for proof in found.proofs)
    lines += ["", f"{alternatives_outcome(found)}; {proven} confirmed by a second engine."]
    lines += [f"{found.reason}."] if found.reason else []
    return "\n".join([*lines, *warning_lines(found.warnings)])


def alternatives_head(found: Alternatives) -> tuple[list[str], str]:
    """Return the names of the columns of different routes, and to which side each is flush."""
    corridor = corridor_head(found.routes)
    outlook, own = outlook_head(found.routes), own_head(found.network)
    head = ["", *outlook, *own, "kg CO2e", "km", "shares", *corridor, "rides"]
    return head, "r" * (len(head) - 1 - len(corridor)) + "l" * (len(corridor) + 1)


def alternatives_cells(found: Alternatives) -> list[list[str]]:
    """Return a row of cells for each route, under `alternatives_head`."""
    corridor, outlook = corridor_head(found.routes), outlook_head(found.routes)
    return [
        [
            str(row["route"]),
            *outlook_cells(route, outlook),
            *own_cells(route),
            number(row["kg_co2e"]),
            number(row["km"]),
            shared_text(row),
            *corridor_cells(route, corridor),
            row["rides"],
        ]
        for row, route in zip(rows(found), found.routes, strict=True)
    ]


def alternatives_asked(found: Alternatives) -> str:
    """Return the question, and when two routes count as different."""
    question, network = found.question, found.network
    kept = constraints_text(network, question.constraints)
    clock = "; by the clock" if question.model == "clock" else ""
    asked = f"{shipment_text(network, question.shipment)}; least {question.minimise}; {kept}{clock}"
    if found.distinct == "named corridor":
        return f"{asked}; alternatives by other sets of named corridors"
    how = f"at most {found.max_shared:.0%} of the {found.shared_by} of each earlier one, by {found.distinct}"
    return f"{asked}; alternatives that share {how}"


def alternatives_outcome(found: Alternatives) -> str:
    """Return how many routes there are, and what they are worth."""
    return f"{len(found)} of {found.k} routes, {found.status.value}"


def shared_text(row: Row) -> str:
    """Return the most that a row's route shares, and with which earlier one; "" for the first."""
    return f"{max(row['shared']):.0%} with {row['shared_most_with']}" if row["shared"] else ""
