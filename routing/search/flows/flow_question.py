"""What is asked of `min_cost_flow`, checked: every problem is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.search.checks import INT64_MAX, exact_sum, integers

Ints = NDArray[np.int64]
UNLIMITED = -1
ROOM = 2**61  # sums up to here leave 64-bit integers room for what is added to them


class FlowQuestion(NamedTuple):
    """Arcs, each with its ends, capacity (-1: unlimited), cost and lower bound, and the supply of the nodes."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    lower: Ints
    supply: Ints

    def rows(self, order: Ints) -> FlowQuestion:
        """Return some of the arcs, in an order."""
        tail, head, capacity, cost, lower = (cells[order] for cells in self[:5])
        return FlowQuestion(tail, head, capacity, cost, lower, self.supply)


def checked_question(
    tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, cost: ArrayLike, supply: ArrayLike, lower: ArrayLike | None
) -> FlowQuestion:
    """Return the arrays as int64.

    Raises
    ------
    QuestionError
        Arrays that are no network, or whose sums exceed 64-bit integers.
    """
    problems: list[str] = []
    given = {"tail": tail, "head": head, "capacity": capacity, "cost": cost}
    found = {name: integers(name, values, problems) for name, values in given.items()}
    nodes = integers("supply", supply, problems)
    if lower is not None:
        found["lower"] = integers("lower", lower, problems)
    if nodes is not None and not len(nodes):
        problems.append("supply: expected a number for each node, found none")
    sizes = {name: len(cells) for name, cells in found.items() if cells is not None}
    if len(set(sizes.values())) > 1:
        problems.append(f"expected arrays of one length, found {sizes}")
    if problems:
        raise QuestionError(problems)
    ready = {name: cells for name, cells in found.items() if cells is not None}
    ready.setdefault("lower", np.zeros(len(ready["tail"]), dtype=np.int64))
    assert nodes is not None
    question = FlowQuestion(**ready, supply=nodes)
    problems.extend(_problems(question))
    if problems:
        raise QuestionError(problems)
    return question


def _problems(question: FlowQuestion) -> Iterator[str]:
    """Yield what is wrong with numbers that are integers, and with their sums."""
    n_nodes = len(question.supply)
    for name, cells in (("tail", question.tail), ("head", question.head)):
        yield from _refused(name, cells, (cells < 0) | (cells >= n_nodes), f"nodes from 0 to {n_nodes - 1}")
    capacity, lower = question.capacity, question.lower
    yield from _refused("capacity", capacity, capacity < UNLIMITED, "numbers from 0, or -1 for unlimited")
    yield from _refused("lower", lower, lower < 0, "numbers from 0")
    yield from _refused("lower", lower, (lower > capacity) & (capacity >= 0), "at most the capacity")
    for name, cells in (("capacity", np.maximum(capacity, 0)), ("lower", lower), ("supply", question.supply)):
        total = exact_sum(np.abs(np.maximum(cells, -INT64_MAX)))
        if total > ROOM:
            yield f"{name}: the sum {total} exceeds {ROOM}; use a coarser unit"
    cost = question.cost
    dearest = max(abs(int(cost.min())), abs(int(cost.max()))) if len(cost) else 0
    if dearest * (n_nodes + 1) > ROOM:
        yield f"cost: {dearest} times {n_nodes + 1} nodes exceeds {ROOM}; use a coarser unit"


def _refused(name: str, cells: Ints, wrong: NDArray[np.bool_], expected: str) -> Iterator[str]:
    if wrong.any():
        row = int(np.argmax(wrong))
        yield f"{name}: expected {expected}, found {cells[row]} in row {row}"
