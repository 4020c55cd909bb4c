"""A queue of rows of three numbers for searches whose keys never fall: what is far lies unordered in buckets.

Each bucket holds the keys of one range. The rows of the range that is searched now lie in a heap (`row_heap`), which
stays so small that the processor keeps it at hand; those of later ranges are only written down, and come into the heap
when their range is reached. So the order is that of one heap over all rows (a two-level queue: Denardo and Fox 1979).

A bucket is a chain of chunks of 128 bytes: a head, ``next chunk << 3 | rows``, and room for five rows. Chunk 0 is none.
``heads`` (BUCKETS + 3) holds the last chunk of each bucket, the first free chunk, the number of chunks ever used, and
how many are free.
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.jit import compiled

BUCKETS = 4096
ROWS = 5
WIDTH = 1 + 3 * ROWS
FREE, USED, SPARE = BUCKETS, BUCKETS + 1, BUCKETS + 2


@compiled
def put(heads: Any, chunks: Any, bucket: int, key: int, second: int, third: int) -> None:
    """Write a row into a bucket; there must be room for one chunk more."""
    chunk = heads[bucket]
    rows = chunks[chunk, 0] & 7
    if chunk == 0 or rows == ROWS:
        below = chunk
        if heads[SPARE] > 0:
            chunk = heads[FREE]
            heads[FREE] = chunks[chunk, 0]
            heads[SPARE] -= 1
        else:
            chunk = heads[USED]
            heads[USED] += 1
        heads[bucket] = chunk
        chunks[chunk, 0] = below << 3
        rows = 0
    place = 1 + 3 * rows
    chunks[chunk, place], chunks[chunk, place + 1], chunks[chunk, place + 2] = key, second, third
    chunks[chunk, 0] += 1


@compiled
def give_back(heads: Any, chunks: Any, bucket: int) -> None:
    """Take the last chunk, whose rows have been read, out of a bucket."""
    chunk = heads[bucket]
    heads[bucket] = chunks[chunk, 0] >> 3
    chunks[chunk, 0] = heads[FREE]
    heads[FREE] = chunk
    heads[SPARE] += 1
