"""The front of paths in several criteria, compiled: label setting backward from the target, with canonical paths.

min (w_1(P), ..., w_d(P)) over paths P from s to t. A label is the rest of a path, from a node to the target; labels
leave the queue in the lexicographic order of what they have used plus the least from s to their node, then of their
arcs. So the later of two labels at a node has no less of the first criterion, and only the others are compared
(dimensionality reduction; Pulido, Mandow, Perez de la Cruz 2015). The closed labels of a node are a plain list; for
exactly three criteria `pareto_three` has something faster, where two amounts fit in one number. A label that leaves
the queue at s is a point.

Of labels with the same amounts and arcs at a node the one whose first arc has the least number is kept: a later one
overwrites it, in place, so the path of each point is the one with the fewest arcs and then the least arc numbers.

Amounts are not packed: weights whose sums stay under 2^62 are safe. The kernels work in slices and in arrays of a given
size, like `pareto_two`.
"""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.heaps import drop_row, rise
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.pareto_labels import (
    BEGIN,
    COUNT,
    DONE,
    FULL,
    LABEL,
    LOW,
    PAUSED,
    SHIFT,
    STOPPED,
    Labels,
    lacks_room,
)
from routing.kernels.arrays.rows import Ints, UsefulRows


@compiled_with_arrays
def pareto_front_of_many(  # noqa: C901 -- one loop
    useful: UsefulRows,
    ahead: Ints,
    bounds: Ints,
    criteria: int,
    source: int,
    labels: Labels,
    steps: int,
    max_labels: int,
) -> int:
    """Go on with a search in any number of criteria; as `pareto_front_of_three`, with plain lists of closed labels.

    A closed label has its amounts, the first among them, then its arcs with its number. Amounts beyond the first
    `criteria` are limited only: they are compared at the nodes, and not between points. Then the path of a point is
    *a* path with its totals, not the canonical one.

    Parameters
    ----------
    ahead : int64, shape (n_nodes, 4 or more)
        Per node the least of each weight from the source.
    bounds : int64, shape (n_weights,)
        Most of each weight.
    source
        Where the paths begin.
    """
    begin, rows, longest = useful
    table, store, _, heap, pool, points, states = labels
    state = states[0]
    width = len(bounds)
    spent, use, bound = np.empty(width, np.int64), np.empty(width, np.int64), np.empty(width, np.int64)
    outcome = DONE
    while state["waiting"] > 0:
        if steps == 0:
            outcome = PAUSED
            break
        word = heap[0, width]
        label, length = word & LABEL, word >> SHIFT
        node = pool[label, 1]
        if (
            state["waiting"] + longest > len(heap)
            or state["used"] + longest > len(pool) + state["free"]
            or state["points"] >= len(points)
            or lacks_room(table, node, store, state)
        ):
            outcome = FULL
            break
        steps -= 1
        for k in range(width):
            bound[k] = heap[0, k]
            spent[k] = bound[k] - ahead[node, k]
        state["waiting"] = drop_row(heap, state["waiting"], width + 1)
        compared = criteria if node == source else width
        at = listed_under(store, table[node, BEGIN], table[node, COUNT], spent, compared)
        beaten = at >= 0
        if beaten and same_amounts(store, at, spent, width):
            holder = store[at, width] & LABEL
            if store[at, width] >> SHIFT == length and pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
        if not beaten and node != source:
            beaten = listed_under(store, table[source, BEGIN], table[source, COUNT], bound, criteria) >= 0
        if beaten:
            pool[label, 0] = state["next"]
            state["next"] = label
            state["free"] += 1
            continue
        close_listed(table, node, store, spent, word, compared)
        if node == source:
            for k in range(width):
                points[state["points"], k] = spent[k]
            points[state["points"], width] = word
            state["points"] += 1
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
            at = listed_under(store, table[there, BEGIN], table[there, COUNT], use, compared)
            if at >= 0:
                holder = store[at, width] & LABEL
                if (
                    same_amounts(store, at, use, width)
                    and store[at, width] >> SHIFT == length + 1
                    and arc < pool[holder, 0] & LOW
                ):
                    pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            if listed_under(store, table[source, BEGIN], table[source, COUNT], bound, criteria) >= 0:
                continue
            if state["made"] >= max_labels:
                outcome = STOPPED
                break
            state["made"] += 1
            if state["free"] > 0:
                fresh = state["next"]
                state["next"] = pool[fresh, 0]
                state["free"] -= 1
            else:
                fresh = state["used"]
                state["used"] += 1
            pool[fresh, 0], pool[fresh, 1] = ((label + 1) << 32) | arc, there
            size = state["waiting"]
            for k in range(width):
                heap[size, k] = bound[k]
            heap[size, width] = ((length + 1) << SHIFT) | fresh
            rise(heap, size, width + 1)
            state["waiting"] = size + 1
        if outcome == STOPPED:
            break
    return outcome


@compiled
def listed_under(store: Ints, begin: int, count: int, amounts: Ints, compared: int) -> int:
    """Return where a closed label has no more of anything that is compared but the first; -1 if none has."""
    for at in range(begin, begin + count):
        beats = True
        for k in range(1, compared):
            if store[at, k] > amounts[k]:
                beats = False
                break
        if beats:
            return at
    return -1


@compiled
def close_listed(table: Ints, node: int, store: Ints, amounts: Ints, word: int, compared: int) -> None:
    """Add a label to the list of a node and take out those that it beats in all that is compared but the first."""
    width = len(amounts)
    begin, kept = table[node, BEGIN], table[node, BEGIN]
    for at in range(begin, begin + table[node, COUNT]):
        beats = True
        for k in range(1, compared):
            if store[at, k] < amounts[k]:
                beats = False
                break
        if not beats:
            for column in range(width + 1):
                store[kept, column] = store[at, column]
            kept += 1
    for k in range(width):
        store[kept, k] = amounts[k]
    store[kept, width] = word
    table[node, COUNT] = kept + 1 - begin


@compiled
def same_amounts(store: Ints, at: int, amounts: Ints, width: int) -> bool:
    """Tell whether a closed label has exactly these amounts."""
    for k in range(width):  # noqa: SIM110 -- compiled, a loop is faster than all(...)
        if store[at, k] != amounts[k]:
            return False
    return True
