"""Figures and axes of matplotlib that a notebook shows as they are, without pyplot and without a window."""

from __future__ import annotations

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


class Picture(Figure):
    """A figure that shows itself in a notebook."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


class PictureAxes(Axes):
    """Axes that show their whole figure in a notebook."""

    def _repr_png_(self) -> bytes:
        figure = self.figure
        assert isinstance(figure, Picture)
        return figure._repr_png_()


def picture(width_in: float, height_in: float, dpi: int) -> Picture:
    """Return an empty figure that lays itself out so that nothing is cut off."""
    figure = Picture(figsize=(width_in, height_in), dpi=dpi, layout="constrained")
    FigureCanvasAgg(figure)
    return figure
