"""`verify_design`: a design and the proof of its bound held against the question, in whole numbers.

Numbers of the question are fractions whose denominators are powers of two, as all numbers of a computer are; multiplied
by these, all that is added up here is whole, and nothing is rounded. With prices p_ki no design costs less than

    sum_k d_k min(penalty_k, p_k(origin) - p_k(destination)) + sum_a min(0, f_a - most_a),

where most_a is what commodities can gain on arc a within its capacity, p_k(tail) - p_k(head) - cost_a a unit; of an arc
that must be opened the term counts as it is, of one that is shut it does not count. Flow into an origin, and out of a
destination, only goes in rounds, so nobody gains there. Where the bound and the charge that an arc lacks come to the
bound that is to be shown, no cheaper design opens the arc; or shuts it, where it has charge to spare.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.errors import VerificationError
from routing.search.flows.design_proof import FIRST, SAME, DesignProof
from routing.search.flows.shared_design import NetworkDesign
from routing.search.flows.verify_multicommodity import Asked, about_amounts, about_paths, in_lists, near
from routing.status import Status

Bools = NDArray[np.bool_]
Whole = NDArray[Any]  # int64, or Python's integers where these would not do
SAFE = 2**62


def verify_design(
    found: NetworkDesign,
    tail: Sequence[int],
    head: Sequence[int],
    capacity: Sequence[float],
    cost: Sequence[float],
    fixed: Sequence[float],
    origins: Sequence[int],
    destinations: Sequence[int],
    demands: Sequence[float],
    unserved_penalty: float | Sequence[float] | None = None,
    *,
    gap: float = 1e-6,
) -> None:
    """Check the flow, the arcs that are opened, the objective, and that no design costs less than the bound.

    The answer must have been asked for with ``keep_proof=True``. Of one without a design there is nothing to check.

    Raises
    ------
    VerificationError
        What is not so.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from routing.search import network_design, verify_design
    >>> asked = [0, 0], [1, 1], [9, 9], [1, 3], [20, 5], [0], [1], [4]
    >>> found = network_design(*asked, keep_proof=True)
    >>> verify_design(found, *asked)
    >>> verify_design(replace(found, bound=17.5, objective=17.5), *asked)
    Traceback (most recent call last):
        ...
    routing.errors.VerificationError: objective: 17.5, added up anew 17.0; bound: 17.5, node 0 of the proof shows 17
    """
    asked = in_lists((tail, head, capacity, cost), (origins, destinations, demands), unserved_penalty)
    charges = [float(one) for one in fixed]
    if found.flow is None or found.opened is None:
        raise VerificationError(f"status {found.status.name}: there is no design to check")
    used = [units > 0 and charge > 0 for units, charge in zip(found.flow.tolist(), charges, strict=True)]
    wrong = [*about_paths(found, asked)]
    if found.opened.tolist() != used:
        wrong.append("opened: not the arcs with a charge that carry something")
    paid = sum(charge for charge, is_used in zip(charges, used, strict=True) if is_used)
    wrong += [*about_amounts(found, asked, paid), *_about_gap(found, gap)]
    if found.proof is None or not found.proof.nodes:
        wrong.append("proof: the answer keeps none (keep_proof=True)")
    else:
        wrong += _about_proof(found.proof, _InWhole(asked, charges, found.proof), found.bound)
    if wrong:
        raise VerificationError("; ".join(wrong))


def _about_gap(found: NetworkDesign, gap: float) -> Iterator[str]:
    assert found.objective is not None and found.gap is not None
    share = (found.objective - found.bound) / found.objective if found.objective > 0 else 0.0
    if found.bound > found.objective:
        yield f"bound {found.bound} above the objective {found.objective}"
    elif not near(share, found.gap):
        yield f"gap: {found.gap}, worked out anew {share}"
    if found.status is Status.OPTIMAL and found.gap > gap:
        yield f"called optimal with a gap of {found.gap}"


def _about_proof(proof: DesignProof, question: _InWhole, bound: float) -> Iterator[str]:
    """Yield the first node that neither shows the bound nor is divided."""
    aim, nodes = question.scaled(bound), list[_Checked]()
    for number, node in enumerate(proof.nodes):
        if (node.parent == FIRST) != (number == 0) or not FIRST <= node.parent < number:
            yield f"node {number} of the proof: its parent {node.parent} is no earlier node"
            return
        opened, shut = question.nothing.copy(), question.nothing.copy()
        above = [nodes[0], nodes[node.parent]] if number else []
        for one in above:
            opened, shut = opened | one.opened, shut | one.shut
        if node.arc != SAME:
            (opened if node.is_open else shut)[node.arc] = True
        shown = question.told(node.prices, node.parts, opened, shut)
        opened, shut = opened | (shown.if_shut >= aim) & ~shut, shut | (shown.if_opened >= aim) & ~opened
        nodes.append(_Checked(opened, shut, max([shown.bound, *(one.bound for one in above)]), set()))
        if number:
            nodes[node.parent].sides.add((node.arc, node.is_open))
    for number, checked in enumerate(nodes):
        is_divided = any((arc, not is_open) in checked.sides or arc == SAME for arc, is_open in checked.sides)
        if checked.bound < aim and not is_divided and not (checked.opened & checked.shut).any():
            yield f"bound: {bound:.15g}, node {number} of the proof shows {question.units(checked.bound):.15g}"
            return


class _Checked(NamedTuple):
    """Arcs decided in a node, by it and above; what no design in it costs less than; and how it is divided."""

    opened: Bools
    shut: Bools
    bound: int
    sides: set[tuple[int, bool]]


class _Shown(NamedTuple):
    """What no design costs less than, and none that opens each arc, or shuts it."""

    bound: int
    if_opened: Whole
    if_shut: Whole


class _Numbers(NamedTuple):
    """What the question says, as whole numbers of one kind."""

    cost: Whole
    fixed: Whole
    demand: Whole
    room: Whole
    most: Whole
    penalty: Whole


class _InWhole:
    """The question in whole numbers, with the columns of the prices of a proof.

    Attributes
    ----------
    amounts, prices
        Powers of two by which amounts, and prices and costs of a unit, are multiplied; costs by both.
    """

    def __init__(self, asked: Asked, fixed: list[float], proof: DesignProof) -> None:
        rows = proof.rows.tolist()
        demand, penalty = [asked.demands[row] for row in rows], [asked.penalty[row] for row in rows]
        total = 2 * math.fsum(demand)
        room = [min(one, total) for one in asked.capacity]
        dear = [one for one in penalty if math.isfinite(one)]
        finest = max(max(0, round(math.log2(node.parts))) for node in proof.nodes)
        self.amounts = _binary(demand + room)
        self.prices = max(_binary(asked.cost + dear), _binary(fixed) - self.amounts, finest)
        self.dearest, self.paid = max(asked.cost + dear, default=0.0), math.fsum(fixed)
        self.carried = 2 * total + math.fsum(room)
        self.tail, self.head = np.array(asked.tail), np.array(asked.head)
        self.origin, self.goal = (np.array([ends[row] for row in rows]) for ends in (asked.origins, asked.destinations))
        self.is_forced = ~np.isfinite(penalty)
        self.nothing = np.zeros(len(fixed), np.bool_)
        cells = (asked.cost, fixed, demand, room, [one if math.isfinite(one) else 0.0 for one in penalty])
        powers = (self.prices, self.prices + self.amounts, self.amounts, self.amounts, self.prices)
        self.given = [
            [int(Fraction(one) * 2**power) for one in each] for each, power in zip(cells, powers, strict=True)
        ]
        self.numbers: dict[Any, _Numbers] = {}

    def scaled(self, cost: float) -> int:
        """Return a cost, rounded up."""
        whole: int = math.ceil(Fraction(cost) * 2 ** (self.prices + self.amounts))
        return whole

    def units(self, cost: int) -> float:
        """Return what a whole number means."""
        return float(Fraction(cost, 2 ** (self.prices + self.amounts)))

    def told(self, prices: NDArray[np.integer], parts: float, opened: Bools, shut: Bools) -> _Shown:
        """Return what prices show where some arcs are opened and some shut."""
        kind = self._kind(float(np.abs(prices).max(initial=0)) / parts)
        asked = self.numbers[kind] if kind in self.numbers else self.numbers.setdefault(kind, self._numbers(kind))
        price = prices.astype(kind) * int(Fraction(2**self.prices) / Fraction(parts))
        gain = price[self.head] - price[self.tail] + asked.cost[:, None]
        sent = np.where(gain < 0, asked.most, 0)
        full = np.flatnonzero(sent.sum(axis=1) > asked.room)
        sent[full] = _best_first(gain[full], sent[full], asked.room[full])
        charge = asked.fixed + (gain * sent).sum(axis=1)
        columns = np.arange(len(self.origin))
        apart = price[self.origin, columns] - price[self.goal, columns]
        paid = np.where(self.is_forced, apart, np.minimum(apart, asked.penalty))
        counts = (opened | (charge < 0)) & ~shut
        bound = int((asked.demand * paid).sum()) + int(charge[counts].sum())
        return _Shown(bound, bound + np.maximum(charge, 0), bound - np.minimum(charge, 0))

    def _kind(self, highest: float) -> Any:
        """Return the kind of numbers that hold all that is added up with prices that are so high."""
        most = (2 * highest + self.dearest) * self.carried + self.paid
        return np.int64 if most * 2.0 ** (self.amounts + self.prices) < SAFE else object

    def _numbers(self, kind: Any) -> _Numbers:
        cost, fixed, demand, room, penalty = (np.array(cells, dtype=kind) for cells in self.given)
        most = np.minimum(demand, room[:, None])
        most[(self.head[:, None] == self.origin) | (self.tail[:, None] == self.goal)] = 0
        return _Numbers(cost, fixed, demand, room, most, penalty)


def _best_first(gain: Whole, wanted: Whole, room: Whole) -> Whole:
    """Return of each row what fits, from what gains most on."""
    order = np.argsort(gain, axis=1)
    sorted_ = np.take_along_axis(wanted, order, axis=1)
    before = np.cumsum(sorted_, axis=1) - sorted_
    fits = np.empty_like(wanted)
    np.put_along_axis(fits, order, np.clip(room[:, None] - before, 0, sorted_), axis=1)
    return fits


def _binary(cells: Sequence[float]) -> int:
    """Return by which power of two all cells are whole."""
    return max((one.as_integer_ratio()[1].bit_length() - 1 for one in map(float, cells)), default=0)
