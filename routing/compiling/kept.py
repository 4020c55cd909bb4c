"""`Kept`: a dictionary that fills itself: what is found of a key is found once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Kept(dict[K, T], Generic[K, T]):
    """What is found of each key, when it is first looked at.

    Examples
    --------
    >>> squares = Kept(lambda number: number**2)
    >>> squares[3], squares
    (9, {3: 9})
    """

    def __init__(self, find: Callable[[K], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> T:
        found = self[key] = self._find(key)
        return found
