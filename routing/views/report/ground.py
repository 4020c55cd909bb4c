"""What the maps to look around in of one page share: the land, and the links and places on offer beside the routes.

It stands in the page once and not in each map: a page of eight answers is half as large. ``map.js`` puts it under each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from networks.geo.lines import is_surveyed
from networks.network import Network
from routing.steps.ways import Run, run_line
from routing.views.plots.corridor import place_at
from routing.views.plots.land import Window
from routing.views.plots.map_frame import flat
from routing.views.report.live_map import FINEST, PER_KM, LiveMap, Spot, in_order, line_text, outlines
from routing.views.report.map_words import link_words

MOST_LINKS = 3000  # of a network that are drawn beside the routes
BESIDE = "beside"  # the kind of a place on no route
COARSER = 1.5  # the finest outlines of a page, by how much finer they are than those of one map of all its land


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A link on offer beside the routes: mode, outline, and what it is."""

    mode: str
    line: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What some networks have on offer: links, the places at their ends, and the modes of the links."""

    number: int
    others: tuple[Other, ...]
    spots: tuple[Spot, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The land of a page by territory, as outlines, and what is on offer, by networks."""

    land: Mapping[str, str]
    by_networks: Mapping[tuple[Network, ...], Beside]

    @property
    def offers(self) -> tuple[Beside, ...]:
        """Return what is on offer in all networks of the page."""
        return tuple(self.by_networks.values())

    def beside(self, shown: LiveMap) -> Beside:
        """Return what is on offer beside the routes of a map, and on them."""
        return self.by_networks[shown.networks]


def ground_of(maps: Sequence[LiveMap]) -> Ground:
    """Return what the maps of a page share."""
    if not maps:
        return Ground(land={}, by_networks={})
    windows = [one.window for one in maps]
    whole = Window(
        min(one.west for one in windows),
        min(one.south for one in windows),
        max(one.east for one in windows),
        max(one.north for one in windows),
    )
    finest, least = min(one.width for one in windows), max(whole.width, whole.height) / COARSER
    land = outlines(whole, max(finest, least if len(set(windows)) > 1 else 0.0) / FINEST)
    networks = dict.fromkeys(one.networks for one in maps)
    return Ground(
        land={code: outline for code, (_, outline) in land.items()},
        by_networks={some: _beside(number, some, whole) for number, some in enumerate(networks, start=1)},
    )


def _beside(number: int, networks: tuple[Network, ...], window: Window) -> Beside:
    others = _others(networks, window)
    return Beside(
        number=number,
        others=others,
        spots=tuple(_spots(networks, window)) if others else (),
        modes=in_order({other.mode for other in others}),
    )


def _spots(networks: tuple[Network, ...], window: Window) -> Iterator[Spot]:
    """Yield the places in a window that links end at."""
    seen: set[str] = set()
    for network in networks:
        ends = {place for link in network.links.values() for place in (link.tail, link.head)}
        for place in sorted(ends - seen):
            seen.add(place)
            at = place_at(network, place)
            if at is None or not (window.west < at[0] < window.east and window.south < at[1] < window.north):
                continue
            one = network.places[place]
            words = (f"{one.name} ({place})", one.kind.replace("_", " "))
            x, y = round(PER_KM * at[0]), round(-PER_KM * at[1])
            yield Spot(place=place, x=x, y=y, kind=BESIDE, name=one.name, words=words, users=())


def _others(networks: tuple[Network, ...], window: Window) -> tuple[Other, ...]:
    """Return the links on offer that are seen in a window; none of a network that is too large to draw."""
    found: dict[tuple[str, str], Other] = {}
    for network in networks:
        if len(network.links) <= MOST_LINKS:
            for one in _links(network, window):
                found.setdefault((one.mode, one.line), one)
    return tuple(found.values())


def _links(network: Network, window: Window) -> Iterator[Other]:
    for link in network.links.values():
        line = run_line(network, Run(link.id, link.tail, link.head))
        if line is None:
            continue
        points = flat(line)
        within = (points > (window.west, window.south)) & (points < (window.east, window.north))
        if within.all(axis=1).any():
            words = link_words(network, link)
            if not is_surveyed(network, link.id):
                words += "; schematic"
            onward = points if tuple(points[0]) <= tuple(points[-1]) else points[::-1]  # there and back is one line
            yield Other(mode=link.mode, line=line_text(onward), words=words)
