"""Chains by the node that they begin at, for the compiled searches for departures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from routing.kernels.arrays import chains as chaining
from routing.kernels.arrays.chains import AMOUNTS, NONE, PASSED, STOOD, Bounds, Clock, Later, Room
from routing.kernels.arrays.room import doubled
from routing.search.budget import Budget
from routing.search.graph import Ints
from routing.solving.departing_given import Given, Mask
from routing.solving.later_on_arrays import LaterDwells

MOST_ROWS = 1 << 23  # of labels, about 0.6 GB


class Families:
    """Chains by node, in one table: `spans` tells where those of each node stand."""

    def __init__(self, given: Given, clock: Clock, bounds: Bounds, later: LaterDwells, budget: Budget) -> None:
        self.given, self.clock, self.bounds, self.later, self.budget = given, clock, bounds, later, budget
        self.rows = given.problem.graph.arrays.leaving
        self.room = chaining.room_for(given.problem.graph.n_nodes, len(given.columns))
        self.spans: dict[int, tuple[int, int]] = {}
        self.first: dict[int, tuple[int, int]] = {}  # without those that are slower and may save a charge
        self.all = chaining.later_of(given.problem.graph.n_nodes, len(given.columns))
        self.labels = 0

    def of(self, node: int) -> Ints:
        """Return the chains from a node: door and label of each."""
        if node not in self.spans:
            self.labels += 1
            span = self._found(node, self.all)
            assert span is not None
            self.first[node] = self.spans[node] = span
        return self.room.chains[slice(*self.spans[node])]

    def rows_of_all(self) -> Ints:
        """Return where the chains of all nodes stand."""
        return np.concatenate([np.arange(*span) for span in self.spans.values()])

    def with_dwell(self, rows: Ints) -> Ints:
        """Return of some rows those of chains to a door that ends a dwell which may be charged."""
        doors, labels = self.room.chains[rows].T
        may_charge = (self.room.labels[labels, STOOD] >= 0) & self.later.charging[doors]  # of no door the last
        return np.asarray(rows[may_charge])

    def look_anew(self, node: int, dwells: Mapping[int, int]) -> list[int] | None:
        """Find the chains from a node anew, with those that may save of dwells by door; return the rows of the others.

        None: there are too many to look at.
        """
        if not self.later.look_at(node, dwells):
            return []
        first, made = self.room.chains[slice(*self.first[node])], int(self.room.state[0])
        span = self._found(node, self.later.of(node, first, self.room))
        if span is None:
            return None
        self.labels += int(self.room.state[0]) - made - 1  # the first has no arc
        first, later = (self.room.chains[slice(*one)] for one in (self.first[node], span))
        kept = self._is_charged(node, first)
        found = np.concatenate([first[~kept], later[self._is_charged(node, later)]])
        known = set(self._outcomes(self.of(node)))
        fresh = [row for row, one in enumerate(self._outcomes(found)) if one not in known]
        self._write(node, span[0], found)
        return [span[0] + row for row in fresh]

    def _write(self, node: int, begin: int, found: Ints) -> None:
        end = begin + len(found)
        while len(self.room.chains) < end:
            self.room = self.room._replace(chains=doubled(self.room.chains))
        self.room.chains[begin:end] = found
        self.room.state[1] = end
        self.spans[node] = (begin, end)

    def _is_charged(self, node: int, chains: Ints) -> Mask:
        """Return which chains from a node lead to a door with a dwell that is looked at."""
        at_door = [door in self.later.looked_at[node] for door in chains[:, 0].tolist()]
        return np.asarray(np.array(at_door, np.bool_) & (self.room.labels[chains[:, 1], STOOD] != NONE))

    def _outcomes(self, chains: Ints) -> list[tuple[int, ...]]:
        """Return the chains by door, time, dwell and amounts."""
        cells = self.room.labels[chains[:, 1]]
        parts = (chains[:, 0], cells[:, PASSED], cells[:, STOOD], *cells[:, AMOUNTS:].T)
        return list(zip(*(one.tolist() for one in parts), strict=True))

    def _found(self, node: int, later: Later) -> tuple[int, int] | None:
        """Find the chains from a node and return where they are; None: there is no room for so many."""
        target, room = self.given.problem.target, self.room
        self.budget.check()
        begin = int(room.state[1])
        while chaining.chains(self.rows, self.clock, node, NONE, target, self.bounds, later, room) == chaining.FULL:
            self.budget.check()
            if len(later.saved) and len(room.labels) > MOST_ROWS:
                return None
            room = Room(doubled(room.labels), doubled(room.heap), room.closed, doubled(room.chains), room.state)
        self.room = room
        return begin, int(room.state[1])
