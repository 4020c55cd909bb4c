"""When each step of a route on the clock begins and ends, by the clocks of the places; cut-offs and departures too."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from networks.network import Network
from networks.timetable.zones import zone_of
from routing.question.clock import moment_at, seconds_of
from routing.question.shipment import Shipment
from routing.steps.leg import leg_numbers
from routing.steps.step import Step

MILLIMINUTE = datetime.timedelta(milliseconds=60)


@dataclass(frozen=True, slots=True)
class Event:
    """What happens when: some steps of a route, one after the other.

    Attributes
    ----------
    steps
        The steps; those of one event of `schedule` are one.
    begins, ends
        Moments by the clocks of the first place and of the last one; by UTC where a place is in no zone that is known.
    there_by
        Of a boarding by a timetable, the moment by which the goods must be there, by the clocks of the place; None of
        anything else. The event ends with the departure.
    """

    steps: tuple[Step, ...]
    begins: datetime.datetime
    ends: datetime.datetime
    there_by: datetime.datetime | None = None


def schedule(network: Network, shipment: Shipment, steps: Sequence[Step]) -> list[Event]:
    """Return an event for each step of a route that leaves when its shipment is ready.

    Parameters
    ----------
    shipment
        One that says when it is ready: on the clock that is when the goods leave.
    steps
        Those of the route, each with its time.

    Examples
    --------
    >>> import datetime, networks, routing
    >>> net = networks.load("eurasia")
    >>> box = routing.Shipment("JPYOK", "KZALA", ready=datetime.date(2016, 3, 1))
    >>> gate_in = routing.solve(net, box).require().steps[0]
    >>> [event.ends.isoformat() for event in schedule(net, box, [gate_in])]
    ['2016-03-01T12:00:00+09:00']
    """
    begin = datetime.datetime.fromtimestamp(_begin(network, shipment), datetime.UTC)
    found = []
    for step in steps:
        end = begin + (step.milliminutes or 0) * MILLIMINUTE
        first, last = step.places[0], step.places[-1]
        there_by = local(network, end - step.lead * MILLIMINUTE, first) if step.timetable else None
        found.append(Event((step,), local(network, begin, first), local(network, end, last), there_by))
        begin = end
    return found


def legs_on_clock(network: Network, shipment: Shipment, steps: Sequence[Step]) -> Iterator[tuple[Event, Event]]:
    """Yield for each leg of a route the wait for its departure, and the way aboard with all that is done on it."""
    events = schedule(network, shipment, steps)
    numbers = leg_numbers(steps)
    for number in dict.fromkeys(one for one in numbers if one is not None):
        rows = [row for row, one in enumerate(numbers) if one == number]
        riding = [row for row in rows if steps[row].is_ride]
        waits = [row for row in rows if steps[row].is_boarding]
        wait = together(events[waits[0] : waits[-1] + 1] if waits else events[riding[0] : riding[0]], events[riding[0]])
        first = waits[-1] + 1 if waits else riding[0]
        yield wait, together(events[first : riding[-1] + 1], events[first])


def together(events: Sequence[Event], at: Event) -> Event:
    """Return several events as one; of none one without length where another begins."""
    if not events:
        return Event((), at.begins, at.begins)
    steps = tuple(step for event in events for step in event.steps)
    there_by = next((event.there_by for event in events if event.there_by is not None), None)
    return Event(steps, events[0].begins, events[-1].ends, there_by)


def local(network: Network, moment: datetime.datetime, place: str) -> datetime.datetime:
    """Return a moment by the clocks of a place, or by UTC where its zone is not known."""
    return moment.astimezone(zone_of(network, place) or datetime.UTC)


def day_number(first: datetime.datetime, moment: datetime.datetime) -> int:
    """Return which day of the journey it is by the calendars of both places: day 1 is that of the begin.

    Examples
    --------
    >>> eve = datetime.datetime(2016, 12, 31, 23, 0)
    >>> day_number(eve, eve), day_number(eve, datetime.datetime(2017, 1, 1, 1, 0))
    (1, 2)
    """
    return (moment.date() - first.date()).days + 1


def without_zone(network: Network, steps: Sequence[Step]) -> list[str]:
    """Return the places at which steps begin or end whose zone is not known, each once."""
    ends = dict.fromkeys(place for step in steps for place in (step.places[0], step.places[-1]))
    return [place for place in ends if zone_of(network, place) is None]


def _begin(network: Network, shipment: Shipment) -> int:
    return seconds_of(moment_at(network, shipment.origin, shipment.ready, "ready"))
