"""Which things hang together by pairs, found for all of them at once by arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def parts_of(size: int, one: Ints, other: Ints) -> Ints:
    """Return for each of so many things the least number of what hangs together with it by pairs.

    Each part is a tree of pointers to lower numbers: in each round all pairs between two trees hang the higher root
    onto the lower one, and then everything points to its root.

    Parameters
    ----------
    one, other
        The two things of each pair, numbers from 0.

    Examples
    --------
    >>> parts_of(5, np.array([0, 4]), np.array([1, 2])).tolist()
    [0, 0, 2, 3, 2]
    """
    root = np.arange(size, dtype=np.int64)
    while len(one):
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(higher := root[root], root):
            root = higher
        one, other = root[one], root[other]
        apart = one != other
        one, other = one[apart], other[apart]
    return root
