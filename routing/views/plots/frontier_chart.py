"""Days against dollars of a frontier's routes, CO2e by size: `plot_frontier`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.answers.frontier import Frontier
from routing.answers.route import Route
from routing.views.plots import style
from routing.views.plots.labels import Name, Placer
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import place_title
from routing.views.plots.style import Axes, matplotlib_module
from routing.views.text.frontier import front_asked, front_outcome
from routing.views.text.outcome import nothing_text
from routing.views.text.table import number

AREAS = (25.0, 260.0)  # of the marks with the least and the most CO2e, in square points


def plot_frontier(front: Frontier, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw each route of a front at its days and USD; the mark's size tells its kg CO2e, a square that it is unknown.

    Routes bear their numbers, as in the table of the front, where there is room; those with a name (fastest, cheapest,
    greenest, shortest, knee) bear it with their days and dollars; the knee is a diamond. A route without days or USD
    cannot be drawn and is counted under the chart. The steps join the routes that no other equals or beats in days and
    dollars alone.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> axes = routing.plots.plot_frontier(routing.frontier(net, routing.Shipment("A", "B")))
    >>> axes.get_xlabel()
    'days, door to door'
    """
    canvas = style.axes(ax, 8.0, 5.6)[0]
    scope = front.shipment.scope
    style.frame(canvas, x=f"days, {scope} to {scope}", y="USD, whole shipment", grid="both")
    style.thousands(canvas, "y")
    shown = [(point, route) for point, route in enumerate(front) if route.days is not None and route.usd is not None]
    _limits(canvas, [route for _, route in shown])
    areas = _areas([route for _, route in shown])
    names = front.names
    _steps(canvas, [route for _, route in shown])
    for (point, route), area in zip(shown, areas, strict=True):
        canvas.plot(route.days, route.usd, **_mark(area, "knee" in names.get(point, ())), gid=f"point:{point + 1}")
    style.settle(canvas)
    style.set_title(canvas, front_asked(front, place_title) if title is None else title)
    gap = style.legend_below(canvas, _handles([route for _, route in shown], names), gap_pt=36, columns=6)
    missing = len(front) - len(shown)
    told = f"{front_outcome(front)}."
    told += f" {missing} of them without days or USD, not drawn." if missing else ""
    style.below(canvas, provenance([front.network], told, shown=[title or ""]), gap_pt=gap)
    style.settle(canvas)
    _write(canvas, shown, areas, names)
    if not shown:
        told = nothing_text(front) or "No route has both days and USD"
        style.words(canvas, 0.5, 0.5, told, transform=canvas.transAxes, ha="center", va="center")
    return canvas


def _limits(ax: Axes, routes: Sequence[Route]) -> None:
    """Leave room on all sides for names."""
    for values, setter in (([r.days or 0 for r in routes], ax.set_xlim), ([r.usd or 0 for r in routes], ax.set_ylim)):
        if values:
            low, high = min(values), max(values)
            room = 0.22 * (high - low) or 0.1 * high or 1.0
            setter(max(low - room, 0), high + room)


def _areas(routes: Sequence[Route]) -> list[float | None]:
    """Return the area of each route's mark in square points, None without CO2e."""
    known = [route.kg_co2e for route in routes if route.kg_co2e is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return [None if route.kg_co2e is None else area_of(route.kg_co2e, low, high) for route in routes]


def area_of(kg: float, low: float, high: float) -> float:
    """Return the area of a mark in square points: the least for `low`, the most for `high`, linear between."""
    share = (kg - low) / (high - low) if high > low else 0.5
    return AREAS[0] + share * (AREAS[1] - AREAS[0])


def _mark(area: float | None, knee: bool) -> dict[str, Any]:
    size = 6.0 if area is None else float(np.sqrt(area))
    marker = "s" if area is None else "D" if knee else "o"
    return {
        "marker": marker,
        "markersize": size,
        "markerfacecolor": style.PAPER if area is None else style.SKY,
        "markeredgecolor": style.INK,
        "markeredgewidth": 1.0,
        "linestyle": "none",
        "zorder": 4,
    }


def _steps(ax: Axes, routes: Sequence[Route]) -> None:
    """Join the routes that are best in days and dollars alone by a staircase."""
    corners = _corners(routes)
    if len(corners) > 1:
        ax.plot(*corners.T, color=style.GREY, linewidth=0.9, linestyle="dashed", zorder=2)


def _corners(routes: Sequence[Route]) -> NDArray[np.float64]:
    """Return the corners of the staircase over the routes that are best in days and dollars, shape (n, 2)."""
    found: list[tuple[float, float]] = []
    for route in sorted(routes, key=lambda one: (one.days or 0.0, one.usd or 0.0)):
        days, usd = route.days or 0.0, route.usd or 0.0
        if not found or usd < found[-1][1]:
            found += [(days, found[-1][1]), (days, usd)] if found else [(days, usd)]
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def _write(
    ax: Axes, shown: Sequence[tuple[int, Route]], areas: Sequence[float | None], names: Mapping[int, Sequence[str]]
) -> None:
    """Write the numbers of the routes, and the names of those that have one; no text covers a mark, nor another."""
    placer = Placer(ax, off_lines=True)
    placer.avoid(ax.transData.transform(_corners([route for _, route in shown])))
    wanted, numbered = [], []
    for (point, route), area in zip(shown, areas, strict=True):
        radius = 3.5 if area is None else float(np.sqrt(area)) / 2 + 1
        x, y = route.days or 0.0, route.usd or 0.0
        if point in names:
            totals = f"{number(route.days, 1)} d, {number(route.usd)} USD"
            co2e = "" if route.kg_co2e is None else f", {number(route.kg_co2e)} kg"
            head = f"{point + 1} {', '.join(names[point])}"
            texts = (f"{head}\n{totals}{co2e}", head, str(point + 1))
            wanted.append(Name(x=x, y=y, clear_pt=radius, weight="bold", texts=texts))
        else:
            numbered.append(Name(x=x, y=y, clear_pt=radius, size=style.TINY, texts=(str(point + 1),)))
            placer.keep_clear(x, y, radius)
    placer.place(wanted)
    placer.place(numbered, near=True)


def _handles(routes: Sequence[Route], names: Mapping[int, Sequence[str]]) -> list[Any]:
    line = matplotlib_module("lines").Line2D
    known = sorted({route.kg_co2e for route in routes if route.kg_co2e is not None})
    found = []
    if known:
        low, high = known[0], known[-1]
        for kg in dict.fromkeys([low, (low + high) / 2, high]):
            found.append(line([], [], **_mark(area_of(kg, low, high), False), label=f"{number(kg)} kg CO2e"))
    if any("knee" in several for several in names.values()):
        found.append(line([], [], **_mark(60.0, True), label="knee"))
    if any(route.kg_co2e is None for route in routes):
        found.append(line([], [], **_mark(None, False), label="CO2e unknown"))
    return found
