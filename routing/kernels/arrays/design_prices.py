"""`rise`: rounds of the volume algorithm for designs with fixed charges, compiled.

What a round does is told in `routing/search/flows`, by `design_ascent.py` and `design_relaxation.py`, which do the same
by numpy where numba is not there. What prices send is kept as a list of the few commodities that gain, so a
round goes over all pairs of an arc and a commodity once, and over what is sent a few times.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.jit import compiled_with_arrays

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BEST, STEP, WAITED = range(3)  # of `state`
NEARLY = 0.8  # of the gain of the last that was sent: what may gain as much in the next round


class Design(NamedTuple):
    """The question: shapes (n_arcs,), (n_arcs, n_commodities) of `most`, (n_nodes, n_commodities) of `due`."""

    tail: Ints
    head: Ints
    cost: Floats
    charge: Floats
    room: Floats
    must: Bools
    most: Floats
    due: Floats
    origin: Ints
    destination: Ints
    demand: Floats
    worth: Floats
    penalty: Floats


class Mean(NamedTuple):
    """What prices leave undone, send, open and leave behind on the mean; `flow` may be without columns."""

    due: Floats
    flow: Floats
    opened: Floats
    left: Floats


class Newest(NamedTuple):
    """What the newest prices tell; `which` and `amount` of arc a are those from ``first[a]`` to ``first[a + 1]``.

    `cut` is near the gain of the last that was sent over an arc that was full.
    """

    prices: Floats
    rounded: Floats
    undone: Floats
    first: Ints
    which: Ints
    amount: Floats
    opened: Bools
    charge: Floats
    left: Floats
    gain: Floats
    at: Ints
    cut: Floats


class Pace(NamedTuple):
    """How prices rise, as in `Way`, and how the bound is made sure."""

    newest: float
    patience: float
    shortest: float
    longest: float
    faster: float
    slower: float
    counts: float
    aim: float
    below: float
    parts: float
    largest: float
    lost: float


def newest_for(n_nodes: int, n_arcs: int, n_commodities: int) -> Newest:
    """Return room for what prices tell."""
    nodes, pairs = (n_nodes, n_commodities), n_arcs * n_commodities
    return Newest(
        np.empty(nodes), np.empty(nodes), np.empty(nodes), np.zeros(n_arcs + 1, np.int64), np.empty(pairs, np.int64),
        np.empty(pairs), np.zeros(n_arcs, np.bool_), np.empty(n_arcs), np.empty(n_commodities), np.empty(n_commodities),
        np.empty(n_commodities, np.int64), np.zeros(n_arcs),
    )  # fmt: skip


@compiled_with_arrays
def rise(
    design: Design, prices: Floats, mean: Mean, told: Newest, decided: Floats, state: Floats, pace: Pace, rounds: int
) -> bool:
    """Change prices, means and state by so many rounds; tell whether there is more to do.

    `decided` has a row for what opening each arc costs at least, and one for shutting it. Where ``state[BEST]`` is
    infinitely low, the first round tells the bound of the prices as they are.
    """
    design, mean, told, pace = Design(*design), Mean(*mean), Newest(*told), Pace(*pace)
    for _ in range(rounds):
        best, step = state[BEST], state[STEP]
        norm = _norm(mean.due, design.worth)
        is_first = best == -np.inf
        if not is_first and (norm <= 0 or step < pace.shortest or best >= pace.below):
            return False
        length = 0.0 if is_first or norm <= 0 else step * (pace.aim * abs(best) + 1.0) / norm
        bound = _tell(design, prices, mean.due, length, told, pace)
        _decide(design, told, bound, decided)
        along = _mix(design, mean, told, state, pace.newest)
        state[WAITED] += 1
        if bound > best:
            if not is_first and bound > best + pace.counts * abs(best) and along > 0:
                state[STEP] = min(pace.longest, pace.faster * step)
            state[BEST], state[WAITED] = bound, 0
            prices[:] = told.prices
        elif state[WAITED] >= pace.patience:
            state[STEP], state[WAITED] = pace.slower * step, 0
    return True


@compiled_with_arrays
def _norm(due: Floats, worth: Floats) -> float:
    norm = 0.0
    for node in range(due.shape[0]):
        for number in range(due.shape[1]):
            norm += due[node, number] * due[node, number] * worth[number]
    return norm


@compiled_with_arrays
def _tell(design: Design, prices: Floats, along: Floats, length: float, told: Newest, pace: Pace) -> float:
    """Return the bound of prices some way along a direction, and fill in what they tell."""
    bound, size = 0.0, 0.0
    for node in range(prices.shape[0]):
        for number in range(prices.shape[1]):
            price = prices[node, number] + along[node, number] * (design.worth[number] * length)
            told.prices[node, number] = price
            price = np.rint(price * pace.parts) / pace.parts
            told.rounded[node, number] = price
            due = design.due[node, number]
            told.undone[node, number] = due
            bound += price * due
            size += abs(price * due)
    filled = 0
    for arc in range(len(design.tail)):
        told.first[arc] = filled
        last = _send(design, told, arc, filled)
        charge = told.charge[arc]
        told.opened[arc] = charge < 0 or design.must[arc]
        if told.opened[arc]:
            bound += charge
            filled = last
        size += abs(charge) + design.charge[arc]
    told.first[len(design.tail)] = filled
    for number in range(prices.shape[1]):
        origin, goal = design.origin[number], design.destination[number]
        behind = design.penalty[number] - told.rounded[origin, number] + told.rounded[goal, number]
        told.left[number] = design.demand[number] if behind < 0 else 0.0
        if behind < 0:
            bound += behind * design.demand[number]
    return bound if 2.0 * size < pace.largest else bound - pace.lost * 2.0 * size


@compiled_with_arrays
def _send(design: Design, told: Newest, arc: int, filled: int) -> int:
    """Fill in what gains most on an arc, and by how much the bound rises if it is opened; return where that ends.

    What gains more than the last that was sent in the round before, or nearly, is noted first: it is mostly enough.
    """
    head, tail, cost, cut = design.head[arc], design.tail[arc], design.cost[arc], told.cut[arc]
    count, others, total, of_others = 0, len(told.at), 0.0, 0.0
    for number in range(design.most.shape[1]):
        gain = told.rounded[head, number] - told.rounded[tail, number] + cost
        if gain < 0 and design.most[arc, number] > 0:
            if gain < cut:
                place = count
                count += 1
                total += design.most[arc, number]
            else:
                others -= 1
                place = others
                of_others += design.most[arc, number]
            told.at[place] = number
            told.gain[place] = gain
    if total <= design.room[arc]:
        for place in range(others, len(told.at)):
            told.at[count] = told.at[place]
            told.gain[count] = told.gain[place]
            count += 1
    if total + of_others > design.room[arc]:
        return _fill(design, told, arc, filled, count)
    charge = design.charge[arc]
    for place in range(count):
        number = told.at[place]
        told.which[filled + place] = number
        told.amount[filled + place] = design.most[arc, number]
        charge += told.gain[place] * design.most[arc, number]
    told.charge[arc] = charge
    told.cut[arc] = 0.0
    return filled + count


@compiled_with_arrays
def _fill(design: Design, told: Newest, arc: int, filled: int, count: int) -> int:
    """Fill in what fits of those that gain, the best first: by halving what is in doubt, without sorting."""
    rest, charge, low = design.room[arc], design.charge[arc], 0
    gain, at, most = told.gain, told.at, design.most[arc]
    while low < count and rest > 0:
        pivot, first = gain[(low + count) // 2], at[(low + count) // 2]
        better, worse, place, total = low, count, low, 0.0
        while place < worse:  # better, the pivot, worse; of those as good the first commodity is the best
            if gain[place] < pivot or (gain[place] == pivot and at[place] < first):
                gain[place], gain[better] = gain[better], gain[place]
                at[place], at[better] = at[better], at[place]
                total += most[at[better]]
                better += 1
                place += 1
            elif at[place] != first:
                worse -= 1
                gain[place], gain[worse] = gain[worse], gain[place]
                at[place], at[worse] = at[worse], at[place]
            else:
                place += 1
        if total > rest:
            count = better
            continue
        for taken in range(low, worse):
            amount = min(most[at[taken]], rest)
            if amount > 0:
                rest -= amount
                told.which[filled] = at[taken]
                told.amount[filled] = amount
                charge += gain[taken] * amount
                filled += 1
        low = worse
    told.charge[arc] = charge
    told.cut[arc] = NEARLY * gain[low - 1] if low > 0 else 0.0
    return filled


@compiled_with_arrays
def _decide(design: Design, told: Newest, bound: float, decided: Floats) -> None:
    for arc in range(len(told.opened)):
        if not design.must[arc]:
            decided[0, arc] = max(decided[0, arc], bound + max(told.charge[arc], 0.0))
            decided[1, arc] = max(decided[1, arc], bound + max(-told.charge[arc], 0.0))


@compiled_with_arrays
def _mix(design: Design, mean: Mean, told: Newest, state: Floats, most: float) -> float:
    """Mix the newest into the means; return how far what it leaves undone goes along what was undone on the mean."""
    for arc in range(len(told.opened)):
        for place in range(told.first[arc], told.first[arc + 1]):
            told.undone[design.tail[arc], told.which[place]] -= told.amount[place]
            told.undone[design.head[arc], told.which[place]] += told.amount[place]
    for number in range(len(told.left)):
        told.undone[design.origin[number], number] -= told.left[number]
        told.undone[design.destination[number], number] += told.left[number]
    over, under, along = 0.0, 0.0, 0.0
    for node in range(told.undone.shape[0]):
        for number in range(told.undone.shape[1]):
            due, undone, worth = mean.due[node, number], told.undone[node, number], design.worth[number]
            over += (due - undone) * due * worth
            under += (due - undone) * (due - undone) * worth
            along += due * undone * worth
    share = min(max(over / max(under, 1e-12), most / 10), most)
    for node in range(told.undone.shape[0]):
        for number in range(told.undone.shape[1]):
            mean.due[node, number] += share * (told.undone[node, number] - mean.due[node, number])
    for arc in range(len(told.opened)):
        mean.opened[arc] += share * ((1.0 if told.opened[arc] else 0.0) - mean.opened[arc])
        for number in range(mean.flow.shape[1]):
            mean.flow[arc, number] *= 1 - share
        for place in range(told.first[arc], told.first[arc + 1] if mean.flow.shape[1] else 0):
            mean.flow[arc, told.which[place]] += share * told.amount[place]
    for number in range(len(told.left)):
        mean.left[number] += share * (told.left[number] - mean.left[number])
    return along
