"""Routes as text: totals, legs, where time and money go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.keys import MONEY
from routing.views.text.clock import LEG_TIMES, arrival, clock_lines, leg_cells_of_time
from routing.views.text.doubt import arrival_text, clocks_text, co2e_text, days_text, extremes_lines, usd_text
from routing.views.text.remarks import lacking_lines
from routing.views.text.table import NONE, ends_text, number, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from networks.network import Network
    from routing.answers.route import Route
    from routing.steps.amount import Amount
    from routing.steps.leg import Leg


ARRIVES = "arrives"
KINDS_OF = {"hours": "Hours", "usd": "USD", "co2e": "CO2e"}


def route_text(route: Route, width: int | None = None) -> str:
    """Return a route as text: totals, legs, where time and money go, how sure that is."""
    lines = [
        totals_text(route),
        *extremes_lines(route),
        *clock_lines(route),
        "",
        *legs_table(route, width),
        "",
        *breakdown_table(route),
    ]
    return "\n".join([*lines, "", *provenance_lines(route), *lacking_lines(route)])


def totals_text(route: Route) -> str:
    """Return the totals of a route on one line, days, dollars and CO2e with their doubt."""
    lifts = route.transshipments
    told = [said] if (said := arrival_text(route)) else []
    parts = [days_text(route), *told, usd_text(route), co2e_text(route), f"{number(route.km)} km"]
    parts.append(f"{lifts} transshipment{'' if lifts == 1 else 's'}")
    return "; ".join([*parts, f"corridor {route.corridor}"] if route.corridor else parts)


def corridor_head(routes: Iterable[Route]) -> list[str]:
    """Return the head of a column for the corridors of routes; none where no route uses any."""
    return ["corridor"] if any(route.corridors for route in routes) else []


def corridor_cells(route: Route, head: Sequence[str]) -> list[str]:
    """Return the cell of a route under `corridor_head`."""
    return [route.corridor or NONE] if head else []


def outlook_head(routes: Iterable[Route]) -> list[str]:
    """Return the heads of columns of days, USD and where they likely lie, and of the day of arrival if one is known."""
    return ["days", "likely", *arrival_head(routes), "USD", "likely"]


def outlook_cells(route: Route, head: Sequence[str]) -> list[str]:
    """Return the cells of a route under `outlook_head`."""
    day = [arrival_day(route)] if ARRIVES in head else []
    days, usd = ends_text(route.likely_days()), ends_text(route.likely_usd())
    return [number(route.days, 2), days, *day, number(route.usd), usd]


def arrival_head(routes: Iterable[Route]) -> list[str]:
    """Return the head of a column for days of arrival; none where no route knows its own."""
    return [ARRIVES] if any(route.arrives is not None for route in routes) else []


def arrival_day(route: Route) -> str:
    """Return the day of arrival."""
    at = arrival(route)
    return NONE if at is None else str(at.date())


def arrival_lines(routes: Iterable[Route]) -> list[str]:
    """Return the line that says by whose clocks days of arrival are told; none where there are none."""
    told = dict.fromkeys(clocks_text(route) for route in routes if route.arrives is not None)
    return [f"Days of arrival {'; '.join(told)}."] if told else []


def own_head(network: Network) -> list[str]:
    """Return the head of a column for the currency of the network; none where that is USD."""
    return [] if network.currency == MONEY else [network.currency]


def own_cells(route: Route) -> list[str]:
    """Return the cell of a route under `own_head`."""
    return [] if route.network.currency == MONEY else [number(route.own_money)]


LEG_HEAD = ("leg", "from", "to", "wait d", "run d", "km", "USD", "kg CO2e")


def legs_table(route: Route, width: int | None = None) -> list[str]:
    """Return the legs as a table."""
    return table(leg_head(route), leg_cells(route), leg_flush(route), width)


def leg_head(route: Route) -> tuple[str, ...]:
    """Return the heads of the columns of legs; on the clock they tell when each departs and arrives."""
    return LEG_HEAD if route.model != "clock" else (*LEG_HEAD[:3], *LEG_TIMES, *LEG_HEAD[3:])


def leg_flush(route: Route) -> str:
    """Return which columns of legs are flush left."""
    return "lll" if route.model != "clock" else "lllll"


def leg_cells(route: Route) -> list[list[str]]:
    """Return a row of cells for each leg, under `leg_head`."""
    rows = [_leg_row(route.network, leg) for leg in route.legs]
    if route.model != "clock":
        return rows
    return [[*row[:3], *times, *row[3:]] for row, times in zip(rows, leg_cells_of_time(route), strict=True)]


def _leg_row(network: Network, leg: Leg) -> list[str]:
    return [
        f"{leg.mode}: {leg.name}",
        network.places[leg.origin].name,
        network.places[leg.destination].name,
        number(leg.wait_days, 2),
        number(leg.days, 2),
        number(leg.km),
        number(leg.usd),
        number(leg.kg_co2e),
    ]


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
    """Return how much of hours, dollars and CO2e rests on what kind of figure."""
    lines = []
    for what, parts in route.provenance().items():
        shown = [f"{share:.0%} {kind}" for kind, share in parts.items() if share]
        if shown:
            lines.append(f"{KINDS_OF[what]} by kind of figure: {', '.join(shown)}")
    return lines
