"""Dates that do not fit or were not judged: goods of other years than the network, planned links, dated services."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from networks.model.customs import area_of
from networks.network import Network
from routing.answer_warning import DAYS_NOT_JUDGED, OTHER_CUSTOMS, OTHER_YEARS, PLANNED, AnswerWarning
from routing.answers.route import Route
from routing.question.question import Question

A_YEAR = datetime.timedelta(days=366)


def other_years(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield a warning where the goods are ready more than a year before or after the as-of date of the network."""
    ready = question.shipment.ready
    if ready is None or network.as_of is None:
        return
    day = datetime.date(ready.year, ready.month, ready.day)
    if abs(day - network.as_of) > A_YEAR:
        words = (
            f"the goods are ready on {day}, the network is as of {network.as_of}: times and prices are of another year"
        )
        yield AnswerWarning(OTHER_YEARS, words, (), "ask a network of that year, or goods of the network's")


def planned_links(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield a warning where a route runs over links that are only planned."""
    used = sorted({link for route in routes for link in route.links} & network.planned.keys())
    if used:
        words = f"by way of planned links: {', '.join(used)}"
        yield AnswerWarning(PLANNED, words, tuple(used), "what if they were open; nobody can send goods over them")


def unjudged(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield a warning where a route leans on dated services, and neither goods nor network have a date."""
    if question.shipment.ready is not None or network.as_of is not None:
        return
    used = sorted({leg.service for route in routes for leg in route.legs} & network.dated.keys())
    if used:
        words = f"no day to hold the dates of these services against: {', '.join(used)}"
        yield AnswerWarning(
            DAYS_NOT_JUDGED, words, tuple(used), "say when the goods are `ready`, or give the network `as_of`"
        )


def memberships(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield a warning where a route touches a territory that is in another customs area when the goods are ready."""
    ready = question.shipment.ready
    if ready is None or network.as_of is None:
        return
    day = datetime.date(ready.year, ready.month, ready.day)
    touched = sorted({code for route in routes for code in route.territories})
    areas = {code: (network.customs_area(code), area_of(code, network.customs_members, day)) for code in touched}
    moved = [code for code, (here, there) in areas.items() if here != there]
    if moved:
        told = ", ".join(f"{code} counts as {areas[code][0]}, not {areas[code][1]}" for code in moved)
        words = f"customs areas are those of {network.as_of}, the goods are ready on {day}: {told}"
        yield AnswerWarning(OTHER_CUSTOMS, words, tuple(moved), "ask a network of that day")
