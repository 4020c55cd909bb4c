"""What a front in two criteria knows before it is searched: the tree of canonical paths of its lines, and bounds.

**The tree of canonical paths** from the source, in the order (first weight, second weight, arcs, arc numbers), is that
of Dijkstra's algorithm (1959) with these vectors for lengths, along lines that are tight in the first weight. Of paths
equal in all three amounts the one with the least sequence of arc numbers is kept: two paths to a junction are walked
back to where they part, and the lines there decide. Paths are popped in order, so one that is walked back never changes
any more. Where the lines are turned a path runs against them, and the last one found is the first of the sequence.

**Numbers.** At first a number tells when a junction was settled from the source, so a least path jumps through arrays
of their size. At the end they are numbered anew, by a walk down the tree of canonical paths: mostly a path lies in one
piece then, and what a search of fronts goes along lies side by side in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.heaps import drop, drop_three, push, push_three
from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.pareto_lines import LINE, LONG, ONE, THERE, TWO, Lines
from routing.kernels.arrays.rows import Ints, UsefulRows

MASK = (1 << 32) - 1
AMOUNT, OTHER, LENGTH, VIA, BEFORE, LEAST = range(6)  # columns of a junction


class Region(NamedTuple):
    """Junctions by their number in the region, and the lines between them, as `pareto_two` searches them.

    Attributes
    ----------
    nodes : int64, shape (k, 6)
        Of the canonical path from the source to each the two amounts, the number of arcs, the last line, and the
        junction before it; the least second amount to it, -1 beyond what was asked.
    target
        Number of the target; -1: no path leads there within the bounds.
    cap
        The most that a point has of the second criterion.
    bits
        How many bits the second criterion has in a key; 0: no key has room for both.
    closed : int64, shape (k,)
        For a search to begin with: nothing is closed.
    slack : int64, shape (k,)
        The least second amount to each less that of the canonical path, 0 or less.
    useful
        The lines that enter each junction: of each by how much the amounts of a whole path grow along it, in one
        number; the junction that it leaves (upper 32 bits) with its number; how many arcs more the path has; the slack
        there.
    """

    nodes: Ints
    target: int
    cap: int
    bits: int
    closed: Ints
    slack: Ints
    useful: UsefulRows


@compiled_with_arrays
def region_of(lines: Lines, cap: int) -> Region:
    """Return the region of a front along lines, points having at most `cap` of the second criterion."""
    lines = Lines(*lines)
    leaving, out, most, (source, target) = lines.leaving, lines.out, lines.most, lines.ends
    nodes = np.empty((len(lines.amounts), 6), np.int64)
    nodes[:, AMOUNT] = lines.amounts[:, 0]
    _canonical_tree(leaving, out, source, nodes, lines.is_turned)
    cap = min(cap, nodes[target, OTHER])
    _least_second(leaving, out, cap, (source, lines.bits), nodes)
    if nodes[target, LEAST] < 0:
        nothing, none = UsefulRows(np.zeros(1, np.int64), np.empty((0, 4), np.int64), 0), np.empty(0, np.int64)
        return Region(nodes, -1, cap, 0, none, none, nothing)
    bits, place = _bits_of(nodes, most, cap), _down_the_tree(nodes, source)
    useful = _entering(lines.entering, lines.back, nodes, place, (cap, bits))
    nodes = _numbered(nodes, place, source)
    closed = np.full(len(nodes), (1 << bits) - 1, np.int64)
    return Region(nodes, place[target], cap, bits, closed, nodes[:, LEAST] - nodes[:, OTHER], useful)


@compiled
def _bits_of(nodes: Ints, most: int, cap: int) -> int:
    """Return how many bits the second criterion needs in a key; 0 where the first has no room beside it."""
    largest, bits, first = 0, 0, 0
    for node in range(len(nodes)):
        if nodes[node, LEAST] >= 0:
            largest = max(largest, nodes[node, OTHER])
    while bits < 63 and (2 * cap + largest + 1) >> bits:
        bits += 1
    while first < 63 and (3 * most + 3) >> first:
        first += 1
    return bits if bits + first <= 62 else 0


@compiled_with_arrays
def _canonical_tree(leaving: Ints, out: Ints, source: int, nodes: Ints, is_turned: bool) -> None:
    """Write the canonical path from the source to each junction; the first amounts are known."""
    heap, done = np.empty((len(out) + 1, 3), np.int64), np.zeros(len(nodes), np.uint8)
    for node in range(len(nodes)):
        nodes[node, LENGTH] = nodes[node, VIA] = nodes[node, BEFORE] = -1
    nodes[source, OTHER] = nodes[source, LENGTH] = 0
    heap[0, 0], heap[0, 1], heap[0, 2], size = 0, 0, source, 1
    while size > 0:
        so_far, beside, word = heap[0, 0], heap[0, 1], heap[0, 2]
        size = drop_three(heap, size)
        node, length = word & MASK, word >> 32
        if done[node]:
            continue
        done[node] = 1
        for at in range(leaving[node], leaving[node + 1]):
            there, total, beyond = out[at, THERE], so_far + out[at, ONE], beside + out[at, TWO]
            if done[there] or total > nodes[there, AMOUNT]:
                continue
            steps = length + out[at, LONG]
            if nodes[there, LENGTH] >= 0:
                if beyond != nodes[there, OTHER]:
                    if beyond > nodes[there, OTHER]:
                        continue
                elif steps > nodes[there, LENGTH]:
                    continue
                elif steps == nodes[there, LENGTH]:
                    line = out[at, LINE]
                    if line < nodes[there, VIA] if is_turned else _parts_earlier(nodes, node, line, there):
                        nodes[there, VIA], nodes[there, BEFORE] = line, node
                    continue
            nodes[there, OTHER], nodes[there, LENGTH] = beyond, steps
            nodes[there, VIA], nodes[there, BEFORE] = out[at, LINE], node
            size = push_three(heap, size, total, beyond, (steps << 32) | there)


@compiled
def _parts_earlier(nodes: Ints, before: int, line: int, there: int) -> bool:
    """Tell whether the path over a junction and a line has lesser arc numbers than the one known, as long as it."""
    known, via = nodes[there, BEFORE], nodes[there, VIA]
    while before != known:
        further = nodes[before, LENGTH] - nodes[known, LENGTH]
        if further >= 0:
            line, before = nodes[before, VIA], nodes[before, BEFORE]
        if further <= 0:
            via, known = nodes[known, VIA], nodes[known, BEFORE]
    return bool(line < via)


@compiled_with_arrays
def _down_the_tree(nodes: Ints, source: int) -> Ints:
    """Return the place of each junction in a walk down the tree of canonical paths, each branch to its end."""
    inside, beside = np.full(len(nodes), -1, np.int64), np.full(len(nodes), -1, np.int64)
    for node in range(len(nodes) - 1, -1, -1):
        if node != source:
            before = nodes[node, BEFORE]
            beside[node], inside[before] = inside[before], node
    place, node = np.empty(len(nodes), np.int64), source
    for at in range(len(nodes)):
        place[node] = at
        if inside[node] >= 0:
            node = inside[node]
            continue
        while beside[node] < 0 and node != source:
            node = nodes[node, BEFORE]
        node = beside[node]
    return place


@compiled_with_arrays
def _numbered(nodes: Ints, place: Ints, source: int) -> Ints:
    """Return the junctions by their places."""
    there = np.empty_like(nodes)
    for node in range(len(nodes)):
        there[place[node]] = nodes[node]
        if node != source:
            there[place[node], BEFORE] = place[nodes[node, BEFORE]]
    return there


@compiled_with_arrays
def _least_second(leaving: Ints, out: Ints, cap: int, begins: tuple[int, int], nodes: Ints) -> None:
    """Write the least second amount from the source to each, -1 beyond `cap`; `begins`: source, bits of a junction."""
    source, bits = begins
    heap, size, node_mask = np.empty(len(out) + 1, np.int64), 1, (1 << bits) - 1
    for node in range(len(nodes)):
        nodes[node, LEAST] = -1
    nodes[source, LEAST], heap[0] = 0, source
    while size > 0:
        so_far, node = heap[0] >> bits, heap[0] & node_mask
        size = drop(heap, size)
        if so_far > nodes[node, LEAST]:
            continue
        for at in range(leaving[node], leaving[node + 1]):
            there, total = out[at, THERE], so_far + out[at, TWO]
            if total <= cap and (nodes[there, LEAST] < 0 or total < nodes[there, LEAST]):
                nodes[there, LEAST] = total
                size = push(heap, size, (total << bits) | there)


@compiled_with_arrays
def _entering(entering: Ints, back: Ints, nodes: Ints, place: Ints, limits: tuple[int, int]) -> UsefulRows:
    """Return the lines that enter each junction, by its place: those of use to points.

    `limits`: what points have at most of the second criterion, and the bits of it.
    """
    first, longest, (cap, bits) = np.zeros(len(nodes) + 1, np.int64), 0, limits
    for head in range(len(nodes)):
        for at in range(entering[head], entering[head + 1]):
            least = nodes[back[at, THERE], LEAST]
            first[place[head] + 1] += least >= 0 and least + back[at, TWO] <= cap
    for node in range(len(nodes)):
        longest = max(longest, first[node + 1])
        first[node + 1] += first[node]
    cells = np.empty((first[len(nodes)], 4), np.int64)
    for head in range(len(nodes)):
        to = first[place[head]]
        for at in range(entering[head], entering[head + 1]):
            tail = back[at, THERE]
            if nodes[tail, LEAST] >= 0 and nodes[tail, LEAST] + back[at, TWO] <= cap:
                one = back[at, ONE] + nodes[tail, AMOUNT] - nodes[head, AMOUNT]
                cells[to, 0] = (one << bits) + back[at, TWO] + nodes[tail, OTHER] - nodes[head, OTHER]
                cells[to, 1] = (place[tail] << 32) | back[at, LINE]
                cells[to, 2] = back[at, LONG] + nodes[tail, LENGTH] - nodes[head, LENGTH]
                cells[to, 3] = nodes[tail, LEAST] - nodes[tail, OTHER]
                to += 1
    return UsefulRows(first, cells, longest)
