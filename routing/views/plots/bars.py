"""Bars with hatches, and numbers written where they fit: what waterfall, Gantt chart and shares have in common."""

from __future__ import annotations

from typing import Any

from routing.views.plots.style import INK, Axes, matplotlib_module

HEIGHT = 0.62  # of a bar, as a part of its row


def bar(ax: Axes, left: float, width: float, row: float, *, face: str, hatch: str = "", gid: str = "") -> Any:
    """Draw a horizontal bar from `left`, `width` wide (from 0), centred on a row."""
    patches = matplotlib_module("patches")
    look = {"facecolor": face, "edgecolor": INK, "linewidth": 0.7, "hatch": hatch}
    found = patches.Rectangle((left, row - HEIGHT / 2), width, HEIGHT, **look, zorder=3, gid=gid)
    ax.add_patch(found)
    return found


def swatch(label: str, face: str, hatch: str = "") -> Any:
    """Return a legend's entry for bars of a fill and hatch."""
    return matplotlib_module("patches").Patch(facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.7, label=label)


def widen(ax: Axes, texts: list[Any]) -> None:
    """Let the axis reach beyond every text written at the end of a bar."""
    for _ in range(3):
        ax.figure.draw_without_rendering()
        inner = ax.get_window_extent()
        right = max(text.get_window_extent().x1 for text in texts)
        if right <= inner.x1:
            return
        ax.set_xlim(0, ax.get_xlim()[1] * (right - inner.x0) / inner.width * 1.02)
