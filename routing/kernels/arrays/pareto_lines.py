"""What a front in two criteria is searched on: the junctions of an area, and the chains between them as lines.

The lines lie in rows by the junction that they leave and, once more, by the one that they enter; so the question with
every arc reversed is the same with the two exchanged (`turned`). Numbers of lines stay as they are then: of two that
leave a junction the one with the lesser number has the lesser arc numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.jit import compiled_with_arrays
from routing.kernels.arrays.pareto_area import END, FIRST, ROW, SECOND, Area
from routing.kernels.arrays.pareto_chains import JUNCTION, drawn
from routing.kernels.arrays.rows import AT_JUNCTION, Ints, WeightedRows

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
        Source and target.
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
def lines_of(area: Area, graph: WeightedRows, target: int) -> Lines:
    """Return the junctions of an area that has a target, and the lines between them.

    Parameters
    ----------
    graph, target
        The arcs that leave each node of the whole graph, and the target by its number there.
    """
    area, graph = Area(*area), WeightedRows(*graph)
    rows, most, (source, target_here) = area.rows, area.most, area.ends
    begin, places, between, kinds = drawn(area.begin, rows[:, END].copy(), area.ends)
    begin_arcs, arcs = _arcs_along(begin, places, rows, graph, (target, area.ends[1]))
    number, junctions = np.empty(len(kinds), np.int64), 0
    for node in range(len(kinds)):
        number[node] = junctions
        junctions += kinds[node] == JUNCTION
    amounts = np.empty((junctions, 2), np.int64)
    for node in range(len(kinds)):
        if kinds[node] == JUNCTION:
            amounts[number[node]] = area.amounts[node]
    leaving, entering = np.zeros(junctions + 1, np.int64), np.zeros(junctions + 1, np.int64)
    out, count = np.empty((len(between), 5), np.int64), 0
    tails = np.empty(len(between), np.int64)
    for line in range(len(between)):
        one, two = 0, 0
        for at in range(begin[line], begin[line + 1]):
            one, two = one + rows[places[at], FIRST], two + rows[places[at], SECOND]
        tail, head = number[between[line, 0]], number[between[line, 1]]
        if amounts[tail, 0] + one + amounts[head, 1] <= most:
            out[count, ONE], out[count, TWO], out[count, THERE] = one, two, head
            out[count, LINE], out[count, LONG] = line, begin_arcs[line + 1] - begin_arcs[line]
            tails[count] = tail
            leaving[tail + 1] += 1
            entering[head + 1] += 1
            count += 1
    for junction in range(junctions):
        leaving[junction + 1] += leaving[junction]
        entering[junction + 1] += entering[junction]
    back, filled = np.empty((count, 5), np.int64), entering[:-1].copy()
    for row in range(count):
        head = out[row, THERE]
        at = filled[head]
        filled[head] += 1
        back[at] = out[row]
        back[at, THERE] = tails[row]
    ends = (number[source], number[target_here])
    return Lines(leaving, out[:count], entering, back, amounts, ends, most, area.bits, begin_arcs, arcs, False)


@compiled_with_arrays
def _arcs_along(
    begin: Ints, places: Ints, rows: Ints, graph: WeightedRows, targets: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Return where the arcs of each line begin, and the arcs.

    Parameters
    ----------
    begin, places
        As in `pareto_chains.Drawn`.
    rows
        As in an area.
    graph
        The arcs that leave each node of the whole graph.
    targets
        The target by its number there, and in the area.
    """
    begin_arcs, count = np.empty_like(begin), 0
    arcs = np.empty(2 * len(places) + 16, np.int64)
    for line in range(len(begin) - 1):
        begin_arcs[line] = count
        for place in places[begin[line] : begin[line + 1]]:
            at, until = rows[place, ROW], targets[0] if rows[place, END] == targets[1] else -1
            while at >= 0:
                if count == len(arcs):
                    longer = np.empty(2 * count, np.int64)
                    longer[:count] = arcs
                    arcs = longer
                arcs[count] = graph.arcs[at]
                count += 1
                at = graph.onward[at] if graph.ends[at] != until else AT_JUNCTION
    begin_arcs[len(begin) - 1] = count
    return begin_arcs, arcs[:count]
