"""The queue of buckets: what is put in comes out, and the range of each bucket is kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numba")

from routing.kernels.arrays.bucket_queue import BUCKETS, ROWS, SPARE, USED, WIDTH, give_back, put

ROW = st.tuples(st.integers(0, 5), st.integers(-(2**62), 2**62), st.integers(0, 9), st.integers(-1, 2**62))


def emptied(heads, chunks, bucket):
    """Return the rows of a bucket, in no order, and take them out."""
    found = []
    while heads[bucket]:
        chunk = chunks[heads[bucket] >> 3]
        found += [tuple(chunk[1 + 3 * k : 4 + 3 * k].tolist()) for k in range(heads[bucket] & 7)]
        give_back(heads, chunks, bucket)
    return found


@given(st.lists(st.lists(ROW, max_size=30), max_size=5))
def test_what_is_put_into_a_bucket_comes_out_of_it_once_and_chunks_are_used_again(rounds):
    heads, chunks = np.zeros(BUCKETS + 3, np.int64), np.zeros((31, WIDTH), np.int64)
    heads[USED] = 1
    for rows in rounds:  # at most 30 rows at a time, so 31 chunks suffice only if they are used again
        for bucket, *row in rows:
            put(heads, chunks, bucket, *row)
        for bucket in range(6):
            assert sorted(emptied(heads, chunks, bucket)) == sorted(tuple(row) for at, *row in rows if at == bucket)
        assert heads[USED] == heads[SPARE] + 1


def test_a_chunk_takes_five_rows():
    # 11 rows of one bucket need 3 chunks
    heads, chunks = np.zeros(BUCKETS + 3, np.int64), np.zeros((9, WIDTH), np.int64)
    heads[USED] = 1
    for key in range(2 * ROWS + 1):
        put(heads, chunks, 0, key, 0, 0)
    assert heads[USED] == 4 and heads[SPARE] == 0
