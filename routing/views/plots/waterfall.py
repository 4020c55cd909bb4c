"""Where the days between two answers go, part by part: `plot_comparison`, a waterfall for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from routing.answers.comparison import Comparison, Difference
from routing.answers.price import Price
from routing.answers.replan import Replan
from routing.answers.result import Result
from routing.errors import QuestionError
from routing.question.measures import MEASURES
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch, widen
from routing.views.plots.corridor_map import plot_result
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import names_of, place_title
from routing.views.plots.style import Axes, plain, words
from routing.views.text.comparison import named_texts
from routing.views.text.result import question_text
from routing.views.text.table import UNIT

DIGITS = {"days": 1, "usd": 0, "kg_co2e": 0}
UNITS = {  # total -> column, how many of its integers make one, unit in words, form of a number
    measure.shown: (measure.column, float(measure.per), UNIT[measure.shown], f",.{DIGITS[measure.shown]}f")
    for measure in MEASURES
    if measure.shown in DIGITS
}
LOOKS = {  # part -> fill, words; sign and arrow are written beside each bar as well
    "total": (style.GREY, "total"),
    "saving": (style.SKY, "◀ − saving"),
    "loss": (style.VERMILION, "▶ + loss"),
}
ASSUMED_HATCH = "////"
BEHIND = {"boxstyle": "square,pad=0.1", "facecolor": style.PAPER, "edgecolor": "none"}  # no grid line crosses a number


def plot_comparison(
    comparison: Comparison,
    *,
    quantity: str = "days",
    before: Sequence[str] | None = None,
    after: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a waterfall from each result to the last one, side by side in one figure; return the first one's Axes.

    A bar spans the change of one component, a line between two bars stands at what all above it adds up to, and behind
    the last total stands the whole change. The hatched part of a total rests on assumptions, residuals among them;
    a hatched change is one where either side does, in the share in which the two sides do.

    Parameters
    ----------
    quantity
        ``"days"``, ``"usd"`` or ``"kg_co2e"``.
    before, after
        Names of results to compare, and with which; None = all others with the last.
    title, ax
        As in `plot_routes`; on given axes only the first pair can be drawn, so name one.

    Raises
    ------
    QuestionError
        A quantity, or a number of pairs, that cannot be drawn, or a figure that is missing.
    NoRouteError, UnknownNameError
        As `Comparison.waterfall`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> cases = {"any way": net, "cheap": routing.Constraints(max_usd=400)}
    >>> axes = routing.plots.plot_comparison(routing.compare(cases, routing.Shipment("A", "B")), quantity="usd")
    """
    if quantity not in UNITS:
        raise QuestionError([f"quantity={quantity!r}: expected one of {', '.join(UNITS)}"])
    names = list(comparison.results)
    last = names[-1] if after is None else after
    firsts = [name for name in names if name != last] if before is None else list(before)
    if ax is not None and len(firsts) != 1:
        raise QuestionError([f"{len(firsts)} pairs on one Axes: name one by before=[...], or let ax be None"])
    column = UNITS[quantity][0]
    pairs = {name: comparison.waterfall(name, last, column=column) for name in firsts}
    if any(one.change is None for bars in pairs.values() for one in bars):
        raise QuestionError([f"no figure for {quantity} in one of the routes, so there is nothing to add up"])
    rows = [one.component for one in next(iter(pairs.values()))]
    for bars in pairs.values():
        rows += [one.component for one in bars if one.component not in rows]
    canvases = style.axes(ax, 5.2 * len(firsts), 1.9 + 0.34 * (len(rows) + 2), columns=len(firsts))
    results = [comparison.results[name] for name in (*firsts, last)]
    heading = "; ".join(named_texts(comparison, place_title)) or question_text(results[-1], place_title)
    heading = heading if title is None else title
    ends = [end for result in results for end in names_of(result.network, _ends(result))] if title is None else [title]
    for canvas, (name, bars) in zip(canvases, pairs.items(), strict=True):
        _draw(canvas, name, last, bars, quantity)
    _finish(canvases, heading, provenance([result.network for result in results], shown=[*names, *ends]))
    return canvases[0]


def _ends(result: Result) -> tuple[str, str]:
    return result.question.shipment.origin, result.question.shipment.destination


def plot_replan(found: Replan, *, ax: Axes | None = None, **options: Any) -> Axes:
    """Draw what the new way of goods under way changes against their plan; without one the plan on a map.

    Options are those of `plot_comparison`, or of a map.
    """
    if found.new.best is None:
        return plot_result(found.plan, ax=ax, **options)
    return plot_comparison(found, ax=ax, **({"before": ("plan",), "after": "new"} | options))


def plot_price(price: Price, *, quantity: str | None = None, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a waterfall from the route without constraints to the one with them.

    Where one of the two has no route, the map says so, with what blocks it.

    Parameters
    ----------
    quantity
        ``"days"``, ``"usd"`` or ``"kg_co2e"``; None = what is least in the question, days where that is another thing.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        As `plot_comparison`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> price = routing.price_of(net, routing.Shipment("A", "B"), constraints=routing.Constraints(max_usd=400))
    >>> axes = routing.plots.plot_price(price)
    """
    for result in price.results.values():
        if result.best is None:
            return plot_result(result, title=title, ax=ax)
    shown: dict[str, str] = {measure.criterion: measure.shown for measure in MEASURES}
    asked = shown.get(str(price.bound.question.minimise), "days")
    least = asked if asked in UNITS else "days"
    sides = Comparison({f"{name} the constraints": result for name, result in price.results.items()})
    title = question_text(price.bound) if title is None else title
    return plot_comparison(sides, quantity=quantity or least, title=title, ax=ax)


def _draw(ax: Axes, name: str, last: str, bars: Sequence[Difference], quantity: str) -> None:
    _, units, unit, form = UNITS[quantity]
    shown = [one for one in bars if one.before or one.after]
    start, end = (sum(getattr(one, side) or 0 for one in shown) / units for side in ("before", "after"))
    assumed = [sum(getattr(one, f"{side}_assumed") for one in shown) / units for side in ("before", "after")]
    rows = [plain(name), *(one.component.replace("_", " ") for one in shown), plain(last)]
    style.frame(ax, x=unit, grid="x")
    room = 0.02 * max(start, end, 1e-9)
    ends = [_total(ax, start, assumed[0], 0, room, form)]
    so_far = start
    for row, one in enumerate(shown, start=1):
        change = (one.change or 0) / units
        ends.append(_change(ax, so_far, change, _share_assumed(one), row, room, form))
        _sum_line(ax, so_far, row)
        so_far += change
    _sum_line(ax, so_far, len(rows) - 1)
    whole = f"  ({_signed(end - start, form)})" if end != start else ""
    ends.append(_total(ax, end, assumed[1], len(rows) - 1, room, form, whole))
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, None)
    style.tick_names(ax, "y", [float(row) for row in range(len(rows))], rows)
    style.thousands(ax, "x")
    widen(ax, ends)


def _sum_line(ax: Axes, value: float, row: int) -> None:
    """Draw what all rows above add up to, from the row above to one."""
    ax.plot([value, value], [row - 1, row], color=style.INK, linewidth=1.1, zorder=2, gid="sum")


def _total(ax: Axes, value: float, assumed: float, row: int, room: float, form: str, more: str = "") -> Any:
    face, _ = LOOKS["total"]
    bar(ax, 0, value - assumed, row, face=face, gid="total")
    bar(ax, value - assumed, assumed, row, face=style.PALE, hatch=ASSUMED_HATCH, gid="total:assumed")
    return words(ax, value + room, row, format(value, form) + more, va="center", fontweight="bold", bbox=BEHIND)


def _change(ax: Axes, start: float, change: float, assumed: float, row: int, room: float, form: str) -> Any:
    face, _ = LOOKS["saving" if change < 0 else "loss"]
    left, part = min(start, start + change), abs(change) * assumed
    bar(ax, left, abs(change) - part, row, face=face, gid="change")
    bar(ax, left + abs(change) - part, part, row, face=face, hatch=ASSUMED_HATCH, gid="change:assumed")
    arrow = "◀ " if change < 0 else "▶ " if change > 0 else ""
    text = arrow + _signed(change, form)
    return words(ax, max(start, start + change) + room, row, text, va="center", bbox=BEHIND)


def _signed(change: float, form: str) -> str:
    return f"{'±' if not change else '−' if change < 0 else '+'}{format(abs(change), form)}"


def _share_assumed(one: Difference) -> float:
    """Return how much of both sides of a change rests on assumptions, from 0 to 1."""
    whole = (one.before or 0) + (one.after or 0)
    return (one.before_assumed + one.after_assumed) / whole if whole else 0.0


def _finish(canvases: list[Axes], heading: str, credit: str) -> None:
    """Write heading, legend and provenance once, across all the waterfalls."""
    style.settle(canvases[0])
    width = style.span_px(canvases)
    style.set_title(canvases[0], heading, width)
    handles = [swatch(text, face) for face, text in LOOKS.values()]
    handles.append(swatch("of it assumed or a residual", style.PAPER, ASSUMED_HATCH))
    gap = style.legend_below(canvases[0], handles, gap_pt=34, width_px=width)
    style.below(canvases[0], credit, gap_pt=gap, width_px=width)
