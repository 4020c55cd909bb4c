"""What a notebook shows of a network, and the small HTML that all such displays are made of.

No colour is set and no background: text, lines and marks take those of the page, so that light and dark pages both
show them. Every text of the data is escaped and isolated, so that a name is never code and never turns its line about.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from networks.model.escaping import visible

if TYPE_CHECKING:
    from networks.network import Network

_CELL = "padding:0.1em 0.8em 0.1em 0;vertical-align:top;background:none;color:inherit"
_LINE = "border:0;border-bottom:1px solid currentColor"
_FAINT = "opacity:0.75"
_HOLDS = ("places", "links", "services", "operations", "procedures", "figures", "sources", "withheld")


def text(value: object) -> str:
    """Return a text as HTML that shows it letter by letter and keeps its direction to itself.

    Examples
    --------
    >>> text("<b>A&B</b> `x`")
    '<bdi>&lt;b&gt;A&amp;B&lt;/b&gt; &#96;x&#96;</bdi>'
    """
    return f"<bdi>{html.escape(visible(str(value))).replace('`', '&#96;')}</bdi>"


def line(value: object, *, faint: bool = False, strong: bool = False) -> str:
    """Return a text as a line of its own."""
    style = f' style="{_FAINT}"' if faint else ""
    inner = f"<strong>{text(value)}</strong>" if strong else text(value)
    return f"<div{style}>{inner}</div>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], flush: str = "l", *, last_is_total: bool = False) -> str:
    """Return a table; `flush` says l or r per column, the columns beyond it are flush right."""
    whole = [list(row) for row in rows]
    sides = {True: "text-align:left", False: "text-align:right;white-space:nowrap"}
    aligned = [sides[flush[at : at + 1] == "l"] for at in range(len(head))]
    lines = [_row("th", head, [f"{side};{_LINE}" for side in aligned])]
    for number, row in enumerate(whole):
        total = last_is_total and number == len(whole) - 1
        above = ";border:0;border-top:1px solid currentColor" if total else ";border:0"
        lines.append(_row("td", row, [side + above for side in aligned]))
    style = "border-collapse:collapse;border:0;background:none;color:inherit;margin:0.4em 0"
    return f'<table style="{style}"><thead>{lines[0]}</thead><tbody>{"".join(lines[1:])}</tbody></table>'


def folded(summary: str, inner: str) -> str:
    """Return HTML that opens at a click on its summary."""
    return f"<details><summary>{text(summary)}</summary>{inner}</details>"


def block(*parts: str) -> str:
    """Return the parts of a display as one."""
    return f'<div class="landbridge" style="color:inherit;background:none">{"".join(parts)}</div>'


def network_html(network: Network) -> str:
    """Return what a network is, of when, and how much of what it holds."""
    held = (*_HOLDS, *(name for name in ("closures", "corridors") if len(getattr(network, name))))
    counts = [[name, f"{len(getattr(network, name)):,}"] for name in held]
    kinds = Counter(figure.kind for figure in network.figures.values())
    return block(
        line(network.heading, strong=True),
        line(network.note, faint=True) if network.note else "",
        table(["holds", ""], counts),
        folded("figures by kind", table(["kind", ""], [[kind, f"{kinds[kind]:,}"] for kind in sorted(kinds)])),
    )


def _row(tag: str, cells: Sequence[str], styles: Sequence[str]) -> str:
    shown = (f'<{tag} style="{_CELL};{style}">{text(cell)}</{tag}>' for cell, style in zip(cells, styles, strict=True))
    return f'<tr style="background:none">{"".join(shown)}</tr>'
