"""The house look: sizes, colours that colour-blind eyes tell apart, hatches that grey printing keeps.

Nothing here touches matplotlib's settings; every artist is told its size and colour. Colours are those of
M. Okabe and K. Ito, Color Universal Design (2002).
"""

from __future__ import annotations

import unicodedata
from importlib import import_module
from typing import Any

from routing.views.plots.fonts import FONT, families, legible

Axes = Any  # matplotlib need not be there

DPI = 100
TITLE, TEXT, SMALL, TINY = 11.0, 9.0, 8.0, 7.0  # points

INK, GREY, FAINT, PALE, PAPER = "#1a1a1a", "#6e6e6e", "#8f897e", "#d9d9d9", "#ffffff"
ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

ROUTES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)  # then over again, told apart by number
SHARED = INK
LAND, WATER, COAST, FORBIDDEN = "#f2efe9", "#d6e4ee", "#a8a39a", "#dcc7c0"

# What the goods are doing -> fill and hatch; the lightness differs too.
ACTIVITIES = {
    "moving": (BLUE, ""),
    "waiting": (PAPER, "..."),
    "handling": (ORANGE, "///"),
    "clearance": (PURPLE, "xxx"),
}

# What a figure rests on -> fill and hatch.
KINDS = {
    "sourced": (BLUE, ""),
    "computed": (SKY, "\\\\\\"),
    "calibrated": (ORANGE, "///"),
    "assumption": (YELLOW, "xxx"),
    "plan": (PALE, "..."),
    "quote": (GREEN, "++"),
    "given": (PAPER, ""),
}

# Mode -> dashes of its line (points); readable without colour.
MODES: dict[str, Any] = {
    "rail": "solid",
    "sea": (0, (5, 1.8)),
    "ferry": (0, (7, 2, 1.5, 2)),
    "road": (0, (2.4, 1.0)),
    "inland_water": (0, (5, 1.5, 1.5, 1.5, 1.5, 1.5)),
    "air": (0, (9, 5)),
}
SCHEMATIC: Any = (0, (1, 1.7))
LONGEST_NAME = 34
SLACK = 0.96  # of the room for a line: at another resolution texts are a little wider
SPARE_LINE = "\n"  # keeps room for what is known only after the names are placed


def matplotlib_module(name: str) -> Any:
    """Return a module of matplotlib; raise an ImportError that names the extra where matplotlib is missing."""
    try:
        import_module("matplotlib")
    except ImportError as error:
        raise ImportError(
            "Drawing needs matplotlib: install landbridge with the extra 'plot', "
            "from its sources by: pip install '.[plot]'"
        ) from error
    return import_module(f"matplotlib.{name}")


def axes(ax: Axes | None, width_in: float = 9.0, height_in: float = 5.0, *, columns: int = 1) -> list[Axes]:
    """Return the given axes, or those of a new figure, side by side; no window is opened and pyplot is left alone.

    A new figure can be saved by ``ax.figure.savefig``, lays itself out so that nothing is cut off, and shows itself in
    a notebook.
    """
    if ax is not None:
        return [ax]
    matplotlib_module("figure")  # tells of the extra where matplotlib is missing
    shown = import_module("routing.views.plots.picture")
    figure = shown.picture(width_in, height_in, DPI)
    figure.set_facecolor(PAPER)
    return list(figure.subplots(1, columns, squeeze=False, subplot_kw={"axes_class": shown.PictureAxes})[0])


def plain(text: object, longest: int = LONGEST_NAME) -> str:
    r"""Return a name fit for one line: no control characters, not longer than asked.

    Examples
    --------
    >>> plain("Port\nof $x^2$"), plain("a" * 50, 6)
    ('Port of $x^2$', 'aaaaa…')
    """
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in str(text))
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def words(ax: Axes, x: float, y: float, text: str, **how: Any) -> Any:
    """Write text that is never read as mathematics, in the house's size and ink, and in fonts that have its letters."""
    text = legible(text)
    settings = {"fontsize": SMALL, "color": INK, "family": families(text), "parse_math": False, "usetex": False} | how
    return ax.text(x, y, text, **settings)


def set_title(ax: Axes, title: str, width_px: float | None = None) -> None:
    """Write a title flush left, on as many lines as it needs within the axes, or within a width."""
    found = ax.set_title("", loc="left", fontsize=TITLE, color=INK, family=FONT, pad=8, parse_math=False, usetex=False)
    found.set_text(wrapped(ax, title, TITLE, width_px))
    found.set_fontfamily(families(found.get_text()))


def frame(ax: Axes, *, x: str = "", y: str = "", grid: str = "") -> None:
    """Give a chart its axes: labels with units, small ticks, no box, a light grid along ``"x"``, ``"y"`` or both."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(GREY)
    ax.tick_params(labelsize=SMALL, colors=INK, labelfontfamily=FONT, length=3, color=GREY)
    ax.set_xlabel(legible(x), fontsize=TEXT, color=INK, family=families(x), parse_math=False, usetex=False)
    ax.set_ylabel(legible(y), fontsize=TEXT, color=INK, family=families(y), parse_math=False, usetex=False)
    if grid:
        ax.grid(True, axis=grid, color=PALE, linewidth=0.6)
        ax.set_axisbelow(True)


def tick_names(ax: Axes, axis: str, at: list[float], names: list[str]) -> None:
    """Put names at the ticks of an axis; they are never read as mathematics."""
    one = ax.xaxis if axis == "x" else ax.yaxis
    one.set_ticks(at)
    one.set_ticklabels(list(map(legible, names)), parse_math=False, usetex=False)
    one.set_tick_params(length=0, labelsize=SMALL, labelfontfamily=families("".join(map(legible, names))))


def thousands(ax: Axes, axis: str) -> None:
    """Write the numbers of an axis with thousands separators."""
    ticker = matplotlib_module("ticker")
    one = ax.xaxis if axis == "x" else ax.yaxis
    one.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))


def pixels(ax: Axes, points: float) -> float:
    """Return points as pixels of the figure."""
    return float(points * ax.figure.dpi / 72)


def wrapped(ax: Axes, text: str, size: float, width_px: float | None = None) -> str:
    """Return text broken into lines that are no wider than the axes, as the renderer measures them."""
    room = SLACK * (ax.get_window_extent().width if width_px is None else width_px)
    text = legible(text)
    probe = words(ax, 0, 0, "", fontsize=size, family=families(text))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            probe.set_text(longer)
            if line and probe.get_window_extent().width > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    probe.remove()
    return "\n".join(lines)


def below(ax: Axes, text: str, *, gap_pt: float, width_px: float | None = None) -> Any:
    """Write small lines under the axes, `gap_pt` points below them: where the numbers come from.

    With a width the text may reach beyond these axes, under those beside them. Only its height counts in the layout.
    """
    how = {"fontsize": TINY, "color": GREY, "va": "top", "ha": "left", "transform": _under(ax, gap_pt)}
    found = words(ax, 0, 0, wrapped(ax, text, TINY, width_px), **how)
    found.set_in_layout(False)
    words(ax, 0, 0, "\n".join("|" for _ in found.get_text().split("\n")), alpha=0.0, **how)
    return found


def legend_below(
    ax: Axes, handles: list[Any], *, gap_pt: float, columns: int = 4, width_px: float | None = None
) -> float:
    """Put a legend under the axes in as many columns as fit; return the points from the axes to below it."""
    room = ax.get_window_extent().width if width_px is None else width_px
    for count in range(min(columns, max(len(handles), 1)), 0, -1):
        legend = ax.legend(
            handles=handles,
            ncols=count,
            loc="upper left",
            bbox_to_anchor=(0, 0),
            bbox_transform=_under(ax, gap_pt),
            frameon=False,
            borderaxespad=0,
            borderpad=0,
            columnspacing=1.6,
            handlelength=3.2,
            handletextpad=0.7,
            labelspacing=0.45,
            prop={"size": SMALL, "family": FONT},
        )
        legend.set_in_layout(False)  # what is written below it keeps its room
        for label in legend.get_texts():
            label.set_parse_math(False)
            label.set_text(legible(label.get_text()))
            label.set_fontfamily(families(label.get_text()))
            label.set_color(INK)
        box = legend.get_window_extent()
        if box.width <= room:
            break
    return float(gap_pt + box.height * 72 / ax.figure.dpi + 6)


def _under(ax: Axes, gap_pt: float) -> Any:
    """Return the transform whose origin lies so many points below the lower left corner of the axes."""
    shift = matplotlib_module("transforms").ScaledTranslation(0, -gap_pt / 72, ax.figure.dpi_scale_trans)
    return ax.transAxes + shift


def span_px(canvases: list[Axes]) -> float | None:
    """Return the width of axes side by side, in pixels; None of a single one."""
    if len(canvases) == 1:
        return None
    return float(canvases[-1].get_window_extent().x1 - canvases[0].get_window_extent().x0)


def settle(ax: Axes) -> None:
    """Lay the figure out, so that what is measured from here on is where it will be drawn."""
    ax.figure.draw_without_rendering()
