"""What is asked of `Digraph`, checked: arrays, nodes, names, masks; every problem is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError

if TYPE_CHECKING:
    from routing.search.graph import Graph

Ints = NDArray[np.int64]
INT64_MAX = 2**63 - 1
WHOLE = (int, np.integer)  # a tuple: isinstance takes a union three times as long


def checked_arrays(
    tail: ArrayLike, head: ArrayLike, weights: Mapping[str, ArrayLike], n_nodes: int
) -> tuple[Ints, Ints, dict[str, Ints]]:
    """Return tails, heads and weights as read-only int64.

    Raises
    ------
    QuestionError
        Arrays that are no graph.
    """
    if isinstance(n_nodes, bool) or not isinstance(n_nodes, int | np.integer) or n_nodes < 1:
        raise QuestionError([f"n_nodes={n_nodes!r}: expected a whole number from 1"])
    problems: list[str] = []
    ends = {"tail": integers("tail", tail, problems), "head": integers("head", head, problems)}
    for name, nodes in ends.items():
        if nodes is not None and nodes.size and (nodes.min() < 0 or nodes.max() >= n_nodes):
            problems.append(f"{name}: expected nodes from 0 to {n_nodes - 1}, found {nodes.min()} to {nodes.max()}")
    found = {name: integers(f"weights[{name!r}]", values, problems) for name, values in weights.items()}
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
    return _frozen(tails), _frozen(heads), {name: _frozen(cells) for name, cells in found.items() if cells is not None}


def integers(name: str, values: ArrayLike, problems: list[str], *, copied: bool = True) -> Ints | None:
    """Return an array of int64, or None with a problem noted; one that need not be copied may be the one given."""
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
    return cells.astype(np.int64, copy=copied or not cells.flags.carray)  # kernels are compiled for plain arrays


def exact_sum(values: Ints) -> int:
    """Return the sum of numbers from 0, exact beyond 64 bits.

    Examples
    --------
    >>> exact_sum(np.array([2**62, 2**62, 2**62]))
    13835058055282163712
    """
    if int(values.max(initial=0)) * len(values) < 2**63:
        return int(values.sum())
    high, low = values >> 31, values & (2**31 - 1)  # either sum has room for 2**31 numbers
    return (int(high.sum()) << 31) + int(low.sum())


def node_problems(source: int, target: int, n_nodes: int) -> list[str]:
    """Return what is wrong with the ends of a path."""
    return [
        f"{name}={node!r}: expected a node from 0 to {n_nodes - 1}"
        for name, node in (("source", source), ("target", target))
        if not isinstance(node, WHOLE) or not 0 <= node < n_nodes
    ]


def checked_nodes(name: str, nodes: ArrayLike, n_nodes: int, problems: list[str]) -> Ints:
    """Return several nodes as int64; with a problem noted where they are not nodes of the graph."""
    found = integers(name, nodes, problems)
    if found is None:
        return np.empty(0, dtype=np.int64)
    if found.size and (found.min() < 0 or found.max() >= n_nodes):
        problems.append(f"{name}: expected nodes from 0 to {n_nodes - 1}, found {found.min()} to {found.max()}")
    return found


def name_problems(names: Iterable[str], weights: Mapping[str, Ints]) -> list[str]:
    """Return which names are no weights."""
    return [f"{name!r}: expected one of the weights {', '.join(weights)}" for name in names if name not in weights]


def limit_problems(limits: Mapping[str, int]) -> list[str]:
    """Return which limits are no whole numbers from 0."""
    return [
        f"limits[{name!r}]={bound!r}: expected a whole number from 0"
        for name, bound in limits.items()
        if isinstance(bound, bool) or not isinstance(bound, WHOLE) or bound < 0
    ]


def checked_mask(name: str, mask: ArrayLike | None, size: int, problems: list[str]) -> NDArray[np.bool_] | None:
    """Return a mask; None where nothing is masked, or with a problem noted."""
    if mask is None:
        return None
    cells = np.asarray(mask)
    if cells.dtype != np.bool_ or cells.shape != (size,):
        problems.append(f"{name}: expected bool of shape ({size},), found {cells.dtype} of shape {cells.shape}")
        return None
    return cells


def usable_arcs(
    graph: Graph,
    source: int,
    target: int,
    arc_mask: ArrayLike | None,
    node_mask: ArrayLike | None,
    no_through: ArrayLike,
    problems: Sequence[str],
) -> NDArray[np.bool_] | None:
    """Return the arcs between two nodes that may be used, None = all.

    Raises
    ------
    QuestionError
        Nodes or masks that do not fit the graph, and the problems that were found before.
    """
    problems = [*node_problems(source, target, graph.n_nodes), *problems]
    usable = checked_mask("arc_mask", arc_mask, len(graph.tail), problems)
    nodes = checked_mask("node_mask", node_mask, graph.n_nodes, problems)
    inner = None if isinstance(no_through, tuple) and not no_through else np.asarray(no_through)
    inner = None if inner is not None and not inner.size else inner
    if inner is not None and (inner.dtype.kind not in "iu" or inner.min() < 0 or inner.max() >= graph.n_nodes):
        problems.append(f"no_through: expected nodes from 0 to {graph.n_nodes - 1}")
    if problems:
        raise QuestionError(problems)
    tail, head = graph.tail, graph.head
    if nodes is not None:
        ends = nodes[tail] & nodes[head]
        usable = ends if usable is None else usable & ends
    if inner is not None:
        closed = np.zeros(graph.n_nodes, dtype=np.bool_)
        closed[inner] = True
        passable = (~closed[tail] | (tail == source)) & (~closed[head] | (head == target))
        usable = passable if usable is None else usable & passable
    return usable


def _weight_problems(name: str, cells: Ints | None) -> list[str]:
    if cells is None or not cells.size:
        return []
    if cells.min() < 0:
        row = int(np.argmin(cells))
        return [f"weights[{name!r}]: expected numbers from 0, found {cells[row]} in row {row}"]
    total = exact_sum(cells)
    return (
        []
        if total <= INT64_MAX
        else [f"weights[{name!r}]: the sum {total} exceeds 64-bit integers; use a coarser unit"]
    )


def _frozen(cells: Ints) -> Ints:
    cells.setflags(write=False)
    return cells
