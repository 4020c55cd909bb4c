"""`Numbers`: the number of each name in a sorted list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence


class Numbers(Mapping[str, int]):
    """Name -> its index among names that are sorted.

    Examples
    --------
    >>> found = Numbers(["A", "C"])
    >>> found["C"], found.get("B", -1)
    (1, -1)
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> int:
        number = bisect_left(self._names, name)
        if number == len(self._names) or self._names[number] != name:
            raise KeyError(name)
        return number

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
