"""A map of a whole network: `plot_network`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from networks.geo.lines import is_surveyed, position
from networks.model.elements import Place
from networks.network import Network
from routing.steps.ways import Run, run_line
from routing.views.as_geojson import line_credits
from routing.views.plots import style
from routing.views.plots.corridor import place_at
from routing.views.plots.labels import Name, Placer
from routing.views.plots.map_frame import (
    MAP_CREDITS,
    draw_land,
    flat,
    places_flat,
    provenance,
    set_window,
    shape_figure,
    write_codes,
)
from routing.views.plots.naming import names_of, network_label, place_label
from routing.views.plots.style import Axes, matplotlib_module, plain

NAMED = 5  # places that are not drawn, by name
SYMBOLS = {  # kind of place -> marker, size, face; the kinds named first are named first on the map
    "seaport": ("s", 4.5, style.SKY),
    "border_crossing": ("D", 3.8, style.YELLOW),
    "rail_terminal": ("o", 3.8, style.PAPER),
    "dry_port": ("^", 4.5, style.PAPER),
    "junction": (".", 3.5, style.INK),
    "other": (".", 3.5, style.INK),
}
GAUGES = {1520: style.INK, 1435: style.VERMILION}  # mm -> colour of rail; others are purple
WIDTHS = {1520: 1.2, 1435: 1.9}


def plot_network(
    network: Network,
    *,
    frame: Iterable[str] | None = None,
    names: int | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw all places and links on offer over land and borders.

    Rail is a solid line (wider in standard gauge), sea and ferry are broken, links without way-points dotted. Places
    with more links are named first; names that find no free room are counted under the map.

    Parameters
    ----------
    frame
        Ids of the places that the window holds; None = all with a position.
    names
        At most so many names; None = as many as find room.
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> routing.plots.plot_network(net).get_title(loc="left")
    'graph: 2 places, 2 links, 0 services'
    """
    canvas = style.axes(ax)[0]
    canvas.set_xticks([])
    canvas.set_yticks([])
    shown = places_flat(network, network.places if frame is None else frame)
    handles = _handles(network)
    if ax is None:
        shape_figure(canvas, shown, 0.95 + 0.19 * len(handles) / 4)
    style.settle(canvas)
    counts = f"{len(network.places)} places, {len(network.links)} links, {len(network.services)} services"
    style.set_title(canvas, f"{plain(network_label(network), 90)}: {counts}" if title is None else title)
    gap = style.legend_below(canvas, handles, gap_pt=7, columns=6)
    credit = "; ".join(line_credits(network, set(network.links)))
    credit = MAP_CREDITS + (f" Lines: {credit}." if credit else "")
    written = [title or network.title, *names_of(network, network.places)]
    credit = provenance([network], credit, _not_drawn(network), shown=written)
    note = style.below(canvas, credit + style.SPARE_LINE, gap_pt=gap)
    land = draw_land(canvas, set_window(canvas, shown))
    placer = Placer(canvas)
    _draw_links(canvas, network, placer)
    left_out = _draw_places(canvas, network, placer, names)
    write_codes(placer, land)
    if left_out:
        told = f"\n{left_out} of {len(network.places)} places are not named, for lack of room."
        note.set_text(note.get_text().removesuffix(style.SPARE_LINE) + told)
    return canvas


def _not_drawn(network: Network) -> str:
    """Return how much of a network the map lacks because nobody says where it lies."""
    places = {place for place in network.places if place_at(network, place) is None}
    links = sum(link.tail in places or link.head in places for link in network.links.values())
    if not places:
        return ""
    named = ", ".join(place_label(network, place) for place in sorted(places)[:NAMED])
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    ways = f" and {links} of {len(network.links)} links" if links else ""
    told = f"{len(places)} of {len(network.places)} places{ways}"
    return f"Not drawn, for want of a position: {told} ({named}{more})."


def _draw_links(ax: Axes, network: Network, placer: Placer) -> None:
    for link in network.links.values():
        line = run_line(network, Run(link.id, link.tail, link.head))
        if line is None:
            continue
        shown = flat(line)
        ax.plot(*shown.T, **_look(link.mode, link.gauge_mm, is_surveyed(network, link.id)), gid=f"link:{link.id}")
        placer.avoid(ax.transData.transform(shown))


def _look(mode: str, gauge_mm: int | None, surveyed: bool) -> dict[str, Any]:
    """Return colour, width and dashes of a link."""
    on_rail = mode == "rail"
    colour = GAUGES.get(gauge_mm or 0, style.PURPLE if gauge_mm else style.INK) if on_rail else style.BLUE
    dashes = style.MODES.get(mode, style.MODES["road"]) if surveyed else style.SCHEMATIC
    width = WIDTHS.get(gauge_mm or 0, 1.2) if on_rail else 0.9
    return {"color": colour, "linewidth": width, "linestyle": dashes, "zorder": 4 if on_rail else 3}


def _draw_places(ax: Axes, network: Network, placer: Placer, names: int | None) -> int:
    """Draw marks and names of places; return how many of those within the window stay without a name."""
    ends = Counter(place for link in network.links.values() for place in (link.tail, link.head))
    order = list(SYMBOLS)

    def weight(place: Place) -> tuple[int, int, str]:
        return -ends[place.id], order.index(_kind(place)), place.id

    window = ax.viewLim
    wanted = []
    for place in sorted(network.places.values(), key=weight):
        at = place_at(network, place.id)
        if at is None:
            continue
        size = SYMBOLS[_kind(place)][1]
        ax.plot(*at, **_symbol(_kind(place)), zorder=5, gid=f"place:{place.id}")
        if window.contains(*at):
            wanted.append(
                Name(x=at[0], y=at[1], texts=(place_label(network, place.id),), size=style.TINY, clear_pt=size / 2)
            )
    written, _ = placer.place(wanted, at_most=names, near=True)
    return len(wanted) - len(written)


def _kind(place: Place) -> str:
    return place.kind if place.kind in SYMBOLS else "other"


def _symbol(kind: str, larger: float = 0.0) -> dict[str, Any]:
    marker, size, face = SYMBOLS[kind]
    return {
        "marker": marker,
        "markersize": size + larger,
        "markerfacecolor": face,
        "markeredgecolor": style.INK,
        "markeredgewidth": 0.7,
        "linestyle": "none",
    }


def _handles(network: Network) -> list[Any]:
    """Return what the legend explains: only what is drawn."""
    line = matplotlib_module("lines").Line2D
    found = []
    looks = {
        (link.mode, link.gauge_mm if link.mode == "rail" else None, is_surveyed(network, link.id))
        for link in network.links.values()
        if position(network, link.tail) and position(network, link.head)
    }
    order = list(style.MODES)
    known = sorted(
        (order.index(mode) if mode in order else 9, -(gauge or 0), mode, gauge) for mode, gauge, ok in looks if ok
    )
    for _, _, mode, gauge in known:
        words = mode.replace("_", " ") + (f", {gauge} mm" if gauge else "")
        found.append(line([], [], **_look(mode, gauge, True), label=words))
    if any(not surveyed for _, _, surveyed in looks):
        found.append(line([], [], color=style.INK, linestyle=style.SCHEMATIC, linewidth=1.2, label="schematic"))
    kinds = {_kind(place) for place in network.places.values()}
    return [
        *found,
        *(line([], [], **_symbol(kind, 1), label=kind.replace("_", " ")) for kind in SYMBOLS if kind in kinds),
    ]
