"""The arcs of a graph in rows by node: built once per graph and direction, and of those the arcs of use to a front."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.jit import compiled, compiled_with_arrays

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
States = NDArray[Any]  # one record of numbers with names
AT_JUNCTION, NOWHERE = -1, -2  # in place of the row by which a path goes on
NO_ROWS: Ints = np.empty(0, np.int64)
NO_ROWS.setflags(write=False)


class Rows(NamedTuple):
    """The arcs by node, those of node i from ``first[i]`` to ``first[i + 1]``.

    Attributes
    ----------
    first : int64, shape (n_nodes + 1,)
    arcs : int64, shape (n_arcs,)
        Numbers of the arcs, rising within a node.
    ends : int64, shape (n_arcs,)
        The node at the other end of each.
    """

    first: Ints
    arcs: Ints
    ends: Ints


class WeightedRows(NamedTuple):
    """`Rows` with one weight of their arcs.

    Attributes
    ----------
    first, arcs, ends
        As in `Rows`.
    weight : int64, shape (n_arcs,)
        In the order of the rows.
    link : int64, shape (n_arcs,)
        ``weight << bits | end``; empty where distance and node do not fit into one number.
    bits
        Bits of a node in `link` and in the entries of a heap; 0 where they do not fit.
    onward, jump : int64, shape (n_arcs,)
        See `through`; empty where no search asks.
    """

    first: Ints
    arcs: Ints
    ends: Ints
    weight: Ints
    link: Ints
    bits: int
    onward: Ints = NO_ROWS
    jump: Ints = NO_ROWS


class UsefulRows(NamedTuple):
    """The arcs that may lie on a path of a front.

    Attributes
    ----------
    begin : int64, shape (n_nodes + 1,)
        Where the rows of each node begin.
    cells : int64, shape (n_useful, n_weights + 1)
        Per arc its weights, and the node at its other end (upper 32 bits) with its number.
    longest
        The most rows of a node.
    """

    begin: Ints
    cells: Ints
    longest: int


def rows_of(nodes: Ints, others: Ints, n_nodes: int) -> Rows:
    """Return the arcs by one of their ends; read-only, as all that searches share."""
    first, following = np.zeros(n_nodes + 1, dtype=np.int64), np.zeros(n_nodes, dtype=np.int64)
    rows = Rows(first, np.empty_like(nodes), np.empty_like(nodes))
    count_rows(nodes, first)
    fill_rows(nodes, others, rows, following)
    return Rows(*map(frozen, rows))


def weighted(rows: Rows, weight: Ints, bits: int) -> WeightedRows:
    """Return rows with a weight that is given by arc number."""
    cells = np.empty_like(weight)
    in_rows(weight, rows.arcs, cells)
    link = (cells << bits) | rows.ends if bits else np.empty(0, dtype=np.int64)
    return WeightedRows(*rows, frozen(cells), frozen(link), bits)


def frozen(cells: Ints) -> Ints:
    """Return an array made read-only: kernels are compiled for one or the other."""
    cells.setflags(write=False)
    return cells


@compiled
def count_rows(nodes: Ints, first: Ints) -> None:
    """Fill `first` (zeros, n + 1): where the arcs of each node begin."""
    for arc in range(len(nodes)):
        first[nodes[arc] + 1] += 1
    for node in range(1, len(first)):
        first[node] += first[node - 1]


@compiled
def fill_rows(nodes: Ints, others: Ints, rows: Rows, following: Ints) -> None:
    """Fill `arcs` and `ends` from the nodes that arcs are grouped by and their other ends; `following` starts at 0."""
    first, arcs, ends = rows
    for arc in range(len(nodes)):
        node = nodes[arc]
        at = first[node] + following[node]
        following[node] += 1
        arcs[at] = arc
        ends[at] = others[arc]


@compiled_with_arrays
def depth_first(leaving: Rows, entering: Rows) -> Ints:
    """Return a number for each node in which most arcs join near ones: nodes as they are met, the deepest first.

    What is near on the graph then lies near in memory, whatever the order in which the nodes were given.
    """
    leaving, entering = Rows(*leaving), Rows(*entering)
    nodes = len(leaving.first) - 1
    number, stack = np.full(nodes, -1, np.int64), np.empty(2 * len(leaving.arcs) + 1, np.int64)
    count = 0
    for root in range(nodes):
        stack[0], size = root, 1
        while size > 0:
            size -= 1
            node = stack[size]
            if number[node] >= 0:
                continue
            number[node] = count
            count += 1
            for rows in (entering, leaving):
                for at in range(rows.first[node], rows.first[node + 1]):
                    if number[rows.ends[at]] < 0:
                        stack[size] = rows.ends[at]
                        size += 1
    return number


@compiled
def in_rows(values: Ints, arcs: Ints, ordered: Ints) -> None:
    """Fill `ordered` with the values of the arcs in the order of the rows."""
    for at in range(len(arcs)):
        ordered[at] = values[arcs[at]]


@compiled_with_arrays
def useful_rows(rows: Rows, weights: Ints, most: Ints, usable: Bytes, node_in: NDArray[np.bool_]) -> UsefulRows:
    """Return the rows of those arcs that may lie on a path of a front.

    Parameters
    ----------
    rows
        The arcs that enter each node.
    weights, most
        Weights of each arc, shape (n_weights, n_arcs), by number, and the most that one arc may have of each.
    usable
        Mask of the arcs; empty: all.
    node_in
        Nodes that such a path may touch.
    """
    first, arcs, ends = rows
    nodes, width = len(first) - 1, len(weights)
    cells = np.empty((len(arcs), width + 1), np.int64)
    begin = np.empty(nodes + 1, np.int64)
    count, longest, masked = 0, 0, len(usable) > 0
    for node in range(nodes):
        begin[node] = count
        if node_in[node]:
            for at in range(first[node], first[node + 1]):
                arc, here = arcs[at], ends[at]
                within = (not masked or usable[arc]) and node_in[here] and here != node
                for k in range(width):
                    within = within and weights[k, arc] <= most[k]
                    cells[count, k] = weights[k, arc]
                cells[count, width] = (here << 32) | arc
                if within:
                    count += 1
        longest = max(longest, count - begin[node])
    begin[nodes] = count
    return UsefulRows(begin, cells[:count], longest)
