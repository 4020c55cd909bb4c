"""Heaps with four children to a node, in arrays: of keys, of keys with a second word, and of rows of numbers.

Four children mean half the levels of a binary heap, and the four lie in one line of the processor's memory. The caller
keeps the size and sees to it that the array is long enough. A row is a few int64 numbers side by side, so that a
comparison touches one line of memory; rows are compared from the left.
"""

from __future__ import annotations

from routing.kernels.arrays.jit import compiled, inlined
from routing.kernels.arrays.rows import Ints


@inlined
def push(heap: Ints, size: int, key: int) -> int:
    """Put a key into a heap and return its new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if heap[above] <= key:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = key
    return size + 1


@inlined
def drop(heap: Ints, size: int) -> int:
    """Take the least key, ``heap[0]``, out of a heap and return its new size."""
    size -= 1
    key = heap[size]
    at, child = 0, 1
    while child + 3 < size:  # four children: two pairs, then the lesser of both
        left = child + (heap[child + 1] < heap[child])
        right = child + 2 + (heap[child + 3] < heap[child + 2])
        least = right if heap[right] < heap[left] else left
        if heap[least] >= key:
            heap[at] = key
            return size
        heap[at] = heap[least]
        at = least
        child = 4 * at + 1
    if child < size:
        least = child
        for other in range(child + 1, size):
            if heap[other] < heap[least]:
                least = other
        if heap[least] < key:
            heap[at] = heap[least]
            at = least
    heap[at] = key
    return size


@compiled
def push_pair(heap: Ints, second: Ints, size: int, key: int, word: int) -> int:
    """Put a key with a second word into a heap, ordered by both, and return its new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if heap[above] < key or (heap[above] == key and second[above] <= word):
            break
        heap[at], second[at] = heap[above], second[above]
        at = above
    heap[at], second[at] = key, word
    return size + 1


@compiled
def drop_pair(heap: Ints, second: Ints, size: int) -> int:
    """Take the least pair, ``heap[0], second[0]``, out of a heap and return its new size."""
    size -= 1
    key, word = heap[size], second[size]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if heap[other] < heap[least] or (heap[other] == heap[least] and second[other] < second[least]):
                least = other
        if heap[least] > key or (heap[least] == key and second[least] >= word):
            break
        heap[at], second[at] = heap[least], second[least]
        at = least
    heap[at], second[at] = key, word
    return size


@compiled
def push_three(heap: Ints, size: int, key: int, second: int, word: int) -> int:
    """Put a row of three numbers into a heap and return its new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 2
        theirs = heap[above, 0]
        if theirs < key:
            break
        if theirs == key:
            beside = heap[above, 1]
            if beside < second or (beside == second and heap[above, 2] <= word):
                break
        heap[at, 0], heap[at, 1], heap[at, 2] = theirs, heap[above, 1], heap[above, 2]
        at = above
    heap[at, 0], heap[at, 1], heap[at, 2] = key, second, word
    return size + 1


@compiled
def drop_three(heap: Ints, size: int) -> int:
    """Take the least row, ``heap[0]``, of three numbers out of a heap and return its new size."""
    size -= 1
    sink_three(heap, size, heap[size, 0], heap[size, 1], heap[size, 2])
    return size


@compiled
def sink_three(heap: Ints, size: int, key: int, second: int, word: int) -> None:
    """Put a row of three numbers into a heap in place of its least row, ``heap[0]``."""
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least, best = child, heap[child, 0]
        for other in range(child + 1, min(child + 4, size)):
            theirs = heap[other, 0]
            if theirs < best:
                least, best = other, theirs
            elif theirs == best:
                mine, yours = heap[other, 1], heap[least, 1]
                if mine < yours or (mine == yours and heap[other, 2] < heap[least, 2]):
                    least = other
        if best > key:
            break
        if best == key:
            beside = heap[least, 1]
            if beside > second or (beside == second and heap[least, 2] >= word):
                break
        heap[at, 0], heap[at, 1], heap[at, 2] = best, heap[least, 1], heap[least, 2]
        at = least
    heap[at, 0], heap[at, 1], heap[at, 2] = key, second, word


@compiled
def before(heap: Ints, one: int, other: int, width: int) -> bool:
    """Tell whether a row comes before another, compared from the left."""
    for at in range(width):
        if heap[one, at] != heap[other, at]:
            return bool(heap[one, at] < heap[other, at])
    return False


@compiled
def swap(heap: Ints, one: int, other: int, width: int) -> None:
    """Exchange two rows."""
    for at in range(width):
        heap[one, at], heap[other, at] = heap[other, at], heap[one, at]


@compiled
def rise(heap: Ints, at: int, width: int) -> None:
    """Restore the order after a row was written at a place: at the end, when it is new."""
    while at > 0:
        above = (at - 1) >> 2
        if not before(heap, at, above, width):
            return
        swap(heap, at, above, width)
        at = above


@compiled
def drop_row(heap: Ints, size: int, width: int) -> int:
    """Take the least row, ``heap[0]``, out of a heap and return its new size."""
    size -= 1
    for column in range(width):
        heap[0, column] = heap[size, column]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            return size
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if before(heap, other, least, width):
                least = other
        if not before(heap, least, at, width):
            return size
        swap(heap, least, at, width)
        at = least
