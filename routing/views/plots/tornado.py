"""What each figure of the best route moves, as a tornado: `plot_sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.errors import QuestionError
from routing.views.plots import style
from routing.views.plots.bars import HEIGHT, bar, swatch
from routing.views.plots.naming import heading_label, place_label
from routing.views.plots.report_bars import finish
from routing.views.plots.style import Axes, plain, words
from routing.views.text.figures import figure_name, figure_value
from routing.views.text.outcome import nothing_text
from routing.views.text.sensitivity import DIGITS, LEAST, MOST, OTHER, WORDS, effects_in, shown_of
from routing.views.text.table import number

if TYPE_CHECKING:
    from routing.answers.sensitivity import Effect, End, Sensitivity

LOW, HIGH = (style.SKY, ""), (style.ORANGE, "///")
LONGEST = 66  # signs of a name
ROOM = 0.012  # between a bar and its number, as a share of the axis


def plot_sensitivity(
    found: Sensitivity,
    *,
    quantity: str | None = None,
    most: int = MOST,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a bar for each figure of the best route, from what its low end makes of the answer to that of its high end.

    The longest stand at the top, around a line at the answer of today; the value of the figure stands at each end of a
    bar. Where another route is the best at an end the bar ends there, marked, and a thin line goes on to what the
    route of today would have.

    Parameters
    ----------
    quantity
        ``"days"``, ``"usd"`` or ``"kg_co2e"``, or ``"least"``; None: what was asked for.
    most
        How many bars are drawn at most.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        Another quantity.

    Examples
    --------
    >>> import networks, routing
    >>> found = routing.sensitivity(networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW"))
    >>> plot_sensitivity(found, most=3).get_xlabel()
    'days of the best route'
    """
    best, shown = found.result.best, _checked(found, quantity)
    effects = effects_in(found, shown)
    drawn = effects[:most]
    canvas = style.axes(ax, 10.0, 2.0 + 0.36 * max(len(drawn), 1))[0]
    if best is None or not drawn:
        told = f"no figure with a range moves the {WORDS[shown]}" if best is not None else nothing_text(found.result)
        style.frame(canvas, x=WORDS[shown])
        style.tick_names(canvas, "y", [], [])
        style.set_title(canvas, f"{_ends(found)}: {told}" if title is None else title)
        style.below(canvas, heading_label(found.network), gap_pt=34)
        return canvas
    today = found.least_today if shown == LEAST else getattr(best, shown)
    style.frame(canvas, x=f"{WORDS[shown]} of the best route", grid="x")
    names = [plain(figure_name(found.network, one.figure, one.step), LONGEST) for one in drawn]
    style.tick_names(canvas, "y", [float(at) for at in range(len(drawn))], names)
    canvas.set_ylim(len(drawn) - 0.4, -0.6)
    if today is not None:
        _draw(canvas, drawn, shown, today)
    style.thousands(canvas, "x")
    told = f"{_ends(found)}: what moves the {WORDS[shown]}, one figure at a time"
    now = f"today {number(today, DIGITS[shown])} {WORDS[shown]}" + (f", {best.corridor}" if best.corridor else "")
    style.set_title(canvas, f"{told}; {now}" if title is None else title)
    finish(canvas, _handles(drawn), _below(found, len(effects) - len(drawn)))
    return canvas


def _ends(found: Sensitivity) -> str:
    """Return the names of origin and destination."""
    shipment = found.question.shipment
    return " - ".join(place_label(found.network, place) for place in (shipment.origin, shipment.destination))


def _checked(found: Sensitivity, quantity: str | None) -> str:
    known = ("days", "usd", "kg_co2e", LEAST)
    shown = shown_of(found)[0] if quantity is None else quantity
    if quantity is not None and quantity not in known:
        raise QuestionError([f"quantity={quantity!r}: expected one of {', '.join(known)}, or None"])
    return shown


def _draw(ax: Axes, effects: list[Effect], shown: str, today: float) -> None:
    ends = [
        getattr(way, shown) for one in effects for end in (one.low, one.high) for way in (end.best, end.kept) if way
    ]
    reach = [value for value in (today, *ends) if value is not None]
    least, most = min(reach), max(reach)
    wide = most - least or 1.0
    ax.set_xlim(least - 0.15 * wide, most + 0.15 * wide)
    style.settle(ax)
    ax.axvline(today, color=style.INK, linewidth=1.2, zorder=4, gid="today")
    texts = [text for at, one in enumerate(effects) for text in _bars(ax, one, shown, today, at, ROOM * wide)]
    _widen(ax, texts)
    style.settle(ax)


def _bars(ax: Axes, effect: Effect, shown: str, today: float, at: int, room: float) -> list[Any]:
    """Draw the bars of one figure; return the texts at their ends."""
    found = []
    for name, end, (face, hatch) in (("low", effect.low, LOW), ("high", effect.high, HIGH)):
        kept = getattr(end.kept, shown)
        value = kept if end.best is None else getattr(end.best, shown)
        if value is None:
            continue
        if value != today:
            bar(ax, min(today, value), abs(value - today), at, face=face, hatch=hatch, gid=f"{name}:{at}")
        furthest = value
        if kept is not None and _turns(end) and abs(kept - today) > abs(value - today):
            ax.plot((value, kept), (at, at), color=style.INK, linewidth=1.0, linestyle=(0, (2, 1.5)), zorder=3)
            ax.plot((kept, kept), (at - HEIGHT / 4, at + HEIGHT / 4), color=style.INK, linewidth=1.0, zorder=3)
            furthest = kept
        if _turns(end):
            ax.plot([value], [at], marker="D", markersize=5, color=style.PAPER, markeredgecolor=style.INK, zorder=6)
        if value != today or _turns(end):
            right = furthest > today or (furthest == today and name == "high")
            text = figure_value(effect.figure, end.value) + (OTHER if _turns(end) else "")
            gap = 2 * room if _turns(end) else room  # a mark may stand there
            where = furthest + (gap if right else -gap)
            found.append(words(ax, where, at, text, va="center", ha="left" if right else "right", fontsize=style.TINY))
    return found


def _turns(end: End) -> bool:
    return end.best is None or not end.best.is_best_today


def _widen(ax: Axes, texts: list[Any]) -> None:
    """Let the axis reach beyond every text, on both sides."""
    for _ in range(4):
        ax.figure.draw_without_rendering()
        inner = ax.get_window_extent()
        boxes = [text.get_window_extent() for text in texts]
        left = max([inner.x0 - box.x0 for box in boxes], default=0.0)
        right = max([box.x1 - inner.x1 for box in boxes], default=0.0)
        if left <= 0 and right <= 0:
            return
        low, high = ax.get_xlim()
        by = (high - low) / inner.width * 1.05
        ax.set_xlim(low - max(left, 0.0) * by, high + max(right, 0.0) * by)


def _handles(effects: list[Effect]) -> list[Any]:
    found = [swatch("figure at its low", *LOW), swatch("at its high", *HIGH)]
    if any(one.turns for one in effects):
        line = style.matplotlib_module("lines").Line2D
        mark = {"marker": "D", "markersize": 5, "color": style.PAPER, "markeredgecolor": style.INK, "linewidth": 0}
        found.append(line([], [], label=f"{OTHER} another route is the best there", **mark))
        dashes = {"color": style.INK, "linewidth": 1.0, "linestyle": (0, (2, 1.5))}
        found.append(line([], [], label="what today's route would have", **dashes))
    return found


def _below(found: Sensitivity, left: int) -> str:
    more = f"{left} more figure{'s move' if left > 1 else ' moves'} it less. " if left else ""
    return f"{more}{heading_label(found.network)}"
