"""`verify_design`: a design and the proof of its bound held against the question, in whole numbers.

Numbers of the question are fractions whose denominators are powers of two, as all numbers of a computer are; multiplied
by these, all that is added up here is whole, and nothing is rounded. With prices p_ki no design costs less than

    sum_k d_k min(penalty_k, p_k(origin) - p_k(destination)) + sum_a min(0, f_a - most_a),

where most_a is what commodities can gain on arc a within its capacity, p_k(tail) - p_k(head) - cost_a a unit; of an arc
that must be opened the term counts as it is, of one that is shut it does not count. Flow into an origin, and out of a
destination, only goes in rounds, so nobody gains there. Where the bound and the charge that an arc lacks come to the
bound that is to be shown, no cheaper design opens the arc; or shuts it, where it has charge to spare. Whatever whole
numbers the prices are, this holds; what else a proof may contain is looked at first (`design_proof_form`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.errors import VerificationError
from routing.search.flows.design_proof import SAME, DesignProof
from routing.search.flows.design_proof_form import about_form
from routing.search.flows.shared_design import NetworkDesign
from routing.search.flows.verify_multicommodity import Asked, about_amounts, about_paths, about_rows, in_lists, near
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
    if any(one is None for one in (found.objective, found.gap, found.opened, found.flow, found.unserved)):
        raise VerificationError(f"status {found.status.name}: there is no design to check")
    assert found.flow is not None and found.opened is not None
    if wrong := list(about_rows(found, asked)):
        raise VerificationError("; ".join(wrong))
    used = [units > 0 and charge > 0 for units, charge in zip(found.flow.tolist(), charges, strict=True)]
    wrong = list(about_paths(found, asked))
    if found.opened.tolist() != used:
        wrong.append("opened: not the arcs with a charge that carry something")
    paid = sum(charge for charge, is_used in zip(charges, used, strict=True) if is_used)
    wrong += [*about_amounts(found, asked, paid), *_about_bound(found, asked, charges, gap)]
    if wrong:
        raise VerificationError("; ".join(wrong))


def _about_bound(found: NetworkDesign, asked: Asked, charges: list[float], gap: float) -> Iterator[str]:
    if not isinstance(found.bound, float) or not math.isfinite(found.bound):
        yield f"bound: {found.bound!r:.30}, expected a finite float"
        return
    yield from _about_gap(found, gap)
    if found.proof is None or not found.proof.nodes:
        yield "proof: the answer keeps none (keep_proof=True)"
    elif malformed := about_form(found.proof, asked):
        yield malformed
    else:
        yield from _about_proof(found.proof, _InWhole(asked, charges, found.proof), found.bound)


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
    """Yield the first node that neither shows the bound nor is divided.

    A design of a node that costs less than the bound has every arc as it is decided there, by the proof or because
    prices show that another would not cost less. So what is decided in a node also is in all below it.
    """
    aim, nodes = question.scaled(bound), list[_Checked]()
    for number, node in enumerate(proof.nodes):
        above = nodes[node.parent] if number else _Checked(question.nothing, question.nothing, False, 0, set())
        opened, shut = above.opened.copy(), above.shut.copy()
        if node.arc != SAME:
            (opened if node.is_open else shut)[node.arc] = True
        above.sides.add((int(node.arc), bool(node.is_open)))
        shown = question.told(node.prices, node.parts, opened, shut)
        opened, shut = opened | (shown.if_shut >= aim) & ~shut, shut | (shown.if_opened >= aim) & ~opened
        is_shown = above.is_shown or shown.bound >= aim or bool((opened & shut).any())
        nodes.append(_Checked(opened, shut, is_shown, shown.bound, set()))
    for number, checked in enumerate(nodes):
        is_divided = any((arc, not is_open) in checked.sides or arc == SAME for arc, is_open in checked.sides)
        if not checked.is_shown and not is_divided:
            yield f"bound: {bound:.15g}, node {number} of the proof shows {question.units(checked.bound):.15g}"
            return


class _Checked(NamedTuple):
    """Arcs decided in a node, by it and above; whether the bound is shown; what its prices show; and its children."""

    opened: Bools
    shut: Bools
    is_shown: bool
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
    dearest, paid, carried
        What a unit costs at most on an arc or left behind, all charges, and what arcs and commodities may carry.
    """

    def __init__(self, asked: Asked, fixed: list[float], proof: DesignProof) -> None:
        rows = proof.rows.tolist()
        cost, charges, demand = _exactly(asked.cost), _exactly(fixed), _exactly(asked.demands[row] for row in rows)
        total, penalty = sum(demand, Fraction()), [asked.penalty[row] for row in rows]
        room = [Fraction(one) if one < total else total for one in asked.capacity]
        dear = _exactly(one if math.isfinite(one) else 0.0 for one in penalty)
        parts = [1 / one for one in _exactly({node.parts for node in proof.nodes})]
        self.amounts = _binary(demand + room)
        self.prices = max(_binary(cost + dear + parts), _binary(charges) - self.amounts)
        cells = (cost, charges, demand, room, dear)
        powers = (self.prices, self.prices + self.amounts, self.amounts, self.amounts, self.prices)
        self.given = [[int(one * 2**power) for one in each] for each, power in zip(cells, powers, strict=True)]
        costs, paid, demands, rooms, penalties = self.given
        self.dearest, self.paid = max(costs + penalties, default=0), sum(paid)
        self.carried = max(1, 2 * sum(demands) + sum(rooms))
        ends = (asked.tail, asked.head, [asked.origins[row] for row in rows], [asked.destinations[row] for row in rows])
        self.tail, self.head, self.origin, self.goal = (np.array(nodes, dtype=np.int64) for nodes in ends)
        self.is_forced = np.array([not math.isfinite(one) for one in penalty], dtype=np.bool_)
        self.nothing = np.zeros(len(fixed), np.bool_)
        self.numbers: dict[Any, _Numbers] = {}

    def scaled(self, cost: float) -> int:
        """Return a cost, rounded up."""
        whole: int = math.ceil(Fraction(cost) * 2 ** (self.prices + self.amounts))
        return whole

    def units(self, cost: int) -> float:
        """Return what a whole number means, as nearly as it can be written."""
        try:
            return float(Fraction(cost, 2 ** (self.prices + self.amounts)))
        except OverflowError:
            return math.inf if cost > 0 else -math.inf

    def told(self, prices: NDArray[np.integer], parts: float, opened: Bools, shut: Bools) -> _Shown:
        """Return what prices show where some arcs are opened and some shut."""
        factor = int(2**self.prices / Fraction(parts))
        kind = self._kind(max(1, int(prices.max(initial=0)), -int(prices.min(initial=0))) * factor)
        asked = self.numbers[kind] if kind in self.numbers else self.numbers.setdefault(kind, self._numbers(kind))
        price = prices.astype(kind) * factor
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

    def _kind(self, highest: int) -> Any:
        """Return the kind of numbers that hold all that is added up with prices that are so high."""
        most = (2 * highest + self.dearest) * self.carried + self.paid
        return np.int64 if most < SAFE else object

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


def _exactly(cells: Iterable[float]) -> list[Fraction]:
    return [Fraction(one) for one in cells]


def _binary(cells: Sequence[Fraction]) -> int:
    """Return by which power of two all cells are whole."""
    return max((one.denominator.bit_length() - 1 for one in cells), default=0)
