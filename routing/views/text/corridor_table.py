"""What each corridor offers, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.answer_warning import TURNED_BACK
from routing.views.text.asked import constraints_text, shipment_text
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, ends_text, number, table

if TYPE_CHECKING:
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.route import Route

HEAD = ("corridor", "days", "likely", "USD", "likely", "kg CO2e", "km", "borders", "gauges", "lifts", "assumed", "uses")
FLUSH = "lrlrlrrrrrrl"
TURNS = "turns back"
NOTHING = "No route by any corridor"
FOOT = (
    "days, USD: in full, then where one in ten stays below and one in ten exceeds; borders: changes of territory; "
    "gauges: changes of gauge between rail and rail; lifts: between vehicles; assumed: share of the hours, of the USD; "
    f"uses: all corridors of the route; {TURNS}: a gateway is ridden only to come back, which nobody would do"
)


def corridor_table_text(found: CorridorTable, width: int | None = None) -> str:
    """Return what each corridor offers as text: a row for each route, then why there is none by the others."""
    lines = [found.network.heading, corridors_asked(found), ""]
    cells = corridor_table_cells(found)
    lines += [*table(HEAD, cells, FLUSH, width), f"({FOOT})"] if cells else [f"{NOTHING}."]
    if found.reasons:
        lines += ["", *reason_lines(found)]
    told = tuple(warning for warning in found.warnings if warning.code != TURNED_BACK)  # the table says it of each
    return "\n".join([*lines, *warning_lines(told)])


def corridors_asked(found: CorridorTable) -> str:
    """Return the question, and that it was asked of each corridor."""
    question, network = found.question, found.network
    kept = constraints_text(network, question.constraints)
    asked = f"{shipment_text(network, question.shipment)}; least {question.minimise}; {kept}"
    return f"{asked}; the best route by each corridor"


def corridor_table_cells(found: CorridorTable) -> list[list[str]]:
    """Return a row of cells for each corridor with a route, under `HEAD`."""
    return [_cells(found, name, route) for name, route in found.routes.items()]


def _cells(found: CorridorTable, name: str, route: Route) -> list[str]:
    assumed = found.assumed(name)
    return [
        name,
        number(route.days, 1),
        ends_text(route.likely_days()),
        number(route.usd),
        ends_text(route.likely_usd()),
        number(route.kg_co2e),
        number(route.km),
        str(route.borders),
        str(route.gauge_changes),
        str(route.transshipments),
        NONE if assumed is None else ", ".join(f"{share:.0%}" for share in assumed),
        uses_text(found, name, route),
    ]


def uses_text(found: CorridorTable, name: str, route: Route) -> str:
    """Return all corridors that a route uses, in order, and whether it turns back at the one that it is told for."""
    return route.corridor + (f" ({TURNS})" if found.turns_back(name) else "")


def reason_lines(found: CorridorTable) -> list[str]:
    """Return a line for each corridor without a route: why there is none."""
    return [f"No route by {name}: {reason}." for name, reason in found.reasons.items()]
