"""Hours or dollars against km along the way, in the manner of UNESCAP's time/cost-distance method.

A slope is a ride, the steeper the slower or dearer; a vertical step is what is spent at one place: a port, a border,
a wait. The method goes back to Beresford and Dubey (1990) and Banomyong (2000); UNESCAP spread it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.amounts.units import HOUR, KM, USD
from routing.answers.cpmm import Cpmm, cpmm
from routing.answers.route import Route
from routing.errors import QuestionError
from routing.steps.freight import millicents_along
from routing.views.plots import style
from routing.views.plots.labels import Name, Placer
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import ends_text, named_routes, names_of, place_label, totals
from routing.views.plots.style import Axes, matplotlib_module, plain, words
from routing.views.text.table import number

QUANTITIES = {
    "hours": ("milliminutes", float(HOUR), "hours since the start"),
    "usd": ("millicents", float(USD), "USD so far, whole shipment"),
}
DASHES: tuple[Any, ...] = ("solid", (0, (6, 2)), (0, (1.5, 1.2)), (0, (6, 2, 1.5, 2)))
NAMED_STEP = 0.025  # of the whole height: smaller vertical steps have no name
TABLE_IN = 3.9
HEADS = ("Whole route", "Land part only")


def plot_time_cost_distance(
    routes: Route | Sequence[Route] | Mapping[str, Route],
    *,
    quantity: str = "hours",
    indicators: bool = True,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw cumulative hours or USD over km along each route; on a figure of its own, with CPMM's indicators beside it.

    Parameters
    ----------
    routes
        One route, several, or several by name.
    quantity
        ``"hours"`` or ``"usd"``.
    indicators
        Whether CPMM's indicators stand beside the chart, on a figure of its own.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Another quantity, or a route with a step that lacks it or its km.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> fast = {"hours": 60, "usd": 500, "length_km": 900}
    >>> cheap = {"hours": 90, "usd": 300, "length_km": 800}
    >>> ways = [("A", "B", fast), ("A", "B", cheap)]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> axes = routing.plots.plot_time_cost_distance(result.require(), indicators=False)
    """
    if quantity not in QUANTITIES:
        raise QuestionError([f"quantity={quantity!r}: expected one of {', '.join(QUANTITIES)}"])
    named = named_routes(routes)
    profiles = [profile(route, quantity) for route in named.values()]
    canvas, beside = _canvases(ax, len(named), indicators)
    style.frame(canvas, x="km along the route", y=QUANTITIES[quantity][2], grid="both")
    style.thousands(canvas, "x")
    style.thousands(canvas, "y")
    for number_, line in enumerate(profiles):
        canvas.plot(*line.T, **_look(number_), gid=f"profile:{number_ + 1}")
    canvas.set_xlim(0, max(float(line[-1, 0]) for line in profiles) * 1.06 + 1)
    canvas.set_ylim(0, max(float(line[-1, 1]) for line in profiles) * 1.1 + 1)
    style.settle(canvas)
    style.set_title(canvas, _title(named, quantity) if title is None else title)
    line = matplotlib_module("lines").Line2D
    handles = [
        line([], [], **_look(index), label=_label(index + 1, plain(name), route, len(named)))
        for index, (name, route) in enumerate(named.items())
    ]
    gap = style.legend_below(canvas, handles, gap_pt=36, columns=2)
    shown = [name for route in named.values() for name in names_of(route.network, route.places)]
    told = provenance([route.network for route in named.values()], shown=[*named, title or "", *shown])
    style.below(canvas, told, gap_pt=gap)
    style.settle(canvas)
    _write(canvas, list(named.values()), profiles, quantity)
    if beside is not None:
        _table(beside, [cpmm(route) for route in named.values()])
    return canvas


def profile(route: Route, quantity: str) -> NDArray[np.float64]:
    """Return km so far and hours or USD so far after each step, from (0, 0), shape (steps + 1, 2).

    Freight rises along the ride that it pays for, wherever it is paid.
    """
    column, units, _ = QUANTITIES[quantity]
    spent = millicents_along(route.steps) if column == "millicents" else [getattr(step, column) for step in route.steps]
    values = [(step.millimetres, amount) for step, amount in zip(route.steps, spent, strict=True)]
    lacking = [step.element for step, pair in zip(route.steps, values, strict=True) if None in pair]
    if lacking:
        raise QuestionError([f"no km or {quantity} for {', '.join(dict.fromkeys(lacking))}"])
    found = np.concatenate([[(0.0, 0.0)], np.cumsum(np.array(values, dtype=np.float64).reshape(-1, 2), axis=0)])
    return np.asarray(found / np.array([float(KM), units]))


def _canvases(ax: Axes | None, routes: int, indicators: bool) -> tuple[Axes, Axes | None]:
    """Return the axes of the chart, and on a figure of our own those of the table where it is wanted."""
    if ax is not None or not indicators:
        return style.axes(ax, 9.0, 5.2)[0], None
    wide = TABLE_IN + 0.55 * max(routes - 2, 0)
    chart = style.axes(None, 7.4 + wide, 5.8, columns=2)
    chart[0].get_gridspec().set_width_ratios([7.4, wide])
    return chart[0], chart[1]


def _look(index: int) -> dict[str, Any]:
    colour, dashes = style.ROUTES[index % len(style.ROUTES)], DASHES[index % len(DASHES)]
    return {"color": colour, "linewidth": 2.0, "linestyle": dashes, "solid_joinstyle": "miter"}


def _title(named: Mapping[str, Route], quantity: str) -> str:
    ends = dict.fromkeys(ends_text(route) for route in named.values())
    return f"{' and '.join(ends)}: {'hours' if quantity == 'hours' else 'USD'} along the way"


def _label(number_: int, name: str, route: Route, routes: int) -> str:
    """Return what the legend says of a route: a single one bears no number."""
    told = f"{name}: {totals(route)}" if name else totals(route)
    return f"{number_}  {told}" if routes > 1 else told


def _write(ax: Axes, routes: Sequence[Route], profiles: Sequence[Any], quantity: str) -> None:
    """Name the larger vertical steps, and number the lines at their ends."""
    placer = Placer(ax, off_lines=True)
    spent: dict[tuple[str, float, float, float], list[int]] = {}  # what several routes spend alike is told once
    whole = max(float(line[-1, 1]) for line in profiles)
    for index, (route, line) in enumerate(zip(routes, profiles, strict=True)):
        placer.avoid(ax.transData.transform(line))
        if len(routes) > 1:
            look = {"color": style.ROUTES[index % len(style.ROUTES)], "fontweight": "bold"}
            placer.badge(_spots(line), str(index + 1), **look)
        for place, x, low, high in vertical_steps(route, line):
            if high - low >= NAMED_STEP * whole:
                spent.setdefault((place_label(route.network, place, 24), x, low, high), []).append(index + 1)
    names = []
    for (place, x, low, high), users in sorted(spent.items(), key=lambda pair: pair[0][2] - pair[0][3]):
        head = f"{', '.join(map(str, users))}: " if len(routes) > 1 else ""
        unit = "h" if quantity == "hours" else "USD"
        texts = (f"{head}{place}, {number(high - low)} {unit}", f"{head}{place}")
        names.append(Name(x=x, y=(low + high) / 2, clear_pt=2.0, size=style.TINY, texts=texts))
    placer.place(names)


def _spots(line: Any) -> list[tuple[float, float]]:
    """Return where the number of a line may stand: on its rides, the longest first."""
    rides = np.argsort(-np.diff(line[:, 0]), kind="stable")[:6]
    return [tuple(line[row] + share * (line[row + 1] - line[row])) for share in (0.5, 0.35, 0.65) for row in rides]


def vertical_steps(route: Route, line: Any) -> list[tuple[str, float, float, float]]:
    """Return (place, km, from, to) of what is spent at each place between two rides."""
    found: list[tuple[str, float, float, float]] = []
    for step, before, after in zip(route.steps, line[:-1], line[1:], strict=True):
        if step.is_ride or after[1] == before[1]:
            continue
        place, x = step.places[0], float(after[0])
        if found and found[-1][:2] == (place, x):
            found[-1] = (place, x, found[-1][2], float(after[1]))
        else:
            found.append((place, x, float(before[1]), float(after[1])))
    return found


def _table(ax: Axes, records: Sequence[Cpmm]) -> None:
    """Write CPMM's indicators of the routes, a column each."""
    ax.set_axis_off()
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_xlim(0, 1)
    rows = table_rows(records)
    step = 1 / max(len(rows), 14)
    right = [1 - 0.17 * (len(records) - 1 - column) for column in range(len(records))]
    for row, (label, values) in enumerate(rows):
        weight = "bold" if label in HEADS or row == 0 else "normal"
        how = {"transform": ax.transAxes, "va": "center", "fontweight": weight}
        y = 1 - (row + 0.5) * step
        words(ax, 0, y, label, **how)
        for x, value in zip(right, values, strict=True):
            words(ax, x, y, value, ha="right", **how)


def table_rows(records: Sequence[Cpmm]) -> list[tuple[str, list[str]]]:
    """Return the rows of the table: a label, and a text for each route."""
    none = ["" for _ in records]

    def mean(values: Sequence[float | None]) -> str:
        known = [value for value in values if value is not None]
        return number(sum(known) / len(known), 1) if known and len(known) == len(values) else "-"

    rows = [
        ("CPMM indicators of route", [str(index + 1) for index in range(len(records))]),
        ("Land borders with a stop", [str(len(one.crossings)) for one in records]),
        ("  TFI1 mean time to clear, h", [mean([c.hours for c in one.crossings]) for one in records]),
        ("  TFI2 mean cost, USD/TEU", [mean([c.usd_per_teu for c in one.crossings]) for one in records]),
    ]
    for part in ("whole", "land"):
        stretches = [getattr(one, part) for one in records]
        rows.append((HEADS[part == "land"], none))
        for label, name, digits in (
            ("  TFI3 USD per 500 km and TEU", "usd_per_500_km_teu", 0),
            ("  TFI4 SWD, km/h", "swd_kmh", 1),
            ("  TFI4 SWOD, km/h", "swod_kmh", 1),
        ):
            rows.append((label, [number(None if one is None else getattr(one, name), digits) for one in stretches]))
    return [*rows, ("SWD, SWOD: speed with, without delay", none), ("Computed from the steps, not measured", none)]
