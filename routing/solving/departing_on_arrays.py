"""Departures by the compiled searches; every arc that depends on the clock boards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from routing.kernels.arrays import chains as chaining
from routing.kernels.arrays import departing as leaving
from routing.kernels.arrays import later_dwells
from routing.kernels.arrays.chains import NONE, PASSED, Clock
from routing.kernels.arrays.departing import Rests, Ways
from routing.kernels.arrays.moves import moves
from routing.kernels.arrays.room import doubled
from routing.kernels.arrays.rows import Bytes
from routing.kernels.lists.departing import FEW, SLOWER
from routing.kernels.lists.journeys import ANY_TIME, Journey, Journeys, unbeaten
from routing.search.budget import Budget, Slices
from routing.search.graph import Ints
from routing.search.on_arrays import ArrayEngine
from routing.solving.chains_on_arrays import Families
from routing.solving.departing_given import Bounds, Given, Mask
from routing.solving.later_on_arrays import LaterDwells

NO_BOUND = 2**62
UNKNOWN = -1  # a price
EVENTS = 64  # of the first slice


class OnArrays:
    """Searches on arrays; needs numba."""

    def least(self, given: Given, weight: Ints, budget: Budget) -> tuple[Ints, Ints]:
        """Return the least weight from the source to each node, and from each to the target; -1 without a way."""
        problem = given.problem
        engine = ArrayEngine(problem.graph.arrays.weighed({"weight": weight}))
        behind = engine.distances(problem.source, "weight", problem.usable, budget)
        return behind, engine.distances(problem.target, "weight", problem.usable, budget, backward=True)

    def journeys(self, given: Given, bounds: Bounds, budget: Budget) -> Journeys:
        """Return the journeys that no other beats."""
        search = _Search(given, bounds, budget)
        rests = search.settled(budget.labels)
        if rests is None:
            return Journeys([], False, budget.labels)
        rests, slower = search.with_slower(rests) if bounds.slower else (rests, False)
        found, free = search.journeys(rests), search.at_any_time()
        if given.ready is not None:
            found = unbeaten([*found, *(one.at(given.ready) for one in free)], given.compared)
            free = []
        return Journeys([*free, *found], True, search.labels, slower)


class _Search:
    """A search over some arcs: its clock, doors and chains."""

    def __init__(self, given: Given, bounds: Bounds, budget: Budget) -> None:
        self.given, self.budget, usable = given, budget, bounds.usable
        self.bounds, self.told = _bounds(given, bounds), bounds.told
        boards, numbers = given.timetable.boards, np.full(len(usable), NONE, np.int64)
        arcs = [arc for arc in np.flatnonzero(usable).tolist() if given.rows[arc] in boards]
        numbers[arcs] = np.arange(len(arcs))
        self.clock = _clock(given, usable, numbers)
        arcs_free = self.clock.arcs.copy()
        arcs_free[:, chaining.TARIFF] = NONE
        self.free = self.clock._replace(arcs=arcs_free)
        later = LaterDwells(given, self.clock, arcs, usable, budget)
        self.families = Families(given, self.clock, self.bounds, later, budget)
        self.settled_labels = 0
        self.nodes = self._reached(arcs)
        self.ways = self._ways(arcs)

    @property
    def labels(self) -> int:
        return self.settled_labels + self.families.labels

    def _reached(self, arcs: list[int]) -> dict[int, int]:
        """Return the boardings that goods may come to, each with the node behind it; last (`NONE`) the source."""
        given, heads = self.given, self.given.problem.graph.heads
        nodes = {NONE: given.problem.source}
        waiting = [NONE]
        while waiting:
            reached = set(self.families.of(nodes[waiting.pop()])[:, 0].tolist()) - nodes.keys()
            for door in sorted(reached):
                times, _ = given.timetable.boards[given.rows[arcs[door]]]
                if times and times[0] <= given.until:
                    nodes[door] = heads[arcs[door]]
                    self.families.of(nodes[door])
                    waiting.append(door)
        return nodes

    def _ways(self, arcs: list[int]) -> Ways:
        """Return the boardings with their departures and the chains behind them."""
        given, heads = self.given, self.given.problem.graph.heads
        doors = np.zeros((len(arcs) + 1, 7), np.int64)
        events, first = list[Ints](), 0
        for door, arc in enumerate(arcs):
            times, lead = given.timetable.boards[given.rows[arc]]
            count = bisect_right(times, given.until) if door in self.nodes else 0
            if count:
                events.append(np.stack([np.array(times[:count], np.int64), np.full(count, door)], axis=1))
            doors[door, : leaving.CHAINS] = arc, lead, heads[arc], first, first + count
            first += count
        cells = np.concatenate([np.empty((0, 2), np.int64), *events])
        order = np.lexsort((-cells[:, 1], -cells[:, 0]))
        return self._with_chains(Ways(doors, cells, order, cells, cells))

    def _with_chains(self, ways: Ways) -> Ways:
        """Return ways with the chains that are known now."""
        doors, room = ways.doors.copy(), self.families.room
        for door, node in self.nodes.items():
            doors[door, leaving.CHAINS :] = self.families.spans[node]  # of the source in the last row
        return ways._replace(doors=doors, chains=room.chains, labels=room.labels)

    def settled(self, most: int) -> Rests | None:
        """Return the rests of all events; None where there are more labels than so many."""
        ways = self.ways
        rests = leaving.rests_for(len(ways.events), len(self.given.columns))
        onward = ways.chains[self.families.rows_of_all()]
        onward = onward[onward[:, 0] != NONE]
        leads = ways.doors[onward[:, 0], leaving.LEAD]
        timeless = bool((ways.labels[onward[:, 1], PASSED] + leads == 0).any())
        slices, outcome = Slices(EVENTS, leaving.PAUSED), leaving.PAUSED
        while outcome != leaving.DONE:
            outcome = slices.run(self._settle(rests, timeless))
            if int(rests.state[3]) > max(0, most - self.labels):
                self.settled_labels = max(self.labels, most) + 1 - self.families.labels
                return None
            self.budget.check()
            if outcome == leaving.FULL:
                rests = Rests(
                    doubled(rests.cells),
                    doubled(rests.opened),
                    rests.spans,
                    doubled(rests.bag),
                    rests.state,
                    rests.least,
                )
        self.settled_labels += int(rests.state[3])
        return rests

    def with_slower(self, rests: Rests) -> tuple[Rests, bool]:
        """Return the rests with slower ways that may save a charge, and whether these are not too many to look at."""
        most = min(self.budget.labels, SLOWER * (self.labels + FEW))
        known: Ints | None = None
        while (fresh := self._fresh_chains(rests, known, most)) is not None:
            if not fresh:
                return rests, True
            ways, known = self.ways, np.array(fresh, np.int64)
            self.ways = self._with_chains(ways)
            if self._are_of_use(known, rests):
                anew = self.settled(most)
                if anew is None:
                    self.ways = ways
                    break
                rests, known = anew, None
        return rests, False

    def _fresh_chains(self, rests: Rests, known: Ints | None, most: int) -> list[int] | None:
        """Look at what is charged behind chains that are known of late, or all; return the rows of those found anew.

        None: there are too many.
        """
        met = self._met(self.families.rows_of_all() if known is None else known, rests)
        fresh: list[int] = []
        for node, (begin, end) in sorted(self.families.spans.items()):
            dwells: dict[int, int] = {}
            for row in range(begin, end):
                if row in met:
                    door = int(self.ways.chains[row, 0])
                    dwells[door] = max(met[row], dwells.get(door, 0))
            before = self.labels
            found = self.families.look_anew(node, dwells)
            if found is None or self.labels > max(before, most):
                self.families.labels -= self.labels - max(before, most) - 1
                return None
            fresh += found
        return fresh

    def _met(self, rows: Ints, rests: Rests) -> dict[int, int]:
        """Return the longest dwell that is charged behind each of some chains, if any."""
        met, marked = np.zeros(len(self.ways.chains), np.int64), self._marked(self.families.with_dwell(rows))
        later_dwells.meet(self.ways, self.clock, self.free, self.bounds, rests, marked, met)
        found = np.flatnonzero(met)
        return dict(zip(found.tolist(), met[found].tolist(), strict=True))

    def _are_of_use(self, rows: Ints, rests: Rests) -> bool:
        """Tell whether all is to be settled again for some chains."""
        begin, end = self.families.spans[self.given.problem.source]
        if ((rows >= begin) & (rows < end)).any():
            return True
        return later_dwells.are_of_use(self.ways, self.clock, self.bounds, rests, self._marked(rows))

    def _marked(self, rows: Ints) -> Bytes:
        marked = np.zeros(len(self.ways.chains), np.uint8)
        marked[rows] = 1
        return marked

    def _settle(self, rests: Rests, timeless: bool) -> Callable[[int], int]:
        def go_on(steps: int) -> int:
            return leaving.settle(self.ways, self.clock, self.bounds, rests, timeless, steps)

        return go_on

    def worth_taking(self, rests: Rests) -> Ints:
        """Return the journeys that meet a departure, by their starts: start, end, chain, rest and amounts."""
        size, count = 1 << 14, -1
        while count < 0:
            found = np.empty((size, leaving.ADDED + len(self.given.columns)), np.int64)
            count = leaving.leave(self.ways, self.clock, self.bounds, rests, found)
            size *= 2
        amounts = [found[:count, column] for column in range(found.shape[1] - 1, leaving.ADDED - 1, -1)]
        found = found[np.lexsort((*amounts, found[:count, 1], -found[:count, 0]))]
        kept = np.empty(count, np.int64)
        kept = kept[: leaving.worth_taking(found, self.given.compared, kept)]
        free = [(one.end, one.vector[: self.given.compared]) for one in self.at_any_time()]
        kept = kept[::-1]
        if self.told >= 0 and self.given.last == self.given.until and not free:  # nobody asks what leaves later
            kept = kept[found[kept, 0] <= self.told]
        rows = found[kept]
        if free:
            rows = rows[[not any(_is_no_worse(one, row) for one in free) for row in rows.tolist()]]
        return np.ascontiguousarray(rows)

    def at_any_time(self) -> list[Journey]:
        """Return the journeys that meet no departure, and that no other of these beats."""
        given, room, found = self.given, self.families.room, []
        for chain in range(*self.ways.doors[-1, leaving.CHAINS :].tolist()):
            door, label = room.chains[chain].tolist()
            end, amounts = int(room.labels[label, PASSED]), room.labels[label, chaining.AMOUNTS :].tolist()
            within = all(bound is None or amount <= bound for amount, bound in zip(amounts, given.bounds, strict=True))
            if door == NONE and within and end <= given.most_time:
                found.append(Journey(ANY_TIME, end, tuple(amounts), self._passed(chain)))
        return unbeaten(found, given.compared)

    def journeys(self, rests: Rests) -> list[Journey]:
        """Return the journeys that are worth taking, those that are to be told with their arcs."""
        rows, size, is_whole = self.worth_taking(rests), 1 << 14, False
        ends = np.empty(len(rows), np.int64)
        while not is_whole:
            size *= 2
            found = np.empty((size, 2), np.int64)
            is_whole = moves(self.ways, rests, rows, self.told, found, ends)
        cells = list(map(tuple, found[: ends.max(initial=0)].tolist()))
        spans = pairwise([0, *ends.tolist()])
        return [
            Journey(start, end, tuple(amounts), tuple(cells[slice(*span)]))
            for (start, end, _, _, *amounts), span in zip(rows.tolist(), spans, strict=True)
        ]

    def _passed(self, chain: int) -> tuple[tuple[int, int], ...]:
        """Return the arcs of a chain, each with how long after its begin it ends."""
        label, found = int(self.families.room.chains[chain, 1]), list[tuple[int, int]]()
        while label != NONE:
            _, label, arc, passed = self.families.room.labels[label, : chaining.STOOD].tolist()
            found.append((arc, passed))
        return tuple(found[-2::-1])  # the first label has no arc


def _is_no_worse(free: tuple[int, tuple[int, ...]], row: list[int]) -> bool:
    start, end, _, _, *amounts = row
    return free[0] <= end - start and all(one <= more for one, more in zip(free[1], amounts, strict=False))


def _bounds(given: Given, bounds: Bounds) -> chaining.Bounds:
    amounts = [NO_BOUND if bound is None else bound for bound in given.bounds]
    ready = NONE if given.ready is None else given.ready
    most = [given.last, given.until, given.most_time, given.compared, ready, bounds.told, *amounts, *given.priced]
    return chaining.Bounds(np.array(most, np.int64), bounds.behind, bounds.ahead, bounds.known)


def _clock(given: Given, usable: Mask, door: Ints) -> Clock:
    columns = (given.taken, door, usable, given.stored, given.ends, given.tariff, *given.amounts.T)
    tariffs = [
        [storage.free, *(UNKNOWN if price is None else price for price in by_days[1:])]
        for storage, by_days in given.tariffs.values()
    ]
    priced = np.array(tariffs, np.int64) if tariffs else np.empty((0, 2), np.int64)
    return Clock(np.stack(columns, axis=1).astype(np.int64), priced)
