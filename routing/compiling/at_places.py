"""What is done at places between vehicles and doors: written once for those that are alike, and stamped for each.

Places are alike where the same services call at the same sides, in one country, and nothing in the data speaks of any
of them by itself. All others, and the few that are like no more than a few, are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from networks.model.distinct import combined
from networks.network import Network
from routing.amounts.charges import OF_PLACES
from routing.compiling.arcs import Arc, Gap
from routing.compiling.areas import area_stop
from routing.compiling.bundle import Bundle, Ints
from routing.compiling.calls import OWN, Arrival, At, Called, Departure, Halts, calls_of
from routing.compiling.demurrage import stored
from routing.compiling.drayage import drayage, drayage_places
from routing.compiling.ends import ends
from routing.compiling.grades import told_by_grade
from routing.compiling.ground import Ground
from routing.compiling.handovers import areas_calling, handovers
from routing.compiling.link_columns import link_columns
from routing.compiling.own_links import own_ends
from routing.compiling.stamped import Stamped, stand_in
from routing.compiling.transfers import changed, transfers

FEW = 8  # places for which it does not pay to write a pattern


class Kind(NamedTuple):
    """Places that are alike, by their positions: in a country, with the numbers of the halts there."""

    country: str
    halts: tuple[int, ...]
    places: Ints


def at_places(ground: Ground, found: Iterable[object]) -> Iterator[Arc | Gap | Bundle]:
    """Yield what is done at all places where something calls, by what the generators of carriage found."""
    halts = [one for one in found if isinstance(one, Halts) and len(one.places)]
    told: list[Called] = [one for one in found if isinstance(one, Departure | Arrival)]
    names = link_columns(ground.network).places
    alone = _alone(ground, told)
    for kind in kinds_of_places(ground.network, halts):
        by_itself = np.array([names[row] in alone for row in kind.places.tolist()], dtype=np.bool_)
        if np.count_nonzero(~by_itself) < FEW:
            by_itself[:] = True
        else:
            yield from _stamped(ground, kind, halts, [names[row] for row in kind.places[~by_itself].tolist()])
        for row in kind.places[by_itself].tolist():
            told += _halting(ground, kind, halts, names[row])
    yield from (one for one in told if isinstance(one, Arc))
    yield from done_at(ground, told)
    yield from drayage(ground, calls_of(told))


def done_at(ground: Ground, told: Sequence[Called]) -> Iterator[Arc | Gap]:
    """Yield what is done between the calls at some places, and at the two ends."""
    calls = calls_of(told)
    arrivals = (one for one in told if isinstance(one, Arrival) and not ground.is_told(one.at.side))
    yield from handovers(ground, areas_calling(ground, arrivals))
    moves = tuple(transfers(ground, calls))
    yield from changed(ground, calls, moves)
    if not ground.on_clock:  # else what is charged depends on the hour
        yield from stored(ground, calls, moves)
    yield from ends(ground, calls)


def _stamped(ground: Ground, kind: Kind, halts: Sequence[Halts], places: Sequence[str]) -> Iterator[Gap | Bundle]:
    """Yield what is done at places that are alike, written for a stand-in."""
    standing = stand_in(kind.country)
    told = list(_halting(ground, kind, halts, standing))
    arcs = [one for one in told if isinstance(one, Arc)]
    for one in done_at(ground, told):
        if isinstance(one, Arc):
            arcs.append(one)
        else:
            yield from (Gap(one.words.replace(standing, place)) for place in places)
    yield Stamped(arcs, standing, places)


def _halting(ground: Ground, kind: Kind, halts: Sequence[Halts], place: str) -> Iterator[Called]:
    """Yield how everything that halts at a place is boarded and left."""
    for number in kind.halts:
        service, side, _, graded = halts[number]
        at = At(place, side)
        found = own_ends(ground, at) if service == OWN else area_stop(ground, ground.services[service], at)
        yield from (told_by_grade(ground, one) for one in found) if graded else found


def kinds_of_places(network: Network, halts: Sequence[Halts]) -> Iterator[Kind]:
    """Yield the places where something halts, those together at which all is alike but what speaks of them alone."""
    if not halts:
        return
    links = link_columns(network)
    place = np.concatenate([one.places for one in halts])
    number = np.repeat(np.arange(len(halts)), [len(one.places) for one in halts])
    order = np.lexsort((number, place))
    place, number = place[order], number[order]
    rows, first, count = np.unique(place, return_index=True, return_counts=True)
    alike = links.country[rows]
    for rank in range(int(count.max())):  # the first halt at each place, the second ...
        has_one = count > rank
        halt = np.zeros(len(rows), dtype=np.int64)
        halt[has_one] = number[first[has_one] + rank] + 1
        _, alike = combined(alike, halt)
    by_kind = np.argsort(alike, kind="stable")
    for same in np.split(by_kind, np.flatnonzero(np.diff(alike[by_kind])) + 1):
        one = same[0]
        there = tuple(number[first[one] : first[one] + count[one]].tolist())
        yield Kind(links.countries[links.country[rows[one]]], there, rows[same])


def _alone(ground: Ground, told: Iterable[Departure | Arrival | Arc]) -> set[str]:
    """Return the places that are told one by one: of which something speaks that speaks of no other."""
    network = ground.network
    found = {one.at.place for one in told if isinstance(one, Departure | Arrival)}
    found |= {row.place for row in network.operations.values()} | {row.place for row in network.procedures.values()}
    found |= {element for element, quantity in network.figures if quantity in OF_PLACES}
    return found | ground.storage.keys() | drayage_places(ground)
