"""The searches of `Digraph` by the compiled kernels: for graphs of ten thousand arcs and more.

The same answers as `list_engine`, route by route. Whether 64 bits hold what a search adds up is told by `fits`
before it begins; where they do not, the caller takes the lists, whose numbers have no width.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays import both_ends, dijkstra
from routing.kernels.arrays import both_ends_buckets as buckets
from routing.kernels.arrays import constrained as limited
from routing.kernels.arrays import k_shortest as loopless
from routing.kernels.arrays.dijkstra import UNREACHED
from routing.search.array_graph import NO_BYTES, ArrayGraph, Bytes, Ints, Weight, WorkArrays
from routing.search.label_pool import LabelPool
from routing.search.paths import Outcome
from routing.time_limits import Clock, Growth, Slices, TimeUp

STEPS = 4096  # nodes or labels between two looks at the clock: about a millisecond
NO_LIMIT = UNREACHED - 1
MOST_BOUNDED = 65_536  # paths still wanted up to which the least weights of candidates are kept


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

    def shortest(self, source: int, target: int, name: str, usable: NDArray[np.bool_] | None, clock: Clock) -> Outcome:
        """Return the canonical path of least weight: searched from both ends where a heap entry holds a node too."""
        graph, mask = self.graph, _bytes(usable)
        weight, rows = graph.weight(name), graph.leaving
        if source == target:
            return Outcome(np.empty(0, dtype=np.int64))
        with graph.work() as work:
            if weight.bits:
                to_come, settled = self._run_both(source, target, weight, mask, clock, work)
            else:
                self._run(target, weight, mask, clock, work, backward=True, goal=source)
                reached = work.reached[source] != UNREACHED
                to_come, settled = work.reached if reached else None, int(work.state[dijkstra.SETTLED])
            if to_come is None:
                return Outcome(None, settled)
            length = dijkstra.canonical_walk(
                rows.first, rows.arcs, rows.ends, weight.leaving, mask, source, target, to_come, work.level,
                work.queue, work.path,
            )  # fmt: skip
            return Outcome(work.path[:length].copy(), settled)

    def distances(
        self, node: int, name: str, usable: NDArray[np.bool_] | None, clock: Clock, *, backward: bool = False,
        most: int = NO_LIMIT,
    ) -> Ints:  # fmt: skip
        """Return the least weight from a node to each, or to it from each; -1 without a path of at most `most`."""
        with self.graph.work() as work:
            self._run(node, self.graph.weight(name), _bytes(usable), clock, work, backward=backward, most=most)
            return np.where(work.reached == UNREACHED, -1, work.reached)

    def matrix(
        self, sources: Ints, targets: Ints, name: str, usable: NDArray[np.bool_] | None, clock: Clock
    ) -> Ints:  # fmt: skip
        """Return the least weights from each source to each target, -1 where there is no path."""
        backward = len(targets) < len(sources)
        begins, goals = (targets, sources) if backward else (sources, targets)
        found, mask = np.empty((len(begins), len(goals)), dtype=np.int64), _bytes(usable)
        wanted = np.zeros(self.graph.n_nodes, dtype=np.uint8)
        wanted[goals] = 1
        wanted.setflags(write=False)
        with self.graph.work() as work:
            for row, node in enumerate(begins.tolist()):
                self._run(node, self.graph.weight(name), mask, clock, work, backward=backward, wanted=wanted)
                found[row] = work.reached[goals]
        found[found == UNREACHED] = -1
        return np.ascontiguousarray(found.T) if backward else found

    def constrained(
        self, source: int, target: int, name: str, limits: Mapping[str, int], usable: NDArray[np.bool_] | None,
        max_labels: int, clock: Clock, ties: Sequence[str] = (),
    ) -> Outcome:  # fmt: skip
        """Return the canonical path of least weight within the limits.

        Ties are broken by the number of arcs, or by further weights in their order, the last of them above 0.
        """
        graph, mask = self.graph, _bytes(usable)
        weight = graph.weight(name) if ties else self._counted(name)
        bounds = np.array([min(bound, NO_LIMIT) for bound in limits.values()], dtype=np.int64)
        resources = [graph.weight(other) for other in limits]
        least = np.empty((len(limits), graph.n_nodes), dtype=np.int64)
        best = NO_LIMIT
        with graph.work() as work:
            for row, resource in enumerate(resources):
                self._run(source, resource, mask, clock, work, most=int(bounds[row]))
                least[row] = work.reached
                if work.reached[target] == UNREACHED:
                    return self._beyond(source, target, limits, mask, clock, work)
                best = min(best, self._weight_within(source, target, resource, weight, limits, mask, work))
            self._run(source, weight, mask, clock, work, most=best)
            with graph.labels() as pool:
                resources += [graph.weight(other) for other in ties]
                return self._labels(
                    source, target, weight, resources, bounds, mask, least, best, max_labels, clock, work, pool
                )  # fmt: skip

    def k_shortest(
        self, source: int, target: int, k: int, name: str, usable: NDArray[np.bool_] | None, clock: Clock
    ) -> Iterator[Ints]:
        """Yield the canonical k shortest loopless paths in their order."""
        graph, mask, weight = self.graph, _bytes(usable), self._counted(name)
        with graph.work() as work:
            self._run(target, weight, mask, clock, work, backward=True)
            to_come = work.reached.copy()
            if to_come[source] == UNREACHED:
                return
            rows = graph.leaving
            length = dijkstra.canonical_walk(
                rows.first, rows.arcs, rows.ends, weight.leaving, mask, source, target, to_come, work.level,
                work.queue, work.path,
            )  # fmt: skip
            first = _Candidate(int(to_come[source]), work.path[:length].copy(), 0)
            yield from _Deviations(graph, weight, mask, source, target, to_come, k, work).paths(first, clock)

    def _counted(self, name: str) -> Weight:
        weight = self.graph.counted(name)
        assert weight is not None  # `fits` has told
        return weight

    def _run(
        self, start: int, weight: Weight, mask: Bytes, clock: Clock, work: WorkArrays, *, backward: bool = False,
        goal: int = -1, most: int = NO_LIMIT, wanted: Bytes = NO_BYTES,
    ) -> None:  # fmt: skip
        """Run Dijkstra's algorithm into ``work.reached``, forward from a node or backward to it."""
        state, bits, rows = work.state, weight.bits, self.graph.entering if backward else self.graph.leaving
        goals = int(np.count_nonzero(wanted)) if len(wanted) else 0
        dijkstra.begin(start, most, goals, work.reached, work.heap, work.second, work.touched, state, bits)
        done = False
        while not done:
            if bits:
                link = weight.link_entering if backward else weight.link_leaving
                done = dijkstra.distances(
                    rows.first, rows.arcs, link, mask, goal, wanted, work.reached, work.heap, work.touched,
                    state, bits, STEPS,
                )  # fmt: skip
            else:
                done = dijkstra.distances_wide(
                    rows.first, rows.arcs, rows.ends, weight.entering if backward else weight.leaving, mask, goal,
                    wanted, work.reached, work.heap, work.second, work.touched, state, STEPS,
                )  # fmt: skip
            clock.check()

    def _run_both(
        self, source: int, target: int, weight: Weight, mask: Bytes, clock: Clock, work: WorkArrays
    ) -> tuple[Ints | None, int]:
        """Search from both ends; return what each node of a least path has to come, None without any, and the work."""
        rows, back, both = self.graph.leaving, self.graph.entering, work.both
        offset, state = both.rise(weight.most), both.state
        if weight.narrow:
            buckets.begin(
                source, target, weight.most, offset, both.labels, work.heap, work.second, both.heads, state
            )  # fmt: skip
        else:
            both_ends.begin(source, target, weight.most, offset, both.labels, work.heap, work.second, state)
        done = False
        while not done:
            if weight.narrow:
                done = buckets.search(
                    rows.first, rows.arcs, weight.link_leaving, back.first, back.arcs, weight.link_entering, mask,
                    both.labels, offset, work.heap, work.second, both.heads, work.queue, state, weight.bits, STEPS,
                )  # fmt: skip
            else:
                done = both_ends.search(
                    rows.first, rows.arcs, weight.link_leaving, back.first, back.arcs, weight.link_entering, mask,
                    both.labels, offset, work.heap, work.second, work.queue, state, weight.bits, STEPS,
                )  # fmt: skip
            clock.check()
        settled = int(state[both_ends.SETTLED])
        if not state[both_ends.MET]:
            return None, settled
        both_ends.mark(
            back.first, back.arcs, back.ends, weight.entering, mask, both.labels, offset, work.queue, state
        )  # fmt: skip
        return both.to_come, settled

    def _weight_within(
        self, source: int, target: int, resource: Weight, weight: Weight, limits: Mapping[str, int], mask: Bytes,
        work: WorkArrays,
    ) -> int:  # fmt: skip
        """Return the weight of the path that uses least of a resource, if it keeps all limits."""
        rows = self.graph.entering
        length = dijkstra.canonical_walk(
            rows.first, rows.arcs, rows.ends, resource.entering, mask, target, source, work.reached, work.level,
            work.queue, work.path,
        )  # fmt: skip
        arcs = work.path[:length]
        kept = all(int(self.graph.given[name][arcs].sum()) <= bound for name, bound in limits.items())
        return int(weight.by_arc[arcs].sum()) if kept else NO_LIMIT

    def _beyond(
        self, source: int, target: int, limits: Mapping[str, int], mask: Bytes, clock: Clock, work: WorkArrays
    ) -> Outcome:
        """Return what a path needs at least of each resource: more than the limit of one, or there is no path."""
        least = []
        for name in limits:
            self._run(source, self.graph.weight(name), mask, clock, work, goal=target)
            if work.reached[target] == UNREACHED:
                return Outcome(None)
            least.append(int(work.reached[target]))
        return Outcome(None, least=tuple(least))

    def _labels(
        self, source: int, target: int, weight: Weight, resources: Sequence[Weight], bounds: Ints, mask: Bytes,
        least: Ints, best: int, max_labels: int, clock: Clock, work: WorkArrays, pool: LabelPool,
    ) -> Outcome:  # fmt: skip
        rows, back = self.graph.entering, self.graph.leaving
        uses = np.stack([resource.entering for resource in resources])
        pool.begin(target, int(work.reached[target]), best, len(resources))
        state, outcome = pool.state, limited.GOING_ON
        slices, growth = Slices(STEPS, limited.GOING_ON), Growth(clock)

        def go_on(steps: int) -> int:
            return limited.limited(
                rows.first, rows.arcs, rows.ends, weight.entering, uses, mask, source, bounds, work.reached, least,
                pool.cost, pool.node, pool.following, pool.used, pool.heap, pool.second, pool.closed, state, steps,
            )  # fmt: skip

        while outcome != limited.DONE:
            outcome = slices.run(go_on)
            if state[limited.LABELS] > max_labels:
                return Outcome(None, int(state[limited.LABELS]), stopped=True)
            if outcome != limited.DONE:
                clock.check()
            if outcome == limited.FULL and not growth.run(pool.grow):
                raise TimeUp
        labels, reached = int(state[limited.LABELS]), pool.closed[source] >= 0
        if not reached:
            return Outcome(None, labels, least=tuple(least[:, target].tolist()))
        spare = np.concatenate([bounds, pool.least_beside(source, len(bounds))])
        length = limited.limited_walk(
            back.first, back.arcs, back.ends, weight.leaving, np.stack([other.leaving for other in resources]), mask,
            source, target, int(state[limited.BEST]), spare, len(bounds), pool.cost, pool.following, pool.used,
            pool.closed, work.path,
        )  # fmt: skip
        return Outcome(work.path[:length].copy(), labels)


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

    def __init__(
        self, graph: ArrayGraph, weight: Weight, mask: Bytes, source: int, target: int, to_come: Ints, k: int,
        work: WorkArrays,
    ) -> None:  # fmt: skip
        self.graph, self.weight, self.mask, self.work = graph, weight, mask, work
        self.source, self.target, self.to_come, self.k = source, target, to_come, k
        size = graph.n_nodes
        self.total, self.seen, self.alive = (np.zeros(size, dtype=np.int64) for _ in range(3))
        self.closed = np.zeros(size, dtype=np.uint8)
        self.weights, self.places, self.begins = (np.zeros(size + 1, dtype=np.int64) for _ in range(3))
        self.pool = np.empty(4 * size, dtype=np.int64)
        self.state = np.zeros(8, dtype=np.int64)

    def paths(self, first: _Candidate, clock: Clock) -> Iterator[Ints]:
        """Yield up to k paths."""
        waiting, found = [first], list[_Candidate]()
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
                self.state[loopless.FOUND] -= 1
            elif wanted <= MOST_BOUNDED:
                best = np.full(wanted, NO_LIMIT, dtype=np.int64)
                least = sorted(candidate.weight for candidate in waiting)[:wanted]
                best[: len(least)], self.state[loopless.FOUND] = least, len(least)
            for candidate in self._leaving(taken, found, best, clock):
                heapq.heappush(waiting, candidate)

    def _leaving(
        self, taken: _Candidate, found: list[_Candidate], best: Ints, clock: Clock
    ) -> Iterator[_Candidate]:  # fmt: skip
        path, place, state = taken.arcs, taken.deviation, self.state
        nodes = np.concatenate([[self.source], self.graph.head[path]])
        prefix = taken.key[: 8 * place]
        barred = np.array(
            sorted({int(other.arcs[place]) for other in found if len(other.arcs) > place
                    and other.key[: 8 * place] == prefix}), dtype=np.int64,
        )  # fmt: skip
        self.closed[nodes[:place]] = 1
        state[loopless.SPENT] = self.weight.by_arc[path[:place]].sum()
        rows, back, weight, work = self.graph.leaving, self.graph.entering, self.weight, self.work
        while place < len(path):
            state[loopless.CANDIDATES], state[loopless.FILLED] = 0, 0
            place = loopless.deviations(
                rows.first, rows.arcs, rows.ends, weight.leaving, back.first, back.arcs, back.ends, weight.entering,
                self.mask, self.target, self.to_come, path, nodes, place, taken.deviation, barred, best, self.total,
                self.seen, self.closed, self.alive, work.heap, work.second, work.queue, self.weights, self.places,
                self.begins, self.pool, state, STEPS,
            )  # fmt: skip
            for number in range(int(state[loopless.CANDIDATES])):
                rest = self.pool[self.begins[number] : self.begins[number + 1]]
                at = int(self.places[number])
                yield _Candidate(int(self.weights[number]), np.concatenate([path[:at], rest]), at)
            clock.check()
        self.closed[nodes] = 0


def _bytes(usable: NDArray[np.bool_] | None) -> Bytes:
    """Return a mask as the kernels take it."""
    if usable is None:
        return NO_BYTES
    view = np.ascontiguousarray(usable).view(np.uint8)
    view.setflags(write=False)
    return view
