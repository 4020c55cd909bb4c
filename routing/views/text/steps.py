"""Steps in words: what is done where, what its figure rests on, and the itinerary made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from routing.accounts.provenance import calendar_behind
from routing.amounts.missing import scaled, total_of
from routing.amounts.units import DAY, HOUR
from routing.steps import kinds
from routing.steps.step import Step, added
from routing.views.text.clock import itinerary_rows
from routing.views.text.moments import short_text
from routing.views.text.table import number, table

if TYPE_CHECKING:
    from networks.model.figure import FigureKey
    from networks.network import Network
    from routing.answers.route import Route

DOES = {
    kinds.ORIGIN: "collection and gate-in",
    kinds.LOAD: "loading",
    kinds.UNLOAD: "unloading",
    kinds.DELIVERY: "delivery",
    kinds.LIFT: "handling and dwell",
    kinds.BOGIE_CHANGE: "change of bogies",
    kinds.BOARD: "wait for departure",
    kinds.DWELL: "stop on the way",
    kinds.ALIGHT: "set down",
    kinds.TAKEOVER: "taken over",
    kinds.DEMURRAGE: "demurrage",
    kinds.WAITING: "wait for opening",
    kinds.EXPORT: "export customs",
    kinds.IMPORT: "import customs",
    kinds.TRANSIT_OPENING: "customs transit opened",
    kinds.TRANSIT_CLOSING: "customs transit closed",
    kinds.PAPERS: "rail papers",
    kinds.HANDOVER: "hand-over between railways",
    kinds.SURCHARGE: "surcharge",
}
CLOCK_HEAD = ("step", "hours", "day", "until", "there by", "rests on")
SILENT = (
    kinds.PASS,
    kinds.ALIGHT,
    kinds.TAKEOVER,
    kinds.DEMURRAGE,
    kinds.SURCHARGE,
)  # no line of an itinerary where they take no time


def itinerary_text(route: Route, width: int | None = None) -> str:
    """Return every step that takes time, with the day on which it ends and what its figure rests on.

    On the clock it tells the day of the journey and the moment, by the clocks of the place, and at boardings by when
    the goods must be there.
    """
    if route.model == "clock":
        return "\n".join(table(CLOCK_HEAD, list(_clock_rows(route)), "lrrlll", width))
    rows = []
    so_far: int | None = 0
    for steps in step_runs(route):
        milliminutes = added(steps, "milliminutes")
        so_far = total_of([so_far, milliminutes])
        if milliminutes == 0 and steps[0].kind in SILENT:
            continue
        hours, day = number(scaled(milliminutes, HOUR), 1), number(scaled(so_far, DAY), 2)
        rows.append([doing(route.network, steps), hours, day, _rests_on(route.network, steps) if milliminutes else ""])
    return "\n".join(table(["step", "hours", "ends on day", "rests on"], rows, "lrrl", width))


def _clock_rows(route: Route) -> Iterator[list[str]]:
    for event, day in itinerary_rows(route, step_runs(route)):
        milliminutes = added(event.steps, "milliminutes")
        if milliminutes == 0 and event.steps[0].kind in SILENT:
            continue
        there_by = "" if event.there_by is None else short_text(event.there_by)
        rests = _rests_on(route.network, event.steps) if milliminutes else ""
        hours = number(scaled(milliminutes, HOUR), 1)
        yield [doing(route.network, event.steps), hours, str(day), short_text(event.ends), there_by, rests]


def step_runs(route: Route) -> list[list[Step]]:
    """Return the steps, with rides in one railway's ordinary carriage taken together."""
    runs: list[list[Step]] = []
    for step in route.steps:
        before = runs[-1][-1] if runs else None
        area = step.is_ride and step.time_figure is not None and step.time_figure[1] == "speed"
        if before is not None and area and before.is_ride and before.element == step.element:
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def doing(network: Network, steps: Sequence[Step], named: Callable[[Network, str], str] | None = None) -> str:
    """Return what is done in a run of steps, and where; `named` may call the places otherwise than by their names."""
    ends = steps[0].places[0], steps[-1].places[-1]
    first, last = (named(network, place) if named else network.places[place].name for place in ends)
    if steps[0].is_ride:
        return f"{steps[0].mode}: {first} - {last}"
    if steps[0].kind == kinds.DELAY:
        return f"{network.closures[steps[0].element].what}, {first}"
    return f"{DOES.get(steps[0].kind, steps[0].kind)}, {first}"


def rests_on(network: Network, key: FigureKey | None) -> str:
    """Return kind and source of a figure; ``given`` without one."""
    if key is None:
        return "given"
    figure = network.figures[key]
    return figure.kind if figure.source == figure.kind else f"{figure.kind} ({figure.source})"


def calendar_text(network: Network, step: Step) -> str:
    """Return kind and sources of the departures or opening hours by which the wait of a step ends."""
    kind, sources = calendar_behind(network, step)
    return f"{'departures' if step.is_boarding else 'opening hours'}: {kind}" + (f" ({sources})" if sources else "")


def _rests_on(network: Network, steps: Sequence[Step]) -> str:
    """Return kinds and sources of the figures behind the time of some steps, or of the calendar that ends a wait."""
    if steps[0].ends_by_calendar:
        return calendar_text(network, steps[0])
    found = dict.fromkeys(step.time_figure for step in steps if step.milliminutes)
    told = dict.fromkeys(rests_on(network, key) for key in found if key is not None)
    return "; ".join(told) or "given"
