"""The front of paths in three criteria, compiled: label setting backward from the target, with canonical paths.

The search is that of `pareto_many`, on the chains of `pareto_chains` and by amounts of the whole path: what a label has
used, and the least from the source to its node. At one node these differ by as much for all labels, so they can be
compared instead. The closed (f_2, f_3) of a node are a staircase, f_2 rising and f_3 falling. One binary search tells
whether a label is dominated, and a new label takes out a run. Labels wait in a `bucket_queue`, the first two amounts in
one number.

**A label has more to come than the least of each.** From the source to its node there is also a least of the *sum* of
the second and third criterion, each times a factor. Paths that are not beaten by the points known have no more of these
two than a corner between two steps of the staircase at the source; where no corner has as much as that sum, the label
is beaten. Points known when a label leaves the queue have no more of the first criterion than it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.bucket_queue import BUCKETS, ROWS, SPARE, Queue, give_back, put, queue_for
from routing.kernels.arrays.bucket_queue import USED as USED_CHUNKS
from routing.kernels.arrays.heaps import drop_three, push_three, sink_three
from routing.kernels.arrays.jit import compiled
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
    labels_for,
    lacks_room,
)
from routing.kernels.arrays.rows import Ints, UsefulRows

MORE = 3  # column of the table of nodes


class Packing(NamedTuple):
    """How amounts lie in numbers.

    Attributes
    ----------
    bits
        Of the second criterion, under the first.
    low
        Of the third, under the second.
    factors
        Of the second and third criterion in a sum.
    """

    bits: int
    low: int
    factors: tuple[int, int]


@compiled
def pareto_front_of_three(  # noqa: C901 -- one loop whose numbers stay in registers
    useful: UsefulRows,
    bounds: Ints,
    source: int,
    packing: Packing,
    queue: Queue,
    labels: Labels,
    steps: int,
    max_labels: int,
) -> int:
    """Go on with a search and return DONE, FULL, PAUSED or STOPPED, as `pareto_two.pareto_front_of_two` does.

    A closed label has its second and third amount in its key; in the store the first, and its arcs with its number. In
    the pool, above its node, stands how many points were known when a label was made: as long as there are no more it
    need not be held against them again.

    Parameters
    ----------
    useful
        The chains, see `pareto_chains`.
    bounds : int64, shape (3,)
        Most of each criterion.
    source
        Where the paths begin.
    """
    begin, rows, longest = useful
    bits, low, factors = packing
    near, heads, chunks = queue
    table, store, keys, _, pool, points, states = labels
    state = states[0]
    origin, shift, now = state["origin"], state["shift"], state["bucket"]
    mask, rest = (1 << bits) - 1, (1 << low) - 1
    size, used, free, spare = state["waiting"], state["used"], state["free"], state["next"]
    found, made = state["points"], state["made"]
    most, bound_2, bound_3 = (bounds[0] << bits) | mask, bounds[1], bounds[2]
    outcome = PAUSED
    while steps > 0:
        if (
            size + longest + ROWS > len(near)
            or heads[USED_CHUNKS] + longest > len(chunks) + heads[SPARE]
            or used + longest > len(pool) + free
            or found >= len(points)
        ):
            outcome = FULL
            break
        if heads[now] != 0:  # the next range of keys comes into the heap
            chunk = heads[now] >> 3
            for at in range(1, 1 + 3 * (heads[now] & 7), 3):
                size = push_three(near, size, chunks[chunk, at], chunks[chunk, at + 1], chunks[chunk, at + 2])
            give_back(heads, chunks, now)
            continue
        if size == 0:
            while now < BUCKETS and heads[now] == 0:
                now += 1
            if now < BUCKETS:
                continue
            outcome = DONE
            break
        key, f_3, word = near[0, 0], near[0, 1], near[0, 2]
        f_1, f_2, label, length = key >> bits, key & mask, word & LABEL, word >> SHIFT
        node, known = pool[label, 1] & LOW, pool[label, 1] >> 32
        old, count = table[node, BEGIN], table[node, COUNT]
        if lacks_room(table, node, store, state):
            outcome = FULL
            break
        where = table[node, BEGIN]
        if where != old:
            for other in range(count):
                keys[where + other] = keys[old + other]
        steps -= 1
        step = (f_2 << low) | f_3
        at = step_under(keys, where, count, step | rest)
        beaten = at >= where and keys[at] & rest <= f_3
        if beaten and keys[at] == step and store[at, 0] == f_1:
            holder = store[at, 1] & LABEL
            if store[at, 1] >> SHIFT == length and pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
        if not beaten and node != source and known < found:  # points have come since it was looked at
            least = factors[0] * f_2 + factors[1] * f_3 + table[node, MORE]
            beaten = is_closed(keys, table[source, BEGIN], table[source, COUNT], step, low, least, factors)
        if beaten:
            size = drop_three(near, size)
            pool[label, 0] = spare
            spare = label
            free += 1
            continue
        if at >= where and keys[at] >> low == f_2:
            at -= 1  # a step of as much of the second criterion and more of the third goes
        at += 1
        gone = at
        while gone < where + count and keys[gone] & rest >= f_3:
            gone += 1
        if gone == at:
            for other in range(where + count, at, -1):
                keys[other], store[other, 0], store[other, 1] = (
                    keys[other - 1],
                    store[other - 1, 0],
                    store[other - 1, 1],
                )
            count += 1
        elif gone > at + 1:
            for other in range(gone, where + count):
                to = other - gone + at + 1
                keys[to], store[to, 0], store[to, 1] = keys[other], store[other, 0], store[other, 1]
            count -= gone - at - 1
        keys[at], store[at, 0], store[at, 1] = step, f_1, word
        table[node, COUNT] = count
        if node == source:
            points[found, 0], points[found, 1], points[found, 2], points[found, 3] = f_1, f_2, f_3, word
            found += 1
            size = drop_three(near, size)
            continue
        held = True  # the row of the label gives way to the first that comes to its range
        first_reached, steps_reached = table[source, BEGIN], table[source, COUNT]
        parent = (pool[label, 0] >> 32) - 1
        came_from = pool[parent, 1] & LOW if parent >= 0 else node  # there all that goes back is beaten
        for row in range(begin[node], begin[node + 1]):
            there = rows[row, 2] >> 32
            if there == came_from:
                continue
            ahead, beside = key + rows[row, 0], f_3 + rows[row, 1]
            use_2 = ahead & mask
            if ahead > most or use_2 > bound_2 or beside > bound_3:
                continue
            there_begin, step = table[there, BEGIN], (use_2 << low) | beside
            above = step_under(keys, there_begin, table[there, COUNT], step | rest)
            if above >= there_begin and keys[above] & rest <= beside:
                if keys[above] == step:
                    holder = store[above, 1] & LABEL
                    arc = rows[row, 2] & LOW
                    if (
                        store[above, 0] == ahead >> bits
                        and store[above, 1] >> SHIFT == length + rows[row, 3]
                        and arc < pool[holder, 0] & LOW
                    ):
                        pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            least = factors[0] * use_2 + factors[1] * beside + table[there, MORE]
            if is_closed(keys, first_reached, steps_reached, step, low, least, factors):
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
            pool[fresh, 0] = ((label + 1) << 32) | (rows[row, 2] & LOW)
            pool[fresh, 1] = (found << 32) | there
            word = ((length + rows[row, 3]) << SHIFT) | fresh
            bucket = min((ahead - origin) >> shift, BUCKETS - 1)
            if bucket > now:
                put(heads, chunks, bucket, ahead, beside, word)
            elif held:
                sink_three(near, size, ahead, beside, word)
                held = False
            else:
                size = push_three(near, size, ahead, beside, word)
        if held:
            size = drop_three(near, size)
        if outcome == STOPPED:
            break
    state["waiting"], state["used"], state["free"], state["next"] = size, used, free, spare
    state["points"], state["made"], state["bucket"] = found, made, now
    return outcome


def labels_of_three(size: int, more: Ints, target: int) -> Labels:
    """Return the labels of a search that begins at the target, with room for so many at first."""
    labels = labels_for(size, len(more), 3, target)
    labels.table[:, MORE] = more
    return labels._replace(store=np.empty((size, 2), np.int64))


def queue_for_three(size: int, labels: Labels, least: Ints, bits: int) -> Queue:
    """Return the queue with the first label in it, of the least amounts.

    Its buckets are made for paths with up to twice the least of the first amount: those with more share the last one.
    """
    first, second, third = least.tolist()
    queue, state = queue_for(size), labels.state[0]
    state["bits"], state["origin"] = bits, first << bits
    state["shift"] = max(0, (max(1, first) << bits).bit_length() - (BUCKETS - 1).bit_length())
    queue.near[0] = (first << bits) | second, third, 0
    return queue


@compiled
def step_under(keys: Ints, begin: int, count: int, most: int) -> int:
    """Return where the last step of a staircase with a key up to `most` is; one before the first if none has.

    No branch depends on what is found: the processor would guess it wrong half the time. Keys are below 2^62, so bit 62
    of a difference is its sign. Asked for the sign itself, or for a comparison, the compiler makes a branch of it.
    """
    last, left = begin - 1, count
    while left > 0:
        half = (left + 1) >> 1
        last += half & ((keys[np.uint64(last + half)] - most - 1) >> 62)
        left -= half
    return last


@compiled
def is_closed(keys: Ints, begin: int, count: int, step: int, low: int, least: int, factors: tuple[int, int]) -> bool:
    """Tell whether all that is to come beyond a step, with at least so much in sum, is under a staircase."""
    rest = (1 << low) - 1
    at = step_under(keys, begin, count, step | rest)
    if at < begin:
        return False
    last, third = begin + count - 1, step & rest
    while at < last:
        beside = keys[at] & rest
        if beside <= third:
            return True
        if factors[0] * ((keys[at + 1] >> low) - 1) + factors[1] * (beside - 1) >= least:
            return False
        at += 1
    return bool(keys[last] & rest <= third)


@compiled
def write_chained(words: Ints, pool: Ints, begin: Ints, arcs: Ints, offsets: Ints, out: Ints) -> None:
    """Write the path of each point into `out`; `words` has the labels of the points, `arcs` those of each chain."""
    for point in range(len(words)):
        label, at = words[point] & LABEL, offsets[point]
        while pool[label, 0] >= 0:
            chain = pool[label, 0] & LOW
            for place in range(begin[chain], begin[chain + 1]):
                out[at] = arcs[place]
                at += 1
            label = (pool[label, 0] >> 32) - 1
