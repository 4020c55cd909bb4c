"""`Section`: what a report says of one answer, as plain data; the template makes HTML of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from routing.views.report.live_map import LiveMap
from routing.views.report.table import Table


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture.

    Attributes
    ----------
    label
        What it shows in words, for those who do not see it.
    draw
        Draws it (Axes from matplotlib).
    around
        Makes the map to look around in that stands in its place where scripts are on; None = there is none.
    """

    label: str
    draw: Callable[[], Any]
    around: Callable[[], LiveMap | None] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One answer of a report.

    Attributes
    ----------
    number, title
        Its place in the report from 1, and its heading.
    headings
        What the networks are that it speaks of.
    lead
        The answer in sentences.
    drawings, tables
        What is shown.
    doubts
        What was left out or assumed, in words.
    sources
        Rows of ``sources.csv`` behind the figures.
    code
        A program that asks the same question again.
    command
        The command that does, "" where none can.
    foot
        Why the answer is right: its proof, its engines.
    """

    number: int
    title: str
    headings: tuple[str, ...]
    lead: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    tables: tuple[Table, ...]
    doubts: tuple[str, ...]
    sources: tuple[Mapping[str, str], ...]
    code: str
    command: str = ""
    foot: tuple[str, ...] = ()
