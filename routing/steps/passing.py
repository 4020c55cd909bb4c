"""What a via asks for: a place to be passed, a link to be ridden, or any gateway link of a corridor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from networks.network import Network
from routing.steps.kinds import CLEARANCE, DELAY
from routing.steps.step import Step


class Met(NamedTuple):
    """A place or a link that the goods meet on their way; a place and a link may bear one id."""

    kind: str
    id: str


Via = frozenset[Met]  # what passes a via: any of these


def via_of(network: Network, name: str) -> Via:
    """Return what passes a via: its id is that of a place, else of a link, else of a corridor; nothing of no such."""
    if name in network.places:
        return frozenset({Met("place", name)})
    if name in network.links:
        return frozenset({Met("link", name)})
    corridor = network.corridors.get(name)
    return frozenset(Met("link", link) for link in corridor.links) if corridor else frozenset()


def met(step: Step) -> Iterator[Met]:
    """Yield what the goods meet in a step, places and links in turn, in the order of travel.

    Border procedures meet nothing: they are charged before or after a ride, wherever on its way they are carried out.
    Nor do delays, which are beside what they hold up.
    """
    if step.activity == CLEARANCE or step.kind == DELAY:
        return
    for place, link in zip_longest(step.places, step.links):
        if place is not None:
            yield Met("place", place)
        if link is not None:
            yield Met("link", link)


def passed(meetings: Sequence[Met], vias: Sequence[Via]) -> int:
    """Return how many of the next vias are passed, in their order.

    Examples
    --------
    >>> A, AB, B = Met("place", "A"), Met("link", "AB"), Met("place", "B")
    >>> passed([A, AB, B], [frozenset({A}), frozenset({B})]), passed([A, AB, B], [frozenset({B}), frozenset({AB})])
    (2, 1)
    """
    count = 0
    for one in meetings:
        while count < len(vias) and one in vias[count]:
            count += 1
    return count
