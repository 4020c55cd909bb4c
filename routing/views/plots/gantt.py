"""What happens when: `plot_gantt`, a bar for each thing done with the goods."""

from __future__ import annotations

from dataclasses import dataclass

from routing.amounts.units import DAY, HOUR
from routing.answers.route import Route
from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import ends_text, names_of, place_label, totals
from routing.views.plots.style import Axes, words
from routing.views.text.steps import doing, step_runs


@dataclass(frozen=True, slots=True)
class Bar:
    """Something done with the goods: what, from and until when in milliminutes, and its activity."""

    what: str
    start: int
    end: int
    activity: str


def bars_of(route: Route) -> list[Bar]:
    """Return what takes time, in order; the rides of one railway's ordinary carriage are one bar.

    Raises
    ------
    QuestionError
        A step has no time.
    """
    found, clock = [], 0
    for steps in step_runs(route):
        minutes = [step.milliminutes for step in steps]
        if None in minutes:
            raise QuestionError([f"no time for {steps[0].element}, so there is no day on which it ends"])
        end = clock + sum(minute for minute in minutes if minute is not None)
        if end > clock:
            what = doing(route.network, steps, lambda network, place: place_label(network, place, 24))
            found.append(Bar(what, clock, end, steps[0].activity))
        clock = end
    return found


def plot_gantt(route: Route, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a bar for each thing done with the goods, in days from the start: moving, waiting, handling, clearance.

    Parameters
    ----------
    route
        A route of which every step has a time.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        A step has no time.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.plots.plot_gantt(result.require()).get_xlabel()
    'days from the start'
    """
    rows = bars_of(route)
    canvas = style.axes(ax, 9.0, 1.7 + 0.24 * len(rows))[0]
    style.frame(canvas, x="days from the start", grid="x")
    whole = max((one.end for one in rows), default=1) / DAY
    texts = []
    for row, one in enumerate(rows):
        face, hatch = style.ACTIVITIES[one.activity]
        start, days = one.start / DAY, (one.end - one.start) / DAY
        bar(canvas, start, days, row, face=face, hatch=hatch, gid=f"bar:{one.activity}")
        texts.append(words(canvas, start + days + 0.006 * whole, row, _time(one), va="center", fontsize=style.TINY))
    canvas.set_xlim(0, whole * 1.08)
    canvas.set_ylim(len(rows) - 0.4, -0.6)
    style.tick_names(canvas, "y", [float(row) for row in range(len(rows))], [one.what for one in rows])
    style.settle(canvas)
    style.set_title(canvas, f"{ends_text(route)}: {totals(route)}" if title is None else title)
    shares = {name: amount.days for name, amount in route.activities.items() if amount.days}
    handles = [swatch(f"{name}: {days:.1f} days", *style.ACTIVITIES[name]) for name, days in shares.items()]
    gap = style.legend_below(canvas, handles, gap_pt=34)
    shown = [*names_of(route.network, route.places), title or ""]
    style.below(canvas, provenance([route.network], shown=shown), gap_pt=gap)
    return canvas


def _time(one: Bar) -> str:
    hours = (one.end - one.start) / HOUR
    return f"{hours / 24:.1f} d" if hours >= 24 else f"{hours:.1f} h"
