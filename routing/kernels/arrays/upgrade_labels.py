"""Cheapest sets of upgrades by labels, compiled; the problem and the rules are those of the module of lists.

A set is a row of 64-bit words, upgrade i being bit ``i & 63`` of word ``i >> 6``. The labels of a node hang on each
other, the newest first. Besides, arcs may bear charges that bound the price of every path
(`routing.search.upgrades.charges`): a label goes where what it was charged, and is charged to the target at least, is
beyond the `dearest`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.heaps import drop_three, push_three
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints, Rows, States

Words = NDArray[np.uint64]
GOING_ON, DONE, FULL = range(3)
NONE, ONE, LAST = np.uint64(0), np.uint64(1), np.uint64(63)
NUMBERS = "labels", "waiting", "most", "budget", "found", "first", "target", "dearest"
STATE = np.dtype([(name, np.int64) for name in NUMBERS])


class Ways(NamedTuple):
    """The arcs as the search reads them.

    Attributes
    ----------
    weight, floor, back : int64
        Per arc its weight; per node the least that a path weighs there, and the least weight from there to the target.
    needs, bars : int64, shape (n_arcs,)
        Row of `masks`, -1 for none.
    masks : uint64, shape (n_masks, words)
    useful : int64, shape (n_upgrades, n_nodes)
        Least weight to the target over an arc that needs the upgrade; beyond all bounds where there is no such way.
    charge, due : int64
        Per arc what it is charged, and per node what is charged from there to the target at least.
    """

    weight: Ints
    floor: Ints
    back: Ints
    needs: Ints
    bars: Ints
    masks: Words
    useful: Ints
    charge: Ints
    due: Ints


class Prices(NamedTuple):
    """The upgrades: price of each, what each excludes, shape (64 * words, words), and which of them bar an arc."""

    price: Ints
    excludes: Words
    barring: Words


class Labels(NamedTuple):
    """The labels, in arrays that are made longer when they are full.

    Attributes
    ----------
    cells : int64, shape (size, 7)
        Price, weight, node, label before, arc, next label of the node, what was charged.
    chosen, banned : uint64, shape (size, words)
    heap : int64, shape (size, 3)
    at : int64, shape (n_nodes,)
        Newest label of each node, or -1.
    found : int64, shape (size,)
        Labels at the target that were found.
    """

    cells: Ints
    chosen: Words
    banned: Words
    heap: Ints
    at: Ints
    found: Ints
    state: States


def labels_for(n_nodes: int, words: int, size: int) -> Labels:
    """Return room for so many labels."""
    cells, heap = np.empty((size, 7), np.int64), np.empty((size, 3), np.int64)
    chosen, banned = np.zeros((size, words), np.uint64), np.zeros((size, words), np.uint64)
    at, found = np.full(n_nodes, -1, np.int64), np.empty(size, np.int64)
    return Labels(cells, chosen, banned, heap, at, found, np.zeros(1, STATE))


def begin(
    labels: Labels, ends: tuple[int, int], weight: int, most: int, budget: int, first: bool, dearest: int
) -> None:
    """Put the label of the source, which weighs so much, into the heap of labels that nothing was done with yet."""
    source, target = ends
    labels.cells[0] = (0, weight, source, -1, -1, -1, 0)
    labels.heap[0] = (0, weight, 0)
    labels.at[source] = 0
    labels.state[0] = (1, 1, most, budget, 0, first, target, dearest)


def longer(labels: Labels) -> Labels:
    """Return the labels with twice the room."""
    grown: dict[str, Any] = {}
    for name in ("cells", "chosen", "banned", "heap", "found"):
        cells = getattr(labels, name)
        grown[name] = np.zeros((2 * len(cells), *cells.shape[1:]), dtype=cells.dtype)
        grown[name][: len(cells)] = cells
    return labels._replace(**grown)


@compiled_with_arrays
def upgrade_labels(rows: Rows, ways: Ways, prices: Prices, labels: Labels, steps: int) -> int:
    """Take up to so many labels from the heap; return whether there is more to do, or no room for it."""
    rows, ways, prices, labels = Rows(*rows), Ways(*ways), Prices(*prices), Labels(*labels)
    state = labels.state[0]
    words = ways.masks.shape[1]
    new, banned = np.zeros(words, np.uint64), np.zeros(words, np.uint64)
    for _ in range(steps):
        size = state["waiting"]
        if size == 0:
            return DONE
        number = labels.heap[0, 2]
        node, weight = labels.cells[number, 2], labels.cells[number, 1]
        if state["labels"] + rows.first[node + 1] - rows.first[node] > len(labels.cells):
            return FULL
        state["waiting"] = drop_three(labels.heap, size)
        if weight + ways.back[node] > state["most"]:
            continue
        if node == state["target"]:
            labels.found[state["found"]] = number
            state["found"] += 1
            if state["first"] == 1:
                return DONE
            state["most"] = weight - 1
            continue
        for at in range(rows.first[node], rows.first[node + 1]):
            extend(number, rows.arcs[at], rows.ends[at], ways, prices, labels, new, banned)
    return GOING_ON


@compiled
def extend(
    number: int, arc: int, there: int, ways: Ways, prices: Prices, labels: Labels, new: Words, banned: Words
) -> None:
    """Keep the label of a path and one arc more, if there may be such a path and no label drops it."""
    state = labels.state[0]
    weight = max(labels.cells[number, 1] + ways.weight[arc], ways.floor[there])
    charged = labels.cells[number, 6] + ways.charge[arc]
    if weight + ways.back[there] > state["most"] or charged + ways.due[there] > state["dearest"]:
        return
    words = len(new)
    price = labels.cells[number, 0]
    needs, bars = ways.needs[arc], ways.bars[arc]
    for word in range(words):
        new[word], banned[word] = labels.chosen[number, word], labels.banned[number, word]
        if bars >= 0:
            banned[word] |= ways.masks[bars, word]
    if needs >= 0:
        for word in range(words):
            added = ways.masks[needs, word] & ~new[word]
            new[word] |= added
            while added != NONE:
                bit = word * 64 + lowest(added)
                price += prices.price[bit]
                for other in range(words):
                    banned[other] |= prices.excludes[bit, other]
                added &= added - ONE
    if price > state["budget"]:
        return
    for word in range(words):
        if banned[word] & new[word] != NONE:
            return
    if is_dropped(there, price, weight, new, banned, ways, prices, labels):
        return
    size = state["labels"]
    cells = labels.cells
    cells[size, 0], cells[size, 1], cells[size, 2], cells[size, 3] = price, weight, there, number
    cells[size, 4], cells[size, 5], cells[size, 6] = arc, labels.at[there], charged
    for word in range(words):
        labels.chosen[size, word], labels.banned[size, word] = new[word], banned[word]
    labels.at[there] = size
    state["labels"] = size + 1
    state["waiting"] = push_three(labels.heap, state["waiting"], price, weight, size)


@compiled
def is_dropped(
    node: int, price: int, weight: int, new: Words, banned: Words, ways: Ways, prices: Prices, labels: Labels
) -> bool:
    """Tell whether a label of a node drops a new one."""
    words, left = len(new), labels.state[0]["most"] - weight
    number = labels.at[node]
    while number >= 0:
        spare = price - labels.cells[number, 0]
        if labels.cells[number, 1] <= weight and spare >= 0:
            for word in range(words):
                more = new[word] & ~labels.chosen[number, word]
                while more != NONE and spare >= 0:
                    bit = word * 64 + lowest(more)
                    if ways.useful[bit, node] <= left:
                        spare -= prices.price[bit]
                    more &= more - ONE
                if labels.chosen[number, word] & ~new[word] & prices.barring[word] != NONE:
                    spare = -1
                more = labels.banned[number, word] & ~banned[word]
                while more != NONE and spare >= 0:
                    if ways.useful[word * 64 + lowest(more), node] <= left:
                        spare = -1
                    more &= more - ONE
                if spare < 0:
                    break
            if spare >= 0:
                return True
        number = labels.cells[number, 5]
    return False


@compiled
def lowest(word: int) -> int:
    """Return the lowest bit that is set of a word that is not 0."""
    low, bit = np.uint64(word) & (~np.uint64(word) + ONE), 0
    for width in (32, 16, 8, 4, 2, 1):
        if low >> np.uint64(width) != NONE:
            low >>= np.uint64(width)
            bit += width
    return bit
