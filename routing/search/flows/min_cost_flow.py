"""`min_cost_flow`: units of one kind from where they are to where they are wanted, at least cost, in integers.

minimise sum c_a x_a subject to sum of x leaving - sum of x entering = supply at every node, l_a <= x_a <= u_a.

OR-Tools finds the flow (`models.min_cost`). The prices of the nodes are worked out here from what it leaves free; that
they exist proves that the flow is a cheapest one, so a wrong answer of the solver would be noticed. Where there is no
flow, a cut proves it (Hoffman 1960): nodes out of which more must flow than can.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.search.flows.answer import MinCostFlow
from routing.search.flows.cut import FlowCut, listed
from routing.search.flows.flow_question import ROOM, UNLIMITED, FlowQuestion, checked_question
from routing.search.flows.models.max_flow import stuck_nodes
from routing.search.flows.models.min_cost import least_cost
from routing.search.flows.potentials import potentials
from routing.status import Status

Ints = NDArray[np.int64]


def min_cost_flow(
    tail: ArrayLike,
    head: ArrayLike,
    capacity: ArrayLike,
    cost: ArrayLike,
    supply: ArrayLike,
    lower: ArrayLike | None = None,
) -> MinCostFlow:
    """Return the flow of least cost that meets all supplies, or the cut that proves that there is none.

    Exact. Of flows of equal cost the same one comes back whatever the order of the rows (rows that are equal in all
    columns may change places).

    Parameters
    ----------
    tail, head : array_like of integers, shape (n_arcs,)
        Nodes, 0 to n_nodes - 1; parallel arcs and loops are allowed.
    capacity : array_like of integers, shape (n_arcs,)
        Most units on each arc; -1 is unlimited.
    cost : array_like of integers, shape (n_arcs,)
        Of a unit, of any sign.
    supply : array_like of integers, shape (n_nodes,)
        What leaves each node more than enters it: above 0 where units are, below 0 where they are wanted.
    lower : array_like of integers, shape (n_arcs,)
        Least units on each arc; 0 if not given.

    Returns
    -------
    MinCostFlow
        ``.status .flow .cost .prices .reason .cut``.

    Raises
    ------
    QuestionError
        Arrays that are no network; sums beyond 64-bit integers; a round of unlimited arcs whose cost is negative, so
        that no flow is the cheapest. All problems at once.

    Examples
    --------
    >>> found = min_cost_flow([0, 0, 1], [1, 2, 2], [4, 2, 4], [1, 3, 1], supply=[5, 0, -5])
    >>> found.status.name, found.flow.tolist(), found.cost
    ('OPTIMAL', [4, 1, 4], 11)
    >>> print(min_cost_flow([0, 0, 1], [1, 2, 2], [4, 2, 4], [1, 3, 1], supply=[9, 0, -9]).reason)
    9 must leave the nodes 0; the arcs that leave them (rows 0, 1) take 6
    """
    question = checked_question(tail, head, capacity, cost, supply, lower)
    total = int(question.supply.sum())
    if total:
        return _unbalanced(len(question.supply), total)
    order = np.lexsort((question.lower, question.capacity, question.cost, question.head, question.tail))
    ordered = question.rows(order)
    _refuse_endless(ordered, order)
    beyond = _beyond_lower(ordered)
    if beyond is None:
        return _no_flow(ordered, order)
    flow = np.empty_like(beyond)
    flow[order] = beyond = beyond + ordered.lower
    spent = sum(map(int.__mul__, beyond.tolist(), ordered.cost.tolist()))
    return MinCostFlow(Status.OPTIMAL, flow, spent, _prices(ordered, beyond))


def _unbalanced(n_nodes: int, total: int) -> MinCostFlow:
    cut = FlowCut(np.arange(n_nodes), np.empty(0, dtype=np.int64), total, 0)
    reason = f"the supplies add up to {total}, not to 0"
    return MinCostFlow(Status.INFEASIBLE, None, None, None, reason, cut)


def _refuse_endless(question: FlowQuestion, order: Ints) -> None:
    """Raise QuestionError where unlimited arcs make a round of negative cost."""
    unlimited = np.flatnonzero(question.capacity == UNLIMITED)
    if not (question.cost[unlimited] < 0).any():
        return
    free = question.rows(unlimited)
    _, negative = potentials(free.tail, free.head, free.cost, len(question.supply))
    if len(negative):
        rows = listed(order[unlimited[negative]])
        raise QuestionError([f"rows {rows}: a round of negative cost without limits: no flow is the cheapest"])


def _beyond_lower(question: FlowQuestion) -> Ints | None:
    """Return what each arc carries beyond its lower bound; None where no flow meets the supplies."""
    supply, room = _left_to_send(question), _room(question)
    loops = question.tail == question.head  # they change nothing at any node
    flow = np.where(loops & (question.cost < 0), room, 0)
    arcs = np.flatnonzero(~loops)
    found = least_cost(question.tail[arcs], question.head[arcs], room[arcs], question.cost[arcs], supply)
    if found is None:
        return None
    flow[arcs] = found
    return flow


def _left_to_send(question: FlowQuestion) -> Ints:
    """Return the supply of each node when all lower bounds are met."""
    supply = question.supply.copy()
    np.subtract.at(supply, question.tail, question.lower)
    np.add.at(supply, question.head, question.lower)
    return supply


def _room(question: FlowQuestion) -> Ints:
    """Return what each arc may carry beyond its lower bound, of an unlimited one what no cheapest flow exceeds.

    A cheapest flow is paths from supplies to demands, and rounds of negative cost, each through an arc with a capacity.
    """
    supply = _left_to_send(question)
    limited = question.capacity != UNLIMITED
    most = int(supply[supply > 0].sum())
    if len(question.cost) and question.cost.min() < 0:
        most += int((question.capacity - question.lower)[limited].sum())
    return np.where(limited, question.capacity - question.lower, min(most, ROOM))


def _no_flow(question: FlowQuestion, order: Ints) -> MinCostFlow:
    """Return the proof that no flow meets the supplies."""
    nodes = stuck_nodes(question.tail, question.head, _room(question), _left_to_send(question))
    inside = np.zeros(len(question.supply), dtype=np.bool_)
    inside[nodes] = True
    leaving = np.flatnonzero(inside[question.tail] & ~inside[question.head])
    entering = ~inside[question.tail] & inside[question.head]
    required = int(question.supply[nodes].sum()) + int(question.lower[entering].sum())
    cut = FlowCut(nodes, np.sort(order[leaving]), required, int(question.capacity[leaving].sum()))
    return MinCostFlow(Status.INFEASIBLE, None, None, None, str(cut), cut)


def _prices(question: FlowQuestion, flow: Ints) -> Ints:
    """Return prices of the nodes under which no change of the flow pays.

    Raises
    ------
    RuntimeError
        There are none: the flow is not a cheapest one, so the solver was wrong.
    """
    more = np.flatnonzero((flow < question.capacity) | (question.capacity == UNLIMITED))
    less = np.flatnonzero(flow > question.lower)
    tail = np.concatenate((question.tail[more], question.head[less]))
    head = np.concatenate((question.head[more], question.tail[less]))
    cost = np.concatenate((question.cost[more], -question.cost[less]))
    prices, negative = potentials(tail, head, cost, len(question.supply))
    if len(negative):
        raise RuntimeError("the solver's flow is not a cheapest one: please report this question")
    return prices
