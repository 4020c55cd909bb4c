"""The journeys of a span of time, a row for each from leaving to arriving: `plot_departures`."""

from __future__ import annotations

from itertools import groupby

from routing.answers.departures import Departures
from routing.answers.route import Route
from routing.views.plots import style
from routing.views.plots.bars import bar, swatch, widen
from routing.views.plots.map_frame import provenance
from routing.views.plots.naming import names_of, place_label
from routing.views.plots.style import Axes, words
from routing.views.plots.timeline import FACES, dates, days_between, does
from routing.views.rows import rows
from routing.views.text.clock import events_of
from routing.views.text.moments import moment_text, nearest_minute, short_text
from routing.views.text.outcome import nothing_text
from routing.views.text.table import number

MOST = 60  # journeys that a picture shows: the fastest and cheapest of more


def plot_departures(found: Departures, *, most: int = MOST, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw journeys from leaving to arriving, a row for each: ships, trains, waits, borders; days and USD behind.

    Parameters
    ----------
    found
        Journeys.
    most
        How many are drawn, from 1: of more those of the fewest days and, in turn, the least USD; the title tells how
        many there are.
    title, ax
        As in `plot_routes`.

    Examples
    --------
    >>> import datetime, networkx, networks, routing
    >>> net = networks.from_networkx(networkx.MultiGraph([("A", "B", {"hours": 60, "usd": 500})]), mode="sea")
    >>> day = datetime.date(2016, 3, 1)
    >>> found = routing.departures(net, routing.Shipment("A", "B"), day, day)
    >>> routing.plots.plot_departures(found).get_xlabel()
    'dates at A, from 00:00 UTC'
    """
    if not found.routes:
        return _without_any(found, title, ax)
    shown = _shown(found, max(1, most))
    events = {number_of: events_of(found[number_of]) for number_of in shown}
    begin = nearest_minute(min(one[0].begins for one in events.values()))
    end = max(one[-1].ends for one in events.values())
    whole = days_between(begin, end) or 1.0
    canvas = style.axes(ax, 9.6, 2.2 + 0.22 * len(shown))[0]
    style.frame(canvas, grid="x")
    canvas.set_xlim(0, whole * 1.1)
    canvas.set_ylim(len(shown) - 0.4, -0.6)
    texts, done = [], set()
    named = [row["named"] for row in rows(found)]
    for at, number_of in enumerate(shown):
        for what, run in groupby(events[number_of], does):
            steps = list(run)
            left, width = (
                days_between(one, other) for one, other in ((begin, steps[0].begins), (steps[0].begins, steps[-1].ends))
            )
            if width:
                bar(canvas, left, width, at, face=FACES[what][0], hatch=FACES[what][1], gid=f"bar:{what}")
                done.add(what)
        where = days_between(begin, events[number_of][-1].ends) + 0.006 * whole
        told = _told(found[number_of], named[number_of])
        texts.append(words(canvas, where, at, told, va="center", fontsize=style.TINY))
    names = [short_text(events[number_of][0].begins) for number_of in shown]
    style.tick_names(canvas, "y", [float(one) for one in range(len(shown))], names)
    style.settle(canvas)
    widen(canvas, texts)
    dates(canvas, found[0], begin, whole)
    style.settle(canvas)
    style.set_title(canvas, _title(found, len(shown)) if title is None else title)
    gap = style.legend_below(
        canvas, [swatch(name, *FACES[name]) for name in FACES if name in done], gap_pt=34, columns=7
    )
    places = dict.fromkeys(place for number_of in shown for place in found[number_of].places)
    shown_names = [*names_of(found.network, list(places)), title or ""]
    style.below(canvas, provenance([found.network], shown=shown_names), gap_pt=gap)
    return canvas


def _without_any(found: Departures, title: str | None, ax: Axes | None) -> Axes:
    """Draw an empty frame that says that there is no journey."""
    canvas = style.axes(ax, 9.6, 3)[0]
    style.frame(canvas)
    canvas.set_xticks([])
    canvas.set_yticks([])
    style.words(canvas, 0.5, 0.5, nothing_text(found), transform=canvas.transAxes, ha="center", va="center")
    style.settle(canvas)
    style.set_title(canvas, _title(found, 0) if title is None else title)
    style.below(canvas, provenance([found.network], shown=[title or ""]), gap_pt=10)
    style.settle(canvas)
    return canvas


def _shown(found: Departures, most: int) -> list[int]:
    """Return the numbers of the journeys that are drawn, by their starts: in turn the fastest and the cheapest left."""
    numbers = range(len(found))
    orders = [
        sorted(numbers, key=lambda one: (found[one].days is None, found[one].days or 0)),
        sorted(numbers, key=lambda one: (found[one].usd is None, found[one].usd or 0)),
    ]
    taken: dict[int, None] = {}
    for pair in zip(*orders, strict=True):
        for one in pair:
            if len(taken) < most:
                taken.setdefault(one)
    return sorted(taken)


def _told(route: Route, named: str) -> str:
    """Return what is written behind a row."""
    usd = "" if route.usd is None else f", {number(route.usd)} USD"
    return f"{number(route.days, 1)} d{usd}{f' ({named})' if named else ''}"


def _title(found: Departures, drawn: int) -> str:
    count = len(found)
    many = "1 journey" if count == 1 else f"{count} journeys"
    some = "" if drawn == count else f", the {drawn} fastest and cheapest of them"
    span = f"leaving from {moment_text(found.start)} until {moment_text(found.end)}"
    ends = " - ".join(place_label(found.network, one) for one in (found.shipment.origin, found.shipment.destination))
    return f"{ends} by the clock: {many} worth taking{some}, {span}"
