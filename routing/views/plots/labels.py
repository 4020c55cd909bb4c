"""Names beside points that neither overlap nor leave the frame: greedy, by what the renderer measures.

Names come in the order of their weight. Each tries eight sides of its point at growing distances and takes the free
spot that covers the least of the lines drawn; farther ones get a thin line to their point. A name for which there is
no free spot is left out and returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.views.plots.fonts import reader_chooses
from routing.views.plots.style import FAINT, GREY, INK, PAPER, SMALL, TEXT, Axes, matplotlib_module, pixels, words

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75))
DISTANCES_PT = (5.0, 11.0, 20.0, 34.0, 52.0)
LEADER_PT = 15.0  # from here on a thin line shows what a name belongs to
GAP_PX = 1.5
BESIDE_PT = 4.0  # between names side by side, which would else read as one
HALO = "halo"  # gid of names with a pale rim

Box = tuple[float, float, float, float]  # pixels: left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name to be placed.

    Attributes
    ----------
    x, y
        The point that it belongs to, in the coordinates of the axes' data.
    texts
        What to write; the first that finds room is written.
    size, weight
        Size in points, and weight of the font.
    clear_pt
        Radius of the mark at the point, which the name keeps off, in points.
    """

    x: float
    y: float
    texts: tuple[str, ...]
    size: float = SMALL
    weight: str = "normal"
    clear_pt: float = 3.0


@dataclass(eq=False)
class Placer:
    """What is already taken on some axes, and where lines run; lay the figure out before (`style.settle`).

    Attributes
    ----------
    taken
        Boxes in pixels that no name may touch.
    lines
        Points in pixels that names had better not cover, shape (n, 2).
    off_lines
        True: a name goes as far from its point as it must to cover no line; else the nearest free spot is taken.
    names, leaders
        Boxes of the names written and points along the thin lines to them, in pixels: neither may cross the other.
    """

    ax: Axes
    taken: list[Box] = field(default_factory=list)
    lines: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    off_lines: bool = False
    names: list[Box] = field(default_factory=list)
    leaders: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))

    def place(
        self, names: Iterable[Name], *, at_most: int | None = None, near: bool = False
    ) -> tuple[list[Any], list[Name]]:
        """Write the names that find room; return the texts, and the names left out.

        Parameters
        ----------
        at_most
            So many texts and no more; None = all that find room.
        near
            True: only right beside their points, so that no thin lines are needed.
        """
        pending = list(names)
        for name in pending:  # no name may cover the mark of another
            self.keep_clear(name.x, name.y, name.clear_pt)
        written: list[Any] = []
        left_out: list[Name] = []
        for name in pending:
            full = at_most is not None and len(written) >= at_most
            tried = () if full else name.texts
            text = next((found for text in tried if (found := self._try(name, text, near)) is not None), None)
            if text is None:
                left_out.append(name)
            else:
                written.append(text)
        return written, left_out

    def keep_clear(self, x: float, y: float, radius_pt: float) -> None:
        """Take the spot of a mark."""
        (px, py), r = self.ax.transData.transform((x, y)), pixels(self.ax, radius_pt)
        self.taken.append((px - r, py - r, px + r, py + r))

    def avoid(self, line_px: NDArray[np.float64], step_px: float = 4.0) -> None:
        """Have names keep off a line, given by its corners in pixels."""
        inside = line_px[~np.isnan(line_px).any(axis=1)]
        if len(inside) < 2:
            return
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(inside, axis=0).T))])
        at = np.arange(0.0, along[-1] + step_px, step_px)
        points = np.stack([np.interp(at, along, inside[:, 0]), np.interp(at, along, inside[:, 1])], axis=1)
        self.lines = np.concatenate([self.lines, points])

    def badge(self, spots: Sequence[tuple[float, float]], text: str, **how: Any) -> Any | None:
        """Write a short text in a small box on the free spot that covers least of the lines; None if none is free.

        Of spots (data coordinates) that are as good as each other the first is taken.
        """
        box = {"boxstyle": "round,pad=0.22", "facecolor": PAPER, "edgecolor": how.get("color", INK), "linewidth": 1.0}
        found = words(self.ax, 0, 0, text, ha="center", va="center", zorder=8, bbox=box, **how)
        width, height = _size(found)
        pad = pixels(self.ax, 0.4 * float(found.get_fontsize()))
        free = []
        for order, (x, y) in enumerate(spots):
            px, py = self.ax.transData.transform((x, y))
            spot = (px - width / 2 - pad, py - height / 2 - pad, px + width / 2 + pad, py + height / 2 + pad)
            if self._is_free(spot):
                free.append((self._covered(spot), order, spot))
        if not free:
            found.remove()
            return None
        _, order, spot = min(free)
        found.set_position(spots[order])
        self.taken.append(spot)
        return found

    def faint(self, spots: Sequence[tuple[float, float]], text: str) -> Any | None:
        """Write a pale text centred on the first spot (data coordinates) where it touches nothing, lines neither."""
        found = words(self.ax, 0, 0, text, ha="center", va="center", zorder=2, color=FAINT, fontsize=TEXT)
        width, height = _size(found)
        for x, y in spots:
            px, py = self.ax.transData.transform((x, y))
            box = (px - width / 2 - 3, py - height / 2 - 3, px + width / 2 + 3, py + height / 2 + 3)
            if self._is_free(box) and not self._covered(box):
                found.set_position((x, y))
                self.taken.append(box)
                return found
        found.remove()
        return None

    def _try(self, name: Name, text: str, near: bool) -> Any | None:
        transforms = matplotlib_module("transforms")
        effects = matplotlib_module("patheffects")
        font = {"fontsize": name.size, "fontweight": name.weight, "linespacing": 1.05}
        found = words(self.ax, name.x, name.y, text, **font, ha="center", va="center", ma="center", zorder=9)
        spot = self._best_spot(name, *_size(found), DISTANCES_PT[: 2 if near else None])
        if spot is None:
            found.remove()
            return None
        box, away_pt = spot
        px, py = self.ax.transData.transform((name.x, name.y))
        centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        figure = self.ax.figure
        away = (centre[0] - px) / figure.dpi, (centre[1] - py) / figure.dpi
        shift = transforms.ScaledTranslation(*away, figure.dpi_scale_trans)
        found.set_transform(self.ax.transData + shift)
        if reader_chooses():
            found.set_gid(HALO)  # the page draws it; matplotlib would draw the letters as shapes
        else:
            found.set_path_effects([effects.withStroke(linewidth=2.2, foreground=PAPER)])
        beside = pixels(self.ax, BESIDE_PT)
        self.taken.append((box[0] - beside, box[1], box[2] + beside, box[3]))
        self.names.append(box)
        if away_pt >= LEADER_PT:
            self.leaders = np.concatenate([self.leaders, _along(_leader((px, py), box))])
            self.avoid(_leader((px, py), box))
            self._lead(name, box)
        return found

    def _lead(self, name: Name, box: Box) -> None:
        px, py = self.ax.transData.transform((name.x, name.y))
        begin = self.ax.transData.inverted().transform(_leader((px, py), box)[0])
        line = {"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkA": 0, "shrinkB": name.clear_pt}
        self.ax.annotate("", xy=(name.x, name.y), xytext=begin, zorder=7, arrowprops=line)

    def _best_spot(
        self, name: Name, width: float, height: float, distances: Sequence[float]
    ) -> tuple[Box, float] | None:
        px, py = self.ax.transData.transform((name.x, name.y))
        found: tuple[Box, float] | None = None
        for away_pt in distances:
            away = pixels(self.ax, away_pt + name.clear_pt - 3.0)
            spots = []
            for order, (right, up) in enumerate(SIDES):
                x, y = px + right * away + np.sign(right) * width / 2, py + up * away + np.sign(up) * height / 2
                box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                line = _leader((px, py), box) if away_pt >= LEADER_PT else None
                if self._is_free(box) and not self._crosses(box, line):
                    spots.append((self._covered(box), order, box))
            if spots and (found is None or min(spots)[0] == 0):
                found = min(spots)[2], away_pt
            if found is not None and (not self.off_lines or (spots and min(spots)[0] == 0)):
                return found
        return found

    def _is_free(self, box: Box) -> bool:
        inner = self.ax.get_window_extent()
        if box[0] < inner.x0 + 2 or box[1] < inner.y0 + 2 or box[2] > inner.x1 - 2 or box[3] > inner.y1 - 2:
            return False
        return not any(overlap(box, other, GAP_PX) for other in self.taken)

    def _crosses(self, box: Box, leader: NDArray[np.float64] | None) -> bool:
        """Tell whether a name would lie on the thin line of another, or its own would cross another name."""
        if _within(self.leaders, box).any():
            return True
        return leader is not None and any(_within(_along(leader), other).any() for other in self.names)

    def _covered(self, box: Box) -> int:
        return int(_within(self.lines, box).sum())


def overlap(one: Box, other: Box, gap_px: float = 0.0) -> bool:
    """Tell whether two boxes come nearer than a gap.

    Examples
    --------
    >>> overlap((0, 0, 10, 10), (10, 0, 20, 10)), overlap((0, 0, 10, 10), (9, 0, 20, 10))
    (False, True)
    """
    return bool(
        one[0] < other[2] + gap_px
        and other[0] < one[2] + gap_px
        and one[1] < other[3] + gap_px
        and other[1] < one[3] + gap_px
    )


def _leader(point: tuple[float, float], box: Box) -> NDArray[np.float64]:
    """Return the thin line from the nearest edge of a box to a point, shape (2, 2)."""
    x, y = point
    return np.array([(min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])), (x, y)])


def _along(line: NDArray[np.float64], step_px: float = 2.0) -> NDArray[np.float64]:
    """Return points along a line from one point to another."""
    begin, end = line
    steps = np.linspace(0, 1, 2 + int(np.hypot(*(end - begin)) / step_px))[:, None]
    return np.asarray(begin + steps * (end - begin))


def _within(points: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Tell of points whether they lie in a box."""
    x, y = points.T
    return np.asarray((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]))


def _size(text: Any) -> tuple[float, float]:
    """Return width and height of a text in pixels, its box aside."""
    found = text.get_window_extent()
    return float(found.width), float(found.height)
