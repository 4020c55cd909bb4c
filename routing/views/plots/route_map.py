"""The map of routes: what is drawn of a `Scene`, in which order, and how it is named and explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from networks.network import Network
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
from routing.views.plots.naming import names_of, place_label, totals
from routing.views.plots.style import Axes, matplotlib_module, plain

NAMED = 5  # places that are not drawn, by name; of others the number is told
SYMBOLS = {  # kind -> marker, size, face
    "origin": ("o", 8.5, style.INK),
    "destination": ("*", 14.0, style.INK),
    "gauge break": ("^", 8.0, style.YELLOW),
    "transshipment": ("s", 7.0, style.PAPER),
    "customs": ("D", 5.5, style.PAPER),
    "border": ("P", 6.5, style.PAPER),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """What a map shows.

    Attributes
    ----------
    routes, names
        The routes, and what they are called; a single one has neither name nor number on the map.
    networks
        Those that they run on.
    title
        Title of the map.
    constraints
        Their forbidden territories are tinted.
    frame
        Ids of the places that the window holds; None = all of the routes.
    ends
        Origin and destination where there is no route.
    told
        Numbers of the routes where they are not consecutive; () = from 1 on.
    """

    routes: Sequence[Route]
    names: Sequence[str]
    networks: Sequence[Network]
    title: str
    constraints: Constraints | None = None
    frame: Iterable[str] | None = None
    ends: tuple[str, ...] = ()
    told: tuple[int, ...] = ()

    @property
    def banned(self) -> frozenset[str]:
        """Return the codes of the forbidden territories."""
        return frozenset() if self.constraints is None else self.constraints.banned_territories

    def number(self, user: int) -> str:
        """Return the number that a route bears on the map."""
        return str(self.told[user] if self.told else user + 1)

    def numbers(self, users: frozenset[int]) -> list[str]:
        """Return the numbers that some routes bear on the map."""
        return [self.number(user) for user in sorted(users)]


def draw_map(scene: Scene, ax: Axes | None) -> Axes:
    """Draw a scene over land and borders, on given axes or on a figure that has the shape of what it shows."""
    canvas = style.axes(ax)[0]
    canvas.set_xticks([])
    canvas.set_yticks([])
    routes, networks = scene.routes, scene.networks
    lines = stretches(routes)
    spots = marks(routes) or [Mark(place, (kind,)) for place, kind in zip(scene.ends, MARKS[:2], strict=False)]
    drawn = [mark for mark in spots if _at(networks, mark.place) is not None]
    shown = [flat(one.line) for one in lines]
    points = _points(scene, spots, shown)
    handles = _handles(scene, lines, drawn)
    if ax is None:
        shape_figure(canvas, points, 0.85 + 0.19 * (len(handles) / 3 + len(networks)))
    style.settle(canvas)
    style.set_title(canvas, scene.title)
    gap = style.legend_below(canvas, handles, gap_pt=7)
    written = [name for mark in spots for name in names_of(_network_of(networks, mark.place), [mark.place])]
    credit = provenance(
        networks,
        " ".join([MAP_CREDITS, *_credits(routes)]),
        _not_drawn(scene, spots),
        shown=[scene.title, *scene.names, *written],
    )
    note = style.below(canvas, credit + style.SPARE_LINE, gap_pt=gap)
    land = draw_land(canvas, set_window(canvas, points), scene.banned)
    placer = Placer(canvas)
    for one, line in zip(lines, shown, strict=True):
        _draw_line(canvas, scene, one, line)
        placer.avoid(canvas.transData.transform(line))
    _draw_marks(canvas, networks, spots)
    for mark in drawn:
        placer.keep_clear(*(_at(networks, mark.place) or (0.0, 0.0)), SYMBOLS[mark.kinds[0]][1] / 2)
    if len(routes) > 1:
        _number(placer, scene, lines, shown)
    left_out = _write(placer, networks, spots, len(routes))
    write_codes(placer, land)
    if left_out:
        told = f"\n{_count(left_out)} left out for lack of room."
        note.set_text(note.get_text().removesuffix(style.SPARE_LINE) + told)
    return canvas


def _points(scene: Scene, spots: Sequence[Mark], shown: Sequence[Any]) -> Any:
    """Return the points that the window is drawn round, in km of the map."""
    wanted = [mark.place for mark in spots] if scene.frame is None else list(scene.frame)
    framed = np.array([at for place in wanted if (at := _at(scene.networks, place)) is not None]).reshape(-1, 2)
    return np.concatenate([np.empty((0, 2)), framed, *(shown if scene.frame is None else [])])


def _not_drawn(scene: Scene, spots: Sequence[Mark]) -> str:
    """Return what the map lacks because it does not know where it lies: places, and the ways to them."""
    passed = [(route.network, place) for route in scene.routes for place in route.places]
    passed += [(_network_of(scene.networks, place), place) for place in scene.ends]
    lacking = list(dict.fromkeys((network, place) for network, place in passed if place_at(network, place) is None))
    if not lacking:
        return ""
    does = {mark.place: mark.kinds[0] for mark in spots}
    ends = [one for one in lacking if does.get(one[1]) in MARKS[:2]]  # those that are missed most come first
    told = [
        f"{place_label(network, place)} ({does[place]})" if (network, place) in ends else place_label(network, place)
        for network, place in dict.fromkeys([*ends, *lacking])
    ]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    ways = ", nor is the way to and from there" if scene.routes else ""
    return f"Not drawn, for want of a position: {', '.join(told[:NAMED])}{more}{ways}."


def _count(left_out: int) -> str:
    return "1 name" if left_out == 1 else f"{left_out} names"


def colour_of(users: frozenset[int]) -> str:
    """Return the colour of a stretch by the routes that run over it: black where they are several."""
    return style.ROUTES[min(users) % len(style.ROUTES)] if len(users) == 1 else style.SHARED


def _draw_line(ax: Axes, scene: Scene, stretch: Stretch, line: Any) -> None:
    alone = len(scene.routes) == 1
    colour = style.INK if alone else colour_of(stretch.users)
    width = 3.0 if len(stretch.users) > 1 else 2.2
    dashes = style.MODES.get(stretch.mode, style.MODES["road"]) if stretch.surveyed else style.SCHEMATIC
    ax.plot(*line.T, color=style.PAPER, linewidth=width + 2.0, solid_capstyle="round", zorder=3, alpha=0.85)
    gid = f"leg-{stretch.leg}" if alone else f"route:{'+'.join(scene.numbers(stretch.users))}"
    look = {"color": colour, "linewidth": width, "linestyle": dashes}
    ax.plot(*line.T, **look, solid_capstyle="butt", zorder=4, gid=gid)  # an SVG keeps the name: its leg, or its routes


def _draw_marks(ax: Axes, networks: Sequence[Network], spots: Sequence[Mark]) -> None:
    for mark in reversed(spots):
        at = _at(networks, mark.place)
        if at is not None:
            ax.plot(*at, **symbol(mark.kinds[0]), zorder=6, gid=f"mark:{mark.place}")


def symbol(kind: str) -> dict[str, Any]:
    """Return how the mark of a kind of place looks."""
    marker, size, face = SYMBOLS[kind]
    return {
        "marker": marker,
        "markersize": size,
        "markerfacecolor": face,
        "markeredgecolor": style.INK,
        "markeredgewidth": 1.2,
        "linestyle": "none",
    }


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
        name = place_label(_network_of(networks, mark.place), mark.place)
        told = [kind for kind in mark.kinds if kind not in ("origin", "destination")]
        texts = (f"{name}\n{', '.join(told)}", name) if told and routes == 1 else (name,)
        end = mark.kinds[0] in ("origin", "destination")
        size, weight = (style.TEXT, "bold") if end else (style.SMALL, "normal")
        clear = SYMBOLS[mark.kinds[0]][1] / 2 + 1
        names.append(Name(x=at[0], y=at[1], texts=texts, size=size, weight=weight, clear_pt=clear))
    return len(placer.place(names)[1])


def _number(placer: Placer, scene: Scene, lines: Sequence[Stretch], shown: Sequence[Any]) -> None:
    """Write the numbers of the routes on the longest stretch of each group of them that it is seen on."""
    longest: dict[frozenset[int], Any] = {}
    for stretch, line in sorted(zip(lines, shown, strict=True), key=lambda pair: -_length(pair[1])):
        longest.setdefault(stretch.users, line)
    for users, line in longest.items():
        order = np.argsort(np.abs(np.arange(len(line)) - len(line) / 2), kind="stable")
        spots = [tuple(line[row]) for row in order]
        text = " + ".join(scene.numbers(users))
        how = {"color": colour_of(users), "fontweight": "bold"}
        placer.badge(spots[: len(spots) // 3], text, **how) or placer.badge(spots, text, **how)


def _length(line: Any) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _handles(scene: Scene, lines: Sequence[Stretch], spots: Sequence[Mark]) -> list[Any]:
    """Return what the legend explains: only what is drawn."""
    line, area = matplotlib_module("lines").Line2D, matplotlib_module("patches").Patch
    found = _route_handles(scene, lines) if len(scene.routes) > 1 else []
    for mode, dashes in style.MODES.items():
        if any(stretch.mode == mode and stretch.surveyed for stretch in lines):
            label = mode.replace("_", " ")
            found.append(line([], [], color=style.INK, linewidth=2, linestyle=dashes, label=label))
    if any(not stretch.surveyed for stretch in lines):
        found.append(line([], [], color=style.INK, linewidth=2, linestyle=style.SCHEMATIC, label="schematic"))
    shown = {mark.kinds[0] for mark in spots}
    found += [line([], [], label=kind, **symbol(kind)) for kind in SYMBOLS if kind in shown]
    if scene.banned:
        label = f"forbidden: {', '.join(sorted(scene.banned))}"
        look = {"facecolor": style.FORBIDDEN, "edgecolor": style.VERMILION, "hatch": "////", "linewidth": 0.0}
        found.append(area(**look, label=label))
    return found


def _route_handles(scene: Scene, lines: Sequence[Stretch]) -> list[Any]:
    """Return a line for each route, with its number, name and totals, and one for what several run over."""
    line = matplotlib_module("lines").Line2D
    found = []
    for user, (name, route) in enumerate(zip(scene.names, scene.routes, strict=True)):
        label = f"{scene.number(user)}  {plain(name)}: {totals(route)}"
        found.append(line([], [], color=colour_of(frozenset({user})), linewidth=2.2, label=label))
    if any(len(stretch.users) > 1 for stretch in lines):
        found.append(line([], [], color=style.SHARED, linewidth=3.0, label="shared, numbers at the line"))
    return found


def _credits(routes: Sequence[Route]) -> list[str]:
    """Return who is to be named with the lines drawn."""
    found = [credit for route in routes for credit in line_credits(route.network, set(route.links))]
    return [f"Lines: {'; '.join(dict.fromkeys(found))}."] if found else []
