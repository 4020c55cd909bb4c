"""Ways of the world: a length by geometry and a time by stated speeds, without a service; those taken, those banned."""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.keys import WORLD_WAYS
from networks.network import Network
from routing.answer_warning import ASSUMED, LEFT_OUT, AnswerWarning
from routing.answers.ways import Ways
from routing.cautions.called import called
from routing.question.question import Question
from routing.steps.leg import Leg


def ways_of_the_world(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield each leg over links that are ways of the world: its km, and what is known of it."""
    if not _has_ways(network):
        return
    legs = {_links(leg): leg for route in routes for leg in route.legs}
    for links, leg in legs.items():
        own = tuple(name for name in links if name in network.links and network.links[name].source == WORLD_WAYS)
        if own:
            ends = f"from {called(network, leg.origin)} to {called(network, leg.destination)}"
            km = "" if leg.km is None else f" {leg.km:,.0f} km"
            notes = "; ".join(dict.fromkeys(network.links[name].note for name in own))
            yield AnswerWarning(ASSUMED, f"a way of the world,{km} {ends}: {notes}", own)


def banned_ways_of_the_world(network: Network, question: Question, routes: Ways) -> Iterator[AnswerWarning]:
    """Yield which ways of the world a ban removes: there may be others around what is banned that were not laid."""
    banned = question.constraints.avoid_territories
    if not banned or not _has_ways(network):
        return
    links = [link for link in network.links.values() if link.source == WORLD_WAYS and banned & {*link.territories}]
    if links:
        codes = ", ".join(sorted(banned & {code for link in links for code in link.territories}))
        words = f"ways of the world that were laid through {codes} are removed; there may be others around it"
        elements = tuple(sorted(link.id for link in links))
        yield AnswerWarning(LEFT_OUT, words, elements, "lay them within the ban: over_world(..., constraints=...)")


def _has_ways(network: Network) -> bool:
    return network.worked_out(_has_ways, lambda: WORLD_WAYS in network.catalogue["links"]["source"])


def _links(leg: Leg) -> tuple[str, ...]:
    return tuple(link for ride in leg.rides for link in ride.links)
