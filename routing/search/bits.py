"""Sets of small numbers as the bits of one whole number."""

from __future__ import annotations

from collections.abc import Iterator


def bits_of(mask: int) -> Iterator[int]:
    """Yield the bits of a whole number that are set, the lowest first.

    >>> list(bits_of(0b1011))
    [0, 1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
