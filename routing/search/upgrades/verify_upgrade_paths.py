"""`verify_upgrade_paths`: an answer of `upgrade_paths` held against the arcs and an integer programme.

Paths are walked again and prices added up in plain Python. That no other set is better is put to a solver: with which
price a path weighs at most so much, for every weight at which the answer says that more has to be paid. The programme
stands on the arcs that bounds leave (`lanes.reduced`), of large graphs also bounds on prices (`narrowing.narrowed`),
for each arc and each upgrade.

Nothing of the search by labels is trusted, and nothing of the searches for bounds: before anything is left out, the
numbers that bound it are looked at arc by arc in whole numbers of numpy (`lanes.bounding`: no arc leads to a distance
that is larger than the one at its begin by more than its weight; `Charges.whole`: no upgrade is charged more than its
price). What is trusted is that these few lines are right, and what the solver says of the programme that is left; of
the answer only its price is used, as a bound from above, after its path was walked.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from routing.errors import VerificationError
from routing.search.bits import bits_of
from routing.search.budget import Budget, TimeUp
from routing.search.choosing import is_compiled
from routing.search.upgrades.answer import UpgradePath, UpgradePaths
from routing.search.upgrades.asked import Asked, Of, checked_upgrades
from routing.search.upgrades.lanes import FAR, MOST, Lane, far, reduced
from routing.search.upgrades.models.fixed_charges import NEVER_S, Journey, Limits, Rules, Solver, least_that_keeps
from routing.search.upgrades.sets import mask_of
from routing.search.upgrades.upgrade_paths import NOTHING, Pairs
from routing.status import Status

NARROWED = 5_000  # arcs from which bounds on prices pay
ROUNDS = 200  # of them
NARROW, FEWER = 1_500, 0.8  # arcs above which they are looked for again, if there are so much fewer than before


class _Claim(NamedTuple):
    """What a cheapest set costs with which a path weighs at most so much; None: there is no set, or it costs more."""

    weight: int
    price: int | None
    beyond: int = MOST


def verify_upgrade_paths(
    found: UpgradePaths,
    tail: ArrayLike,
    head: ArrayLike,
    weight: ArrayLike,
    source: int,
    target: int,
    prices: ArrayLike,
    *,
    needs: Of,
    bars: Of = NOTHING,
    requires: Pairs = (),
    excludes: Pairs = (),
    max_weight: int | None = None,
    budget: int | None = None,
    solver: Solver = "highs",
    time_limit_s: float | None = None,
) -> Status:
    """Return whether a solver proves an answer too: `Status.OPTIMAL`, or `Status.UNKNOWN` where a limit was reached.

    Parameters
    ----------
    found
        What `upgrade_paths` answered to the question that the others are.
    solver
        Of OR-Tools: ``"highs"``, ``"gscip"`` or ``"cp_sat"``.
    time_limit_s
        For all of it (s); None: no limit.

    Raises
    ------
    VerificationError
        The first difference.

    Examples
    --------
    >>> from routing.search import upgrade_paths, verify_upgrade_paths
    >>> asked = dict(tail=[0, 0], head=[1, 1], weight=[9, 4], source=0, target=1, prices=[50], needs={1: 0})
    >>> verify_upgrade_paths(upgrade_paths(**asked), **asked).name
    'OPTIMAL'
    """
    asked = checked_upgrades((tail, head, weight), (source, target), prices, needs, bars, (requires, excludes))
    spent = Budget.of(time_limit_s)
    if found.status is Status.UNKNOWN:
        return Status.UNKNOWN
    for point in (*found.points, *([] if found.fastest is None else [found.fastest])):
        _walk(asked, point)
    pairs = Rules(asked.sets.prices, tuple(requires), tuple(excludes))
    try:
        for claim in _claims(found, max_weight, budget):
            if not _is_proven(asked, pairs, claim, solver, spent):
                return Status.UNKNOWN
    except TimeUp:
        return Status.UNKNOWN
    return Status.OPTIMAL


def _walk(asked: Asked, point: UpgradePath) -> None:
    """Go along a path with its set."""
    lane, sets, chosen = asked.lane, asked.sets, mask_of(point.upgrades)
    here, weight = lane.source, 0
    for arc in point.arcs.tolist():
        if lane.tail[arc] != here:
            raise VerificationError(f"arc {arc} does not leave node {here}")
        for number, kept in ((lane.needs[arc], True), (lane.bars[arc], False)):
            if number >= 0 and (asked.masks[number] & ~chosen if kept else asked.masks[number] & chosen):
                raise VerificationError(f"arc {arc} is not open with upgrades {point.upgrades}")
        here, weight = int(lane.head[arc]), weight + int(lane.weight[arc])
    if here != lane.target:
        raise VerificationError(f"the path ends at node {here}, not at {lane.target}")
    if sets.standing(chosen) != chosen or sets.clashes(chosen):
        raise VerificationError(f"upgrades {point.upgrades} lack one that they require, or exclude each other")
    told = point.weight, point.price
    if told != (weight, sets.price(chosen)):
        raise VerificationError(f"weight and price are told as {told}, and are {weight, sets.price(chosen)}")


def _claims(found: UpgradePaths, most: int | None, money: int | None) -> Iterator[_Claim]:
    """Yield what an answer says."""
    points = found.points
    if most is not None:
        if points and points[0].weight > most:
            raise VerificationError(f"the path weighs {points[0].weight}, more than {most}")
        yield _Claim(most, points[0].price if points else None)
        return
    if not points:
        yield _Claim(MOST, None, MOST if money is None else money)
        return
    if any(one.price > (MOST if money is None else money) for one in points):
        raise VerificationError(f"the set costs more than {money}")
    limits = [points[0].weight if money is not None else MOST, *(one.weight - 1 for one in points)]
    for limit, point in zip(limits, points, strict=False):
        yield _Claim(limit, point.price)
    if limits[-1] >= 0:
        yield _Claim(limits[-1], None, MOST if money is None else money)


def _is_proven(asked: Asked, pairs: Rules, claim: _Claim, solver: Solver, spent: Budget) -> bool:
    """Tell whether a solver was in time to say what a claim says."""
    journey = _journey(asked, claim, spent)
    limits = Limits(each=[min(claim.weight, int(journey.weight.sum()))])

    def left_s() -> float:
        spent.check()
        return NEVER_S if spent.seconds is None else spent.until - time.perf_counter()

    def keeps(chosen: frozenset[int]) -> bool:
        return _weight(asked, chosen, spent) <= claim.weight

    least = least_that_keeps([journey], pairs, limits, solver, left_s, keeps)
    if least.status is Status.UNKNOWN:
        return False
    price = None if least.least is None or least.least > claim.beyond else least.least
    if price != claim.price:
        raise VerificationError(
            f"{solver}: a cheapest set with which a path weighs at most {claim.weight} costs {price}, not {claim.price}"
        )
    return True


def _journey(asked: Asked, claim: _Claim, spent: Budget) -> Journey:
    """Return the arcs on which the programme stands."""
    most = min(claim.weight, int(asked.lane.weight.sum()))
    lane = _narrower(asked, claim, most, spent)
    needs, bars = (
        [list(bits_of(asked.masks[number])) if number >= 0 else [] for number in cells.tolist()]
        for cells in (lane.needs, lane.bars)
    )
    return Journey(lane.tail, lane.head, lane.weight, needs, bars, lane.source, lane.target)


def _narrower(asked: Asked, claim: _Claim, most: int, spent: Budget) -> Lane:
    """Return the arcs that bounds on weights leave, and on prices as long as these leave out many."""
    lane = reduced(asked.lane, (), most, "auto", spent).lane
    if len(lane.tail) < NARROWED or not is_compiled("auto", len(lane.tail)):
        return lane
    from routing.search.upgrades.narrowing import narrowed

    known = claim.price if claim.price is not None else min(claim.beyond, sum(asked.sets.prices))
    count = np.inf
    while NARROW < len(lane.tail) < FEWER * count:
        count = len(lane.tail)
        less = narrowed(lane, asked.masks, asked.sets, most, spent, known=known, rounds=ROUNDS, each=True)
        dear = mask_of(less.dear)
        kept = np.array([not one & dear for one in asked.masks] + [True])
        lane = lane.rows(less.rows[kept[lane.needs[less.rows]]])
        lane = reduced(lane, (), most, "auto", spent).lane
    return lane


def _weight(asked: Asked, chosen: Iterable[int], spent: Budget) -> int:
    """Return what a path weighs with a set."""
    mask, masks = mask_of(chosen), asked.masks
    open_ = np.array([not one & ~mask for one in masks] + [True])
    shut = np.array([bool(one & mask) for one in masks] + [False])
    lane: Lane = asked.lane.rows(open_[asked.lane.needs] & ~shut[asked.lane.bars])
    return int(min(far(lane, lane.source, "auto", spent)[lane.target], FAR))
