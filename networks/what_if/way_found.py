"""The way over links of a mode from one place to another: fewest changes of gauge, then fewest km; links on offer."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from fractions import Fraction

from networks.model.elements import Link
from networks.network import Network

_Label = tuple[int, Fraction, tuple[str, ...], str, int, list[Link]]  # changes, km, ids, place, gauge, links
Ways = Mapping[str, list[tuple[str, Link]]]  # place -> where links lead from it


def ways_of(network: Network, mode: str, avoided: frozenset[str] = frozenset()) -> Ways:
    """Return where the links of a mode lead, of those whose length is known and that enter no avoided territory."""
    found: dict[str, list[tuple[str, Link]]] = {}
    for link in sorted(network.links.values(), key=lambda link: link.id):
        if link.mode != mode or link.length_km is None or not avoided.isdisjoint(link.territories):
            continue
        found.setdefault(link.tail, []).append((link.head, link))
        if not link.directed:
            found.setdefault(link.head, []).append((link.tail, link))
    return found


def shortest(ways: Ways, origin: str, destination: str) -> list[Link] | None:
    """Return the links of the way with the fewest changes of gauge and, of these, the fewest km; None without a way.

    Of equal ones it is the first by the ids of its links.
    """
    heap: list[_Label] = [(0, Fraction(0), (), origin, 0, [])]
    done: set[tuple[str, int]] = set()
    while heap:
        changes, km, ids, here, gauge, links = heapq.heappop(heap)
        if here == destination:
            return links
        if (here, gauge) in done:
            continue
        done.add((here, gauge))
        for there, link in ways.get(here, ()):
            onward = link.gauge_mm or 0
            more = changes + (gauge != 0 and onward != gauge)
            on = km + Fraction(str(link.length_km))
            heapq.heappush(heap, (more, on, (*ids, link.id), there, onward, [*links, link]))
    return None


def legs_between(network: Network, links: list[Link], origin: str) -> list[tuple[str, list[Link]]]:
    """Return a way as legs, up to places where a line must stop: a change of gauge, both sides of a border."""
    legs: list[tuple[str, list[Link]]] = []
    here, leg = origin, list[Link]()
    for number, link in enumerate(links):
        there = link.head if link.tail == here else link.tail
        onward = links[number + 1] if number + 1 < len(links) else None
        crosses = _area(network, here) != _area(network, there)
        if crosses and leg:
            legs.append((here, leg))
            leg = []
        leg = [*leg, link]
        if onward is None or crosses or onward.gauge_mm != link.gauge_mm:
            legs.append((there, leg))
            leg = []
        here = there
    return legs


def _area(network: Network, place: str) -> str:
    return network.customs_area(network.places[place].country)
