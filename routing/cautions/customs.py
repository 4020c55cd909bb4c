"""Customs areas that a route enters or leaves and of which the network says nothing, though it does of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from networks.network import Network
from routing.answer_warning import NO_CUSTOMS, AnswerWarning
from routing.answers.route import Route
from routing.question.question import Question
from routing.steps.kinds import AIR, CUSTOMS_KINDS, FERRY, SEA

WATER = (SEA, FERRY, AIR)
FREE = "takes no time and costs nothing"


def areas_without_rows(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield the areas without a row of procedures.csv at borders of routes; `countries` tells places of none."""
    silent = network.worked_out(areas_without_rows, lambda: _in_silent_areas(network))
    if not silent:
        return
    met: dict[str, set[str]] = {}
    near = [route for route in routes if not silent.keys().isdisjoint(route.places)]
    for place in (place for route in near for place in _at_borders(network, question, route)):
        if place in silent:
            met.setdefault(silent[place], set()).add(place)
    for area, places in sorted(met.items()):
        named = ", ".join(sorted(places))
        words = f"no row of procedures.csv is about customs of {area}: entering or leaving it at {named} {FREE}"
        yield AnswerWarning(NO_CUSTOMS, words, tuple(sorted(places)), f"give the rows of {area}")


def _in_silent_areas(network: Network) -> dict[str, str]:
    """Return the places in customs areas without a row, each with its area; none where the network has no rows."""
    stated = {row.area for row in network.procedures.values() if row.kind in CUSTOMS_KINDS}
    if not stated or "" in stated:
        return {}
    areas = {place: _area(network, place) for place in network.places}
    return {place: area for place, area in areas.items() if area and area not in stated}


def _at_borders(network: Network, question: Question, route: Route) -> Iterator[str]:
    """Yield the places of a route where goods leave a customs area or enter one."""
    rides = [step for step in route.steps if step.is_ride]
    door = question.shipment.scope == "door"
    ends = (route.places[0], route.places[-1])
    for by_water, group in groupby(rides, key=lambda ride: ride.mode in WATER):
        if by_water:
            places = [place for ride in group for place in ride.places]
            if len(_areas(network, places)) > 1:
                yield from (place for place in (places[0], places[-1]) if door or place not in ends)
            continue
        for ride in (ride for ride in group if ride.element in network.services_of_all_dates):
            yield from (place for pair in pairwise(ride.places) if len(_areas(network, pair)) > 1 for place in pair)


def _areas(network: Network, places: Iterable[str]) -> set[str]:
    return {_area(network, place) for place in places}


def _area(network: Network, place: str) -> str:
    return network.worked_out((_area, place), lambda: network.customs_area(network.places[place].country))
