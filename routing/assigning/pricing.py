"""The cheapest lawful routes of lanes under prices of capacity, with distances that are never too high.

A price raises the weight of the arcs that use the capacity; what a lane's rules ban or limit stays as it is, so every
path that is found is a lawful route. Prices are rounded down to a part of the unit of the objective, or to some of it
where sums would be too wide: what is told of a path is a lower bound, and bounds made of it hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.assigning.capacities import Row
from routing.assigning.guides import WEIGHT, Guides
from routing.assigning.incidence import Incidence, incidence
from routing.assigning.lanes import Compiler, Lane, is_timed
from routing.compiling.arc_table import ArcTable, Ints
from routing.compiling.limits import Limit
from routing.search.budget import Budget
from routing.search.choosing import is_compiled_for_many
from routing.search.on_lists import ListEngine
from routing.solving.choosing import choose
from routing.status import Status

if TYPE_CHECKING:
    from routing.search.on_arrays import ArrayEngine

Floats = NDArray[np.float64]
ROUNDS = 10  # in which a lane is searched for, about
WIDE = 61  # bits that a sum and the number of its arcs may take together
FINEST = 20  # halvings of the unit of an objective, so that prices are hardly rounded
NAME = "priced"


class Path(NamedTuple):
    """What was found of a lane: no route costs less than `least` (USD; infinite: there is none), and one, or none."""

    least: float
    arcs: tuple[int, ...] | None


class _Ground:
    """The arcs of one load: how often they use each row, and the searches over them."""

    def __init__(self, network: Network, table: ArcTable, rows: Sequence[Row], searches: int) -> None:
        self.table = table
        self.incidence: Incidence = incidence(network, table, rows)
        self.compiled = is_compiled_for_many(table.n_arcs, searches)
        if self.compiled:
            self._arrays = table.graph.arrays.weighed(dict(table.columns))
        self.by_unit: tuple[Floats, Floats] | None = None
        self.free = False

    def charge(self, price: Floats, is_teu: NDArray[np.bool_]) -> None:
        """Take prices in: what they come to on each arc for a TEU and for a tonne."""
        self.by_unit = tuple(self.incidence.prices(np.where(unit, price, 0.0)) for unit in (is_teu, ~is_teu))  # type: ignore[assignment]

    def extra(self, lane: Lane) -> Floats:
        """Return what the prices come to on each arc for a shipment, in units of its objective."""
        assert self.by_unit is not None
        teu, tonnes = self.by_unit
        found: Floats = (teu * lane.teu + tonnes * lane.tonnes) * lane.per_usd
        return found

    def engine(self, weight: Ints) -> ListEngine | ArrayEngine:
        """Return the searches by a weight."""
        weights = {**self.table.columns, NAME: weight}
        if self.compiled:
            from routing.search.on_arrays import ArrayEngine

            return ArrayEngine(self._arrays.weighed(weights))
        return ListEngine(self.table.graph, weights)


class _Priced(NamedTuple):
    """An engine by the weights of lanes of one load and objective, and how many of their units are a dollar.

    `finer`: how often the unit of the objective was halved for them.
    """

    engine: ListEngine | ArrayEngine
    weight: Ints
    per_usd: float
    finer: int

    def usd(self, arcs: Ints) -> float:
        """Return what a path comes to, never too much."""
        return int(self.weight[arcs].sum()) / self.per_usd


class Pricing:
    """Searches for the lanes of one question."""

    def __init__(self, network: Network, lanes: Sequence[Lane], rows: Sequence[Row], budget: Budget) -> None:
        self.network, self.lanes, self.rows, self.budget = network, lanes, rows, budget
        self.compiler = Compiler(network)
        self.is_teu = np.array([row.unit == "TEU" for row in rows], dtype=np.bool_)
        self._grounds: dict[ArcTable, _Ground] = {}
        self._bound: set[int] = set()  # lanes whose cheapest path broke a limit the last time
        self._within: dict[int, Ints] = {}  # their cheapest routes within the limits, of the last time

    def compile(self) -> None:
        """Compile the questions of all lanes.

        Raises
        ------
        TimeUp
            The budget is used up.
        """
        for lane in self.lanes:
            self.budget.check()
            self.compiler.compile(lane)
            self._ground(lane.table)  # compiled kernels, if they are to be loaded, serve the other lanes as well
        self._guides = Guides([lane for lane in self.lanes if not self._is_special(lane)])

    def amount(self, lane: int, row: int) -> float:
        """Return how much of its unit a row counts a shipment of a lane."""
        return self.lanes[lane].teu if self.is_teu[row] else self.lanes[lane].tonnes

    def uses(self, lane: int, arcs: Sequence[int]) -> dict[int, float]:
        """Return how much of each row a path of a lane uses with one shipment."""
        return {row: times * self.amount(lane, row) for row, times in self.uses_times(lane, arcs).items()}

    def usd(self, lane: int, arcs: Sequence[int]) -> float:
        """Return what a path of a lane costs."""
        one = self.lanes[lane]
        return int(one.problem.vector[0][list(arcs)].sum()) / one.per_usd

    def price(self, which: Sequence[int], price: Floats, *, free: bool = False) -> Iterator[tuple[int, Path]]:
        """Yield the cheapest path of each lane under prices of the rows, in an order of its own.

        `free`: what a path costs without the prices does not count.

        Raises
        ------
        TimeUp
            The budget is used up.
        """
        for ground in self._grounds.values():
            ground.by_unit, ground.free = None, free
        kept: dict[tuple[int, object], _Priced] = {}
        for number in sorted(which, key=self._rank):
            self.budget.check()
            lane = self.lanes[number]
            found = self._timed(lane, price) if self._is_special(lane) else self._plain(number, price, kept)
            if found.arcs is not None and not lane.keeps_doors(found.arcs):
                self.compiler.compile_alone(lane)
                found = self._timed(lane, price) if self._is_special(lane) else self._plain(number, price, kept)
            yield number, found

    def uses_times(self, lane: int, arcs: Sequence[int]) -> dict[int, int]:
        """Return how often a path of a lane uses each row that counts its shipments."""
        found = self._ground(self.lanes[lane].table).incidence.of_path(self._rows(lane, arcs))
        return {row: times for row, times in sorted(found.items()) if self.amount(lane, row)}

    def within(self, number: int, allowed: Mapping[int, int], price: Floats) -> Path:
        """Return the cheapest path of a lane under prices that uses some rows so often at most.

        Raises
        ------
        TimeUp
            The budget is used up.
        """
        for ground in self._grounds.values():
            ground.by_unit, ground.free = None, False
        found = self._timed(self._allowed(self.lanes[number], allowed), price)
        if found.arcs is not None and not self.lanes[number].keeps_doors(found.arcs):
            self.compiler.compile_alone(self.lanes[number])
            found = self._timed(self._allowed(self.lanes[number], allowed), price)
        return found

    def _allowed(self, lane: Lane, allowed: Mapping[int, int]) -> Lane:
        """Return a lane that may use some rows so often at most."""
        entries, problem = self._ground(lane.table).incidence, lane.problem
        usable, columns, limits = problem.usable, dict(problem.columns), list(problem.limits)
        for row, most in allowed.items():
            of_row = entries.rows == row
            times = np.zeros(lane.table.n_arcs, dtype=np.int64)
            times[entries.arcs[of_row]] = entries.times[of_row]
            if most:
                columns[f"row {row}"] = times[problem.row]
                limits.append(Limit("", f"row {row}", most))
            else:
                usable = usable & (times[problem.row] == 0)
        other = copy(lane)
        other.problem = replace(problem, usable=usable, columns=columns, limits=tuple(limits))
        return other

    def near(self, lane: int, price: Floats, most_usd: float, count: int) -> list[tuple[int, ...]] | None:
        """Return all lawful paths of a lane that cost no more than so much under prices; None: more than `count`.

        Paths with a loop are none of them: they would use no less of anything. Of paths that cost and use the same
        the one of the fewest arcs stands for all.
        """
        one = self.lanes[lane]
        if self._is_special(one) or one.problem.source < 0 or one.problem.target < 0:
            return None
        for ground in self._grounds.values():
            ground.by_unit, ground.free = None, False
        problem, priced = one.problem, _priced(self._charged(one.table, price), one)
        found: list[tuple[int, ...]] = []
        known: set[object] = set()
        ends = problem.source, problem.target
        for number, arcs in enumerate(priced.engine.k_shortest(*ends, count + 1, NAME, problem.usable, self.budget)):
            if priced.usd(arcs) > most_usd:
                return found
            if number == count:
                return None
            path = tuple(arcs.tolist())
            within = all(int(problem.columns[limit.column][arcs].sum()) <= limit.bound for limit in problem.limits)
            if within and one.keeps_doors(path):
                alike = self.usd(lane, path), tuple(self.uses(lane, path).items())
                if alike not in known:
                    found.append(path)
                known.add(alike)
        return found

    def _rank(self, number: int) -> tuple[int, int, int]:
        """Return by what lanes are put in order: those with the same weights follow each other."""
        problem = self.lanes[number].problem
        return id(problem.table), id(problem.vector[0]), number

    def _rows(self, lane: int, arcs: Sequence[int]) -> list[int]:
        """Return the arcs of the table that some arcs of a problem are; they differ where there are vias."""
        rows: list[int] = self.lanes[lane].problem.row[np.array(arcs, dtype=np.int64)].tolist()
        return rows

    def _is_special(self, lane: Lane) -> bool:
        """Tell whether a lane has arcs that are not those of its table, or hang on the day."""
        problem = lane.problem
        return is_timed(problem) or len(problem.usable) != problem.table.n_arcs or problem.table.uncounted != {}

    def _ground(self, table: ArcTable) -> _Ground:
        if table not in self._grounds:
            searches = ROUNDS * len(self.lanes)
            self._grounds[table] = _Ground(self.network, table, self.rows, searches)
        return self._grounds[table]

    def _charged(self, table: ArcTable, price: Floats) -> _Ground:
        ground = self._ground(table)
        if ground.by_unit is None:
            ground.charge(price, self.is_teu)
        return ground

    def _plain(self, number: int, price: Floats, kept: dict[tuple[int, object], _Priced]) -> Path:
        lane = self.lanes[number]
        problem = lane.problem
        if problem.source < 0 or problem.target < 0:
            return Path(np.inf, None)
        ground = self._charged(problem.table, price)
        key = id(problem.vector[0]), (lane.teu, lane.tonnes, lane.share)
        if key not in kept:
            kept.clear()  # lanes of one load follow each other; those of one objective mostly do
            kept[key] = _priced(ground, lane)
        priced = kept[key]
        limits = {limit.column: limit.bound for limit in problem.limits}
        found = None
        if number not in self._bound:
            found = self._shortest(lane, priced)
            if found is None:
                return Path(np.inf, None)
            if any(int(problem.columns[name][found].sum()) > bound for name, bound in limits.items()):
                self._bound.add(number)
                found = None
        if found is None:
            usable = self._narrowed(number, priced, limits)
            outcome = priced.engine.constrained(problem.source, problem.target, NAME, limits, usable, self.budget)
            if outcome.stopped:
                return self._without_limits(number, priced)
            if outcome.arcs is None:
                return Path(np.inf, None)
            found = self._within[number] = outcome.arcs
        return Path(priced.usd(found), tuple(found.tolist()))

    def _narrowed(self, number: int, priced: _Priced, limits: Mapping[str, int]) -> NDArray[np.bool_]:
        """Return the arcs on which the best route within limits can be; interpreted searches have guides."""
        lane = self.lanes[number]
        if not self._is_guided(lane, priced):
            return lane.problem.usable
        most = dict(limits)
        if number in self._within:  # the route of the last time is still lawful, so none that costs more is looked for
            most[WEIGHT] = int(priced.weight[self._within[number]].sum()) >> priced.finer
        return self._guides.narrowed(lane, most, self.budget)

    def _is_guided(self, lane: Lane, priced: _Priced) -> bool:
        if priced.finer < 0 or self._ground(lane.table).free or not self._guides.knows(lane):
            return False
        return isinstance(priced.engine, ListEngine)

    def _shortest(self, lane: Lane, priced: _Priced) -> Ints | None:
        """Return the path of a lane without its limits; interpreted searches have a guide."""
        problem = lane.problem
        ends, usable = (problem.source, problem.target), problem.usable
        if isinstance(priced.engine, ListEngine) and self._is_guided(lane, priced):
            behind = self._guides.behind(lane, self.budget)
            return priced.engine.shortest_guided(ends, NAME, usable, behind, self.budget, finer=priced.finer).arcs
        return priced.engine.shortest(*ends, NAME, usable, self.budget).arcs

    def _without_limits(self, number: int, priced: _Priced) -> Path:
        """Return the bound of a lane whose limits ask for too many labels: that without its limits."""
        found = self._shortest(self.lanes[number], priced)
        return Path(np.inf if found is None else priced.usd(found), None)

    def _timed(self, lane: Lane, price: Floats) -> Path:
        """Return the path of a lane by the engine that answers its question as it stands."""
        problem = lane.problem
        ground = self._charged(problem.table, price)
        extra = np.floor(ground.extra(lane)).astype(np.int64)[problem.row]
        base = np.zeros_like(extra) if ground.free else problem.vector[0]
        priced = replace(problem, vector=(base + extra, *problem.vector[1:]))
        found = choose(priced).least(priced, self.budget)
        if found.status is Status.INFEASIBLE:
            return Path(np.inf, None)
        if not found.arcs or found.status is not Status.OPTIMAL:
            return Path(0.0, None)
        return Path(found.vector[0] / lane.per_usd, tuple(found.arcs))


def _priced(ground: _Ground, lane: Lane) -> _Priced:
    """Return the searches by a weight, in units so fine, or so coarse, that sums of it just fit."""
    base, extra = lane.problem.vector[0], ground.extra(lane)
    base = np.zeros_like(base) if ground.free else base
    total = base.sum(dtype=np.float64) + extra.sum() + 1.0
    room = WIDE - ground.table.graph.n_nodes.bit_length() - int(np.ceil(np.log2(total))) - 1
    finer = min(FINEST, room)
    weight = (base << finer if finer >= 0 else base >> -finer) + np.floor(extra * 2.0**finer).astype(np.int64)
    return _Priced(ground.engine(weight), weight, lane.per_usd * 2.0**finer, finer)
