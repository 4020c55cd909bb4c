"""`rise`: rounds of the volume algorithm for designs with fixed charges, compiled.

What a round does is told in `routing/search/flows`, by `design_ascent.py` and `design_relaxation.py`, which do the same
by numpy where numba is not there. A round goes over the pairs of an arc and a commodity of which something may be
sent: each arc has a list of those that gained more than its bar, or nearly, when it was made, and it is made anew
before prices have moved so far that another may. The bar is near the gain of the last that was sent; where those above
it do not fill the arc, it is put down. What prices send is kept as a list too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.jit import compiled, inlined

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BEST, STEP, WAITED = range(3)  # of `state`
UNLISTED = -1.0
FEW = 32  # that are sorted
NEARLY = 0.8  # of the gain of the last that was sent: what is the bar
OWN, MEAN = 2.0, 4.0  # times as far as prices have moved, those of a commodity and on the mean: how far they may


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


class Best(NamedTuple):
    """The prices of the best bound, and what they tell: by how much it rises where each arc is opened all the same."""

    prices: Floats
    charge: Floats


class Mean(NamedTuple):
    """What prices leave undone, send, open and leave behind on the mean; `flow` may be without columns."""

    due: Floats
    flow: Floats
    opened: Floats
    left: Floats


class Newest(NamedTuple):
    """What the newest prices tell; `which` and `amount` of arc a are those from ``first[a]`` to ``first[a + 1]``.

    `last` is what the last gained that was sent over an arc which was full, else 0. The first of row a of `listed`, as
    many as its `listed_count`, are the commodities that may gain more on it than its `bar`, by the prices `since`; from
    `low` to `high` those of each commodity have moved since then, and by no more than its `reach` they may.
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
    last: Floats
    bar: Floats
    listed: NDArray[np.int32]
    listed_count: Ints
    since: Floats
    low: Floats
    high: Floats
    reach: Floats


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
    little: float
    below: float
    parts: float
    largest: float
    lost: float


def newest_for(prices: Floats, n_arcs: int) -> Newest:
    """Return room for what prices tell that begin like these."""
    nodes, n_commodities = prices.shape, prices.shape[1]
    pairs, each, arcs = n_arcs * n_commodities, np.empty((4, n_commodities)), np.zeros((3, n_arcs))
    return Newest(
        np.empty(nodes), np.empty(nodes), np.empty(nodes), np.zeros(n_arcs + 1, np.int64), np.empty(pairs, np.int64),
        np.empty(pairs), np.zeros(n_arcs, np.bool_), arcs[0], each[0], each[1], np.empty(n_commodities, np.int64),
        arcs[1], arcs[2], np.empty((n_arcs, n_commodities), np.int32), np.zeros(n_arcs, np.int64), prices.copy(),
        each[2], each[3], np.full(n_commodities, UNLISTED),
    )  # fmt: skip


@compiled
def rise(design: Design, best: Best, mean: Mean, told: Newest, state: Floats, pace: Pace, rounds: int) -> bool:
    """Change the best, the means and the state by so many rounds; tell whether there is more to do.

    Where ``state[BEST]`` is infinitely low, the first round tells the bound of the prices as they are.
    """
    design, best, mean, told, pace = Design(*design), Best(*best), Mean(*mean), Newest(*told), Pace(*pace)
    for _ in range(rounds):
        before, step = state[BEST], state[STEP]
        norm = _norm(mean.due, design.worth)
        is_first = before == -np.inf
        if not is_first and (norm <= 0 or step < pace.shortest or before >= pace.below):
            return False
        length = 0.0 if is_first or norm <= 0 else step * (pace.aim * abs(before) + pace.little) / norm
        bound = _tell(design, best.prices, mean.due, length, told, pace)
        along = _mix(design, mean, told, pace.newest)
        state[WAITED] += 1
        if bound > before:
            if not is_first and bound > before + pace.counts * abs(before) and along > 0:
                state[STEP] = min(pace.longest, pace.faster * step)
            state[BEST], state[WAITED] = bound, 0
            _keep(best, told)
        elif state[WAITED] >= pace.patience:
            state[STEP], state[WAITED] = pace.slower * step, 0
    return True


@compiled
def _keep(best: Best, told: Newest) -> None:
    for node in range(best.prices.shape[0]):
        for number in range(best.prices.shape[1]):
            best.prices[node, number] = told.prices[node, number]
    for arc in range(len(best.charge)):
        best.charge[arc] = told.charge[arc]


@compiled
def _norm(due: Floats, worth: Floats) -> float:
    norm = 0.0
    for node in range(due.shape[0]):
        for number in range(due.shape[1]):
            norm += due[node, number] * due[node, number] * worth[number]
    return norm


@compiled
def _tell(design: Design, prices: Floats, along: Floats, length: float, told: Newest, pace: Pace) -> float:
    """Return the bound of prices some way along a direction, and fill in what they tell."""
    bound, size = 0.0, 0.0
    for number in range(prices.shape[1]):
        told.low[number], told.high[number] = 0.0, 0.0
    for node in range(prices.shape[0]):
        for number in range(prices.shape[1]):
            price = prices[node, number] + along[node, number] * (design.worth[number] * length)
            told.prices[node, number] = price
            price = np.rint(price * pace.parts) / pace.parts
            told.rounded[node, number] = price
            moved = price - told.since[node, number]
            told.low[number] = min(told.low[number], moved)
            told.high[number] = max(told.high[number], moved)
            told.undone[node, number] = design.due[node, number]
    _look(design, told, 1.0 / pace.parts)
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
        origin, goal, demand = design.origin[number], design.destination[number], design.demand[number]
        here, there = told.rounded[origin, number], told.rounded[goal, number]
        behind = design.penalty[number] - here + there
        told.left[number] = demand if behind < 0 else 0.0
        bound += (here - there + min(behind, 0.0)) * demand
        size += (abs(here) + abs(there)) * demand
    return bound if 2.0 * size < pace.largest else bound - pace.lost * 2.0 * size


@compiled
def _look(design: Design, told: Newest, part: float) -> None:
    """Make all lists anew if prices have moved too far: the first time only until it is known what is sent."""
    is_first, is_near, mean = told.reach[0] == UNLISTED, True, 0.0
    for number in range(len(told.reach)):
        moved = told.high[number] - told.low[number]
        is_near &= moved + part <= told.reach[number]
        mean += moved / len(told.reach)
    if is_near:
        return
    for number in range(len(told.reach)):
        moved = told.high[number] - told.low[number]
        told.reach[number] = part if is_first else OWN * moved + MEAN * mean + part
    for node in range(told.since.shape[0]):
        for number in range(told.since.shape[1]):
            told.since[node, number] = told.rounded[node, number]
    for arc in range(len(design.tail)):
        told.bar[arc] = NEARLY * told.last[arc]
        _list(design, told, arc)


@compiled
def _list(design: Design, told: Newest, arc: int) -> None:
    """List what may gain more on an arc than its bar, as long as prices move within their reach."""
    head, tail, cost, bar, count = design.head[arc], design.tail[arc], design.cost[arc], told.bar[arc], 0
    for number in range(len(told.reach)):
        gain = told.since[head, number] - told.since[tail, number] + cost
        if gain < bar + told.reach[number] and design.most[arc, number] > 0:
            told.listed[arc, count] = number
            count += 1
    told.listed_count[arc] = count


@inlined
def _send(design: Design, told: Newest, arc: int, filled: int) -> int:
    """Fill in what gains most on an arc, and by how much the bound rises if it is opened; return where that ends."""
    count, total = _gaining(design, told, arc)
    if total < design.room[arc] and told.bar[arc] < 0:
        told.bar[arc] = 0.0
        _list(design, told, arc)
        count, total = _gaining(design, told, arc)
    if total > design.room[arc]:
        return _fill(design, told, arc, filled, count)
    charge = design.charge[arc]
    for place in range(count):
        number = told.at[place]
        told.which[filled + place] = number
        told.amount[filled + place] = design.most[arc, number]
        charge += told.gain[place] * design.most[arc, number]
    told.charge[arc] = charge
    told.last[arc] = 0.0
    return filled + count


@inlined
def _gaining(design: Design, told: Newest, arc: int) -> tuple[int, float]:
    """Note what gains more on an arc than its bar; return how many these are, and what they send at most."""
    head, tail, cost, bar = design.head[arc], design.tail[arc], design.cost[arc], told.bar[arc]
    count, others, total = 0, len(told.at), 0.0
    for place in range(told.listed_count[arc]):
        number = told.listed[arc, place]
        gain = told.rounded[head, number] - told.rounded[tail, number] + cost
        if gain < bar:
            told.at[count] = number
            told.gain[count] = gain
            count += 1
            total += design.most[arc, number]
        else:
            others -= 1
            told.at[others] = number
    return count, total


@inlined
def _fill(design: Design, told: Newest, arc: int, filled: int, count: int) -> int:
    """Fill in what fits of those that gain, the best first, and list them in this order.

    What is in doubt is halved until that is few. These are sorted, which is quick where they nearly are since before.
    """
    rest, charge, low, last = design.room[arc], design.charge[arc], 0, count
    while low < last and rest > 0:
        if last - low > FEW:
            better, high = _parted(told.gain, told.at, low, last)
            total = 0.0
            for place in range(low, better):
                total += design.most[arc, told.at[place]]
            if total > rest:
                last = better
                continue
        else:
            _sort(told.gain, told.at, low, last)
            high = last
        while low < high and rest > 0:
            amount = min(design.most[arc, told.at[low]], rest)
            rest -= amount
            told.which[filled] = told.at[low]
            told.amount[filled] = amount
            charge += told.gain[low] * amount
            filled += 1
            low += 1
    told.charge[arc] = charge
    told.last[arc] = told.gain[low - 1] if low > 0 else 0.0
    for place in range(count):
        told.listed[arc, place] = told.at[place]
    for place in range(count, told.listed_count[arc]):
        told.listed[arc, place] = told.at[len(told.at) - 1 - place + count]
    return filled


@compiled
def _parted(gain: Floats, at: Ints, low: int, count: int) -> tuple[int, int]:
    """Put what gains more than one in the middle before it; return where that one is, and what comes after it."""
    pivot, first = gain[(low + count) // 2], at[(low + count) // 2]
    better, worse, place = low, count, low
    while place < worse:  # better, the pivot, worse; of those as good the first commodity is the best
        if gain[place] < pivot or (gain[place] == pivot and at[place] < first):
            gain[place], gain[better] = gain[better], gain[place]
            at[place], at[better] = at[better], at[place]
            better += 1
            place += 1
        elif at[place] != first:
            worse -= 1
            gain[place], gain[worse] = gain[worse], gain[place]
            at[place], at[worse] = at[worse], at[place]
        else:
            place += 1
    return better, worse


@compiled
def _sort(gain: Floats, at: Ints, low: int, count: int) -> None:
    for begin in range(low + 1, count):
        one, number, place = gain[begin], at[begin], begin
        while place > low and (one < gain[place - 1] or (one == gain[place - 1] and number < at[place - 1])):
            gain[place], at[place] = gain[place - 1], at[place - 1]
            place -= 1
        gain[place], at[place] = one, number


@compiled
def _mix(design: Design, mean: Mean, told: Newest, most: float) -> float:
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
