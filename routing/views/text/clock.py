"""Routes on the clock in words: when they leave and arrive, by whose clocks, and how close their connections are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from routing.accounts.schedule import Event, day_number, legs_on_clock, schedule, together, without_zone
from routing.amounts.missing import scaled
from routing.amounts.units import HOUR
from routing.question.clock import moment_at
from routing.question.moments import told
from routing.views.text.moments import moment_text, short_text
from routing.views.text.table import number

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answers.route import Route
    from routing.question.question import Question
    from routing.steps.step import Step

LEG_TIMES = ("departs", "arrives")


def events_of(route: Route) -> list[Event]:
    """Return an event for each step of a route on the clock."""
    assert route.shipment is not None
    return schedule(route.network, route.shipment, route.steps)


def leg_times(route: Route) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Return when each leg of a route on the clock departs and arrives, by the clocks of its two places."""
    assert route.shipment is not None
    legs = legs_on_clock(route.network, route.shipment, route.steps)
    return [(aboard.begins, aboard.ends) for _, aboard in legs]


def leg_cells_of_time(route: Route) -> list[list[str]]:
    """Return the cells under `LEG_TIMES` of each leg."""
    return [[short_text(departs), short_text(arrives)] for departs, arrives in leg_times(route)]


def arrival(route: Route) -> datetime.datetime | None:
    """Return when a route arrives: on the clock by the clocks of the destination, else by those of ``ready``."""
    return arrival_on_clock(route) if route.model == "clock" else route.arrives


def arrival_on_clock(route: Route) -> datetime.datetime:
    """Return when a route on the clock arrives, by the clocks of the destination."""
    return events_of(route)[-1].ends


def clock_words(route: Route) -> str:
    """Return when a route on the clock leaves and arrives, each by the clocks of its place."""
    events, places = events_of(route), route.network.places
    ends = (("leaves", events[0].begins, route.places[0]), ("arrives", events[-1].ends, route.places[-1]))
    said = ", ".join(f"{verb} {places[place].name} {moment_text(moment)}" for verb, moment, place in ends)
    return f"by the clock: {said}"


def asked_of_clock(network: Network, question: Question) -> str:
    """Return what was asked of the clock: when the goods leave and must be there."""
    shipment, by = question.shipment, question.arrive_by
    if by is not None:
        at = moment_at(network, shipment.destination, by, "arrive_by", end=True)
        return f"by the clock, there by {moment_text(at)}, leaving as late as that allows"
    last = "" if shipment.deadline is None else f", deadline {told(shipment.deadline, end=True)}"
    return f"by the clock, leaving {moment_text(moment_at(network, shipment.origin, shipment.ready, 'ready'))}{last}"


def clock_lines(route: Route) -> list[str]:
    """Return the lines that tell the closest connection of a route on the clock, and the clocks that are not known."""
    if route.model != "clock":
        return []
    unknown = [route.network.places[place].name for place in without_zone(route.network, route.steps)]
    zones = [f"The zone of {', '.join(unknown)} is not known: its moments are by UTC."] if unknown else []
    return [*_closest(route), *zones]


def _closest(route: Route) -> Iterator[str]:
    """Yield the line of the connection with the least time to spare, if goods change to anything with a timetable."""
    first = next((step for step in route.steps if step.is_boarding), None)
    timed = [step for step in route.steps if step.timetable and step is not first]
    if timed:
        step = min(timed, key=spare)
        place, services = route.network.places[step.places[0]].name, route.network.services_of_all_dates
        hours = number(scaled(spare(step), HOUR), 1)
        yield f"Closest connection: {hours} h to spare at {place} for {services[step.element].name or step.element}."


def spare(step: Step) -> int:
    """Return the milliminutes that goods may come later and still be there in time for the same departure."""
    return (step.milliminutes or 0) - step.lead


def clock_cells(route: Route) -> list[tuple[int, str, str]]:
    """Return the day of the journey of each step, the moment at which it ends, and by when goods must be there."""
    found = itinerary_rows(route, [[step] for step in route.steps])
    return [
        (day, short_text(event.ends), "" if event.there_by is None else short_text(event.there_by))
        for event, day in found
    ]


def itinerary_rows(route: Route, runs: Sequence[Sequence[Step]]) -> list[tuple[Event, int]]:
    """Return what happens when in runs of steps, each with the day of the journey on which it ends."""
    events = events_of(route)
    found, at = [], 0
    for run in runs:
        event = together(events[at : at + len(run)], events[at])
        found.append((event, day_number(events[0].begins, event.ends)))
        at += len(run)
    return found
