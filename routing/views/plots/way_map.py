"""The map of a way on a graph of ways: `plot_way`, on a projection round the way where it lies far from Eurasia."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from networks.geo.sphere import Floats, along_great_circles, angles, unit_vectors
from routing.views.plots import style
from routing.views.plots.fonts import can_write, note
from routing.views.plots.labels import Name, Placer
from routing.views.plots.map_frame import (
    STEP_KM,
    draw_land,
    map_credits,
    set_window,
    shape_figure,
    write_codes,
)
from routing.views.plots.projection import EURASIA, Lambert
from routing.views.plots.route_map import symbol
from routing.views.plots.style import Axes, matplotlib_module, plain
from routing.views.text.way import kept_texts, way_ends, way_nothing, way_totals
from routing.ways.answer import JOIN, Way

EURASIA_RAD = np.radians(75.0)  # of arc from the middle of the map of Eurasia, beyond which it distorts too much
ROUND_DEG = 5.0  # to which the middle of another map is rounded, so that maps near by share their land
WRITTEN = {"transfer": "transfer", "gap": "gap closed in a straight line", JOIN: "straight, from an end to the graph"}
DASHES: dict[str, Any] = {"transfer": style.MODES["road"], "gap": style.SCHEMATIC, JOIN: style.SCHEMATIC}


class _Mark(NamedTuple):
    """A place on the map: what it is, where it lies on the map, and its name."""

    kind: str
    x: float
    y: float
    name: str


def plot_way(way: Way, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a way over land and borders, with the territories forbidden to it; without one, the two ends.

    Parameters
    ----------
    title
        Title; None = ends, km and days.
    ax
        Axes to draw on; None = those of a new figure.

    Examples
    --------
    >>> import numpy as np, networks, routing
    >>> graph = networks.WayGraph.of_edges("toy", np.array([(139.7, 35.3), (142.0, 38.0)]), [(0, 1)])
    >>> found = routing.way(graph, (35.3, 139.7), (38, 142))
    >>> routing.plots.plot_way(found).get_title(loc="left")
    '35.3, 139.7 - 38, 142: 364 km (196 nautical miles)'
    """
    canvas = style.axes(ax)[0]
    canvas.set_xticks([])
    canvas.set_yticks([])
    projection = _projection(way)
    lines = list(_lines(way, projection))
    marks = list(_marks(way, projection))
    points = np.concatenate([np.array([mark[1:3] for mark in marks]), *(line for _, line in lines)])
    handles = _handles(way, lines, marks)
    if ax is None:
        shape_figure(canvas, points, 0.85 + 0.19 * (len(handles) / 3 + 2))
    style.settle(canvas)
    style.set_title(canvas, _title(way) if title is None else title)
    gap = style.legend_below(canvas, handles, gap_pt=7)
    told = [way.graph.title, map_credits(projection), *(f"Data: {one}." for one in way.graph.attribution)]
    told.append(note([way_ends(way), way.graph.title]))
    style.below(canvas, "\n".join(filter(None, told)), gap_pt=gap)
    land = draw_land(canvas, set_window(canvas, points), way.constraints.banned_territories, projection)
    placer = Placer(canvas)
    for mode, line in lines:
        dashes = DASHES.get(mode, style.MODES.get(mode, "solid"))
        canvas.plot(*line.T, color=style.PAPER, linewidth=4.2, solid_capstyle="round", zorder=3, alpha=0.85)
        look = {"color": style.INK, "linewidth": 2.2, "linestyle": dashes, "solid_capstyle": "butt"}
        canvas.plot(*line.T, **look, zorder=4, gid=f"mode:{mode}")
        placer.avoid(canvas.transData.transform(line))
    for mark in marks:
        canvas.plot(mark.x, mark.y, **symbol(mark.kind), zorder=6)
        placer.keep_clear(mark.x, mark.y, 6.0)
    placer.place(
        Name(x=mark.x, y=mark.y, texts=(mark.name,), size=style.TEXT, weight="bold", clear_pt=7.0) for mark in marks
    )
    write_codes(placer, land)
    return canvas


def _title(way: Way) -> str:
    told = f"{way_ends(way)}: {way_totals(way) if way.arcs is not None else way_nothing(way)}"
    return "; ".join([told, *kept_texts(way)])


def _projection(way: Way) -> Lambert:
    """Return the projection of Eurasia where the way lies on it, else one whose middle is that of the way."""
    ends = np.array([(end.lon, end.lat) for end in (way.origin, *way.vias, way.destination)])
    points = ends if way.arcs is None else way.course[:, ::-1]
    vectors = unit_vectors(points)
    if (angles(vectors, unit_vectors(np.array([(EURASIA.lon, EURASIA.lat)]))[0]) < EURASIA_RAD).all():
        return EURASIA
    middle = vectors.mean(axis=0)
    lat = np.degrees(np.arctan2(middle[2], np.hypot(middle[0], middle[1])))
    lon = np.degrees(np.arctan2(middle[1], middle[0]))
    return Lambert(*(float(ROUND_DEG * np.round(degrees / ROUND_DEG)) for degrees in (lat, lon)))


def _lines(way: Way, projection: Lambert) -> Iterator[tuple[str, Floats]]:
    """Yield mode and course of each part of a way, in km of the map."""
    if way.arcs is None:
        return
    nodes = way.graph.lon_lat[way.nodes]
    cuts = np.flatnonzero(np.diff(way.graph.mode[way.edges].astype(np.int64))) + 1
    courses = iter([nodes[a : b + 1] for a, b in pairwise([0, *cuts.tolist(), len(way.edges)])])
    for part in way.parts:
        straight = np.array([(part.from_lon, part.from_lat), (part.to_lon, part.to_lat)])
        course = straight if part.mode == JOIN else next(courses)
        yield part.mode, projection.forward(along_great_circles(course, STEP_KM))


def _marks(way: Way, projection: Lambert) -> Iterator[_Mark]:
    kinds = ["origin", *["transshipment"] * len(way.vias), "destination"]
    for kind, end in zip(kinds, (way.origin, *way.vias, way.destination), strict=True):
        ((x, y),) = projection.forward([(end.lon, end.lat)]).tolist()
        yield _Mark(kind, x, y, plain(end.name if can_write(end.name) else end.id or f"{end.lat:g}, {end.lon:g}"))


def _handles(way: Way, lines: list[tuple[str, Floats]], marks: list[_Mark]) -> list[Any]:
    """Return what the legend explains: only what is drawn."""
    line, area = matplotlib_module("lines").Line2D, matplotlib_module("patches").Patch
    found = []
    for mode in dict.fromkeys(mode for mode, _ in lines):
        dashes = DASHES.get(mode, style.MODES.get(mode, "solid"))
        label = WRITTEN.get(mode, mode)
        found.append(line([], [], color=style.INK, linewidth=2, linestyle=dashes, label=label))
    words = {"origin": "origin", "transshipment": "via", "destination": "destination"}
    found += [
        line([], [], label=words[kind], **symbol(kind)) for kind in words if any(kind == mark.kind for mark in marks)
    ]
    banned = way.constraints.banned_territories
    if banned:
        look = {"facecolor": style.FORBIDDEN, "edgecolor": style.VERMILION, "hatch": "////", "linewidth": 0.0}
        found.append(area(**look, label=f"forbidden: {', '.join(sorted(banned))}"))
    return found
