"""A queue of rows of three numbers for searches whose keys never fall: what is far lies unordered in buckets.

Each bucket holds the keys of one range. The rows of the range that is searched now lie in a heap (`heaps`), which stays
so small that the processor keeps it at hand; those of later ranges are only written down, and come into the heap when
their range is reached. So the order is that of one heap over all rows (a two-level queue: Denardo and Fox 1979).

A bucket is a chain of chunks of 128 bytes: what the bucket was before, and room for five rows. The head of a bucket is
``last chunk << 3 | rows in it``, 0 where there is none, so a row is put in without a look at what lies far in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.room import doubled, lines_of
from routing.kernels.arrays.rows import Ints

BUCKETS = 4096
ROWS = 5
WIDTH = 1 + 3 * ROWS
FREE, USED, SPARE = BUCKETS, BUCKETS + 1, BUCKETS + 2


class Queue(NamedTuple):
    """The arrays of a queue.

    Attributes
    ----------
    near : int64, shape (size, 3)
        The heap of the range that is searched now.
    heads : int64, shape (BUCKETS + 3,)
        The head of each bucket, then the first free chunk, the number of chunks ever used, and how many are free.
    chunks : int64, shape (size, WIDTH)
    """

    near: Ints
    heads: Ints
    chunks: Ints


def queue_for(size: int) -> Queue:
    """Return an empty queue with so much room in the heap, and so many chunks."""
    heads, chunks = np.empty(BUCKETS + 3, np.int64), lines_of(size, WIDTH)
    return emptied(Queue(np.empty((size, 3), np.int64), heads, chunks))


def emptied(queue: Queue) -> Queue:
    """Return the queue with nothing in it."""
    queue.heads[:] = 0
    queue.heads[USED] = 1  # chunk 0 is none
    return queue


def longer(queue: Queue, waiting: int, rows: int) -> Queue:
    """Return the queue with room for so many rows more, when so many wait in the heap."""
    near, heads, chunks = queue
    if waiting + rows + ROWS > len(near):
        near = doubled(near, waiting + rows + ROWS)
    if heads[USED] + rows > len(chunks) + heads[SPARE]:
        chunks = doubled(chunks, int(heads[USED]) + rows)
    return Queue(near, heads, chunks)


@compiled
def put(heads: Ints, chunks: Ints, bucket: int, key: int, second: int, third: int) -> None:
    """Write a row into a bucket; there must be room for one chunk more."""
    head = heads[bucket]
    if head & 7 == ROWS or head == 0:
        if heads[SPARE] > 0:
            chunk = heads[FREE]
            heads[FREE] = chunks[chunk, 0]
            heads[SPARE] -= 1
        else:
            chunk = heads[USED]
            heads[USED] += 1
        chunks[chunk, 0] = head
        head = chunk << 3
    chunk, at = head >> 3, 1 + 3 * (head & 7)
    chunks[chunk, at], chunks[chunk, at + 1], chunks[chunk, at + 2] = key, second, third
    heads[bucket] = head + 1


@compiled
def give_back(heads: Ints, chunks: Ints, bucket: int) -> None:
    """Take the last chunk, whose rows have been read, out of a bucket."""
    chunk = heads[bucket] >> 3
    heads[bucket] = chunks[chunk, 0]
    chunks[chunk, 0] = heads[FREE]
    heads[FREE] = chunk
    heads[SPARE] += 1
