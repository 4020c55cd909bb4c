"""A drawing of matplotlib as one SVG element to stand inside a page.

The ids of the file get a prefix, so that several drawings go together. Texts stay texts, which the browser writes in
fonts that have their letters, and which can be searched and copied; matplotlib escapes them, and what is done here is
done to tags alone, so that no text of the data becomes markup. The page can light up artists whose gid is ``leg-N``.
"""

from __future__ import annotations

import io
import re
import threading
from typing import Any

from routing.views.plots.labels import HALO

_SETTINGS = threading.Lock()  # matplotlib's are those of the whole process, and each thread puts back what it found


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
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "landbridge", "path.simplify": True}
    with _SETTINGS, matplotlib.rc_context(settings):
        axes.figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^<>]*>", lambda tag: _tag(tag[0], prefix), text)  # what is no tag is text of the data
    text = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", text, count=1)
    return text.replace("<svg", '<svg role="img" focusable="false"', 1).strip()


def _tag(tag: str, prefix: str) -> str:
    """Return a tag as it may stand in a page beside those of other drawings."""
    tag = re.sub(r'^<g id="leg-(\d+)"', r'<g data-leg-shape="\1"', tag)
    tag = re.sub(rf'^<g id="{HALO}"', f'<g class="{HALO}"', tag)
    tag = re.sub(r'^<g id="[^"]*"', "<g", tag)  # nothing refers to groups, and several may bear one name
    tag = re.sub(r'\bid="', f'id="{prefix}-', tag)
    tag = re.sub(r'href="#', f'href="#{prefix}-', tag)
    tag = tag.replace("url(#", f"url(#{prefix}-")
    return re.sub(r'(?<= d=")[^"]*', _rounded, tag)


def _rounded(path: re.Match[str]) -> str:
    """Return the outline of a shape to hundredths of a point, finer than any screen."""
    return re.sub(r"(\d+\.\d{2})\d+", r"\1", path[0])
