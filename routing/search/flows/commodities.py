"""What is asked of `multicommodity`, checked and put into an order of its own: every problem is told at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.search.budget import budget_problems
from routing.search.checks import integers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
UNLIMITED = -1


class Commodities(NamedTuple):
    """Arcs and commodities, in an order that does not depend on that of the rows.

    Arcs that carry nothing (loops, capacity 0) and commodities without a demand are left out.

    Attributes
    ----------
    n_nodes
        Number of nodes.
    tail, head : int64, shape (n_arcs,)
    capacity, cost : float64, shape (n_arcs,)
        Infinite where unlimited.
    origin, destination : int64, shape (n_commodities,)
        Commodities of one origin follow each other.
    demand, penalty : float64, shape (n_commodities,)
        The penalty of a unit that is not served; infinite where all must be.
    arc, row : int64
        Rows that the arcs and the commodities were given in.
    """

    n_nodes: int
    tail: Ints
    head: Ints
    capacity: Floats
    cost: Floats
    origin: Ints
    destination: Ints
    demand: Floats
    penalty: Floats
    arc: Ints
    row: Ints


def checked_commodities(
    arcs: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike],
    shipments: tuple[ArrayLike, ArrayLike, ArrayLike],
    unserved_penalty: ArrayLike | None,
    gap: float,
    time_limit_s: float | None,
) -> Commodities:
    """Return the question in order.

    Raises
    ------
    QuestionError
        Arrays that are no network or no commodities, limits that are none.
    """
    problems = budget_problems(time_limit_s, None)
    if isinstance(gap, bool) or not isinstance(gap, int | float | np.number) or not 0 <= gap < 1:
        problems.append(f"gap={gap!r}: expected a number from 0 to below 1")
    (tail, head), (capacity, cost) = _columns(arcs[:2], arcs[2:], ("tail", "head", "capacity", "cost"), problems)
    names = ("origins", "destinations", "demands")
    (origin, destination), (demand,) = _columns(shipments[:2], shipments[2:], names, problems)
    penalty = np.full(len(demand), np.inf)
    if unserved_penalty is not None:
        penalty = _numbers("unserved_penalty", unserved_penalty, problems, each=len(demand))
    least = {"capacity": UNLIMITED, "cost": 0, "demands": 0, "unserved_penalty": 0}
    for name, cells in (("capacity", capacity), ("cost", cost), ("demands", demand), ("unserved_penalty", penalty)):
        wrong = ~(cells >= least[name]) | ((cells < 0) & (cells != UNLIMITED))
        if wrong.any():
            at = int(np.argmax(wrong))
            expected = "numbers from 0, or -1 for unlimited" if name == "capacity" else "numbers from 0"
            problems.append(f"{name}: expected {expected}, found {cells[at]} in row {at}")
    for name, nodes in (("tail", tail), ("head", head), ("origins", origin), ("destinations", destination)):
        if len(nodes) and nodes.min() < 0:
            problems.append(f"{name}: expected nodes from 0, found {nodes.min()} in row {int(np.argmin(nodes))}")
    if problems:
        raise QuestionError(problems)
    n_nodes = 1 + max((int(nodes.max()) for nodes in (tail, head, origin, destination) if len(nodes)), default=0)
    capacity = np.where(capacity < 0, np.inf, capacity)
    kept = np.flatnonzero((capacity > 0) & (tail != head))
    order = kept[np.lexsort((capacity[kept], cost[kept], head[kept], tail[kept]))]
    kept = np.flatnonzero(demand > 0)
    row = kept[np.lexsort((penalty[kept], demand[kept], destination[kept], origin[kept]))]
    return Commodities(
        n_nodes=n_nodes,
        tail=tail[order],
        head=head[order],
        capacity=capacity[order],
        cost=cost[order],
        origin=origin[row],
        destination=destination[row],
        demand=demand[row],
        penalty=penalty[row],
        arc=order,
        row=row,
    )


def _columns(
    nodes: tuple[ArrayLike, ...], others: tuple[ArrayLike, ...], names: tuple[str, ...], problems: list[str]
) -> tuple[list[Ints], list[Floats]]:
    """Return columns of nodes and others of numbers, all of one length."""
    found = [integers(name, values, problems) for name, values in zip(names, nodes, strict=False)]
    ends = [np.empty(0, dtype=np.int64) if cells is None else cells for cells in found]
    numbers = [_numbers(name, values, problems) for name, values in zip(names[len(nodes) :], others, strict=True)]
    sizes = {name: len(cells) for name, cells in zip(names, (*ends, *numbers), strict=True)}
    if len(set(sizes.values())) > 1:
        problems.append(f"expected arrays of one length, found {sizes}")
    return ends, numbers


def _numbers(name: str, values: ArrayLike, problems: list[str], each: int | None = None) -> Floats:
    """Return a column of numbers as float64, one of which may stand for each row."""
    cells = np.asarray(values)
    if cells.size == 0:
        cells = np.zeros(0)
    if cells.dtype.kind not in "iuf":
        problems.append(f"{name}: expected numbers, found {cells.dtype}")
        return np.zeros(0 if each is None else each)
    if each is not None and cells.ndim == 0:
        cells = np.full(each, cells)
    if cells.ndim != 1 or (each is not None and len(cells) != each):
        wanted = "one dimension" if each is None else f"one number, or one for each of {each} commodities"
        problems.append(f"{name}: expected {wanted}, found shape {cells.shape}")
        return np.zeros(0 if each is None else each)
    numbers = cells.astype(np.float64)
    if not np.isfinite(numbers).all():
        at = int(np.argmin(np.isfinite(numbers)))
        problems.append(f"{name}: expected finite numbers, found {numbers[at]} in row {at}")
        return np.zeros(len(numbers))
    return numbers
