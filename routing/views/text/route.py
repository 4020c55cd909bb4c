"""Routes as text: totals, legs, where time and money go, every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.network import Network
from routing.steps.step import added
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.answers.route import Route
    from routing.steps.amount import Amount
    from routing.steps.leg import Leg
    from routing.steps.step import Step


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
