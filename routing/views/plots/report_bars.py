"""What a route costs and emits, row by row: `plot_price_report` and `plot_emission_report`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from routing.accounts.emissions import ChainElement
from routing.accounts.prices import PriceRow
from routing.answers.emission_report import EmissionReport
from routing.answers.price_report import PriceReport
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch, widen
from routing.views.plots.style import Axes, plain, words
from routing.views.text.price_report import unadjusted_lines
from routing.views.text.table import number

TTW, WTT, WHOLE = (style.BLUE, ""), (style.SKY, "///"), (style.PALE, "...")
TOTAL = (style.GREY, "")
MISSING = "no figure"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of bars: its name, the width, fill and hatch of each part, and the ends of its range, if it has one."""

    name: str
    parts: tuple[tuple[float, tuple[str, str]], ...]
    told: str
    ends: tuple[float, float] | None = None


def plot_price_report(report: PriceReport, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a bar of USD for each price component, filled and hatched by what its figure rests on.

    A line shows from its low to its high end; a component without a price says so. The total comes last.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> axes = routing.plots.plot_price_report(result.require().prices())
    """
    ends = None if report.usd_low is None or report.usd_high is None else (report.usd_low, report.usd_high)
    whole = () if report.usd is None else ((report.usd, TOTAL),)
    rows = [*map(_priced, report.rows), Row("total", whole, _told(report.usd, 0, ends), ends)]
    seen = [kind for kind in style.KINDS if any(row.kind == kind and row.usd for row in report.rows)]
    canvas = bar_rows(rows, f"{report.money}, whole shipment", ax)
    style.set_title(canvas, "What is paid for, and how sure each price is" if title is None else title)
    handles = [*(swatch(kind, *style.KINDS[kind]) for kind in seen), *_range_handle(rows)]
    year = [f"Prices of {report.price_year}."] if report.price_year else []
    finish(canvas, handles, " ".join([*year, *unadjusted_lines(report)]))
    return canvas


def plot_emission_report(report: EmissionReport, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a bar of kg CO2e for each transport chain element: what the vehicle emits, and what its energy did before.

    An element of which only the whole is known is one bar of another hatch; one without a factor says so.

    Parameters
    ----------
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> axes = routing.plots.plot_emission_report(result.require().emissions())
    """
    whole = () if report.kg_wtw is None else ((report.kg_wtw, TOTAL),)
    rows = [*map(_emitted, report.elements), Row("total", whole, _told(report.kg_wtw, 0))]
    looks = {look for row in rows for _, look in row.parts}
    told = {TTW: "tank to wheel", WTT: "well to tank", WHOLE: "well to wheel, parts not known"}
    canvas = bar_rows(rows, "kg CO2e, whole shipment", ax)
    style.set_title(canvas, "CO2e by transport chain element" if title is None else title)
    handles = [swatch(label, *look) for look, label in told.items() if look in looks]
    finish(canvas, handles, report.notes[0] if report.notes else "")
    return canvas


def _priced(row: PriceRow) -> Row:
    place = row.origin if row.origin == row.destination else f"{row.origin} - {row.destination}"
    ends = None if row.usd_low is None or row.usd_high is None else (row.usd_low, row.usd_high)
    parts = ((row.usd, style.KINDS.get(row.kind, style.KINDS["given"])),) if row.usd else ()
    return Row(f"{row.component}, {place}", parts, _told(row.usd, 0, ends), ends)


def _emitted(element: ChainElement) -> Row:
    way = element.origin if element.kind == "hub" else f"{element.origin} - {element.destination}"
    parts: tuple[tuple[float, tuple[str, str]], ...] = ()
    if element.kg_wtw is not None and element.kg_ttw is not None:
        parts = ((element.kg_ttw, TTW), (element.kg_wtw - element.kg_ttw, WTT))
    elif element.kg_wtw is not None:
        parts = ((element.kg_wtw, WHOLE),)
    return Row(f"{element.mode or element.element}: {way}", parts, _told(element.kg_wtw, 1))


def _told(value: float | None, digits: int, ends: tuple[float, float] | None = None) -> str:
    if value is None:
        return MISSING
    wide = ends is not None and ends[0] != ends[1]
    return number(value, digits) + (f" ({number(ends[0])} to {number(ends[1])})" if ends is not None and wide else "")


def bar_rows(rows: Sequence[Row], unit: str, ax: Axes | None) -> Axes:
    """Draw the rows from the top down, with their numbers behind them."""
    canvas = style.axes(ax, 9.0, 1.7 + 0.3 * len(rows))[0]
    style.frame(canvas, x=unit, grid="x")
    longest = max((_end(row) for row in rows), default=0.0) or 1.0
    texts = [_bar(canvas, row, at, 0.01 * longest) for at, row in enumerate(rows)]
    canvas.set_xlim(0, longest * 1.05)
    canvas.set_ylim(len(rows) - 0.4, -0.6)
    style.tick_names(canvas, "y", [float(at) for at in range(len(rows))], [plain(row.name, 60) for row in rows])
    style.thousands(canvas, "x")
    widen(canvas, texts)
    style.settle(canvas)
    return canvas


def _bar(ax: Axes, row: Row, at: int, room: float) -> Any:
    left = 0.0
    for width, (face, hatch) in row.parts:
        if width:
            bar(ax, left, width, at, face=face, hatch=hatch, gid=f"row:{at}")
        left += width
    if row.ends is not None and row.ends[0] != row.ends[1]:
        ax.plot(
            row.ends, (at, at), color=style.INK, linewidth=1.4, marker="|", markersize=7, zorder=5, gid=f"range:{at}"
        )
    weight = "bold" if row.name == "total" else "normal"
    return words(ax, _end(row) + room, at, row.told, va="center", fontweight=weight)


def _end(row: Row) -> float:
    """Return where a row ends: its bars, or its range."""
    return max(sum(width for width, _ in row.parts), *(row.ends or (0.0,)))


def _range_handle(rows: Sequence[Row]) -> list[Any]:
    if all(row.ends is None for row in rows):
        return []
    return [range_line("from low to high")]


def range_line(label: str) -> Any:
    """Return a legend's entry for the line of a range."""
    line = style.matplotlib_module("lines").Line2D
    return line([], [], color=style.INK, linewidth=1.4, marker="|", markersize=7, label=label)


def finish(ax: Axes, handles: list[Any], told: str) -> None:
    """Put the legend below the axes, and what is told below that."""
    gap = style.legend_below(ax, handles, gap_pt=34, columns=5)
    if told:
        style.below(ax, told, gap_pt=gap)
