"""Dijkstra's algorithm from both ends of a path at once, in slices, and what the canonical path needs of it.

Both searches take nodes in turns until the least distances that wait on the two sides add up to more than the weight of
the best path seen: from there on no path can be better, nor as good and new. On even ground each side then has looked
at a circle of half the radius, together half of what one search looks at.

A node of a least path need not be reached from both ends. What holds is that every least path has a node which both
sides have reached by their least distances, that all its nodes before this one are reached so from the source and all
behind it from the target. (Let x be the first node of the path, seen from the source, whose arcs the forward search has
not looked along, and y the first so from the target. If y lies behind x, then each of both was left waiting or was
never put on the heap because with it the two sides exceeded the best weight; either way the one had then to be
taken before the other, and the other before the one.) So nodes where both sides meet on a least path are noted, and
`mark` goes back from them along tight arcs: then each node of a least path has its distance to the target.

``labels`` (2 n) holds the distances from the source at ``2 node`` and those to the target at ``2 node + 1``, side by
side because they are looked at together, each less an *offset*. It rises from search to search by more than the
greatest distance, so that what earlier searches left behind is greater than all that a search writes: nothing has to be
cleared, and what is left over counts as not reached.

The work arrays are ``ahead`` and ``back`` (m + 1), the heaps of both sides with entries as in `dijkstra`, ``met`` (n)
and ``state`` (8): sizes of the heaps, nodes where they met, nodes settled, weight of the best path seen.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.heaps import drop, push
from routing.kernels.arrays.jit import compiled

AHEAD, BACK, MET, SETTLED, BEST = range(5)
TURN = 256  # nodes that one side settles before the other's turn


@compiled
def begin(source: int, target: int, most: int, offset: int, labels: Any, ahead: Any, back: Any, state: Any) -> None:
    """Start a search between two different nodes; `most` and `offset` as the text of this module has it."""
    labels[2 * source] = labels[2 * target + 1] = -offset
    ahead[0], back[0] = source, target
    state[AHEAD], state[BACK], state[MET], state[SETTLED], state[BEST] = 1, 1, 0, 0, most


@compiled
def search(
    first: Any, arcs: Any, link: Any, first_in: Any, arcs_in: Any, link_in: Any, usable: Any, labels: Any, offset: int,
    ahead: Any, back: Any, met: Any, state: Any, bits: int, steps: int,
) -> bool:  # fmt: skip
    """Settle about so many nodes; return whether the searches have come to their end.

    Parameters
    ----------
    first, arcs, link, first_in, arcs_in, link_in
        The arcs that leave and that enter each node; see `dijkstra.distances`.
    """
    end = state[SETTLED] + steps
    while state[SETTLED] < end:
        if state[AHEAD] == 0 or state[BACK] == 0:
            return True
        one, other = ahead[0] >> bits, back[0] >> bits
        if one + other > state[BEST]:
            return True
        if state[AHEAD] <= state[BACK]:
            _settle(first, arcs, link, usable, labels, offset, 0, ahead, other, met, state, bits)
        else:
            _settle(first_in, arcs_in, link_in, usable, labels, offset, 1, back, one, met, state, bits)
    return False


@compiled
def _settle(
    first: Any, arcs: Any, link: Any, usable: Any, labels: Any, offset: int, side: int, heap: Any, other: int,
    met: Any, state: Any, bits: int,
) -> None:  # fmt: skip
    """Settle a few nodes of one side; `other`: the least distance that waits on the other side."""
    size, meetings, best = state[side], state[MET], state[BEST]
    masked, node_mask, settled = len(usable) > 0, (1 << bits) - 1, 0
    most = best - other
    while size > 0 and settled < TURN:
        key = heap[0]
        so_far, node = key >> bits, key & node_mask
        if so_far > most:
            break
        size = drop(heap, size)
        if so_far - offset > labels[2 * node + side]:
            continue
        settled += 1
        base = key - node
        for place in range(first[node], first[node + 1]):
            if masked and not usable[arcs[place]]:
                continue
            entry = base + link[place]
            there, total = entry & node_mask, entry >> bits
            label = total - offset
            cell = 2 * there + side
            if label >= labels[cell]:
                continue
            labels[cell] = label
            whole = total + (labels[cell ^ 1] + offset)
            if whole <= best:
                if whole < best:
                    best, meetings = whole, 0
                    most = best - other
                met[meetings] = there
                meetings += 1
            if total <= most:
                size = push(heap, size, entry)
    state[side], state[MET], state[BEST] = size, meetings, best
    state[SETTLED] += settled


@compiled
def mark(
    first_in: Any, arcs_in: Any, ends_in: Any, weight_in: Any, usable: Any, labels: Any, offset: int, met: Any,
    state: Any,
) -> None:  # fmt: skip
    """Write the distance to the target of all nodes of least paths that only the search from the source has reached."""
    masked, best = len(usable) > 0, state[BEST] - 2 * offset
    count, at = state[MET], 0
    while at < count:
        node = met[at]
        at += 1
        for place in range(first_in[node], first_in[node + 1]):
            before = ends_in[place]
            label = labels[2 * before]
            if label != labels[2 * node] - weight_in[place] or labels[2 * before + 1] == best - label:
                continue
            if not masked or usable[arcs_in[place]]:
                labels[2 * before + 1] = best - label
                met[count] = before
                count += 1
