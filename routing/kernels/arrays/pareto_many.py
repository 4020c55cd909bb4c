"""The front of paths in several criteria, compiled: label setting backward from the target, with canonical paths.

min (w_1(P), ..., w_d(P)) over paths P from s to t. A label is the rest of a path, from a node to the target; labels
leave the queue in the lexicographic order of what they have used plus the least from s to their node, then of their
arcs. So the later of two labels at a node has no less of the first criterion, and only the others are compared
(dimensionality reduction; Pulido, Mandow, Perez de la Cruz 2015). With three criteria the closed (g_2, g_3) of a node
are a staircase, g_2 rising and g_3 falling: one binary search tells whether a label is dominated, and a new label takes
out a run. With more they are a plain list. A label that leaves the queue at s is a point.

Of labels with the same amounts and arcs at a node the one whose first arc has the least number is kept: a later one
overwrites it, in place, so the path of each point is the one with the fewest arcs and then the least arc numbers.

Amounts are not packed: weights whose sums stay under 2^62 are safe. Two criteria that do not fit in one number come
here with a third of 0. The kernels work in slices and in arrays of a given size, like those of `biobjective`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.row_heap import drop_row, rise

DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3
LOW = (1 << 32) - 1
SHIFT = 36  # bits of a label's number, under the number of arcs
LABEL = (1 << SHIFT) - 1
SIZES = 48  # powers of two that blocks of closed labels come in
# Cells of the state: entries of the heap; labels ever used; free labels and the first of them; points; labels made;
# rows of the store used; then the first free block of each size.
HEAP, USED, FREE, NEXT, POINTS, MADE, STORE, BLOCKS = range(8)
BEGIN, COUNT, ROOM = range(3)  # columns of the table of nodes: closed labels


@compiled
def lacks_room(table: Any, node: int, store: Any, state: Any) -> bool:
    """Tell whether one more closed label at a node may not fit; make room for it where it does."""
    if table[node, COUNT] < table[node, ROOM]:
        return False
    old, room = table[node, BEGIN], table[node, ROOM]
    size = 2
    while (1 << size) <= room:
        size += 1
    block = state[BLOCKS + size]
    if block >= 0:
        state[BLOCKS + size] = store[block, 0]
    elif state[STORE] + (1 << size) <= len(store):
        block = state[STORE]
        state[STORE] += 1 << size
    else:
        return True
    for place in range(table[node, COUNT]):
        for column in range(store.shape[1]):
            store[block + place, column] = store[old + place, column]
    if room > 0:
        store[old, 0] = state[BLOCKS + size - 1]
        state[BLOCKS + size - 1] = old
    table[node, BEGIN], table[node, ROOM] = block, 1 << size
    return False


@compiled
def step_under(store: Any, begin: int, count: int, second: int) -> int:
    """Return the place of the last step of a staircase with no more than `second`; one before the first if none."""
    low, high = begin, begin + count
    while low < high:
        middle = (low + high) >> 1
        if store[middle, 0] <= second:
            low = middle + 1
        else:
            high = middle
    return low - 1


@compiled
def search_three(  # noqa: C901 -- one loop whose numbers stay in registers
    begin: Any, rows: Any, longest: int, ahead: Any, bounds: Any, source: int, table: Any, store: Any, state: Any,
    heap: Any, pool: Any, points: Any, steps: int, max_labels: int,
) -> int:  # fmt: skip
    """Go on with a search in three criteria and return DONE, FULL, PAUSED or STOPPED, as `biobjective.search` does.

    Parameters
    ----------
    begin, rows, longest
        As returned by `rows.useful_rows`.
    ahead : int64, shape (n_nodes, 4)
        Per node the least of each criterion from the source.
    bounds
        Most of each criterion.
    table, store
        Per node where its closed labels begin, their number and room; per closed label its second, third and first
        amount, and its arcs with its number.
    state, heap, pool, points
        Numbers to go on with; the queue; per label its parent + 1 and arc, and its node; per point its amounts, arcs
        and label.
    """
    size, used, free, spare = state[HEAP], state[USED], state[FREE], state[NEXT]
    found, made = state[POINTS], state[MADE]
    bound_1, bound_2, bound_3 = bounds[0], bounds[1], bounds[2]
    outcome = DONE
    while size > 0:
        if steps == 0:
            outcome = PAUSED
            break
        node = pool[heap[0, 3] & LABEL, 1]
        if (
            size + longest > len(heap)
            or used + longest > len(pool) + free
            or found >= len(points)
            or lacks_room(table, node, store, state)
        ):
            outcome = FULL
            break
        steps -= 1
        f_1, f_2, f_3, word = heap[0, 0], heap[0, 1], heap[0, 2], heap[0, 3]
        size = drop_row(heap, size, 4)
        label, length = word & LABEL, word >> SHIFT
        g_1, g_2, g_3 = f_1 - ahead[node, 0], f_2 - ahead[node, 1], f_3 - ahead[node, 2]
        where, count = table[node, BEGIN], table[node, COUNT]
        place = step_under(store, where, count, g_2)
        beaten = place >= where and store[place, 1] <= g_3
        if beaten and store[place, 0] == g_2 and store[place, 1] == g_3 and store[place, 2] == g_1:
            holder = store[place, 3] & LABEL
            if store[place, 3] >> SHIFT == length and pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
        if not beaten and node != source:
            reached = step_under(store, table[source, BEGIN], table[source, COUNT], f_2)
            beaten = reached >= table[source, BEGIN] and store[reached, 1] <= f_3
        if beaten:
            pool[label, 0] = spare
            spare = label
            free += 1
            continue
        if place >= where and store[place, 0] == g_2:
            place -= 1  # a step of as much of the second criterion and more of the third goes
        place += 1
        gone = place
        while gone < where + count and store[gone, 1] >= g_3:
            gone += 1
        if gone == place:
            for other in range(where + count, place, -1):
                for column in range(4):
                    store[other, column] = store[other - 1, column]
            count += 1
        elif gone > place + 1:
            for other in range(gone, where + count):
                for column in range(4):
                    store[other - gone + place + 1, column] = store[other, column]
            count -= gone - place - 1
        store[place, 0], store[place, 1], store[place, 2], store[place, 3] = g_2, g_3, g_1, word
        table[node, COUNT] = count
        if node == source:
            points[found, 0], points[found, 1], points[found, 2], points[found, 3] = g_1, g_2, g_3, word
            found += 1
            continue
        first_reached, steps_reached = table[source, BEGIN], table[source, COUNT]
        for row in range(begin[node], begin[node + 1]):
            there = rows[row, 3] >> 32
            f_1 = g_1 + rows[row, 0] + ahead[there, 0]
            use_2 = g_2 + rows[row, 1]
            use_3 = g_3 + rows[row, 2]
            f_2, f_3 = use_2 + ahead[there, 1], use_3 + ahead[there, 2]
            if f_1 > bound_1 or f_2 > bound_2 or f_3 > bound_3:
                continue
            there_begin = table[there, BEGIN]
            step = step_under(store, there_begin, table[there, COUNT], use_2)
            if step >= there_begin and store[step, 1] <= use_3:
                if store[step, 0] == use_2 and store[step, 1] == use_3:
                    holder = store[step, 3] & LABEL
                    arc = rows[row, 3] & LOW
                    if (
                        store[step, 2] == g_1 + rows[row, 0]
                        and store[step, 3] >> SHIFT == length + 1
                        and arc < pool[holder, 0] & LOW
                    ):
                        pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            step = step_under(store, first_reached, steps_reached, f_2)
            if step >= first_reached and store[step, 1] <= f_3:
                continue
            if made >= max_labels:
                outcome = STOPPED
                break
            made += 1
            if free > 0:
                fresh = spare
                spare = pool[fresh, 0]
                free -= 1
            else:
                fresh = used
                used += 1
            pool[fresh, 0] = ((label + 1) << 32) | (rows[row, 3] & LOW)
            pool[fresh, 1] = there
            heap[size, 0], heap[size, 1], heap[size, 2], heap[size, 3] = f_1, f_2, f_3, ((length + 1) << SHIFT) | fresh
            rise(heap, size, 4)
            size += 1
        if outcome == STOPPED:
            break
    state[HEAP], state[USED], state[FREE], state[NEXT] = size, used, free, spare
    state[POINTS], state[MADE] = found, made
    return outcome


@compiled
def listed_under(store: Any, begin: int, count: int, amounts: Any, compared: int) -> int:
    """Return the place of a closed label with no more of anything that is compared but the first; -1 if none."""
    for place in range(begin, begin + count):
        beats = True
        for k in range(1, compared):
            if store[place, k] > amounts[k]:
                beats = False
                break
        if beats:
            return place
    return -1


@compiled
def close_listed(table: Any, node: int, store: Any, amounts: Any, word: int, compared: int) -> None:
    """Add a label to the list of a node and take out those that it beats in all that is compared but the first."""
    width = len(amounts)
    begin, kept = table[node, BEGIN], table[node, BEGIN]
    for place in range(begin, begin + table[node, COUNT]):
        beats = True
        for k in range(1, compared):
            if store[place, k] < amounts[k]:
                beats = False
                break
        if not beats:
            for column in range(width + 1):
                store[kept, column] = store[place, column]
            kept += 1
    for k in range(width):
        store[kept, k] = amounts[k]
    store[kept, width] = word
    table[node, COUNT] = kept + 1 - begin


@compiled
def same_amounts(store: Any, place: int, amounts: Any, width: int) -> bool:
    """Tell whether a closed label has exactly these amounts."""
    for k in range(width):  # noqa: SIM110 -- compiled, a loop is faster than all(...)
        if store[place, k] != amounts[k]:
            return False
    return True


@compiled
def search_many(  # noqa: C901 -- the same loop
    begin: Any, rows: Any, longest: int, ahead: Any, bounds: Any, criteria: int, source: int, table: Any, store: Any,
    state: Any, heap: Any, pool: Any, points: Any, steps: int, max_labels: int,
) -> int:  # fmt: skip
    """Go on with a search in any number of criteria; as `search_three`, with plain lists of closed labels.

    A closed label has its amounts, the first among them, then its arcs with its number. Amounts beyond the first
    `criteria` are limited only: they are compared at the nodes, and not between points. Then the path of a point is
    *a* path with its totals, not the canonical one.
    """
    width = len(bounds)
    spent, use, bound = np.empty(width, np.int64), np.empty(width, np.int64), np.empty(width, np.int64)
    outcome = DONE
    while state[HEAP] > 0:
        if steps == 0:
            outcome = PAUSED
            break
        word = heap[0, width]
        label, length = word & LABEL, word >> SHIFT
        node = pool[label, 1]
        if (
            state[HEAP] + longest > len(heap)
            or state[USED] + longest > len(pool) + state[FREE]
            or state[POINTS] >= len(points)
            or lacks_room(table, node, store, state)
        ):
            outcome = FULL
            break
        steps -= 1
        for k in range(width):
            bound[k] = heap[0, k]
            spent[k] = bound[k] - ahead[node, k]
        state[HEAP] = drop_row(heap, state[HEAP], width + 1)
        compared = criteria if node == source else width
        place = listed_under(store, table[node, BEGIN], table[node, COUNT], spent, compared)
        beaten = place >= 0
        if beaten and same_amounts(store, place, spent, width):
            holder = store[place, width] & LABEL
            if store[place, width] >> SHIFT == length and pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
        if not beaten and node != source:
            beaten = listed_under(store, table[source, BEGIN], table[source, COUNT], bound, criteria) >= 0
        if beaten:
            pool[label, 0] = state[NEXT]
            state[NEXT] = label
            state[FREE] += 1
            continue
        close_listed(table, node, store, spent, word, compared)
        if node == source:
            for k in range(width):
                points[state[POINTS], k] = spent[k]
            points[state[POINTS], width] = word
            state[POINTS] += 1
            continue
        for row in range(begin[node], begin[node + 1]):
            there, arc = rows[row, width] >> 32, rows[row, width] & LOW
            within = True
            for k in range(width):
                use[k] = spent[k] + rows[row, k]
                bound[k] = use[k] + ahead[there, k]
                if bound[k] > bounds[k]:
                    within = False
            if not within:
                continue
            compared = criteria if there == source else width
            place = listed_under(store, table[there, BEGIN], table[there, COUNT], use, compared)
            if place >= 0:
                holder = store[place, width] & LABEL
                if (
                    same_amounts(store, place, use, width)
                    and store[place, width] >> SHIFT == length + 1
                    and arc < pool[holder, 0] & LOW
                ):
                    pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            if listed_under(store, table[source, BEGIN], table[source, COUNT], bound, criteria) >= 0:
                continue
            if state[MADE] >= max_labels:
                outcome = STOPPED
                break
            state[MADE] += 1
            if state[FREE] > 0:
                fresh = state[NEXT]
                state[NEXT] = pool[fresh, 0]
                state[FREE] -= 1
            else:
                fresh = state[USED]
                state[USED] += 1
            pool[fresh, 0], pool[fresh, 1] = ((label + 1) << 32) | arc, there
            size = state[HEAP]
            for k in range(width):
                heap[size, k] = bound[k]
            heap[size, width] = ((length + 1) << SHIFT) | fresh
            rise(heap, size, width + 1)
            state[HEAP] = size + 1
        if outcome == STOPPED:
            break
    return outcome


@compiled
def write_paths(words: Any, pool: Any, offsets: Any, out: Any) -> None:
    """Write the path of each point into `out`; `words` has the labels of the points."""
    for point in range(len(words)):
        label = words[point] & LABEL
        place = offsets[point]
        while pool[label, 0] >= 0:
            out[place] = pool[label, 0] & LOW
            place += 1
            label = (pool[label, 0] >> 32) - 1
