"""Carriage without a timetable where there are scheduled services of its mode: what an answer has fallen back on.

A railway's general pace and its ordinary carriage stand in for trains that the data do not know, or that nobody runs.
In a network without scheduled services that take the load nothing is fallen back on, and nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from networks.model.elements import USUAL_GRADE
from networks.network import Network
from routing.answer_warning import FALLBACK, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question
from routing.steps.kinds import RAIL

SCHEDULED = "scheduled"
CARRIAGE = {"general": "at the general pace of container trains", "ordinary": "in ordinary carriage"}
MOST = 3  # stretches that the words name
NEVER = 2**31  # no stop has that number

Calls = Mapping[str, Mapping[str, tuple[int, int]]]  # line -> place -> first stop to board at, last one to leave it


class Stretch(NamedTuple):
    """A part of a route ridden in one grade without a timetable: mode, services, from where and to where."""

    grade: str
    mode: str
    services: tuple[str, ...]
    origin: str
    destination: str


class Ride(NamedTuple):
    """What a step rides, and from where to where."""

    element: str
    mode: str
    places: tuple[str, ...]


class Offer(NamedTuple):
    """What takes a load: the grade of what has no timetable, where others have one, and the lines that do, by mode."""

    grades: Mapping[str, str]
    scheduled: Mapping[str, Sequence[str]]


def fallback(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield one warning for each grade without a timetable that the routes ride in, with the stretches."""
    load = question.shipment.load
    offer = network.worked_out((fallback, load), lambda: _offer(network, load))
    if not offer.grades:
        return
    rides = {id(step): Ride(step.element, step.mode, step.places) for step in routes.steps if step.is_ride}
    # journeys of other days have the same rides
    different = dict.fromkeys(tuple(filter(None, map(rides.get, map(id, way.steps)))) for way in routes)
    found = dict.fromkeys(stretch for ridden in different for stretch in _stretches(offer.grades, ridden))
    for grade, carriage in CARRIAGE.items():
        stretches = [stretch for stretch in found if stretch.grade == grade]
        if stretches:
            named = [_told(network, one) for one in stretches]
            words = f"carried without a timetable, {carriage}: {'; '.join(_few(named))}"
            elements = tuple(sorted({service for one in stretches for service in one.services}))
            yield AnswerWarning(FALLBACK, words, elements, "; ".join(_few(list(_remedies(network, offer, stretches)))))


def _told(network: Network, stretch: Stretch) -> str:
    carriers = ", ".join(dict.fromkeys(called(network, service) for service in stretch.services))
    return f"{_way(network, stretch.origin, stretch.destination)} by {carriers}"


def _way(network: Network, origin: str, destination: str) -> str:
    return f"{called(network, origin)} to {called(network, destination)}"


def _offer(network: Network, load: str) -> Offer:
    """Return what has no timetable and what has, of the modes in which some line has one; of columns, for speed."""
    scheduled: dict[str, list[str]] = {}
    for name, kind, mode, grade, loads in _services(network, "tables"):
        if (grade or USUAL_GRADE[kind]) == SCHEDULED and (not loads or load in loads):
            scheduled.setdefault(mode, []).append(name)
    known = ((name, grade or USUAL_GRADE[kind], mode) for name, kind, mode, grade, _ in _services(network, "catalogue"))
    return Offer({name: grade for name, grade, mode in known if grade != SCHEDULED and mode in scheduled}, scheduled)


def _services(network: Network, tables: str) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """Yield id, kind, mode, grade and loads of the services on offer, or of all in the catalogue."""
    table = getattr(network, tables)["services"]
    return zip(*(table[column].tolist() for column in ("id", "kind", "mode", "grade", "loads")), strict=True)


def _stretches(grades: Mapping[str, str], rides: Iterable[Ride]) -> Iterator[Stretch]:
    """Yield the parts of a route that are ridden in one grade without a timetable."""
    for (grade, mode), group in groupby(rides, key=lambda ride: (grades.get(ride.element, ""), ride.mode)):
        if grade:
            ridden = list(group)
            services = tuple(dict.fromkeys(ride.element for ride in ridden))
            yield Stretch(grade, mode, services, ridden[0].places[0], ridden[-1].places[-1])


def _remedies(network: Network, offer: Offer, stretches: Iterable[Stretch]) -> Iterator[str]:
    """Yield what may be done: ask where no scheduled service goes all the way, else look at those that do."""
    calls = network.worked_out(_calls, lambda: _calls(network))
    unknown: dict[str, list[str]] = {}
    for origin, destination, mode in dict.fromkeys((one.origin, one.destination, one.mode) for one in stretches):
        lines = [line for line in offer.scheduled[mode] if _runs(calls[line], origin, destination)]
        if lines:
            named = ", ".join(_few(list(dict.fromkeys(called(network, line) for line in lines))))
            yield f"{named} from {called(network, origin)} to {called(network, destination)} is scheduled"
        else:
            unknown.setdefault(mode, []).append(_way(network, origin, destination))
    for mode, ways in unknown.items():
        asked, vehicle = ("railway", "train") if mode == RAIL else ("operator", "service")
        yield f"ask the {asked}; no scheduled {vehicle} from {' or from '.join(_few(ways))} is in the data"


def _calls(network: Network) -> Calls:
    """Return where lines take goods on and set them down."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    table = network.catalogue["stops"]
    for line, place, seq, board, alight in zip(
        *(table[column].tolist() for column in ("service", "place", "seq", "board", "alight")), strict=True
    ):
        first, last = found.setdefault(line, {}).get(place, (NEVER, 0))
        found[line][place] = (min(first, seq) if board else first, max(last, seq) if alight else last)
    return found


def _runs(calls: Mapping[str, tuple[int, int]], origin: str, destination: str) -> bool:
    """Tell whether a line takes goods on at one place and sets them down later at another."""
    return origin in calls and destination in calls and calls[origin][0] < calls[destination][1]


def _few(words: list[str]) -> list[str]:
    return words[:MOST] + ([f"{len(words) - MOST} more"] if len(words) > MOST else [])
