"""How much of a route, or of a network, lies how to a territory: `plot_audit`."""

from __future__ import annotations

from routing.auditing.audit import Audit
from routing.auditing.verdict import Verdict
from routing.views.plots import style
from routing.views.plots.bars import bar, widen
from routing.views.plots.style import Axes, words
from routing.views.text.audit import audit_heading, reach_lines, unmeasured_lines
from routing.views.text.table import number

LOOKS = {  # verdict -> fill and hatch, the worst first
    Verdict.INSIDE: (style.VERMILION, "xxx"),
    Verdict.UNKNOWN: (style.PAPER, "..."),
    Verdict.WITHIN_TOLERANCE: (style.YELLOW, "///"),
    Verdict.OUT_OF_REACH: (style.SKY, "\\\\\\"),
    Verdict.CLEAR: (style.BLUE, ""),
}


def plot_audit(found: Audit, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the km of links by verdict, each with its number of links and its share of the km.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.audit(net, routing.solve(net, routing.Shipment("A", "B")), "CN")
    >>> axes = routing.plots.plot_audit(found)
    """
    canvas = style.axes(ax, 9.0, 3.4)[0]
    style.frame(canvas, x="km", grid="x")
    longest = max(found.km.values(), default=0.0) or 1.0
    texts = []
    for row, (verdict, (face, hatch)) in enumerate(LOOKS.items()):
        km, links = found.km[verdict], found.counts[verdict]
        if km:
            bar(canvas, 0, km, row, face=face, hatch=hatch, gid=f"verdict:{verdict.name}")
        share = f" ({found.km_shares[verdict]:.1%})" if km else ""
        told = f"{number(km)} km{share}, {links} link{'' if links == 1 else 's'}"
        texts.append(words(canvas, km + 0.01 * longest, row, told, va="center"))
    canvas.set_xlim(0, longest * 1.05)
    canvas.set_ylim(len(LOOKS) - 0.4, -0.6)
    style.tick_names(canvas, "y", [float(row) for row in range(len(LOOKS))], [verdict.value for verdict in LOOKS])
    style.thousands(canvas, "x")
    widen(canvas, texts)
    style.settle(canvas)
    style.set_title(canvas, f"{audit_heading(found)}: {found.verdict.value}" if title is None else title)
    told = " ".join([*(f"{line}." for line in unmeasured_lines(found)), *reach_lines(found)])
    if told:
        style.below(canvas, told, gap_pt=36)
    return canvas
