"""Rows in order by their digits are those of `numpy.lexsort`, however many are alike."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba")
from routing.kernels.arrays.radix import MOST_TIES, radix_arranged

FAR = 2**60


@pytest.mark.parametrize("alike", [1, MOST_TIES, MOST_TIES + 1, 300])
@pytest.mark.parametrize("ranges", [(3, 2, 5), (2, 3, 3), (FAR, 3, FAR), (4, FAR, FAR, 9)])
def test_rows_are_in_the_order_of_lexsort(alike, ranges):
    random = np.random.default_rng(alike)
    columns = tuple(np.repeat(random.integers(-size, size, 40), alike) for size in ranges[1:])
    first = random.integers(-ranges[0], ranges[0], 40 * alike)
    mixed = random.permutation(40 * alike)
    given = tuple(values[mixed] for values in (first, *columns))
    assert radix_arranged(given).tolist() == np.lexsort(given).tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one_are_in_order(count):
    assert radix_arranged((np.full(count, 7),) * 5).tolist() == list(range(count))
