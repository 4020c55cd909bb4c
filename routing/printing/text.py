"""Answers as text: what `print` shows of a route and of a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from networks.network import Network
from routing.answers.steps import added

if TYPE_CHECKING:
    from routing.answers.results import Amount, Leg, Result, Route
    from routing.answers.steps import Step

NONE = "-"


def number(value: float | None, digits: int = 0) -> str:
    """Return a number with thousands separators, a dash where there is none.

    Examples
    --------
    >>> number(12312.04), number(6.25, 2), number(None)
    ('12,312', '6.25', '-')
    """
    return NONE if value is None else f"{value:,.{digits}f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], flush: str = "l", width: int | None = None) -> list[str]:
    r"""Return the lines of a table; `flush` says l or r per column, the columns beyond it are flush right.

    With a `width` in characters, cells are folded so that the lines keep to it as far as words allow.

    Examples
    --------
    >>> print(*table(["what", "d"], [["sea", "7.00"], ["rail", "10.00"]]), sep="\n")
    what      d
    sea    7.00
    rail  10.00
    """
    if width is not None:
        from routing.printing.folding import folded

        head, *rows = folded(head, rows, width)
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.ljust(width) if flush[place : place + 1] == "l" else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def result_text(result: Result, width: int | None = None) -> str:
    """Return a result as text: heading, question, route or reasons, proof; tables folded to a width if given."""
    lines = [result.network.heading, question_text(result), ""]
    if result.best is not None:
        lines += [route_text(result.best, width), ""]
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


def route_text(route: Route, width: int | None = None) -> str:
    """Return a route as text: totals, legs, where time and money go, how sure that is."""
    lines = [totals_text(route), "", *legs_table(route, width), "", *breakdown_table(route)]
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


LEG_HEAD = ("leg", "from", "to", "wait d", "run d", "km", "USD", "kg CO2e")


def legs_table(route: Route, width: int | None = None) -> list[str]:
    """Return the legs as a table."""
    return table(LEG_HEAD, leg_cells(route), "lll", width)


def leg_cells(route: Route) -> list[list[str]]:
    """Return a row of cells for each leg, under `LEG_HEAD`."""
    return [_leg_row(route.network, leg) for leg in route.legs]


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


DOES = {
    "origin": "collection and gate-in", "load": "loading", "unload": "unloading", "delivery": "delivery",
    "lift": "handling and dwell", "bogie_change": "change of bogies", "board": "wait for departure",
    "alight": "set down", "demurrage": "demurrage",
    "export": "export customs", "import": "import customs", "transit_opening": "customs transit opened",
    "transit_closing": "customs transit closed", "papers": "rail papers", "handover": "hand-over between railways",
}  # fmt: skip


def itinerary_text(route: Route, width: int | None = None) -> str:
    """Return every step that takes time, with the day on which it ends and what its figure rests on."""
    rows = []
    so_far: int | None = 0
    for steps in step_runs(route):
        minutes = added(steps, "minutes")
        so_far = None if so_far is None or minutes is None else so_far + minutes
        if minutes == 0 and steps[0].kind in ("pass", "alight", "demurrage"):
            continue
        hours = number(None if minutes is None else minutes / 60, 1)
        day = number(None if so_far is None else so_far / 1440, 2)
        rows.append([_doing(route, steps), hours, day, _basis(route, steps) if minutes else ""])
    return "\n".join(table(["step", "hours", "ends on day", "rests on"], rows, "lrrl", width))


def step_runs(route: Route) -> list[list[Step]]:
    """Return the steps, with rides in one railway's ordinary carriage taken together."""
    runs: list[list[Step]] = []
    for step in route.steps:
        before = runs[-1][-1] if runs else None
        area = step.kind == "ride" and step.time_figure is not None and step.time_figure[1] == "speed"
        if before is not None and area and before.kind == "ride" and before.element == step.element:
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def _basis(route: Route, steps: list[Step]) -> str:
    """Return kind and source of the figures behind some steps."""
    found = dict.fromkeys(step.time_figure for step in steps if step.minutes)
    figures = [route.network.figures[key] for key in found if key is not None]
    shown = [figure.kind if figure.source == figure.kind else f"{figure.kind} ({figure.source})" for figure in figures]
    return "; ".join(dict.fromkeys(shown)) or "given"


def _doing(route: Route, steps: list[Step]) -> str:
    first, last = (route.network.places[place].name for place in (steps[0].places[0], steps[-1].places[-1]))
    if steps[0].kind == "ride":
        return f"{steps[0].mode}: {first} - {last}"
    return f"{DOES.get(steps[0].kind, steps[0].kind)}, {first}"


BREAKDOWN_HEAD = ("where it goes", "d", "USD", "kg CO2e")


def breakdown_table(route: Route) -> list[str]:
    """Return where time and money go, by component."""
    return table(BREAKDOWN_HEAD, breakdown_cells(route))


def breakdown_cells(route: Route) -> list[list[str]]:
    """Return a row of cells for each component that takes anything, and the total, under `BREAKDOWN_HEAD`."""
    nothing = ("0.00", "0", "0")
    rows = [[name, *cells] for name, amount in route.breakdown.items() if (cells := amount_cells(amount)) != nothing]
    rows.append(["total", number(route.days, 2), number(route.usd), number(route.kg_co2e)])
    return rows


def amount_cells(amount: Amount) -> tuple[str, str, str]:
    """Return days, USD and kg CO2e of a component."""
    return number(amount.days, 2), number(amount.usd), number(amount.kg_co2e)


def provenance_lines(route: Route) -> list[str]:
    """Return how much of hours and dollars rests on what kind of figure."""
    lines = []
    for what, parts in route.provenance().items():
        shown = [f"{share:.0%} {kind}" for kind, share in parts.items() if share]
        if shown:
            lines.append(
                f"{what.upper() if what == 'usd' else what.capitalize()} by kind of figure: {', '.join(shown)}"
            )
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
