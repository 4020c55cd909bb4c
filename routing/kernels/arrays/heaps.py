"""Heaps with four children to a node, in arrays: of single keys, and of keys with a second word.

Four children mean half the levels of a binary heap, and the four lie in one line of the processor's memory. The caller
keeps the size and sees to it that the array is long enough.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.jit import compiled


@compiled
def push(heap: Any, size: int, key: int) -> int:
    """Put a key into a heap and return its new size."""
    place = size
    while place > 0:
        above = (place - 1) >> 2
        if heap[above] <= key:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = key
    return size + 1


@compiled
def drop(heap: Any, size: int) -> int:
    """Take the least key, ``heap[0]``, out of a heap and return its new size."""
    size -= 1
    key = heap[size]
    place, child = 0, 1
    while child + 3 < size:  # four children: two pairs, then the lesser of both
        left = child + (heap[child + 1] < heap[child])
        right = child + 2 + (heap[child + 3] < heap[child + 2])
        least = right if heap[right] < heap[left] else left
        if heap[least] >= key:
            heap[place] = key
            return size
        heap[place] = heap[least]
        place = least
        child = 4 * place + 1
    if child < size:
        least = child
        for other in range(child + 1, size):
            if heap[other] < heap[least]:
                least = other
        if heap[least] < key:
            heap[place] = heap[least]
            place = least
    heap[place] = key
    return size


@compiled
def push_pair(heap: Any, second: Any, size: int, key: int, word: int) -> int:
    """Put a key with a second word into a heap, ordered by both, and return its new size."""
    place = size
    while place > 0:
        above = (place - 1) >> 2
        if heap[above] < key or (heap[above] == key and second[above] <= word):
            break
        heap[place], second[place] = heap[above], second[above]
        place = above
    heap[place], second[place] = key, word
    return size + 1


@compiled
def drop_pair(heap: Any, second: Any, size: int) -> int:
    """Take the least pair, ``heap[0], second[0]``, out of a heap and return its new size."""
    size -= 1
    key, word = heap[size], second[size]
    place = 0
    while True:
        child = 4 * place + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if heap[other] < heap[least] or (heap[other] == heap[least] and second[other] < second[least]):
                least = other
        if heap[least] > key or (heap[least] == key and second[least] >= word):
            break
        heap[place], second[place] = heap[least], second[least]
        place = least
    heap[place], second[place] = key, word
    return size
