"""The engines on plain arrays, with no freight in them: `Digraph`.

minimise w(P) over paths P from s to t, optionally subject to r_k(P) <= L_k for named resources. Exact, in
64-bit integers; parallel arcs, loops and weights of 0 are allowed. Among paths of equal weight the one with
fewer arcs is taken, and among those the one with the least sequence of arc numbers.

Two engines give the same answers: interpreted ones on lists, which begin at once, and compiled ones on arrays, some
hundred times faster, which need numba and a second to load (some more the first time on a machine).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import LimitReachedError, QuestionError
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.search.budget import Budget, TimeUp
from routing.search.checks import (
    checked_arrays,
    checked_nodes,
    limit_problems,
    name_problems,
    usable_arcs,
)
from routing.search.choosing import ENGINES, Engine
from routing.search.convert import networkx_arrays, scipy_arrays
from routing.search.engines import Engines
from routing.search.front_search import FrontAsked, front_of
from routing.search.graph import Graph
from routing.search.path import Outcome, Path, Paths
from routing.status import Status

if TYPE_CHECKING:
    import networkx

__all__ = ["Digraph", "Path", "Paths"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class FromNetworkx(NamedTuple):
    """A graph out of networkx: node i is `nodes[i]` there, arc i comes of `edges[i]`."""

    graph: Digraph
    nodes: list[Any]
    edges: list[Any]


class Digraph:
    """A directed graph with named integer weights on its arcs, compiled once and never changed.

    All its searches may run in several threads at once; compiled ones run side by side.

    Parameters
    ----------
    tail, head : array_like of integers, shape (n_arcs,)
        Ends of each arc, 0 to n_nodes - 1.
    weights
        Name -> integers from 0, shape (n_arcs,); the sum of each must fit in 64 bits.
    n_nodes
        Number of nodes.
    engine
        ``"interpreted"``, ``"compiled"`` (needs numba), or ``"auto"``: compiled for graphs from 20,000 arcs where numba
        is installed, and for smaller ones once a search of this process has loaded the compiled kernels. A compiled
        engine leaves weights too large for its numbers to the interpreted one. The answers are the same.

    Raises
    ------
    QuestionError
        Wrong shapes, types, ends or signs, missing numbers or sums beyond int64; all problems at once.

    Warns
    -----
    SlowSearchWarning
        Once, when a graph from 20,000 arcs is searched without numba.

    Examples
    --------
    >>> g = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4], "cost": [1, 9, 1]}, n_nodes=3)
    >>> path = g.shortest(0, 2, minimise="time")
    >>> path.arcs.tolist(), path.totals
    ([1, 2], {'time': 7, 'cost': 10})
    >>> g.constrained(0, 2, minimise="time", limits={"cost": 5}).arcs.tolist()
    [0, 2]
    """

    def __init__(
        self,
        tail: ArrayLike,
        head: ArrayLike,
        weights: Mapping[str, ArrayLike],
        *,
        n_nodes: int,
        engine: Engine = "auto",
    ) -> None:
        if engine not in ENGINES:
            raise QuestionError([f"engine={engine!r}: expected one of {', '.join(ENGINES)}"])
        tails, heads, found = checked_arrays(tail, head, weights, n_nodes)
        self._graph = Graph(tails, heads, int(n_nodes))
        self._engines = Engines(self._graph, found, engine)
        self.weights: Mapping[str, Ints] = found
        self.engine: Engine = engine

    @classmethod
    def from_networkx(
        cls,
        graph: networkx.Graph,  # type: ignore[type-arg]  # generic in its stubs only
        weights: tuple[str, ...],
        *,
        engine: Engine = "auto",
    ) -> FromNetworkx:
        """Return the graph of a networkx graph, with the nodes and the edges behind its numbers.

        Undirected edges become two arcs. `weights` names edge attributes; every edge must have them all. What is
        returned is a tuple of `graph`, `nodes` and `edges`.

        Raises
        ------
        QuestionError
            An edge lacks a weight, or a weight is not an integer from 0.
        """
        tail, head, values, nodes, edges = networkx_arrays(graph, weights)
        found = cls(tail, head, values, n_nodes=len(nodes), engine=engine)
        return FromNetworkx(found, nodes, edges)

    @classmethod
    def from_scipy(cls, matrices: Mapping[str, Any], *, engine: Engine = "auto") -> Digraph:
        """Return the graph of one sparse matrix per weight (csr, csc or coo), each with the same stored entries.

        Entry (i, j) is an arc from i to j, and the arcs are numbered as the entries are stored. A stored 0 is an arc
        that weighs nothing; entries of one place in a coo matrix stay parallel arcs, they are not summed.

        Raises
        ------
        QuestionError
            No square matrix of these forms, other entries than the first, or entries that are no integers from 0.
        """
        tail, head, values, n_nodes = scipy_arrays(matrices)
        return cls(tail, head, values, n_nodes=n_nodes, engine=engine)

    def __repr__(self) -> str:
        return f"<Digraph: {self.n_nodes:,} nodes, {len(self.tail):,} arcs; weights {', '.join(self.weights)}>"

    def nodes_of(self, path: Path) -> Ints:
        """Return the nodes of a path in order, from its first to its last; none of a path without arcs.

        Examples
        --------
        >>> g = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=3)
        >>> g.nodes_of(g.shortest(0, 2, minimise="time")).tolist()
        [0, 1, 2]
        """
        arcs = np.zeros(0, dtype=np.int64) if path.arcs is None else path.arcs
        return np.concatenate([self.tail[arcs[:1]], self.head[arcs]])

    @property
    def n_nodes(self) -> int:
        """Return the number of nodes."""
        return self._graph.n_nodes

    @property
    def tail(self) -> Ints:
        """Return the tail of each arc, read-only."""
        return self._graph.tail

    @property
    def head(self) -> Ints:
        """Return the head of each arc, read-only."""
        return self._graph.head

    def shortest(
        self,
        source: int,
        target: int,
        *,
        minimise: str,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        no_through: ArrayLike = (),
        time_limit_s: float | None = None,
    ) -> Path:
        """Return a path of least weight.

        Parameters
        ----------
        source, target
            Nodes; a path from a node to itself is empty.
        minimise
            Name of a weight.
        arc_mask : bool, shape (n_arcs,)
            True = usable.
        node_mask : bool, shape (n_nodes,)
            True = usable.
        no_through : integers
            Nodes that may begin or end a path but never lie inside it.
        time_limit_s
            Wall time (s); when it has passed the status is `Status.UNKNOWN`. None = no limit. Loading the compiled
            kernels, and preparing the graph for its first question (0.3 s per million arcs), counts but cannot be
            broken off.

        Raises
        ------
        QuestionError
            A node, name, mask or limit that does not fit the graph.
        """
        budget = Budget.of(time_limit_s)
        usable = self._checked(source, target, minimise, {}, arc_mask, node_mask, no_through)
        try:
            found = self._engines.of(minimise).shortest(int(source), int(target), minimise, usable, budget)
        except TimeUp:
            return Path(Status.UNKNOWN, budget.reason, None, {})
        if found.arcs is None:
            return Path(Status.INFEASIBLE, _unreachable(source, target), None, {})
        return self._engines.path(found.arcs)

    def constrained(
        self,
        source: int,
        target: int,
        *,
        minimise: str,
        limits: Mapping[str, int],
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        no_through: ArrayLike = (),
        max_labels: int | None = 10_000_000,
        time_limit_s: float | None = None,
    ) -> Path:
        """Return a path of least weight whose other weights keep their limits.

        Where a limit of the search is reached, the best path that is known is `Status.FEASIBLE`, with the least that
        any path may weigh (`Path.bound`, `Path.gap`); without one the status is `Status.UNKNOWN`.

        Parameters
        ----------
        limits
            Weight name -> the most that a path may have of it, inclusive, from 0.
        max_labels
            Bound on the labels of the search. Compiled, the labels are counted after every few thousand.
        time_limit_s
            Wall time (s); None = no limit.

        Other parameters and errors as in `shortest`.

        Examples
        --------
        >>> g = Digraph([0, 0, 1, 1], [1, 1, 2, 2], {"time": [1, 4, 1, 4], "cost": [7, 2, 7, 2]}, n_nodes=3)
        >>> path = g.constrained(0, 2, minimise="cost", limits={"time": 5})
        >>> path.totals, path.bound, path.gap
        ({'time': 5, 'cost': 9}, 9, 0.0)
        """
        budget = Budget.of(time_limit_s, max_labels)
        usable = self._checked(source, target, minimise, limits, arc_mask, node_mask, no_through)
        if not limits:
            return self.shortest(source, target, minimise=minimise, arc_mask=usable, time_limit_s=time_limit_s)
        whole = {name: int(bound) for name, bound in limits.items()}
        try:
            found = self._engines.of(minimise, whole, counted=True).constrained(
                int(source), int(target), minimise, whole, usable, budget
            )
        except TimeUp:
            return Path(Status.UNKNOWN, budget.reason, None, {})
        if found.stopped:
            return self._unproven(found, minimise, budget)
        if found.arcs is not None:
            path = self._engines.path(found.arcs, found.labels)
            return replace(path, bound=path.totals[minimise], gap=0.0)
        reason = _unreachable(source, target) if found.least is None else _beyond(whole, found.least)
        return Path(Status.INFEASIBLE, reason, None, {}, found.labels)

    def pareto(
        self,
        source: int,
        target: int,
        *,
        criteria: Sequence[str],
        limits: Mapping[str, int] | None = None,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        no_through: ArrayLike = (),
        max_labels: int | None = 10_000_000,
        time_limit_s: float | None = None,
    ) -> Paths:
        """Return the Pareto front: one path for every vector of the criteria that no other path equals or beats.

        Parameters
        ----------
        criteria
            Names of two or more weights, each once; the paths come sorted by them.
        limits
            Weight name -> the most that a path may have of it; criteria or other weights.
        max_labels
            Bound on the labels of the search; when it is reached the status is `Status.TRUNCATED` and the paths are a
            part of the front.
        time_limit_s
            Wall time (s); when it has passed the front is cut short in the same way. What is found is right all the
            same; but the interpreted engine, and both under limits on other weights, may then have had no time to break
            ties, and show *a* path of a point.

        Each path is of all with its totals the one with the fewest arcs, then with the least sequence of arc numbers.
        Other parameters and errors as in `shortest`.

        Examples
        --------
        >>> g = Digraph([0, 0, 0, 1], [1, 1, 2, 2], {"time": [5, 3, 9, 4], "cost": [1, 9, 4, 1]}, n_nodes=3)
        >>> [path.totals for path in g.pareto(0, 2, criteria=("time", "cost"))]
        [{'time': 7, 'cost': 10}, {'time': 9, 'cost': 2}]
        """
        limits = limits or {}
        problems = []
        if isinstance(criteria, AbstractSet):
            problems.append(f"criteria={criteria!r}: expected a list or a tuple, for the order counts")
        if len(set(criteria)) < max(2, len(criteria)):
            problems.append(f"criteria={tuple(criteria)!r}: expected two or more names, each once")
        names = ", ".join(self.weights)
        problems += [f"{name!r}: expected one of the weights {names}" for name in criteria if name not in self.weights]
        if problems:
            raise QuestionError(problems)
        budget = Budget.of(time_limit_s, max_labels)
        usable = self._checked(source, target, criteria[0], limits, arc_mask, node_mask, no_through)
        limits = {name: int(bound) for name, bound in limits.items()}
        asked = FrontAsked(int(source), int(target), criteria, limits, usable, budget)
        complete, paths, labels = front_of(self._engines, asked)
        if not complete:
            enough = labels < budget.labels
            reason = budget.reason if enough else f"{budget.labels} labels were not enough for the whole front"
            return Paths(Status.TRUNCATED if paths else Status.UNKNOWN, reason, paths, labels)
        if not paths:
            graph, mask = self._graph, self._engines.lists.mask(usable)
            columns = [self._engines.lists.column(name) for name in (criteria[0], *limits)]
            reached = [distances(graph.leaving, graph.heads, use, mask, int(source), int(target)) for use in columns]
            least = [amounts[target] for amounts in reached]
            if least[0] == UNREACHED:
                return Paths(Status.INFEASIBLE, _unreachable(source, target), ())
            return Paths(Status.INFEASIBLE, _beyond(limits, [int(amount) for amount in least[1:]]), (), labels)
        return Paths(Status.OPTIMAL, "", paths, labels)

    def k_shortest(
        self,
        source: int,
        target: int,
        *,
        k: int,
        minimise: str,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        no_through: ArrayLike = (),
        time_limit_s: float | None = None,
    ) -> Paths:
        """Return the k shortest loopless paths, or all where there are fewer; parallel arcs make different paths.

        They are sorted by weight, then by the number of arcs, then by their sequences of arc numbers.

        Parameters
        ----------
        k
            How many, from 1.
        time_limit_s
            Wall time (s); when it has passed the status is `Status.TRUNCATED` and the paths are the first of them.

        Other parameters and errors as in `shortest`.

        Examples
        --------
        >>> g = Digraph([0, 0, 0, 1], [1, 1, 2, 2], {"time": [5, 3, 9, 4]}, n_nodes=3)
        >>> [path.arcs.tolist() for path in g.k_shortest(0, 2, k=5, minimise="time")]
        [[1, 3], [2], [0, 3]]
        """
        if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
            raise QuestionError([f"k={k!r}: expected a whole number from 1"])
        budget = Budget.of(time_limit_s)
        usable = self._checked(source, target, minimise, {}, arc_mask, node_mask, no_through)
        engine, found = self._engines.of(minimise, counted=True), list[Path]()
        try:
            for arcs in engine.k_shortest(int(source), int(target), int(k), minimise, usable, budget):
                found.append(self._engines.path(arcs))
        except TimeUp:
            return Paths(Status.TRUNCATED if found else Status.UNKNOWN, budget.reason, tuple(found))
        if not found:
            return Paths(Status.INFEASIBLE, _unreachable(source, target), ())
        return Paths(Status.OPTIMAL, "", tuple(found))

    def distances_from(
        self,
        source: int,
        *,
        minimise: str,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        time_limit_s: float | None = None,
    ) -> Ints:
        """Return the least weight of a path to every node: int64, shape (n_nodes,); -1 where there is no path.

        Parameters and errors as in `shortest`; a limit that is reached raises LimitReachedError.

        Examples
        --------
        >>> Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=4).distances_from(0, minimise="time").tolist()
        [0, 3, 7, -1]
        """
        budget = Budget.of(time_limit_s)
        usable = self._checked(source, source, minimise, {}, arc_mask, node_mask, ())
        try:
            return self._engines.of(minimise).distances(int(source), minimise, usable, budget)
        except TimeUp:
            raise LimitReachedError(budget.reason) from None

    def shortest_many(
        self,
        sources: ArrayLike,
        targets: ArrayLike,
        *,
        minimise: str,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        time_limit_s: float | None = None,
    ) -> Ints:
        """Return the least weight from each source to each target: int64, shape (sources, targets); -1: no path.

        Parameters and errors as in `shortest`; a limit that is reached raises LimitReachedError.

        Examples
        --------
        >>> g = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4]}, n_nodes=3)
        >>> g.shortest_many([0, 1], [2, 0], minimise="time").tolist()
        [[7, 0], [4, -1]]
        """
        budget, problems = Budget.of(time_limit_s), list[str]()
        begins = checked_nodes("sources", sources, self.n_nodes, problems)
        ends = checked_nodes("targets", targets, self.n_nodes, problems)
        if problems:
            raise QuestionError(problems)
        usable = self._checked(0, 0, minimise, {}, arc_mask, node_mask, ())
        try:
            return self._engines.of(minimise).matrix(begins, ends, minimise, usable, budget)
        except TimeUp:
            raise LimitReachedError(budget.reason) from None

    def _unproven(self, found: Outcome, minimise: str, budget: Budget) -> Path:
        """Return what is known where a limit of the search was reached."""
        reason = f"{budget.labels} labels were not enough" if found.labels >= budget.labels else budget.reason
        if found.arcs is None:
            return Path(Status.UNKNOWN, reason, None, {}, found.labels, found.bound)
        path = self._engines.path(found.arcs, found.labels)
        weight = path.totals[minimise]
        gap = None if found.bound is None else (weight - found.bound) / max(weight, 1)
        return replace(path, status=Status.FEASIBLE, reason=reason, bound=found.bound, gap=gap)

    def _checked(
        self,
        source: int,
        target: int,
        minimise: str,
        limits: Mapping[str, int],
        arc_mask: ArrayLike | None,
        node_mask: ArrayLike | None,
        no_through: ArrayLike,
    ) -> Mask | None:
        """Return the arcs that a question may use, None = all; raise QuestionError where it does not fit the graph."""
        problems = name_problems((minimise, *limits), self.weights) + limit_problems(limits)
        return usable_arcs(self._graph, source, target, arc_mask, node_mask, no_through, problems)


def _unreachable(source: int, target: int) -> str:
    return f"no usable path leads from {source} to {target}"


def _beyond(limits: Mapping[str, int], least: Sequence[int]) -> str:
    """Return which limits cannot be kept, each on its own or only together."""
    alone = [
        f"{name} is at least {ahead}, the limit is {bound}"
        for (name, bound), ahead in zip(limits.items(), least, strict=True)
        if ahead > bound
    ]
    return "; ".join(alone) or f"no path keeps the limits of {', '.join(limits)} together"
