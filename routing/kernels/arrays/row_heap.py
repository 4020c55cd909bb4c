"""Heaps of rows with four children to a node: a row is a few int64 numbers and is compared from the left.

The numbers of one entry lie side by side, so that a comparison touches one line of the processor's memory. The caller
keeps the size and sees to it that the array is long enough.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.jit import compiled


@compiled
def push_two(heap: Any, size: int, key: int, word: int) -> int:
    """Put a row of two numbers into a heap and return its new size."""
    place = size
    while place > 0:
        above = (place - 1) >> 2
        theirs = heap[above, 0]
        if theirs < key or (theirs == key and heap[above, 1] <= word):
            break
        heap[place, 0], heap[place, 1] = theirs, heap[above, 1]
        place = above
    heap[place, 0], heap[place, 1] = key, word
    return size + 1


@compiled
def drop_two(heap: Any, size: int) -> int:
    """Take the least row, ``heap[0]``, of two numbers out of a heap and return its new size."""
    size -= 1
    key, word = heap[size, 0], heap[size, 1]
    place = 0
    while True:
        child = 4 * place + 1
        if child >= size:
            break
        least, best = child, heap[child, 0]
        for other in range(child + 1, min(child + 4, size)):
            theirs = heap[other, 0]
            if theirs < best or (theirs == best and heap[other, 1] < heap[least, 1]):
                least, best = other, theirs
        if best > key or (best == key and heap[least, 1] >= word):
            break
        heap[place, 0], heap[place, 1] = best, heap[least, 1]
        place = least
    heap[place, 0], heap[place, 1] = key, word
    return size


@compiled
def push_three(heap: Any, size: int, key: int, second: int, word: int) -> int:
    """Put a row of three numbers into a heap and return its new size."""
    place = size
    while place > 0:
        above = (place - 1) >> 2
        theirs = heap[above, 0]
        if theirs < key:
            break
        if theirs == key:
            beside = heap[above, 1]
            if beside < second or (beside == second and heap[above, 2] <= word):
                break
        heap[place, 0], heap[place, 1], heap[place, 2] = theirs, heap[above, 1], heap[above, 2]
        place = above
    heap[place, 0], heap[place, 1], heap[place, 2] = key, second, word
    return size + 1


@compiled
def drop_three(heap: Any, size: int) -> int:
    """Take the least row, ``heap[0]``, of three numbers out of a heap and return its new size."""
    size -= 1
    key, second, word = heap[size, 0], heap[size, 1], heap[size, 2]
    place = 0
    while True:
        child = 4 * place + 1
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
        heap[place, 0], heap[place, 1], heap[place, 2] = best, heap[least, 1], heap[least, 2]
        place = least
    heap[place, 0], heap[place, 1], heap[place, 2] = key, second, word
    return size


@compiled
def before(heap: Any, one: int, other: int, width: int) -> bool:
    """Tell whether a row comes before another, compared from the left."""
    for place in range(width):
        if heap[one, place] != heap[other, place]:
            return bool(heap[one, place] < heap[other, place])
    return False


@compiled
def swap(heap: Any, one: int, other: int, width: int) -> None:
    """Exchange two rows."""
    for place in range(width):
        heap[one, place], heap[other, place] = heap[other, place], heap[one, place]


@compiled
def rise(heap: Any, place: int, width: int) -> None:
    """Restore the order after a row was written at a place: at the end, when it is new."""
    while place > 0:
        above = (place - 1) >> 2
        if not before(heap, place, above, width):
            return
        swap(heap, place, above, width)
        place = above


@compiled
def drop_row(heap: Any, size: int, width: int) -> int:
    """Take the least row, ``heap[0]``, out of a heap and return its new size."""
    size -= 1
    for column in range(width):
        heap[0, column] = heap[size, column]
    place = 0
    while True:
        child = 4 * place + 1
        if child >= size:
            return size
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if before(heap, other, least, width):
                least = other
        if not before(heap, least, place, width):
            return size
        swap(heap, least, place, width)
        place = least
