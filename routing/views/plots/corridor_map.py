"""A map of one or several routes: `plot_routes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from networks.model.network import Network
from routing.answers.result import Result
from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.views.as_geojson import line_credits
from routing.views.plots import style
from routing.views.plots.corridor import MARKS, Mark, Stretch, marks, place_at, stretches
from routing.views.plots.labels import Name, Placer
from routing.views.plots.map_frame import (
    MAP_CREDITS,
    draw_land,
    flat,
    provenance,
    set_window,
    shape_figure,
    write_codes,
)
from routing.views.plots.style import Axes, matplotlib_module, plain
from routing.views.text.table import number

SYMBOLS = {  # kind -> marker, size, face
    "origin": ("o", 8.5, style.INK),
    "destination": ("*", 14.0, style.INK),
    "gauge break": ("^", 8.0, style.YELLOW),
    "transshipment": ("s", 7.0, style.PAPER),
    "customs": ("D", 5.5, style.PAPER),
    "border": ("P", 6.5, style.PAPER),
}


def plot_routes(
    routes: Route | Sequence[Route] | Mapping[str, Route],
    *,
    constraints: Constraints | None = None,
    frame: Iterable[str] | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw routes over land and borders; what several run over is drawn once.

    Solid lines are rail, broken ones sea (see the legend), dotted ones "schematic": their links have no way-points.
    Where several routes are drawn, each has a number and a colour; stretches that they share are black and bear all
    their numbers. A gauge break, transshipment, customs or land border has its mark; names that find no free room are
    counted under the map.

    Parameters
    ----------
    routes
        One route, several, or several by name.
    constraints
        Their forbidden territories are tinted.
    frame
        Ids of the places that the window holds; None = all of the routes.
    title
        Title; None = origin, destination and totals.
    ax
        Axes to draw on; None = those of a new figure (`style.axes`).

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; ``ax.figure.savefig(...)`` writes them.
    """
    named = named_routes(routes)
    return _draw(named, _networks(named), constraints, frame, _title(named) if title is None else title, ax, ends=())


def plot_result(result: Result, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the best route of a result with the territories forbidden to it; without a route, where none was found."""
    asked = result.question.shipment
    constraints = result.question.constraints
    if result.best is not None:
        return plot_routes(result.best, constraints=constraints, title=title, ax=ax)
    reasons = "; ".join(map(str, result.blocked_by))
    told = f"No route: {result.status.value}" + (f". Blocked by {reasons}" if reasons else "")
    ends = (asked.origin, asked.destination)
    return _draw({}, [result.network], constraints, None, told if title is None else title, ax, ends=ends)


def _draw(
    named: Mapping[str, Route],
    networks: Sequence[Network],
    constraints: Constraints | None,
    frame: Iterable[str] | None,
    title: str,
    ax: Axes | None,
    *,
    ends: tuple[str, ...],
) -> Axes:
    canvas = style.axes(ax)[0]
    canvas.set_xticks([])
    canvas.set_yticks([])
    routes = list(named.values())
    lines = stretches(routes)
    spots = marks(routes) or [Mark(place, (kind,)) for place, kind in zip(ends, MARKS[:2], strict=False)]
    banned = constraints.banned_territories if constraints is not None else frozenset()
    shown = [flat(one.line) for one in lines]
    wanted = [mark.place for mark in spots] if frame is None else list(frame)
    framed = np.array([at for place in wanted if (at := _at(networks, place)) is not None]).reshape(-1, 2)
    points = np.concatenate([np.empty((0, 2)), framed, *(shown if frame is None else [])])
    handles = _handles(named, lines, spots, banned)
    if ax is None:
        shape_figure(canvas, points, 0.85 + 0.19 * (len(handles) / 3 + len(networks)))
    style.settle(canvas)
    style.set_title(canvas, title)
    gap = style.legend_below(canvas, handles, gap_pt=7)
    credit = provenance(networks, " ".join([MAP_CREDITS, *_credits(routes)]))
    note = style.below(canvas, credit + style.SPARE_LINE, gap_pt=gap)
    window = set_window(canvas, points)
    land = draw_land(canvas, window, banned)
    placer = Placer(canvas)
    for one, line in zip(lines, shown, strict=True):
        _draw_line(canvas, one, line, alone=len(routes) == 1)
        placer.avoid(canvas.transData.transform(line))
    _draw_marks(canvas, networks, spots)
    for mark in spots:
        if (at := _at(networks, mark.place)) is not None:
            placer.keep_clear(*at, SYMBOLS[mark.kinds[0]][1] / 2)
    if len(routes) > 1:
        _number(placer, lines, shown)
    left_out = _write(placer, networks, spots, len(routes))
    write_codes(placer, land)
    if left_out:
        told = f"\n{_count(left_out)} left out for lack of room."
        note.set_text(note.get_text().removesuffix(style.SPARE_LINE) + told)
    return canvas


def _count(left_out: int) -> str:
    return "1 name" if left_out == 1 else f"{left_out} names"


def named_routes(routes: Route | Sequence[Route] | Mapping[str, Route]) -> dict[str, Route]:
    """Return routes by name; a single one has the name ""."""
    if isinstance(routes, Route):
        return {"": routes}
    if isinstance(routes, Mapping):
        return dict(routes)
    return {f"route {index}": route for index, route in enumerate(routes, start=1)}


def _networks(named: Mapping[str, Route]) -> list[Network]:
    return list(dict.fromkeys(route.network for route in named.values()))


def _title(named: Mapping[str, Route]) -> str:
    routes = list(named.values())
    ends = [ends_text(route) for route in routes]
    title = " and ".join(dict.fromkeys(ends))
    return f"{title}: {totals(routes[0])}" if len(routes) == 1 else title


def ends_text(route: Route) -> str:
    """Return the names of origin and destination."""
    names = [plain(route.network.places[place].name) for place in (route.places[0], route.places[-1])]
    return " - ".join(names)


def totals(route: Route) -> str:
    """Return days, USD and km of a route on one line."""
    return f"{number(route.days, 1)} days; {number(route.usd)} USD; {number(route.km)} km"


def colour_of(users: frozenset[int]) -> str:
    """Return the colour of a stretch by the routes that run over it: black where they are several."""
    return style.ROUTES[min(users) % len(style.ROUTES)] if len(users) == 1 else style.SHARED


def _draw_line(ax: Axes, stretch: Stretch, line: Any, *, alone: bool) -> None:
    colour = style.INK if alone else colour_of(stretch.users)
    width = 3.0 if len(stretch.users) > 1 else 2.2
    dashes = style.MODES.get(stretch.mode, style.MODES["road"]) if stretch.surveyed else style.SCHEMATIC
    ax.plot(*line.T, color=style.PAPER, linewidth=width + 2.0, solid_capstyle="round", zorder=3, alpha=0.85)
    ax.plot(*line.T, color=colour, linewidth=width, linestyle=dashes, solid_capstyle="butt", zorder=4,
            gid=_gid(stretch, alone))  # fmt: skip


def _gid(stretch: Stretch, alone: bool) -> str:
    """Return the name that a line bears in an SVG: its leg, or the routes that run over it where there are several."""
    return f"leg-{stretch.leg}" if alone else f"route:{'+'.join(str(user + 1) for user in sorted(stretch.users))}"


def _draw_marks(ax: Axes, networks: Sequence[Network], spots: Sequence[Mark]) -> None:
    for mark in reversed(spots):
        at = _at(networks, mark.place)
        if at is not None:
            ax.plot(*at, **_symbol(mark.kinds[0]), zorder=6, gid=f"mark:{mark.place}")


def _symbol(kind: str) -> dict[str, Any]:
    marker, size, face = SYMBOLS[kind]
    return {"marker": marker, "markersize": size, "markerfacecolor": face, "markeredgecolor": style.INK,
            "markeredgewidth": 1.2, "linestyle": "none"}  # fmt: skip


def _at(networks: Sequence[Network], place: str) -> tuple[float, float] | None:
    return place_at(_network_of(networks, place), place)


def _network_of(networks: Sequence[Network], place: str) -> Network:
    """Return the first network that has a place; the last one, which will say so, if none has."""
    return next((network for network in networks if place in network.places), networks[-1])


def _write(placer: Placer, networks: Sequence[Network], spots: Sequence[Mark], routes: int) -> int:
    """Write the names of the places; return how many of those in the window found no room."""
    names = []
    for mark in spots:
        at = _at(networks, mark.place)
        if at is None or not placer.ax.viewLim.contains(*at):
            continue
        name = plain(_network_of(networks, mark.place).places[mark.place].name)
        told = [kind for kind in mark.kinds if kind not in ("origin", "destination")]
        texts = (f"{name}\n{', '.join(told)}", name) if told and routes == 1 else (name,)
        end = mark.kinds[0] in ("origin", "destination")
        names.append(Name(x=at[0], y=at[1], texts=texts, size=style.TEXT if end else style.SMALL,
                          weight="bold" if end else "normal", clear_pt=SYMBOLS[mark.kinds[0]][1] / 2 + 1))  # fmt: skip
    return len(placer.place(names)[1])


def _number(placer: Placer, lines: Sequence[Stretch], shown: Sequence[Any]) -> None:
    """Write the numbers of the routes on the longest stretch of each group of them that it is seen on."""
    longest: dict[frozenset[int], Any] = {}
    for stretch, line in sorted(zip(lines, shown, strict=True), key=lambda pair: -_length(pair[1])):
        longest.setdefault(stretch.users, line)
    for users, line in longest.items():
        order = np.argsort(np.abs(np.arange(len(line)) - len(line) / 2), kind="stable")
        spots = [tuple(line[row]) for row in order]
        text = " + ".join(str(user + 1) for user in sorted(users))
        how = {"color": colour_of(users), "fontweight": "bold"}
        placer.badge(spots[: len(spots) // 3], text, **how) or placer.badge(spots, text, **how)


def _length(line: Any) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _handles(
    named: Mapping[str, Route], lines: Sequence[Stretch], spots: Sequence[Mark], banned: frozenset[str]
) -> list[Any]:
    """Return what the legend explains: only what is drawn."""
    line, area = matplotlib_module("lines").Line2D, matplotlib_module("patches").Patch
    found = []
    if len(named) > 1:
        for number_, (name, route) in enumerate(named.items()):
            label = f"{number_ + 1}  {plain(name)}: {totals(route)}"
            found.append(line([], [], color=colour_of(frozenset({number_})), linewidth=2.2, label=label))
        if any(len(stretch.users) > 1 for stretch in lines):
            found.append(line([], [], color=style.SHARED, linewidth=3.0, label="shared, numbers at the line"))
    for mode in style.MODES:
        if any(stretch.mode == mode and stretch.surveyed for stretch in lines):
            found.append(line([], [], color=style.INK, linewidth=2, linestyle=style.MODES[mode],
                              label=mode.replace("_", " ")))  # fmt: skip
    if any(not stretch.surveyed for stretch in lines):
        found.append(line([], [], color=style.INK, linewidth=2, linestyle=style.SCHEMATIC, label="schematic"))
    shown = {mark.kinds[0] for mark in spots}
    found += [line([], [], label=kind, **_symbol(kind)) for kind in SYMBOLS if kind in shown]
    if banned:
        found.append(area(facecolor=style.FORBIDDEN, edgecolor=style.VERMILION, hatch="////", linewidth=0.0,
                          label=f"forbidden: {', '.join(sorted(banned))}"))  # fmt: skip
    return found


def _credits(routes: Sequence[Route]) -> list[str]:
    """Return who is to be named with the lines drawn."""
    found = [credit for route in routes for credit in line_credits(route.network, set(route.links))]
    return [f"Lines: {'; '.join(dict.fromkeys(found))}."] if found else []
