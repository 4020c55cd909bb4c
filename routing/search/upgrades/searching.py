"""`UpgradeSearch`: labels over lanes that share upgrades; the one place that knows the two kernels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.lists import upgrade_labels as on_lists
from routing.search.bits import bits_of
from routing.search.budget import Budget, Slices, TimeUp
from routing.search.choosing import Engine, is_compiled, is_compiled_for_many
from routing.search.graph import Graph
from routing.search.upgrades.lanes import FAR, MOST, Lane, Row, far, in_a_row, reduced
from routing.search.upgrades.many_sets import weights_with
from routing.search.upgrades.sets import UpgradeSets

STEPS = 4096
SEARCHES = 4  # plain searches that the labels of an upgrade take, about
WORD = 2**64 - 1
WIDE = 5_000  # arcs from which bounds on prices pay before the labels


class FoundSet(NamedTuple):
    """A set of upgrades: its price, the weight of the path or paths, the set as bits, and the arcs of each lane."""

    price: int
    weight: int
    chosen: int
    arcs: tuple[tuple[int, ...], ...]


class Charged(NamedTuple):
    """What arcs of a lane are charged, what is due from each node, and what a path is charged at most."""

    charge: NDArray[np.int64]
    due: NDArray[np.int64]
    dearest: int

    def on(self, rows: NDArray[np.int64]) -> Charged:
        """Return the same of some of the arcs."""
        return self._replace(charge=self.charge[rows])


class UpgradeSearch:
    """What sets of upgrades do to some lanes, and which is the best.

    Parameters
    ----------
    lanes
        Of which the weights add up.
    masks
        The sets that `Lane.needs` and `Lane.bars` name by number; those needed with all that they require.
    """

    def __init__(self, lanes: Sequence[Lane], masks: Sequence[int], sets: UpgradeSets, engine: Engine = "auto") -> None:
        self.masks, self.sets, self.engine = list(masks), sets, engine
        self.lanes = [lane.rows(self._possible(lane)) for lane in lanes]
        self._rows_of = [np.flatnonzero(self._possible(lane)) for lane in lanes]

    def _possible(self, lane: Lane) -> NDArray[np.bool_]:
        """Return the arcs that some set lets be used."""
        clash = np.array([self.sets.clashes(mask) for mask in self.masks] + [False])
        both = [
            needs >= 0 and bars >= 0 and bool(self.masks[needs] & self.masks[bars])
            for needs, bars in zip(lane.needs.tolist(), lane.bars.tolist(), strict=True)
        ]
        return ~clash[lane.needs] & ~np.array(both, dtype=np.bool_)

    def weights(self, chosen: int, budget: Budget) -> tuple[int | None, ...]:
        """Return what each lane weighs with a set, None without a way; what lacks something required does nothing."""
        found: list[int | None] = []
        for lane in self.lanes:
            less = self._open(lane, chosen)
            weight = int(far(less, less.source, self.engine, budget)[less.target])
            found.append(None if weight >= FAR else weight)
        return tuple(found)

    def totals(self, chosen: Sequence[int], budget: Budget) -> list[int | None]:
        """Return what all lanes weigh with each of some sets, None where one has no way."""
        found = [weights_with(lane, self.masks, self.sets, chosen, budget) for lane in self.lanes]
        whole = np.where(np.any([cells >= FAR for cells in found], axis=0), -1, np.sum(found, axis=0))
        return [None if total < 0 else total for total in whole.tolist()]

    def _open(self, lane: Lane, chosen: int) -> Lane:
        """Return the arcs of a lane that may be used with a set; what lacks something required does nothing."""
        does = self.sets.standing(chosen)
        open_ = np.array([not mask & ~does for mask in self.masks] + [True])
        shut = np.array([bool(mask & does) for mask in self.masks] + [False])
        return lane.rows(open_[lane.needs] & ~shut[lane.bars])

    def within(self, chosen: int, most: int, budget: Budget) -> UpgradeSearch:
        """Return a search over the arcs of use to parts of a set, where all lanes together weigh no more than that."""
        least = [int(far(lane, lane.source, self.engine, budget)[lane.target]) for lane in self.lanes]
        lanes = []
        for lane, own in zip(self.lanes, least, strict=True):
            open_ = np.array([not mask & ~chosen for mask in self.masks] + [True])
            lanes.append(reduced(lane.rows(open_[lane.needs]), (), most - sum(least) + own, self.engine, budget).lane)
        return UpgradeSearch(lanes, self.masks, self.sets, self.engine)

    def lean(self, chosen: int, weight: int, budget: Budget) -> tuple[int, int]:
        """Return a set without what it can do without, the last first, and what all lanes weigh with it."""
        for bit in sorted(bits_of(chosen), reverse=True):
            less = chosen & ~(1 << bit)
            if self.sets.standing(less) == less and self._total(less, budget) == weight:
                chosen = less
        return chosen, self._total(chosen, budget)

    def _total(self, chosen: int, budget: Budget) -> int:
        weights = self.weights(chosen, budget)
        return MOST if any(one is None for one in weights) else sum(one or 0 for one in weights)

    def cheapest(self, limits: Sequence[int], budget: Budget) -> FoundSet | None:
        """Return a cheapest set with which each lane keeps its limit; None where none does."""
        if len(self.lanes) == 1 and len(self.lanes[0].tail) >= WIDE and self._is_compiled(len(self.lanes[0].tail)):
            return self._narrowed(limits[0], budget)
        found = self._searched(limits, None, MOST, first=True, budget=budget)
        return found[0] if found else None

    def _narrowed(self, most: int, budget: Budget) -> FoundSet | None:
        """Return the same of one lane, of which bounds leave out first what no cheapest set needs."""
        from routing.search.upgrades.narrowing import narrowed

        def cheaper(lane: Lane, price: int) -> int | None:
            found = UpgradeSearch([lane], self.masks, self.sets, self.engine)._searched(
                [most], None, price - 1, first=True, budget=budget
            )
            return found[0].price if found else None

        most = min(most, int(self.lanes[0].weight.sum()))
        near = reduced(self.lanes[0], (), most, self.engine, budget)
        if near.back[near.lane.source] > most:
            return None
        less = narrowed(near.lane, self.masks, self.sets, most, budget, cheaper=cheaper)
        rows = near.rows[less.rows]
        inner = UpgradeSearch([self.lanes[0].rows(rows)], self.masks, self.sets, self.engine)
        charged = Charged(less.charge, less.due, less.dearest)
        found = inner._searched([most], None, less.ceiling, first=True, budget=budget, charged=charged)
        return self._placed(found[0], [rows]) if found else None

    def _placed(self, found: FoundSet, rows_of: Sequence[NDArray[np.int64]]) -> FoundSet:
        """Return what was found on some arcs of the lanes with the numbers that the arcs bear here."""
        taken = zip(self._rows_of, rows_of, found.arcs, strict=True)
        return found._replace(arcs=tuple(tuple(own[rows[list(arcs)]].tolist()) for own, rows, arcs in taken))

    def points(self, most: int, price: int, budget: Budget) -> list[FoundSet]:
        """Return what each amount of money up to a price reaches, below or at a weight of all lanes."""
        return self._searched(None, most, price, first=False, budget=budget)

    def fastest(self, budget: Budget) -> FoundSet | None:
        """Return a set with which all lanes weigh least, whatever it costs; None where some lane has no way."""
        free = UpgradeSearch(self.lanes, self.masks, self.sets.free, self.engine)
        found = free._searched(None, MOST, 0, first=False, budget=budget)
        if not found:
            return None
        placed = self._placed(found[-1], [np.arange(len(lane.tail)) for lane in self.lanes])
        return placed._replace(price=self.sets.price(placed.chosen))

    def _searched(
        self,
        limits: Sequence[int] | None,
        most: int | None,
        price: int,
        *,
        first: bool,
        budget: Budget,
        charged: Charged | None = None,
    ) -> list[FoundSet]:
        row = self._row(limits, most, budget)
        if row is None:
            return []
        most = sum(limits) if limits is not None else most
        assert most is not None
        search = self._listed
        if self._is_compiled(len(row.lane.tail)):
            search = partial(self._compiled, charged)
        return [self._of(row, *one) for one in search(row, min(most, MOST), min(price, MOST), first, budget)]

    def _is_compiled(self, n_arcs: int) -> bool:
        """Tell whether to search by the compiled kernel, where 64 bits hold all prices."""
        many = self.engine == "auto" and is_compiled_for_many(n_arcs, SEARCHES * len(self.sets.prices))
        return (many or is_compiled(self.engine, n_arcs)) and sum(self.sets.prices) < MOST

    def _row(self, limits: Sequence[int] | None, most: int | None, budget: Budget) -> Row | None:
        """Return the lanes in a row, reduced by what each may weigh; None where one has no way within that."""
        least = [int(far(lane, lane.source, self.engine, budget)[lane.target]) for lane in self.lanes]
        if limits is None:
            assert most is not None
            spare = most - sum(least)
            limits_of = [one + spare for one in least]
        else:
            limits_of = list(limits)
        if any(one > limit or one >= FAR for one, limit in zip(least, limits_of, strict=True)):
            return None
        lanes = [
            reduced(lane, self.masks, limit, self.engine, budget)
            for lane, limit in zip(self.lanes, limits_of, strict=True)
        ]
        return in_a_row(lanes, limits)

    def _of(self, row: Row, price: int, chosen: int, arcs: Sequence[int]) -> FoundSet:
        """Return what a label tells, with the arcs of each lane by their own numbers, and the weight of the arcs."""
        told: list[list[int]] = [[] for _ in self.lanes]
        for number, arc in row.origin[list(arcs)].tolist():
            if number >= 0:
                told[number].append(int(self._rows_of[number][arc]))
        weight = int(row.lane.weight[list(arcs)].sum())
        return FoundSet(price, weight, chosen, tuple(map(tuple, told)))

    def _listed(
        self, row: Row, most: int, price: int, first: bool, budget: Budget
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        lane, masks = row.lane, [*self.masks, 0]
        graph = Graph(lane.tail, lane.head, lane.n_nodes)
        ways = on_lists.Ways(
            leaving=graph.leaving,
            head=graph.heads,
            weight=lane.weight.tolist(),
            needs=[masks[number] for number in lane.needs.tolist()],
            bars=[masks[number] for number in lane.bars.tolist()],
            back=row.back.tolist(),
            useful={bit: cells.tolist() for bit, cells in row.useful.items()},
            floor={int(node): int(row.floor[node]) for node in np.flatnonzero(row.floor)},
        )
        prices = on_lists.Prices(self.sets.prices, self.sets.excludes, self._barring(lane))
        ends = lane.source, lane.target
        found = on_lists.upgrade_labels(ways, prices, ends, most, price, first=first, check=budget.check)
        return [(one.price, one.chosen, one.arcs) for one in found]

    def _barring(self, lane: Lane) -> int:
        mask = 0
        for number in np.unique(lane.bars[lane.bars >= 0]).tolist():
            mask |= self.masks[number]
        return mask

    def _compiled(
        self, charged: Charged | None, row: Row, most: int, price: int, first: bool, budget: Budget
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        from routing.kernels.arrays import upgrade_labels as on_arrays
        from routing.kernels.arrays.rows import rows_of

        lane, count = row.lane, len(self.sets.prices)
        words = max(1, (count + 63) // 64)
        useful = np.full((64 * words, lane.n_nodes), FAR, np.int64)
        for bit, cells in row.useful.items():
            useful[bit] = cells
        masks = _in_words([*self.masks, 0], words)
        none = Charged(np.zeros(len(lane.tail), np.int64), np.zeros(lane.n_nodes, np.int64), 0)
        charge, due, dearest = none if charged is None else charged.on(row.origin[:, 1])
        ways = on_arrays.Ways(lane.weight, row.floor, row.back, lane.needs, lane.bars, masks, useful, charge, due)
        costs = np.zeros(64 * words, np.int64)
        costs[:count] = self.sets.prices
        excludes = _in_words([*self.sets.excludes, *[0] * (64 * words - count)], words)
        prices = on_arrays.Prices(costs, excludes, _in_words([self._barring(lane)], words)[0])
        rows = rows_of(lane.tail, lane.head, lane.n_nodes)
        widest = int(np.diff(rows.first).max())
        labels = on_arrays.labels_for(lane.n_nodes, words, max(4096, 2 * widest + 2))
        on_arrays.begin(labels, (lane.source, lane.target), int(row.floor[lane.source]), most, price, first, dearest)
        slices, outcome = Slices(STEPS, on_arrays.GOING_ON), on_arrays.GOING_ON
        while outcome != on_arrays.DONE:
            outcome = slices.run(partial(on_arrays.upgrade_labels, rows, ways, prices, labels))
            if outcome == on_arrays.FULL:
                labels = on_arrays.longer(labels)
            if budget.passed:
                raise TimeUp
        found = []
        for label in labels.found[: labels.state["found"][0]].tolist():
            cost, chosen, arcs = int(labels.cells[label, 0]), _from_words(labels.chosen[label]), []
            while labels.cells[label, 3] >= 0:
                arcs.append(int(labels.cells[label, 4]))
                label = int(labels.cells[label, 3])
            found.append((cost, chosen, tuple(reversed(arcs))))
        return found


def _in_words(masks: Sequence[int], words: int) -> NDArray[np.uint64]:
    return np.array([[(mask >> (64 * word)) & WORD for word in range(words)] for mask in masks], dtype=np.uint64)


def _from_words(cells: NDArray[np.uint64]) -> int:
    return sum(int(cell) << (64 * word) for word, cell in enumerate(cells.tolist()))
