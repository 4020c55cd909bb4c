"""The front of paths in three criteria, compiled: label setting backward from the target, with canonical paths.

The search is that of `pareto_many`, with this difference: the closed (g_2, g_3) of a node are a staircase, g_2 rising
and g_3 falling. One binary search tells whether a label is dominated, and a new label takes out a run. Labels wait in a
`bucket_queue`, the first two amounts of the whole path in one number; the caller sees to it that they fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from routing.kernels.arrays.bucket_queue import BUCKETS, ROWS, SPARE, Queue, give_back, put, queue_for
from routing.kernels.arrays.bucket_queue import USED as USED_CHUNKS
from routing.kernels.arrays.heaps import drop_three, push_three
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
    lacks_room,
)
from routing.kernels.arrays.rows import Ints, UsefulRows


@compiled
def pareto_front_of_three(  # noqa: C901 -- one loop whose numbers stay in registers
    useful: UsefulRows,
    ahead: Ints,
    bounds: Ints,
    source: int,
    queue: Queue,
    labels: Labels,
    steps: int,
    max_labels: int,
) -> int:
    """Go on with a search and return DONE, FULL, PAUSED or STOPPED, as `pareto_two.pareto_front_of_two` does.

    A closed label has its second and third amount in its key; in the store the first, and its arcs with its number.

    Parameters
    ----------
    ahead : int64, shape (n_nodes, 4)
        Per node the least of each criterion from the source.
    bounds : int64, shape (3,)
        Most of each criterion.
    source
        Where the paths begin.
    """
    begin, rows, longest = useful
    near, heads, chunks = queue
    table, store, keys, _, pool, points, states = labels
    state = states[0]
    bits, origin, shift, now = state["bits"], state["origin"], state["shift"], state["bucket"]
    mask, low = (1 << bits) - 1, state["low"]
    rest = (1 << low) - 1
    size, used, free, spare = state["waiting"], state["used"], state["free"], state["next"]
    found, made = state["points"], state["made"]
    bound_1, bound_2, bound_3 = bounds[0], bounds[1], bounds[2]
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
            chunk = heads[now]
            for at in range(1, 1 + 3 * (chunks[chunk, 0] & 7), 3):
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
        node = pool[label, 1]
        old, count = table[node, BEGIN], table[node, COUNT]
        if lacks_room(table, node, store, state):
            outcome = FULL
            break
        where = table[node, BEGIN]
        if where != old:
            keys[where : where + count] = keys[old : old + count]
        steps -= 1
        size = drop_three(near, size)
        g_1, g_2, g_3 = f_1 - ahead[node, 0], f_2 - ahead[node, 1], f_3 - ahead[node, 2]
        step = (g_2 << low) | g_3
        at = step_under(keys, where, count, step | rest)
        beaten = at >= where and keys[at] & rest <= g_3
        if beaten and keys[at] == step and store[at, 0] == g_1:
            holder = store[at, 1] & LABEL
            if store[at, 1] >> SHIFT == length and pool[label, 0] & LOW < pool[holder, 0] & LOW:
                pool[holder, 0] = pool[label, 0]
        if not beaten and node != source:
            reached = step_under(keys, table[source, BEGIN], table[source, COUNT], (f_2 << low) | rest)
            beaten = reached >= table[source, BEGIN] and keys[reached] & rest <= f_3
        if beaten:
            pool[label, 0] = spare
            spare = label
            free += 1
            continue
        if at >= where and keys[at] >> low == g_2:
            at -= 1  # a step of as much of the second criterion and more of the third goes
        at += 1
        gone = at
        while gone < where + count and keys[gone] & rest >= g_3:
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
        keys[at], store[at, 0], store[at, 1] = step, g_1, word
        table[node, COUNT] = count
        if node == source:
            points[found, 0], points[found, 1], points[found, 2], points[found, 3] = g_1, g_2, g_3, word
            found += 1
            continue
        first_reached, steps_reached = table[source, BEGIN], table[source, COUNT]
        parent = (pool[label, 0] >> 32) - 1
        came_from = pool[parent, 1] if parent >= 0 else node  # there all that goes back is beaten
        for row in range(begin[node], begin[node + 1]):
            there = rows[row, 3] >> 32
            if there == came_from:
                continue
            f_1 = g_1 + rows[row, 0] + ahead[there, 0]
            use_2 = g_2 + rows[row, 1]
            use_3 = g_3 + rows[row, 2]
            f_2, f_3 = use_2 + ahead[there, 1], use_3 + ahead[there, 2]
            if f_1 > bound_1 or f_2 > bound_2 or f_3 > bound_3:
                continue
            there_begin, sought = table[there, BEGIN], (use_2 << low) | use_3
            step = step_under(keys, there_begin, table[there, COUNT], sought | rest)
            if step >= there_begin and keys[step] & rest <= use_3:
                if keys[step] == sought:
                    holder = store[step, 1] & LABEL
                    arc = rows[row, 3] & LOW
                    if (
                        store[step, 0] == g_1 + rows[row, 0]
                        and store[step, 1] >> SHIFT == length + 1
                        and arc < pool[holder, 0] & LOW
                    ):
                        pool[holder, 0] = ((label + 1) << 32) | arc
                continue
            step = step_under(keys, first_reached, steps_reached, (f_2 << low) | rest)
            if step >= first_reached and keys[step] & rest <= f_3:
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
            key, word = (f_1 << bits) | f_2, ((length + 1) << SHIFT) | fresh
            bucket = min((key - origin) >> shift, BUCKETS - 1)
            if bucket <= now:
                size = push_three(near, size, key, f_3, word)
            else:
                put(heads, chunks, bucket, key, f_3, word)
        if outcome == STOPPED:
            break
    state["waiting"], state["used"], state["free"], state["next"] = size, used, free, spare
    state["points"], state["made"], state["bucket"] = found, made, now
    return outcome


def queue_for_three(size: int, labels: Labels, bounds: Sequence[int]) -> Queue | None:
    """Return the queue with the first label in it; None where two amounts do not fit in one number.

    Its buckets are made for paths with up to twice the least of the first amount: those with more share the last one.
    """
    first_bits, bits, low = (max(1, bound.bit_length()) for bound in bounds)
    if first_bits + bits > 62 or bits + low > 62:
        return None
    first, second, third, word = labels.heap[0].tolist()
    queue, state = queue_for(size), labels.state[0]
    state["bits"], state["low"], state["origin"] = bits, low, first << bits
    state["shift"] = max(0, (max(1, first) << bits).bit_length() - (BUCKETS - 1).bit_length())
    queue.near[0] = (first << bits) | second, third, word
    return queue


@compiled
def step_under(keys: Ints, begin: int, count: int, most: int) -> int:
    """Return where the last step of a staircase with a key up to `most` is; one before the first if none has."""
    last, left = begin - 1, count
    while left > 0:  # without a branch that depends on what is found: the processor would guess it wrong half the time
        half = (left + 1) >> 1
        last += half * (keys[last + half] <= most)
        left -= half
    return last
