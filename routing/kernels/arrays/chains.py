"""Chains between doors, compiled; see `routing.kernels.lists.chains`. Doors are boardings alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop_row, rise
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints, Rows

NONE = -1  # no door, no dwell, no label
NEVER_BEGUN = -(2**62)  # by which a label without a dwell is compared
DAY = 1_440_000
DONE, FULL = 0, 1


class Clock(NamedTuple):
    """Time and amounts over the arcs of a graph.

    Attributes
    ----------
    arcs : int64, shape (n_arcs, 6 + n_entries)
        Time, number of the door that an arc is (`NONE`: of no one), whether it may be used, begins a dwell that is
        charged, ends one, row of the tariff for a dwell that it ends (`NONE`: free), and amounts.
    tariffs : int64, shape (n_tariffs, 1 + days)
        Milliminutes that are free, and millicents of 1, 2 ... days, as far as a journey may last; below 0: not known.
    """

    arcs: Ints
    tariffs: Ints


class Bounds(NamedTuple):
    """What is too much.

    Attributes
    ----------
    most : int64, shape (6 + 2 * n_entries,)
        Last start, last end, longest time, number of entries that are compared, when goods leave (`NONE`: just in time
        for what they take), when they leave at the latest by a journey that is told (below 0: not known), the most of
        each entry, and whether a charge adds to it.
    behind, ahead : int64, shape (n_nodes, n_entries + 1)
        The least time and amounts from the source, and to the target; below 0 where there is no way.
    known : int64, shape (n_known, n_entries + 1)
        Within such a time and for such amounts (those compared) there is a journey whenever one leaves.
    """

    most: Ints
    behind: Ints
    ahead: Ints
    known: Ints


class Later(NamedTuple):
    """What chains are of use that begin a dwell later than others; see `routing.kernels.lists.aims`.

    Attributes
    ----------
    saved : int64, shape (days,)
        Millicents that a dwell saves at most which begins up to 0, 1, 2 ... days later; of more days the last. Empty:
        nothing is known of charges, and all chains are of use.
    ahead : int64, shape (n_aims, n_nodes, n_entries + 1)
        The least time and amounts from each node to each aim; -1 without a way.
    most : int64, shape (n_most, n_entries + 2)
        Number of an aim, and with which time and amounts a chain comes to it in vain.
    """

    saved: Ints
    ahead: Ints
    most: Ints


class Room(NamedTuple):
    """What chains are found in.

    Attributes
    ----------
    labels : int64, shape (size, 6 + n_entries)
        Node, label before, arc, how long it takes, how long a dwell has lasted, the closed label before it at its
        node, and amounts.
    heap : int64, shape (size, 3 + n_entries)
        How long, amounts, since when a dwell lasts, label.
    closed : int64, shape (n_nodes,)
        The last closed label of a node.
    chains : int64, shape (size, 3)
        Per chain its door (`NONE`: the target), label, and node that it begins at.
    state : int64, shape (2,)
        Number of labels and of chains.
    """

    labels: Ints
    heap: Ints
    closed: Ints
    chains: Ints
    state: Ints


NODE, BEFORE, ARC, PASSED, STOOD, BESIDE, AMOUNTS = range(7)
TAKEN, DOOR, USABLE, STORED, ENDS, TARIFF, FIXED = range(7)
FREE = 0
LAST, UNTIL, LONGEST, COMPARED, READY, TOLD, MOST = range(7)


def later_of(n_nodes: int, entries: int) -> Later:
    """Return what is asked where nothing is known of charges."""
    return Later(
        np.empty(0, np.int64), np.empty((0, n_nodes, entries + 1), np.int64), np.empty((0, entries + 2), np.int64)
    )


def room_for(n_nodes: int, entries: int, size: int = 1 << 16) -> Room:
    """Return empty room."""
    return Room(
        np.empty((size, AMOUNTS + entries), np.int64),
        np.empty((size, 3 + entries), np.int64),
        np.full(n_nodes, NONE, np.int64),
        np.empty((size, 2), np.int64),
        np.zeros(2, np.int64),
    )


@compiled
def charge(clock: Clock, arc: int, stood: int) -> int:
    """Return the millicents of a dwell that an arc ends; below 0: they are not known."""
    arcs, tariffs = clock
    row = arcs[arc, TARIFF]
    if row < 0 or stood <= tariffs[row, FREE]:
        return 0
    days = (stood - tariffs[row, FREE] + DAY - 1) // DAY
    return int(tariffs[row, min(days, tariffs.shape[1] - 1)])


@compiled
def is_beaten(least: Ints, bounds: Bounds) -> bool:
    """Tell whether journeys of such a time and amounts take too long, or are beaten whenever goods leave."""
    most, known = bounds[0], bounds[3]
    if least[0] > most[LONGEST]:
        return True
    for k in range(1, len(least)):
        if least[k] > most[MOST + k - 1]:
            return True
    for one in range(len(known)):
        if known[one, 0] > least[0]:
            continue
        worse, less = True, known[one, 0] < least[0]
        for k in range(1, most[COMPARED] + 1):
            if known[one, k] > least[k]:
                worse = False
                break
            less |= known[one, k] < least[k]
        if worse and less:
            return True
    return False


@compiled
def is_missed(node: int, least: Ints, so_far: Ints, later: Later) -> bool:
    """Tell whether a chain that is at a node with such a time and amounts comes to each aim in vain, or to none.

    least : int64, shape (n_entries + 1,)
        Room for what it comes to an aim with.
    """
    _, ahead, most = later
    for aim in range(len(ahead)):
        if ahead[aim, node, 0] < 0:
            continue
        for k in range(len(least)):
            least[k] = so_far[k] + ahead[aim, node, k]
        in_vain = False
        for row in range(len(most)):
            if most[row, 0] != aim:
                continue
            in_vain = True
            for k in range(len(least)):
                if most[row, 1 + k] > least[k]:
                    in_vain = False
                    break
            if in_vain:
                break
        if not in_vain:
            return False
    return True


@compiled_with_arrays
def chains(  # noqa: C901 -- one loop
    rows: Rows, clock: Clock, node: int, stood: int, target: int, bounds: Bounds, later: Later, room: Room
) -> int:
    """Add the chains from a node to those found; FULL: there is no room, nothing was added.

    `stood`: how long a dwell that is charged has lasted at the node, or `NONE`.
    """
    first, arcs, ends = rows
    cells, most = clock[0], bounds[0]
    labels, heap, closed, found, state = room
    entries = cells.shape[1] - FIXED
    begin, begun = state[0], state[1]
    made, count, waiting = begin, begun, 0
    if made + 1 > len(labels):
        return FULL
    labels[made, NODE], labels[made, BEFORE], labels[made, ARC] = node, NONE, NONE
    labels[made, PASSED], labels[made, STOOD] = 0, stood
    heap[0, 0], heap[0, entries + 1], heap[0, entries + 2] = 0, NEVER_BEGUN if stood < 0 else stood, made
    for k in range(entries):
        labels[made, AMOUNTS + k] = 0
        heap[0, 1 + k] = 0
    made, waiting = made + 1, 1
    outcome = DONE
    behind, ahead = bounds[1], bounds[2]
    origin, least = node, np.empty(entries + 1, np.int64)
    while waiting > 0 and outcome == DONE:
        label = heap[0, entries + 2]
        node = labels[label, NODE]
        beaten = _is_worse(heap[0], closed[node], labels, later, most)
        waiting = drop_row(heap, waiting, entries + 3)
        if beaten:
            continue
        labels[label, BESIDE] = closed[node]
        closed[node] = label
        if count + first[node + 1] - first[node] + 1 > len(found):
            outcome = FULL
            break
        if node == target:
            found[count, 0], found[count, 1] = NONE, label
            count += 1
            continue
        for row in range(first[node], first[node + 1]):
            arc = arcs[row]
            if not cells[arc, USABLE]:
                continue
            if cells[arc, DOOR] >= 0:
                found[count, 0], found[count, 1] = cells[arc, DOOR], label
                count += 1
                continue
            if made + 1 > len(labels) or waiting + 1 > len(heap):
                outcome = FULL
                break
            going = NONE if labels[label, STOOD] < 0 else labels[label, STOOD] + cells[arc, TAKEN]
            due = 0
            if going >= 0 and cells[arc, ENDS]:
                due, going = charge(clock, arc, going), NONE
                if due < 0:
                    continue
            elif cells[arc, STORED]:
                going = cells[arc, TAKEN]
            end, there = labels[label, PASSED] + cells[arc, TAKEN], ends[row]
            least[0] = behind[origin, 0] + end + ahead[there, 0]
            heap[waiting, 0] = end
            for k in range(entries):
                amount = labels[label, AMOUNTS + k] + cells[arc, FIXED + k] + due * most[MOST + entries + k]
                labels[made, AMOUNTS + k] = amount
                heap[waiting, 1 + k] = amount
                least[1 + k] = behind[origin, 1 + k] + amount + ahead[there, 1 + k]
            heap[waiting, entries + 1] = NEVER_BEGUN if going < 0 else going - end
            if ahead[there, 0] < 0 or is_beaten(least, bounds):
                continue
            if _is_worse(heap[waiting], closed[there], labels, later, most):
                continue
            if len(later[0]) > 0 and is_missed(there, least, heap[waiting], later):
                continue
            labels[made, NODE], labels[made, BEFORE], labels[made, ARC] = there, label, arc
            labels[made, PASSED], labels[made, STOOD] = end, going
            heap[waiting, entries + 2] = made
            rise(heap, waiting, entries + 3)
            made, waiting = made + 1, waiting + 1
    for label in range(begin, made):
        closed[labels[label, NODE]] = NONE
    if outcome == DONE:
        state[0], state[1] = made, count
    return outcome


@compiled
def _saved(by: int, later: Later) -> int:
    """Return the millicents that a dwell saves at most which begins later by so much."""
    saved = later[0]
    if len(saved) == 0 or by <= 0:
        return 0
    return int(saved[min((by + DAY - 1) // DAY, len(saved) - 1)])


@compiled
def _is_worse(one: Ints, at: int, labels: Ints, later: Later, most: Ints) -> bool:
    """Tell whether a closed label of a node, from the last one on, makes one in the heap needless."""
    entries = len(one) - 3
    while at >= 0:
        if _since(labels, at) <= one[entries + 1]:
            saved, worse = _saved(one[0] - labels[at, PASSED], later), True
            for k in range(entries):
                if labels[at, AMOUNTS + k] + saved * most[MOST + entries + k] > one[1 + k]:
                    worse = False
                    break
            if worse:
                return True
        at = labels[at, BESIDE]
    return False


@compiled
def _since(labels: Ints, label: int) -> int:
    """Return by what the dwell of a label is compared: the less, the later it began."""
    stood = labels[label, STOOD]
    return NEVER_BEGUN if stood < 0 else stood - labels[label, PASSED]
