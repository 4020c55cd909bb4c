"""What is found in a timetable: `Arrivals`, `Departures`, `Journey`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.errors import QuestionError
from routing.search.checks import WHOLE

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Found(ABC):
    """An instant for each node, and the way of which that is the best; -1 and None where there is no way."""

    _rows_of: Callable[[int], list[int]] = field(repr=False)

    @property
    @abstractmethod
    def _instants(self) -> Ints: ...

    def itinerary(self, node: int) -> Ints | None:
        """Return the rows of the timetable that are taken to (or from) a node, in order; None where there is no way.

        Raises
        ------
        QuestionError
            There is no such node.
        """
        known = self._instants
        if isinstance(node, bool) or not isinstance(node, WHOLE) or not 0 <= node < len(known):
            raise QuestionError([f"node={node!r}: expected a node from 0 to {len(known) - 1}"])
        return frozen(np.array(self._rows_of(int(node)), np.int64)) if known[node] >= 0 else None


@dataclass(frozen=True, eq=False)
class Arrivals(_Found):
    """When each node is reached by who starts at one; `itinerary` leads from there to a node.

    Attributes
    ----------
    arrival : int64, shape (n_nodes,)
        Earliest arrival, in the unit of the timetable; -1 where the node is not reached.

    Examples
    --------
    >>> from routing.search import earliest_arrival
    >>> found = earliest_arrival([0, 12], [10, 20], [0, 1], [1, 2], [0, 1], origin=0, after=0, n_nodes=4)
    >>> found.arrival.tolist(), found.itinerary(2).tolist(), found.itinerary(3)
    ([0, 10, 20, -1], [0, 1], None)
    """

    arrival: Ints

    @property
    def _instants(self) -> Ints:
        return self.arrival


@dataclass(frozen=True, eq=False)
class Departures(_Found):
    """`Arrivals` the other way round: until when one may leave each node; `itinerary` leads from a node.

    Attributes
    ----------
    departure : int64, shape (n_nodes,)
        Latest departure, in the unit of the timetable; -1 where no journey is in time.

    Examples
    --------
    >>> from routing.search import latest_departure
    >>> found = latest_departure([0, 12], [10, 20], [0, 1], [1, 2], [0, 1], destination=2, before=25)
    >>> found.departure.tolist(), found.itinerary(0).tolist()
    ([0, 12, 25], [0, 1])
    """

    departure: Ints

    @property
    def _instants(self) -> Ints:
        return self.departure


@dataclass(frozen=True, eq=False)
class Journey:
    """A journey that no other beats in departure, arrival and cost.

    Attributes
    ----------
    departure, arrival
        In the unit of the timetable.
    cost
        Sum over its rows.
    rows : int64, shape (k,)
        Rows of the timetable, in order.

    Examples
    --------
    >>> from routing.search import Timetable
    >>> (journey,) = Timetable([0, 12], [10, 20], [0, 1], [1, 2], [0, 1]).profile(0, 2, start=0, end=9)
    >>> journey.departure, journey.arrival, journey.rows.tolist()
    (0, 20, [0, 1])
    """

    departure: int
    arrival: int
    cost: int
    rows: Ints


def frozen(cells: Ints) -> Ints:
    """Return an array that nobody may change."""
    cells.setflags(write=False)
    return cells
