"""A way on a graph of ways as text: what was asked, its parts, totals, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from networks.geo.worldview import NATURAL_EARTH
from routing.question.constraints import Constraints
from routing.status import Status
from routing.views.text.remarks import warning_lines
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from routing.ways.answer import Way


def way_text(way: Way, width: int | None = None) -> str:
    """Return a way as text: what was asked, its parts, totals, and what it rests on."""
    lines = [f"{way.graph.title}: {way_asked(way)}"]
    if way.arcs is None:
        return "\n".join([*lines, f"{way_nothing(way)}.", *(f"  {line}" for line in opens_lines(way))])
    head, cells = way_head(way), way_cells(way)
    lines += [f"  {line}" for line in table(head, cells, flush_of(way), None if width is None else width - 2)]
    lines += [f"  {line}" for line in way_lines(way)]
    lines += [f"  {line}." for line in warning_lines(way.warnings)]
    return "\n".join([*lines, *(f"  Data: {one}." for one in way.graph.attribution)])


def way_ends(way: Way) -> str:
    """Return the names of the ends of a way, and of what it runs through."""
    via = f" via {', '.join(end.name for end in way.vias)}" if way.vias else ""
    return f"{way.origin.name} - {way.destination.name}{via}"


def way_asked(way: Way) -> str:
    """Return what was asked."""
    return "; ".join([f"{way_ends(way)}, least {way.minimise}", *kept_texts(way)])


def kept_texts(way: Way) -> list[str]:
    """Return bans and limits in words; none where there are none."""
    kept = replace(way.constraints, via=())
    return [] if kept == Constraints() else [str(kept)]


def way_nothing(way: Way) -> str:
    """Return why there is no way; "" where there is one."""
    if way.arcs is not None:
        return ""
    return f"No answer: {way.reason}" if way.status is Status.UNKNOWN else f"No way: {way.reason}"


def opens_lines(way: Way) -> list[str]:
    """Return a line for each ban and limit that opens a way if it alone is lifted."""
    return [f"Lifting {one} opens one." for one in way.blocked_by]


def way_head(way: Way) -> list[str]:
    """Return the head of the table of parts; no time without speeds."""
    return ["by", "km", *(["days"] if way.speeds is not None else []), "from", "to"]


def flush_of(way: Way) -> str:
    """Return how the columns of the table of parts are set."""
    return "lr" + ("r" if way.speeds is not None else "") + "ll"


def way_cells(way: Way) -> list[list[str]]:
    """Return a row of cells for each part of a way by one mode, the straight ones from the ends included."""
    return [
        [
            leg.mode,
            number(leg.km, 0 if leg.km >= 1 or not leg.km else 1),
            *([] if leg.hours is None else [number(leg.hours / 24, 1)]),
            f"{leg.from_lat:.2f}, {leg.from_lon:.2f}",
            f"{leg.to_lat:.2f}, {leg.to_lon:.2f}",
        ]
        for leg in way.parts
    ]


def way_totals(way: Way) -> str:
    """Return km and, where speeds were stated, days."""
    days = "" if way.days is None else f", {way.days:.1f} days at {way.speeds}"
    return f"{way.km:,.0f} km ({way.nautical_miles:,.0f} nautical miles){days}"


def way_lines(way: Way) -> list[str]:
    """Return the totals of a way, the passages and territories that it touches, and what it is worth if not proven."""
    through = f", through {', '.join(way.passages)}" if way.passages else ""
    lines = [f"{way_totals(way)}{through}"]
    if way.territories:
        told = ", ".join(f"{code} {km:,.0f} km" for code, km in way.territories.items())
        seen = "" if way.graph.borders is NATURAL_EARTH else f", by {way.graph.borders.name}"
        lines.append(f"over land of {told}{seen}")
    if way.status is not Status.OPTIMAL:
        lines.append(f"Not proven to be the least: {way.reason}")
    return lines
