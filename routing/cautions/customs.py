"""Customs areas that a route enters or leaves and of which the network says nothing, though it does of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from networks.network import Network
from routing.answer_warning import NO_CUSTOMS, AnswerWarning
from routing.answers.route import Route
from routing.answers.ways import Ways
from routing.question.question import Question
from routing.steps.kinds import AIR, CUSTOMS_KINDS, FERRY, RAIL, SEA
from routing.steps.step import Step

WATER = (SEA, FERRY, AIR)
FREE = "takes no time and costs nothing"


def areas_without_rows(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield the areas without a row of procedures.csv at borders of routes; `countries` tells places of none.

    Where an area has rows for some grades only, it is one without for carriage of the others.
    """
    silent = network.worked_out(areas_without_rows, lambda: _in_silent_areas(network))
    steps = routes.steps if silent else ()
    met_at = {id(step) for step in steps if not silent.keys().isdisjoint(step.places)}
    near = [route for route in routes if met_at and any(id(step) in met_at for step in route.steps)]
    met: dict[tuple[str, str], set[str]] = {}
    for place, grade in (found for route in near for found in _at_borders(network, question, route)):
        if place in silent and grade not in (grades := silent[place]):
            carriage = f" for {_carriage(grade)}" if grades else ""
            met.setdefault((_area(network, place), carriage), set()).add(place)
    for (area, carriage), places in sorted(met.items()):
        named = ", ".join(sorted(places))
        about = f"no row of procedures.csv is about customs of {area}{carriage}"
        words = f"{about}: entering or leaving it at {named} {FREE}"
        yield AnswerWarning(NO_CUSTOMS, words, tuple(sorted(places)), f"give the rows of {area}")


def _in_silent_areas(network: Network) -> dict[str, frozenset[str]]:
    """Return the places in areas without a row for every grade, each with the grades that have one.

    None where the network has no rows at all.
    """
    stated = {(row.area, row.grade) for row in network.procedures.values() if row.kind in CUSTOMS_KINDS}
    if not stated:
        return {}
    places, silent = network.tables["places"], []
    countries = places.distinct("country")
    for area in map(network.customs_area, countries.values):
        grades = frozenset(grade for of, grade in stated if of in (area, ""))
        silent.append(None if not area or "" in grades else grades)
    pairs = zip(places["id"].tolist(), countries.of_row.tolist(), strict=True)
    return {place: grades for place, number in pairs if (grades := silent[number]) is not None}


def _carriage(grade: str) -> str:
    return f"carriage of grade {grade}" if grade else "goods that neither leave nor board a train"


def _at_borders(network: Network, question: Question, route: Route) -> Iterator[tuple[str, str]]:
    """Yield the places of a route where goods leave a customs area or enter one, with the grade that rows are for."""
    rides = [step for step in route.steps if step.is_ride]
    door = question.shipment.scope == "door"
    ends = (route.places[0], route.places[-1])
    groups = [(by_water, list(group)) for by_water, group in groupby(rides, key=lambda ride: ride.mode in WATER)]
    for number, (by_water, group) in enumerate(groups):
        if by_water:
            places = [place for ride in group for place in ride.places]
            before = groups[number - 1][1][-1] if number else None
            after = groups[number + 1][1][0] if number + 1 < len(groups) else None
            if len(_areas(network, places)) > 1:
                trains = ((places[0], _of_train(network, before)), (places[-1], _of_train(network, after)))
                yield from (found for found in trains if door or found[0] not in ends)
            continue
        for ride in (ride for ride in group if ride.element in network.services_of_all_dates):
            borders = [place for pair in pairwise(ride.places) if len(_areas(network, pair)) > 1 for place in pair]
            yield from ((place, _grade(network, ride)) for place in borders)


def _of_train(network: Network, ride: Step | None) -> str:
    """Return the grade of a ride by rail; "" of any other."""
    return _grade(network, ride) if ride is not None and ride.mode == RAIL else ""


def _grade(network: Network, ride: Step) -> str:
    services = network.services_of_all_dates
    return services[ride.element].grade if ride.element in services else ""


def _areas(network: Network, places: Iterable[str]) -> set[str]:
    return {_area(network, place) for place in places}


def _area(network: Network, place: str) -> str:
    return network.worked_out((_area, place), lambda: network.customs_area(network.places[place].country))
