"""Which corridors steps use: those of which they ride a gateway link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from networks.model.elements import Corridor
from networks.network import Network
from routing.steps.step import Step


def corridors_used(network: Network, steps: Iterable[Step]) -> tuple[Corridor, ...]:
    """Return the corridors that steps use, each once, in the order of travel."""
    of_link = corridors_of_links(network)
    if not of_link:
        return ()
    links = (link for step in steps for link in step.links)
    found = dict.fromkeys(corridor for link in links for corridor in of_link.get(link, ()))
    return tuple(network.corridors[corridor] for corridor in found)


def corridors_of_links(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return each gateway link with the ids of its corridors, made once; nothing of a network without corridors."""

    def work() -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for corridor in network.corridors.values():
            for link in corridor.links:
                found[link] = (*found.get(link, ()), corridor.id)
        return found

    return network.worked_out(corridors_of_links, work)
