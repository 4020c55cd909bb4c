"""How the days of a route are spread, and what spreads them: `plot_punctuality`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.views.plots import style
from routing.views.plots.bars import bar, swatch, widen
from routing.views.plots.naming import heading_label, place_label
from routing.views.plots.style import Axes, plain, words
from routing.views.text.punctuality import estimate_text, shares_caption

if TYPE_CHECKING:
    from routing.answers.punctuality import Punctuality

IN_TIME, LATE = (style.SKY, ""), (style.ORANGE, "///")
ALONE, MORE = (style.BLUE, ""), (style.PALE, "...")
DEADLINE: dict[str, Any] = {"color": style.VERMILION, "linewidth": 1.8}
DASHES: dict[str, Any] = {"color": style.INK, "linewidth": 0.9, "linestyle": (0, (3, 2))}
BEHIND: dict[str, Any] = {"facecolor": style.PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.6}
TAIL = 0.999  # of the journeys: bars beyond are few, and would squeeze all others
ROOM, STEP = 1.42, 0.09  # of the axis above the highest bar, for what is written there, each a step higher
FOOT = "Each figure is drawn from its range; that says nothing of how good the figures are."


def plot_punctuality(found: Punctuality, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how the days of a route are spread, with the deadline and the percentiles; beside it what spreads them.

    Bars before the deadline and behind it differ in colour and hatch. On given axes only the days are drawn.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networks, routing
    >>> net = networks.load("eurasia")
    >>> found = routing.punctuality(net, routing.solve(net, routing.Shipment("JPYOK", "RUMOW")), samples=1000)
    >>> plot_punctuality(found).get_xlabel()
    'days on the way'
    """
    canvases = style.axes(ax, 11.5, 4.6, columns=2 if ax is None else 1)
    _days(canvases[0], found)
    if len(canvases) == 2:
        _shares(canvases[1], found)
    for canvas in canvases:
        style.settle(canvas)
    told = f"{_ends(found)}: {estimate_text(found.on_time, percent=True)} there within {found.deadline_days:g} days"
    style.set_title(canvases[0], told if title is None else title)
    if len(canvases) == 2:
        style.set_title(canvases[1], shares_caption(found).rstrip(":"))
    gap = style.legend_below(canvases[0], _handles(found), gap_pt=36, columns=4)
    below = f"{found.samples:,} journeys drawn, seed {found.seed}. {FOOT} {heading_label(found.network)}"
    style.below(canvases[0], below, gap_pt=gap, width_px=style.span_px(canvases))
    if len(canvases) == 2 and found.route.model == "clock":
        style.legend_below(canvases[1], [swatch("alone", *ALONE), swatch("with others", *MORE)], gap_pt=36, columns=2)
    first: Axes = canvases[0]
    return first


def _handles(found: Punctuality) -> list[Any]:
    line = style.matplotlib_module("lines").Line2D
    deadline = line([], [], label=f"{found.deadline_days:g} days", **DEADLINE)
    return [swatch("in time", *IN_TIME), swatch("late", *LATE), deadline, line([], [], label="percentiles", **DASHES)]


def _ends(found: Punctuality) -> str:
    legs = found.route.legs
    places = (found.route.places[0], found.route.places[-1]) if legs else ()
    return " - ".join(place_label(found.network, place) for place in places)


def _days(ax: Axes, found: Punctuality) -> None:
    """Draw the bars, the percentiles above them and the deadline through them."""
    patches = style.matplotlib_module("patches")
    style.frame(ax, x="days on the way", y="% of journeys", grid="y")
    bars, highest = found.histogram, 0.0
    met = drawn = 0
    for number, count in enumerate(bars.counts):
        left = bars.start + number * bars.width
        share = 100 * count / found.samples
        for begin, end, (face, hatch) in _cut(left, left + bars.width, found.deadline_days):
            look = {"facecolor": face, "edgecolor": style.INK, "linewidth": 0.4, "hatch": hatch}
            ax.add_patch(patches.Rectangle((begin, 0), end - begin, share, **look, zorder=2, gid=f"bar:{number}"))
        highest, drawn, met = max(highest, share), number + 1, met + count
        if met >= TAIL * found.samples:
            break
    ends = (bars.start, bars.start + drawn * bars.width)
    reach = [*ends, found.deadline_days] if found.deadline_days < ends[1] + (ends[1] - ends[0]) else list(ends)
    room = 0.03 * (max(reach) - min(reach) or 1.0)
    ax.set_xlim(max(min(reach) - room, 0.0), max(reach) + room)
    ax.set_ylim(0, (highest or 1.0) * ROOM)
    ax.axvline(found.deadline_days, **DEADLINE, zorder=4, gid="deadline")
    _percentiles(ax, found, highest or 1.0)


def _cut(left: float, right: float, at: float) -> list[tuple[float, float, tuple[str, str]]]:
    """Return a bar as what lies before the deadline and what lies behind it."""
    parts = [(left, min(right, at), IN_TIME), (max(left, at), right, LATE)]
    return [(begin, end, look) for begin, end, look in parts if end > begin]


def _percentiles(ax: Axes, found: Punctuality, highest: float) -> None:
    """Mark each percentile by a short line above the bars, told at its head, no two on one height."""
    low, high = ax.get_xlim()
    for number, (value, percents) in enumerate(_marks(found)):
        if not low <= value <= high:
            continue
        top = highest * (1.06 + STEP * number)
        ax.plot((value, value), (0, top), **DASHES, zorder=3)
        left = value < found.deadline_days or value > low + 0.8 * (high - low)
        text = f"{percents} {value:.1f}"
        how = {"ha": "right" if left else "left", "va": "center", "zorder": 6, "bbox": BEHIND}
        words(ax, value, top, f"{text} " if left else f" {text}", **how)


def _marks(found: Punctuality) -> list[tuple[float, str]]:
    """Return the percentiles with their days; those that are told alike are one."""
    marks: list[tuple[float, str]] = []
    for percent, one in found.quantiles.items():
        if marks and f"{marks[-1][0]:.1f}" == f"{one.value:.1f}":
            marks[-1] = marks[-1][0], f"{marks[-1][1].partition(' ')[0]} to P{percent}"
        else:
            marks.append((one.value, f"P{percent}"))
    return marks


def _shares(ax: Axes, found: Punctuality) -> None:
    """Draw a bar for each share, the largest at the top."""
    style.frame(ax, x="% of the variance", grid="x")
    shares = [share for share in found.shares if share.counted > 0]
    texts = []
    for row, share in enumerate(shares):
        alone = share.share if share.share is not None else max(0.0, share.first.value if share.first else 0.0)
        bar(ax, 0.0, 100 * alone, row, face=ALONE[0], hatch=ALONE[1], gid=f"share:{row}")
        if share.total is not None and share.total.value > alone:
            bar(ax, 100 * alone, 100 * (share.total.value - alone), row, face=MORE[0], hatch=MORE[1])
        texts.append(words(ax, 100 * max(alone, share.counted), row, f" {100 * share.counted:.0f}", va="center"))
    style.tick_names(ax, "y", [float(row) for row in range(len(shares))], [plain(share.name) for share in shares])
    ax.set_ylim(max(len(shares), 1) - 0.4, -0.6)
    ax.set_xlim(0, 105 * max((share.counted for share in shares), default=1.0))
    if texts:
        widen(ax, texts)
