"""What the searches of `Digraph` answer: `Path`, `Paths`, and the plain outcome that the engines hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import overload

import numpy as np
from numpy.typing import NDArray

from routing.sealed_dict import SealedDict
from routing.status import Status

OPTIMAL = Status.OPTIMAL
BLOCK = 256  # paths of a front that are put together when one of them is looked at


@dataclass(frozen=True, eq=False)
class Path:
    """A path, or why there is none.

    Attributes
    ----------
    status
        `Status.OPTIMAL`, `Status.INFEASIBLE`, `Status.FEASIBLE` (a limit of the search was reached; within the limits
        asked for, but perhaps not the least) or `Status.UNKNOWN` (reached before any path).
    reason
        Without a path, or without proof: why, in words.
    arcs : int64, shape (k,), or None
        Rows of the arc arrays, in order.
    totals
        Weight name -> sum over the path; empty without a path.
    labels
        Labels that the search made.
    bound
        Of a path within limits: no such path weighs less. None: not known, or there were no limits.
    gap
        (weight - bound) / weight; 0.0 for a proven path. None without a path or a bound.

    Examples
    --------
    >>> from routing.search import Digraph
    >>> path = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=3).shortest(0, 2, minimise="time")
    >>> path.status.name, path.arcs.tolist(), path.totals
    ('OPTIMAL', [1, 2], {'time': 7})
    """

    status: Status
    reason: str
    arcs: NDArray[np.int64] | None
    totals: Mapping[str, int]
    labels: int = 0
    bound: int | None = None
    gap: float | None = None

    def __post_init__(self) -> None:
        if type(self.totals) is not SealedDict:
            object.__setattr__(self, "totals", SealedDict(self.totals))
        if self.arcs is not None and self.arcs.flags.writeable:
            object.__setattr__(self, "arcs", frozen(self.arcs))


def frozen(arcs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return arcs that nobody can change: themselves, or a view."""
    if arcs.flags.writeable:
        arcs = arcs.view()
        arcs.setflags(write=False)
    return arcs


def proven(arcs: NDArray[np.int64], totals: SealedDict[str, int]) -> Path:
    """Return the path of a front, of arcs that nobody can change: in a quarter of the time that `Path` takes.

    A frozen dataclass sets each of its fields by a call, and looks at what it is given. Fields that are as the class
    has them need not be set.
    """
    path = object.__new__(Path)
    fields = vars(path)
    fields["status"], fields["reason"], fields["arcs"], fields["totals"] = OPTIMAL, "", arcs, totals
    return path


class PathList(Sequence[Path]):
    """Paths of a front, put together a block at a time when one is first looked at: a front may have a million points.

    Parameters
    ----------
    size
        How many.
    build
        Returns the paths from one number up to another.
    """

    def __init__(self, size: int, build: Callable[[int, int], list[Path]]) -> None:
        self._size, self._build = size, build
        self._built: dict[int, list[Path]] = {}

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"<{self._size} paths>"

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, index: int | slice) -> Path | tuple[Path, ...]:
        """Return one path, or several."""
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(self._size)))
        first, place = divmod(range(self._size)[index], BLOCK)
        return self._block(first * BLOCK)[place]

    def __iter__(self) -> Iterator[Path]:
        return chain.from_iterable(map(self._block, range(0, self._size, BLOCK)))

    def _block(self, first: int) -> list[Path]:
        found = self._built.get(first)
        if found is None:
            found = self._built[first] = self._build(first, min(self._size, first + BLOCK))
        return found


@dataclass(frozen=True, eq=False)
class Paths(Sequence[Path]):
    """Several paths, in order, and whether they are all there are.

    Attributes
    ----------
    status
        `Status.OPTIMAL` (all), `Status.TRUNCATED` (a limit of the search was reached: what is here is right, more may
        exist), `Status.UNKNOWN` (reached before any path) or `Status.INFEASIBLE` (there is none).
    reason
        Why there is none, or why not all, in words.
    labels
        Labels that the search made.

    Examples
    --------
    >>> from routing.search import Digraph
    >>> found = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=3).k_shortest(0, 2, k=5, minimise="time")
    >>> found.status.name, [path.totals["time"] for path in found]
    ('OPTIMAL', [7, 9])
    """

    status: Status
    reason: str
    paths: Sequence[Path]
    labels: int = 0

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, index: int | slice) -> Path | tuple[Path, ...]:
        """Return one path, or several."""
        found = self.paths[index]
        return found if isinstance(found, Path) else tuple(found)

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What an engine found.

    Attributes
    ----------
    arcs
        The path; None without one.
    labels
        Labels made; nodes settled where there are no limits.
    stopped
        Whether a limit of the search was reached: a path is then the best that is known.
    least
        Without a path for the limits: the least that a path has of each; None where there is no path at all.
    bound
        Where a limit was reached: no path within the limits weighs less. None: nothing was looked at to tell.
    rows
        Arcs on which every path as good as this one lies; None: not known.
    """

    arcs: NDArray[np.int64] | None
    labels: int = 0
    stopped: bool = False
    least: tuple[int, ...] | None = None
    bound: int | None = None
    rows: NDArray[np.int64] | None = None
