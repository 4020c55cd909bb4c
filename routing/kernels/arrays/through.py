"""Where a path has no choice: rows that lead through nodes with one way through, to the next node that has several.

Half of the nodes of a network of lines join two others only. A search need not stop at them. `onward_of` tells by which
row a path goes on behind each row that comes to such a node, and `jumps_of` what a path weighs that goes on so until it
comes to a *junction*, and to which. From a node inside such a chain, too, the rows lead to the junctions at its ends;
but no row lands inside, so what begins or ends there is looked at by itself.
"""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled_with_arrays, inlined
from routing.kernels.arrays.rows import AT_JUNCTION, NOWHERE, Bytes, Ints, Rows, WeightedRows, frozen


def onward_of(leaving: Rows, entering: Rows) -> tuple[Ints, Ints]:
    """Return, for the rows that leave and for those that enter each node, by which row a path goes on behind each.

    `AT_JUNCTION`: where a row ends there are several ways; `NOWHERE`: there is none but back.
    """
    through = _nodes_with_one_way(leaving, entering)
    return frozen(_onward(leaving, through)), frozen(_onward(entering, through))


@compiled_with_arrays
def _nodes_with_one_way(leaving: Rows, entering: Rows) -> Bytes:
    """Return which nodes have two neighbours at most and no two arcs alike with one of them, but one of each ring."""
    first_out, _, ends_out = leaving
    first_in, _, ends_in = entering
    through, beside = np.empty(len(first_out) - 1, np.uint8), np.empty((len(first_out) - 1, 2), np.int64)
    for node in range(len(through)):
        one, other, arcs, several = -1, -1, 0, False
        for side in range(2):
            first, ends = (first_out, ends_out) if side == 0 else (first_in, ends_in)
            for at in range(first[node], first[node + 1]):
                there, mark = ends[at], 1 << side
                if there == node or several:
                    continue
                if one < 0:
                    one = there
                if there != one:
                    other, mark = there if other < 0 else other, mark << 2
                several = (there != one and there != other) or arcs & mark != 0
                arcs |= mark
        through[node], beside[node, 0], beside[node, 1] = not several, one, other
    seen = np.zeros(len(through), np.uint8)
    for begun in range(len(through)):
        before, node = begun, begun
        while node >= 0 and through[node] and not seen[node]:
            seen[node] = 1
            before, node = node, beside[node, 0] if beside[node, 0] != before else beside[node, 1]
        if node == begun and before != begun:
            through[node] = 0
    return through


@compiled_with_arrays
def _onward(rows: Rows, through: Bytes) -> Ints:
    """Return by which row a path goes on behind each."""
    first, _, ends = rows
    onward = np.empty(len(ends), np.int64)
    for node in range(len(through)):
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            onward[at] = NOWHERE if through[there] else AT_JUNCTION
            if through[there] and there != node:
                for row in range(first[there], first[there + 1]):
                    if ends[row] != node and ends[row] != there:
                        onward[at] = row
    return onward


@compiled_with_arrays
def jumps_of(rows: Rows, weight: Ints, onward: Ints, bits: int) -> Ints:
    """Return ``weight << bits | junction`` of each row on to the next junction; 0 and its own node where there is none.

    Parameters
    ----------
    weight, onward : int64, shape (n_arcs,)
        In the order of the rows.
    bits
        Of a node.
    """
    first, _, ends = rows
    before, jumps = np.full(len(ends), -1, np.int64), np.full(len(ends), -1, np.int64)
    for at in range(len(ends)):
        if onward[at] >= 0:
            before[onward[at]] = at
    for last in range(len(ends)):
        if onward[last] == AT_JUNCTION:
            at, jump = last, ends[last]
            while at >= 0:
                jump += weight[at] << bits
                jumps[at] = jump
                at = before[at]
    for node in range(len(first) - 1):
        for at in range(first[node], first[node + 1]):
            if jumps[at] < 0 or jumps[at] & ((1 << bits) - 1) == node:
                jumps[at] = node
    return jumps


@inlined
def is_open(rows: WeightedRows, usable: Bytes, at: int, until: int = -1) -> bool:
    """Tell whether all arcs of a row on to the next junction, or up to a node on the way, are usable."""
    while at >= 0 and usable[rows.arcs[at]]:
        at = rows.onward[at] if rows.ends[at] != until else AT_JUNCTION
    return at < 0
