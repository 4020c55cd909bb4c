"""On what the numbers rest: `plot_provenance`, hours and dollars by kind of figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.accounts.provenance import KINDS
from routing.answers.route import Route
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import named_routes
from routing.views.plots.style import Axes, plain, words

LEAST_WRITTEN = 0.06  # a smaller share has no number in its bar
WHAT = {"hours": "hours", "usd": "USD"}


def plot_provenance(
    routes: Route | Sequence[Route] | Mapping[str, Route], *, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw how much of hours and dollars rests on what kind of figure, in % of each, as stacked bars.

    Parameters
    ----------
    routes
        One route, several, or several by name.
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.plots.plot_provenance(result.require()).get_xlabel()
    'share, %'
    """
    named = named_routes(routes)
    rows = [(name, what, route.provenance()[what]) for name, route in named.items() for what in WHAT]
    canvas = style.axes(ax, 9.0, 1.6 + 0.36 * len(rows))[0]
    style.frame(canvas, x="share, %", grid="x")
    seen = [kind for kind in KINDS if any(shares.get(kind) for _, _, shares in rows)]
    for row, (_, _, shares) in enumerate(rows):
        left = 0.0
        for kind in seen:
            share = shares.get(kind, 0.0) * 100
            if share:
                bar(canvas, left, share, row, face=style.KINDS[kind][0], hatch=style.KINDS[kind][1], gid=f"kind:{kind}")
            if share >= LEAST_WRITTEN * 100:
                box = {"boxstyle": "round,pad=0.15", "facecolor": style.PAPER, "edgecolor": "none"}
                words(canvas, left + share / 2, row, f"{share:.0f}", ha="center", va="center", zorder=5, bbox=box)
            left += share
    canvas.set_xlim(0, 100)
    canvas.set_ylim(len(rows) - 0.4, -0.6)
    names = [f"{plain(name)}: {WHAT[what]}" if name else WHAT[what] for name, what, _ in rows]
    style.tick_names(canvas, "y", [float(row) for row in range(len(rows))], names)
    style.settle(canvas)
    style.set_title(canvas, "On what kind of figure hours and dollars rest" if title is None else title)
    gap = style.legend_below(canvas, [swatch(kind, *style.KINDS[kind]) for kind in seen], gap_pt=34, columns=6)
    told = provenance([route.network for route in named.values()], shown=[*named, title or ""])
    style.below(canvas, told, gap_pt=gap)
    return canvas
