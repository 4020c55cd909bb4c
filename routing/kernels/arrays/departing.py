"""Journeys worth taking of a span of time, compiled; see `routing.kernels.lists.departing`. All doors are boardings.

The kernels go on where they stopped: FULL asks for more
room, PAUSED comes after a number of events.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.chains import (
    AMOUNTS,
    ENDS,
    FIXED,
    LAST,
    LONGEST,
    MOST,
    NONE,
    PASSED,
    READY,
    STOOD,
    TOLD,
    UNTIL,
    Bounds,
    Clock,
    charge,
    is_beaten,
)
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints

DONE, FULL, PAUSED = 0, 1, 2
NOTHING = -2
IS, LEAD, BEHIND, FIRST, LAST_OF, CHAINS, CHAINS_END = range(7)  # of a door
AT, OF = range(2)  # of an event


class Ways(NamedTuple):
    """Doors, their departures, and the chains between them.

    Attributes
    ----------
    doors : int64, shape (n_doors + 1, 7)
        Of each boarding its arc, its lead, the node behind it, where its departures begin and end among the events, and
        where its chains begin and end. Last the source, with its chains alone.
    events : int64, shape (n_events, 2)
        Departures by door and time: when, and of which door.
    order : int64, shape (n_events,)
        Events from the last to the first.
    chains : int64, shape (n_chains, 2)
    labels : int64, shape (n_labels, 6 + n_entries)
        As in `routing.kernels.arrays.chains.Room`.
    """

    doors: Ints
    events: Ints
    order: Ints
    chains: Ints
    labels: Ints


class Rests(NamedTuple):
    """What is still to come of events.

    Attributes
    ----------
    cells : int64, shape (size, 4 + n_entries)
        End, chain, rest that follows, event, and amounts.
    opened : int64, shape (size,)
        Rests that are open to goods that come in time for an event.
    spans : int64, shape (n_events, 4)
        Begin and number of the rests of an event, and of those open to goods in time for it; -1: not looked at yet.
    bag : int64, shape (size, 4 + n_entries)
        Rests of the event that is looked at.
    state : int64, shape (4,)
        Number of rests and of those opened, place in the order, labels made.
    least : int64, shape (n_entries + 1,)
        For time and amounts of one rest.
    """

    cells: Ints
    opened: Ints
    spans: Ints
    bag: Ints
    state: Ints
    least: Ints


END, CHAIN, FOLLOWS, EVENT, ADDED = range(5)


def rests_for(n_events: int, entries: int, size: int = 1 << 16) -> Rests:
    """Return room for rests of events."""
    spans = np.zeros((n_events, 4), np.int64)
    spans[:, 1] = -1
    width = ADDED + entries
    return Rests(
        np.empty((size, width), np.int64),
        np.empty(4 * size, np.int64),
        spans,
        np.empty((size, width), np.int64),
        np.zeros(4, np.int64),
        np.empty(1 + entries, np.int64),
    )


@compiled
def settle(ways: Ways, clock: Clock, bounds: Bounds, rests: Rests, timeless: bool, steps: int) -> int:
    """Work out the rests of events from the last to the first.

    `timeless`: some chain leads to a door in no time, so that events of one moment are looked at until none changes.
    """
    events, order = ways[1], ways[2]
    state = rests[4]
    while state[2] < len(order):
        if steps <= 0:
            return PAUSED
        begin = state[2]
        end = begin + 1
        while timeless and end < len(order) and events[order[end], AT] == events[order[begin], AT]:
            end += 1
        made, opened, labels = state[0], state[1], state[3]
        changed = True
        while changed:
            changed = False
            for place in range(begin, end):
                outcome = _settle_one(order[place], ways, clock, bounds, rests)
                if outcome < 0:
                    state[0], state[1], state[3] = made, opened, labels
                    for one in range(begin, end):
                        rests[2][order[one], 1] = -1
                        rests[2][order[one], 3] = 0
                    return FULL
                changed |= timeless and outcome > 0
        steps -= end - begin
        state[2] = end
    return DONE


@compiled
def _settle_one(event: int, ways: Ways, clock: Clock, bounds: Bounds, rests: Rests) -> int:
    """Work out the rests of an event; return 1 if they have changed, 0 if not, -1 where room lacks."""
    doors, events = ways[0], ways[1]
    cells, spans, bag, state = rests[0], rests[2], rests[3], rests[4]
    door = events[event, OF]
    count = 0
    for chain in range(doors[door, CHAINS], doors[door, CHAINS_END]):
        following = following_of(chain, event, ways, rests)
        if following == NOTHING:
            continue
        count = over(chain, event, following, count, ways, clock, bounds, rests)
        if count < 0:
            return -1
    _put_in_order(bag, count)
    if spans[event, 1] == count:
        same = True
        for row in range(count):
            for column in range(cells.shape[1]):
                if column != CHAIN and column != FOLLOWS:
                    same &= cells[spans[event, 0] + row, column] == bag[row, column]
        if same:
            return 0
    if state[0] + count > len(cells):
        return -1
    spans[event, 0], spans[event, 1] = state[0], count
    for row in range(count):
        copy_row(bag, row, cells, state[0] + row)
    state[0] += count
    if not _open(event, event + 1 < doors[door, LAST_OF], rests):
        return -1
    return 1 if count > 0 else 0


@compiled
def _open(event: int, is_followed: bool, rests: Rests) -> bool:
    """Open the rests of an event to goods in time for it, with those of later ones of its door that they do not beat.

    False: there is no room.
    """
    cells, opened, spans, _, state, _ = rests
    begin, count = spans[event, 0], spans[event, 1]
    later = spans[event + 1, 3] if is_followed else 0
    if state[1] + count + later > len(opened):
        return False
    at = state[1]
    for row in range(begin, begin + count):
        opened[at] = row
        at += 1
    for place in range(later):
        other = opened[spans[event + 1, 2] + place]
        beaten = False
        for row in range(begin, begin + count):
            if no_more(cells, row, cells, other):
                beaten = True
                break
        if not beaten:
            opened[at] = other
            at += 1
    spans[event, 2], spans[event, 3] = state[1], at - state[1]
    state[1] = at
    return True


@compiled
def following_of(chain: int, event: int, ways: Ways, rests: Rests) -> int:
    """Return the first departure that a chain from an event comes in time for, NONE at the target.

    NOTHING: there is none, or nothing comes of it.
    """
    doors, events, _, chains, labels = ways
    spans = rests[2]
    door = chains[chain, 0]
    if door == NONE:
        return NONE
    arrival = events[event, AT] + labels[chains[chain, 1], PASSED]
    found = _first_from(doors, events, door, arrival + doors[door, LEAD])
    return found if found >= 0 and spans[found, 3] > 0 else NOTHING


@compiled
def over(
    chain: int, event: int, following: int, count: int, ways: Ways, clock: Clock, bounds: Bounds, rests: Rests
) -> int:
    """Put what comes of a chain into the bag of an event; return how much is in there, -1 where it is full."""
    doors, events, _, chains, labels = ways
    cells, opened, spans, bag = rests[0], rests[1], rests[2], rests[3]
    entries = cells.shape[1] - ADDED
    door, label, at = chains[chain, 0], chains[chain, 1], events[event, AT]
    arrival, node = at + labels[label, PASSED], doors[events[event, OF], BEHIND]
    if count + 1 >= len(bag):
        return -1
    if door == NONE:
        if arrival > bounds[0][UNTIL]:
            return count
        bag[count, END], bag[count, CHAIN], bag[count, FOLLOWS], bag[count, EVENT] = arrival, chain, NONE, event
        for k in range(entries):
            bag[count, ADDED + k] = labels[label, AMOUNTS + k]
        return _kept(count, at, node, bounds, rests)
    for place in range(spans[following, 2], spans[following, 2] + spans[following, 3]):
        if count + 1 >= len(bag):
            return -1
        if with_door(bag, count, chain, opened[place], arrival, ways, clock, bounds, cells):
            bag[count, EVENT] = event
            count = _kept(count, at, node, bounds, rests)
    return count


@compiled
def _first_from(doors: Ints, events: Ints, door: int, at: int) -> int:
    """Return the first departure of a door from a moment on; -1 without one."""
    low, high = doors[door, FIRST], doors[door, LAST_OF]
    while low < high:
        middle = (low + high) // 2
        if events[middle, AT] < at:
            low = middle + 1
        else:
            high = middle
    return low if low < doors[door, LAST_OF] else -1


@compiled
def with_door(
    bag: Ints, row: int, chain: int, rest: int, arrival: int, ways: Ways, clock: Clock, bounds: Bounds, cells: Ints
) -> bool:
    """Write the rest that goes over a chain and its door to another one; False: a charge is not known, or too much."""
    doors, events, _, chains, labels = ways
    arcs, most = clock[0], bounds[0]
    entries = cells.shape[1] - ADDED
    label, arc, due = chains[chain, 1], doors[chains[chain, 0], IS], 0
    if labels[label, STOOD] >= 0 and arcs[arc, ENDS]:
        due = charge(clock, arc, labels[label, STOOD] + events[cells[rest, EVENT], AT] - arrival)
        if due < 0:
            return False
    bag[row, END], bag[row, CHAIN], bag[row, FOLLOWS] = cells[rest, END], chain, rest
    for k in range(entries):
        amount = labels[label, AMOUNTS + k] + arcs[arc, FIXED + k] + cells[rest, ADDED + k]
        amount += due * most[MOST + entries + k]
        if amount > most[MOST + k]:
            return False
        bag[row, ADDED + k] = amount
    return True


@compiled
def _kept(count: int, at: int, node: int, bounds: Bounds, rests: Rests) -> int:
    """Keep the last row of the bag if no other beats it, without those that it beats; return how many there are."""
    bag, state = rests[3], rests[4]
    for row in range(count):
        if no_more(bag, row, bag, count):
            return count
    if is_needless(count, at, node, bounds, rests):
        return count
    state[3] += 1
    kept = 0
    for row in range(count):
        if not no_more(bag, count, bag, row):
            if kept != row:
                copy_row(bag, row, bag, kept)
            kept += 1
    if kept != count:
        copy_row(bag, count, bag, kept)
    return kept + 1


@compiled
def is_needless(row: int, at: int, node: int, bounds: Bounds, rests: Rests) -> bool:
    """Tell whether all journeys are by a rest in the bag, of goods that are at a node at a moment.

    Those that leave later than any which is told matter if they beat one of these; so they count from its start.
    """
    bag, least, told = rests[3], rests[5], bounds[0][TOLD]
    least[0] = bounds[1][node, 0] + bag[row, END] - at
    if told >= 0:
        least[0] = max(least[0], bag[row, END] - told)
    for k in range(1, len(least)):
        least[k] = bounds[1][node, k] + bag[row, ADDED + k - 1]
    return is_beaten(least, bounds)


@compiled
def no_more(cells: Ints, one: int, others: Ints, other: int) -> bool:
    """Tell whether a rest ends no later than another and adds no more."""
    if cells[one, END] > others[other, END]:
        return False
    for k in range(ADDED, cells.shape[1]):  # noqa: SIM110 -- compiled, a loop is faster than all(...)
        if cells[one, k] > others[other, k]:
            return False
    return True


@compiled
def copy_row(cells: Ints, row: int, others: Ints, other: int) -> None:
    """Copy a row."""
    for column in range(cells.shape[1]):
        others[other, column] = cells[row, column]


@compiled
def _put_in_order(bag: Ints, count: int) -> None:
    """Sort the rests of a bag by end and amounts."""
    for row in range(1, count):
        at = row
        while at > 0 and _is_before(bag, at, at - 1):
            for column in range(bag.shape[1]):
                bag[at, column], bag[at - 1, column] = bag[at - 1, column], bag[at, column]
            at -= 1


@compiled
def _is_before(bag: Ints, one: int, other: int) -> bool:
    if bag[one, END] != bag[other, END]:
        return bool(bag[one, END] < bag[other, END])
    for k in range(ADDED, bag.shape[1]):
        if bag[one, k] != bag[other, k]:
            return bool(bag[one, k] < bag[other, k])
    return False


@compiled_with_arrays
def leave(ways: Ways, clock: Clock, bounds: Bounds, rests: Rests, found: Ints) -> int:
    """Write the journeys from the source; return how many there are, or -1 where room lacks.

    found : int64, shape (size, 4 + n_entries)
        Start, end, chain, rest that follows, and amounts.
    """
    doors, events, _, chains, labels = ways
    cells, spans, most = rests[0], rests[2], bounds[0]
    row = np.empty((1, cells.shape[1]), np.int64)
    count, source = 0, len(doors) - 1
    for chain in range(doors[source, CHAINS], doors[source, CHAINS_END]):
        door, passed = chains[chain, 0], labels[chains[chain, 1], PASSED]
        for event in range(doors[door, FIRST], doors[door, LAST_OF] if door >= 0 else 0):
            start = start_for(events[event, AT] - doors[door, LEAD] - passed, most)
            if start < 0:
                continue
            for rest in range(spans[event, 0], spans[event, 0] + max(0, spans[event, 1])):
                if not with_door(row, 0, chain, rest, start + passed, ways, clock, bounds, cells):
                    continue
                if row[0, END] - start > most[LONGEST]:
                    continue
                if count == len(found):
                    return -1
                found[count, 0], found[count, 1], found[count, 2], found[count, 3] = start, row[0, END], chain, rest
                for k in range(ADDED, cells.shape[1]):
                    found[count, k] = row[0, k]
                count += 1
    return count


@compiled_with_arrays
def worth_taking(found: Ints, compared: int, kept: Ints) -> int:
    """Mark the journeys that none beats, given from the last start on; return how many they are.

    kept : int64, shape (n,)
        Their rows.
    """
    front = np.empty(len(found), np.int64)
    size, count = 0, 0
    for row in range(len(found)):
        beaten = False
        for place in range(size):
            if _arrives_no_worse(found, front[place], row, compared):
                beaten = True
                break
        if beaten:
            continue
        kept[count] = row
        count += 1
        left = 0
        for place in range(size):
            if not _arrives_no_worse(found, row, front[place], compared):
                front[left] = front[place]
                left += 1
        front[left] = row
        size = left + 1
    return count


@compiled
def _arrives_no_worse(found: Ints, one: int, other: int, compared: int) -> bool:
    if found[one, 1] > found[other, 1]:
        return False
    for k in range(4, 4 + compared):  # noqa: SIM110 -- compiled, a loop is faster than all(...)
        if found[one, k] > found[other, k]:
            return False
    return True


@compiled
def start_for(latest: int, most: Ints) -> int:
    """Return when goods leave that must leave by a moment; below 0: too early, or too late."""
    start = latest
    if most[READY] >= 0:
        start = most[READY] if latest >= most[READY] else NONE
    return int(start) if start <= most[LAST] else NONE
