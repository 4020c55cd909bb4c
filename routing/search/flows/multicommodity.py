"""`multicommodity`: many shipments, each with its own ends, share the capacities of the arcs, at least cost.

minimise sum_k (sum_p cost_p x_kp + penalty_k u_k) subject to sum_p x_kp + u_k = demand_k, and on every arc the flow of
all commodities within its capacity; flows may be split. By column generation (`generation`): the solver of the linear
program is HiGHS where the extra ``fast`` is installed, else OR-Tools' GLOP; the paths come from the kernels of this
package. What it costs at least is worked out from the prices alone, with distances that are never too high, so the
bound holds whatever the solver's tolerances.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.search.budget import Budget, TimeUp
from routing.search.flows.commodities import Commodities, checked_commodities
from routing.search.flows.cut import listed
from routing.search.flows.generation import Generated, generate
from routing.search.flows.linear_program import LinearProgram
from routing.search.flows.pricing import Pricing
from routing.search.flows.shared_flow import Multicommodity
from routing.search.flows.telling import told
from routing.status import Status

Floats = NDArray[np.float64]
DEAR = 10.0  # times the longest of the cheapest paths: what not serving costs at first where all must be served
DEARER, TIMES = 100.0, 4  # and how much more, how often, where that was not dear enough
NOTHING = 1e-7  # of all demands: a share that counts as none


def multicommodity(
    tail: ArrayLike,
    head: ArrayLike,
    capacity: ArrayLike,
    cost: ArrayLike,
    origins: ArrayLike,
    destinations: ArrayLike,
    demands: ArrayLike,
    unserved_penalty: ArrayLike | None = None,
    *,
    gap: float = 1e-6,
    time_limit_s: float | None = None,
) -> Multicommodity:
    """Return the cheapest flow of all commodities, with a bound that no flow is below.

    The answer does not depend on the order of the rows (rows that are equal in all columns may change places).

    Parameters
    ----------
    tail, head : array_like of integers, shape (n_arcs,)
        Nodes from 0; parallel arcs and loops are allowed.
    capacity : array_like, shape (n_arcs,)
        Most units of all commodities together, from 0; -1 is unlimited.
    cost : array_like, shape (n_arcs,)
        Of a unit, from 0.
    origins, destinations : array_like of integers, shape (n_commodities,)
        Nodes.
    demands : array_like, shape (n_commodities,)
        Units to send, from 0; they may be split.
    unserved_penalty : array_like, scalar or shape (n_commodities,)
        Of a unit that is not sent, from 0. None: all must be sent. A penalty below the cost of a way says that this way
        is not worth it, so it should be above the dearest.
    gap
        Share of the objective by which the bound may be below it, from 0.
    time_limit_s
        Wall time (s) after which the best so far is returned, with its bound.

    Returns
    -------
    Multicommodity
        ``.status .objective .bound .gap .flow .paths .unserved .prices .reason .master``.

    Raises
    ------
    QuestionError
        Arrays that are no network or no commodities; all problems at once.

    Examples
    --------
    Two shipments of 3 want the cheap arc, which takes 4; a detour costs 5 instead of 2.

    >>> found = multicommodity([0, 0, 1, 1], [1, 1, 2, 3], [4, -1, -1, -1], [2, 5, 1, 1], [0, 0], [2, 3], [3, 3])
    >>> found.objective, found.bound, found.flow.tolist(), found.prices.tolist()
    (24.0, 24.0, [4.0, 2.0, 3.0, 3.0], [3.0, 0.0, 0.0, 0.0])

    Where the detour is gone, two units stay behind, those with the lower penalty:

    >>> found = multicommodity([0, 1, 1], [1, 2, 3], [4, -1, -1], [2, 1, 1], [0, 0], [2, 3], [3, 3], [50, 60])
    >>> found.objective, found.unserved.tolist(), found.prices.tolist()
    (112.0, [2.0, 0.0], [47.0, 0.0, 0.0])
    """
    asked = checked_commodities(
        (tail, head, capacity, cost), (origins, destinations, demands), unserved_penalty, gap, time_limit_s
    )
    sizes = np.size(np.asarray(tail)), np.size(np.asarray(demands))
    return answer(asked, sizes, gap, Budget.of(time_limit_s), new_program)


def new_program() -> LinearProgram:
    """Return an empty linear program: of HiGHS where it is installed, else of OR-Tools."""
    if find_spec("highspy") is not None:
        from routing.search.flows.models.by_highs import ByHighs

        return ByHighs()
    from routing.search.flows.models.by_glop import ByGlop

    return ByGlop()


def answer(
    asked: Commodities,
    sizes: tuple[int, int],
    gap: float,
    budget: Budget,
    program: Callable[[], LinearProgram],
    pricing: Pricing | None = None,
) -> Multicommodity:
    """Return the answer to a question in order; `sizes` are the arcs and commodities as given."""
    pricing = Pricing(asked) if pricing is None else pricing
    if len(asked.penalty) and np.isinf(asked.penalty).any():
        return _all_served(asked, sizes, gap, budget, program, pricing)
    found = generate(asked, asked.penalty, pricing, program(), gap, budget)
    return told(asked, sizes, asked.penalty, found, gap, _stopped(found, gap, budget))


def _stopped(found: Generated, gap: float, budget: Budget) -> str:
    if found.within(gap):
        return ""
    return "what is left of the gap is below the solver's tolerances" if found.done else budget.reason


def _all_served(
    asked: Commodities,
    sizes: tuple[int, int],
    gap: float,
    budget: Budget,
    program: Callable[[], LinearProgram],
    pricing: Pricing,
) -> Multicommodity:
    """Return the answer where all must be served: not to serve costs so much that nobody chooses it."""
    far = float(asked.cost.max(initial=0.0)) * (asked.n_nodes - 1) + 1.0
    everyone = np.arange(len(asked.demand))
    most = np.full(len(everyone), far)
    try:
        least = pricing.price(asked.cost, everyone, most, np.zeros(len(everyone)), budget).far
    except TimeUp:
        return told(asked, sizes, most, Generated(np.zeros(len(asked.tail))), gap, budget.reason)
    if np.isinf(least).any():
        rows = np.sort(asked.row[np.isinf(least)])
        reason = f"no way leads from origin to destination of commodities {listed(rows)}"
        return _infeasible(sizes, np.zeros(sizes[0]), reason)
    dear = DEAR * float(least.max(initial=0.0)) + 1.0
    for attempt in range(TIMES):
        penalty = np.full(len(everyone), dear * DEARER**attempt)
        found = generate(asked, penalty, pricing, program(), gap, budget)
        shown = told(asked, sizes, penalty, found, gap, _stopped(found, gap, budget))
        if shown.objective is not None or not found.done:
            return shown
        if attempt == 0:
            refused = _proof(asked, sizes, budget, program, pricing)
            if refused is not None:
                return refused
    return shown


def _proof(
    asked: Commodities, sizes: tuple[int, int], budget: Budget, program: Callable[[], LinearProgram], pricing: Pricing
) -> Multicommodity | None:
    """Return the proof that not all can be served, or None: ways cost nothing, and what stays behind 1 a unit."""
    free = asked._replace(cost=np.zeros(len(asked.cost)))
    ones, total = np.ones(len(asked.demand)), float(asked.demand.sum())
    found = generate(free, ones, Pricing(free, pricing.searches), program(), 1e-6, budget)
    if found.bound <= NOTHING * total:
        return None
    prices = np.zeros(sizes[0])
    prices[asked.arc] = found.price
    arcs = np.sort(asked.arc[found.price > 0])
    reason = f"at least {found.bound:.6g} of {total:.6g} units find no room; it is short on the arcs {listed(arcs)}"
    return _infeasible(sizes, prices, reason)


def _infeasible(sizes: tuple[int, int], prices: Floats, reason: str) -> Multicommodity:
    return Multicommodity(Status.INFEASIBLE, None, np.inf, None, None, (), None, prices, reason)
