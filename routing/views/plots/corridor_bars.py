"""What each corridor takes or costs, with its likely range: `plot_corridors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import swatch
from routing.views.plots.report_bars import Row, bar_rows, finish, range_line
from routing.views.plots.style import Axes, plain
from routing.views.text.corridor_table import TURNS
from routing.views.text.table import NONE, number

if TYPE_CHECKING:
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.route import Route

UNITS = {"days": ("days", 1), "usd": ("USD, whole shipment", 0)}
ONE, MORE = (style.SKY, ""), (style.PALE, "...")


def plot_corridors(
    found: CorridorTable, *, quantity: str = "days", title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw a bar for the best route by each corridor, with its likely range (P10 to P90) as a line.

    Routes that use other corridors as well, or turn back at a gateway, are hatched. A corridor without a route has its
    row, and says so.

    Parameters
    ----------
    quantity
        ``"days"`` or ``"usd"``.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Another quantity.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="ab", tail="A", head="B", mode="sea", hours=60, usd=500)
    >>> _ = builder.add_corridor(id="strait", name="Strait", links=["ab"])
    >>> found = routing.corridor_table(builder.build(), routing.Shipment("A", "B"))
    >>> axes = routing.plots.plot_corridors(found)
    """
    if quantity not in UNITS:
        raise QuestionError([f"quantity={quantity!r}: expected one of {', '.join(UNITS)}"])
    unit, digits = UNITS[quantity]
    numbers = {name: f"{rank} {name}" for rank, name in enumerate(found.routes, start=1)}  # those of map and table
    rows = [_row(found, name, numbers.get(name, name), quantity, digits) for name in found.results]
    canvas = bar_rows(rows, unit, ax)
    shipment, places = found.question.shipment, found.network.places
    ends = f"{places[shipment.origin].name} - {places[shipment.destination].name}"
    told = f"{plain(ends, 60)}: the best route by each corridor, least {found.question.minimise}"
    style.set_title(canvas, told if title is None else title)
    looks = {look for row in rows for _, look in row.parts}
    words = {ONE: "this corridor", MORE: f"with other corridors, or {TURNS}"}
    handles = [swatch(label, *look) for look, label in words.items() if look in looks]
    if any(row.ends is not None for row in rows):
        handles.append(range_line("likely range, one in ten below and above"))
    finish(canvas, handles, found.network.heading)
    return canvas


def _row(found: CorridorTable, name: str, label: str, quantity: str, digits: int) -> Row:
    route: Route | None = found.results[name].best
    if route is None:
        return Row(label, (), "no route")
    value, ends = getattr(route, quantity), getattr(route, f"likely_{quantity}")()
    look = MORE if len(route.corridors) > 1 or found.turns_back(name) else ONE
    told = NONE if value is None else number(value, digits)
    if ends is not None:
        told += f" ({number(ends[0])} to {number(ends[1])} likely)"
    return Row(label, () if not value else ((value, look),), told, ends)
