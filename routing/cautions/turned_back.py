"""Vias that a route only touches: it turns back there, or runs over a way there and back round them.

To pass a via a route need only touch it. So a ship may call there and go back, and a train run past the destination to
it and return, which is seldom what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answer_warning import TURNED_BACK, AnswerWarning
from routing.answers.route import Route
from routing.cautions.called import called
from routing.question.question import Question


class Move(NamedTuple):
    """A way from one place to the next, over a link; "" where a line does not name its links."""

    tail: str
    head: str
    link: str


def turned_back(network: Network, question: Question, routes: Sequence[Route]) -> Iterator[AnswerWarning]:
    """Yield each via at which a route turns back, wherever it may count as passed."""
    via = question.constraints.via
    found = dict.fromkeys(warning for route in routes for warning in _of_route(network, via, route)) if via else ()
    yield from found


def _of_route(network: Network, via: Sequence[str], route: Route) -> Iterator[AnswerWarning]:
    moves = _moves(route)
    if not moves:
        return
    places = [moves[0].tail, *(move.head for move in moves)]
    for place, spots in zip(via, _where_passed(places, via), strict=True):
        turns = [_turn(moves, spot) for spot in spots]
        if turns[0] is not None and None not in turns:
            came, left = turns[0]
            yield _warning(network, place, moves[came], moves[left])


def _moves(route: Route) -> list[Move]:
    """Return the way of a route, link after link."""
    found: list[Move] = []
    for ride in (step for step in route.steps if step.is_ride):
        links = ride.links or ("",) * (len(ride.places) - 1)
        found += map(Move, ride.places, ride.places[1:], links)
    return found


def _where_passed(places: Sequence[str], via: Sequence[str]) -> list[list[int]]:
    """Return for each via the numbers of the places at which it may be passed, the others before and behind it."""
    earliest: list[int] = []
    latest: list[int] = []
    here = 0
    for place in via:
        here = next(number for number in range(here, len(places)) if places[number] == place)
        earliest.append(here)
    here = len(places) - 1
    for place in reversed(via):
        here = next(number for number in range(here, -1, -1) if places[number] == place)
        latest.insert(0, here)
    return [
        [number for number in range(first, last + 1) if places[number] == place]
        for place, first, last in zip(via, earliest, latest, strict=True)
    ]


def _turn(moves: Sequence[Move], spot: int) -> tuple[int, int] | None:
    """Return the moves nearest to a place by which the route runs there and back around it; None if there are none."""
    before = {(move.tail, move.head): number for number, move in enumerate(moves[:spot])}
    for number, move in enumerate(moves[spot:], start=spot):
        came = before.get((move.head, move.tail))
        if came is not None:
            return came, number
    return None


def _warning(network: Network, via: str, came: Move, left: Move) -> AnswerWarning:
    named = f"{network.places[via].name} ({via})"
    links = tuple(sorted({came.link, left.link} - {""}))
    over = " and ".join(dict.fromkeys(link for link in (came.link, left.link) if link))
    over = over or f"the way from {called(network, came.tail)} to {called(network, came.head)}"
    if came.head == via == left.tail:
        words = f"via {named} is touched and turned back: reached and left over {over}"
    else:
        words = f"via {named} lies on a way there and back: {over} is run over before it, and back after it"
    return AnswerWarning(TURNED_BACK, words, tuple(sorted({via, *links})), "name a via further on, or none")
