"""Answers as text: what `print` shows of a route and of a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from networks.network import Network

if TYPE_CHECKING:
    from routing.results import Amount, Leg, Result, Route

NONE = "-"


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thousands separators, a dash where there is none.

    Examples
    --------
    >>> number(12312.04), number(6.25, 2), number(None)
    ('12,312', '6.25', '-')
    """
    return NONE if value is None else f"{value:,.{digits}f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Return the lines of a table: the first `left` columns flush left, the others flush right.

    Examples
    --------
    >>> print(*table(["what", "d"], [["sea", "7.00"], ["rail", "10.00"]]), sep="\\n")
    what      d
    sea    7.00
    rail  10.00
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def result_text(result: Result) -> str:
    """Return a result as text: heading, question, route or reasons, proof."""
    lines = [result.network.heading, question_text(result), ""]
    if result.best is not None:
        lines += [route_text(result.best), ""]
    else:
        lines += [f"No route: {result.status.value}."]
        lines += [f"  blocked by {conflict}" for conflict in result.blocked_by]
    lines.append(proof_text(result))
    lines += [f"Left out: {reason}" for reason in result.excluded]
    lines += [f"Assumed: {reason}" for reason in result.assumptions]
    return "\n".join(lines)


def question_text(result: Result) -> str:
    """Return the question in words, with names of places."""
    question = result.question
    shipment = question.shipment
    origin, destination = (place_name(result.network, place) for place in (shipment.origin, shipment.destination))
    amount = f"{shipment.containers} x {shipment.size}" if shipment.load == "container" else f"{shipment.tonnes:g} t"
    return (
        f"{amount} from {origin} to {destination}, {shipment.scope} to {shipment.scope}; "
        f"least {question.minimise}; {question.constraints}"
    )


def place_name(network: Network, place: str) -> str:
    """Return name and id of a place."""
    return f"{network.places[place].name} ({place})"


def route_text(route: Route) -> str:
    """Return a route as text: totals, legs, where time and money go, how sure that is."""
    lines = [totals_text(route), "", *legs_table(route), "", *breakdown_table(route)]
    lines += ["", *provenance_lines(route)]
    lines += [f"No {name} total: no figure for {', '.join(items)}" for name, items in route.lacking.items()]
    return "\n".join(lines)


def totals_text(route: Route) -> str:
    """Return the totals of a route on one line."""
    parts = [f"{number(route.days, 1)} days"]
    ends = route.range_days()
    if ends is not None and ends[0] != ends[1]:
        parts[0] += f" ({number(ends[0], 0)} to {number(ends[1], 0)} if all figures stood at one end)"
    parts += [f"{number(route.usd)} USD", f"{number(route.kg_co2e)} kg CO2e", f"{number(route.km)} km"]
    lifts = route.transshipments
    parts.append(f"{lifts} transshipment{'' if lifts == 1 else 's'}")
    return "; ".join(parts)


def legs_table(route: Route) -> list[str]:
    """Return the legs as a table."""
    head = ["leg", "from", "to", "wait d", "run d", "km", "USD", "kg CO2e"]
    return table(head, [_leg_row(route.network, leg) for leg in route.legs], left=3)


def _leg_row(network: Network, leg: Leg) -> list[str]:
    return [
        f"{leg.mode}: {leg.name}",
        network.places[leg.origin].name,
        network.places[leg.destination].name,
        number(None if leg.wait_minutes is None else leg.wait_minutes / 1440, 2),
        number(None if leg.minutes is None else leg.minutes / 1440, 2),
        number(None if leg.metres is None else leg.metres / 1000),
        number(None if leg.cents is None else leg.cents / 100),
        number(None if leg.grams is None else leg.grams / 1000),
    ]


def breakdown_table(route: Route) -> list[str]:
    """Return where time and money go, by component."""
    rows = [[name, *amount_cells(amount)] for name, amount in route.breakdown.items()]
    rows.append(["total", number(route.days, 2), number(route.usd), number(route.kg_co2e)])
    return table(["where it goes", "d", "USD", "kg CO2e"], rows)


def amount_cells(amount: Amount) -> list[str]:
    """Return days, USD and kg CO2e of a component."""
    return [number(amount.days, 2), number(amount.usd), number(amount.kg_co2e)]


def provenance_lines(route: Route) -> list[str]:
    """Return how much of hours and dollars rests on what kind of figure."""
    lines = []
    for what, parts in route.provenance().items():
        shown = [f"{share:.0%} {kind}" for kind, share in parts.items() if share]
        if shown:
            lines.append(f"{what.upper() if what == 'usd' else what.capitalize()} by kind of figure: {', '.join(shown)}")
    return lines


def proof_text(result: Result) -> str:
    """Return why the answer is right, in one sentence."""
    proof = result.proof
    engines = f"{proof.solver} and {proof.confirmed_by} agree" if proof.confirmed_by else f"{proof.solver} alone"
    arcs = f"{proof.arcs_before:,} of {proof.arcs_total:,} arcs usable, {proof.arcs_after:,} after reduction"
    if proof.objective is None:
        return f"Proof: {engines} ({arcs})"
    value = f"{proof.objective:,} {proof.unit}"
    gap = "proven least" if proof.gap == 0 else "not proven least"
    return f"Proof: {engines}: {value} is {gap} ({arcs})"
