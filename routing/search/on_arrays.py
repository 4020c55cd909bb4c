"""The searches of `Digraph` by the compiled kernels: for graphs of ten thousand arcs and more.

The same answers as `on_lists`, route by route. Whether 64 bits hold what a search adds up is told by `fits`
before it begins; where they do not, the caller takes the lists, whose numbers have no width.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays import both_ends, constrained, dijkstra, k_shortest
from routing.kernels.arrays import both_ends_buckets as buckets
from routing.kernels.arrays.canonical import canonical_path, canonical_path_within
from routing.kernels.arrays.constrained import Limits
from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.rows import WeightedRows, frozen
from routing.search.array_graph import NO_BYTES, ArrayGraph, Bytes, Ints, Weight, WorkArrays
from routing.search.budget import Budget, Growth, Slices, TimeUp
from routing.search.in_sums import Asked, Ends, first_budget, second_stage
from routing.search.label_pool import LabelPool
from routing.search.path import Outcome
from routing.search.sums_on_arrays import SumsOnArrays

Mask = NDArray[np.bool_]
STEPS = 16_384  # nodes between two looks at the budget: about a millisecond
LABELS = 4096  # labels before the first look; afterwards the time decides
NO_LIMIT = UNREACHED - 1
MOST_BOUNDED = 65_536  # paths still wanted up to which the least weights of candidates are kept


class Run(NamedTuple):
    """What one question is searched with: the mask of its arcs, its budget, and the arrays to write into."""

    mask: Bytes
    budget: Budget
    work: WorkArrays


def settle(
    run: Run,
    rows: WeightedRows,
    start: int,
    *,
    goal: int = -1,
    most: int = NO_LIMIT,
    wanted: Bytes = NO_BYTES,
) -> None:
    """Run Dijkstra's algorithm from a node over rows of either direction, into ``tree.reached``."""
    done = False
    while not done:
        done = dijkstra.distances(rows, run.mask, start, goal, most, wanted, run.work.tree, STEPS)
        run.budget.check()


def path_between(run: Run, source: int, target: int, weight: Weight) -> Ints | None:
    """Return the canonical path between two different nodes, in the array that the next one is written into.

    It is searched from both ends, for a weight of which a heap entry holds a node too; None: there is no path.
    """
    work, search = run.work.both, (buckets if weight.narrow else both_ends).shortest_path
    leaving, entering, most, shift = weight.one_by_one if weight.narrow else weight.passing
    length = both_ends.GOING_ON
    while length == both_ends.GOING_ON:
        length = search(leaving, entering, run.mask, source, target, most, shift, work, STEPS)
        run.budget.check()
    return None if length == both_ends.NO_PATH else work.path[:length]


class ArrayEngine:
    """Searches on one graph; safe to use from several threads at once."""

    def __init__(self, graph: ArrayGraph) -> None:
        self.graph = graph
        self._fits: dict[tuple[object, ...], bool] = {}

    def fits(self, minimise: str, limits: Iterable[str] = (), *, counted: bool = False, added: bool = False) -> bool:
        """Tell whether 64 bits hold all numbers of a question.

        `counted`: with the number of arcs packed into the weight; `added`: with a bound added to each sum, as then.
        """
        key = (minimise, *limits, counted, added)
        if key not in self._fits:
            weights = [self.graph.counted(minimise) if counted else self.graph.weight(minimise)]
            weights += [self.graph.weight(name) for name in limits]
            most = NO_LIMIT // 2 if counted or added else NO_LIMIT  # a bound is added to a weight
            self._fits[key] = all(weight is not None and weight.most <= most for weight in weights)
        return self._fits[key]

    def shortest(self, source: int, target: int, name: str, usable: Mask | None, budget: Budget) -> Outcome:
        """Return the canonical path of least weight: searched from both ends where a heap entry holds a node too."""
        weight, source, target = self.graph.weight(name), self.graph.placed(source), self.graph.placed(target)
        if source == target:
            return Outcome(np.empty(0, dtype=np.int64))
        with self.graph.work() as work:
            run = Run(mask_of(usable), budget, work)
            if weight.bits:
                arcs = path_between(run, source, target, weight)
                return Outcome(None if arcs is None else arcs.copy(), int(work.both.state["settled"][0]))
            settle(run, weight.entering, target, goal=source)
            reached, settled = work.tree.reached, int(work.tree.state["settled"][0])
            if reached[source] == UNREACHED:
                return Outcome(None, settled)
            return Outcome(_canonical(run, weight.leaving, source, target, reached).copy(), settled)

    def distances(
        self,
        node: int,
        name: str,
        usable: Mask | None,
        budget: Budget,
        *,
        backward: bool = False,
        most: int = NO_LIMIT,
    ) -> Ints:
        """Return the least weight from a node to each, or to it from each; -1 without a path of at most `most`."""
        weight = self.graph.weight(name)
        with self.graph.work() as work:
            run = Run(mask_of(usable), budget, work)
            settle(run, weight.entering if backward else weight.leaving, self.graph.placed(node), most=most)
            found = np.where(work.tree.reached == UNREACHED, -1, work.tree.reached)
        return found if self.graph.place is None else found[self.graph.place]

    def matrix(self, sources: Ints, targets: Ints, name: str, usable: Mask | None, budget: Budget) -> Ints:
        """Return the least weights from each source to each target, -1 where there is no path."""
        backward, weight = len(targets) < len(sources), self.graph.weight(name)
        if self.graph.place is not None:
            sources, targets = self.graph.place[sources], self.graph.place[targets]
        begins, goals = (targets, sources) if backward else (sources, targets)
        found = np.empty((len(begins), len(goals)), dtype=np.int64)
        wanted = np.zeros(self.graph.n_nodes, dtype=np.uint8)
        wanted[goals] = 1
        wanted.setflags(write=False)
        with self.graph.work() as work:
            run = Run(mask_of(usable), budget, work)
            for row, node in enumerate(begins.tolist()):
                settle(run, weight.entering if backward else weight.leaving, node, wanted=wanted)
                found[row] = work.tree.reached[goals]
        found[found == UNREACHED] = -1
        return np.ascontiguousarray(found.T) if backward else found

    def constrained(
        self,
        source: int,
        target: int,
        name: str,
        limits: Mapping[str, int],
        usable: Mask | None,
        budget: Budget,
        ties: Sequence[str] = (),
    ) -> Outcome:
        """Return the canonical path of least weight within the limits.

        Ties are broken by the number of arcs, or by further weights in their order, the last of them above 0.
        """
        try:
            found = self._in_bounds(source, target, name, limits, usable, first_budget(budget, len(limits)), ties)
        except TimeUp:
            budget.check()
            found = Outcome(None, stopped=True)
        if not found.stopped:
            return found
        graph = self.graph
        ends = Ends(graph.tail, graph.head, graph.n_nodes, source, target)
        ones = np.ones((1, len(graph.tail)), dtype=np.int64)
        labelling = SumsOnArrays(np.stack([graph.given[other] for other in ties]) if ties else ones)
        second = second_stage(Asked(ends, name, limits, usable, graph.given), found, self, labelling, budget)
        return second or self._in_bounds(source, target, name, limits, usable, budget, ties)

    def _in_bounds(
        self,
        source: int,
        target: int,
        name: str,
        limits: Mapping[str, int],
        usable: Mask | None,
        budget: Budget,
        ties: Sequence[str],
    ) -> Outcome:
        """Return what labels under the bounds of each amount by itself find."""
        graph, best = self.graph, NO_LIMIT
        source, target = graph.placed(source), graph.placed(target)
        weight = graph.weight(name) if ties else self._counted(name)
        most = np.array([min(bound, NO_LIMIT) for bound in limits.values()], dtype=np.int64)
        resources = [graph.weight(other) for other in limits]
        least = np.empty((len(limits), graph.n_nodes), dtype=np.int64)
        with graph.work() as work:
            run, reached = Run(mask_of(usable), budget, work), work.tree.reached
            for row, resource in enumerate(resources):
                settle(run, resource.leaving, source, most=int(most[row]))
                least[row] = reached
                if reached[target] == UNREACHED:
                    return self._beyond(run, source, target, limits)
                arcs = _canonical(run, resource.entering, target, source, reached)
                best = min(best, self._weight_within(arcs, weight, limits))
            settle(run, weight.leaving, source, most=best)
            with graph.labels() as pool:
                used = resources + [graph.weight(other) for other in ties]
                within = Limits(_stacked([one.entering.weight for one in used]), most, least)
                pool.begin(target, int(reached[target]), best, within)
                if not self._labels(run, source, weight.entering, within, pool):
                    return Outcome(None, pool.made, stopped=True, least=tuple(least[:, target].tolist()))
                labels, made = pool.labels, pool.made
                if labels.closed[source] < 0:
                    return Outcome(None, made, least=tuple(least[:, target].tolist()))
                spare = constrained.spare_of(labels, source, most)
                uses, path = _stacked([one.leaving.weight for one in used]), work.walk.path
                length = canonical_path_within(weight.leaving, uses, run.mask, source, target, spare, labels, path)
                return Outcome(path[:length].copy(), made)

    def k_shortest(
        self, source: int, target: int, k: int, name: str, usable: Mask | None, budget: Budget
    ) -> Iterator[Ints]:
        """Yield the canonical k shortest loopless paths in their order."""
        weight, source, target = self._counted(name), self.graph.placed(source), self.graph.placed(target)
        with self.graph.work() as work:
            run = Run(mask_of(usable), budget, work)
            settle(run, weight.entering, target)
            ahead = work.tree.reached.copy()
            if ahead[source] == UNREACHED:
                return
            arcs = _canonical(run, weight.leaving, source, target, ahead).copy()
            first = _Candidate(int(ahead[source]), arcs, 0)
            yield from _Deviations(run, weight, source, target, ahead, k).paths(first)

    def _counted(self, name: str) -> Weight:
        weight = self.graph.counted(name)
        assert weight is not None  # `fits` has told
        return weight

    def _weight_within(self, arcs: Ints, weight: Weight, limits: Mapping[str, int]) -> int:
        """Return the weight of a path, if it keeps all limits."""
        kept = all(int(self.graph.given[name][arcs].sum()) <= bound for name, bound in limits.items())
        return int(weight.by_arc[arcs].sum()) if kept else NO_LIMIT

    def _beyond(self, run: Run, source: int, target: int, limits: Mapping[str, int]) -> Outcome:
        """Return what a path needs at least of each resource: more than the limit of one, or there is no path."""
        least, reached = [], run.work.tree.reached
        for name in limits:
            settle(run, self.graph.weight(name).leaving, source, goal=target)
            if reached[target] == UNREACHED:
                return Outcome(None)
            least.append(int(reached[target]))
        return Outcome(None, least=tuple(least))

    def _labels(self, run: Run, source: int, rows: WeightedRows, limits: Limits, pool: LabelPool) -> bool:
        """Set labels under what `run` has reached, until all of the least weight are closed; False: they are too many.

        Raises
        ------
        TimeUp
            The time is over, or would be over before there was room for more labels.
        """
        slices, growth, ahead = Slices(LABELS, constrained.GOING_ON), Growth(run.budget), run.work.tree.reached
        outcome = constrained.GOING_ON

        def go_on(steps: int) -> int:
            return constrained.constrained_path(rows, run.mask, source, ahead, limits, pool.labels, steps)

        while outcome != constrained.DONE:
            outcome = slices.run(go_on)
            if pool.made > run.budget.labels:
                return False
            if outcome != constrained.DONE:
                run.budget.check()
            if outcome == constrained.FULL and not growth.run(pool.grow):
                raise TimeUp
        return True


class _Candidate:
    """A path in the order of weight, number of arcs (packed into it) and arcs; where it left the path before it."""

    __slots__ = ("arcs", "deviation", "key", "weight")

    def __init__(self, weight: int, arcs: Ints, deviation: int) -> None:
        self.weight, self.arcs, self.deviation = weight, arcs, deviation
        self.key = arcs.astype(">i8").tobytes()  # bytes compare as the sequences do

    def __lt__(self, other: _Candidate) -> bool:
        return (self.weight, self.key) < (other.weight, other.key)


class _Deviations:
    """Yen's algorithm over the kernel that finds the deviations of one path."""

    def __init__(self, run: Run, weight: Weight, source: int, target: int, ahead: Ints, k: int) -> None:
        self.source, self.target, self.budget, self.k = source, target, run.budget, k
        self.work = k_shortest.work_for(weight.leaving, weight.entering, run.mask, ahead, run.work.tree)

    def paths(self, first: _Candidate) -> Iterator[Ints]:
        """Yield up to k paths."""
        waiting, found, state = [first], list[_Candidate](), self.work.state[0]
        best = np.empty(0, dtype=np.int64)  # least weights of those that wait, as many as are still wanted; empty: any
        while waiting:
            taken = heapq.heappop(waiting)
            found.append(taken)
            yield taken.arcs
            wanted = self.k - len(found)
            if not wanted:
                return
            if len(best):
                best = best[1:]
                state["found"] -= 1
            elif wanted <= MOST_BOUNDED:
                best = np.full(wanted, NO_LIMIT, dtype=np.int64)
                least = sorted(candidate.weight for candidate in waiting)[:wanted]
                best[: len(least)], state["found"] = least, len(least)
            for candidate in self._leaving(taken, found, best):
                heapq.heappush(waiting, candidate)

    def _leaving(self, taken: _Candidate, found: list[_Candidate], best: Ints) -> Iterator[_Candidate]:
        """Yield the best paths that leave one just taken at each of its nodes."""
        path, deviation, work, state = taken.arcs, taken.deviation, self.work, self.work.state[0]
        beginning = taken.key[: 8 * deviation]
        alike = [other.arcs for other in found if other.key.startswith(beginning)]
        barred = {int(arcs[deviation]) for arcs in alike if len(arcs) > deviation}
        there, done = np.array([*barred], dtype=np.int64), False
        state["at"] = deviation
        while not done:
            done = k_shortest.deviations(self.source, self.target, path, deviation, there, best, work, STEPS)
            rows = work.candidates[: state["candidates"] + 1].tolist()
            for (weight, at, begin), (*_, end) in pairwise(rows):
                yield _Candidate(weight, np.concatenate([path[:at], work.pool[begin:end]]), at)
            self.budget.check()


def _canonical(run: Run, rows: WeightedRows, source: int, target: int, ahead: Ints) -> Ints:
    """Return the canonical path, in the array that the next one is written into."""
    walk = run.work.walk
    return walk.path[: canonical_path(rows, run.mask, source, target, ahead, walk)]


def _stacked(columns: Sequence[Ints]) -> Ints:
    """Return columns as the rows of one array, read-only; a single one is not copied."""
    return columns[0][None] if len(columns) == 1 else frozen(np.array(columns))


def mask_of(usable: Mask | None) -> Bytes:
    """Return a mask as the kernels take it."""
    if usable is None:
        return NO_BYTES
    view = np.ascontiguousarray(usable).view(np.uint8)
    view.setflags(write=False)
    return view
