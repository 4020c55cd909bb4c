"""What a report says of a way on a graph of ways: totals, the map, its parts, the territories that it touches."""

from __future__ import annotations

from collections.abc import Iterator

from routing.views.plots import plot_way
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.table import Column, Table, real, table_of, words
from routing.views.text import way as told
from routing.views.text.remarks import warning_lines
from routing.ways.answer import Way, WayLeg


def way_section(found: Way, number: int) -> Section:
    """Return the section of a way; without one the reasons, and where its ends lie."""
    nothing = told.way_nothing(found)
    lead = (f"{nothing}.", *told.opens_lines(found)) if nothing else tuple(told.way_lines(found))
    note = f". {found.graph.note[:1].upper()}{found.graph.note[1:]}" if found.graph.note else ""
    return Section(
        number=number,
        title=told.way_asked(found),
        headings=(f"{found.graph.title}{note}",),
        lead=lead,
        drawings=(Drawing(label="The way on the map", draw=lambda: plot_way(found)),),
        tables=tuple(_tables(found)),
        doubts=tuple(warning_lines(found.warnings)),
        sources=(),
        code="",
        foot=tuple(f"Data: {one}." for one in found.graph.attribution),
    )


def _tables(found: Way) -> Iterator[Table]:
    if found.arcs is None:
        return
    columns: list[Column[WayLeg]] = [words("by", lambda leg: leg.mode), Column("km", lambda leg: real(leg.km, 1))]
    if found.speeds is not None:
        columns.append(Column("days", lambda leg: real(leg.hours and leg.hours / 24, 2)))
    columns += [words("from", lambda leg: _at(leg.from_lat, leg.from_lon))]
    columns += [words("to", lambda leg: _at(leg.to_lat, leg.to_lon))]
    yield table_of(columns, found.parts, caption="The way by mode")
    lands: list[Column[tuple[str, float]]] = [
        words("territory", lambda row: row[0]),
        Column("km over its land", lambda row: real(row[1], 1)),
    ]
    yield table_of(lands, found.territories.items(), caption="Territories that it touches, by geometry")


def _at(lat: float, lon: float) -> str:
    return f"{lat:.2f}, {lon:.2f}"
