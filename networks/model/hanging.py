"""What hangs together in a graph of plain lists: parts, bridges, and traps of one-way arcs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

Arcs = list[list[tuple[int, int]]]  # of each node: the other node and the number of the arc


def parts_and_bridges(around: Arcs) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the part of each place, and each bridge with the size of its smaller side: one search in depth.

    Examples
    --------
    >>> parts_and_bridges([[(1, 0)], [(0, 0), (2, 1)], [(1, 1)], []])  # 0 - 1 - 2, and 3 by itself
    ([0, 0, 0, 3], [(1, 1), (0, 1)])
    """
    size = len(around)
    part, entered, low, below = ([-1] * size for _ in range(4))
    order, by_tree = 0, []
    for root in range(size):
        if part[root] >= 0:
            continue
        first, stack = order, [(root, -1, iter(around[root]))]
        part[root], entered[root], low[root], below[root] = root, order, order, 1
        order += 1
        found: list[tuple[int, int]] = []
        while stack:
            place, came, ways = stack[-1]
            for other, link in ways:
                if link == came:
                    continue
                if part[other] >= 0:
                    low[place] = min(low[place], entered[other])
                    continue
                part[other], entered[other], low[other], below[other] = root, order, order, 1
                order += 1
                stack.append((other, link, iter(around[other])))
                break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[place])
                    below[above] += below[place]
                    if low[place] > entered[above]:
                        found.append((came, below[place]))
        by_tree += [(link, min(under, order - first - under)) for link, under in found]
    return part, by_tree


def traps(forward: Arcs, parts: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the places without a way out to, and without a way in from, the core of their part.

    The core is the largest set of places of a part that can all be reached from one another.

    Examples
    --------
    >>> traps([[(1, 0)], [(0, 0), (2, 1)], []], [[0, 1, 2]])  # 0 - 1 -> 2
    ([2], [])
    """
    backward: Arcs = [[] for _ in forward]
    for tail, ways in enumerate(forward):
        for head, link in ways:
            backward[head].append((tail, link))
    no_out: list[int] = []
    no_in: list[int] = []
    core = _cores(forward, backward)
    for places in parts:
        sizes: dict[int, int] = {}
        for place in places:
            sizes[core[place]] = sizes.get(core[place], 0) + 1
        if len(sizes) == 1:
            continue
        largest = min(sizes, key=lambda number: (-sizes[number], number))
        heart = next(place for place in places if core[place] == largest)
        reached, reaching = _reached(forward, heart), _reached(backward, heart)
        no_out += [place for place in places if place not in reaching]
        no_in += [place for place in places if place not in reached]
    return no_out, no_in


def _reached(ways: Arcs, start: int) -> set[int]:
    found, left = {start}, [start]
    while left:
        for other, _ in ways[left.pop()]:
            if other not in found:
                found.add(other)
                left.append(other)
    return found


def _cores(forward: Arcs, backward: Arcs) -> list[int]:
    """Return a number for each place, equal for places that can be reached from one another (Kosaraju)."""
    core = [-1] * len(forward)
    for place in reversed(list(_as_finished(forward))):
        if core[place] >= 0:
            continue
        core[place], left = place, [place]
        while left:
            for other, _ in backward[left.pop()]:
                if core[other] < 0:
                    core[other] = place
                    left.append(other)
    return core


def _as_finished(forward: Arcs) -> Iterator[int]:
    """Yield the places in the order in which a search in depth is done with them."""
    seen = np.zeros(len(forward), dtype=np.bool_)
    for root in range(len(forward)):
        if seen[root]:
            continue
        seen[root], stack = True, [(root, iter(forward[root]))]
        while stack:
            place, ways = stack[-1]
            for other, _ in ways:
                if not seen[other]:
                    seen[other] = True
                    stack.append((other, iter(forward[other])))
                    break
            else:
                stack.pop()
                yield place
