"""Ways of the world: parts of a route that are a length by geometry and a time by stated speeds, without a service."""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.keys import WORLD_WAYS
from networks.network import Network
from routing.answer_warning import ASSUMED, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question
from routing.steps.leg import Leg


def ways_of_the_world(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield each leg over links that are ways of the world: its km, and what is known of it."""
    if not network.worked_out(ways_of_the_world, lambda: WORLD_WAYS in network.catalogue["links"]["source"]):
        return
    legs = {_links(leg): leg for route in routes for leg in route.legs}
    for links, leg in legs.items():
        own = tuple(name for name in links if name in network.links and network.links[name].source == WORLD_WAYS)
        if own:
            ends = f"from {called(network, leg.origin)} to {called(network, leg.destination)}"
            km = "" if leg.km is None else f" {leg.km:,.0f} km"
            notes = "; ".join(dict.fromkeys(network.links[name].note for name in own))
            yield AnswerWarning(ASSUMED, f"a way of the world,{km} {ends}: {notes}", own)


def _links(leg: Leg) -> tuple[str, ...]:
    return tuple(link for ride in leg.rides for link in ride.links)
