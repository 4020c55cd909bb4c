"""Which dwells are charged behind chains, and whether chains found anew are of use, compiled.

See `routing.kernels.lists.departing`: the rests of all events are settled.
"""

from __future__ import annotations

from routing.kernels.arrays.chains import ENDS, NONE, PASSED, STOOD, Bounds, Clock, charge
from routing.kernels.arrays.departing import (
    AT,
    BEHIND,
    CHAINS,
    CHAINS_END,
    EVENT,
    FIRST,
    IS,
    LAST_OF,
    LEAD,
    NOTHING,
    OF,
    Rests,
    Ways,
    copy_row,
    following_of,
    is_needless,
    no_more,
    over,
    start_for,
    with_door,
)
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints


@compiled
def _stood(chain: int, rest: int, arrival: int, ways: Ways, clock: Clock, cells: Ints) -> int:
    """Return how long a dwell has lasted that the door of a chain ends, with a rest behind it; below 0: none does."""
    doors, events, _, chains, labels = ways
    stood = labels[chains[chain, 1], STOOD]
    if stood < 0 or not clock[0][doors[chains[chain, 0], IS], ENDS]:
        return NONE
    return int(stood + events[cells[rest, EVENT], AT] - arrival)


@compiled
def meet(ways: Ways, clock: Clock, free: Clock, bounds: Bounds, rests: Rests, fresh: Bytes, met: Ints) -> None:
    """Write how long the longest dwell behind each of some chains is that is charged, if any.

    Dwells of rests which would be worth taking if nothing were charged for them; behind the source of all.

    free
        The clock if nothing were charged.
    fresh : uint8, shape (n_chains,)
        Those chains that begin a dwell.
    met : int64, shape (n_chains,)
    """
    doors, events, _, chains, labels = ways
    cells, opened, spans = rests[0], rests[1], rests[2]
    for event in range(len(events)):
        behind = events[event, OF]
        for chain in range(doors[behind, CHAINS], doors[behind, CHAINS_END]):
            if not fresh[chain]:
                continue
            door, label = chains[chain, 0], chains[chain, 1]
            arrival = events[event, AT] + labels[label, PASSED]
            following = following_of(chain, event, ways, rests)
            if following < 0:
                continue
            last = opened[spans[following, 2] + spans[following, 3] - 1]  # of the latest departure
            stood = labels[label, STOOD] + events[cells[last, EVENT], AT] - arrival
            if stood > met[chain] and charge(clock, doors[door, IS], stood) != 0:
                met[chain] = _met(chain, event, following, met[chain], ways, clock, free, bounds, rests)
    source = len(doors) - 1
    for chain in range(doors[source, CHAINS], doors[source, CHAINS_END]):
        if fresh[chain]:
            met[chain] = _met_first(chain, ways, clock, free, bounds, rests)


@compiled
def are_of_use(ways: Ways, clock: Clock, bounds: Bounds, rests: Rests, fresh: Bytes) -> bool:
    """Tell whether one of some chains leads to a rest of an event that none which is known beats.

    fresh : uint8, shape (n_chains,)
        Those chains.
    """
    doors, events = ways[0], ways[1]
    cells, spans, bag, state = rests[0], rests[2], rests[3], rests[4]
    labels = state[3]
    for event in range(len(events)):
        door = events[event, OF]
        for chain in range(doors[door, CHAINS], doors[door, CHAINS_END]):
            if not fresh[chain]:
                continue
            for row in range(spans[event, 1]):
                copy_row(cells, spans[event, 0] + row, bag, row)
            following = following_of(chain, event, ways, rests)
            if following == NOTHING:
                continue
            is_full = over(chain, event, following, spans[event, 1], ways, clock, bounds, rests) < 0
            is_kept, state[3] = state[3] > labels, labels
            if is_full or is_kept:
                return True
    return False


@compiled
def _met(
    chain: int,
    event: int,
    following: int,
    longest: int,
    ways: Ways,
    clock: Clock,
    free: Clock,
    bounds: Bounds,
    rests: Rests,
) -> int:
    """Return the longest dwell that is charged behind a chain which is begun at an event, if it is longer.

    `following`: the first departure that the chain comes in time for.
    """
    doors, events, _, chains, labels = ways
    cells, opened, spans, bag = rests[0], rests[1], rests[2], rests[3]
    door, at = chains[chain, 0], events[event, AT]
    arrival = at + labels[chains[chain, 1], PASSED]
    for back in range(spans[following, 3]):  # the latest departure first
        rest = opened[spans[following, 2] + spans[following, 3] - 1 - back]
        stood = _stood(chain, rest, arrival, ways, clock, cells)
        if stood <= longest or charge(clock, doors[door, IS], stood) == 0:
            break
        if not with_door(bag, 0, chain, rest, arrival, ways, free, bounds, cells):
            continue
        beaten = False
        for row in range(spans[event, 0], spans[event, 0] + spans[event, 1]):
            if no_more(cells, row, bag, 0):
                beaten = True
                break
        if not beaten and not is_needless(0, at, doors[events[event, OF], BEHIND], bounds, rests):
            return int(stood)
    return int(longest)


@compiled
def _met_first(chain: int, ways: Ways, clock: Clock, free: Clock, bounds: Bounds, rests: Rests) -> int:
    """Return the longest dwell that is charged behind a chain from the source."""
    doors, events, _, chains, labels = ways
    cells, spans, bag, most, longest = rests[0], rests[2], rests[3], bounds[0], 0
    door, passed = chains[chain, 0], labels[chains[chain, 1], PASSED]
    for event in range(doors[door, FIRST], doors[door, LAST_OF]):
        start = start_for(events[event, AT] - doors[door, LEAD] - passed, most)
        for rest in range(spans[event, 0], spans[event, 0] + max(0, spans[event, 1]) if start >= 0 else 0):
            stood = _stood(chain, rest, start + passed, ways, clock, cells)
            if stood <= longest or charge(clock, doors[door, IS], stood) == 0:
                continue
            if with_door(bag, 0, chain, rest, start + passed, ways, free, bounds, cells):
                longest = stood
    return int(longest)
