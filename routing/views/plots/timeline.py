"""A route on the clock along its days: `plot_timeline`, a row for each place where goods stand and each leg."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from routing.accounts.schedule import Event, local, together
from routing.answers.route import Route
from routing.errors import QuestionError
from routing.steps.kinds import CLEARANCE, FERRY, HANDLING, INLAND_WATER, MOVING, RAIL, ROAD, SEA, WAITING
from routing.steps.leg import leg_numbers
from routing.views.plots import style
from routing.views.plots.bars import HEIGHT, bar, swatch, widen
from routing.views.plots.fonts import FONT, can_write
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import ends_text, names_of, place_label
from routing.views.plots.style import Axes, words
from routing.views.text.clock import events_of
from routing.views.text.doubt import brief_usd
from routing.views.text.moments import MONTHS, moment_text, nearest_minute, short_text, zone_text
from routing.views.text.table import number

LONGEST_LABEL, LONGEST_PLACE = 40, 24
TICK_PT = 40.0  # room that a date needs
DAY = datetime.timedelta(days=1)
SHIP, TRAIN, LORRY, OTHER = "ship", "train", "lorry", "moving"
BY = {**dict.fromkeys((SEA, FERRY, INLAND_WATER), SHIP), RAIL: TRAIN, ROAD: LORRY}
FACES = {  # what is done -> fill and hatch, in the order of the legend; the lightness differs too
    SHIP: style.ACTIVITIES[MOVING],
    TRAIN: (style.SKY, ""),
    LORRY: (style.GREEN, "\\\\"),
    OTHER: (style.PALE, ""),
    **{name: style.ACTIVITIES[name] for name in (WAITING, HANDLING, CLEARANCE)},
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is called, what happens in it, and its leg (None: the goods stand at a place)."""

    label: str
    events: tuple[Event, ...]
    leg: int | None


def rows_of(route: Route) -> list[Row]:
    """Return the rows in order: standing at a place (the wait for a departure too), then a leg with its borders, ...

    Raises
    ------
    QuestionError
        The route is not on the clock.
    """
    if route.model != "clock":
        raise QuestionError(["a timeline needs moments: expected an answer to solve(..., depart=...) or arrive_by="])
    found: list[tuple[int | None, list[Event]]] = []
    for event, leg in zip(events_of(route), _aboard(route), strict=True):
        if not found or found[-1][0] != leg:
            found.append((leg, []))
        found[-1][1].append(event)
    return [
        Row(_label(route, leg, events), tuple(_runs(events)), leg)
        for leg, events in found
        if events[-1].ends > events[0].begins
    ]


def _runs(events: list[Event]) -> Iterator[Event]:
    """Yield events with those of one kind that follow one another taken together, but waits for departures."""
    for _, run in groupby(events, lambda event: (does(event), event.there_by)):
        found = list(run)
        yield together(found, found[0])


def does(event: Event) -> str:
    """Return what is done in an event: the name of a face."""
    step = event.steps[0]
    return BY.get(step.mode, OTHER) if step.activity == MOVING else step.activity


def plot_timeline(route: Route, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw a route on the clock along its days: ships, trains, waits, borders; a mark where goods must be there by.

    A row is a place where the goods stand, or a leg with what is done at the borders on its way. Dates below begin at
    00:00 by the clocks of the origin, those above by the clocks of the destination.

    Parameters
    ----------
    route
        A route on the clock.
    title, ax
        As in `plot_routes`.

    Raises
    ------
    QuestionError
        The route is not on the clock.

    Examples
    --------
    >>> import datetime, networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"), depart=datetime.date(2016, 3, 1))
    >>> routing.plots.plot_timeline(result.require()).get_xlabel()
    'dates at A, from 00:00 UTC'
    """
    rows = rows_of(route)
    events = [event for row in rows for event in row.events]
    begin = nearest_minute(events[0].begins) if events else nearest_minute(events_of(route)[0].begins)
    end = max((event.ends for event in events), default=begin)
    whole = days_between(begin, end) or 1.0
    canvas = style.axes(ax, 9.6, 2.3 + 0.36 * len(rows))[0]
    style.frame(canvas, grid="x")
    canvas.set_xlim(0, whole * 1.1)
    canvas.set_ylim(len(rows) - 0.4, -0.6)
    texts = []
    for number_of, row in enumerate(rows):
        for event in row.events:
            face, hatch = FACES[does(event)]
            left, width = days_between(begin, event.begins), days_between(event.begins, event.ends)
            if width:
                bar(canvas, left, width, number_of, face=face, hatch=hatch, gid=f"bar:{does(event)}")
            if _is_marked(event):
                _mark(canvas, days_between(begin, event.there_by or event.ends), number_of)
        last = row.events[-1].ends
        where = days_between(begin, last) + 0.008 * whole
        texts.append(words(canvas, where, number_of, _ends_at(route, row, last), va="center", fontsize=style.TINY))
    style.tick_names(canvas, "y", [float(one) for one in range(len(rows))], [row.label for row in rows])
    style.settle(canvas)
    widen(canvas, texts)
    dates(canvas, route, begin, whole)
    style.settle(canvas)
    style.set_title(canvas, _title(route) if title is None else title)
    done = {does(event) for event in events if event.ends > event.begins}
    handles = [swatch(name, *FACES[name]) for name in FACES if name in done]
    handles += [_swatch_of_mark()] if any(map(_is_marked, events)) else []
    gap = style.legend_below(canvas, handles, gap_pt=34, columns=7)
    shown = [*names_of(route.network, route.places), title or ""]
    style.below(canvas, provenance([route.network], shown=shown), gap_pt=gap)
    return canvas


def _aboard(route: Route) -> Iterator[int | None]:
    """Yield for each step the leg that the goods are aboard of; None while they stand or wait."""
    numbers = leg_numbers(route.steps)
    last = {leg: at for at, leg in enumerate(numbers) if leg is not None}
    leg = None
    for at, step in enumerate(route.steps):
        if numbers[at] is not None and not step.is_boarding:
            leg = numbers[at]
        yield leg
        if leg is not None and at == last[leg]:
            leg = None


def _label(route: Route, leg: int | None, events: list[Event]) -> str:
    if leg is None:
        return place_label(route.network, events[0].steps[0].places[0], LONGEST_LABEL)
    name = f"{route.legs[leg].mode}: {route.legs[leg].name}"
    return style.plain(name if can_write(name) else route.legs[leg].mode, LONGEST_LABEL)


def _ends_at(route: Route, row: Row, last: datetime.datetime) -> str:
    """Return what is written behind a row: when the goods depart, or where and when they arrive."""
    if row.leg is not None:
        return f"{place_label(route.network, row.events[-1].steps[-1].places[-1], LONGEST_PLACE)} {short_text(last)}"
    return f"{'departs' if row.events[-1].steps[-1].activity == WAITING else 'until'} {short_text(last)}"


def _is_marked(event: Event) -> bool:
    return event.there_by is not None and event.there_by < event.ends


def _mark(canvas: Axes, at: float, row: int) -> None:
    """Draw the moment by which goods must be there: a thick stroke across the bar."""
    ends = [row - HEIGHT / 2 - 0.1, row + HEIGHT / 2 + 0.1]
    canvas.plot([at, at], ends, color=style.VERMILION, linewidth=2.4, solid_capstyle="butt", zorder=4, gid="there by")


def _swatch_of_mark() -> object:
    lines = style.matplotlib_module("lines")
    return lines.Line2D([], [], color=style.VERMILION, linewidth=2.4, label="there by (cut-off)")


def dates(canvas: Axes, route: Route, begin: datetime.datetime, whole: float) -> None:
    """Put dates at the midnights of the origin below, and of the destination above."""
    origin, destination = route.places[0], route.places[-1]
    last = local(route.network, begin, destination)
    shown = canvas.get_xlim()[1] / canvas.get_window_extent().width  # days a pixel
    every = max(1, ceil(style.pixels(canvas, TICK_PT) * shown))
    style.tick_names(canvas, "x", *_midnights(begin, begin, whole, every))
    canvas.set_xlabel("")
    style.frame(canvas, x=f"dates at {place_label(route.network, origin)}, from 00:00 {zone_text(begin)}", grid="x")
    canvas.tick_params(axis="y", length=0)
    above = canvas.secondary_xaxis("top")
    style.tick_names(above, "x", *_midnights(begin, last, whole, every))
    above.spines["top"].set_color(style.PALE)
    above.tick_params(colors=style.GREY)
    said = f"dates at {place_label(route.network, destination)}"
    above.set_xlabel(said, fontsize=style.SMALL, color=style.GREY, family=FONT, parse_math=False, usetex=False)


def _midnights(
    begin: datetime.datetime, there: datetime.datetime, whole: float, every: int
) -> tuple[list[float], list[str]]:
    """Return where every so manieth day begins by the clocks of a place, in days since the begin, and its date."""
    at, names = [], []
    day = there.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    day += DAY if there.replace(tzinfo=None) > day else 0 * DAY
    while (days := days_between(begin, day.replace(tzinfo=there.tzinfo))) <= whole:
        at.append(days)
        names.append(f"{day.day} {MONTHS[day.month - 1][:3]}")
        day += every * DAY
    return at, names


def days_between(one: datetime.datetime, other: datetime.datetime) -> float:
    """Return the days of elapsed time from one moment to another."""
    return (other.astimezone(datetime.UTC) - one.astimezone(datetime.UTC)) / DAY


def _title(route: Route) -> str:
    events = events_of(route)
    ends = f"leaves {moment_text(events[0].begins)}, arrives {moment_text(events[-1].ends)}"
    return f"{ends_text(route)} by the clock: {ends}; {number(route.days, 1)} days, {brief_usd(route)}"
