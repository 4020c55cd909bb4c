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
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question
from routing.steps.passing import Met, Via, via_of


class Move(NamedTuple):
    """A way from one place to the next, over a link; "" where a line does not name its links."""

    tail: str
    head: str
    link: str


def turned_back(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield each via at which a route turns back, wherever it may count as passed."""
    via = question.constraints.via
    found = dict.fromkeys(warning for route in routes for warning in _of_route(network, via, route)) if via else ()
    yield from found


def _of_route(network: Network, via: Sequence[str], route: Route) -> Iterator[AnswerWarning]:
    moves = _moves(route)
    if not moves:
        return
    meetings = _meetings(moves)
    for name, spots in zip(via, _where_passed(meetings, [via_of(network, name) for name in via]), strict=True):
        turns = [_turn(moves, spot) for spot in spots]
        if turns[0] is not None and None not in turns:
            came, left = turns[0]
            yield _warning(network, name, meetings[spots[0]], moves[came], moves[left])


def _moves(route: Route) -> list[Move]:
    """Return the way of a route, link after link."""
    found: list[Move] = []
    for ride in (step for step in route.steps if step.is_ride):
        links = ride.links or ("",) * (len(ride.places) - 1)
        found += map(Move, ride.places, ride.places[1:], links)
    return found


def _meetings(moves: Sequence[Move]) -> list[Met]:
    """Return what is met on a way: place number k stands at 2k, and the link of move number k at 2k + 1."""
    after = (one for move in moves for one in (Met("link", move.link), Met("place", move.head)))
    return [Met("place", moves[0].tail), *after]


def _where_passed(meetings: Sequence[Met], via: Sequence[Via]) -> list[list[int]]:
    """Return for each via where among the meetings it may be passed, the others before and behind it."""
    earliest: list[int] = []
    latest: list[int] = []
    here = 0
    for asked in via:
        here = next(number for number in range(here, len(meetings)) if meetings[number] in asked)
        earliest.append(here)
    here = len(meetings) - 1
    for asked in reversed(via):
        here = next(number for number in range(here, -1, -1) if meetings[number] in asked)
        latest.insert(0, here)
    return [
        [number for number in range(first, last + 1) if meetings[number] in asked]
        for asked, first, last in zip(via, earliest, latest, strict=True)
    ]


def _turn(moves: Sequence[Move], spot: int) -> tuple[int, int] | None:
    """Return the moves nearest to a meeting by which the route runs there and back around it; None if there are none.

    Of a link met the move over it counts on both sides, so that running back over it is a turn.
    """
    behind, on = (spot + 1) // 2, spot // 2
    before = {(move.tail, move.head): number for number, move in enumerate(moves[:behind])}
    for number, move in enumerate(moves[on:], start=on):
        came = before.get((move.head, move.tail))
        if came is not None:
            return came, number
    return None


def _warning(network: Network, via: str, met: Met, came: Move, left: Move) -> AnswerWarning:
    links = tuple(sorted({came.link, left.link} - {""}))
    over = " and ".join(dict.fromkeys(link for link in (came.link, left.link) if link))
    over = over or f"the way from {called(network, came.tail)} to {called(network, came.head)}"
    named = _named(network, via)
    if came.head == met.id == left.tail and met.kind == "place":
        words = f"via {named} is touched and turned back: reached and left over {over}"
    elif met.kind == "link" and met.id in (came.link, left.link):
        words = f"via {named} is ridden and turned back: there and back over {over}"
    else:
        words = f"via {named} lies on a way there and back: {over} is run over before it, and back after it"
    return AnswerWarning(TURNED_BACK, words, tuple(sorted({via, *links})), "name a via further on, or none")


def _named(network: Network, via: str) -> str:
    """Return name and id of a place or corridor, or the id of a link."""
    if via in network.places:
        return f"{network.places[via].name} ({via})"
    return via if via in network.links else f"{network.corridors[via].name} ({via})"
