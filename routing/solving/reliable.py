r"""The route that is best by how its time is spread over scenarios: exact, by labels that carry the whole spread.

A route takes :math:`T_s` in scenario *s*, a sum over its arcs; wanted is the route of least :math:`\mu(T)`, or of least
cost among those with :math:`\mu(T) \le b`, within limits on other sums. :math:`\mu` is any measure that does not fall
where no :math:`T_s` falls: a percentile, the mean of the worst ones. It need not add up over arcs, and does not.

Let :math:`L_s(v)` be the least time from a node to the target in scenario *s* (each scenario by the way that suits it).
A label at *v* that took :math:`t_s` so far comes to :math:`\mu(t + L(v))` at least, for no completion is faster in any
scenario. Labels are looked at by that bound, the least first: the first one at the target is the best. A label is left
out where another one at its node has no larger sum in any limit and takes no longer in any scenario: what completes one
completes the other, as well or better. That holds for every such measure, so the answer is exact on the scenarios.

On the clock a boarding takes the first departure for which the goods are there, and what keeps to opening hours begins
when it is open. So an arc is over no earlier if it is
begun later, in each scenario, and labels are left out as before; :math:`L_s(v)` then has no waits but leads, and is no
less a bound.

Labels grow with the number of ways that are good in some scenario: where many are, a limit of labels ends the search,
and the best route known by then is no proven optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.compiling.problem import Problem
from routing.question.measures import TIME
from routing.search.budget import Budget, TimeUp
from routing.solving.on_lists import least_to_come
from routing.status import Status

Ints = NDArray[np.int64]
Opening = tuple[Ints, Ints]  # when it opens, and when it shuts
Boarding = tuple[Ints, int, Ints]  # departures, how long before one goods must be there, cancelled in each scenario
FAR = 2**61  # more than any time
NEVER = 2**46  # milliminutes of who meets no departure: some ten thousand years, and thousands of them add up
MOST_LABELS = 200_000  # each holds a number for every scenario
LOOK = 256  # labels between two looks at the time


class Reliable(NamedTuple):
    """What a search found.

    Attributes
    ----------
    status
        `Status.OPTIMAL`; `Status.FEASIBLE`: a route, not proven the best; `Status.INFEASIBLE`; `Status.UNKNOWN`.
    arcs
        Arcs of the route, in order.
    value, bound
        What is least, and a proven lower bound.
    labels
        Labels made.
    """

    status: Status
    arcs: tuple[int, ...] = ()
    value: int = 0
    bound: int = 0
    labels: int = 0


@dataclass(frozen=True, eq=False)
class Spread:
    """What is asked of the scenarios.

    Attributes
    ----------
    times : int64, shape (n_kinds, scenarios)
        Thousandths of a minute of each kind of arc in each scenario.
    kind : int64, shape (n_arcs,)
        Which kind an arc is of.
    measure
        What a spread comes to.
    most
        What the measure may be at most; None: it is what is to be least, and `cost` is empty.
    cost : int64, shape (n_arcs,)
        What is to be least, where the measure has a bound.
    on_clock
        Whether the last scenario is the journey as figures stand, which the measure does not count.
    boards, opens
        Arcs that leave by a timetable, and those that keep to opening hours.
    planned
        What the journey as figures stand may take at most; None: anything.
    """

    times: Ints
    kind: Ints
    measure: Callable[[Ints], int]
    most: int | None
    cost: Ints
    on_clock: bool = False
    boards: Mapping[int, Boarding] = field(default_factory=dict)
    opens: Mapping[int, Opening] = field(default_factory=dict)
    planned: int | None = None


def reliable_path(problem: Problem, spread: Spread, budget: Budget) -> Reliable:
    """Return the best route of a problem by a measure of its spread."""
    if problem.source < 0 or problem.target < 0:
        return Reliable(Status.INFEASIBLE)
    try:
        return _Search(problem, spread, budget).run()
    except TimeUp:
        return Reliable(Status.UNKNOWN)


class _Search:
    """The labels of one question."""

    def __init__(self, problem: Problem, spread: Spread, budget: Budget) -> None:
        self.problem, self.spread, self.budget = problem, spread, budget
        self.ahead = least_by_scenario(problem, spread.times, spread.kind, budget)
        limits = [limit for limit in problem.limits if not (spread.on_clock and limit.column == TIME.column)]
        columns = [problem.columns[limit.column].tolist() for limit in limits]
        self.most = [limit.bound for limit in limits]
        if spread.most is not None:
            columns, self.most = [spread.cost.tolist(), *columns], [FAR, *self.most]
        self.columns = columns
        self.to_come = [least_to_come(problem, column, budget.check) for column in columns]
        self.kept: dict[int, list[tuple[tuple[int, ...], Ints]]] = {}
        self.heap: list[tuple[int, int, int, int, tuple[int, ...], Ints, tuple[int, ...]]] = []
        self.made = 0

    def run(self) -> Reliable:
        """Look at labels, the least bound first, until one stands at the target."""
        scenarios = self.spread.times.shape[1]
        self._add(self.problem.source, (0,) * len(self.columns), np.zeros(scenarios, dtype=np.int64), ())
        graph, usable = self.problem.graph, self.problem.mask
        while self.heap:
            bound, _, _, node, sums, taken, path = heappop(self.heap)
            if node == self.problem.target:
                return Reliable(Status.OPTIMAL, path, bound, bound, self.made)
            if self._is_beaten(node, sums, taken):
                continue
            if self.made > min(self.budget.labels, MOST_LABELS):
                return self._stopped(bound)
            for arc in graph.leaving[node]:
                if usable[arc]:
                    more = tuple(one + column[arc] for one, column in zip(sums, self.columns, strict=True))
                    self._add(graph.heads[arc], more, self._after(arc, taken), (*path, arc))
        return Reliable(Status.INFEASIBLE, labels=self.made)

    def _after(self, arc: int, taken: Ints) -> Ints:
        """Return when an arc is over in each scenario: later the later it is begun, and never earlier."""
        opening = self.spread.opens.get(arc)
        if opening is not None:
            begins, ends = opening
            taken = np.maximum(
                taken, np.append(begins, NEVER)[np.searchsorted(ends, taken, side="right")].astype(np.int64)
            )
        board = self.spread.boards.get(arc)
        if board is None:
            spent: Ints = self.spread.times[self.spread.kind[arc]]
            return taken + spent
        departures, lead, missed = board
        ready = taken + lead
        which = np.minimum(np.searchsorted(departures, ready) + missed, len(departures))
        leaves = np.append(departures, NEVER)[which]
        over: Ints = np.maximum(leaves, ready)
        return over

    def _add(self, node: int, sums: tuple[int, ...], taken: Ints, path: tuple[int, ...]) -> None:
        """Put a label on the heap, unless it cannot keep a limit or another one is as good."""
        whole = [one + self.to_come[place][node] for place, one in enumerate(sums)]
        if any(one > most for one, most in zip(whole, self.most, strict=True)) or self.ahead[node, 0] >= FAR:
            return
        if any(one <= sums and bool((other <= taken).all()) for one, other in self._as_small(node, sums)):
            return
        reach = taken + self.ahead[node]
        if self.spread.planned is not None and reach[-1] > self.spread.planned:
            return
        measure = self.spread.measure(reach[:-1] if self.spread.on_clock else reach)
        if self.spread.most is not None and measure > self.spread.most:
            return
        self.made += 1
        if self.made % LOOK == 0:
            self.budget.check()
        self.kept.setdefault(node, []).append((sums, taken))
        bound = measure if self.spread.most is None else int(whole[0])
        heappush(self.heap, (bound, int(reach.sum()), self.made, node, sums, taken, path))

    def _as_small(self, node: int, sums: tuple[int, ...]) -> list[tuple[tuple[int, ...], Ints]]:
        """Return the labels at a node that are no larger in any sum."""
        return [label for label in self.kept.get(node, ()) if all(a <= b for a, b in zip(label[0], sums, strict=True))]

    def _is_beaten(self, node: int, sums: tuple[int, ...], taken: Ints) -> bool:
        """Tell whether a label came later that is as good everywhere and better somewhere."""
        return any(
            other is not taken and bool((other <= taken).all()) and ((other < taken).any() or one != sums)
            for one, other in self._as_small(node, sums)
        )

    def _stopped(self, bound: int) -> Reliable:
        """Return the best label that stands at the target when the search is stopped."""
        there = min((label for label in self.heap if label[3] == self.problem.target), default=None)
        if there is None:
            return Reliable(Status.UNKNOWN, bound=bound, labels=self.made)
        return Reliable(Status.FEASIBLE, there[6], there[0], bound, self.made)


def least_by_scenario(problem: Problem, times: Ints, kind: Ints, budget: Budget) -> Ints:
    """Return the least time from each node to the target in each scenario; `FAR` where there is no way.

    `times` and `kind`: as in `Spread`. Limits on other sums play no part.

    By Bellman and Ford, all scenarios at once, nodes in the order of their distance on the mean: few rounds are enough.
    """
    graph = problem.graph
    means = times.mean(axis=1)[kind]
    near = least_to_come(problem, np.rint(means).astype(np.int64).tolist(), budget.check)
    order = sorted((node for node in range(graph.n_nodes) if near[node] < FAR), key=lambda node: near[node])
    found = np.full((graph.n_nodes, times.shape[1]), FAR, dtype=np.int64)
    found[problem.target] = 0
    reached = set(order)
    leaving: dict[int, tuple[Ints, Ints]] = {}
    before: dict[int, list[int]] = {node: [] for node in order}
    for node in order:
        arcs = [arc for arc in graph.leaving[node] if problem.mask[arc] and graph.heads[arc] in reached]
        if arcs and node != problem.target:
            leaving[node] = (kind[arcs], np.array([graph.heads[arc] for arc in arcs], dtype=np.int64))
            for head in {graph.heads[arc] for arc in arcs}:
                before[head].append(node)
    fresh = set(leaving)  # nodes behind which something has become less
    while fresh:
        budget.check()
        for node in [node for node in leaving if node in fresh]:
            if node not in fresh:
                continue
            fresh.discard(node)
            kinds, heads = leaving[node]
            least = (times[kinds] + found[heads]).min(axis=0)
            if (least < found[node]).any():
                found[node] = np.minimum(least, found[node])
                fresh.update(before[node])
    return found


def percentile_of(share: float, scenarios: int) -> Callable[[Ints], int]:
    """Return the measure of a percentile: so many of the scenarios take at most that.

    Examples
    --------
    >>> percentile_of(0.95, 100)(np.arange(1, 101))
    95
    """
    rank = int(np.ceil(round(share * scenarios, 9))) - 1
    return lambda taken: int(np.partition(taken, rank)[rank])


def worst_mean_of(share: float, scenarios: int) -> Callable[[Ints], int]:
    """Return the measure of the sum of the worst scenarios, all beyond a percentile (CVaR, times their number).

    Examples
    --------
    >>> worst_mean_of(0.95, 100)(np.arange(1, 101)) / 5
    98.0
    """
    worst = max(scenarios - int(np.ceil(round(share * scenarios, 9))), 1)
    return lambda taken: int(np.partition(taken, len(taken) - worst)[len(taken) - worst :].sum())


def late_of(most: int) -> Callable[[Ints], int]:
    """Return the measure of how many scenarios take longer.

    Examples
    --------
    >>> late_of(97)(np.arange(1, 101))
    3
    """
    return lambda taken: int(np.count_nonzero(taken > most))
