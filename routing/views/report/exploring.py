"""`Exploration`: an answer to look around in, in a notebook or as a file: the page of the report in a frame."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path

from routing.answers.shown import Mapped
from routing.views.report.writing import report_html, write_report


@dataclass(frozen=True, eq=False)
class Exploration:
    """An interactive page of an answer: point at a leg and it lights up on the map, sort tables, unfold figures.

    In a notebook it shows itself, shut off from the notebook (a sandboxed frame, which may load nothing).

    Attributes
    ----------
    answer
        What it shows.
    height_px
        Height of the frame in a notebook.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> page = result.explore()
    >>> type(page).__name__, page.height_px
    ('Exploration', 640)
    """

    answer: Mapped
    height_px: int = 640

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page as one HTML file, as `routing.report.write_report` does; return its path."""
        return write_report(path, self.answer)

    def _repr_html_(self) -> str:
        page = html.escape(report_html(self.answer), quote=True)
        return (
            f'<iframe sandbox="allow-scripts" title="landbridge" style="width:100%;height:{self.height_px}px;border:0" '
            f'srcdoc="{page}"></iframe>'
        )
