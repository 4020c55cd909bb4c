"""`Grouped`: the arcs that bear each name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from routing.compiling.bundle import Ints, Named


class Grouped(Mapping[str, Ints]):
    """Name -> the arcs that bear it, in their order.

    Parameters
    ----------
    found
        Pairs of arcs and names; a name may stand in several of them.
    """

    def __init__(self, found: Iterable[Named]) -> None:
        self._number: dict[str, int] = {}
        arcs, names = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        for one in found:
            arcs.append(one.arc)
            names.append(self._numbers(one.names)[one.name])
        self.arc, self.name = np.concatenate(arcs), np.concatenate(names)
        order = np.lexsort((self.arc, self.name))
        self.arc, self.name = self.arc[order], self.name[order]
        self._first = np.searchsorted(self.name, np.arange(len(self._number) + 1))

    def _numbers(self, names: Sequence[str]) -> Ints:
        number = self._number
        if not number:
            number.update(zip(names, count(), strict=False))
            if len(number) == len(names):
                return np.arange(len(names))
            number.clear()
        return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)

    def __getitem__(self, name: str) -> Ints:
        number = self._number[name]
        return self.arc[self._first[number] : self._first[number + 1]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)

    def names_of(self, arcs: NDArray[np.bool_]) -> list[str]:
        """Return the names that some arcs bear, given as a mask; each once, sorted."""
        held = np.bincount(self.name[arcs[self.arc]], minlength=len(self._number)) > 0
        return sorted(name for name, is_held in zip(self._number, held.tolist(), strict=True) if is_held)
