"""A drawing of matplotlib as one SVG element to stand inside a page.

The ids of the file get a prefix, so that several drawings go together; texts are drawn as shapes, so that they look
alike everywhere and no text of the data becomes markup. Artists whose gid is ``leg-N`` can be lit up by the page.
"""

from __future__ import annotations

import io
import re
from typing import Any


def svg_of(axes: Any, prefix: str) -> str:
    """Return the figure that some axes stand in as an ``<svg>`` element, and close nothing that is not ours.

    Parameters
    ----------
    axes
        A matplotlib Axes.
    prefix
        Letters and digits that begin every id.
    """
    import matplotlib

    buffer = io.StringIO()
    settings: Any = {"svg.fonttype": "path", "svg.hashsalt": "landbridge", "path.simplify": True}
    with matplotlib.rc_context(settings):
        axes.figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'<g id="leg-(\d+)"', r'<g data-leg-shape="\1"', text)
    text = re.sub(r'<g id="[^"]*"', "<g", text)  # nothing refers to groups, and several may bear one name
    text = re.sub(r'\bid="', f'id="{prefix}-', text)
    text = re.sub(r'href="#', f'href="#{prefix}-', text)
    text = text.replace("url(#", f"url(#{prefix}-")
    text = re.sub(r'(?<= d=")[^"]*', _rounded, text)
    return text.replace("<svg", '<svg role="img" focusable="false"', 1).strip()


def _rounded(path: re.Match[str]) -> str:
    """Return the outline of a shape to hundredths of a point, finer than any screen."""
    return re.sub(r"(\d+\.\d{2})\d+", r"\1", path[0])
