"""Bars with hatches, and numbers written where they fit: what waterfall, Gantt chart and shares have in common."""

from __future__ import annotations

from typing import Any

from routing.views.plots.style import INK, Axes, matplotlib_module


def bar(ax: Axes, left: float, width: float, row: float, *, height: float = 0.62, face: str, hatch: str = "",
        gid: str = "") -> Any:  # fmt: skip
    """Draw a horizontal bar from `left`, `width` wide (from 0), centred on a row."""
    patches = matplotlib_module("patches")
    found = patches.Rectangle((left, row - height / 2), width, height, facecolor=face, edgecolor=INK, linewidth=0.7,
                              hatch=hatch, zorder=3, gid=gid)  # fmt: skip
    ax.add_patch(found)
    return found


def swatch(label: str, face: str, hatch: str = "") -> Any:
    """Return a legend's entry for bars of a fill and hatch."""
    return matplotlib_module("patches").Patch(facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.7, label=label)
