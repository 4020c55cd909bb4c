"""What tests of pictures measure: boxes of texts, and whether they overlap or leave their frame."""

from __future__ import annotations

from itertools import combinations

TOUCH_PX = 0.6  # boxes are measured to the pixel


def texts_of(figure):
    """Return every visible text of a figure that says something: (text, box in pixels)."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    found = []
    for artist in figure.findobj(lambda one: hasattr(one, "get_text") and hasattr(one, "get_fontsize")):
        if artist.get_visible() and artist.get_text().strip() and artist.get_alpha() != 0:
            box = artist.get_window_extent(renderer)
            if box.width and _is_drawn(artist, figure):
                found.append((artist.get_text(), box))
    return found


def _is_drawn(artist, figure):
    """Ticks beyond the limits of their axis exist, but are not drawn."""
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            for tick in axis.get_major_ticks():
                if artist in (tick.label1, tick.label2):
                    low, high = sorted(axis.get_view_interval())
                    return low <= tick.get_loc() <= high
    return True


def clashes(figure):
    """Return the pairs of texts whose boxes overlap."""
    found = []
    for (one, a), (other, b) in combinations(texts_of(figure), 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > TOUCH_PX and high > TOUCH_PX:
            found.append((one, other))
    return found


def outside(figure, ax=None, texts=None):
    """Return the texts that leave the figure, or the frame of some axes (then only of the given texts)."""
    box = figure.bbox if ax is None else ax.get_window_extent()
    return [
        text
        for text, found in texts_of(figure)
        if (texts is None or text in texts)
        and not (
            found.x0 >= box.x0 - TOUCH_PX
            and found.x1 <= box.x1 + TOUCH_PX
            and found.y0 >= box.y0 - TOUCH_PX
            and found.y1 <= box.y1 + TOUCH_PX
        )
    ]


def assert_legible(ax):
    """No text of the figure overlaps another, none is cut off."""
    figure = ax.figure
    assert clashes(figure) == []
    assert outside(figure) == []


def by_gid(ax, start):
    """Return the artists of some axes whose gid begins with a text."""
    return [artist for artist in ax.get_children() if str(artist.get_gid() or "").startswith(start)]
