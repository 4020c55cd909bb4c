"""The engines on plain arrays, with no freight in them: `Digraph`.

minimise w(P) over paths P from s to t, optionally subject to r_k(P) <= L_k for named resources. Exact, in
64-bit integers; parallel arcs, loops and weights of 0 are allowed. Among paths of equal weight the one with
fewer arcs is taken, and among those the one with the least sequence of arc numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.arc_arrays import Graph, pack
from routing.errors import QuestionError
from routing.kernels.canonical import canonical_path
from routing.kernels.dijkstra import UNREACHED, distances
from routing.kernels.k_shortest import shortest_loopless
from routing.kernels.label_setting import constrained_path
from routing.kernels.pareto import pareto_front
from routing.results import Status

if TYPE_CHECKING:
    import networkx

Ints = NDArray[np.int64]
INT64_MAX = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Path:
    """A path, or why there is none.

    Attributes
    ----------
    status
        `Status.OPTIMAL`, `Status.INFEASIBLE` or `Status.UNKNOWN` (a limit of the search was reached).
    reason
        Without a path: why, in words.
    arcs : int64, shape (k,), or None
        Rows of the arc arrays, in order.
    totals
        Weight name -> sum over the path; empty without a path.
    labels
        Labels that the search made.
    """

    status: Status
    reason: str
    arcs: Ints | None
    totals: Mapping[str, int]
    labels: int = 0


@dataclass(frozen=True, eq=False)
class Paths(Sequence[Path]):
    """Several paths, in order, and whether they are all there are.

    Attributes
    ----------
    status
        `Status.OPTIMAL` (all), `Status.TRUNCATED` (a limit of the search was reached: what is here is right, more may
        exist) or `Status.INFEASIBLE` (there is none).
    reason
        Why there is none, or why not all, in words.
    labels
        Labels that the search made.
    """

    status: Status
    reason: str
    paths: tuple[Path, ...]
    labels: int = 0

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Path, ...]: ...
    def __getitem__(self, index: int | slice) -> Path | tuple[Path, ...]:
        """Return one path, or several."""
        return self.paths[index]

    def __len__(self) -> int:
        return len(self.paths)


class Digraph:
    """A directed graph with named integer weights on its arcs, compiled once and never changed.

    Parameters
    ----------
    tail, head : array_like of integers, shape (n_arcs,)
        Ends of each arc, 0 to n_nodes - 1.
    weights
        Name -> integers from 0, shape (n_arcs,); the sum of each must fit in 64 bits.
    n_nodes
        Number of nodes.

    Raises
    ------
    QuestionError
        Wrong shapes, types, ends or signs, missing numbers or sums beyond int64; all problems at once.

    Examples
    --------
    >>> g = Digraph([0, 0, 1], [1, 1, 2], {"time": [5, 3, 4], "cost": [1, 9, 1]}, n_nodes=3)
    >>> path = g.shortest(0, 2, minimise="time")
    >>> path.arcs.tolist(), path.totals
    ([1, 2], {'time': 7, 'cost': 10})
    >>> g.constrained(0, 2, minimise="time", limits={"cost": 5}).arcs.tolist()
    [0, 2]
    """

    def __init__(self, tail: ArrayLike, head: ArrayLike, weights: Mapping[str, ArrayLike], *, n_nodes: int) -> None:
        problems: list[str] = []
        if isinstance(n_nodes, bool) or not isinstance(n_nodes, int | np.integer) or n_nodes < 1:
            raise QuestionError([f"n_nodes={n_nodes!r}: expected a whole number from 1"])
        ends = {"tail": _integers("tail", tail, problems), "head": _integers("head", head, problems)}
        for name, nodes in ends.items():
            if nodes is not None and nodes.size and (nodes.min() < 0 or nodes.max() >= n_nodes):
                problems.append(f"{name}: expected nodes from 0 to {n_nodes - 1}, found {nodes.min()} to {nodes.max()}")
        found = {name: _integers(f"weights[{name!r}]", values, problems) for name, values in weights.items()}
        sizes = {name: len(cells) for name, cells in (ends | found).items() if cells is not None}
        if len(set(sizes.values())) > 1:
            problems.append(f"expected arrays of one length, found {sizes}")
        if not weights:
            problems.append("weights is empty: expected at least one named weight")
        for name, cells in found.items():
            problems.extend(_weight_problems(name, cells))
        if problems:
            raise QuestionError(problems)
        tails, heads = ends["tail"], ends["head"]
        assert tails is not None and heads is not None
        self._graph = Graph(_frozen(tails), _frozen(heads), int(n_nodes))
        self.weights: Mapping[str, Ints] = {name: _frozen(cells) for name, cells in found.items() if cells is not None}
        self._packed: dict[str, tuple[list[int], int]] = {}

    @classmethod
    def from_networkx(
        cls, graph: networkx.Graph[Any], weights: tuple[str, ...]
    ) -> tuple[Digraph, list[Any], list[Any]]:
        """Return the graph of a networkx graph, with the nodes and the edges behind its numbers.

        Undirected edges become two arcs. `weights` names edge attributes; every edge must have them all.

        Raises
        ------
        QuestionError
            An edge lacks a weight, or a weight is not an integer from 0.
        """
        nodes = list(graph.nodes)
        number = {node: place for place, node in enumerate(nodes)}
        keys = list(graph.edges(keys=True)) if graph.is_multigraph() else list(graph.edges)  # type: ignore[call-overload]
        edges = [(edge[0], edge[1], edge) for edge in keys]
        if not graph.is_directed():
            edges += [(head, tail, edge) for tail, head, edge in edges if head != tail]
        lacking = [f"edge {edge}: no attribute {name!r}" for _, _, edge in edges for name in weights
                   if name not in graph.edges[edge]]  # fmt: skip
        if lacking:
            raise QuestionError(lacking[:20])
        values = {name: [graph.edges[edge][name] for _, _, edge in edges] for name in weights}
        tail = np.array([number[here] for here, _, _ in edges], dtype=np.int64)
        head = np.array([number[there] for _, there, _ in edges], dtype=np.int64)
        return cls(tail, head, values, n_nodes=len(nodes)), nodes, [edge for _, _, edge in edges]

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

    @cached_property
    def _lists(self) -> dict[str, list[int]]:
        return {name: cells.tolist() for name, cells in self.weights.items()}

    def shortest(
        self,
        source: int,
        target: int,
        *,
        minimise: str,
        arc_mask: ArrayLike | None = None,
        node_mask: ArrayLike | None = None,
        no_through: ArrayLike = (),
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

        Raises
        ------
        QuestionError
            A node, name or mask that does not fit the graph.
        """
        return self.constrained(
            source, target, minimise=minimise, limits={}, arc_mask=arc_mask, node_mask=node_mask, no_through=no_through
        )

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
        max_labels: int = 10_000_000,
    ) -> Path:
        """Return a path of least weight whose other weights keep their limits.

        Parameters
        ----------
        limits
            Weight name -> the most that a path may have of it, inclusive, from 0.
        max_labels
            Bound on the labels of the search; when it is reached the status is `Status.UNKNOWN`.

        Other parameters and errors as in `shortest`.
        """
        usable = self._usable(source, target, minimise, limits, arc_mask, node_mask, no_through)
        graph, mask = self._graph, usable.astype(np.uint8).tobytes()
        packed = self._packed_weights(minimise)
        to_come = distances(graph.entering, graph.tails, packed, mask, target)
        if to_come[source] == UNREACHED:
            return Path(Status.INFEASIBLE, f"no usable path leads from {source} to {target}", None, {})
        resources = [self._lists[name] for name in limits]
        bounds = [int(bound) for bound in limits.values()]
        weight, labels = int(to_come[source]), 0
        least = tuple(distances(graph.entering, graph.tails, use, mask, target) for use in resources)
        if limits:
            found = constrained_path(
                graph.leaving, graph.heads, packed, mask, source, target, resources, bounds, to_come, least, max_labels
            )
            labels = found.labels
            if found.status == "stopped":
                return Path(Status.UNKNOWN, f"{max_labels} labels were not enough", None, {}, labels)
            if found.weight is None:
                return Path(Status.INFEASIBLE, _beyond(limits, least, source), None, {}, labels)
            weight = found.weight
        rows = canonical_path(
            graph.leaving, graph.heads, packed, mask, source, target, weight, to_come, resources, bounds, least
        )
        assert rows is not None
        return self._path(rows, labels)

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
        max_labels: int = 10_000_000,
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

        Other parameters and errors as in `shortest`.

        Examples
        --------
        >>> g = Digraph([0, 0, 0, 1], [1, 1, 2, 2], {"time": [5, 3, 9, 4], "cost": [1, 9, 4, 1]}, n_nodes=3)
        >>> [path.totals for path in g.pareto(0, 2, criteria=("time", "cost"))]
        [{'time': 7, 'cost': 10}, {'time': 9, 'cost': 2}]
        """
        limits = limits or {}
        problems = []
        if len(set(criteria)) < max(2, len(criteria)):
            problems.append(f"criteria={tuple(criteria)!r}: expected two or more names, each once")
        problems += [f"{name!r}: expected one of the weights {', '.join(self.weights)}"
                     for name in criteria if name not in self.weights]  # fmt: skip
        if problems:
            raise QuestionError(problems)
        usable = self._usable(source, target, criteria[0], limits, arc_mask, node_mask, no_through)
        graph, mask = self._graph, usable.astype(np.uint8).tobytes()
        limits = {name: int(bound) for name, bound in limits.items()}
        names = [*criteria, *(name for name in limits if name not in criteria)]
        columns = [self._lists[name] for name in names]
        least = [distances(graph.entering, graph.tails, use, mask, target) for use in columns]
        if least[0][source] == UNREACHED:
            return Paths(Status.INFEASIBLE, f"no usable path leads from {source} to {target}", ())
        bounds = [limits.get(name, INT64_MAX) for name in names]
        front = pareto_front(
            graph.leaving, graph.heads, columns, mask, source, target, least, max_labels, bounds, len(criteria)
        )
        masks: dict[str, Any] = {"arc_mask": arc_mask, "node_mask": node_mask, "no_through": no_through}
        paths = tuple(
            self.constrained(source, target, minimise=criteria[0],
                             limits=limits | dict(zip(criteria[1:], vector[1:], strict=True)), **masks)
            for vector in front.vectors
        )  # fmt: skip
        if not front.complete:
            reason = f"{max_labels} labels were not enough for the whole front"
            return Paths(Status.TRUNCATED if paths else Status.UNKNOWN, reason, paths, front.labels)
        if not paths:
            ahead = tuple(least[names.index(name)] for name in limits)
            return Paths(Status.INFEASIBLE, _beyond(limits, ahead, source), (), front.labels)
        return Paths(Status.OPTIMAL, "", paths, front.labels)

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
    ) -> Paths:
        """Return the k shortest loopless paths, or all where there are fewer; parallel arcs make different paths.

        They are sorted by weight, then by the number of arcs, then by their sequences of arc numbers.

        Parameters
        ----------
        k
            How many, from 1.

        Other parameters and errors as in `shortest`.

        Examples
        --------
        >>> g = Digraph([0, 0, 0, 1], [1, 1, 2, 2], {"time": [5, 3, 9, 4]}, n_nodes=3)
        >>> [path.arcs.tolist() for path in g.k_shortest(0, 2, k=5, minimise="time")]
        [[1, 3], [2], [0, 3]]
        """
        if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
            raise QuestionError([f"k={k!r}: expected a whole number from 1"])
        usable = self._usable(source, target, minimise, {}, arc_mask, node_mask, no_through)
        graph = self._graph
        found = shortest_loopless(
            graph.leaving, graph.entering, graph.tails, graph.heads, self._packed_weights(minimise),
            usable.astype(np.uint8).tobytes(), source, target,
        )  # fmt: skip
        paths = tuple(self._path(arcs) for _, arcs in islice(found, int(k)))
        if not paths:
            return Paths(Status.INFEASIBLE, f"no usable path leads from {source} to {target}", ())
        return Paths(Status.OPTIMAL, "", paths)

    def _path(self, rows: Sequence[int], labels: int = 0) -> Path:
        arcs = np.array(rows, dtype=np.int64)
        totals = {name: int(cells[arcs].sum()) for name, cells in self.weights.items()}
        return Path(Status.OPTIMAL, "", arcs, totals, labels)

    def _packed_weights(self, minimise: str) -> list[int]:
        if minimise not in self._packed:
            self._packed[minimise] = pack([self.weights[minimise], np.ones_like(self._graph.tail)])
        return self._packed[minimise][0]

    def _usable(
        self,
        source: int,
        target: int,
        minimise: str,
        limits: Mapping[str, int],
        arc_mask: ArrayLike | None,
        node_mask: ArrayLike | None,
        no_through: ArrayLike,
    ) -> NDArray[np.bool_]:
        """Return the arcs that a question may use; raise QuestionError where it does not fit the graph."""
        problems = [
            f"{name}={node!r}: expected a node from 0 to {self.n_nodes - 1}"
            for name, node in (("source", source), ("target", target))
            if not isinstance(node, int | np.integer) or not 0 <= node < self.n_nodes
        ]
        problems += [
            f"{name!r}: expected one of the weights {', '.join(self.weights)}"
            for name in (minimise, *limits)
            if name not in self.weights
        ]
        for name, bound in limits.items():
            if isinstance(bound, bool) or not isinstance(bound, int | np.integer) or bound < 0:
                problems.append(f"limits[{name!r}]={bound!r}: expected a whole number from 0")
        arcs = _mask("arc_mask", arc_mask, len(self.tail), problems)
        nodes = _mask("node_mask", node_mask, self.n_nodes, problems)
        inner = np.asarray(no_through, dtype=np.int64 if np.size(no_through) == 0 else None)
        if inner.size and (inner.dtype.kind not in "iu" or inner.min() < 0 or inner.max() >= self.n_nodes):
            problems.append(f"no_through: expected nodes from 0 to {self.n_nodes - 1}")
        if problems:
            raise QuestionError(problems)
        usable = arcs & nodes[self.tail] & nodes[self.head]
        if inner.size:
            closed = np.zeros(self.n_nodes, dtype=np.bool_)
            closed[inner] = True
            usable &= ~closed[self.tail] | (self.tail == source)
            usable &= ~closed[self.head] | (self.head == target)
        return np.asarray(usable)


def _beyond(limits: Mapping[str, int], least: tuple[list[float | int], ...], source: int) -> str:
    """Return which limits cannot be kept, each on its own or only together."""
    alone = [
        f"{name} is at least {int(ahead[source])}, the limit is {bound}"
        for (name, bound), ahead in zip(limits.items(), least, strict=True)
        if ahead[source] > bound
    ]
    return "; ".join(alone) or f"no path keeps the limits of {', '.join(limits)} together"


def _integers(name: str, values: ArrayLike, problems: list[str]) -> Ints | None:
    """Return an array of int64, or None with a problem noted."""
    cells = np.asarray(values)
    if cells.ndim != 1:
        problems.append(f"{name}: expected one dimension, found shape {cells.shape}")
        return None
    if cells.size == 0:
        return np.empty(0, dtype=np.int64)
    if cells.dtype.kind == "f" and np.isfinite(cells).all() and (cells == np.floor(cells)).all():
        problems.append(
            f"{name}: expected integers, found {cells.dtype} (whole numbers: convert them with .astype('int64'))"
        )
        return None
    if cells.dtype.kind not in "iu":
        problems.append(f"{name}: expected integers, found {cells.dtype}")
        return None
    if cells.dtype.kind == "u" and cells.max() > INT64_MAX:
        problems.append(f"{name}: expected integers up to {INT64_MAX}, found {cells.max()}")
        return None
    return cells.astype(np.int64)


def _weight_problems(name: str, cells: Ints | None) -> list[str]:
    if cells is None or not cells.size:
        return []
    if cells.min() < 0:
        row = int(np.argmin(cells))
        return [f"weights[{name!r}]: expected numbers from 0, found {cells[row]} in row {row}"]
    total = sum(cells.tolist())
    return (
        []
        if total <= INT64_MAX
        else [f"weights[{name!r}]: the sum {total} exceeds 64-bit integers; use a coarser unit"]
    )


def _mask(name: str, mask: ArrayLike | None, size: int, problems: list[str]) -> NDArray[np.bool_]:
    if mask is None:
        return np.ones(size, dtype=np.bool_)
    cells = np.asarray(mask)
    if cells.dtype != np.bool_ or cells.shape != (size,):
        problems.append(f"{name}: expected bool of shape ({size},), found {cells.dtype} of shape {cells.shape}")
        return np.ones(size, dtype=np.bool_)
    return cells


def _frozen(cells: Ints) -> Ints:
    view = cells.view()
    view.setflags(write=False)
    return view
