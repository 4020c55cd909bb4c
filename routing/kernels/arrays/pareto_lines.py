"""What a front in two criteria is searched on: the junctions of an area, and the ways between them as lines.

Everything that follows works on arrays of this size, whatever the size of the graph. The lines lie in rows by the
junction that they leave and, once more, by the one that they enter; so the question with every arc reversed is the same
with the two exchanged (`turned`). Numbers of lines stay as they are then: of two that leave a junction the one with the
lesser number has the lesser arc numbers.

A target inside a chain is a junction as well, but no row of the graph ends there: of a row through its chain only the
part up to the target is a line, for no path of a front goes on behind it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.both_ends import Work
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.pareto_area import nodes_between
from routing.kernels.arrays.rows import AT_JUNCTION, Bytes, Ints, WeightedRows
from routing.kernels.arrays.through import is_open

ONE, TWO, THERE, LINE, LONG = range(5)  # columns of a line: its weights, where it ends, its number, how many arcs


class Lines(NamedTuple):
    """Junctions by their number, and the lines between them.

    Attributes
    ----------
    leaving, entering : int64, shape (n_junctions + 1,)
        Where the lines that leave, and enter, each junction begin in ``out`` and ``back``, and one number more.
    out, back : int64, shape (n_lines, 5)
        Of each line the two weights, the junction at its other end, its number, and how many arcs it has.
    amounts : int64, shape (n_junctions, 2)
        The least of the first weight from the source to each, and from it to the target.
    ends
        Source and target; a target of -1: no path leads there within the bounds.
    most
        What a path may have of the first weight.
    bits
        How many bits the number of a node takes in an entry of a heap.
    begin : int64, shape (n_lines + 1,)
        Where the arcs of each line begin in `arcs`.
    arcs : int64
        Numbers of the arcs of the lines, in the order of the paths.
    is_turned
        Lines lead from where they end to where they begin.
    """

    leaving: Ints
    out: Ints
    entering: Ints
    back: Ints
    amounts: Ints
    ends: tuple[int, int]
    most: int
    bits: int
    begin: Ints
    arcs: Ints
    is_turned: bool


def turned(lines: Lines) -> Lines:
    """Return the lines reversed, with source and target exchanged."""
    return lines._replace(
        leaving=lines.entering,
        out=lines.back,
        entering=lines.leaving,
        back=lines.out,
        amounts=lines.amounts[:, ::-1].copy(),
        ends=lines.ends[::-1],
        is_turned=not lines.is_turned,
    )


@compiled_with_arrays
def lines_of(
    leaving: WeightedRows,
    entering: WeightedRows,
    second: WeightedRows,
    usable: Bytes,
    ends: tuple[int, int],
    most: tuple[int, int, int],
    work: Work,
) -> Lines:
    """Return the lines that a front is searched on; a target of -1: no path leads there within the bounds.

    Parameters
    ----------
    leaving, entering
        The arcs by node, with the first weight.
    second
        The arcs that leave each node, with the second weight, of which too an entry of a heap has room for the sums.
    ends, most
        As in `nodes_between`.
    """
    leaving, entering, second = WeightedRows(*leaving), WeightedRows(*entering), WeightedRows(*second)
    work = Work(*work)
    count = nodes_between(leaving, entering, usable, ends, most, work)
    met, number, offset = work.met, work.level, work.state[0]["offset"]
    for slot in range(count):
        number[met[slot]] = slot
    inside = (number[ends[0]], number[ends[1]])
    amounts = np.empty((count, 2), np.int64)
    for slot in range(count):
        amounts[slot, 0] = work.labels[2 * met[slot]] + offset
        amounts[slot, 1] = work.labels[2 * met[slot] + 1] + offset
    last = _arcs_into_chain(leaving, entering, ends)
    begin_out, out, begin, arcs = _laid(leaving, second, usable, (ends[1], most[0]), last, (met, number, amounts))
    for slot in range(count):
        number[met[slot]] = -1
    entering_begin, back = _by_head(begin_out, out)
    return Lines(begin_out, out, entering_begin, back, amounts, inside, most[0], leaving.bits, begin, arcs, False)


@compiled_with_arrays
def _arcs_into_chain(leaving: WeightedRows, entering: WeightedRows, ends: tuple[int, int]) -> Ints:
    """Return the arcs by which paths come into a chain in which the target lies; none where it is a junction."""
    source, target = ends
    found, count = np.empty(2, np.int64), 0
    for begun in range(entering.first[target], entering.first[target + 1]):
        before, at = entering.ends[begun], begun
        if before == target:
            continue
        for row in range(leaving.first[before], leaving.first[before + 1]):
            if leaving.arcs[row] == entering.arcs[begun] and leaving.onward[row] == AT_JUNCTION:
                return found[:0]
        while entering.onward[at] >= 0 and entering.ends[at] != source:
            at = entering.onward[at]
        found[count] = entering.arcs[at]
        count += 1
    return found[:count]


@compiled_with_arrays
def _laid(
    leaving: WeightedRows,
    second: WeightedRows,
    usable: Bytes,
    limits: tuple[int, int],
    last: Ints,
    area: tuple[Ints, Ints, Ints],
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the lines by the junctions that they leave, and their arcs.

    Parameters
    ----------
    limits
        The target, and what a path has at most of the first weight.
    last
        The arcs by which paths come into the chain in which the target lies.
    area
        Nodes, number of each, amounts of those with a number.
    """
    first, jump, (met, number, amounts), (target, most) = leaving.first, leaving.jump, area, limits
    masked, node_mask, room, filled, length = len(usable) > 0, (1 << leaving.bits) - 1, 0, 0, 0
    for slot in range(len(amounts)):
        room += first[met[slot] + 1] - first[met[slot]]
    begin_out, out = np.empty(len(amounts) + 1, np.int64), np.empty((room, 5), np.int64)
    begin, arcs = np.zeros(room + 1, np.int64), np.empty(2 * room + 16, np.int64)
    for slot in range(len(amounts)):
        node = met[slot]
        begin_out[slot] = filled
        for row in range(first[node], first[node + 1]):
            there, one, two, at = jump[row] & node_mask, jump[row] >> leaving.bits, second.jump[row] >> second.bits, row
            for arc in last:
                if leaving.arcs[row] == arc:
                    there, one, two = target, *_up_to(leaving, second, row, target)
            head = number[there]
            if there == node or head < 0 or amounts[slot, 0] + one + amounts[head, 1] > most:
                continue
            if masked and not is_open(leaving, usable, row, there):
                continue
            while at >= 0:
                if length == len(arcs):
                    arcs = _twice(arcs)
                arcs[length] = leaving.arcs[at]
                length += 1
                at = leaving.onward[at] if leaving.ends[at] != there else AT_JUNCTION
            out[filled, ONE], out[filled, TWO], out[filled, THERE] = one, two, head
            out[filled, LINE], out[filled, LONG] = filled, length - begin[filled]
            filled += 1
            begin[filled] = length
    begin_out[len(amounts)] = filled
    return begin_out, out[:filled], begin[: filled + 1], arcs[:length]


@compiled_with_arrays
def _twice(cells: Ints) -> Ints:
    """Return an array of twice the length that begins with these cells."""
    longer = np.empty(2 * len(cells), np.int64)
    longer[: len(cells)] = cells
    return longer


@compiled
def _up_to(leaving: WeightedRows, second: WeightedRows, at: int, target: int) -> tuple[int, int]:
    """Return both weights of the arcs from a row on up to a node inside the chain."""
    one, two = leaving.weight[at], second.weight[at]
    while leaving.ends[at] != target:
        at = leaving.onward[at]
        one, two = one + leaving.weight[at], two + second.weight[at]
    return one, two


@compiled_with_arrays
def _by_head(begin: Ints, out: Ints) -> tuple[Ints, Ints]:
    """Return the lines once more, by the junctions that they enter."""
    entering, back = np.zeros(len(begin), np.int64), np.empty_like(out)
    for line in range(len(out)):
        entering[out[line, THERE] + 1] += 1
    for head in range(len(begin) - 1):
        entering[head + 1] += entering[head]
    filled = entering.copy()
    for tail in range(len(begin) - 1):
        for line in range(begin[tail], begin[tail + 1]):
            at = filled[out[line, THERE]]
            filled[out[line, THERE]] += 1
            back[at] = out[line]
            back[at, THERE] = tail
    return entering, back
