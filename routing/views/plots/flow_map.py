"""What flows where, as a map: `plot_flows`, with lines as wide as what they carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from networks.model.keys import split_border
from networks.network import Network
from routing.errors import QuestionError
from routing.steps.ways import Run, run_line, runs
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
from routing.views.plots.naming import names_of, place_label
from routing.views.plots.style import Axes, matplotlib_module
from routing.views.text.assignment import short

if TYPE_CHECKING:
    from routing.answers.assignment import Assignment, Sent, Use
    from routing.answers.empty_boxes import EmptyRun
    from routing.answers.wait import Wait

UNITS = ("TEU", "t")
WIDEST, THINNEST = 9.0, 0.6  # points
LEGEND = (1.0, 0.5, 0.1)  # of the fullest line
BROKEN, DOTTED = (0, (1.2, 0.4)), (0, (0.5, 0.25))  # in widths of the line
RING: dict[str, Any] = {
    "marker": "o",
    "markersize": 8,
    "markerfacecolor": style.PAPER,
    "markeredgewidth": 2.5,
}


def plot_flows(
    found: Assignment,
    *,
    unit: str | None = None,
    frame: Iterable[str] | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what is carried over land and borders, each line as wide as what it carries in a week.

    A link that has a shadow price, or runs over a border that has one, is red and broken; a place, and a place at
    such a border, a red ring. Where goods wait, the same is orange and dotted. What empty boxes take of a line is
    yellow within it. The ends of the consignments are named.

    Parameters
    ----------
    unit
        ``"TEU"`` or ``"t"``; None: TEU, or t where no container is carried.
    frame, title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Another unit.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> near, there, on = ({"hours": 24, "usd": usd} for usd in (100, 90, 60))
    >>> ways = networkx.Graph([("A", "B", near), ("A", "C", there), ("C", "B", on)])
    >>> net = networks.from_networkx(ways, mode="sea")
    >>> boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    >>> plot_flows(routing.assign(net, [boxes], {"sea:A-B": 6})).get_title(loc="left")
    'Carried in a week: 10 shipments; 0 are left behind'
    """
    if unit is not None and unit not in UNITS:
        raise QuestionError([f"unit={unit!r}: expected one of {', '.join(UNITS)}, or None"])
    if unit is None:
        unit = "TEU" if any(sent.route.load.teu for sent in found.sent) or not found.sent else "t"
    network, flows, empty = found.network, flows_of(found, unit), flows_of(found, unit, of="empty")
    canvas = style.axes(ax)[0]
    canvas.set_xticks([])
    canvas.set_yticks([])
    ends = sorted({place for run in flows for place in (run.origin, run.destination)})
    shown = places_flat(network, ends or network.places if frame is None else frame)
    if ax is None:
        shape_figure(canvas, shown, 1.2)
    style.settle(canvas)
    carried, left = short(found.in_all("carried")), short(found.in_all("left"))
    told = f"Carried in a week: {carried} shipments; {left} are left behind"
    if found.runs:
        told += f"; {short(found.boxes_empty)} boxes go empty"
    style.set_title(canvas, told if title is None else title)
    most = max(flows.values(), default=0.0)
    gap = style.legend_below(canvas, _handles(found, most, unit, bool(empty)), gap_pt=7, columns=5)
    credit = "; ".join(line_credits(network, {run.link for run in flows if run.link}))
    credit = MAP_CREDITS + (f" Lines: {credit}." if credit else "")
    style.below(canvas, provenance([network], credit, shown=[title or "", *names_of(network, ends)]), gap_pt=gap)
    land = draw_land(canvas, set_window(canvas, shown))
    placer = Placer(canvas)
    _draw(canvas, found, flows, placer)
    _draw_empty(canvas, network, empty, max(flows.values(), default=0.0))
    _name(canvas, network, _ends(found), placer)
    write_codes(placer, land)
    return canvas


def flows_of(found: Assignment, unit: str, *, of: Literal["all", "empty"] = "all") -> dict[Run, float]:
    """Return what goes over each link a week, both directions together; `of`: all, or empty boxes alone."""
    flows: dict[Run, float] = {}
    told: list[Sent | EmptyRun] = [*(found.sent if of == "all" else ()), *found.runs]
    for sent in told:
        amount = sent.route.load.teu if unit == "TEU" else sent.route.load.tonnes
        for run in (run for step in sent.route.steps if step.is_ride for run in runs(step)):
            one, other = sorted((run.origin, run.destination))
            key = Run(run.link, one, other)
            flows[key] = flows.get(key, 0.0) + float(amount or 0) * sent.per_week
    return {run: flow for run, flow in sorted(flows.items(), key=lambda pair: _order(pair[0])) if flow}


def _order(run: Run) -> tuple[str, str, str]:
    return run.link, run.origin, run.destination


def _ends(found: Assignment) -> list[str]:
    """Return the places at which goods begin or end, those with most shipments first."""
    count: dict[str, float] = {}
    for one in found.consignments:
        for place in (one.shipment.origin, one.shipment.destination):
            count[place] = count.get(place, 0.0) + one.per_week
    return sorted(count, key=lambda place: (-count[place], place))


def _width(flow: float, most: float) -> float:
    return max(THINNEST, WIDEST * flow / most)


def _draw(ax: Axes, found: Assignment, flows: dict[Run, float], placer: Placer) -> None:
    most = max(flows.values(), default=0.0)
    full = _Marked(found.network, found.bottlenecks)
    slow = _Marked(found.network, [wait for wait in found.waits if wait.hours > 0])
    for run, flow in flows.items():
        line = run_line(found.network, run)
        if line is None:
            continue
        shown = flat(line)
        is_full, is_slow = full.takes(run), slow.takes(run)
        colour = style.VERMILION if is_full else style.ORANGE if is_slow else style.BLUE
        width = _width(flow, most)
        ax.plot(
            *shown.T,
            color=colour,
            linewidth=width,
            alpha=0.75,
            linestyle=BROKEN if is_full else DOTTED if is_slow else "-",
            solid_capstyle="round",
            dash_capstyle="butt",
            zorder=3,
            gid=f"flow:{run.link}",
        )
        placer.avoid(ax.transData.transform(shown))
    rings = {"slow": (slow.elements - full.elements, style.ORANGE), "full": (full.elements, style.VERMILION)}
    for name, (elements, colour) in rings.items():
        for place in sorted(elements & set(found.network.places)):
            at = place_at(found.network, place)
            if at is not None:
                ax.plot(*at, linestyle="none", zorder=5, gid=f"{name}:{place}", color=colour, **RING)


class _Marked:
    """What is full, or waited at: elements, and borders over which links run."""

    def __init__(self, network: Network, several: Sequence[Use | Wait]) -> None:
        self.network = network
        self.elements = {one.element for one in several}
        self.borders = [set(_sides(one.element)) for one in several if one.kind == "border"]

    def takes(self, run: Run) -> bool:
        """Tell whether a link is marked; where it crosses a border its begin is too, for it may be too short to see."""
        crosses = any(border <= _territories(self.network, run) for border in self.borders)
        if crosses:
            self.elements.add(run.origin)
        return run.link in self.elements or crosses


def _draw_empty(ax: Axes, network: Network, flows: dict[Run, float], most: float) -> None:
    """Draw what empty boxes take of each line within it."""
    for run, flow in flows.items():
        line = run_line(network, run)
        if line is not None:
            width = _width(flow, most)
            ax.plot(
                *flat(line).T,
                color=style.YELLOW,
                linewidth=width,
                solid_capstyle="round",
                zorder=4,
                gid=f"empty:{run.link}",
            )


def _sides(border: str) -> tuple[str, ...]:
    pair = split_border(border)
    return () if pair is None else pair[:2]


def _territories(network: Network, run: Run) -> set[str]:
    """Return what a link that is run over lies in, its ends included."""
    listed = network.links[run.link].territories if run.link in network.links else ()
    return {*listed, *(network.places[place].country for place in (run.origin, run.destination))}


def _name(ax: Axes, network: Network, places: list[str], placer: Placer) -> None:
    wanted = []
    for place in places:
        at = place_at(network, place)
        if at is None:
            continue
        ax.plot(
            *at, marker="o", markersize=3.8, markerfacecolor=style.PAPER, color=style.INK, linestyle="none", zorder=6
        )
        if ax.viewLim.contains(*at):
            wanted.append(Name(x=at[0], y=at[1], texts=(place_label(network, place),), size=style.TINY, clear_pt=2))
    placer.place(wanted, near=True)


def _three(number: float) -> str:
    """Return a number with three significant digits.

    Examples
    --------
    >>> _three(25_234.5), _three(2.5)
    ('25,200', '2.5')
    """
    return f"{float(f'{number:.3g}'):,.10g}"


def _handles(found: Assignment, most: float, unit: str, empties: bool) -> list[Any]:
    line = matplotlib_module("lines").Line2D
    handles = [
        line(
            [],
            [],
            color=style.BLUE,
            alpha=0.75,
            linewidth=_width(share * most, most),
            solid_capstyle="butt",
            label=f"{_three(share * most)} {unit}/week",
        )
        for share in (LEGEND if most else ())
    ]
    if empties:
        handles.append(line([], [], color=style.YELLOW, linewidth=4, label="of it empty boxes"))
    for is_there, colour, dashes, label in (
        (bool(found.bottlenecks), style.VERMILION, BROKEN, "full, with a shadow price"),
        (any(wait.hours > 0 for wait in found.waits), style.ORANGE, DOTTED, "goods wait"),
    ):
        if is_there:
            dashed = {"linestyle": dashes, "dash_capstyle": "butt"}
            handles.append(line([], [], color=colour, linewidth=4, label=label, **dashed))
    return handles
