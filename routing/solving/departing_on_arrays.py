"""Departures by the compiled searches; every arc that depends on the clock boards."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from routing.kernels.arrays import chains as chaining
from routing.kernels.arrays import departing as leaving
from routing.kernels.arrays.chains import ARC, BEFORE, NONE, PASSED, Clock, Room, room_for
from routing.kernels.arrays.departing import CHAIN, EVENT, FOLLOWS, Doors, Rests
from routing.kernels.arrays.room import doubled
from routing.kernels.lists.departing import ANY_TIME, Journey, Journeys, unbeaten
from routing.search.budget import Budget, Slices
from routing.search.graph import Ints
from routing.search.on_arrays import ArrayEngine
from routing.solving.departing_given import Bounds, Given, Mask

NO_BOUND = 2**62
UNKNOWN = -1  # a price
EVENTS = 64  # of the first slice


class OnArrays:
    """Searches on arrays; needs numba."""

    def least(self, given: Given, weight: Ints, *, backward: bool, budget: Budget) -> Ints:
        """Return the least weight from the source to each node, or from it to the target; -1 without a way."""
        problem = given.problem
        engine = ArrayEngine(problem.graph.arrays.weighed({"weight": weight}))
        node = problem.target if backward else problem.source
        return engine.distances(node, "weight", problem.usable, budget, backward=backward)

    def journeys(self, given: Given, bounds: Bounds, budget: Budget) -> Journeys:
        """Return the journeys that no other beats."""
        search = _Search(given, bounds, budget)
        rests = search.settled()
        if rests is None:
            return Journeys([], False, budget.labels)
        labels = int(rests.state[3]) + search.families
        found = [search.journey(row, rests) for row in search.worth_taking(rests)]
        return Journeys([*search.at_any_time(), *found], True, labels)


class _Search:
    """A search over some arcs: its clock, doors and chains."""

    def __init__(self, given: Given, bounds: Bounds, budget: Budget) -> None:
        self.given, self.budget, usable = given, budget, bounds.usable
        self.bounds = _bounds(given, bounds)
        self.rows = given.problem.graph.arrays.leaving
        self.room = room_for(given.problem.graph.n_nodes, len(given.columns))
        self.families = 0
        boards, numbers = given.timetable.boards, np.full(len(usable), NONE, np.int64)
        arcs = [arc for arc in np.flatnonzero(usable).tolist() if given.rows[arc] in boards]
        numbers[arcs] = np.arange(len(arcs))
        self.clock = _clock(given, usable, numbers)
        self.doors = self._doors(arcs)

    def _doors(self, arcs: list[int]) -> Doors:
        """Return the boardings that goods may come to, with the chains behind them and from the source."""
        given, heads = self.given, self.given.problem.graph.heads
        families: dict[int, tuple[int, int]] = {}
        spans: dict[int, tuple[int, int]] = {}
        waiting = [NONE]
        begun = {NONE}
        while waiting:
            door = waiting.pop()
            node = given.problem.source if door == NONE else heads[arcs[door]]
            if node not in spans or door == NONE:
                spans[node] = self._chains(node)
            families[door] = spans[node]
            for other in set(self.room.chains[slice(*families[door]), 0].tolist()) - begun - {NONE}:
                begun.add(other)
                waiting.append(other)
        boards = [given.timetable.boards[given.rows[arc]] for arc in arcs]
        times = [
            np.array(times[: np.searchsorted(times, given.until, "right")] if door in families else (), np.int64)
            for door, (times, _) in enumerate(boards)
        ]
        of_source = families.pop(NONE)
        pairs = np.array([families.get(door, (0, 0)) for door in range(len(arcs))] + [of_source], np.int64).reshape(
            -1, 2
        )
        first = np.zeros(len(arcs) + 1, np.int64)
        np.cumsum([len(one) for one in times], out=first[1:])
        every = np.concatenate([*times, np.empty(0, np.int64)])
        owner = np.repeat(np.arange(len(arcs)), np.diff(first))
        order = np.lexsort((-owner, -every))
        arc = np.array(arcs, np.int64)
        head = given.problem.graph.head[arc]
        return Doors(arc, np.array([lead for _, lead in boards], np.int64), first, pairs, every, owner, order, head)

    def _chains(self, node: int) -> tuple[int, int]:
        """Find the chains from a node and return where they are."""
        given = self.given
        self.families += 1
        self.budget.check()
        begin = int(self.room.state[1])
        while (
            chaining.chains(self.rows, self.clock, node, NONE, given.problem.target, self.bounds, self.room)
            == chaining.FULL
        ):
            self.budget.check()
            room = self.room
            self.room = Room(doubled(room.labels), doubled(room.heap), room.closed, doubled(room.chains), room.state)
        return begin, int(self.room.state[1])

    def settled(self) -> Rests | None:
        """Return the rests of all events; None where they are too many."""
        rests = leaving.rests_for(len(self.doors.times), len(self.given.columns))
        chains = self.room.chains[: self.room.state[1]]
        ends = self.room.labels[chains[:, 1], PASSED]
        to_door = chains[:, 0] >= 0
        timeless = bool((ends[to_door] + self.doors.lead[chains[to_door, 0]] == 0).any())
        slices, outcome = Slices(EVENTS, leaving.PAUSED), leaving.PAUSED
        while outcome != leaving.DONE:
            outcome = slices.run(self._settle(rests, timeless))
            if int(rests.state[3]) + self.families > self.budget.labels:
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
        return rests

    def _settle(self, rests: Rests, timeless: bool) -> Callable[[int], int]:
        def go_on(steps: int) -> int:
            room = self.room
            return leaving.settle(self.doors, room.chains, room.labels, self.clock, self.bounds, rests, timeless, steps)

        return go_on

    def worth_taking(self, rests: Rests) -> list[list[int]]:
        """Return the journeys that meet a departure, by their starts: start, end, chain, rest and amounts."""
        size, count, room = 1 << 14, -1, self.room
        while count < 0:
            found = np.empty((size, leaving.ADDED + len(self.given.columns)), np.int64)
            count = leaving.leave(self.doors, room.chains, room.labels, self.clock, self.bounds, rests, found)
            size *= 2
        amounts = [found[:count, column] for column in range(found.shape[1] - 1, leaving.ADDED - 1, -1)]
        found = found[np.lexsort((*amounts, found[:count, 1], -found[:count, 0]))]
        kept = np.empty(count, np.int64)
        kept = kept[: leaving.worth_taking(found, self.given.compared, kept)]
        free = [(one.end, one.vector[: self.given.compared]) for one in self.at_any_time()]
        rows = found[kept[::-1]].tolist()
        return [row for row in rows if not any(_is_no_worse(one, row) for one in free)]

    def at_any_time(self) -> list[Journey]:
        """Return the journeys that meet no departure, and that no other of these beats."""
        given, room, found = self.given, self.room, []
        for door, label in room.chains[slice(*self.doors.families[-1])].tolist():
            end, amounts = int(room.labels[label, PASSED]), room.labels[label, chaining.AMOUNTS :].tolist()
            within = all(bound is None or amount <= bound for amount, bound in zip(amounts, given.bounds, strict=True))
            if door == NONE and within and end <= given.most_time:
                found.append(Journey(ANY_TIME, end, tuple(amounts), tuple(self._moves(label, 0))))
        return unbeaten(found, given.compared)

    def journey(self, row: list[int], rests: Rests) -> Journey:
        """Return a journey, with its arcs if it is to be told."""
        start, end, chain, rest, *amounts = row
        at, moves = start, []
        while start <= self.given.told:
            moves += self._moves(int(self.room.chains[chain, 1]), at)
            if rest == NONE:
                return Journey(start, end, tuple(amounts), tuple(moves))
            event = int(rests.cells[rest, EVENT])
            at = int(self.doors.times[event])
            moves.append((int(self.doors.arc[self.doors.owner[event]]), at))
            chain, rest = int(rests.cells[rest, CHAIN]), int(rests.cells[rest, FOLLOWS])
        return Journey(start, end, tuple(amounts), ())

    def _moves(self, label: int, at: int) -> list[tuple[int, int]]:
        """Return the arcs up to a label of a chain that is begun at a moment, each with that at which it ends."""
        labels, found = self.room.labels, []
        while labels[label, BEFORE] != NONE:
            found.append((int(labels[label, ARC]), at + int(labels[label, PASSED])))
            label = labels[label, BEFORE]
        return found[::-1]


def _is_no_worse(free: tuple[int, tuple[int, ...]], row: list[int]) -> bool:
    start, end, _, _, *amounts = row
    return free[0] <= end - start and all(one <= more for one, more in zip(free[1], amounts, strict=False))


def _bounds(given: Given, bounds: Bounds) -> chaining.Bounds:
    amounts = [NO_BOUND if bound is None else bound for bound in given.bounds]
    most = np.array([given.last, given.until, given.most_time, given.compared, *amounts], np.int64)
    return chaining.Bounds(most, bounds.behind, bounds.ahead, bounds.known)


def _clock(given: Given, usable: Mask, door: Ints) -> Clock:
    timetable = given.timetable
    number = {place: row for row, place in enumerate(given.tariffs)}
    tariff_of = np.array([number.get(place, NONE) for place in timetable.places], np.int64)
    kinds = np.stack([usable, given.stored, given.ends], axis=1).astype(np.uint8)
    prices = [[UNKNOWN if one is None else one for one in by_days] for _, by_days in given.tariffs.values()]
    return Clock(
        given.taken,
        given.amounts,
        door,
        kinds,
        tariff_of[given.problem.row],
        np.array([storage.free for storage, _ in given.tariffs.values()], np.int64),
        np.array(prices, np.int64).reshape(len(prices), -1),
        np.array(given.priced, np.int64),
    )
