"""Vectors packed into one number per arc."""

from __future__ import annotations

import random

import numpy as np

from routing.search.graph import pack

#   0 --a0:1--> 1 --a2:1--> 3        a1:3 goes 0 -> 2, a3:0 goes 2 -> 3, a4:5 straight from 0 to 3, a5 is a loop at 1
TAILS, HEADS, WEIGHTS = [0, 0, 1, 2, 0, 1], [1, 2, 3, 3, 3, 1], [1, 3, 1, 0, 5, 0]


TAILS, HEADS, WEIGHTS = [0, 0, 1, 2, 0, 1], [1, 2, 3, 3, 3, 1], [1, 3, 1, 0, 5, 0]


def test_packed_vectors_have_the_order_of_the_vectors_beyond_64_bits():
    rng = random.Random(7)
    columns = [np.array([rng.randrange(2**40) for _ in range(50)], dtype=np.int64) for _ in range(5)]
    packed, shift = pack(columns)
    assert max(packed).bit_length() > 64
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    assert sorted(range(50), key=packed.__getitem__) == sorted(range(50), key=rows.__getitem__)
    assert [number >> shift for number in packed] == columns[0].tolist()
    # the sum over all arcs carries into no other entry
    assert sum(packed) >> shift == sum(columns[0].tolist())


def test_packing_of_a_column_of_zeros_takes_a_bit():
    assert pack([np.array([3, 4]), np.array([0, 0])]) == ([6, 8], 1)
