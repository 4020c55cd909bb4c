"""`min_cut`: the least capacity whose loss parts two nodes, and the arcs that bear it; with the flow that proves it.

The greatest flow equals the least cut (Ford and Fulkerson, Canadian Journal of Mathematics 8, 1956): the flow that
OR-Tools finds is added up again, so a cut that is told with it is proven, whatever found it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError, VerificationError
from routing.search.checks import INT64_MAX, exact_sum, integers, node_problems
from routing.search.flows.models.max_flow import greatest_flow

Ints = NDArray[np.int64]
UNLIMITED = -1


@dataclass(frozen=True, eq=False)
class MinCut:
    """The greatest flow between two nodes, and the cut that it fills.

    Attributes
    ----------
    value
        Units that flow, and the capacity of the cut; None where nothing limits them.
    arcs : int64
        Rows of the arcs of the cut, rising: without them no way leads from the origin to the destination. Of several
        least cuts it is the one nearest to the origin.
    nodes : int64
        The nodes on the side of the origin, rising.
    flow : int64, shape (n_arcs,), or None
        Units on each arc.

    Examples
    --------
    >>> from routing.search import min_cut
    >>> cut = min_cut([0, 0, 1], [1, 1, 2], [2, 1, 5], 0, 2)
    >>> cut.value, cut.arcs.tolist(), cut.nodes.tolist(), cut.flow.tolist()
    (3, [0, 1], [0], [2, 1, 3])
    """

    value: int | None
    arcs: Ints
    nodes: Ints
    flow: Ints | None

    def __post_init__(self) -> None:
        for cells in (self.arcs, self.nodes, self.flow):
            if cells is not None:
                cells.setflags(write=False)


def min_cut(tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, origin: int, destination: int) -> MinCut:
    """Return the least cut between two nodes, proven by a flow that fills it.

    Parameters
    ----------
    tail, head : array_like of integers, shape (n_arcs,)
        Nodes from 0; parallel arcs and loops are allowed.
    capacity : array_like of integers, shape (n_arcs,)
        From 0; -1 is unlimited.
    origin, destination
        Two different nodes.

    Raises
    ------
    QuestionError
        Arrays that are no network; sums beyond 64-bit integers. All problems at once.

    Examples
    --------
    >>> min_cut([0, 1, 1], [1, 2, 2], [9, 2, 4], 0, 2).arcs.tolist()
    [1, 2]
    >>> min_cut([0], [1], [-1], 0, 1).value is None
    True
    """
    tail, head, capacity = _checked(tail, head, capacity, origin, destination)
    limited = capacity != UNLIMITED
    most = int(capacity[limited].sum())  # more cannot flow where anything limits it
    room = np.where(limited, capacity, most + 1)
    n_nodes = 1 + max(origin, destination, int(tail.max(initial=0)), int(head.max(initial=0)))
    flow, nodes = greatest_flow(tail, head, room, (origin, destination))
    inside = np.zeros(n_nodes, np.bool_)
    inside[nodes] = True
    cut = np.flatnonzero(inside[tail] & ~inside[head])
    value = int(room[cut].sum())
    if value > most:
        return MinCut(None, np.empty(0, np.int64), np.empty(0, np.int64), None)
    _prove(tail, head, room, flow, (origin, destination), n_nodes, value)
    return MinCut(value, cut, np.sort(nodes), flow)


def _checked(
    tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, origin: int, destination: int
) -> tuple[Ints, Ints, Ints]:
    problems: list[str] = []
    given = zip(("tail", "head", "capacity"), (tail, head, capacity), strict=True)
    found = [integers(name, cells, problems) for name, cells in given]
    columns = [np.zeros(0, np.int64) if cells is None else cells for cells in found]
    if not problems and len({len(cells) for cells in columns}) > 1:
        problems.append(f"expected arrays of one length, found {', '.join(str(len(cells)) for cells in columns)}")
    for name, cells, least in zip(("tail", "head", "capacity"), columns, (0, 0, UNLIMITED), strict=True):
        if len(cells) and cells.min() < least:
            expected = "nodes from 0" if name != "capacity" else "numbers from 0, or -1 for unlimited"
            problems.append(f"{name}: expected {expected}, found {cells.min()} in row {int(np.argmin(cells))}")
    size = 1 + max((int(cells.max()) for cells in columns[:2] if len(cells)), default=0)
    problems += node_problems(origin, destination, max(size, 1 + _whole(origin), 1 + _whole(destination)))
    if not problems and origin == destination:
        problems.append(f"origin, destination: expected two different nodes, found {origin} twice")
    if exact_sum(np.maximum(columns[2], 0)) >= INT64_MAX // 2 // max(1, len(columns[2])):
        problems.append("capacity: the sum exceeds what 64 bits hold; use a coarser unit")
    if problems:
        raise QuestionError(problems)
    return columns[0], columns[1], columns[2]


def _whole(node: object) -> int:
    return int(node) if isinstance(node, int | np.integer) and node >= 0 else 0


def _prove(tail: Ints, head: Ints, room: Ints, flow: Ints, ends: tuple[int, int], n_nodes: int, value: int) -> None:
    """Raise VerificationError unless the flow is one, and carries as much as the cut."""
    balance = np.zeros(n_nodes, np.int64)
    np.add.at(balance, tail, flow)
    np.subtract.at(balance, head, flow)
    wanted = np.zeros(n_nodes, np.int64)
    wanted[ends[0]], wanted[ends[1]] = value, -value
    if (flow < 0).any() or (flow > room).any() or (balance != wanted).any():
        raise VerificationError(f"the flow that was found does not fill the cut of {value}: please report it")
