"""Cells in the bytes of a file, a column at a time by arrays: their distinct texts, and their numbers.

Eight bytes are looked at as one word. Two cells are the same if all their words are; which are is found by a table of
hashes, and every match is compared word by word. A number of few digits is worked
out of two words: whole number / power of ten, both exact, so that the quotient is the nearest double, as `float` gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

PADDING = bytes(16)  # behind the last cell, so that a word may be read that begins in it
BLOCK = 2**15  # cells that are worked on at a time
FEW = 16  # values of a column that are looked for one by one, as long as they stand often
CROWDED = 4096  # rows of which most find their place taken, each time they look: no chance makes so many
LONGEST = 4096  # bytes of a cell that is read here
MASKS = np.array([(1 << (8 * count)) - 1 for count in range(9)], dtype=np.uint64)  # the first bytes of a word
STIRRED = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))  # odd, so that no two words become one
ONES, HIGHS, POINTS, NOUGHTS = (np.uint64(byte * 0x0101010101010101) for byte in (0x01, 0x80, ord("."), ord("0")))
DIGITS = 8  # of a word
EXACT = 15  # digits of whole numbers that a double holds
POWERS = np.array([10**power for power in range(DIGITS + 1)], dtype=np.uint64)
MINUS = ord("-")


@dataclass(frozen=True, slots=True, eq=False)
class ByteCells:
    """The cells of a column.

    Attributes
    ----------
    raw : uint8
        The bytes of the file, and `PADDING`; none of them is 0 before that.
    latin
        The same as a text with one character for each byte.
    begin, size : int64, shape (n,)
        Where each cell begins, and its bytes.
    """

    raw: Bytes
    latin: str
    begin: Ints
    size: Ints

    def blocks(self) -> Iterator[ByteCells]:
        """Yield the cells in blocks that stay in the cache of the processor while they are worked on; one at least."""
        for at in range(0, max(1, len(self.begin)), BLOCK):
            rows = slice(at, at + BLOCK)
            yield ByteCells(self.raw, self.latin, self.begin[rows], self.size[rows])

    def texts(self, rows: Ints) -> list[str]:
        """Return the texts of some cells."""
        begin = self.begin[rows]
        pairs = zip(begin.tolist(), (begin + self.size[rows]).tolist(), strict=True)
        texts = [self.latin[one:other] for one, other in pairs]
        if "".join(texts).isascii():
            return texts
        return [text if text.isascii() else text.encode("latin-1").decode() for text in texts]

    def word(self, number: int, rows: Ints | slice = slice(None)) -> Words:
        """Return the word of so many words on of some cells, with 0 for the bytes that they do not have."""
        size = np.minimum(np.maximum(self.size[rows] - 8 * number, 0), 8)
        return self.eight(self.begin[rows] + 8 * number) & MASKS[size]

    def eight(self, at: Ints) -> Words:
        """Return the eight bytes that begin at each of some places."""
        window = np.ndarray((len(self.raw) - 7,), "<u8", self.raw.data, strides=(1,))
        return np.asarray(window[at].astype(np.uint64, copy=False))


def distinct_cells(cells: ByteCells) -> tuple[Ints, Ints] | None:
    """Return the rows in which texts first stand, and for each row the number of its text; None where that is not sure.

    Examples
    --------
    >>> raw = np.frombuffer(b"sea,rail,sea" + PADDING, np.uint8)
    >>> cells = ByteCells(raw, "", np.array([0, 4, 9]), np.array([3, 4, 3]))
    >>> first, of_row = distinct_cells(cells)
    >>> first.tolist(), of_row.tolist()
    ([0, 1], [0, 1, 0])
    """
    if cells.size.max() > LONGEST:
        return None
    like = _first_alike(_hashes(cells))
    if like is None:
        return None
    again = np.flatnonzero(like != np.arange(len(like)))
    if not _are_same(cells, again, like[again]):
        return None
    first = np.flatnonzero(like == np.arange(len(like)))
    number = np.empty(len(like), dtype=np.int64)
    number[first] = np.arange(len(first))
    return first, number[like]


def _hashes(cells: ByteCells) -> Words:
    return np.concatenate([_hashes_of(block) for block in cells.blocks()])


def _hashes_of(cells: ByteCells) -> Words:
    found = _stirred(cells.word(0))
    for number in range(1, -(-int(cells.size.max()) // 8)):
        rows = np.flatnonzero(cells.size > 8 * number)
        found[rows] = _stirred(found[rows] + cells.word(number, rows))
    return found


def _stirred(words: Words) -> Words:
    found = words * STIRRED[0]
    found ^= found >> np.uint64(29)
    found *= STIRRED[1]
    found ^= found >> np.uint64(32)
    return found


def _first_alike(hashes: Words) -> Ints | None:
    """Return for each row the first one with the same hash: of few hashes one by one, of many by a table of rows.

    None where very many hashes begin alike, as only texts made for it do: looking up would take for ever.
    """
    found = np.empty(len(hashes), dtype=np.int64)
    left = np.arange(len(hashes), dtype=np.int64)
    for _ in range(FEW):
        if not len(left):
            return found
        here = hashes if len(left) == len(hashes) else hashes[left]
        same = here == here[0]
        found[left[same]] = left[0]
        before, left = len(left), left[~same]
        if len(left) * FEW > before * (FEW - 1):  # this one stands seldom, and so will others
            break
    return found if _look_up(hashes, left, found) else None


def _look_up(hashes: Words, left: Ints, found: Ints) -> bool:
    """Put down for some rows the first one with the same hash: each looks for its own from a place of its hash on.

    False where that is given up.
    """
    bits = max(4, (2 * len(left)).bit_length())
    table = np.full(1 << bits, -1, dtype=np.int32)
    place = (hashes >> np.uint64(64 - bits)).astype(np.int64)
    while len(left):
        wanted = place[left]
        free = table[wanted] < 0
        takes = left[free][::-1]  # of several rows the first stays, which is written last
        table[place[takes]] = takes
        there = table[wanted].astype(np.int64)
        same = hashes[there] == hashes[left]
        found[left[same]] = there[same]
        left = left[~same]
        place[left] = (place[left] + 1) & ((1 << bits) - 1)
        if len(left) > CROWDED and len(left) * 8 > len(wanted) * 7:
            return False
    return True


def _are_same(cells: ByteCells, some: Ints, others: Ints) -> bool:
    """Tell whether each of some cells holds the same as another."""
    if not np.array_equal(cells.size[some], cells.size[others]):
        return False
    number = 0
    while len(some):
        if not np.array_equal(cells.word(number, some), cells.word(number, others)):
            return False
        number += 1
        longer = cells.size[some] > 8 * number
        some, others = some[longer], others[longer]
    return True


def decimals(cells: ByteCells) -> tuple[Floats, Ints]:
    """Return the numbers of cells, NaN for empty ones, and the rows of those that are written in no such plain form.

    Plain are up to eight digits; or up to seven, a point, and up to eight, fifteen in all; or such with a minus before.

    Examples
    --------
    >>> cells = ByteCells(np.frombuffer(b"-1.5,,1e5" + PADDING, np.uint8), "", np.array([0, 5, 6]), np.array([4, 0, 3]))
    >>> numbers, odd = decimals(cells)
    >>> numbers[:2].tolist(), odd.tolist()
    ([-1.5, nan], [2])
    """
    parts = [_decimals(block) for block in cells.blocks()]
    odd = [rows + number * BLOCK for number, (_, rows) in enumerate(parts)]
    return np.concatenate([numbers for numbers, _ in parts]), np.concatenate(odd)


def _decimals(cells: ByteCells) -> tuple[Floats, Ints]:
    is_minus = (cells.raw[cells.begin] == MINUS) & (cells.size > 0)
    plain = ByteCells(cells.raw, cells.latin, cells.begin + is_minus, cells.size - is_minus)
    first = plain.word(0)
    before, has_point = _digits_before_point(first, plain.size)
    behind = np.where(has_point, plain.size - before - 1, 0)
    is_plain = (before <= DIGITS) & (behind <= DIGITS) & (before + behind > 0) & (before + behind <= EXACT)
    at = plain.begin + np.minimum(before, DIGITS) + 1
    whole, whole_is_digits = _eight_digits(first, np.minimum(before, DIGITS))
    figures = np.minimum(np.maximum(behind, 0), DIGITS)
    part, part_is_digits = _eight_digits(plain.eight(np.minimum(at, len(cells.raw) - 8)), figures)
    power = POWERS[figures]
    numbers = (whole * power + part).astype(np.float64) / power.astype(np.float64)
    numbers = np.where(is_minus, -numbers, numbers)
    numbers[cells.size == 0] = np.nan
    return numbers, np.flatnonzero(~(is_plain & whole_is_digits & part_is_digits) & (cells.size > 0))


def _digits_before_point(first: Words, size: Ints) -> tuple[Ints, Bools]:
    """Return how many bytes stand before the first point of the first word, all of the cell where there is none."""
    other = first ^ POINTS
    marks = (other - ONES) & ~other & HIGHS  # the lowest bit that is set is that of the first point
    has_point = marks != 0
    lowest = marks & (~marks + np.uint64(1))
    before = (np.bitwise_count(lowest - np.uint64(1)) >> 3).astype(np.int64)
    return np.where(has_point, before, size), has_point


def _eight_digits(words: Words, count: Ints) -> tuple[Words, Bools]:
    """Return the whole number of the first digits of each word, and whether they are digits."""
    fill = (8 * (DIGITS - count)).astype(np.uint64)
    digits = np.where(count > 0, (words & MASKS[count]) << fill, np.uint64(0)) | (NOUGHTS & MASKS[DIGITS - count])
    high = np.uint64(0xF0F0F0F0F0F0F0F0)
    are_digits = ((digits & high) == NOUGHTS) & (((digits + np.uint64(0x0606060606060606)) & high) == NOUGHTS)
    tens = digits - NOUGHTS
    tens = tens * np.uint64(10) + (tens >> np.uint64(8))
    pairs = np.uint64(0x000000FF000000FF)
    upper = (tens & pairs) * np.uint64(0x000F424000000064)
    lower = ((tens >> np.uint64(16)) & pairs) * np.uint64(0x0000271000000001)
    return (upper + lower) >> np.uint64(32), are_digits
