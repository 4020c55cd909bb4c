"""What dwells that begin later may save, and where chains lead to such, for the compiled searches for departures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from routing.kernels.arrays.chains import AMOUNTS, DAY, ENDS, FREE, NONE, PASSED, TARIFF, Clock, Later, Room
from routing.kernels.lists.charged import NOBODY_KNOWS
from routing.search.budget import Budget
from routing.search.graph import Ints
from routing.search.on_arrays import ArrayEngine
from routing.solving.departing_given import Given, Mask


class LaterDwells:
    """Dwells that are charged, by the node from which chains lead to them and the door that ends them."""

    def __init__(self, given: Given, clock: Clock, arcs: list[int], usable: Mask, budget: Budget) -> None:
        self.given, self.clock, self.arcs, self.budget = given, clock, arcs, budget
        self.passable = usable.copy()
        self.passable[arcs] = False
        self.tails: Ints = given.problem.graph.tail[arcs]
        ends = clock.arcs[arcs]
        self.charging = np.append((ends[:, ENDS] != 0) & (ends[:, TARIFF] != NONE), False)
        self.looked_at: dict[int, dict[int, int]] = {}
        self.savings: dict[tuple[tuple[int, int], ...], Ints] = {}
        self.ahead: dict[int, Ints] = {}

    def look_at(self, node: int, met: Mapping[int, int]) -> bool:
        """Take the longest dwells by door as looked at; tell whether one is longer than what was."""
        looked = self.looked_at.setdefault(node, {})
        is_more = any(stood > looked.get(door, 0) for door, stood in met.items())
        if is_more:
            looked |= {door: max(stood, looked.get(door, 0)) for door, stood in met.items()}
        return is_more

    def doors(self, node: int) -> list[int]:
        """Return the doors at which dwells are looked at behind a node."""
        return sorted(self.looked_at[node])

    def of(self, node: int, found: Ints, room: Room) -> Later:
        """Return what chains from a node are of use, by those that were found."""
        dwells = tuple(sorted(self.looked_at[node].items()))
        if dwells not in self.savings:
            self.savings[dwells] = self._saved(dwells)
        saved = self.savings[dwells]
        aims = np.unique(self.tails[self.doors(node)])
        found = found[found[:, 0] != NONE]
        tails = self.tails[found[:, 0]]
        rows, labels = np.isin(tails, aims), room.labels[found[:, 1]]
        most = np.column_stack([np.searchsorted(aims, tails), labels[:, PASSED], labels[:, AMOUNTS:]])[rows]
        most[:, 2:] += saved[-1] * np.array(self.given.priced, np.int64)
        return Later(saved, np.stack([self._ahead(aim) for aim in aims.tolist()]), np.ascontiguousarray(most))

    def _ahead(self, node: int) -> Ints:
        """Return the least time and amounts from each node to one, through no door; -1 without a way."""
        if node not in self.ahead:
            weights = [self.given.taken, *self.given.amounts.T]
            self.ahead[node] = np.stack([self._to(node, one) for one in weights], axis=1)
        return self.ahead[node]

    def _to(self, node: int, weight: Ints) -> Ints:
        graph = self.given.problem.graph.arrays.weighed({"weight": np.ascontiguousarray(weight)})
        return ArrayEngine(graph).distances(node, "weight", self.passable, self.budget, backward=True)

    def _saved(self, dwells: Sequence[tuple[int, int]]) -> Ints:
        """Return what is saved at most by a dwell that begins up to 0, 1, 2 ... days later."""
        longest = -(-max(stood for _, stood in dwells) // DAY) + 1
        saved = np.zeros(longest + 1, np.int64)
        for door, stood in dwells:
            charged = np.zeros(2 * longest + 1, np.int64)
            lengths = np.arange(stood, 0, -DAY)
            charged[: len(lengths)] = self._charged(door, lengths)
            for days in range(1, longest + 1):
                whole, left = charged[: len(lengths)], charged[days : days + len(lengths)]
                saving = np.where(whole < 0, NOBODY_KNOWS, whole - left)[left >= 0]
                saved[days] = max(int(saved[days]), *saving.tolist(), 0)
        return saved

    def _charged(self, door: int, stood: Ints) -> Ints:
        """Return the millicents of dwells that a door ends; below 0: they are not known."""
        tariff = self.clock.tariffs[self.clock.arcs[self.arcs[door], TARIFF]]
        days = np.maximum(0, -((tariff[FREE] - stood) // DAY))
        return np.where(days == 0, 0, tariff[np.minimum(np.maximum(days, 1), len(tariff) - 1)])
