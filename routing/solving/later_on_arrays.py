"""What dwells that begin later may save, and where chains lead to such, for the compiled searches for departures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

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
        self.tails: list[int] = given.problem.graph.tail[arcs].tolist()
        ends = clock.arcs[arcs]
        self.charging = np.append((ends[:, ENDS] != 0) & (ends[:, TARIFF] != NONE), False)
        self.looked_at: dict[int, dict[int, int]] = {}
        self.savings: dict[tuple[tuple[int, int], ...], Ints] = {}
        self.ahead: dict[tuple[int, ...], Ints] = {}

    def look_at(self, node: int, met: Mapping[int, int]) -> bool:
        """Take the longest dwells by door as looked at; tell whether one is longer than what was."""
        looked = self.looked_at.setdefault(node, {})
        is_more = any(stood > looked.get(door, 0) for door, stood in met.items())
        if is_more:
            looked |= {door: max(stood, looked.get(door, 0)) for door, stood in met.items()}
        return is_more

    def of(self, node: int, found: Ints, room: Room) -> Later:
        """Return what chains from a node are of use, by those that were found."""
        dwells = tuple(sorted(self.looked_at[node].items()))
        if dwells not in self.savings:
            self.savings[dwells] = self._saved(dwells)
        saved, aims = self.savings[dwells], tuple(sorted({self.tails[door] for door, _ in dwells}))
        if aims not in self.ahead:
            self.ahead[aims] = np.stack([self._ahead(aim) for aim in aims])
        most = [
            [aims.index(self.tails[door]), *self._beyond(room.labels[label].tolist(), int(saved[-1]))]
            for door, label in found.tolist()
            if door != NONE and self.tails[door] in aims
        ]
        return Later(saved, self.ahead[aims], np.array(most, np.int64).reshape(len(most), -1))

    def _beyond(self, label: list[int], saved: int) -> list[int]:
        """Return from which time and amounts on a chain that comes where one is of no use, if so much may be saved."""
        more = [amount + saved * priced for amount, priced in zip(label[AMOUNTS:], self.given.priced, strict=True)]
        return [label[PASSED], *more]

    def _ahead(self, node: int) -> Ints:
        """Return the least time and amounts from each node to one, through no door; -1 without a way."""
        found = [one.distances(node, "weight", self.passable, self.budget, backward=True) for one in self._engines]
        return np.stack(found, axis=1)

    @cached_property
    def _engines(self) -> list[ArrayEngine]:
        """Return a search for time, and one for each amount."""
        graph = self.given.problem.graph.arrays
        weights = (np.ascontiguousarray(one) for one in (self.given.taken, *self.given.amounts.T))
        return [ArrayEngine(graph.weighed({"weight": one})) for one in weights]

    def _saved(self, dwells: Sequence[tuple[int, int]]) -> Ints:
        """Return what is saved at most by a dwell that begins up to 0, 1, 2 ... days later."""
        longest = -(-max(stood for _, stood in dwells) // DAY) + 1
        days, saved = np.arange(longest + 1), np.zeros(longest + 1, np.int64)
        for door, stood in dwells:
            lengths = np.arange(stood, 0, -DAY)
            charged = np.zeros(len(lengths) + longest + 1, np.int64)
            charged[: len(lengths)] = self._charged(door, lengths)
            whole, left = charged[: len(lengths), None], charged[np.arange(len(lengths))[:, None] + days]
            saving = np.where(left < 0, 0, np.where(whole < 0, NOBODY_KNOWS, whole - left))
            saved = np.maximum(saved, saving.max(axis=0))
        return saved

    def _charged(self, door: int, stood: Ints) -> Ints:
        """Return the millicents of dwells that a door ends; below 0: they are not known."""
        tariff = self.clock.tariffs[self.clock.arcs[self.arcs[door], TARIFF]]
        days = np.maximum(0, -((tariff[FREE] - stood) // DAY))
        return np.where(days == 0, 0, tariff[np.minimum(np.maximum(days, 1), len(tariff) - 1)])
